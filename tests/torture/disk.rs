//! A disk that gets full: a small file system of its own where one can be mounted, and a limit on the size of files anywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fastrand::Rng;

/// The size of the small file system: room for a history, and for what fills it.
const SIZE: u64 = 12 * 1024 * 1024;

/// The file that fills it.
const BALLAST: &str = "ballast";

/// A small file system, unmounted when it is dropped.
pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Mounts one at this folder; none where that is not allowed.
    pub(crate) fn mount(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={SIZE}"), "viva-torture"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self {
            folder: folder.to_owned(),
        })
    }

    /// Fills it but for so many bytes.
    pub(crate) fn leave(&self, bytes: u64) {
        let used = used(&self.folder);
        let ballast = SIZE.saturating_sub(used).saturating_sub(bytes);
        // A sparse file takes no room: it is written.
        let content = vec![0; usize::try_from(ballast).unwrap()];
        let _ = fs::write(self.folder.join(BALLAST), content);
    }

    /// Makes room again.
    pub(crate) fn free(&self) {
        let _ = fs::remove_file(self.folder.join(BALLAST));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.folder).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            eprintln!("{} is still mounted", self.folder.display());
        }
    }
}

/// What files other than the ballast take, a page at least.
fn used(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().flatten();
    entries
        .filter(|entry| entry.file_name() != BALLAST)
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => used(&entry.path()) + 4096,
            Ok(data) => data.len().next_multiple_of(4096),
            Err(_) => 0,
        })
        .sum()
}

/// A limit on the size of each file that the program writes, in blocks of 512 bytes; what happens at it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    blocks: u32,
    /// Whether the program is killed there (SIGXFSZ), or its write fails.
    kills: bool,
}

impl Limit {
    pub(crate) fn any(random: &mut Rng) -> Self {
        Self {
            blocks: random.u32(1..900),
            kills: random.u8(..4) == 0,
        }
    }

    /// The script that sets it for the program in its arguments.
    pub(crate) fn script(self) -> String {
        let ignore = if self.kills { "" } else { "trap '' XFSZ; " };
        format!(
            "{ignore}ulimit -c 0; ulimit -f {}; exec \"$@\"",
            self.blocks
        )
    }
}
