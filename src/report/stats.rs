//! What a learner came to, as JSON: what `viva stats --json` prints.

use serde::Serialize;

use super::json::json_line;
use crate::interview::{Bias, Calibration, Due, MissedPoint, Progress, Stretch, TopicMean};

/// The version of the object's shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Stats<'a> {
    schema: u32,
    since: String,
    until: String,
    sessions: usize,
    answers: usize,
    seconds: u64,
    streak: usize,
    last_answered: Option<String>,
    mean: Option<f64>,
    trend: Vec<StretchJson>,
    topics: Vec<TopicJson<'a>>,
    missed: Vec<MissedJson<'a>>,
    retention: RetentionJson,
    calibration: Option<CalibrationJson>,
    due: DueJson,
}

#[derive(Serialize)]
struct StretchJson {
    from: String,
    to: String,
    answers: usize,
    mean: f64,
}

#[derive(Serialize)]
struct TopicJson<'a> {
    topic: &'a str,
    answers: usize,
    mean: f64,
}

#[derive(Serialize)]
struct MissedJson<'a> {
    question: &'a str,
    key_point: &'a str,
    statement: Option<&'a str>,
    times: usize,
    last: String,
}

#[derive(Serialize)]
struct RetentionJson {
    reviews: usize,
    recalled: usize,
    share: Option<f64>,
}

#[derive(Serialize)]
struct CalibrationJson {
    #[serde(flatten)]
    overall: BiasJson,
    levels: Vec<LevelJson>,
}

#[derive(Serialize)]
struct LevelJson {
    level: &'static str,
    #[serde(flatten)]
    bias: BiasJson,
}

#[derive(Serialize)]
struct BiasJson {
    estimates: usize,
    too_high: f64,
    off: f64,
}

#[derive(Serialize)]
struct DueJson {
    today: usize,
    tomorrow: usize,
    week: usize,
}

/// What a learner came to as one line of JSON, without its newline. Days are `YYYY-MM-DD`; means, `too_high` (above 0: the
/// estimates are) and `off` are points with one decimal, `share` is 0 to 1 with two; what can't be told is null.
pub fn stats_line(progress: &Progress) -> String {
    json_line(&Stats {
        schema: SCHEMA,
        since: progress.from.to_string(),
        until: progress.today.to_string(),
        sessions: progress.sessions,
        answers: progress.answers,
        seconds: progress.took.as_secs(),
        streak: progress.streak,
        last_answered: progress.last_day.map(|day| day.to_string()),
        mean: progress.mean.map(|mean| mean.points()),
        trend: progress.trend.iter().map(stretch).collect(),
        topics: progress.topics.iter().map(topic).collect(),
        missed: progress.missed.iter().map(missed).collect(),
        retention: RetentionJson {
            reviews: progress.retention.reviews,
            recalled: progress.retention.recalled,
            share: progress
                .retention
                .share()
                .map(|share| rounded(share, 100.0)),
        },
        calibration: progress.calibration.as_ref().map(calibration),
        due: due(progress.due),
    })
}

fn stretch(stretch: &Stretch) -> StretchJson {
    StretchJson {
        from: stretch.from.to_string(),
        to: stretch.to.to_string(),
        answers: stretch.answers,
        mean: stretch.mean.points(),
    }
}

fn topic(topic: &TopicMean) -> TopicJson<'_> {
    TopicJson {
        topic: &topic.topic,
        answers: topic.answers,
        mean: topic.mean.points(),
    }
}

fn missed(missed: &MissedPoint) -> MissedJson<'_> {
    MissedJson {
        question: missed.question.as_str(),
        key_point: &missed.key_point,
        statement: missed.statement.as_deref(),
        times: missed.times,
        last: missed.last_day.to_string(),
    }
}

fn calibration(calibration: &Calibration) -> CalibrationJson {
    CalibrationJson {
        overall: bias(calibration.overall),
        levels: calibration
            .levels
            .iter()
            .map(|(level, of_level)| LevelJson {
                level: level.name(),
                bias: bias(*of_level),
            })
            .collect(),
    }
}

fn bias(bias: Bias) -> BiasJson {
    BiasJson {
        estimates: bias.estimates,
        too_high: rounded(bias.too_high, 10.0),
        off: rounded(bias.off, 10.0),
    }
}

fn due(due: Due) -> DueJson {
    DueJson {
        today: due.today,
        tomorrow: due.tomorrow,
        week: due.week,
    }
}

/// Rounded to a tenth, a hundredth; never to minus zero.
fn rounded(value: f64, of: f64) -> f64 {
    (value * of).round() / of + 0.0
}
