//! The figures of a class: how scores are spread, which key points are hardest, which misconceptions most held.

use super::{Answered, Class};
use crate::grading::{Score, Verdict};

/// So many of the hardest points and of the most held misconceptions are named.
const NAMED: usize = 10;

/// What a class came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    pub(super) answers: usize,
    /// The mean of all answers; none without any.
    pub(super) mean: Option<Score>,
    /// Half of the answers scored this or less.
    pub(super) median: Option<Score>,
    /// How many scored 0 to 9, 10 to 19, ... 90 to 100.
    pub(super) tens: [usize; 10],
    /// How many have a low confidence.
    pub(super) unsure: usize,
    /// How many answers show a misconception.
    pub(super) holding: usize,
    /// Hardest first.
    pub(super) hardest: Vec<HardPoint>,
    /// Most held first.
    pub(super) most_held: Vec<HeldBelief>,
    /// By question, lowest mean first.
    pub(super) questions: Vec<QuestionFigures>,
}

/// A key point that few made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HardPoint {
    pub(super) question: usize,
    pub(super) point: usize,
    /// How many answers made it, in part or whole, how many said the opposite, and of how many.
    pub(super) said: usize,
    pub(super) opposite: usize,
    pub(super) answers: usize,
}

/// A misconception that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeldBelief {
    pub(super) question: usize,
    pub(super) belief: usize,
    pub(super) held: usize,
    pub(super) answers: usize,
}

/// A question with what was scored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuestionFigures {
    pub(super) question: usize,
    pub(super) answers: usize,
    pub(super) mean: Score,
}

/// The figures of a class.
pub(super) fn figures(class: &Class) -> Figures {
    let answers = || class.students.values().flatten();
    let mut counts: Vec<Counts> = class
        .questions
        .iter()
        .map(|question| Counts {
            points: vec![(0, 0); question.points.len()],
            beliefs: vec![0; question.beliefs.len()],
            scores: Vec::new(),
        })
        .collect();
    for answer in answers() {
        counts[answer.question].add(answer);
    }
    let mut scores: Vec<f64> = answers().map(|answer| answer.score.points()).collect();
    scores.sort_by(f64::total_cmp);
    let mut tens = [0; 10];
    for score in &scores {
        tens[ten_of(*score)] += 1;
    }
    Figures {
        answers: scores.len(),
        mean: mean(&scores),
        median: scores
            .get(scores.len().saturating_sub(1) / 2)
            .map(|&score| Score::new(score)),
        tens,
        unsure: answers()
            .filter(|answer| answer.confidence.is_low())
            .count(),
        holding: answers().filter(|answer| !answer.held.is_empty()).count(),
        hardest: hardest(class, &counts),
        most_held: most_held(&counts),
        questions: by_question(&counts),
    }
}

/// The mean of scores; none without any.
#[allow(clippy::cast_precision_loss)] // counts of answers
pub(super) fn mean(scores: &[f64]) -> Option<Score> {
    let sum: f64 = scores.iter().sum();
    (!scores.is_empty()).then(|| Score::new(sum / scores.len() as f64))
}

/// Its ten: 0 for 0 to 9, 9 for 90 to 100.
fn ten_of(score: f64) -> usize {
    (1..10)
        .take_while(|&ten| score >= 10.0 * f64::from(ten))
        .count()
}

/// What the answers to one question hold.
struct Counts {
    /// Of each point how many said it and how many its opposite.
    points: Vec<(usize, usize)>,
    beliefs: Vec<usize>,
    scores: Vec<f64>,
}

impl Counts {
    fn add(&mut self, answer: &Answered) {
        for (count, point) in self.points.iter_mut().zip(&answer.points) {
            match point.verdict {
                Verdict::Met | Verdict::Partial => count.0 += 1,
                Verdict::Contradicted => count.1 += 1,
                Verdict::Missing => {}
            }
        }
        for (belief, _) in &answer.held {
            self.beliefs[*belief] += 1;
        }
        self.scores.push(answer.score.points());
    }
}

/// Those that the smallest share said; of equals, those that more were asked for, then the heaviest. A point that everyone
/// said is not hard; what a single answer misses says nothing of a class that has more.
fn hardest(class: &Class, counts: &[Counts]) -> Vec<HardPoint> {
    let mut points: Vec<HardPoint> = Vec::new();
    for (question, counts) in counts.iter().enumerate() {
        for (point, &(said, opposite)) in counts.points.iter().enumerate() {
            points.push(HardPoint {
                question,
                point,
                said,
                opposite,
                answers: counts.scores.len(),
            });
        }
    }
    let most = points.iter().map(|point| point.answers).max().unwrap_or(0);
    points.retain(|point| point.said < point.answers && (most < 2 || point.answers > 1));
    let weight = |point: &HardPoint| class.questions[point.question].points[point.point].weight;
    points.sort_by(|a, b| {
        // The shares as fractions, compared without rounding.
        (a.said * b.answers)
            .cmp(&(b.said * a.answers))
            .then(b.answers.cmp(&a.answers))
            .then(weight(b).total_cmp(&weight(a)))
    });
    points.truncate(NAMED);
    points
}

fn most_held(counts: &[Counts]) -> Vec<HeldBelief> {
    let mut beliefs: Vec<HeldBelief> = Vec::new();
    for (question, counts) in counts.iter().enumerate() {
        for (belief, &held) in counts.beliefs.iter().enumerate() {
            beliefs.push(HeldBelief {
                question,
                belief,
                held,
                answers: counts.scores.len(),
            });
        }
    }
    // A belief whose result gave way to a later one is held by nobody.
    beliefs.retain(|belief| belief.held > 0);
    beliefs.sort_by(|a, b| b.held.cmp(&a.held).then(a.answers.cmp(&b.answers)));
    beliefs.truncate(NAMED);
    beliefs
}

fn by_question(counts: &[Counts]) -> Vec<QuestionFigures> {
    let mut questions: Vec<QuestionFigures> = counts
        .iter()
        .enumerate()
        .filter_map(|(question, counts)| {
            Some(QuestionFigures {
                question,
                answers: counts.scores.len(),
                mean: mean(&counts.scores)?,
            })
        })
        .collect();
    questions.sort_by(|a, b| a.mean.points().total_cmp(&b.mean.points()));
    questions
}
