//! Writing a report to a file: whole or not at all, and over nothing that wasn't named.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::commands::Failure;

/// Writes a report piece by piece.
pub(super) type Pieces<'a> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'a;

/// Replaces the file, or makes it. What is no plain file, such as a pipe or a device, is written to as it is.
pub(super) fn replace(path: &Path, pieces: &Pieces<'_>) -> Result<(), Failure> {
    let told = |error: io::Error| refused(path, &error);
    // A link stays a link: what it leads to is replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&place) {
        Ok(found) if found.is_dir() => {
            return Err(Failure::usage(format!("{}: is a folder", path.display()))
                .hint("name a file in it: -o DIR/report.html"));
        }
        Ok(found) if !found.is_file() => {
            let device = fs::OpenOptions::new().write(true).open(&place);
            return device
                .and_then(|device| written(device, pieces))
                .map_err(told);
        }
        _ => {}
    }
    let beside = written_beside(&place, pieces).map_err(told)?;
    beside.persist(&place).map_err(|error| told(error.error))?;
    Ok(())
}

/// Makes a new page of this name in the current folder, with a number where there is one already; returns its path.
pub(super) fn create(name: &str, pieces: &Pieces<'_>) -> Result<PathBuf, Failure> {
    let first = PathBuf::from(format!("{name}.html"));
    let mut beside = written_beside(&first, pieces).map_err(|error| refused(&first, &error))?;
    let numbered = (2..).map(|number| PathBuf::from(format!("{name}-{number}.html")));
    for path in std::iter::once(first.clone()).chain(numbered) {
        match beside.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                beside = error.file;
            }
            Err(error) => return Err(refused(&path, &error.error)),
        }
    }
    Ok(first)
}

/// A file with these bytes in the folder of `path`, for a rename.
fn written_beside(path: &Path, pieces: &Pieces<'_>) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(".viva-report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the user's mask leaves of it. A temporary file would be the user's alone.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    written(file.as_file(), pieces)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn written(file: impl Write, pieces: &Pieces<'_>) -> io::Result<()> {
    let mut file = io::BufWriter::new(file);
    pieces(&mut file)?;
    file.flush()
}

pub(super) fn refused(path: &Path, error: &io::Error) -> Failure {
    // Where the file beside it can't be made, the error names that one too; it is of no use to anyone.
    let told = error.to_string();
    let why = told.split(" at path ").next().unwrap_or(&told);
    Failure::outside(format!("{}: {why}", path.display()))
        .hint("-o FILE names another file; `-o -` writes to standard output")
}
