//! Opening the bank: what is embedded, then each folder in turn; the same id overrides. A damaged file is a
//! problem with a place, and the rest still serves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::embedded;
use super::file::{QuestionFile, RubricFile};
use super::place::Place;
use super::read::{Problem, locate, parse, read_text, toml_files};
use crate::assessment::{Kind, Level, Lexicon, Question, QuestionId, Rubric, SourceId};
use crate::grading::{Prepared, prepare};

/// What choosing a question needs, without reading the whole of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The question's id.
    pub id: QuestionId,
    /// Its level.
    pub level: Level,
    /// Its kind.
    pub kind: Kind,
    /// Suggested time in minutes.
    pub minutes: u8,
    /// Where it was asked before.
    pub sources: Vec<SourceId>,
    /// The question whose source it shares.
    pub variant_of: Option<QuestionId>,
    /// Whether there is anything to grade an answer by. A question of an imported list may still wait for its answer: it is
    /// listed, and not asked.
    pub is_gradable: bool,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    Embedded(usize),
    Files { question: PathBuf, rubric: PathBuf },
}

/// A question with its rubric, read whole.
#[derive(Debug, Clone)]
pub struct Item {
    /// The question.
    pub question: Question,
    /// Its rubric.
    pub rubric: Rubric,
    /// A hash of both and of the shared concepts: a grade under the same hash and engine is comparable.
    pub hash: String,
}

/// The questions to choose from, and the shared concepts.
#[derive(Debug, Clone, Default)]
pub struct Bank {
    entries: BTreeMap<QuestionId, Entry>,
    sources: BTreeMap<SourceId, QuestionId>,
    lexicon: Lexicon,
    lexicon_hash: Vec<u8>,
    problems: Vec<Problem>,
}

/// A file of shared concepts.
#[derive(Deserialize)]
struct ConceptFile {
    concepts: BTreeMap<String, Vec<String>>,
}

impl Item {
    /// Whether there is a key point to grade by. The file may have changed since the bank was opened.
    pub const fn is_gradable(&self) -> bool {
        !self.rubric.key_points.is_empty()
    }
}

impl Bank {
    /// The questions that are part of the program. No file is read, now or later.
    pub fn built_in() -> Self {
        Self::open(&[], &[], false)
    }

    /// Makes a question ready for grading, by its id or one of its sources; none where there is no such question or where it
    /// can't be read. Of a built-in question nothing is ever left out; of others, patterns that can't be read are.
    pub fn prepare(&self, name: &str) -> Option<Prepared> {
        let item = self.read(self.find(name)?).ok()?;
        Some(self.prepare_item(&item))
    }

    /// Makes a question that was read ready for grading.
    pub fn prepare_item(&self, item: &Item) -> Prepared {
        let question = &item.question;
        prepare(
            &item.rubric,
            &question.shown(),
            question.kind,
            &self.lexicon,
        )
        .0
    }

    /// Opens the embedded bank (unless `without_embedded`) and then each folder; a later one overrides. A folder that does
    /// not exist is a problem unless it is listed in `optional`.
    pub fn open(folders: &[PathBuf], optional: &[PathBuf], without_embedded: bool) -> Self {
        let mut bank = Self::default();
        let mut concept_hash = Sha256::new();
        for (path, text) in embedded::CONCEPTS {
            concept_hash.update(text);
            bank.add_concepts(path, text);
        }
        if !without_embedded {
            for (index, item) in embedded::ITEMS.iter().enumerate() {
                bank.add_entry(Entry {
                    id: QuestionId::new(item.id),
                    level: Level::from_name(item.level).unwrap_or(Level::Beginner),
                    kind: Kind::from_name(item.kind).unwrap_or_default(),
                    minutes: item.minutes,
                    sources: item.sources.iter().map(|&s| SourceId::new(s)).collect(),
                    variant_of: item.variant_of.map(QuestionId::new),
                    is_gradable: true,
                    origin: Origin::Embedded(index),
                });
            }
        }
        for folder in optional
            .iter()
            .filter(|folder| folder.is_dir())
            .chain(folders)
        {
            bank.add_folder(folder, &mut concept_hash);
        }
        bank.lexicon_hash = concept_hash.finalize().to_vec();
        bank
    }

    /// The questions, in the order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The shared concepts.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What was wrong in the files read so far.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The entry of a question's id or of one of its sources.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let by_source = || self.entries.get(self.sources.get(&SourceId::new(name))?);
        self.entries.get(&QuestionId::new(name)).or_else(by_source)
    }

    /// As [`find`](Self::find), or by the end of an id that only one question has (`concurrency/gil`, `gil`): for names
    /// that people type.
    pub fn find_typed(&self, name: &str) -> Option<&Entry> {
        self.find(name).or_else(|| self.find_by_end(name))
    }

    fn find_by_end(&self, name: &str) -> Option<&Entry> {
        let ends_so = |entry: &&Entry| {
            let id = entry.id.as_str();
            id.strip_suffix(name)
                .is_some_and(|rest| rest.ends_with('/'))
        };
        let mut found = self.entries.values().filter(ends_so);
        found.next().filter(|_| found.next().is_none())
    }

    /// Reads a question and its rubric whole.
    pub fn read(&self, entry: &Entry) -> Result<Item, Problem> {
        let [(question_path, question_text), (rubric_path, rubric_text)] = self.texts(entry)?;
        let question = parse::<QuestionFile>(&question_path, &question_text)?
            .into_question(entry.id.clone())
            .map_err(|invalid| locate(&question_path, &question_text, &invalid))?;
        let rubric = parse::<RubricFile>(&rubric_path, &rubric_text)?
            .into_rubric()
            .map_err(|invalid| locate(&rubric_path, &rubric_text, &invalid))?;
        Ok(Item {
            question,
            rubric,
            hash: hash(&[
                question_text.as_bytes(),
                rubric_text.as_bytes(),
                &self.lexicon_hash,
            ]),
        })
    }

    /// The question file and the rubric file of an entry: the name by which its user knows it, and its text.
    pub fn texts(&self, entry: &Entry) -> Result<[(String, String); 2], Problem> {
        Ok(match &entry.origin {
            Origin::Embedded(index) => {
                let item = &embedded::ITEMS[*index];
                [
                    ("questions", item.question.to_owned()),
                    ("rubrics", item.rubric.text()),
                ]
                .map(|(folder, text)| (format!("{folder}/{}.toml", item.id), text))
            }
            Origin::Files { question, rubric } => [
                (question.display().to_string(), read_text(question)?),
                (rubric.display().to_string(), read_text(rubric)?),
            ],
        })
    }

    /// A hash of a rubric that came with a request, as its canonical text.
    pub fn hash_of_request(&self, rubric: &str) -> String {
        hash(&[rubric.as_bytes(), &self.lexicon_hash])
    }

    /// A hash of every question, rubric and concept: the bank of this program and these folders.
    pub fn hash(&self) -> String {
        let parts: Vec<String> = self
            .entries()
            .filter_map(|entry| self.read(entry).ok())
            .map(|item| item.hash)
            .collect();
        hash(&[parts.join("\n").as_bytes(), &self.lexicon_hash])
    }

    /// The files of an entry, where it has files of its own.
    pub fn files_of<'a>(&self, entry: &'a Entry) -> Option<(&'a Path, &'a Path)> {
        match &entry.origin {
            Origin::Embedded(_) => None,
            Origin::Files { question, rubric } => Some((question, rubric)),
        }
    }

    fn add_entry(&mut self, entry: Entry) {
        if let Some(old) = self.entries.remove(&entry.id) {
            for source in &old.sources {
                self.sources.remove(source);
            }
        }
        for source in &entry.sources {
            self.sources
                .entry(source.clone())
                .or_insert_with(|| entry.id.clone());
        }
        self.entries.insert(entry.id.clone(), entry);
    }

    fn add_concepts(&mut self, path: &str, text: &str) {
        match parse::<ConceptFile>(path, text) {
            Ok(file) => {
                for (name, sayings) in file.concepts {
                    self.lexicon.add(&name, sayings);
                }
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    fn add_folder(&mut self, folder: &Path, concept_hash: &mut Sha256) {
        if !folder.is_dir() {
            self.problems.push(Problem {
                place: Place::start_of(folder.display().to_string()),
                message: "no such folder: a bank folder holds `questions/` and `rubrics/`"
                    .to_owned(),
            });
            return;
        }
        let concepts = folder.join("rubrics").join("concepts");
        for path in toml_files(&concepts, &mut self.problems) {
            match read_text(&path) {
                Ok(text) => {
                    concept_hash.update(&text);
                    self.add_concepts(&path.display().to_string(), &text);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        let questions = folder.join("questions");
        for path in toml_files(&questions, &mut self.problems) {
            match self.read_head(folder, &questions, &path) {
                Ok(entry) => self.add_entry(entry),
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    fn read_head(&self, folder: &Path, questions: &Path, path: &Path) -> Result<Entry, Problem> {
        let shown = path.display().to_string();
        let id = QuestionId::new(
            path.strip_prefix(questions)
                .unwrap_or(path)
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/"),
        );
        if !id.is_well_formed() {
            return Err(Problem {
                place: Place::start_of(shown),
                message: format!(
                    "`{id}` is no question id: put the file at questions/<track>/<topic>/<slug>.toml, in lower-case letters, digits and hyphens"
                ),
            });
        }
        let text = read_text(path)?;
        let question = parse::<QuestionFile>(&shown, &text)?
            .into_question(id)
            .map_err(|invalid| locate(&shown, &text, &invalid))?;
        let rubric = folder.join("rubrics").join(format!("{}.toml", question.id));
        if !rubric.is_file() {
            return Err(Problem {
                place: Place::start_of(shown),
                message: format!("no rubric: write one at {}", rubric.display()),
            });
        }
        // Reading every rubric at the start would take long; one without key points stands beside a question without an answer.
        let is_gradable = !question.model_answer.is_empty() || has_points(&rubric);
        Ok(Entry {
            id: question.id,
            level: question.level,
            kind: question.kind,
            minutes: question.minutes,
            sources: question.sources,
            variant_of: question.variant_of,
            is_gradable,
            origin: Origin::Files {
                question: path.to_owned(),
                rubric,
            },
        })
    }
}

/// Whether a rubric has key points. One that can't be read may have: what is wrong with it is told when it is read.
fn has_points(path: &Path) -> bool {
    read_text(path)
        .and_then(|text| parse::<RubricFile>(&path.display().to_string(), &text))
        .map_or(true, |rubric| !rubric.key_points.is_empty())
}

/// The first 16 hexadecimal digits of SHA-256 over the parts, each preceded by its length.
fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
