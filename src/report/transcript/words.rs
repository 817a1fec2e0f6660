//! Figures in words, alike in every format.

use std::time::Duration;

use super::visible::visible_line;
use super::{PastSession, Transcript};
use crate::assessment::QuestionId;
use crate::grading::{Adjusted, Claim, Score, Verdict};
use crate::interview::{Attempt, ModelAnswerSeen, title_of};
use crate::text::capitalized;

pub(in crate::report) use crate::grading::whole_points as points;
pub(in crate::report) use crate::text::count;

/// What is said of a question that has left the bank.
pub(in crate::report) const GONE: &str =
    "This question is not in the bank any more, so its wording can't be shown.";

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
    let text = capitalized(&visible_line(text));
    let stop = if text.ends_with(['.', '!', '?', '"']) {
        ""
    } else {
        "."
    };
    text + stop
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

/// A verdict and, where there is more to say, why a point was not met. Of a point that is missing the reason stands in place
/// of the verdict: what was "only touched on" was mentioned.
pub(in crate::report) fn told(of: Verdict, why: &str) -> (String, String) {
    let why = visible_line(why);
    let says_no_more = ["", "not mentioned", "you said the opposite"].contains(&why.as_str());
    match of {
        Verdict::Missing if !says_no_more => (why, String::new()),
        Verdict::Partial | Verdict::Contradicted if !says_no_more => {
            (verdict(of).to_owned(), sentence(&why))
        }
        _ => (verdict(of).to_owned(), String::new()),
    }
}

/// The sign of a verdict; its words stand beside it.
pub(in crate::report) const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::Partial => "◐",
        Verdict::Missing => "○",
        Verdict::Contradicted => "✗",
    }
}

/// A session by its mode and number.
pub(super) fn name(session: &PastSession) -> String {
    let mode = capitalized(&visible_line(&session.mode));
    format!("{mode}, session {}", session.session)
}

/// Where a session stands, after a separator; nothing where it is finished.
pub(super) fn unfinished(session: &PastSession, separator: &str) -> String {
    match session.state {
        "finished" => String::new(),
        state => format!("{separator}{state}"),
    }
}

/// The heading of a report.
pub(super) fn heading(transcript: &Transcript) -> String {
    match transcript.single() {
        Some(session) => name(session),
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
pub(super) fn remarks(attempt: &Attempt, adjusted: Option<&Adjusted>) -> Vec<String> {
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
    match adjusted {
        Some(adjusted) if !adjusted.overruled.is_empty() => remarks.push(overruled(adjusted)),
        _ if attempt.disputed => remarks.push("You disagree with this grade.".to_owned()),
        _ => {}
    }
    remarks
}

/// What the learner overruled in phrases of their own, beside a score that stands.
fn overruled(adjusted: &Adjusted) -> String {
    let mut told = format!(
        "Overruled by you: with your own phrases {}.",
        scored(adjusted.score)
    );
    for found in &adjusted.overruled {
        let what = match (&found.phrase.claim, found.verdict) {
            (Claim::Misconception(_), _) => "not believed",
            (_, "partial") => "said, not in part",
            (_, "contradicted") => "said, not its opposite",
            _ => "said, not missing",
        };
        let statement = visible_line(found.statement.trim_end_matches('.'));
        let words = visible_line(&found.evidence.text);
        told.push_str(&format!(
            " {}: {statement} (\"{words}\").",
            capitalized(what)
        ));
    }
    told
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{length, sentence, told};
    use crate::grading::Verdict;

    #[test]
    fn a_point_that_was_touched_on_is_not_called_unmentioned() {
        let tell = |verdict, why| {
            let (says, why) = told(verdict, why);
            format!("{says}|{why}")
        };
        assert_eq!(
            tell(Verdict::Missing, "mentioned, but nothing is said of it"),
            "mentioned, but nothing is said of it|"
        );
        assert_eq!(tell(Verdict::Missing, "not mentioned"), "not mentioned|");
        assert_eq!(tell(Verdict::Missing, ""), "not mentioned|");
        assert_eq!(tell(Verdict::Partial, "nearly"), "said in part|Nearly.");
        assert_eq!(tell(Verdict::Met, "met by x"), "said|");
    }

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
