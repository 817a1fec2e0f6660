//! Why words don't overrule a verdict, and what became of one that was taken back, in sentences.

use super::Refused;
use crate::grading::Refusal;
use crate::history::Overruling;
use crate::terminal::clean;

/// So much of a sample is shown.
const SHOWN: usize = 70;

/// Why a verdict is not overruled, and what would do it.
pub(in crate::commands) fn refused(refused: &Refused) -> String {
    let refusal = match refused {
        Refused::Known => {
            return "That is overruled by these words already; nothing is kept twice.".to_owned();
        }
        Refused::Because(refusal) => refusal,
    };
    match refusal {
        Refusal::Gone => {
            "That point has left the rubric since, so nothing can be weighed by it; your answer and its grade stay as they are.".to_owned()
        }
        Refusal::Empty => "Say which words of your answer say it.".to_owned(),
        Refusal::NotInAnswer => {
            "Those words don't stand in your answer. Give them as you wrote them, a few in a row.".to_owned()
        }
        Refusal::SeveralSentences => {
            "Those words go over the end of a sentence. Choose words of one sentence.".to_owned()
        }
        Refusal::TooLittle { telling: 0 } => {
            "Those are grammar words alone: they would match nearly any answer. Take in the words that say something.".to_owned()
        }
        Refusal::TooLittle { .. } => {
            "One word says too little: it would match nearly any answer. Take in what is said of it.".to_owned()
        }
        Refusal::OnlyTheQuestion => {
            "Those words stand in the question, so that any answer may hold them. Take in what you said beyond it.".to_owned()
        }
        Refusal::TooMuch { telling } => format!(
            "Those are {telling} words that say something, more than you will ever say again just so. Choose the few that say it, 12 at most."
        ),
        Refusal::OfWhat { subject } => format!(
            "It is not clear that those words are said of \"{}\". Take in the word that says so.",
            clean(subject)
        ),
        Refusal::ReadAsBelief { belief } => format!(
            "Those words are read as a belief that is held: {}. Overrule that first.",
            clean(belief.trim_end_matches('.'))
        ),
        Refusal::NotTheBelief => {
            "The belief was read from other words of your answer; /why shows them. Give those.".to_owned()
        }
        Refusal::InWrongSample { sample } => format!(
            "An answer that people marked as wrong says the same: \"{}\". Take in what makes yours right.",
            beginning(sample)
        ),
        Refusal::NoPattern => {
            "Those words can't be recognized again, perhaps because they are denied elsewhere in the sentence. Choose others.".to_owned()
        }
    }
}

/// What is said of an overruling that was taken back.
pub(in crate::commands) fn withdrawn(overruling: &Overruling) -> String {
    format!(
        "Taken back: \"{}\" for \"{}\". The verdict of the grade stands alone again.",
        clean(&overruling.phrase.words),
        clean(overruling.statement.trim_end_matches('.'))
    )
}

fn beginning(text: &str) -> String {
    let line: String = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
