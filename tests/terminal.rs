//! Sessions at a real pseudo-terminal: keys, paste, the candidate's editor, and how a session ends or is cut short.

#![cfg(unix)]

mod support;

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use support::{Home, SETTINGS, VIVA};

/// How long to wait for what must come. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(20);

const ENTER: &str = "\r";
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_J: &str = "\n";
const CTRL_O: &str = "\u{f}";
const ALT_ENTER: &str = "\u{1b}\r";

const BOTH: &[&str] = &[
    "practice",
    "--question",
    "list/one",
    "--question",
    "list/two",
];
const ONE: &[&str] = &["practice", "--question", "list/one", "--probes", "0"];

/// The program at a terminal of its own.
struct Terminal {
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
    fn start(home: &Home, arguments: &[&str]) -> Self {
        Self::start_with(home, arguments, &[])
    }

    fn start_with(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: 50,
                cols: 80,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let found = settings(pair.master.as_ref());
        let mut command = CommandBuilder::new(VIVA);
        for setting in SETTINGS {
            command.env_remove(setting);
        }
        command.env("TERM", "xterm");
        command.env("HOME", home.path());
        command.env("VIVA_DATA_DIR", home.data());
        for (name, value) in environment {
            command.env(name, value);
        }
        command.args(arguments);
        command.arg("--only-bank");
        command.arg(home.bank());
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
    fn wait_for(&mut self, text: &str) -> String {
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

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for the end; returns what was printed last, and the exit code.
    fn end(&mut self) -> (String, u32) {
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

    fn is_restored(&self) -> bool {
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

/// The answers in the store, in the order of giving.
fn answers(home: &Home) -> Vec<String> {
    let connection = rusqlite::Connection::open(home.data().join("viva.db")).unwrap();
    let mut statement = connection
        .prepare("SELECT answer FROM attempts WHERE answer IS NOT NULL ORDER BY id")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_plain_viva_welcomes_asks_grades_probes_and_sums_up() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["--seed", "1", "-n", "1"]);
    terminal.wait_for("Welcome to viva");
    terminal.wait_for("Question 1 of 1");
    terminal.wait_for("Answer, then Enter.");
    terminal.wait_for("> ");
    assert!(!terminal.is_restored(), "keys are read one by one");
    terminal.press("banana\r");
    terminal.wait_for("Why this score: /why");
    terminal.wait_for("One more on that: And what else?");
    terminal.wait_for("> ");
    terminal.press("/why\r");
    terminal.wait_for("How the score came about");
    terminal.wait_for("> ");
    terminal.press("apple\r");
    terminal.wait_for(" → ");
    let (last, code) = terminal.end();
    assert!(last.contains("That was the round: 1 question."), "{last}");
    assert!(last.contains("Saved as session 1."), "{last}");
    assert_eq!(code, 0);
    assert_eq!(answers(&home), ["banana"]);
}

#[test]
fn lines_are_made_with_ctrl_j_and_alt_enter_and_by_pasting() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &[BOTH, &["--probes", "0"]].concat());
    terminal.wait_for("> ");
    terminal.press("one");
    terminal.press(CTRL_J);
    terminal.press("two");
    terminal.press(ALT_ENTER);
    terminal.press("three\r");
    terminal.wait_for("Question 2 of 2");
    terminal.wait_for("> ");
    terminal.press("\u{1b}[200~pasted\r/skip\r\rlast\u{1b}[201~");
    terminal.press(ENTER);
    let (_, code) = terminal.end();
    assert_eq!(code, 0);
    assert_eq!(answers(&home), ["one\ntwo\nthree", "pasted\n/skip\n\nlast"]);
}

#[test]
fn a_block_takes_lines_until_it_is_closed() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    terminal.press("\"\"\"\r");
    terminal.wait_for("| ");
    terminal.press("/hint is no command here\r");
    terminal.wait_for("| ");
    terminal.press("end\r");
    terminal.wait_for("| ");
    terminal.press("\"\"\"\r");
    terminal.end();
    assert_eq!(answers(&home), ["/hint is no command here\nend"]);
}

#[test]
fn ctrl_o_brings_the_line_to_the_editor_and_back() {
    let home = Home::new();
    // An editor that reads a key line by line, as simple ones do, and adds a line.
    home.write(
        "editor",
        "#!/bin/sh\nprintf 'editor ready\\n'\nread line\nprintf '\\n%s' \"$line\" >> \"$1\"\n",
    );
    let editor = format!("sh '{}'", home.path().join("editor").display());
    let mut terminal = Terminal::start_with(&home, ONE, &[("EDITOR", &editor)]);
    terminal.wait_for("> ");
    terminal.press("begun here");
    terminal.wait_for("begun here");
    terminal.press(CTRL_O);
    terminal.wait_for("editor ready");
    terminal.press("ended there\r");
    terminal.wait_for("> begun here");
    terminal.wait_for("ended there");
    terminal.press(ENTER);
    terminal.end();
    assert_eq!(answers(&home), ["begun here\nended there"]);
}

#[test]
fn without_an_editor_a_sentence_says_so_and_the_line_stays() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    terminal.press("kept");
    terminal.press(CTRL_O);
    terminal.wait_for("no editor is set");
    terminal.wait_for("> kept");
    terminal.press(ENTER);
    terminal.end();
    assert_eq!(answers(&home), ["kept"]);
}

#[test]
fn edit_reopens_the_last_answer() {
    let home = Home::new();
    home.write("editor", "#!/bin/sh\nprintf 'better' > \"$1\"\n");
    let editor = format!("sh '{}'", home.path().join("editor").display());
    let mut terminal = Terminal::start_with(
        &home,
        &[BOTH, &["--probes", "0"]].concat(),
        &[("VISUAL", &editor)],
    );
    terminal.wait_for("> ");
    terminal.press("first\r");
    terminal.wait_for("Question 2 of 2");
    terminal.wait_for("> ");
    terminal.press("/edit\r");
    terminal.wait_for("Question 1 of 2, once more");
    terminal.wait_for("> better");
    terminal.press(ENTER);
    terminal.wait_for(" → ");
    terminal.wait_for("Question 2 of 2");
    terminal.wait_for("> ");
    terminal.press(CTRL_D);
    terminal.end();
    assert_eq!(answers(&home), ["first", "better"]);
}

#[test]
fn ctrl_c_clears_the_line_then_asks_and_ctrl_c_again_leaves() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, BOTH);
    terminal.wait_for("> ");
    terminal.press("not this");
    terminal.press(CTRL_C);
    terminal.press("but this\r");
    terminal.wait_for("One more on that");
    terminal.wait_for("> ");
    terminal.press(CTRL_C);
    terminal.wait_for("Leave? The session is saved. [y/N]");
    terminal.press(ENTER);
    terminal.wait_for("> ");
    terminal.press("/skip\r");
    terminal.wait_for("Question 2 of 2");
    terminal.wait_for("> ");
    terminal.press(CTRL_C);
    terminal.wait_for("[y/N]");
    terminal.press(CTRL_C);
    let (last, code) = terminal.end();
    assert!(last.contains("with 1 question to go"), "{last}");
    assert_eq!(code, 130);
    assert_eq!(answers(&home), ["but this"]);
}

#[test]
fn ctrl_d_leaves_with_a_summary() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, BOTH);
    terminal.wait_for("> ");
    terminal.press(CTRL_D);
    let (last, code) = terminal.end();
    assert!(last.contains("viva resume 1"), "{last}");
    assert_eq!(code, 0);
}

#[test]
fn an_empty_line_is_no_answer_at_a_terminal() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    terminal.press(ENTER);
    terminal.wait_for("Nothing typed yet.");
    terminal.wait_for("> ");
    terminal.press("/skip\r");
    let (last, _) = terminal.end();
    assert!(last.contains("not answered"), "{last}");
}

#[test]
fn tab_completes_a_command() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    terminal.press("/hi\t\r");
    terminal.wait_for("Hint 1 of 2: a nudge");
    terminal.wait_for("> ");
    terminal.press("/skip\r");
    terminal.end();
}

#[test]
fn what_is_typed_ahead_is_an_answer_of_its_own() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &[BOTH, &["--probes", "0"]].concat());
    terminal.wait_for("> ");
    terminal.press("first\rsecond\r");
    terminal.end();
    assert_eq!(answers(&home), ["first", "second"]);
}

#[test]
fn a_killed_session_is_offered_again_and_goes_on_where_it_was() {
    let home = Home::new();
    let mut killed = Terminal::start(&home, &[BOTH, &["--probes", "0"]].concat());
    killed.wait_for("> ");
    killed.press("banana\r");
    killed.wait_for("Question 2 of 2");
    let mut beside = Terminal::start(&home, &["-n", "1"]);
    assert!(!beside.wait_for("Question 1 of 1").contains("interrupted"));
    beside.wait_for("> ");
    beside.press("/quit\r");
    beside.wait_for("Saved as session 2");
    beside.end();
    signal(&killed, "KILL");
    killed.child.wait().unwrap();
    let mut again = Terminal::start(&home, &[]);
    again.wait_for("Session 2 of");
    again.wait_for("[Y/n]");
    again.press("n\r");
    again.wait_for("viva resume 2");
    again.wait_for("> ");
    again.press("/skip\r");
    again.wait_for("> ");
    again.press("/skip\r");
    again.end();
    let mut resumed = Terminal::start(&home, &["resume", "1"]);
    let shown = resumed.wait_for("Question 2 of 2");
    assert!(!shown.contains("Question 1"), "{shown}");
    resumed.wait_for("> ");
    resumed.press("apple\r");
    let (last, code) = resumed.end();
    assert!(last.contains("That was the round: 2 questions."), "{last}");
    assert_eq!(code, 0);
    assert_eq!(answers(&home), ["banana", "apple"]);
}

#[test]
fn the_offer_to_go_on_is_taken_with_enter() {
    let home = Home::new();
    let mut killed = Terminal::start(&home, BOTH);
    killed.wait_for("> ");
    signal(&killed, "KILL");
    killed.child.wait().unwrap();
    let mut again = Terminal::start(&home, &[]);
    again.wait_for("was interrupted after 0 of 2 questions.");
    again.wait_for("[Y/n]");
    again.press(ENTER);
    again.wait_for("Question 1 of 2");
    again.wait_for("> ");
    again.press(CTRL_D);
    again.end();
}

#[test]
fn a_signal_that_ends_the_program_finds_the_terminal_restored() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    signal(&terminal, "TERM");
    let (_, code) = terminal.end();
    assert_ne!(code, 0);
}

#[test]
fn plain_output_holds_words_and_no_marks() {
    let home = Home::new();
    let mut terminal = Terminal::start_with(&home, ONE, &[("ACCESSIBLE", "1")]);
    terminal.wait_for("Question 1 of 1, topic, beginner, about a minute");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    let (last, _) = terminal.end();
    assert!(last.contains("met: A tuple is immutable"), "{last}");
    assert!(!last.contains(['✓', '·', '→']), "{last}");
}

fn signal(terminal: &Terminal, name: &str) {
    let id = terminal.child.process_id().unwrap().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-s", name, &id])
        .status()
        .unwrap();
    assert!(sent.success());
}
