//! The program at a pseudo-terminal.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::{Home, SETTINGS, VIVA};

/// How long to wait for what must come. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program at a terminal of its own.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    screen: Receiver<Vec<u8>>,
    /// What was printed and not yet waited for.
    pending: String,
    /// The terminal's settings before the program ran.
    found: String,
}

impl Terminal {
    pub(crate) fn start(home: &Home, arguments: &[&str]) -> Self {
        Self::start_with(home, arguments, &[])
    }

    pub(crate) fn start_with(
        home: &Home,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        Self::start_at(80, home, arguments, environment)
    }

    /// The program at a terminal of so many columns.
    pub(crate) fn start_at(
        columns: u16,
        home: &Home,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(VIVA);
        command.args(arguments);
        command.arg("--only-bank");
        command.arg(home.bank());
        Self::run(columns, home, command, environment)
    }

    /// A shell that runs this script, in which `"$@"` is the program with the bank of this home.
    pub(crate) fn shell(home: &Home, script: &str, environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, "sh", VIVA, "--only-bank"]);
        command.arg(home.bank());
        Self::run(80, home, command, environment)
    }

    fn run(
        columns: u16,
        home: &Home,
        mut command: CommandBuilder,
        environment: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: 50,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let found = settings(pair.master.as_ref());
        for setting in SETTINGS {
            command.env_remove(setting);
        }
        command.env("TERM", "xterm");
        command.env("HOME", home.path());
        command.env("VIVA_DATA_DIR", home.data());
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read) = reader.read(&mut bytes) {
                if read == 0 || sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            screen,
            pending: String::new(),
            found,
        }
    }

    /// Waits until this was printed; returns everything up to its end. The next wait begins after it.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        loop {
            if let Some(position) = self.pending.find(text) {
                let rest = self.pending.split_off(position + text.len());
                return std::mem::replace(&mut self.pending, rest);
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("no {text:?} ({error}) in:\n{}", self.pending),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.pending
            .push_str(&anstream::adapter::strip_str(&text).to_string());
    }

    /// The bytes that are printed next, within so long; they are not waited for again.
    pub(crate) fn printed(&mut self, at_most: Duration) -> Result<Vec<u8>, RecvTimeoutError> {
        self.screen.recv_timeout(at_most)
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Types bytes of any kind; the program may be gone.
    pub(crate) fn type_bytes(&mut self, bytes: &[u8]) {
        let _ = self.keyboard.write_all(bytes);
        let _ = self.keyboard.flush();
    }

    /// The number of the program's process.
    pub(crate) fn id(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Waits for the end; the exit code, none where a signal ended it.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        let status = self.child.wait().unwrap();
        status
            .signal()
            .is_none()
            .then(|| i32::try_from(status.exit_code()).unwrap())
    }

    /// Waits for the end; returns what was printed last, and the exit code.
    pub(crate) fn end(&mut self) -> (String, u32) {
        loop {
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("no end in:\n{}", self.pending),
            }
        }
        let code = self.child.wait().unwrap().exit_code();
        assert_eq!(settings(self.master.as_ref()), self.found, "not restored");
        (std::mem::take(&mut self.pending), code)
    }

    /// Goes on to the summary after the last answer, and waits for the end.
    pub(crate) fn finish(&mut self) -> (String, u32) {
        self.wait_for("Enter shows the summary.");
        self.wait_for("> ");
        self.press("\r");
        self.end()
    }

    /// Makes the window narrower or wider.
    pub(crate) fn resize(&self, columns: u16) {
        let size = PtySize {
            rows: 50,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Kills the program as `kill -9` does, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.signal("KILL");
        self.child.wait().unwrap();
    }

    /// Whether the terminal's settings are as they were before the program ran.
    pub(crate) fn is_restored(&self) -> bool {
        settings(self.master.as_ref()) == self.found
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn settings(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}
