//! The scorecard of an interview: what came of it by topic and level, the best and the worst moment of it all and of each
//! question, and what to do next.
//! Not answered is not wrong: both are told apart.

use std::collections::BTreeMap;
use std::time::Duration;

use super::adapt::spent;
use super::{Attempt, Pool, Summary, summarize};
use crate::assessment::{Level, QuestionId};
use crate::grading::{KeyPointGrade, Score, Verdict};

/// How many questions are named to be repeated at most.
pub const TO_REPEAT: usize = 3;

/// What an interview came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// The figures of its answers, question by question.
    pub summary: Summary,
    /// How long it took.
    pub took: Duration,
    /// By topic, best first.
    pub topics: Vec<Share>,
    /// By level, easiest first.
    pub levels: Vec<Share>,
    /// What there is to tell of each line of the summary, in its order.
    pub questions: Vec<OfQuestion>,
    /// The words that earned most, and of what question.
    pub strongest: Option<Moment>,
    /// The heaviest point that was missed, and of what question.
    pub weakest: Option<Moment>,
    /// The questions to repeat, weakest first, three at most.
    pub repeat: Vec<QuestionId>,
}

/// The mean of some questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// A topic or a level.
    pub name: String,
    /// How many questions were asked.
    pub asked: usize,
    /// The mean of those answered; none when none was.
    pub mean: Option<Score>,
}

/// How a question went.
#[derive(Debug, Clone, PartialEq)]
pub struct OfQuestion {
    /// How long it took, with its follow-ups.
    pub took: Duration,
    /// How long it was meant to take; nothing where that is not known.
    pub suggested: Duration,
    /// The words that earned most.
    pub strongest: Option<Moment>,
    /// The heaviest point that was missed.
    pub weakest: Option<Moment>,
}

/// A moment of an interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The question.
    pub question: QuestionId,
    /// The key point.
    pub point: String,
    /// What became of it.
    pub verdict: Verdict,
    /// The candidate's words, where there are any.
    pub quote: Option<String>,
    /// Why it was missed; empty where it was met.
    pub why: String,
}

/// The scorecard of these attempts at questions of a pool.
pub fn scorecard(pool: &Pool, attempts: &[Attempt]) -> Scorecard {
    let asked = attempts
        .iter()
        .map(|attempt| attempt.position + 1)
        .max()
        .unwrap_or(0);
    // With a time limit nobody knows how many questions it will be.
    let planned = match pool.limit {
        Some(_) => asked,
        None => pool.count.min(pool.questions.len()),
    };
    let summary = summarize(planned, attempts);
    let level = |id: &QuestionId| pool.find(id).map(|question| question.level);
    let topics = shares(&summary, |id| Some(id.topic().replace('-', " ")));
    let mut best_first = topics;
    best_first.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let by_level = shares(&summary, |id| {
        level(id).map(|level| level.name().to_owned())
    });
    let levels = Level::ALL
        .into_iter()
        .filter_map(|level| by_level.iter().find(|share| share.name == level.name()))
        .cloned()
        .collect();
    let questions = summary.lines.iter().map(|line| {
        let of_question = || attempts.iter().filter(|a| a.question == line.question);
        let minutes = pool
            .find(&line.question)
            .map_or(0, |question| question.minutes);
        OfQuestion {
            took: of_question().map(Attempt::took).sum(),
            suggested: Duration::from_secs(60 * u64::from(minutes)),
            strongest: strongest(of_question()),
            weakest: weakest(of_question()),
        }
    });
    Scorecard {
        took: spent(attempts),
        topics: best_first,
        levels,
        questions: questions.collect(),
        strongest: strongest(attempts.iter()),
        weakest: weakest(attempts.iter()),
        repeat: summary.repeat.iter().take(TO_REPEAT).cloned().collect(),
        summary,
    }
}

/// The questions grouped by a name, each with the mean of its answered ones, in the order of the names.
fn shares(summary: &Summary, name: impl Fn(&QuestionId) -> Option<String>) -> Vec<Share> {
    let mut groups: BTreeMap<String, Vec<Option<Score>>> = BTreeMap::new();
    for line in &summary.lines {
        if let Some(name) = name(&line.question) {
            groups.entry(name).or_default().push(line.score());
        }
    }
    groups
        .into_iter()
        .map(|(name, scores)| Share {
            name,
            asked: scores.len(),
            mean: Score::mean(scores.into_iter().flatten()),
        })
        .collect()
}

/// For sorting; what was not answered comes last.
fn points(share: &Share) -> f64 {
    share.mean.map_or(-1.0, Score::points)
}

/// The heaviest point met in words of the candidate's own, of the best answer that has one.
fn strongest<'a>(attempts: impl DoubleEndedIterator<Item = &'a Attempt>) -> Option<Moment> {
    moment(attempts, |point| point.verdict == Verdict::Met, 1.0)
}

/// The heaviest point missed, of the worst answer.
fn weakest<'a>(attempts: impl DoubleEndedIterator<Item = &'a Attempt>) -> Option<Moment> {
    let missed = |point: &KeyPointGrade| point.verdict != Verdict::Met;
    moment(attempts, missed, -1.0)
}

fn moment<'a>(
    attempts: impl DoubleEndedIterator<Item = &'a Attempt>,
    counts: impl Fn(&KeyPointGrade) -> bool,
    sign: f64,
) -> Option<Moment> {
    let graded = attempts
        .filter(|attempt| attempt.is_answered())
        .filter_map(|attempt| Some((attempt, attempt.final_grade()?)));
    let candidates = graded.filter_map(|(attempt, grade)| {
        let point = grade
            .key_points
            .iter()
            .filter(|point| counts(point))
            // The first of equals, as the rubric orders them.
            .rev()
            .max_by(|a, b| a.weight.total_cmp(&b.weight))?;
        Some((sign * grade.score.points(), attempt, point))
    });
    let (_, attempt, point) = candidates.rev().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Moment {
        question: attempt.question.clone(),
        point: point.statement.clone(),
        verdict: point.verdict,
        quote: point.evidence.first().map(|piece| piece.text.clone()),
        why: match point.verdict {
            Verdict::Met => String::new(),
            _ => point.why.clone(),
        },
    })
}
