//! What a session came to: plain figures over its attempts. Not answered is not wrong, so both are told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::Attempt;
use crate::assessment::QuestionId;
use crate::grading::{Grade, KeyPointGrade, Score, Verdict};

/// What a session came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// One line for each question that was asked, in the order of the plan.
    pub lines: Vec<SummaryLine>,
    /// Whether a warm-up came before them, which counts for nothing.
    pub warmed_up: bool,
    /// How many questions of the plan were not asked.
    pub unasked: usize,
    /// The mean score of what was answered; none when nothing was.
    pub mean: Option<Score>,
    /// How many were asked and not answered.
    pub not_answered: usize,
    /// The wrong beliefs that answers showed.
    pub beliefs: Vec<String>,
    /// Points that probes recovered, over all questions.
    pub recovered: f64,
    /// In how many questions probes recovered any.
    pub recovered_in: usize,
    /// What to repeat, weakest first: not answered, or below solid.
    pub repeat: Vec<QuestionId>,
    /// How good the candidate's guesses at the scores were; none where nothing was guessed.
    pub guesses: Option<Guesses>,
}

/// How good guesses at scores were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guesses {
    /// How many answers that count had a guess.
    pub count: usize,
    /// By how many points they were off on average.
    pub off_by: f64,
    /// By how many points they were too high on average; below zero where they were too low.
    pub too_high_by: f64,
}

/// One question of a summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryLine {
    /// Its number in the session, from 1.
    pub number: usize,
    /// The question.
    pub question: QuestionId,
    /// What came of it.
    pub outcome: Outcome,
    /// The heaviest point that was met.
    pub met: Option<String>,
    /// The heaviest point that was not met.
    pub missed: Option<String>,
}

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// It was answered and graded.
    Graded {
        /// The score of the last try, with what probes recovered.
        score: Score,
        /// The score of the first try, where there was more than one.
        first: Option<Score>,
    },
    /// It was skipped, or the answer was empty.
    NotAnswered,
    /// The model answer was read first.
    ModelAnswerRead,
}

/// The figures of these attempts at a plan of `planned` questions. Neither counts a warm-up.
pub fn summarize(planned: usize, attempts: &[Attempt]) -> Summary {
    let warmed_up = attempts.iter().any(|attempt| attempt.warm_up);
    let attempts = || attempts.iter().filter(|attempt| !attempt.warm_up);
    let mut tries: BTreeMap<usize, Vec<&Attempt>> = BTreeMap::new();
    for attempt in attempts() {
        tries.entry(attempt.position).or_default().push(attempt);
    }
    let mut lines = Vec::new();
    let mut beliefs = Vec::new();
    let (mut recovered, mut recovered_in) = (0.0, 0);
    for (position, tries) in &tries {
        let Some(last) = tries.last() else { continue };
        // What was answered once stays answered, even when a second try was given up.
        let counted = tries.iter().rev().find(|attempt| attempt.is_answered());
        let score_of = |attempt: &Attempt| attempt.final_grade().map(|grade| grade.score);
        let outcome = match counted.and_then(|attempt| score_of(attempt)) {
            Some(score) => Outcome::Graded {
                score,
                first: (tries.len() > 1)
                    .then(|| tries.iter().find(|attempt| attempt.is_answered()))
                    .flatten()
                    .filter(|first| first.take != counted.map_or(0, |attempt| attempt.take))
                    .and_then(|attempt| score_of(attempt)),
            },
            None if last.model_answer_seen == super::ModelAnswerSeen::Before => {
                Outcome::ModelAnswerRead
            }
            None => Outcome::NotAnswered,
        };
        let grade = counted.and_then(|attempt| attempt.final_grade());
        if let Some(grade) = grade {
            beliefs.extend(grade.misconceptions.iter().map(|held| held.belief.clone()));
        }
        let gained = counted.map_or(0.0, |attempt| attempt.recovered());
        if gained > 0.0 {
            recovered += gained;
            recovered_in += 1;
        }
        lines.push(SummaryLine {
            number: position + 1 - usize::from(warmed_up).min(*position),
            question: last.question.clone(),
            outcome,
            met: heaviest(grade, |point| point.verdict == Verdict::Met),
            missed: heaviest(grade, |point| point.verdict != Verdict::Met),
        });
    }
    let scores: Vec<f64> = lines.iter().filter_map(SummaryLine::points).collect();
    let mut repeat: Vec<(f64, usize, QuestionId)> = lines
        .iter()
        .map(|line| {
            (
                line.points().unwrap_or(-1.0),
                line.number,
                line.question.clone(),
            )
        })
        .filter(|(points, ..)| *points < SOLID)
        .collect();
    repeat.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut listed = BTreeSet::new();
    let mut seen = BTreeSet::new();
    beliefs.retain(|belief| seen.insert(belief.clone()));
    Summary {
        warmed_up,
        guesses: guesses(attempts()),
        unasked: planned.saturating_sub(lines.len()),
        mean: (!scores.is_empty())
            .then(|| Score::new(scores.iter().sum::<f64>() / scores.len() as f64)),
        not_answered: lines.len() - scores.len(),
        beliefs,
        recovered,
        recovered_in,
        repeat: repeat
            .into_iter()
            .map(|(_, _, id)| id)
            .filter(|id| listed.insert(id.clone()))
            .collect(),
        lines,
    }
}

/// The statement of the heaviest point of that kind.
fn heaviest(grade: Option<&Grade>, is_wanted: fn(&KeyPointGrade) -> bool) -> Option<String> {
    let points = grade?.key_points.iter();
    points
        .filter(|point| is_wanted(point))
        // The first of equals, as the rubric orders them.
        .rev()
        .max_by(|a, b| a.weight.total_cmp(&b.weight))
        .map(|point| point.statement.clone())
}

/// Each guess beside the score that it was a guess at: that of the answer by itself, before any probe.
fn guesses<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Option<Guesses> {
    let above: Vec<f64> = attempts
        .filter(|attempt| attempt.counts())
        .filter_map(|attempt| {
            let score = attempt.grade.as_ref()?.score.points();
            Some(f64::from(attempt.estimate?) - score)
        })
        .collect();
    let mean = |sum: f64| sum / above.len() as f64;
    (!above.is_empty()).then(|| Guesses {
        count: above.len(),
        off_by: mean(above.iter().map(|points| points.abs()).sum()),
        too_high_by: mean(above.iter().sum()),
    })
}

/// From here a score is solid, and the question need not be repeated.
const SOLID: f64 = 65.0;

impl SummaryLine {
    /// The score that counts, 0 to 100; none when the question was not answered.
    pub fn points(&self) -> Option<f64> {
        match self.outcome {
            Outcome::Graded { score, .. } => Some(score.points()),
            Outcome::NotAnswered | Outcome::ModelAnswerRead => None,
        }
    }
}

/// A question's short name for people: its slug in words.
pub fn title_of(id: &QuestionId) -> String {
    id.as_str()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace('-', " ")
}
