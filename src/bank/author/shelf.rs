//! A bank folder that new questions are put into: what it asks already, and writing without overwriting.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::draft::Draft;
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
                write_new(&path, text)?;
            }
        }
        let [question, rubric] =
            ["questions", "rubrics"].map(|kind| self.folder.join(kind).join(format!("{id}.toml")));
        // A rubric without its question does no harm; the other way round the bank would be damaged.
        write_new(&rubric, &toml_text::rubric(draft))?;
        if let Err(error) = write_new(&question, &toml_text::question(draft)) {
            let _ = fs::remove_file(&rubric);
            return Err(error);
        }
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
    let failed = |error| ShelfError::Write {
        path: path.to_owned(),
        error,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = temporary_beside(path).map_err(failed)?;
    io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
    file.persist_noclobber(path)
        .map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file in the same folder, to take the place of this one when it is whole.
pub(super) fn temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".viva-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file that a program makes; the user's mask takes off what it takes off.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))
}
