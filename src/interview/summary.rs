//! What a session came to: plain figures over its attempts. Not answered is not wrong, so both are told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Attempt, Bias};
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
    /// How the candidate's estimates of answers that count differ from the scores; none where nothing was estimated.
    pub estimates: Option<Bias>,
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
    let scores: Vec<Score> = lines.iter().filter_map(SummaryLine::score).collect();
    let mut repeat: Vec<&SummaryLine> = lines
        .iter()
        .filter(|line| line.score().is_none_or(|score| !score.band().is_solid()))
        .collect();
    // Not answered comes first; of equals the one that was asked first, as they stand.
    repeat.sort_by(|a, b| {
        let points = |line: &SummaryLine| line.score().map_or(-1.0, Score::points);
        points(a).total_cmp(&points(b))
    });
    let mut listed = BTreeSet::new();
    let mut seen = BTreeSet::new();
    beliefs.retain(|belief| seen.insert(belief.clone()));
    Summary {
        warmed_up,
        estimates: Bias::of(attempts().filter_map(Attempt::estimated)),
        unasked: planned.saturating_sub(lines.len()),
        not_answered: lines.len() - scores.len(),
        mean: Score::mean(scores),
        beliefs,
        recovered,
        recovered_in,
        repeat: repeat
            .into_iter()
            .map(|line| &line.question)
            .filter(|id| listed.insert(*id))
            .cloned()
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

impl Summary {
    /// How many of the questions that were asked were answered.
    pub fn answered(&self) -> usize {
        self.lines.len() - self.not_answered
    }
}

impl SummaryLine {
    /// The score that counts; none when the question was not answered.
    pub fn score(&self) -> Option<Score> {
        match self.outcome {
            Outcome::Graded { score, .. } => Some(score),
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
