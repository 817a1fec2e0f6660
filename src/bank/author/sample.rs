//! Marked answers that an author adds to a rubric: appended to its file, whose text stays as its author wrote it.

use std::io;
use std::path::{Path, PathBuf};

use super::shelf::{ShelfError, write_new};
use super::toml_text;
use super::write::replace;
use crate::assessment::{MarkedSample, QuestionId};
use crate::bank::Problem;
use crate::bank::file::RubricFile;
use crate::bank::place::Place;
use crate::bank::read::{locate, parse, read_text};

/// So often a rubric is read anew that is edited while a sample is added to it.
const TRIES: usize = 3;

/// A marked answer to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSample {
    /// The sample itself.
    pub sample: MarkedSample,
    /// What its reader says of it; it becomes a comment. May be empty.
    pub note: String,
}

/// What became of a marked answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is in the file now.
    Added,
    /// The same answer was there already; the file is as it was.
    ThereAlready,
}

/// Why a marked answer can't be added.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The rubric can't be read, or there is something wrong in it. It is left as it is.
    #[error("{0}")]
    Damaged(Problem),
    /// It can't be written.
    #[error("`{}` can't be written: {error}", path.display())]
    Write {
        /// The rubric.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Someone else writes it all the time.
    #[error("`{}` changed while it was written", .0.display())]
    Changing(PathBuf),
}

/// Whether two answers are the same, however their lines are broken.
pub fn is_same_answer(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Adds a marked answer to a rubric file, unless the same answer is there. The file is read anew, so that what its author
/// changed meanwhile stays; it is replaced whole, so that it is never half written.
///
/// # Errors
/// When the rubric is damaged or can't be written; then it is as it was.
pub fn add_sample(rubric: &Path, new: &NewSample) -> Result<Added, SampleError> {
    let failed = |error| SampleError::Write {
        path: rubric.to_owned(),
        error,
    };
    for _ in 0..TRIES {
        let text = read_text(rubric).map_err(SampleError::Damaged)?;
        let shown = rubric.display().to_string();
        let Some(with_sample) = with_sample(&shown, &text, new).map_err(SampleError::Damaged)?
        else {
            return Ok(Added::ThereAlready);
        };
        if replace(rubric, &text, &with_sample).map_err(failed)? {
            return Ok(Added::Added);
        }
    }
    Err(SampleError::Changing(rubric.to_owned()))
}

/// The text of a rubric with a sample more at its end; none where the same answer is in it.
fn with_sample(path: &str, text: &str, new: &NewSample) -> Result<Option<String>, Problem> {
    let sound = |text: &str| -> Result<RubricFile, Problem> {
        let file: RubricFile = parse(path, text)?;
        file.clone()
            .into_rubric()
            .map_err(|invalid| locate(path, text, &invalid))?;
        Ok(file)
    };
    let before = sound(text)?;
    let answer = &new.sample.answer;
    if before
        .samples
        .iter()
        .any(|sample| is_same_answer(&sample.answer, answer))
    {
        return Ok(None);
    }
    let mut added = toml_text::sample(new);
    if !text.is_empty() && !text.ends_with('\n') {
        added.insert(0, '\n');
    }
    if text.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    let after = format!("{text}{added}");
    match sound(&after) {
        Ok(file) if file.samples.len() == before.samples.len() + 1 => Ok(Some(after)),
        // A list in brackets is closed where it ends: nothing can be appended to it.
        _ => Err(Problem {
            place: Place::of_value(path, text, &["samples"]),
            message: "`samples` is written in brackets: write each as [[samples]], and mark again"
                .to_owned(),
        }),
    }
}

/// Makes a copy of a question and its rubric in a bank folder, where it overrides the original; returns the rubric's path.
/// Files that are there stay as they are.
///
/// # Errors
/// When a file can't be written.
pub fn copy_question(
    folder: &Path,
    id: &QuestionId,
    question: &str,
    rubric: &str,
) -> Result<PathBuf, ShelfError> {
    let path = |kind: &str| folder.join(kind).join(format!("{id}.toml"));
    // A rubric without its question does no harm; the other way round the bank would be damaged.
    for (path, text) in [(path("rubrics"), rubric), (path("questions"), question)] {
        match write_new(&path, text) {
            Err(ShelfError::Write { error, .. })
                if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => written?,
        }
    }
    Ok(path("rubrics"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(answer: &str, note: &str) -> NewSample {
        NewSample {
            sample: MarkedSample {
                kind: "plain".to_owned(),
                human: 85.0,
                answer: answer.to_owned(),
            },
            note: note.to_owned(),
        }
    }

    const RUBRIC: &str = "# mine\nformat = 1\n\n[[key_points]]   # core\nstatement = 'a'\n\n# the end, without a line break";

    #[test]
    fn a_sample_is_appended_and_everything_else_stays() {
        let text = with_sample(
            "r",
            RUBRIC,
            &new("two\nlines \"quoted\"", "clear\nenough\u{1b}"),
        )
        .unwrap()
        .unwrap();
        assert_eq!(
            text.strip_prefix(RUBRIC),
            Some(
                "\n\n# clear enough\n[[samples]]\nkind = \"plain\"\nhuman = 85\nanswer = \"\"\"\ntwo\nlines \"quoted\"\"\"\"\n"
            )
        );
    }

    #[test]
    fn any_answer_comes_back_as_it_was() {
        for answer in [
            "'''",
            "\"\"\" and ''' and \\n",
            "tab\there\nand \u{1} control",
            "ends in '",
            "'",
            "\n\nblank lines\n\n",
            "naïve 你好 🎉",
            "# no comment\n[[samples]]\nhuman = 7",
        ] {
            let text = with_sample("r", RUBRIC, &new(answer, "")).unwrap().unwrap();
            let file: RubricFile = toml::from_str(&text).unwrap();
            assert_eq!(file.samples[0].answer, answer, "{text}");
            // Once more is not twice.
            assert_eq!(with_sample("r", &text, &new(answer, "")), Ok(None));
        }
    }

    #[test]
    fn a_file_with_other_line_ends_keeps_them() {
        let rubric = RUBRIC.replace('\n', "\r\n");
        let text = with_sample("r", &rubric, &new("a\nb", ""))
            .unwrap()
            .unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let again = with_sample("r", &text, &new("a b", ""));
        assert_eq!(again, Ok(None));
    }

    #[test]
    fn a_rubric_that_cannot_take_it_is_told_with_its_place() {
        let told = |text: &str| {
            with_sample("r", text, &new("x", ""))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            told("format = 1\nsamples = [{human = 3, answer = 'a'}]\n"),
            "r:2:1: `samples` is written in brackets: write each as [[samples]], and mark again"
        );
        assert!(told("format = 1\n[[key_points]\n").starts_with("r:2:"));
        assert!(told("format = 9\n").starts_with("r:1:1: format 9"));
    }
}
