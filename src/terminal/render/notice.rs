//! Single sentences.

use super::wrap::paragraph;
use crate::interview::Notice;
use crate::terminal::Look;

/// What a notice says. Starts with a blank line.
pub fn notice(notice: Notice, look: &Look) -> String {
    sentence(
        match notice {
            Notice::EstimateFirst => {
                "Your answer is recorded; its grade waits for your guess. A number from 0 to 100, or Enter to go on without one."
            }
            Notice::NoEstimate => "That is no number from 0 to 100.",
            Notice::WordsKept => {
                "Your answer is recorded already; these words are kept as a note with it."
            }
            Notice::NoMoreHints => {
                "No more hints for this one. /answer shows a model answer, /skip goes on."
            }
            Notice::NoHintsForProbe => "A follow-up has no hints. /skip goes on without it.",
            Notice::AllAsked => {
                "Every question is answered. /redo answers the last one again; Enter shows the summary."
            }
            Notice::HintsOff => "This session gives no hints.",
            Notice::FeedbackAtTheEnd => {
                "This interview gives no feedback until its scorecard. /skip goes on, /repeat says the question again."
            }
            Notice::DisputeAtTheEnd => {
                "This interview shows no grades until its scorecard. After that, `viva history dispute` overrules a verdict."
            }
            Notice::NothingGraded => "Nothing is graded yet.",
            Notice::NothingAnswered => "Nothing is answered yet.",
            Notice::NoModelAnswer => "This question has no model answer.",
            Notice::SeenBeforeAnswer => {
                "You may still say it in your own words; since the model answer came first, it counts as not answered. /skip goes on."
            }
            Notice::ProbeDropped => {
                "The follow-up is dropped, because the model answer gives it away."
            }
            Notice::EmptyNote => "Write the note after the command: /note look up descriptors",
            Notice::NoteTaken => "Noted.",
            Notice::DisagreementNoted => {
                "Noted with this answer. /right alone lists the verdicts that you can overrule with words of your answer."
            }
            Notice::ExplanationNeedsModel => {
                "Discussing a grade needs a language model, and this session asks none (--llm). /why shows how the score came about, /answer a model answer."
            }
            Notice::EmptyQuestion => {
                "Write what you want to say after the command: /ask why is that wrong"
            }
        },
        look,
    )
}

/// Asks for a guess at the score of the answer before. Starts with a blank line.
pub fn ask_estimate(look: &Look) -> String {
    sentence("Your guess, 0 to 100, or Enter:", look)
}

/// What may be done after the last question. Starts with a blank line.
pub fn last_word(look: &Look) -> String {
    sentence(
        "That was the last question. /why, /redo, /edit and /answer still look back at it; Enter shows the summary.",
        look,
    )
}

/// A sentence set apart. Starts with a blank line.
pub fn sentence(text: &str, look: &Look) -> String {
    let margin = look.margin();
    format!("\n{}", paragraph(look, margin, margin, text))
}
