//! The linter of banks: what is wrong with questions and rubrics, and where. It reads, judges and grades the marked
//! samples; it prints nothing and repairs nothing.
//!
//! A rule is a function from one question and its rubric to findings; each says what it asks for, why, and gives an
//! example. Rules that compare questions with one another are in `duplicates`.

mod balance;
mod collect;
mod concepts;
mod duplicates;
mod patterns;
mod replay;
mod shape;
mod substance;
#[cfg(test)]
mod tests;
mod wording;

pub use collect::{CollectError, Sources};
pub use replay::Replayed;

use rayon::prelude::*;

use super::{Bank, Place};
use crate::assessment::{Lexicon, Question, QuestionId, Rubric};
use crate::grading::{PatternProblem, Prepared, prepare};
use collect::{Pair, SourceFile};

/// Something in a bank that an author should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// The rule's name, for programs.
    pub rule: &'static str,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// By path and line.
    pub findings: Vec<Finding>,
    /// How many questions were looked at.
    pub questions: usize,
    /// How many rubrics were drafted and are not yet confirmed.
    pub drafted: usize,
    /// How many drafted rubrics have no key point, so that the question is not asked.
    pub unanswered: usize,
    /// Rubrics for which a model proposed something, and how many parts of it their author has not confirmed.
    pub waiting: Vec<(QuestionId, usize)>,
    /// The marked samples with their grades.
    pub samples: Vec<Replayed>,
}

/// A question with a rubric, both well-formed, ready to be judged.
struct Unit<'a> {
    question_file: &'a SourceFile,
    rubric_file: &'a SourceFile,
    question: Question,
    rubric: Rubric,
    prepared: Prepared,
    problems: Vec<PatternProblem>,
    lexicon: &'a Lexicon,
}

type Rule = fn(&Unit<'_>, &mut Vec<Finding>);

/// What every question and rubric must keep.
const RULES: [Rule; 5] = [
    wording::variant,
    concepts::in_rubric,
    patterns::readable,
    patterns::in_notation,
    duplicates::within_rubric,
];

/// What is asked of a rubric besides once an author has confirmed it: a drafted one is not there yet, and says so itself.
const WHEN_CONFIRMED: [Rule; 11] = [
    wording::hints,
    wording::model_answer_length,
    substance::key_points,
    substance::essential,
    substance::probes,
    substance::misconceptions,
    substance::corrections,
    substance::samples,
    balance::weights,
    replay::model_answer,
    replay::reference,
];

/// Checks the sources. `bank` gives the shared concepts, and the questions beside which the checked ones will stand.
pub fn check(sources: &Sources, bank: &Bank) -> Checked {
    let mut checked = Checked {
        questions: sources
            .pairs
            .iter()
            .filter(|pair| pair.question.is_some())
            .count(),
        ..Checked::default()
    };
    checked.findings.extend(sources.findings.iter().cloned());
    for file in &sources.concepts {
        concepts::in_file(file, bank, &mut checked.findings);
    }
    let judged: Vec<_> = sources
        .pairs
        .par_iter()
        .map(|pair| check_pair(pair, bank))
        .collect();
    let mut questions = Vec::new();
    for one in judged {
        checked.findings.extend(one.findings);
        checked.samples.extend(one.samples);
        checked.drafted += usize::from(one.stage == Stage::Drafted);
        checked.unanswered += usize::from(one.stage == Stage::Unanswered);
        if let Some((_, question)) = one.question.as_ref().filter(|_| one.waiting > 0) {
            checked.waiting.push((question.id.clone(), one.waiting));
        }
        questions.extend(one.question);
    }
    duplicates::across(&questions, bank, &mut checked.findings);
    checked.findings.sort();
    checked.findings.dedup();
    checked
}

/// What a look at one question and its rubric gave.
struct Judged<'a> {
    findings: Vec<Finding>,
    samples: Vec<Replayed>,
    question: Option<(&'a SourceFile, Question)>,
    stage: Stage,
    waiting: usize,
}

/// How far a rubric has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is nothing in it to grade by.
    Unanswered,
    /// The program drafted it, and no author has confirmed it.
    Drafted,
    /// It is an author's.
    Confirmed,
}

fn check_pair<'a>(pair: &'a Pair, bank: &Bank) -> Judged<'a> {
    let mut findings = Vec::new();
    let question = pair
        .question
        .as_ref()
        .and_then(|file| Some((file, shape::read_question(&pair.id, file, &mut findings)?)));
    let rubric = pair
        .rubric
        .as_ref()
        .and_then(|file| Some((file, shape::read_rubric(file, &mut findings)?)));
    collect::check_pair(pair, &mut findings);
    let (Some((question_file, question)), Some((rubric_file, rubric))) = (&question, rubric) else {
        return Judged {
            findings,
            samples: Vec::new(),
            question,
            stage: Stage::Confirmed,
            waiting: 0,
        };
    };
    let (prepared, problems) = prepare(&rubric, &question.shown(), question.kind, bank.lexicon());
    let unit = Unit {
        question_file,
        rubric_file,
        question: question.clone(),
        rubric,
        prepared,
        problems,
        lexicon: bank.lexicon(),
    };
    let confirmed = if unit.rubric.drafted {
        &[]
    } else {
        WHEN_CONFIRMED.as_slice()
    };
    for rule in RULES.iter().chain(confirmed) {
        rule(&unit, &mut findings);
    }
    let stage = match (unit.rubric.drafted, unit.rubric.key_points.is_empty()) {
        (true, true) => Stage::Unanswered,
        (true, false) => Stage::Drafted,
        (false, _) => Stage::Confirmed,
    };
    let samples = replay::samples(&unit, &mut findings);
    Judged {
        findings,
        samples,
        waiting: unit.rubric.waiting,
        question: Some((question_file, unit.question)),
        stage,
    }
}

impl Unit<'_> {
    fn in_question(&self, rule: &'static str, keys: &[&str], message: String) -> Finding {
        self.question_file.finding(rule, keys, message)
    }

    fn in_rubric(&self, rule: &'static str, keys: &[&str], message: String) -> Finding {
        self.rubric_file.finding(rule, keys, message)
    }
}

/// The id that a question file's path below `questions/` gives.
fn id_of(path: &std::path::Path) -> QuestionId {
    QuestionId::new(path.with_extension("").to_string_lossy().replace('\\', "/"))
}
