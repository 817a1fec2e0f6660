//! The summary at the end of a session.

use super::grade::compared;
use super::points;
use super::wrap::{pad, paragraph};
use crate::assessment::QuestionId;
use crate::grading::{Band, Score};
use crate::interview::{Bias, Ending, Outcome, Summary, SummaryLine, TO_REPEAT, title_of};
use crate::terminal::{Look, Paint};
use crate::text::count;

/// From so many estimates on they tell something of a session.
const ENOUGH_ESTIMATES: usize = 3;

/// Estimates that are off by no more points than this on average are good ones.
const CLOSE: f64 = 10.0;

/// What is kept of a session, under its number in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// All of it.
    As(i64),
    /// What came before the store refused.
    InPart(i64),
    /// Nothing.
    No,
}

/// What a session came to. Starts with a blank line.
pub fn summary(ending: Ending, summary: &Summary, saved: Saved, look: &Look) -> String {
    let margin = look.margin();
    let mut text = String::from("\n");
    let asked = summary.lines.len();
    let head = match (ending, asked) {
        (_, 0) if summary.warmed_up => "So far: the warm-up, which is not counted.".to_owned(),
        (_, 0) => "Nothing was answered yet.".to_owned(),
        (Ending::Finished, _) => format!(
            "That was the round: {}.",
            count(asked, "question", "questions")
        ),
        _ => format!("So far: {}.", count(asked, "question", "questions")),
    };
    text.push_str(&look.paint(Paint::Strong, &paragraph(look, margin, margin, &head)));
    if ending != Ending::Paused && asked > 0 {
        text.push('\n');
        for line in &summary.lines {
            text.push_str(&question_line(line, look));
        }
        text.push('\n');
        for sentence in figures(summary, look) {
            text.push_str(&paragraph(look, margin, margin, &sentence));
        }
    }
    if ending != Ending::Paused {
        text.push_str(&to_repeat(&summary.repeat, look));
    }
    text.push('\n');
    let sentence = farewell(ending, summary, saved);
    text.push_str(&paragraph(look, margin, &format!("{margin}  "), &sentence));
    text
}

/// The command that asks the weakest questions again, three at most; nothing where there are none.
pub(super) fn to_repeat(questions: &[QuestionId], look: &Look) -> String {
    if questions.is_empty() {
        return String::new();
    }
    let margin = look.margin();
    let again: Vec<String> = questions
        .iter()
        .take(TO_REPEAT)
        .map(|id| format!(" --question {id}"))
        .collect();
    // Not wrapped, so that it can be copied as it stands.
    format!(
        "\n{margin}To repeat:\n{margin}viva practice{}\n",
        again.concat()
    )
}

pub(super) fn question_line(line: &SummaryLine, look: &Look) -> String {
    let margin = look.margin();
    let name = format!(
        "{}: {}",
        line.question.topic().replace('-', " "),
        title_of(&line.question)
    );
    let outcome = match line.outcome {
        Outcome::Graded { first: None, .. } if !look.numbers => String::new(),
        Outcome::Graded {
            score,
            first: Some(first),
        } if !look.numbers => {
            let told = compared(first, score).to_lowercase();
            format!("{told} the first try")
        }
        Outcome::Graded { score, first: None } => scored(score),
        Outcome::Graded {
            score,
            first: Some(first),
        } if look.plain => format!("{} (at first {})", scored(score), points(first)),
        Outcome::Graded {
            score,
            first: Some(first),
        } => format!("{} → {}", points(first), scored(score)),
        Outcome::NotAnswered => "not answered".to_owned(),
        Outcome::ModelAnswerRead => "not answered: model answer read first".to_owned(),
    };
    if !look.numbers {
        return in_words(line, &name, &outcome, look);
    }
    if look.plain || look.width < 72 {
        let text = format!("{}. {name}: {outcome}", line.number);
        return paragraph(look, margin, &format!("{margin}  "), &text);
    }
    let start = format!("{margin}{:>2}  {}  ", line.number, pad(&name, 40));
    paragraph(look, &start, &" ".repeat(start.len()), &outcome)
}

/// A question with what was said of it and what was not, in place of its score.
fn in_words(line: &SummaryLine, name: &str, outcome: &str, look: &Look) -> String {
    let margin = look.margin();
    let under = format!("{margin}   ");
    let colon = if outcome.is_empty() { "" } else { ": " };
    let head = format!("{}. {name}{colon}{outcome}", line.number);
    let mut text = paragraph(look, margin, &under, &head);
    if line.score().is_none() {
        return text;
    }
    let missing = line.missed.as_ref().map(|point| ("Still to say", point));
    for (label, point) in line.met.iter().map(|point| ("Said", point)).chain(missing) {
        let told = format!("{label}: {}.", point.trim_end_matches('.'));
        text.push_str(&paragraph(look, &under, &format!("{under}  "), &told));
    }
    text
}

fn scored(score: Score) -> String {
    format!("{:>3}  {}", points(score), score.band())
        .trim_start()
        .to_owned()
}

fn figures(summary: &Summary, look: &Look) -> Vec<String> {
    let mut said = Vec::new();
    let answered = summary.answered();
    if let Some(mean) = summary.mean.filter(|_| look.numbers) {
        said.push(format!(
            "Mean {}, {}, over {}.",
            points(mean),
            mean.band(),
            count(answered, "answer", "answers")
        ));
    }
    said.push(not_answered_and_wrong(summary));
    if answered > 1 {
        let best = extreme(summary, |a, b| a > b);
        let worst = extreme(summary, |a, b| a < b);
        // Of equals none is the strongest, nor is one that came to nothing.
        if let (Some(best), Some(worst)) = (best, worst)
            && best.score() > worst.score()
            && best.score().map(Score::band) != Some(Band::None)
        {
            said.push(format!("Strongest: {}.", title_of(&best.question)));
        }
        let missed = worst.filter(|worst| worst.missed.is_some());
        said.extend(missed.map(|line| weakest(line, look)));
    } else if let Some(only) = extreme(summary, |a, b| a > b)
        && only.missed.is_some()
    {
        said.push(weakest(only, look));
    }
    said.extend(recovered(summary, look));
    let estimates = summary.estimates.as_ref();
    said.extend(estimates.and_then(|bias| calibration(bias, look)));
    if summary.warmed_up {
        said.push("The warm-up is not counted.".to_owned());
    }
    said
}

/// How good the guesses were, in a sentence, once there are enough of them.
fn calibration(bias: &Bias, look: &Look) -> Option<String> {
    let count = Some(bias.estimates).filter(|count| *count >= ENOUGH_ESTIMATES)?;
    if !look.numbers {
        return Some("Your guesses are kept with the answers.".to_owned());
    }
    let off_by = match bias.off.round() as u64 {
        0 => return Some(format!("Your {count} guesses were right to the point.")),
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    };
    // More than half of the misses to one side is a leaning.
    let leaning = bias.too_high / bias.off;
    let way = match leaning {
        _ if bias.off <= CLOSE => "you know where you stand",
        high if high > 0.5 => "mostly too high",
        low if low < -0.5 => "mostly too low",
        _ => "some too high, some too low",
    };
    Some(format!(
        "Your {count} guesses were off by {off_by} on average: {way}."
    ))
}

/// What was not answered, and what was wrong: two things.
pub(super) fn not_answered_and_wrong(summary: &Summary) -> String {
    let beliefs = match summary.beliefs.len() {
        0 => "Wrong beliefs held: none.".to_owned(),
        held => format!(
            "Wrong beliefs held: {held} (\"{}\").",
            summary.beliefs.join("\", \"")
        ),
    };
    format!("Not answered: {}. {beliefs}", summary.not_answered)
}

/// What follow-ups recovered, if anything.
pub(super) fn recovered(summary: &Summary, look: &Look) -> Option<String> {
    let questions = count(summary.recovered_in, "question", "questions");
    (summary.recovered_in > 0).then(|| match look.numbers {
        true => format!(
            "Follow-ups recovered {} in {questions}.",
            count(summary.recovered.round() as usize, "point", "points"),
        ),
        false => format!("Follow-ups brought out more in {questions}."),
    })
}

fn weakest(line: &SummaryLine, look: &Look) -> String {
    match &line.missed {
        Some(point) if !look.numbers => format!(
            "Work on first: {}, in {}.",
            point.trim_end_matches('.'),
            title_of(&line.question)
        ),
        Some(point) => format!(
            "Weakest: {}. Work on: {}.",
            title_of(&line.question),
            point.trim_end_matches('.')
        ),
        None => format!("Weakest: {}.", title_of(&line.question)),
    }
}

/// The first line whose score beats all others.
fn extreme(summary: &Summary, beats: fn(Score, Score) -> bool) -> Option<&SummaryLine> {
    let mut found: Option<(&SummaryLine, Score)> = None;
    for line in &summary.lines {
        if let Some(score) = line.score()
            && found.is_none_or(|(_, best)| beats(score, best))
        {
            found = Some((line, score));
        }
    }
    found.map(|(line, _)| line)
}

/// What is kept of the session, and how it goes on.
pub(super) fn farewell(ending: Ending, summary: &Summary, saved: Saved) -> String {
    match (saved, ending.is_open()) {
        (Saved::As(number), false) => format!("Saved as session {number}."),
        (Saved::As(number), true) if summary.unasked == 0 => {
            format!("Saved as session {number}. It goes on with: viva resume {number}")
        }
        (Saved::As(number), true) => format!(
            "Saved as session {number}, with {} to go. It goes on with: viva resume {number}",
            count(summary.unasked, "question", "questions")
        ),
        (Saved::InPart(number), _) => {
            format!("Only the first part of this session is saved, as session {number}.")
        }
        (Saved::No, _) => "This session was not saved.".to_owned(),
    }
}
