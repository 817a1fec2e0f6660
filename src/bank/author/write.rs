//! Files that are there whole or not at all, also after the power went.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Calls to the disk that wait at the same time: it takes up many together nearly as fast as one.
const AT_ONCE: usize = 8;

/// A file that is written and has no name yet.
#[derive(Debug)]
pub(super) struct Unnamed {
    file: NamedTempFile,
    /// What it will be called.
    pub(super) path: PathBuf,
}

impl Unnamed {
    /// Writes a text for a file that is not there yet.
    pub(super) fn new(path: &Path, text: &str) -> io::Result<Self> {
        fs::create_dir_all(folder_of(path))?;
        Ok(Self {
            file: beside(path, text)?,
            path: path.to_owned(),
        })
    }

    /// Gives it its name; [`keep`] comes first.
    pub(super) fn name(self) -> io::Result<()> {
        let named = self.file.persist_noclobber(self.path);
        named.map(drop).map_err(|error| error.error)
    }
}

/// Has the content of files on the disk. Without it a name could outlive a crash that its content does not.
pub(super) fn keep(files: &[&Unnamed]) -> io::Result<()> {
    let share = files.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let waiting: Vec<_> = files
            .chunks(share)
            .map(|files| {
                scope.spawn(|| {
                    files
                        .iter()
                        .try_for_each(|file| file.file.as_file().sync_data())
                })
            })
            .collect();
        waiting.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
        })
    })
}

/// Puts a text in the place of another that a file holds; the file keeps its permissions. Returns false, and leaves the file as
/// it is, where it holds something else by then: somebody edits it.
///
/// # Errors
/// When it can't be written; the file is as it was then.
pub fn replace(path: &Path, old: &str, new: &str) -> io::Result<bool> {
    // A link stays one: what it leads to is written.
    let path = fs::canonicalize(path)?;
    let file = beside(&path, new)?;
    file.as_file().sync_data()?;
    fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
    if fs::read(&path)? != old.as_bytes() {
        return Ok(false);
    }
    file.persist(&path).map_err(|error| error.error)?;
    keep_names(folder_of(&path))?;
    Ok(true)
}

fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = temporary_beside(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// A file in the same folder, to take the place of this one when it is whole.
fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".viva-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file that a program makes; the user's mask takes off what it takes off.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

/// Has the names of a folder's files on the disk as well, where folders can be asked for that.
pub(super) fn keep_names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
