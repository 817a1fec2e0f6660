//! What a learner came to over some days: plain figures over the answers that count. A warm-up and what was not answered
//! count for nothing but time. What was answered after today, by a clock that was ahead, is left out.

mod calibration;
mod due;
#[cfg(test)]
mod tests;
mod topics;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

pub use calibration::{Calibration, ENOUGH_ESTIMATES};
use calibration::{Estimates, calibration};
pub use due::Due;
pub use topics::{TopicMean, topic_means};

use crate::assessment::{Level, QuestionId};
use crate::grading::{Band, Score};

/// Stretches of days that a trend is drawn of at most.
const STRETCHES: usize = 12;

/// Topics that are called weakest at most.
const WEAKEST: usize = 3;

/// Key points that are named at most.
const MISSED: usize = 5;

/// What was practised in a period, and what is known of the days before and after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Practiced {
    /// The first day of the period.
    pub from: Date,
    /// Its last day: today.
    pub today: Date,
    /// The time that every attempt and every follow-up of the period took, whether it counts or not.
    pub took: Duration,
    /// The answers that count, by question.
    pub answers: Vec<AnswersTo>,
    /// The days with an answer that counts, of all time, in any order.
    pub days: Vec<Date>,
    /// Key points that answers of the period missed.
    pub missed: Vec<MissedPoint>,
    /// The questions with a card, each with the day from which it is due.
    pub due: Vec<(QuestionId, Date)>,
}

/// The answers to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersTo {
    /// The question.
    pub question: QuestionId,
    /// The day when it was answered for the first time, be it before the period.
    pub first_day: Option<Date>,
    /// The answers that count, in any order.
    pub answers: Vec<Answered>,
}

/// An answer that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// The learner's day.
    pub day: Date,
    /// Grows from answer to answer.
    pub number: i64,
    /// The session.
    pub session: i64,
    /// The question's place in it, from 0.
    pub position: usize,
    /// Which try at it this is, from 1.
    pub take: u32,
    /// The score, without follow-ups.
    pub score: Score,
    /// The score that the learner guessed before, 0 to 100.
    pub estimate: Option<u8>,
    /// Whether the schedule takes it for recalled.
    pub is_recalled: bool,
}

/// A key point that answers missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedPoint {
    /// The question.
    pub question: QuestionId,
    /// The key point's id.
    pub key_point: String,
    /// How many answers missed it.
    pub times: usize,
    /// The day of the latest of them.
    pub last_day: Date,
    /// The latest of them, by its number.
    pub last_answer: i64,
    /// What the point says, once that was looked up.
    pub statement: Option<String>,
}

/// What a learner came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The first day of the period.
    pub from: Date,
    /// Its last day.
    pub today: Date,
    /// Sessions with an answer.
    pub sessions: usize,
    /// Questions answered: the last try at each question of a session.
    pub answers: usize,
    /// The time that all of it took.
    pub took: Duration,
    /// Days in a row with an answer, up to today, or to yesterday as long as today has none; of all time.
    pub streak: usize,
    /// The latest day with an answer, of all time; none when there is none.
    pub last_day: Option<Date>,
    /// The mean score; none without answers.
    pub mean: Option<Score>,
    /// The mean over time: the days with answers, in order, several of them together where there are many.
    pub trend: Vec<Stretch>,
    /// The topics, weakest first; those with too few answers to tell come after the others.
    pub topics: Vec<TopicMean>,
    /// The key points missed most often, then latest, five at most.
    pub missed: Vec<MissedPoint>,
    /// What was still known on a later day.
    pub retention: Retention,
    /// How estimates and scores differ; none with fewer than [`ENOUGH_ESTIMATES`].
    pub calibration: Option<Calibration>,
    /// What is due.
    pub due: Due,
}

/// Some days of a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The first day with an answer.
    pub from: Date,
    /// The last day with an answer.
    pub to: Date,
    /// How many questions were answered.
    pub answers: usize,
    /// The mean score.
    pub mean: Score,
}

/// How much was still known on a later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Reviews: the first answer of a day to a question that was answered on an earlier day.
    pub reviews: usize,
    /// Those of them that were recalled.
    pub recalled: usize,
}

impl Practiced {
    /// What was practised where there is no history.
    pub const fn nothing(from: Date, today: Date) -> Self {
        Self {
            from,
            today,
            took: Duration::ZERO,
            answers: Vec::new(),
            days: Vec::new(),
            missed: Vec::new(),
            due: Vec::new(),
        }
    }
}

/// The figures of what was practised. `levels` are those of the questions in the bank: what is not in it is not due, for
/// it can't be asked.
pub fn progress(practiced: &Practiced, levels: &BTreeMap<QuestionId, Level>) -> Progress {
    let (from, today) = (practiced.from, practiced.today);
    let mut sessions = BTreeSet::new();
    let mut days: BTreeMap<Date, Vec<Score>> = BTreeMap::new();
    let mut scores: Vec<(&QuestionId, Score)> = Vec::new();
    let mut retention = Retention::default();
    let mut estimates = Estimates::new();
    for of_question in &practiced.answers {
        let mut answers: Vec<&Answered> = of_question
            .answers
            .iter()
            .filter(|answer| (from..=today).contains(&answer.day))
            .collect();
        answers.sort_unstable_by_key(|answer| (answer.day, answer.number));
        review(of_question.first_day, &answers, &mut retention);
        let question = &of_question.question;
        let estimated = answers
            .iter()
            .filter_map(|answer| Some((answer.estimate?, answer.score)));
        let of_level = estimates.entry(levels.get(question).copied());
        of_level.or_default().extend(estimated);
        for answer in last_tries(answers) {
            sessions.insert(answer.session);
            days.entry(answer.day).or_default().push(answer.score);
            scores.push((question, answer.score));
        }
    }
    let last_day = practiced.days.iter().filter(|day| **day <= today).max();
    Progress {
        from,
        today,
        sessions: sessions.len(),
        answers: scores.len(),
        took: practiced.took,
        streak: streak(&practiced.days, today),
        last_day: last_day.copied(),
        mean: Score::mean(scores.iter().map(|(_, score)| *score)),
        trend: trend(days),
        topics: topic_means(scores),
        missed: missed_most(&practiced.missed, today),
        retention,
        calibration: calibration(&estimates),
        due: due(&practiced.due, levels, today),
    }
}

impl Progress {
    /// The topics to work on, weakest first, three at most: those below strong with enough answers to tell; where no topic
    /// has enough, any below strong.
    pub fn weakest(&self) -> impl Iterator<Item = &TopicMean> {
        let enough = self.topics.iter().any(TopicMean::is_telling);
        self.topics
            .iter()
            .filter(move |topic| topic.is_telling() == enough && topic.mean.band() != Band::Strong)
            .take(WEAKEST)
    }
}

impl Retention {
    /// The share, 0 to 1, that was recalled; none without reviews.
    pub fn share(self) -> Option<f64> {
        (self.reviews > 0).then(|| self.recalled as f64 / self.reviews as f64)
    }
}

/// Of the tries at a question at one place of a session, the last.
fn last_tries(mut answers: Vec<&Answered>) -> Vec<&Answered> {
    answers.sort_unstable_by_key(|answer| (answer.session, answer.position, answer.take));
    let place = |answer: &Answered| (answer.session, answer.position);
    answers
        .chunk_by(|a, b| place(a) == place(b))
        .filter_map(|tries| tries.last().copied())
        .collect()
}

/// Counts the reviews among the answers to a question, which stand in the order of time.
fn review(first_day: Option<Date>, answers: &[&Answered], retention: &mut Retention) {
    let mut known_since = first_day;
    for of_day in answers.chunk_by(|a, b| a.day == b.day) {
        let Some(first) = of_day.first() else {
            continue;
        };
        if known_since.is_some_and(|day| day < first.day) {
            retention.reviews += 1;
            retention.recalled += usize::from(first.is_recalled);
        }
        known_since = Some(known_since.unwrap_or(first.day).min(first.day));
    }
}

fn streak(days: &[Date], today: Date) -> usize {
    let days: BTreeSet<Date> = days.iter().copied().collect();
    let before = |day: Date| day.yesterday().ok();
    let mut day = if days.contains(&today) {
        Some(today)
    } else {
        before(today)
    };
    let mut streak = 0;
    while let Some(answered) = day.filter(|day| days.contains(day)) {
        streak += 1;
        day = before(answered);
    }
    streak
}

fn trend(days: BTreeMap<Date, Vec<Score>>) -> Vec<Stretch> {
    let days: Vec<(Date, Vec<Score>)> = days.into_iter().collect();
    let stretches = days.len().min(STRETCHES);
    (0..stretches)
        .filter_map(|number| {
            let within = number * days.len() / stretches..(number + 1) * days.len() / stretches;
            let days = days.get(within)?;
            let scores = || days.iter().flat_map(|(_, scores)| scores).copied();
            Some(Stretch {
                from: days.first()?.0,
                to: days.last()?.0,
                answers: scores().count(),
                mean: Score::mean(scores())?,
            })
        })
        .collect()
}

fn missed_most(points: &[MissedPoint], today: Date) -> Vec<MissedPoint> {
    let mut points: Vec<&MissedPoint> = points
        .iter()
        .filter(|point| point.last_day <= today)
        .collect();
    points.sort_by(|a, b| {
        let most = b.times.cmp(&a.times).then(b.last_day.cmp(&a.last_day));
        most.then_with(|| (&a.question, &a.key_point).cmp(&(&b.question, &b.key_point)))
    });
    points.into_iter().take(MISSED).cloned().collect()
}

fn due(cards: &[(QuestionId, Date)], levels: &BTreeMap<QuestionId, Level>, today: Date) -> Due {
    let in_bank = cards.iter().filter(|card| levels.contains_key(&card.0));
    Due::of(in_bank.map(|(_, day)| *day), today)
}
