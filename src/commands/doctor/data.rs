//! Whether something can be kept: the data folder, and the history in it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Scene, fine, missing, note};
use crate::commands::Failure;
use crate::history::{Inspection, Store};
use crate::terminal::render::Check;

/// Checks the data folder and the history.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    let Some(folder) = &scene.settings.data else {
        tell(missing(
            "data-folder",
            "there is no home folder, so nothing is kept",
            "name a folder with --data-dir DIR or VIVA_DATA_DIR",
        ));
        return;
    };
    tell(of_folder(folder));
    tell(match Store::inspect(folder) {
        Ok(None) => fine("history", "none yet: the first session begins it"),
        Ok(Some(history)) => of_history(&history),
        Err(error) => {
            let failure = Failure::from(error);
            missing("history", failure.message, failure.hint.unwrap_or_default())
        }
    });
}

fn of_folder(folder: &Path) -> Check {
    const NAME: &str = "data-folder";
    let shown = folder.display();
    match writable(folder) {
        Ok(true) => fine(NAME, format!("{shown} can be written")),
        Ok(false) => fine(
            NAME,
            format!("{shown} is made when there is something to keep"),
        ),
        Err(error) => missing(
            NAME,
            format!("{shown} can't be written: {error}"),
            "sessions work and are not kept; make it writable, or name another folder with --data-dir DIR or VIVA_DATA_DIR",
        ),
    }
}

/// Whether the folder is there. Whatever the rights say, only writing shows that it can be written: a file without a name in
/// it, or in the folder in which it would be made.
fn writable(folder: &Path) -> io::Result<bool> {
    // Without a slash at its end, after which a file would not be met on the way up.
    let folder: PathBuf = folder.components().collect();
    for (above, place) in folder.ancestors().enumerate() {
        let place = match place.as_os_str() {
            name if name.is_empty() => Path::new("."),
            _ => place,
        };
        match fs::metadata(place) {
            Ok(found) if found.is_dir() => {
                return tempfile::tempfile_in(place).map(|_| above == 0);
            }
            Ok(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::NotADirectory,
                    format!("{} is no folder", place.display()),
                ));
            }
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {}
                _ => return Err(error),
            },
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

fn of_history(history: &Inspection) -> Check {
    const NAME: &str = "history";
    let path = history.path.display();
    if let Some(damage) = &history.damage {
        return missing(
            NAME,
            format!("{path} is damaged: {damage}"),
            "`viva history export > FILE` saves what can still be read; then move the file away, and `viva history import FILE` begins anew with that",
        );
    }
    let whole = format!(
        "{path}: {}, {}, {}, schema {}, no damage found",
        counted(history.sessions, "session"),
        counted(history.answers, "answer"),
        size(history.bytes),
        history.schema,
    );
    if !history.is_writable {
        return missing(
            NAME,
            format!("{whole}; it can't be written"),
            "make the file and its folder writable, or name another folder with --data-dir DIR",
        );
    }
    if history.schema < history.newest {
        let advice = format!("the next session brings it to schema {}", history.newest);
        return note(NAME, whole, advice);
    }
    fine(NAME, whole)
}

pub(super) fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_can_be_written_that_is_there_or_can_be_made() {
        let folder = tempfile::tempdir().unwrap();
        assert!(writable(folder.path()).unwrap());
        assert!(!writable(&folder.path().join("to/be/made")).unwrap());
        assert!(!writable(Path::new("to-be-made-here")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for below in ["", "data", "data/deeper"] {
            let error = writable(&file.join(below)).unwrap_err();
            assert!(error.to_string().ends_with("file is no folder"), "{error}");
        }
    }

    #[test]
    fn a_size_is_told_in_one_unit() {
        let told = [0, 999, 1000, 999_999, 1_000_000, 471_000_000].map(size);
        let expected = [
            "0 bytes",
            "999 bytes",
            "1 kB",
            "999 kB",
            "1.0 MB",
            "471.0 MB",
        ];
        assert_eq!(told, expected);
    }
}
