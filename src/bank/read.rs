//! Reading the files of a bank: text, TOML, and what is wrong in them with its place. What the files mean is for `load`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::de::DeserializeOwned;

use super::file::{Invalid, RubricFile};
use super::place::{Place, key_like};
use crate::assessment::Rubric;

/// Something wrong in a bank file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Parses a TOML file; what is wrong comes back with its place.
pub(super) fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| {
        let message = plainly(&error.message().trim().replace('\n', ", "));
        let misspelt = message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.strip_suffix('`'))
            .and_then(|name| key_like(text, name));
        let start = error.span().map_or(0, |span| span.start);
        let meant = message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.strip_suffix('`'))
            .filter(|_| misspelt.is_none())
            .and_then(|wanted| Some((wanted, other_name::<T>(text, wanted)?)));
        if let Some((wanted, keys)) = meant {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let name = keys.last().copied().unwrap_or_default();
            return Problem {
                place: Place::of_value(path, text, &keys),
                message: format!("{message}, and `{name}` is none: did you mean `{wanted}`?"),
            };
        }
        match misspelt {
            Some((key, at)) => Problem {
                place: Place::at(path, text, at),
                message: format!("{message}: is it this `{key}`?"),
            },
            None => Problem {
                place: Place::at(path, text, start),
                message,
            },
        }
    })
}

/// What people write for the name of a field.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("prompt", &["question", "text", "title"]),
    ("level", &["difficulty", "grade"]),
    ("minutes", &["time", "duration", "min"]),
    ("statement", &["text", "point", "description", "name"]),
    (
        "belief",
        &["statement", "text", "description", "misconception"],
    ),
    ("human", &["mark", "score", "grade", "points"]),
    ("answer", &["text", "sample"]),
];

/// The unknown field that stands where a wanted one is missing, by its path of keys: one that people write for it, or else the
/// only one there.
fn other_name<T: DeserializeOwned>(text: &str, wanted: &str) -> Option<Vec<String>> {
    let mut unknown: Vec<Vec<String>> = Vec::new();
    let document = toml::Deserializer::parse(text).ok()?;
    // It ends with the table in which the field is missing.
    let _: Result<T, _> = serde_ignored::deserialize(document, |path| unknown.push(keys_of(&path)));
    let table = unknown.last()?.split_last()?.1.to_vec();
    let beside: Vec<&Vec<String>> = unknown
        .iter()
        .filter(|keys| keys.split_last().is_some_and(|(_, above)| above == table))
        .collect();
    let names = OTHER_NAMES
        .iter()
        .find(|(name, _)| *name == wanted)
        .map_or(&[][..], |(_, names)| names);
    let known = beside.iter().find(|keys| {
        keys.last()
            .is_some_and(|name| names.contains(&name.as_str()))
    });
    match (known, beside.as_slice()) {
        (Some(keys), _) => Some((*keys).clone()),
        (None, [only]) => Some((*only).clone()),
        _ => None,
    }
}

/// The path of a field that means nothing, as keys.
pub(super) fn keys_of(path: &serde_ignored::Path<'_>) -> Vec<String> {
    use serde_ignored::Path;
    let with = |parent: &Path<'_>, key: String| {
        let mut keys = keys_of(parent);
        keys.push(key);
        keys
    };
    match path {
        Path::Root => Vec::new(),
        Path::Seq { parent, index } => with(parent, index.to_string()),
        Path::Map { parent, key } => with(parent, key.clone()),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => keys_of(parent),
    }
}

/// What the reader of TOML says, in the words of people who write texts and numbers.
fn plainly(message: &str) -> String {
    const PLAIN: &[(&str, &str)] = &[
        (
            "string values must be quoted, expected literal string",
            "no value that can be read: put a text in quotes (\"...\"), a number alone",
        ),
        ("expected literal string", "expected a text in quotes"),
        ("expected f64", "expected a number"),
        ("expected u8", "expected a whole number"),
        ("expected u32", "expected a whole number"),
        ("expected a string", "expected a text in quotes"),
        ("expected a sequence", "expected a list: [\"...\", \"...\"]"),
        ("expected a boolean", "expected true or false"),
        ("invalid type: string", "wrong kind of value: the text"),
        ("invalid type: integer", "wrong kind of value: the number"),
        (
            "invalid type: floating point",
            "wrong kind of value: the number",
        ),
    ];
    PLAIN.iter().fold(message.to_owned(), |said, (from, to)| {
        said.replace(from, to)
    })
}

/// Reads the text of a rubric file (`docs/authoring.md`).
///
/// # Errors
/// What is wrong, with its line and column. Patterns are read by [`prepare`](crate::grading::prepare), not here.
pub fn rubric_from_toml(text: &str) -> Result<Rubric, Problem> {
    parse::<RubricFile>("rubric", text)?
        .into_rubric()
        .map_err(|invalid| locate("rubric", text, &invalid))
}

/// Reads a rubric as a request of `viva grade --jsonl` brings it: an object with the fields of a rubric file.
///
/// # Errors
/// What is wrong, and where.
pub fn rubric_from_json(text: &str) -> Result<Rubric, Problem> {
    let problem = |(line, column): (usize, usize), message: String| Problem {
        place: Place {
            path: "rubric".to_owned(),
            line,
            column,
        },
        message,
    };
    let file: RubricFile = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let what = said
            .rsplit_once(" at line ")
            .map_or(&*said, |(what, _)| what);
        problem((error.line(), error.column()), what.to_owned())
    })?;
    file.into_rubric().map_err(|invalid| {
        problem(
            (1, 1),
            format!("{}: {}", invalid.keys.join("."), invalid.message),
        )
    })
}

pub(super) fn locate(path: &str, text: &str, invalid: &Invalid) -> Problem {
    let keys: Vec<&str> = invalid.keys.iter().map(String::as_str).collect();
    Problem {
        place: Place::of_value(path, text, &keys),
        message: invalid.message.clone(),
    }
}

/// A question stands two folders deep; somewhat further down a file is still found, and told that it is misplaced.
const DEEPEST: usize = 8;

/// Reads a file as text; bytes that are not UTF-8 are a problem with a place.
pub(super) fn read_text(path: &Path) -> Result<String, Problem> {
    let shown = path.display().to_string();
    // Reading a pipe would wait for someone to write into it.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(Problem {
            place: Place::start_of(&shown),
            message: "not a file: put a question or rubric file here, or remove it".to_owned(),
        });
    }
    let bytes = fs::read(path).map_err(|error| Problem {
        place: Place::start_of(&shown),
        message: match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => format!("can't be read: {error}"),
        },
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        Problem {
            place: Place::at(&shown, &text, valid),
            message: "not UTF-8 text from here on: save the file as UTF-8".to_owned(),
        }
    })
}

/// The TOML files below a folder, sorted; none where there is no such folder. A folder that links back to one that it is
/// in is not followed, and one that can't be read is a problem.
pub(super) fn toml_files(folder: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                problems.push(Problem {
                    place: Place::start_of(folder.display().to_string()),
                    message: format!("the folder can't be read: {error}"),
                });
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                if depth < DEEPEST && !links_upwards(&path) {
                    open.push((path, depth + 1));
                }
            } else if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn links_upwards(path: &Path) -> bool {
    path.is_symlink()
        && fs::canonicalize(path).is_ok_and(|target| {
            path.parent()
                .and_then(|parent| fs::canonicalize(parent).ok())
                .is_some_and(|parent| parent.starts_with(target))
        })
}
