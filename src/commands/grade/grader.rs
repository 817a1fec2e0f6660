//! Grades requests against the bank, from many threads at once. Preparing a rubric costs more than grading by it,
//! so prepared ones are kept: all of the bank's, and some of those that came with requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::request;
use crate::assessment::{Answer, Kind, QuestionId, Rubric};
use crate::bank::{Bank, RubricFile};
use crate::commands::open_bank;
use crate::commands::personal::Phrases;
use crate::grading::{Adjusted, Grade, Prepared, adjust, draft_rubric, grade, prepare};
use crate::report::json_line;

/// How many rubrics of requests are kept, how long the text of one may be, and that of all of them: a rubric made ready is up to
/// 25 times its text.
const KEPT_RUBRICS: usize = 256;
const KEPT_RUBRIC_BYTES: usize = 64 * 1024;
const KEPT_BYTES: usize = 1 << 20;

/// What an answer is graded by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::commands) enum Asked {
    /// A question of the bank: an id or a source.
    Question(String),
    /// A rubric that came with the request, as JSON; a reference of its own goes before the one beside it.
    Rubric {
        prompt: String,
        rubric: String,
        reference: String,
    },
    /// A reference answer, from which a rubric is drafted.
    Reference { prompt: String, reference: String },
}

impl Asked {
    /// Bytes of text.
    fn len(&self) -> usize {
        match self {
            Self::Question(name) => name.len(),
            Self::Rubric {
                prompt,
                rubric,
                reference,
            } => prompt.len() + rubric.len() + reference.len(),
            Self::Reference { prompt, reference } => prompt.len() + reference.len(),
        }
    }
}

/// A rubric ready for grading.
pub(in crate::commands) struct Ready {
    pub(in crate::commands) prepared: Prepared,
    /// The bank's question; none where the rubric came with the request.
    pub(in crate::commands) question: Option<QuestionId>,
    /// The hash of question and rubric.
    pub(in crate::commands) hash: String,
}

/// A rubric, or why there is none; made once, by the first who asks.
type Slot = Arc<OnceLock<Result<Arc<Ready>, String>>>;

/// The bank with the rubrics prepared so far.
pub struct Grader {
    bank: Bank,
    of_bank: Mutex<BTreeMap<QuestionId, Slot>>,
    of_requests: Mutex<Kept>,
    /// The learner's own phrases, where they were asked for.
    phrases: Option<Phrases>,
}

/// Rubrics of requests, and how many bytes of text they have together.
#[derive(Default)]
struct Kept {
    slots: BTreeMap<Asked, Slot>,
    bytes: usize,
}

impl Kept {
    /// The slot of a rubric; where there is no room for one more, the others give way.
    fn slot(&mut self, asked: &Asked) -> Slot {
        if let Some(slot) = self.slots.get(asked) {
            return Arc::clone(slot);
        }
        if self.slots.len() >= KEPT_RUBRICS || self.bytes + asked.len() > KEPT_BYTES {
            self.slots.clear();
            self.bytes = 0;
        }
        self.bytes += asked.len();
        Arc::clone(self.slots.entry(asked.clone()).or_default())
    }
}

impl Grader {
    /// A grader with nothing prepared.
    pub fn new(bank: Bank) -> Self {
        Self {
            bank,
            of_bank: Mutex::default(),
            of_requests: Mutex::default(),
            phrases: None,
        }
    }

    /// The same, which tells beside each grade what phrases of the learner's own make of it.
    pub(in crate::commands) fn with_phrases(self, phrases: Phrases) -> Self {
        Self {
            phrases: Some(phrases),
            ..self
        }
    }

    /// Whether it tells what phrases make of a grade.
    pub(in crate::commands) const fn is_personal(&self) -> bool {
        self.phrases.is_some()
    }

    /// What phrases make of the grade of an answer; none where they were not asked for or have nothing to say.
    pub(in crate::commands) fn adjust(&self, ready: &Ready, answer: &Answer) -> Option<Adjusted> {
        let phrases = self.phrases.as_ref()?.of_question(ready.question.as_ref()?);
        adjust(&ready.prepared, &phrases, answer, &[])
    }

    /// The bank graded by.
    pub(in crate::commands) fn bank(&self) -> &Bank {
        &self.bank
    }

    /// Grades an answer, or says why it can't be graded.
    pub(in crate::commands) fn grade(
        &self,
        asked: &Asked,
        answer: &Answer,
    ) -> Result<(Arc<Ready>, Grade), String> {
        let ready = self.ready(asked)?;
        let grade = grade(&ready.prepared, answer);
        Ok((ready, grade))
    }

    fn ready(&self, asked: &Asked) -> Result<Arc<Ready>, String> {
        match asked {
            Asked::Question(name) => {
                let entry = open_bank::find_question(&self.bank, name)
                    .and_then(|entry| open_bank::find_gradable(&self.bank, entry.id.as_str()))
                    .map_err(|failure| failure.on_one_line())?;
                let slot = Arc::clone(locked(&self.of_bank).entry(entry.id.clone()).or_default());
                slot.get_or_init(|| {
                    let item = self
                        .bank
                        .read(entry)
                        .map_err(|problem| problem.to_string())?;
                    if !item.is_gradable() {
                        return Err(open_bank::ungradable(&self.bank, entry).on_one_line());
                    }
                    Ok(Arc::new(Ready {
                        prepared: self.bank.prepare_item(&item),
                        question: Some(entry.id.clone()),
                        hash: item.hash,
                    }))
                })
                .clone()
            }
            asked if asked.len() > KEPT_RUBRIC_BYTES => self.read_request(asked),
            Asked::Rubric { .. } | Asked::Reference { .. } => {
                let slot = locked(&self.of_requests).slot(asked);
                slot.get_or_init(|| self.read_request(asked)).clone()
            }
        }
    }

    fn read_request(&self, asked: &Asked) -> Result<Arc<Ready>, String> {
        let (prompt, rubric) = match asked {
            Asked::Rubric {
                prompt,
                rubric,
                reference,
            } => (prompt, read_rubric(prompt, rubric, reference)?),
            Asked::Reference { prompt, reference } => (prompt, draft_rubric(prompt, reference)),
            Asked::Question(_) => unreachable!("questions are kept apart"),
        };
        if rubric.key_points.is_empty() {
            return Err(
                "`reference`: there is nothing in it to grade by: write what a full answer says"
                    .to_owned(),
            );
        }
        let (prepared, problems) = prepare(&rubric, prompt, Kind::Open, self.bank.lexicon());
        if let Some(problem) = problems.first() {
            return Err(format!(
                "rubric: {}: {}",
                problem.keys.join("."),
                problem.message
            ));
        }
        Ok(Arc::new(Ready {
            prepared,
            question: None,
            hash: self
                .bank
                .hash_of_request(&json_line(&RubricFile::from(&rubric))),
        }))
    }
}

/// The rubric of a request; without key points it is drafted from the reference.
fn read_rubric(prompt: &str, rubric: &str, reference: &str) -> Result<Rubric, String> {
    if !rubric.trim_start().starts_with('{') {
        return Err("`rubric` is not an object: write {\"key_points\": [...]}".to_owned());
    }
    let mut file: RubricFile =
        request::read_json(rubric).map_err(|message| format!("rubric: {message}"))?;
    if file.reference.trim().is_empty() {
        file.reference = reference.to_owned();
    }
    let rubric = file
        .into_rubric()
        .map_err(|invalid| format!("rubric: {}: {invalid}", invalid.keys.join(".")))?;
    match (rubric.key_points.is_empty(), rubric.reference.is_empty()) {
        (false, _) => Ok(rubric),
        (true, false) => Ok(draft_rubric(prompt, &rubric.reference)),
        (true, true) => {
            Err("rubric: no key points: give at least one, with a `statement`".to_owned())
        }
    }
}

/// A thread that failed while it held the lock left a map of whole entries behind.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
