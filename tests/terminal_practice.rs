//! Practice at a real pseudo-terminal: guesses before grades, and terminals as narrow as 20 columns.

#![cfg(unix)]

mod support;

use support::terminal::Terminal;
use support::{BOTH, Home};

/// The answers in the store with their guesses, in the order of giving.
fn guesses(home: &Home) -> Vec<(String, Option<u8>)> {
    let connection = rusqlite::Connection::open(home.data().join("viva.db")).unwrap();
    let mut statement = connection
        .prepare("SELECT answer, estimate FROM attempts WHERE answer IS NOT NULL ORDER BY id")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_configuration_asks_for_a_guess_and_enter_is_none() {
    let home = Home::new();
    home.write("config.toml", "[practice]\nestimate = true\nprobes = 0\n");
    let path = home.path().join("config.toml").display().to_string();
    let mut terminal = Terminal::start_with(&home, BOTH, &[("VIVA_CONFIG", &path)]);
    terminal.wait_for("> ");
    // A slip is no answer.
    terminal.press("\r");
    terminal.wait_for("Nothing typed yet.");
    terminal.wait_for("> ");
    terminal.press("a tuple is immutable\r");
    let before = terminal.wait_for("Your guess, 0 to 100, or Enter:");
    assert!(!before.contains('✓'), "the grade waits: {before}");
    // It is on disk before anything is guessed.
    assert_eq!(guesses(&home), [("a tuple is immutable".to_owned(), None)]);
    terminal.wait_for("> ");
    terminal.press("/why\r");
    terminal.wait_for("its grade waits for your guess");
    terminal.wait_for("> ");
    terminal.press("/help\r");
    terminal.wait_for("/note TEXT");
    terminal.wait_for("> ");
    terminal.press("it is hashable too\r");
    terminal.wait_for("kept as a note with it");
    terminal.wait_for("> ");
    terminal.press("70\r");
    terminal.wait_for("you guessed 70");
    terminal.wait_for("Question 2 of 2");
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("Your guess");
    terminal.wait_for("> ");
    terminal.press("\r");
    let card = terminal.wait_for("That was the last question.");
    assert!(!card.contains("guessed"), "{card}");
    let (last, code) = terminal.finish();
    assert!(last.contains("Saved as session 1."), "{last}");
    assert_eq!(code, 0);
    let kept = [("a tuple is immutable", Some(70)), ("banana", None)];
    assert_eq!(guesses(&home), kept.map(|(a, g)| (a.to_owned(), g)));
}

#[test]
fn a_pause_in_place_of_a_guess_leaves_the_answer_recorded() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &[BOTH, &["--estimate"]].concat());
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("Your guess");
    terminal.wait_for("> ");
    terminal.press("/pause\r");
    let (last, code) = terminal.end();
    assert!(last.contains("with 1 question to go"), "{last}");
    assert_eq!(code, 0);
    assert_eq!(guesses(&home), [("banana".to_owned(), None)]);
    let mut resumed = Terminal::start(&home, &["resume"]);
    resumed.wait_for("Question 2 of 2");
    resumed.wait_for("> ");
    resumed.press("apple\r");
    resumed.wait_for("Your guess");
    resumed.wait_for("> ");
    resumed.press("/skip\r");
    resumed.wait_for("Why this score");
    resumed.wait_for("> ");
    resumed.press("/quit\r");
    resumed.end();
}

#[test]
fn what_began_at_a_terminal_puts_no_probe_and_asks_no_guess_through_a_pipe() {
    let home = Home::new();
    home.write("config.toml", "[practice]\nestimate = true\n");
    let path = home.path().join("config.toml").display().to_string();
    let mut terminal = Terminal::start_with(&home, BOTH, &[("VIVA_CONFIG", &path)]);
    terminal.wait_for("> ");
    terminal.press("/pause\r");
    terminal.end();
    let piped = home.run(&["resume"], "banana\nbanana\n");
    assert!(
        !piped.stdout.contains("And what else?") && !piped.stdout.contains("Your guess"),
        "{}",
        piped.stdout
    );
    assert!(
        piped.stdout.contains("That was the round: 2 questions."),
        "{}",
        piped.stdout
    );
}

#[test]
fn what_is_offered_again_counts_no_warm_up() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["-n", "1", "--warm-up", "--probes", "0"]);
    terminal.wait_for("Warm-up, not counted");
    terminal.wait_for("> ");
    terminal.press("banana\r");
    terminal.wait_for("Question 1 of 1");
    terminal.kill();
    let mut again = Terminal::start(&home, &[]);
    again.wait_for("was interrupted after 0 of 1 questions.");
    again.wait_for("[Y/n]");
    again.press("\r");
    again.wait_for("Question 1 of 1");
    again.wait_for("> ");
    again.press("/quit\r");
    again.end();
}

/// Asserts that what was printed fits, but for what was typed, for code, and for commands to be copied.
fn assert_fits(text: &str, columns: usize) {
    for line in text.lines() {
        let shown = line.rsplit('\r').next().unwrap_or(line).trim_end();
        let kept = ["> ", "viva practice", "[Y/n]", "[y/N]"];
        if !kept.iter().any(|kept| shown.contains(kept)) {
            let width = unicode_width::UnicodeWidthStr::width(shown);
            assert!(width <= columns, "{width} > {columns}: {shown:?}");
        }
    }
}

#[test]
fn a_whole_round_fits_a_terminal_of_20_columns() {
    for columns in [20, 40, 80] {
        let home = Home::new();
        let options = ["--seed", "1", "-n", "1", "--warm-up", "--estimate"];
        let mut terminal = Terminal::start_at(columns, &home, &options, &[]);
        let columns = usize::from(columns);
        let mut printed = terminal.wait_for("> ");
        assert!(printed.contains("Welcome to"), "{printed}");
        for typed in [
            "/help",
            "/hint",
            "/hint",
            "/hint",
            "a rather long answer that goes on beyond the end of the line and is not about tuples",
            "nothing like a number",
            "50",
            "/why",
            "it keeps its order",
            "/answer",
            "a tuple is immutable but a dictionary maps keys to values",
            "70",
            "/why",
            "/redo",
            "a dictionary maps keys to values, and a tuple is immutable",
            "80",
        ] {
            terminal.press(&format!("{typed}\r"));
            printed.push_str(&terminal.wait_for("\r\n"));
            printed.push_str(&terminal.wait_for("> "));
        }
        terminal.press("/quit\r");
        let (last, code) = terminal.end();
        assert_eq!(code, 0, "{printed}{last}");
        let words: Vec<&str> = last.split_whitespace().collect();
        assert!(
            words.join(" ").contains("That was the round: 1 question."),
            "{last}"
        );
        // What is typed is redrawn over and over by the line editor; what viva says comes after a blank line.
        for said in printed.split("> ") {
            if let Some((_, said)) = said.split_once("\r\n\r\n") {
                assert_fits(said, columns);
            }
        }
    }
}

#[test]
fn a_whole_interview_fits_a_terminal_of_20_columns() {
    let home = Home::new();
    let arguments = ["interview", "--seed", "3"];
    let mut terminal = Terminal::start_at(20, &home, &arguments, &[]);
    let mut printed = terminal.wait_for("> ");
    for typed in [
        "/why",
        "/hint",
        "a tuple is one of those things that python has and that I use",
        "/skip",
        "/repeat",
    ] {
        terminal.press(&format!("{typed}\r"));
        printed.push_str(&terminal.wait_for("\r\n"));
        printed.push_str(&terminal.wait_for("> "));
    }
    // So narrow a line is redrawn over several; what the help says is printed once it was heard.
    terminal.press("/help\r");
    terminal.wait_for("Ctrl-D");
    terminal.wait_for("> ");
    terminal.press("\u{3}");
    terminal.wait_for("[y/N]");
    terminal.press("y\r");
    let (last, code) = terminal.end();
    assert_eq!(code, 130, "{printed}{last}");
    assert!(last.contains("Interview"), "{last}");
    let (_, card) = last.split_once("\r\n\r\n").unwrap();
    assert_fits(card, 20);
    let mut offered = Terminal::start_at(20, &home, &[], &[]);
    let welcome = offered.wait_for("[Y/n]");
    assert_fits(welcome.rsplit_once("Go on with").unwrap().0, 20);
    offered.press("\r");
    offered.wait_for("Question 2");
    offered.wait_for("> ");
    offered.press("/quit\r");
    assert_eq!(offered.end().1, 0);
}

#[test]
fn ctrl_c_interrupts_and_ctrl_d_ends_wherever_viva_asks_something_of_its_own() {
    let home = Home::new();
    home.run(BOTH, "banana\n");
    let asks: [(&[&str], &str, [u32; 2]); 3] = [
        (&[], "Go on with it?", [130, 0]),
        (&[], "Enter for practice:", [130, 0]),
        (&["history", "delete", "1"], "for good?", [130, 1]),
    ];
    for (arguments, question, codes) in asks {
        for (key, code) in ["\u{3}", "\u{4}"].into_iter().zip(codes) {
            let mut terminal = Terminal::start(&home, arguments);
            if question.starts_with("Enter") {
                terminal.wait_for("Go on with it?");
                terminal.press("n\r");
            }
            terminal.wait_for(question);
            terminal.press(key);
            assert_eq!(terminal.end().1, code, "{question} {key:?}");
        }
    }
    assert_eq!(home.run(&["history"], "").stdout.lines().count(), 1);
}
