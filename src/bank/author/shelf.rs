//! A bank folder that new questions are put into: what it asks already, and writing without overwriting.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::draft::Draft;
use super::write::{Unnamed, folder_of, keep, keep_names};
use super::{SCHEMAS, asked_words};
use crate::assessment::QuestionId;
use crate::bank::Problem;
use crate::bank::file::QuestionFile;
use crate::bank::read::{parse, read_text, toml_files};

/// A bank folder with what it holds.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// What is asked, by its words.
    asked: BTreeMap<String, QuestionId>,
    taken: BTreeSet<QuestionId>,
    problems: Vec<Problem>,
    /// What was added and not settled yet: rubric and question.
    added: Vec<[Unnamed; 2]>,
    /// Folders that got a new file.
    written: BTreeSet<PathBuf>,
}

/// A question that was put into the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its id.
    pub id: QuestionId,
    /// Its file.
    pub question: PathBuf,
    /// Its rubric's file.
    pub rubric: PathBuf,
}

/// Why a question can't be put into the folder.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// A file or folder can't be written.
    #[error("`{}` can't be written: {error}", path.display())]
    Write {
        /// Which one.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The id's parts are no names of folders.
    #[error(
        "`{0}` is no question id: a track, topic and name are lower-case letters, digits and hyphens"
    )]
    Id(QuestionId),
    /// There is a question of that id.
    #[error("there is a question `{0}` already")]
    Taken(QuestionId),
}

impl Shelf {
    /// Reads what a folder holds; it need not exist. A damaged file is a problem, and the rest still counts.
    pub fn open(folder: &Path) -> Self {
        let mut shelf = Self {
            folder: folder.to_owned(),
            asked: BTreeMap::new(),
            taken: BTreeSet::new(),
            problems: Vec::new(),
            added: Vec::new(),
            written: BTreeSet::new(),
        };
        let questions = folder.join("questions");
        for path in toml_files(&questions, &mut shelf.problems) {
            let id = id_of(&path, &questions);
            let file = read_text(&path)
                .and_then(|text| parse::<QuestionFile>(&path.display().to_string(), &text));
            match file {
                Ok(file) => {
                    shelf
                        .asked
                        .entry(words(&file))
                        .or_insert_with(|| id.clone());
                }
                Err(problem) => shelf.problems.push(problem),
            }
            shelf.taken.insert(id);
        }
        // A rubric may have outlived its question.
        let rubrics = folder.join("rubrics");
        for path in toml_files(&rubrics, &mut Vec::new()) {
            shelf.taken.insert(id_of(&path, &rubrics));
        }
        shelf
    }

    /// What is wrong in the files of the folder.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The question that asks the same.
    pub fn same(&self, draft: &Draft) -> Option<&QuestionId> {
        self.asked.get(&words(&draft.question))
    }

    /// Adds a question under `<track>/<topic>/<slug>`, or with a number behind that where the name is taken. It is there once
    /// the shelf is settled.
    pub fn add(
        &mut self,
        track: &str,
        topic: &str,
        slug: &str,
        draft: &Draft,
    ) -> Result<Shelved, ShelfError> {
        let named = |number: usize| match number {
            1 => QuestionId::new(format!("{track}/{topic}/{slug}")),
            number => QuestionId::new(format!("{track}/{topic}/{slug}-{number}")),
        };
        let mut number = 1;
        while self.taken.contains(&named(number)) {
            number += 1;
        }
        self.add_as(named(number), draft)
    }

    /// Adds a question under this very id.
    pub fn add_as(&mut self, id: QuestionId, draft: &Draft) -> Result<Shelved, ShelfError> {
        if !id.is_well_formed() {
            return Err(ShelfError::Id(id));
        }
        if self.taken.contains(&id) {
            return Err(ShelfError::Taken(id));
        }
        for (name, text) in SCHEMAS {
            let path = self.folder.join("schemas").join(name);
            if !path.exists() {
                write_new(&path, text)?;
            }
        }
        let [question, rubric] =
            ["questions", "rubrics"].map(|kind| self.folder.join(kind).join(format!("{id}.toml")));
        let (question_text, rubric_text) = draft.texts();
        self.added.push([
            unnamed(&rubric, &rubric_text)?,
            unnamed(&question, &question_text)?,
        ]);
        self.asked
            .entry(words(&draft.question))
            .or_insert_with(|| id.clone());
        self.taken.insert(id.clone());
        Ok(Shelved {
            id,
            question,
            rubric,
        })
    }

    /// Has what was added since the last time stand in the folder, on the disk as well.
    ///
    /// # Errors
    /// When something can't be written: what, and how many of the questions are there all the same, in the order in which
    /// they were added. The others are not there at all.
    pub fn settle(&mut self) -> Result<(), (usize, ShelfError)> {
        let added = std::mem::take(&mut self.added);
        let files: Vec<&Unnamed> = added.iter().flatten().collect();
        keep(&files).map_err(|error| (0, failed(&self.folder, error)))?;
        for (number, [rubric, question]) in added.into_iter().enumerate() {
            let paths = [rubric.path.clone(), question.path.clone()];
            // A rubric without its question does no harm; the other way round the bank would be damaged.
            rubric
                .name()
                .map_err(|error| (number, failed(&paths[0], error)))?;
            if let Err(error) = question.name() {
                let _ = fs::remove_file(&paths[0]);
                return Err((number, failed(&paths[1], error)));
            }
            for path in &paths {
                self.written.insert(folder_of(path).to_owned());
            }
        }
        // What fails here would only be noticed after the power went.
        for folder in std::mem::take(&mut self.written) {
            let _ = keep_names(&folder);
        }
        Ok(())
    }
}

fn words(file: &QuestionFile) -> String {
    let code = file.code.as_deref().unwrap_or("");
    format!(
        "{} {}",
        asked_words(&file.prompt),
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

fn id_of(path: &Path, below: &Path) -> QuestionId {
    let relative = path.strip_prefix(below).unwrap_or(path).with_extension("");
    QuestionId::new(relative.to_string_lossy().replace('\\', "/"))
}

/// Writes a file that is not there yet, whole or not at all.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), ShelfError> {
    let file = unnamed(path, text)?;
    let put = keep(&[&file]).and_then(|()| file.name());
    put.map_err(|error| failed(path, error))
}

fn unnamed(path: &Path, text: &str) -> Result<Unnamed, ShelfError> {
    Unnamed::new(path, text).map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: io::Error) -> ShelfError {
    ShelfError::Write {
        path: path.to_owned(),
        error,
    }
}
