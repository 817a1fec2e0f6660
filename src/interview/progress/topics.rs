//! How topics stand.

use std::collections::BTreeMap;

use crate::assessment::QuestionId;
use crate::grading::Score;

/// From so many answers on, a topic's mean tells of the topic more than of one question.
const ENOUGH: usize = 3;

/// The mean of a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicMean {
    /// The topic, as in the ids of its questions.
    pub topic: String,
    /// How many of its questions were answered.
    pub answers: usize,
    /// The mean score.
    pub mean: Score,
}

impl TopicMean {
    /// Whether there are enough answers to tell of the topic.
    pub const fn is_telling(&self) -> bool {
        self.answers >= ENOUGH
    }
}

/// The means of the topics of these questions, weakest first; those with too few answers to tell come after the others.
pub fn topic_means<'a>(
    scores: impl IntoIterator<Item = (&'a QuestionId, Score)>,
) -> Vec<TopicMean> {
    let mut topics: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    for (question, score) in scores {
        topics.entry(question.topic()).or_default().push(score);
    }
    let mut means: Vec<TopicMean> = topics
        .into_iter()
        .filter_map(|(topic, scores)| {
            Some(TopicMean {
                topic: topic.to_owned(),
                answers: scores.len(),
                mean: Score::mean(scores)?,
            })
        })
        .collect();
    means.sort_by(|a, b| {
        let telling = b.is_telling().cmp(&a.is_telling());
        telling
            .then(a.mean.points().total_cmp(&b.mean.points()))
            .then(b.answers.cmp(&a.answers))
    });
    means
}
