//! The objects of `bank list --json` and `bank show --json`. As with results, the structs are the published shape.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::json_line;
use crate::assessment::{Question, QuestionId, Rubric};

#[derive(Serialize)]
struct ListLine<'a> {
    id: &'a str,
    prompt: &'a str,
    topic: &'a str,
    level: &'static str,
    kind: &'static str,
    sources: Vec<&'a str>,
    minutes: u8,
    key_points: usize,
    #[serde(skip_serializing_if = "is_false")]
    drafted: bool,
    #[serde(skip_serializing_if = "is_zero")]
    waiting: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant_of: Option<&'a str>,
}

#[derive(Serialize)]
struct ShowLine<'a> {
    #[serde(flatten)]
    listed: ListLine<'a>,
    code: Option<&'a str>,
    hints: &'a [String],
    model_answer: &'a str,
    reference: &'a str,
    follow_ups: &'a [String],
    rubric: RubricJson<'a>,
}

#[derive(Serialize)]
struct RubricJson<'a> {
    subjects: &'a BTreeMap<String, Vec<String>>,
    concepts: &'a BTreeMap<String, Vec<String>>,
    key_points: Vec<KeyPointJson<'a>>,
    misconceptions: Vec<MisconceptionJson<'a>>,
    samples: Vec<SampleJson<'a>>,
}

#[derive(Serialize)]
struct KeyPointJson<'a> {
    id: &'a str,
    statement: &'a str,
    weight: f64,
    essential: bool,
    probe: Option<&'a str>,
    subject: Option<&'a str>,
    patterns: &'a [String],
    wrong: &'a [String],
}

#[derive(Serialize)]
struct MisconceptionJson<'a> {
    id: &'a str,
    belief: &'a str,
    correction: &'a str,
    penalty: f64,
    subject: Option<&'a str>,
    patterns: &'a [String],
}

#[derive(Serialize)]
struct SampleJson<'a> {
    kind: &'a str,
    human: f64,
    answer: &'a str,
}

/// A question of a list as one line of JSON.
pub fn list_line(question: &Question, rubric: &Rubric) -> String {
    json_line(&listed(question, rubric))
}

/// A question with its model answer and rubric as one line of JSON.
pub fn show_line(question: &Question, rubric: &Rubric) -> String {
    json_line(&ShowLine {
        listed: listed(question, rubric),
        code: question.code.as_deref(),
        hints: &question.hints,
        model_answer: &question.model_answer,
        reference: &rubric.reference,
        follow_ups: &question.follow_ups,
        rubric: RubricJson {
            subjects: &rubric.subjects,
            concepts: &rubric.concepts,
            key_points: rubric
                .key_points
                .iter()
                .map(|point| KeyPointJson {
                    id: &point.id,
                    statement: &point.statement,
                    weight: point.weight,
                    essential: point.essential,
                    probe: point.probe.as_deref(),
                    subject: point.subject.as_deref(),
                    patterns: &point.patterns,
                    wrong: &point.wrong,
                })
                .collect(),
            misconceptions: rubric
                .misconceptions
                .iter()
                .map(|belief| MisconceptionJson {
                    id: &belief.id,
                    belief: &belief.belief,
                    correction: &belief.correction,
                    penalty: belief.penalty,
                    subject: belief.subject.as_deref(),
                    patterns: &belief.patterns,
                })
                .collect(),
            samples: rubric
                .samples
                .iter()
                .map(|sample| SampleJson {
                    kind: &sample.kind,
                    human: sample.human,
                    answer: &sample.answer,
                })
                .collect(),
        },
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_zero(value: &usize) -> bool {
    *value == 0
}

fn listed<'a>(question: &'a Question, rubric: &Rubric) -> ListLine<'a> {
    ListLine {
        id: question.id.as_str(),
        prompt: &question.prompt,
        topic: question.id.topic(),
        level: question.level.name(),
        kind: question.kind.name(),
        sources: question
            .sources
            .iter()
            .map(|source| source.as_str())
            .collect(),
        minutes: question.minutes,
        key_points: rubric.key_points.len(),
        drafted: rubric.drafted,
        waiting: rubric.waiting,
        variant_of: question.variant_of.as_ref().map(QuestionId::as_str),
    }
}

#[cfg(test)]
mod tests {
    use super::{list_line, show_line};
    use crate::assessment::{
        KeyPoint, Kind, Level, Misconception, Question, QuestionId, Rubric, SourceId,
    };

    fn question() -> Question {
        Question {
            id: QuestionId::new("python/data-model/hash"),
            prompt: "What is hashable?".to_owned(),
            code: None,
            level: Level::Beginner,
            kind: Kind::Fact,
            minutes: 1,
            sources: vec![SourceId::new("top/1")],
            variant_of: None,
            hints: vec!["Think of keys.".to_owned()],
            model_answer: "What never changes.".to_owned(),
            follow_ups: Vec::new(),
        }
    }

    fn rubric() -> Rubric {
        Rubric {
            reference: "What never changes.".to_owned(),
            key_points: vec![KeyPoint {
                id: "fixed".to_owned(),
                statement: "It never changes".to_owned(),
                weight: 1.5,
                essential: true,
                subject: None,
                patterns: vec!["not:change".to_owned()],
                wrong: Vec::new(),
                probe: Some("Why?".to_owned()),
            }],
            misconceptions: vec![Misconception {
                id: "all".to_owned(),
                belief: "Everything is".to_owned(),
                correction: "A list is not.".to_owned(),
                penalty: 30.0,
                subject: None,
                patterns: vec!["everything".to_owned()],
            }],
            ..Rubric::default()
        }
    }

    const LISTED: &str = concat!(
        r#"{"id":"python/data-model/hash","prompt":"What is hashable?","topic":"data-model","level":"beginner","#,
        r#""kind":"fact","sources":["top/1"],"minutes":1,"key_points":1"#
    );

    #[test]
    fn a_listed_question_has_the_published_fields() {
        assert_eq!(list_line(&question(), &rubric()), format!("{LISTED}}}"));
        let variant = Question {
            variant_of: Some(QuestionId::new("python/data-model/list")),
            ..question()
        };
        assert_eq!(
            list_line(&variant, &rubric()),
            format!(r#"{LISTED},"variant_of":"python/data-model/list"}}"#)
        );
    }

    #[test]
    fn a_shown_question_adds_the_rubric() {
        assert_eq!(
            show_line(&question(), &rubric()),
            [
                LISTED,
                r#","code":null,"hints":["Think of keys."],"model_answer":"What never changes.","#,
                r#""reference":"What never changes.","follow_ups":[],"rubric":{"subjects":{},"concepts":{},"#,
                r#""key_points":[{"id":"fixed","statement":"It never changes","weight":1.5,"essential":true,"#,
                r#""probe":"Why?","subject":null,"patterns":["not:change"],"wrong":[]}],"#,
                r#""misconceptions":[{"id":"all","belief":"Everything is","correction":"A list is not.","#,
                r#""penalty":30.0,"subject":null,"patterns":["everything"]}],"samples":[]}}"#,
            ]
            .concat()
        );
    }
}
