//! A clock that jumps, for the program alone: libfaketime in front of its calls, an offset in a file that changes as it runs.

use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;

/// Where distributions put the library, under /usr/lib or a folder in it.
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The clock of one home.
pub(crate) struct Clock {
    library: PathBuf,
    file: PathBuf,
    /// Seconds that it is ahead of the machine's.
    offset: i64,
    /// Seconds that candidates thought and typed, without the jumps.
    pub(crate) simulated: u64,
    /// How often it jumped.
    pub(crate) jumps: usize,
}

/// The library, where this machine has it.
pub(crate) fn library() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?;
    let mut places: Vec<PathBuf> = folders.flatten().map(|entry| entry.path()).collect();
    places.push(PathBuf::from("/usr/lib"));
    places.sort();
    let mut found = places.iter().map(|place| place.join(LIBRARY));
    found.find(|path| path.is_file())
}

impl Clock {
    pub(crate) fn new(library: PathBuf, folder: &Path) -> Self {
        let clock = Self {
            library,
            file: folder.join("clock"),
            offset: 0,
            simulated: 0,
            jumps: 0,
        };
        clock.set();
        clock
    }

    /// What the program is told of it. Only the time of day is another: waiting goes by the machine's own clock.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.display().to_string()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("NO_FAKE_STAT", "1".to_owned()),
        ]
    }

    /// Takes away what the library leaves behind of a program that was killed.
    pub(crate) fn clean_up(&self, process: u32) {
        for name in ["faketime_shm_", "sem.faketime_sem_"] {
            let _ = fs::remove_file(format!("/dev/shm/{name}{process}"));
        }
    }

    /// Someone thinks and types for a while; now and then the clock is set, forward or back.
    pub(crate) fn pass(&mut self, random: &mut Rng) {
        let seconds = random.u64(2..90);
        self.simulated += seconds;
        self.offset += i64::try_from(seconds).unwrap();
        if random.u8(..20) == 0 {
            let far = *random
                .choice(&[7, 3_600, DAY, 40 * DAY, 900 * DAY, 12_000 * DAY])
                .unwrap();
            self.offset += if random.bool() { far } else { -far };
            // Before 1970 and after 2100 libfaketime itself gives up.
            self.offset = self.offset.clamp(-12_000 * DAY, 12_000 * DAY);
            self.jumps += 1;
        }
        self.set();
    }

    fn set(&self) {
        // Moved into its place, so that a half-written time is never read.
        let next = self.file.with_extension("next");
        fs::write(&next, format!("{:+}\n", self.offset)).unwrap();
        fs::rename(next, &self.file).unwrap();
    }
}
