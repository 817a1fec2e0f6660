//! Estimating: the candidate's own guess at a score, asked for between recording the answer and showing its grade.

use super::{Estimating, Session, Stage};
use crate::assessment::Answer;
use crate::grading;
use crate::interview::effect::{Effect, Notice};
use crate::interview::event::Context;

impl Session {
    /// What was typed where an estimate was asked for: one, nothing, or words, which are kept. It is asked once more only.
    pub(super) fn estimate(
        &mut self,
        mut waiting: Estimating,
        said: Answer,
        context: &Context,
    ) -> Vec<Effect> {
        let estimate = read_estimate(&said.text);
        if estimate.is_some() || said.text.trim().is_empty() || grading::declines(&said) {
            return self.settle(waiting, estimate, context);
        }
        let mut effects = Vec::new();
        // An answer that goes on, or the next one typed ahead, is not lost.
        if said.text.contains(char::is_alphabetic) {
            effects.push(Effect::RecordNote {
                position: self.position,
                question: waiting.shown.question.clone(),
                text: said.text,
            });
            effects.push(Effect::Say(Notice::WordsKept));
        }
        if waiting.asked_again {
            effects.extend(self.settle(waiting, None, context));
        } else {
            effects.push(Effect::Say(Notice::NoEstimate));
            effects.push(Effect::AskEstimate);
            waiting.asked_again = true;
            self.stage = Stage::Estimating(Box::new(waiting));
        }
        effects
    }

    /// Keeps the estimate, shows the grade beside it, and goes on.
    pub(super) fn settle(
        &mut self,
        mut waiting: Estimating,
        estimate: Option<u8>,
        context: &Context,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let (Some(_), Some(attempt)) = (estimate, self.attempts.last_mut()) {
            attempt.estimate = estimate;
            effects.push(Effect::Amend(Box::new(attempt.clone())));
        }
        waiting.shown.estimate = estimate;
        effects.extend(self.show(waiting.shown));
        effects.extend(self.probe_or_advance(waiting.material, context.now));
        effects
    }
}

/// A number from 0 to 100, with or without a percent sign, rounded to a whole one; none where it is anything else.
fn read_estimate(text: &str) -> Option<u8> {
    let text = text.trim();
    let digits = text.strip_suffix('%').unwrap_or(text).trim_end();
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '.');
    let points: f64 = digits.parse().ok().filter(|_| is_number)?;
    (0..=100).find(|whole| (f64::from(*whole) - points).abs() <= 0.5)
}

#[cfg(test)]
mod tests {
    use super::read_estimate;

    #[test]
    fn only_a_number_from_0_to_100_is_an_estimate() {
        let cases = [
            ("70", Some(70)),
            (" 0 ", Some(0)),
            ("100%", Some(100)),
            ("82 %", Some(82)),
            ("72.6", Some(73)),
            ("", None),
            ("101", None),
            ("1000000000000000000000", None),
            ("-5", None),
            ("1e1", None),
            ("nan", None),
            ("inf", None),
            (".", None),
            ("1.2.3", None),
            ("70 points", None),
            ("42 is the answer", None),
            ("7\n0", None),
            ("\u{0667}\u{0660}", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read_estimate(text), expected, "{text:?}");
        }
    }
}
