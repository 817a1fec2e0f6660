//! What benches of the whole program share: the program up to its first question. It is ended when what is returned is
//! dropped, outside of what is measured.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The program, as it is installed.
pub(crate) const VIVA: &str = env!("CARGO_BIN_EXE_viva");

/// Reads until this was printed.
fn wait_for(text: &str, mut screen: impl Read) {
    let mut seen = Vec::new();
    let mut bytes = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains(text) {
        let read = screen.read(&mut bytes).unwrap();
        assert!(read > 0, "no {text:?}: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&bytes[..read]);
    }
}

/// A program that waits for an answer through a pipe.
pub(crate) struct Asked(Child);

impl Drop for Asked {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// The program with this data folder up to its first question, through a pipe.
pub(crate) fn through_a_pipe(data: &Path) -> Asked {
    let mut child = Command::new(VIVA)
        .args(["practice", "--seed", "1", "--data-dir"])
        .arg(data)
        .env_remove("VIVA_CONFIG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for("Question 1 of 5", child.stdout.as_mut().unwrap());
    Asked(child)
}

/// The program with this data folder up to its first question, at a terminal.
#[cfg(unix)]
pub(crate) fn at_a_terminal(data: &Path) -> impl Sized + use<> {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    struct Running(Box<dyn portable_pty::Child + Send + Sync>);
    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(VIVA);
    // Nothing is kept, else the next start would offer to go on with what was killed.
    command.args(["--seed", "1", "--no-save", "--data-dir"]);
    command.arg(data);
    command.env_remove("VIVA_CONFIG");
    let child = pair.slave.spawn_command(command).unwrap();
    let screen = pair.master.try_clone_reader().unwrap();
    wait_for("Answer, then Enter.", screen);
    (pair, Running(child))
}
