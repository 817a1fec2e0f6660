//! Who runs a session now: a lock file that the system releases when the program dies, however it dies. A stored process
//! id would not do, because ids are given out again.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A running session's lock; released when it is dropped, and the file removed.
#[derive(Debug)]
pub(super) struct SessionLock {
    path: PathBuf,
    _file: File,
}

impl SessionLock {
    /// Takes the lock of a session; none when another program holds it.
    pub(super) fn take(folder: &Path, session: i64) -> io::Result<Option<Self>> {
        let path = path_of(folder, session);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let file = File::options().create(true).append(true).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { path, _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Whether a program holds the lock of a session. Asking writes nothing.
    pub(super) fn is_held(folder: &Path, session: i64) -> bool {
        let Ok(file) = File::open(path_of(folder, session)) else {
            return false;
        };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

impl Drop for SessionLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn path_of(folder: &Path, session: i64) -> PathBuf {
    folder.join("running").join(format!("{session}.lock"))
}
