//! The prompts, filled. Each is a file with its version in the first line and two blocks: the system message, which holds the
//! rules and nothing else, and the user message. What the candidate said goes in fenced; what the bank says goes in on one line each.

use askama::Template;

use super::discussion::Turn;
use super::fence::{ANSWER_CHARS, fenced, one_line};
use super::request::Request;
use crate::assessment::{Answer, KeyPoint, Question, Rubric};
use crate::grading::{Evidence, Grade};

/// At most this many characters of a question, of its code, or of a statement go into a prompt.
const TEXT_CHARS: usize = 4000;

/// At most this many characters of a passage that a verdict rests on.
const PASSAGE_CHARS: usize = 300;

/// At most this many key points, and as many misconceptions.
pub(super) const POINTS: usize = 40;

/// At most this many exchanges of a discussion, the latest.
const TURNS: usize = 6;

/// At most this many characters of what was said in one of them.
const TURN_CHARS: usize = 1500;

/// A prompt: name and version, and its system message.
macro_rules! prompt {
    ($name:ident, $system:ident, $path:literal) => {
        pub(super) const $name: &str = include_str!(concat!("prompts/", $path));

        #[derive(Template)]
        #[template(path = $path, block = "system")]
        struct $system;
    };
}

prompt!(NARRATIVE, NarrativeRules, "narrative.md");
prompt!(OPINION, OpinionRules, "opinion.md");
prompt!(FOLLOW_UP, FollowUpRules, "follow_up.md");
prompt!(DISCUSSION, DiscussionRules, "discussion.md");
prompt!(DRAFT, DraftRules, "draft.md");

#[derive(Template)]
#[template(path = "narrative.md", block = "user")]
struct NarrativeTask {
    question: AskedView,
    points: Vec<PointView>,
    beliefs: Vec<BeliefView>,
    passages: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "opinion.md", block = "user")]
struct OpinionTask {
    question: AskedView,
    points: Vec<PointView>,
    beliefs: Vec<BeliefView>,
    answer: String,
}

#[derive(Template)]
#[template(path = "follow_up.md", block = "user")]
struct FollowUpTask {
    question: AskedView,
    statement: String,
    probe: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "discussion.md", block = "user")]
struct DiscussionTask {
    question: AskedView,
    points: Vec<PointView>,
    beliefs: Vec<BeliefView>,
    passages: String,
    steps: Vec<StepView>,
    score: f64,
    band: &'static str,
    answer: String,
    talk: String,
    text: String,
}

#[derive(Template)]
#[template(path = "draft.md", block = "user")]
struct DraftTask {
    question: String,
    code: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "again.md")]
struct AgainTask<'a> {
    user: &'a str,
    problem: &'a str,
}

struct AskedView {
    prompt: String,
    code: String,
}

/// A key point; graded, with its verdict and the names of the passages it rests on.
#[derive(Default)]
struct PointView {
    id: String,
    statement: String,
    weight: f64,
    essential: bool,
    verdict: &'static str,
    passages: String,
}

#[derive(Default)]
struct BeliefView {
    id: String,
    belief: String,
    correction: String,
    verdict: &'static str,
    passages: String,
}

struct StepView {
    reason: String,
    /// With one decimal.
    score: f64,
}

pub(super) fn narrative(
    question: &Question,
    rubric: &Rubric,
    grade: &Grade,
    answer: &Answer,
    max_tokens: u32,
) -> Request {
    let Graded {
        points,
        beliefs,
        passages,
    } = graded(rubric, grade);
    let task = NarrativeTask {
        question: asked(question),
        points,
        beliefs,
        passages,
        answer: said(answer),
    };
    request(NARRATIVE, &NarrativeRules, &task, max_tokens)
}

/// The request without its schema.
pub(super) fn opinion(
    question: &Question,
    rubric: &Rubric,
    answer: &Answer,
    max_tokens: u32,
) -> Request {
    let points = rubric
        .key_points
        .iter()
        .take(POINTS)
        .map(|point| PointView {
            id: line(&point.id),
            statement: line(&point.statement),
            weight: point.weight,
            essential: point.essential,
            ..PointView::default()
        });
    let beliefs = rubric.misconceptions.iter().take(POINTS);
    let task = OpinionTask {
        question: asked(question),
        points: points.collect(),
        beliefs: beliefs
            .map(|belief| BeliefView {
                id: line(&belief.id),
                belief: line(&belief.belief),
                correction: line(&belief.correction),
                ..BeliefView::default()
            })
            .collect(),
        answer: said(answer),
    };
    request(OPINION, &OpinionRules, &task, max_tokens)
}

pub(super) fn again(user: &str, problem: &str) -> String {
    fill(&AgainTask { user, problem })
}

pub(super) fn follow_up(
    question: &Question,
    point: &KeyPoint,
    answer: &Answer,
    max_tokens: u32,
) -> Request {
    let task = FollowUpTask {
        question: asked(question),
        statement: line(&point.statement),
        probe: line(point.probe.as_deref().unwrap_or_default()),
        answer: said(answer),
    };
    request(FOLLOW_UP, &FollowUpRules, &task, max_tokens)
}

pub(super) fn discussion(
    turns: &[Turn],
    question: &Question,
    rubric: &Rubric,
    grade: &Grade,
    answer: &Answer,
    (text, max_tokens): (&str, u32),
) -> Request {
    let latest = &turns[turns.len().saturating_sub(TURNS)..];
    let talk: Vec<String> = latest
        .iter()
        .flat_map(|turn| {
            [
                fenced("CANDIDATE", &turn.asked, TURN_CHARS),
                fenced("INTERVIEWER", &turn.replied, TURN_CHARS),
            ]
        })
        .collect();
    let Graded {
        points,
        beliefs,
        passages,
    } = graded(rubric, grade);
    let steps = grade.arithmetic.steps.iter().map(|step| StepView {
        reason: line(&step.reason),
        score: (step.score * 10.0).round() / 10.0,
    });
    let task = DiscussionTask {
        question: asked(question),
        points,
        beliefs,
        passages,
        steps: steps.collect(),
        score: grade.score.points(),
        band: grade.band().name(),
        answer: said(answer),
        talk: talk.join("\n"),
        text: fenced("CANDIDATE", text, TURN_CHARS),
    };
    request(DISCUSSION, &DiscussionRules, &task, max_tokens)
}

/// The request without its schema. The question may come from anybody's list, so it is data as the answer is.
pub(super) fn draft(question: &Question, max_tokens: u32) -> Request {
    let task = DraftTask {
        question: fenced("QUESTION", &question.prompt, TEXT_CHARS),
        code: code(question),
        answer: fenced("ANSWER", &question.model_answer, ANSWER_CHARS),
    };
    request(DRAFT, &DraftRules, &task, max_tokens)
}

/// Name and version, from the first line of a prompt's file.
pub(super) fn version(source: &'static str) -> &'static str {
    source
        .strip_prefix("{#- ")
        .and_then(|rest| rest.split_once(" -#}"))
        .map_or("", |(version, _)| version)
}

fn request(
    source: &'static str,
    rules: &impl Template,
    task: &impl Template,
    max_tokens: u32,
) -> Request {
    Request {
        prompt: version(source),
        system: fill(rules),
        user: fill(task),
        schema: None,
        max_tokens,
    }
}

fn fill(template: &impl Template) -> String {
    template
        .render()
        .expect("a template of plain values renders")
}

fn asked(question: &Question) -> AskedView {
    AskedView {
        prompt: line(&question.prompt),
        code: code(question),
    }
}

fn code(question: &Question) -> String {
    question
        .code
        .as_deref()
        .map_or_else(String::new, |code| fenced("CODE", code, TEXT_CHARS))
}

fn said(answer: &Answer) -> String {
    fenced("ANSWER", &answer.text, ANSWER_CHARS)
}

fn line(text: &str) -> String {
    one_line(text, TEXT_CHARS)
}

struct Graded {
    points: Vec<PointView>,
    beliefs: Vec<BeliefView>,
    passages: String,
}

/// What the grade found. The words it rests on are the candidate's: they stand in a fence of their own, by name.
fn graded(rubric: &Rubric, grade: &Grade) -> Graded {
    let mut passages = Vec::new();
    let mut named = |evidence: &[Evidence]| {
        let names = evidence.iter().map(|evidence| {
            passages.push(one_line(&evidence.text, PASSAGE_CHARS));
            format!("P{}", passages.len())
        });
        names.collect::<Vec<_>>().join(", ")
    };
    let points = grade.key_points.iter().take(POINTS).map(|point| PointView {
        id: line(&point.id),
        statement: line(&point.statement),
        weight: point.weight,
        essential: point.essential,
        verdict: point.verdict.name(),
        passages: named(&point.evidence),
    });
    let points: Vec<PointView> = points.collect();
    let beliefs = rubric.misconceptions.iter().take(POINTS).map(|belief| {
        let held = grade
            .misconceptions
            .iter()
            .find(|held| held.id == belief.id);
        BeliefView {
            id: line(&belief.id),
            belief: line(&belief.belief),
            correction: line(&belief.correction),
            verdict: if held.is_some() { "held" } else { "not held" },
            passages: held.map_or_else(String::new, |held| named(&held.evidence)),
        }
    });
    let beliefs: Vec<BeliefView> = beliefs.collect();
    let numbered = passages.iter().enumerate();
    let lines: Vec<String> = numbered
        .map(|(at, passage)| format!("P{}: {passage}", at + 1))
        .collect();
    Graded {
        points,
        beliefs,
        passages: if lines.is_empty() {
            String::new()
        } else {
            fenced("PASSAGES", &lines.join("\n"), ANSWER_CHARS)
        },
    }
}
