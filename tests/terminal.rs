//! Sessions at a real pseudo-terminal: keys, paste, the candidate's editor, and how a session ends or is cut short.

#![cfg(unix)]

mod support;

use support::terminal::Terminal;
use support::{BOTH, Home};

const ENTER: &str = "\r";
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_J: &str = "\n";
const CTRL_O: &str = "\u{f}";
const ALT_ENTER: &str = "\u{1b}\r";

const ONE: &[&str] = &["practice", "--question", "list/one", "--probes", "0"];

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
    let (last, code) = terminal.finish();
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
    let (_, code) = terminal.finish();
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
    terminal.finish();
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
    terminal.finish();
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
    terminal.finish();
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
fn the_last_grade_can_be_looked_back_at_before_the_summary() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("That was the last question.");
    terminal.wait_for("> ");
    terminal.press("/why\r");
    terminal.wait_for("How the score came about");
    terminal.wait_for("> ");
    terminal.press("thanks\r");
    terminal.wait_for("Every question is answered.");
    terminal.wait_for("> ");
    terminal.press("/redo\r");
    terminal.wait_for("Question 1 of 1, once more");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    terminal.wait_for(" → ");
    let (last, code) = terminal.finish();
    assert!(last.contains("Saved as session 1."), "{last}");
    assert_eq!(code, 0);
    assert_eq!(answers(&home), ["banana", "a tuple is immutable"]);
}

#[test]
fn a_session_killed_after_its_last_grade_is_finished() {
    let home = Home::new();
    let mut killed = Terminal::start(&home, ONE);
    killed.wait_for("> ");
    killed.press("banana\r");
    killed.wait_for("Enter shows the summary.");
    killed.wait_for("> ");
    killed.kill();
    let ran = home.run(&["resume"], "");
    assert!(
        ran.stderr.contains("no session to go on with"),
        "{}",
        ran.stderr
    );
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
fn text_follows_the_width_of_the_window() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, ONE);
    terminal.wait_for("Question 1 of 1 · topic · beginner · about a minute");
    terminal.wait_for("> ");
    terminal.resize(40);
    terminal.press("/repeat\r");
    terminal.wait_for("· beginner ·\r\n  about a minute");
    terminal.wait_for("Ctrl-J new line\r\n  Ctrl-O editor");
    terminal.wait_for("> ");
    terminal.press(CTRL_D);
    terminal.end();
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
    terminal.finish();
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
    killed.kill();
    let mut again = Terminal::start(&home, &[]);
    // Session 2 was left before its first answer: there is nothing to go on with.
    again.wait_for("Session 1 of");
    again.wait_for("[Y/n]");
    again.press("n\r");
    again.wait_for("viva resume 1");
    // Who has answered before may choose; Enter is a practice round.
    let menu = again.wait_for("Enter for practice:");
    for told in [
        "1  Practice",
        "2  Review",
        "due today",
        "Weak topics  topic 16",
        "4  Interview",
    ] {
        assert!(menu.contains(told), "{told}: {menu}");
    }
    again.press(ENTER);
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
    let (last, code) = resumed.finish();
    assert!(last.contains("That was the round: 2 questions."), "{last}");
    assert_eq!(code, 0);
    assert_eq!(answers(&home), ["banana", "apple"]);
}

#[test]
fn the_offer_to_go_on_is_taken_with_enter() {
    let home = Home::new();
    let mut killed = Terminal::start(&home, BOTH);
    killed.wait_for("> ");
    killed.kill();
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
    terminal.signal("TERM");
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
    let last = terminal.wait_for("That was the last question.");
    terminal.finish();
    assert!(last.contains("met: A tuple is immutable"), "{last}");
    assert!(!last.contains(['✓', '·', '→']), "{last}");
}

#[test]
fn a_terminal_that_can_not_move_its_cursor_sends_whole_lines() {
    for name in ["dumb", "emacs"] {
        let home = Home::new();
        let mut terminal = Terminal::start_with(&home, ONE, &[("TERM", name)]);
        terminal.wait_for("> ");
        assert!(terminal.is_restored(), "it echoes, and Enter ends a line");
        terminal.press("a tuple is immutable\r");
        terminal.wait_for("a tuple is immutable");
        let (last, code) = terminal.finish();
        assert!(last.contains("Saved as session 1."), "{last}");
        assert_eq!((code, answers(&home).len()), (0, 1));
    }
}
