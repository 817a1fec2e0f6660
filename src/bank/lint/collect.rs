//! Which files a check looks at: those of the program, of bank folders, or single ones, each question with its rubric.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Finding, id_of};
use crate::assessment::QuestionId;
use crate::bank::embedded;
use crate::bank::place::{Place, Places};
use crate::bank::read::{Problem, read_text, toml_files};

/// A file's text, under the name by which its user knows it.
#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    pub(super) path: String,
    pub(super) text: String,
    /// Read with the first finding.
    places: OnceLock<Places>,
}

impl SourceFile {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            places: OnceLock::new(),
        }
    }

    /// A finding at the value named by its keys.
    pub(super) fn finding(&self, rule: &'static str, keys: &[&str], message: String) -> Finding {
        Finding {
            place: self.place(keys),
            rule,
            message,
        }
    }

    /// The place of the value named by its keys; the beginning of the file for none.
    pub(super) fn place(&self, keys: &[&str]) -> Place {
        if keys.is_empty() {
            return Place::start_of(&self.path);
        }
        let places = self.places.get_or_init(|| Places::of(&self.text));
        places.place(&self.path, &self.text, keys)
    }
}

/// A question and its rubric; one of them may be missing.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) id: QuestionId,
    pub(super) question: Option<SourceFile>,
    pub(super) rubric: Option<SourceFile>,
    /// Where the missing one was looked for.
    other: String,
}

#[cfg(test)]
impl Pair {
    pub(super) fn new(id: &str, question: Option<SourceFile>, rubric: Option<SourceFile>) -> Self {
        Self {
            id: QuestionId::new(id),
            question,
            rubric,
            other: "elsewhere".to_owned(),
        }
    }
}

/// The files that a check looks at.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub(super) pairs: Vec<Pair>,
    pub(super) concepts: Vec<SourceFile>,
    /// What could not be read at all.
    pub(super) findings: Vec<Finding>,
    roots: Vec<PathBuf>,
}

/// Why a path can't be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectError {
    /// There is nothing at that path.
    #[error("`{0}`: no such file or folder")]
    Missing(String),
    /// There is something, but no bank.
    #[error("`{0}` is no bank folder and no file of one")]
    NoBank(String),
}

impl Sources {
    /// Adds the files that are part of the program.
    pub fn add_embedded(&mut self) {
        for item in embedded::ITEMS {
            self.add_texts(item.id, Some(item.question), Some(&item.rubric.text()));
        }
        for &(path, text) in embedded::CONCEPTS {
            self.concepts.push(SourceFile::new(path, text));
        }
    }

    /// Adds the texts of a question and of its rubric, of which one may be missing.
    pub fn add_texts(&mut self, id: &str, question: Option<&str>, rubric: Option<&str>) {
        let file = |folder: &str, text: &str| SourceFile::new(format!("{folder}/{id}.toml"), text);
        let missing = if question.is_some() {
            "rubrics"
        } else {
            "questions"
        };
        self.pairs.push(Pair {
            id: QuestionId::new(id),
            question: question.map(|text| file("questions", text)),
            rubric: rubric.map(|text| file("rubrics", text)),
            other: format!("{missing}/{id}.toml"),
        });
    }

    /// Adds a bank folder, a folder inside one, or a single file of one. The same id overrides what was added before.
    pub fn add(&mut self, path: &Path) -> Result<(), CollectError> {
        let shown = path.display().to_string();
        if !path.exists() {
            return Err(CollectError::Missing(shown));
        }
        let is_bank = path.join("questions").is_dir() || path.join("rubrics").is_dir();
        let (root, part) = if is_bank {
            // `./` before every path would be noise.
            let root = path.strip_prefix(".").unwrap_or(path);
            (root.to_owned(), PathBuf::new())
        } else {
            split(path).ok_or(CollectError::NoBank(shown))?
        };
        self.add_part(&root, &part);
        self.roots.push(if root.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            root
        });
        Ok(())
    }

    /// The bank folders that the paths added belong to.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Adds what stands at `part` below `questions/` and `rubrics/` of a bank folder.
    fn add_part(&mut self, root: &Path, part: &Path) {
        let [questions, rubrics] = ["questions", "rubrics"].map(|folder| root.join(folder));
        let concepts = rubrics.join("concepts");
        let mut found: BTreeMap<QuestionId, [Option<PathBuf>; 2]> = BTreeMap::new();
        for (side, folder) in [&questions, &rubrics].into_iter().enumerate() {
            let mut unreadable = Vec::new();
            let files = files_at(&folder.join(part), &mut unreadable);
            self.findings.extend(unreadable.into_iter().map(finding));
            for path in files {
                if path.starts_with(&concepts) {
                    if let Some(file) = self.read(&path) {
                        self.concepts.push(file);
                    }
                } else if let Ok(below) = path.strip_prefix(folder) {
                    let id = id_of(below);
                    found.entry(id).or_default()[side] = Some(path);
                }
            }
        }
        for (id, [question, rubric]) in found {
            let other = if question.is_some() {
                &rubrics
            } else {
                &questions
            };
            let pair = Pair {
                other: other.join(format!("{id}.toml")).display().to_string(),
                question: question.and_then(|path| self.read(&path)),
                rubric: rubric.and_then(|path| self.read(&path)),
                id,
            };
            if pair.question.is_some() {
                self.pairs.retain(|earlier| earlier.id != pair.id);
            }
            self.pairs.push(pair);
        }
    }

    fn read(&mut self, path: &Path) -> Option<SourceFile> {
        match read_text(path) {
            Ok(text) => Some(SourceFile::new(path.display().to_string(), text)),
            Err(problem) => {
                self.findings.push(finding(problem));
                None
            }
        }
    }
}

/// A file or folder that can't be read.
fn finding(problem: Problem) -> Finding {
    Finding {
        place: problem.place,
        rule: "unreadable",
        message: problem.message,
    }
}

/// A question stands at `questions/<track>/<topic>/<slug>.toml` and has a rubric under the same path in `rubrics/`;
/// a rubric has a question. One without the other can't be asked. Example: a rubric left behind when its question was
/// renamed.
pub(super) fn check_pair(pair: &Pair, findings: &mut Vec<Finding>) {
    match (&pair.question, &pair.rubric) {
        (Some(file), _) if !pair.id.is_well_formed() => findings.push(file.finding(
            "misplaced",
            &[],
            format!(
                "`{}` is no question id: put the file at questions/<track>/<topic>/<slug>.toml, in lower-case letters, digits and hyphens",
                pair.id
            ),
        )),
        (Some(file), None) => findings.push(file.finding(
            "no-rubric",
            &[],
            format!("no rubric: write one at {}", pair.other),
        )),
        (None, Some(file)) => findings.push(file.finding(
            "no-question",
            &[],
            format!("a rubric without a question: write one at {}", pair.other),
        )),
        _ => {}
    }
}

/// A file itself, or the TOML files of a folder.
fn files_at(path: &Path, unreadable: &mut Vec<Problem>) -> Vec<PathBuf> {
    if path.is_dir() {
        return toml_files(path, unreadable);
    }
    let file = if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("toml")
    };
    if file.is_file() {
        vec![file]
    } else {
        Vec::new()
    }
}

/// The bank folder of a path inside one, and the rest below `questions/` or `rubrics/`.
fn split(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let parts: Vec<_> = path.components().collect();
    let at = parts
        .iter()
        .rposition(|part| part.as_os_str() == "questions" || part.as_os_str() == "rubrics")?;
    Some((
        parts[..at].iter().collect(),
        parts[at + 1..].iter().collect(),
    ))
}
