//! What ends a program when Viva is killed and can't do it: a shell that waits for the end of a pipe which Viva alone holds
//! open. (The kernel would do it on Linux; that takes unsafe code, and is of the thread, not of the program.)

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

/// Ends the group `$1` when nobody can write to its input any more.
const SCRIPT: &str = "read -r nothing; kill -s KILL -- \"-$1\"";

/// While this lives, a group of processes ends with Viva, however that ends. Dropping it leaves the group as it is.
#[derive(Debug)]
pub(super) struct Guard(Child);

impl Guard {
    /// Guards this group; none where there is no shell.
    pub(super) fn of(group: u32) -> Option<Self> {
        Command::new("/bin/sh")
            .args(["-c", SCRIPT, "guard", &group.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // What ends Viva must not end it first.
            .process_group(0)
            .spawn()
            .ok()
            .map(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Before its pipe is closed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
