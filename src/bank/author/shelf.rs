//! A bank folder that new questions are put into: what it asks already, and writing without overwriting.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::draft::Draft;
use super::write::{folder_of, keep_names, write_new};
use super::{SCHEMAS, asked_words, toml_text};
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

    /// Puts a question into the folder under `<track>/<topic>/<slug>`, or with a number behind that where the name is taken.
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

    /// Puts a question into the folder under this very id.
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
                put(&path, text)?;
            }
        }
        let [question, rubric] =
            ["questions", "rubrics"].map(|kind| self.folder.join(kind).join(format!("{id}.toml")));
        // A rubric without its question does no harm; the other way round the bank would be damaged.
        put(&rubric, &toml_text::rubric(draft))?;
        if let Err(error) = put(&question, &toml_text::question(draft)) {
            let _ = fs::remove_file(&rubric);
            return Err(error);
        }
        self.asked
            .entry(words(&draft.question))
            .or_insert_with(|| id.clone());
        self.taken.insert(id.clone());
        for path in [&rubric, &question] {
            self.written.insert(folder_of(path).to_owned());
        }
        Ok(Shelved {
            id,
            question,
            rubric,
        })
    }
}

impl Drop for Shelf {
    /// The files are on the disk already; once for each folder, their names are put there too. What fails here would only
    /// be noticed after the power went.
    fn drop(&mut self) {
        for folder in &self.written {
            let _ = keep_names(folder);
        }
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

fn put(path: &Path, text: &str) -> Result<(), ShelfError> {
    write_new(path, text).map_err(|error| ShelfError::Write {
        path: path.to_owned(),
        error,
    })
}
