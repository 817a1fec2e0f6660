//! Figures in words, alike in every format.

use std::time::Duration;

use super::visible::visible_line;
use super::{PastSession, Transcript};
use crate::assessment::QuestionId;
use crate::grading::{Score, Verdict};
use crate::interview::{Attempt, ModelAnswerSeen, title_of};

/// A score as people read it: whole points, rounded down, so that a number never looks like the next band's.
pub(in crate::report) fn points(score: Score) -> String {
    format!("{}", score.points().floor())
}

/// Score and band.
pub(in crate::report) fn scored(score: Score) -> String {
    format!("{}, {}", points(score), band(score))
}

/// The band in a sentence; `none` alone would not read as one.
pub(in crate::report) fn band(score: Score) -> &'static str {
    match score.band().name() {
        "none" => "little or nothing",
        name => name,
    }
}

/// A time as people say it, to the second.
pub(super) fn length(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// So many of a thing.
pub(in crate::report) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A question's topic in words.
pub(super) fn topic(id: &QuestionId) -> String {
    visible_line(&id.topic().replace('-', " "))
}

/// A question's short name.
pub(super) fn title(id: &QuestionId) -> String {
    visible_line(&title_of(id))
}

/// With a capital and a full stop.
pub(in crate::report) fn sentence(text: &str) -> String {
    let text = visible_line(text);
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?', '"']) {
        ""
    } else {
        "."
    };
    format!(
        "{}{rest}{stop}",
        first.into_iter().flatten().collect::<String>()
    )
}

/// A verdict for the candidate.
pub(in crate::report) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "said",
        Verdict::Partial => "said in part",
        Verdict::Missing => "not mentioned",
        Verdict::Contradicted => "the opposite was said",
    }
}

/// A mode with a capital.
pub(super) fn mode(session: &PastSession) -> String {
    let mode = visible_line(&session.mode);
    let mut letters = mode.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .collect::<String>()
}

/// The heading of a report.
pub(super) fn heading(transcript: &Transcript) -> String {
    match transcript.single() {
        Some(session) => format!("{}, session {}", mode(session), session.session),
        None => count(transcript.sessions.len(), "session", "sessions"),
    }
}

/// Why there is nothing to grade; none where an answer counts or a warm-up was answered.
pub(super) fn unanswered(attempt: &Attempt) -> Option<&'static str> {
    if attempt.model_answer_seen == ModelAnswerSeen::Before {
        return Some("The model answer was read first, so this does not count as answered.");
    }
    match &attempt.answer {
        None => Some("Skipped: not answered."),
        Some(answer) if answer.text.trim().is_empty() => Some("Nothing was said: not answered."),
        Some(_) => None,
    }
}

/// What should be known of a try beside its grade.
pub(super) fn remarks(attempt: &Attempt) -> Vec<String> {
    let mut remarks = Vec::new();
    if attempt.warm_up {
        remarks.push("A warm-up: it counts for nothing.".to_owned());
    }
    let Some(grade) = attempt.grade.as_ref() else {
        return remarks;
    };
    remarks.extend(grade.notes.iter().map(|note| sentence(note)));
    if grade.confidence.is_low() && attempt.is_answered() {
        remarks.push(format!(
            "Worth a second look: the confidence in this grade is only {:.2}.",
            grade.confidence.value()
        ));
    }
    if attempt.disputed {
        remarks.push("You disagree with this grade.".to_owned());
    }
    remarks
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{length, sentence};

    #[test]
    fn times_and_sentences_read_as_people_say_them() {
        let lengths = [5, 60, 100, 3600, 3725].map(|s| length(Duration::from_secs(s)));
        assert_eq!(
            lengths,
            ["5 s", "1 min", "1 min 40 s", "1 h 0 min", "1 h 2 min"]
        );
        assert_eq!(sentence("you said it"), "You said it.");
        assert_eq!(sentence("Ends."), "Ends.");
        assert_eq!(sentence(""), ".");
    }
}
