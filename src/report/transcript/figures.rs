//! The figures of a report: those of one session or of many, by the same functions that make the scorecard.

use std::collections::BTreeMap;

use super::{PastQuestion, PastSession, words};
use crate::assessment::QuestionId;
use crate::grading::Score;
use crate::interview::{
    Attempt, Candidate, Pool, PoolQuestion, Scorecard, TO_REPEAT, scorecard, summarize,
};

/// A score that was guessed before it was told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Estimate {
    /// The question's short name.
    pub(super) question: String,
    /// The guess, 0 to 100.
    pub(super) estimate: u8,
    /// The score, before follow-ups.
    pub(super) score: Score,
}

/// The figures of these sessions, as of one; what is to be repeated is told by the last time each question was asked.
pub(super) fn figures(
    sessions: &[PastSession],
    questions: &BTreeMap<QuestionId, PastQuestion>,
) -> Scorecard {
    let attempts = as_one_session(sessions);
    let pool = Pool {
        questions: questions
            .iter()
            .map(|(id, question)| PoolQuestion {
                candidate: Candidate {
                    id: id.clone(),
                    variant_of: None,
                },
                level: question.level,
                minutes: question.minutes,
            })
            .collect(),
        count: 0,
        limit: None,
    };
    let mut repeat = repeat(&attempts);
    repeat.truncate(TO_REPEAT);
    Scorecard {
        repeat,
        ..scorecard(&pool, &attempts)
    }
}

/// The scores that were guessed, in order; of answers that count.
pub(super) fn estimates(sessions: &[PastSession]) -> Vec<Estimate> {
    let attempts = sessions.iter().flat_map(|session| &session.attempts);
    let estimate = |attempt: &Attempt| {
        let (estimate, score) = attempt.estimated()?;
        Some(Estimate {
            question: words::title(&attempt.question),
            estimate,
            score,
        })
    };
    attempts.filter_map(estimate).collect()
}

/// The attempts that count at all, with the places of the questions numbered through.
fn as_one_session(sessions: &[PastSession]) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut before = 0;
    for session in sessions {
        let places = session.attempts.iter().map(|attempt| attempt.position + 1);
        let places = places.max().unwrap_or(0);
        for attempt in session.attempts.iter().filter(|attempt| !attempt.warm_up) {
            attempts.push(Attempt {
                position: before + attempt.position,
                ..attempt.clone()
            });
        }
        before += places;
    }
    attempts
}

/// What is still to be repeated: a question that went well the last time is not.
fn repeat(attempts: &[Attempt]) -> Vec<QuestionId> {
    let last: BTreeMap<&QuestionId, usize> = attempts
        .iter()
        .map(|attempt| (&attempt.question, attempt.position))
        .collect();
    let latest: Vec<Attempt> = attempts
        .iter()
        .filter(|attempt| last.get(&attempt.question) == Some(&attempt.position))
        .cloned()
        .collect();
    summarize(0, &latest).repeat
}

/// The ids of the questions to repeat, as a command names them; none where one of them is no id.
pub(super) fn again(figures: &Scorecard) -> Vec<String> {
    if !figures.repeat.iter().all(QuestionId::is_well_formed) {
        return Vec::new();
    }
    figures.repeat.iter().map(QuestionId::to_string).collect()
}

/// Calibration in a sentence or two; empty where nothing was guessed.
pub(super) fn calibration_in_words(figures: &Scorecard) -> String {
    let Some(bias) = figures.summary.estimates else {
        return String::new();
    };
    let difference = bias.too_high.round();
    let lean = if difference >= 1.0 {
        format!("{difference} too high")
    } else if difference <= -1.0 {
        format!("{} too low", -difference)
    } else {
        "right on average".to_owned()
    };
    let single = match bias.estimates {
        1 => String::new(),
        _ => format!(" A single guess was off by {:.0} on average.", bias.off),
    };
    let guessed = bias.mean + bias.too_high;
    format!(
        "You guessed {guessed:.0} and scored {:.0}: {lean}.{single}",
        bias.mean
    )
}
