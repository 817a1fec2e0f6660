//! The figures of a report: those of one session or of many, by the same functions that make the scorecard.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{PastQuestion, PastSession, words};
use crate::assessment::QuestionId;
use crate::grading::Score;
use crate::interview::{
    Attempt, Candidate, Moment, Pool, PoolQuestion, Share, Summary, scorecard, summarize,
};

/// What sessions came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    /// The figures of all questions. Warm-ups are not among them.
    pub(super) summary: Summary,
    /// How long the questions took.
    pub(super) took: Duration,
    /// By topic, best first.
    pub(super) topics: Vec<Share>,
    /// By level, easiest first; of questions that are in the bank.
    pub(super) levels: Vec<Share>,
    /// The words that earned most.
    pub(super) strongest: Option<Moment>,
    /// The heaviest point missed.
    pub(super) weakest: Option<Moment>,
    /// What to repeat, weakest first, by the last time each question was asked; three at most.
    pub(super) repeat: Vec<QuestionId>,
    /// The scores that were guessed, in order.
    pub(super) guesses: Vec<Guess>,
}

/// A score that was guessed before it was told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guess {
    /// The question's short name.
    pub(super) question: String,
    /// The guess, 0 to 100.
    pub(super) estimate: u8,
    /// The score, before follow-ups.
    pub(super) score: Score,
}

impl Figures {
    /// How many questions were answered.
    pub(super) fn answered(&self) -> usize {
        self.summary.lines.len() - self.summary.not_answered
    }
}

/// The figures of these sessions.
pub(super) fn figures(
    sessions: &[PastSession],
    questions: &BTreeMap<QuestionId, PastQuestion>,
) -> Figures {
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
    let card = scorecard(&pool, &attempts);
    let mut repeat = repeat(&attempts);
    repeat.truncate(TO_REPEAT);
    Figures {
        took: card.took,
        topics: card.topics,
        levels: card.levels,
        strongest: card.strongest,
        weakest: card.weakest,
        repeat,
        guesses: attempts.iter().filter_map(guess).collect(),
        summary: card.summary,
    }
}

/// How many questions are named to be repeated.
const TO_REPEAT: usize = 3;

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

fn guess(attempt: &Attempt) -> Option<Guess> {
    let grade = attempt.grade.as_ref().filter(|_| attempt.is_answered())?;
    Some(Guess {
        question: words::title(&attempt.question),
        estimate: attempt.estimate?,
        score: grade.score,
    })
}

/// The mean guess and the mean score, and how far they are apart on average; none without guesses.
#[allow(clippy::cast_precision_loss)] // counts of answers
pub(super) fn calibration(guesses: &[Guess]) -> Option<(f64, f64, f64)> {
    let number = guesses.len() as f64;
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / number;
    let estimate = |guess: &Guess| f64::from(guess.estimate);
    (!guesses.is_empty()).then(|| {
        (
            mean(&mut guesses.iter().map(estimate)),
            mean(&mut guesses.iter().map(|guess| guess.score.points())),
            mean(
                &mut guesses
                    .iter()
                    .map(|guess| (estimate(guess) - guess.score.points()).abs()),
            ),
        )
    })
}

/// Calibration in a sentence or two; empty without guesses.
pub(super) fn calibration_in_words(guesses: &[Guess]) -> String {
    let Some((estimate, score, apart)) = calibration(guesses) else {
        return String::new();
    };
    let difference = (estimate - score).round();
    let lean = if difference >= 1.0 {
        format!("{difference} too high")
    } else if difference <= -1.0 {
        format!("{} too low", -difference)
    } else {
        "right on average".to_owned()
    };
    let single = match guesses.len() {
        1 => String::new(),
        _ => format!(" A single guess was off by {apart:.0} on average."),
    };
    format!("You guessed {estimate:.0} and scored {score:.0}: {lean}.{single}")
}
