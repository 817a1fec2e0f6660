//! Files that are there whole or not at all, also after the power went.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder_of(path))?;
    let file = beside(path, text)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Puts a text in the place of a file's; the file keeps its permissions.
///
/// # Errors
/// When it can't be written; the file is as it was then.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays one: what it leads to is written.
    let path = fs::canonicalize(path)?;
    let file = beside(&path, text)?;
    fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
    file.persist(&path).map_err(|error| error.error)?;
    keep_names(folder_of(&path))
}

/// A new file in the folder of another, on the disk before it gets its name.
fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".viva-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file that a program makes; the user's mask takes off what it takes off.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    // Without it a name could outlive a crash that its content does not.
    file.as_file().sync_data()?;
    Ok(file)
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
