//! `viva bank mark`: marks become samples of the rubric, whose file stays as its author wrote it.

mod support;

use std::fs;

use serde_json::Value;
use support::{Home, Ran, results};

const RUBRIC: &str = "bank/rubrics/track/topic/one.toml";
const ANSWERS: &str = "{\"question\": \"list/one\", \"answer\": \"it never changes\", \"kind\": \"plain\"}\n\
    {\"source\": \"list/one\", \"answer\": \"a tuple\\nis immutable\"}\n\
    {\"question\": \"track/topic/two\", \"answer\": \"keys to values\"}\n";

fn rubric(home: &Home) -> String {
    fs::read_to_string(home.path().join(RUBRIC)).unwrap()
}

fn marked(home: &Home, more: &[&str], marks: impl AsRef<[u8]>) -> Ran {
    let file = home.path().join("answers.jsonl");
    let arguments = [&["bank", "mark", file.to_str().unwrap()], more].concat();
    home.run(&arguments, marks)
}

fn home() -> Home {
    let home = Home::new();
    home.write("answers.jsonl", ANSWERS);
    home
}

#[test]
fn each_line_marks_an_answer_and_what_the_author_wrote_stays() {
    let home = home();
    let before = format!("# mine, with a comment\n{}# the end", rubric(&home));
    home.write(RUBRIC, &before);
    let ran = marked(&home, &[], "70 # short\n95.5 strong\n\n");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
    assert!(
        ran.stdout.contains("2 marked, 1 left out."),
        "{}",
        ran.stdout
    );
    assert_eq!(
        rubric(&home).strip_prefix(&before),
        Some(
            "\n\n# short\n[[samples]]\nkind = \"plain\"\nhuman = 70\nanswer = \"it never changes\"\n\n\
             [[samples]]\nkind = \"strong\"\nhuman = 95.5\nanswer = \"\"\"\na tuple\nis immutable\"\"\"\n"
        )
    );
    let checked = home.run(&["bank", "check", "--json"], "");
    let checked: Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(checked["samples"].as_array().unwrap().len(), 2);
}

#[test]
fn the_mark_is_asked_for_before_the_grade_is_told() {
    let home = home();
    let asked = marked(&home, &[], "").stdout;
    assert!(
        asked.contains("A tuple is immutable"),
        "the points: {asked}"
    );
    assert!(asked.contains("it never changes"), "the answer: {asked}");
    assert!(!asked.contains("Viva gives"), "{asked}");
    assert!(asked.contains("0 marked, 3 not reached."), "{asked}");
    let told = marked(&home, &[], "70\n").stdout;
    assert!(told.contains("You gave 70, Viva gives"), "{told}");
}

#[test]
fn no_answer_is_marked_twice_and_marking_goes_on_where_it_was() {
    let home = home();
    marked(&home, &[], "70\n");
    let first = rubric(&home);
    // The same lines once more, and those that were missing.
    let again = marked(&home, &[], "70\n80\n90\n");
    assert_eq!(again.code, Some(0));
    assert!(
        again.stdout.contains("this answer is marked already.")
            && again.stdout.contains("2 marked, 1 marked already."),
        "{}",
        again.stdout
    );
    assert!(rubric(&home).starts_with(&first));
    let after = rubric(&home);
    assert!(
        marked(&home, &[], "70\n80\n90\n")
            .stdout
            .contains("3 marked already")
    );
    assert_eq!(rubric(&home), after);
}

#[test]
fn answers_to_one_question_come_line_by_line_with_their_marks() {
    let home = Home::new();
    let input =
        "no idea\n0 empty\n\n\"\"\"\na tuple\nstays\n\"\"\"\n80\nno idea\n5\nleft without a mark\n";
    let ran = home.run(&["bank", "mark", "one", "--json"], input);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let lines: Vec<(f64, String)> = results(&ran)
        .iter()
        .map(|line| {
            assert!(
                line["score"].is_number() && line["rubric"].is_string(),
                "{line}"
            );
            (
                line["human"].as_f64().unwrap(),
                line["kind"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(lines, [(0.0, "empty".to_owned()), (80.0, String::new())]);
    assert!(
        rubric(&home).contains("a tuple\nstays"),
        "{}",
        rubric(&home)
    );
}

#[test]
fn a_question_of_the_program_is_copied_before_it_gets_a_sample() {
    let home = home();
    home.write(
        "answers.jsonl",
        "{\"question\": \"gil\", \"answer\": \"one thread at a time runs bytecode\"}\n",
    );
    let file = home.path().join("answers.jsonl");
    let built_in = |arguments: &[&str], input: &str| {
        let mut command = std::process::Command::new(support::VIVA);
        command.env("VIVA_DATA_DIR", home.data()).args(arguments);
        support::run(&mut command, input)
    };
    let ran = built_in(&["bank", "mark", file.to_str().unwrap()], "60\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.stderr.contains("overrides the original"),
        "{}",
        ran.stderr
    );
    let copy = home.data().join("bank/rubrics/python/concurrency/gil.toml");
    let text = fs::read_to_string(copy).unwrap();
    assert!(text.ends_with("answer = \"one thread at a time runs bytecode\"\n"));
    assert!(
        home.data()
            .join("bank/questions/python/concurrency/gil.toml")
            .is_file()
    );
    let again = built_in(&["bank", "mark", file.to_str().unwrap()], "60\n");
    assert!(
        again.stdout.contains("1 marked already"),
        "{}",
        again.stdout
    );
    let elsewhere = home.path().join("elsewhere");
    let to = [
        "bank",
        "mark",
        file.to_str().unwrap(),
        "--to",
        elsewhere.to_str().unwrap(),
    ];
    home.write(
        "answers.jsonl",
        "{\"question\": \"gil\", \"answer\": \"another\"}\n",
    );
    assert_eq!(built_in(&to, "3\n").code, Some(0));
    assert!(
        elsewhere
            .join("rubrics/python/concurrency/gil.toml")
            .is_file()
    );
}

#[test]
fn what_cannot_be_marked_is_told_and_the_rest_is_done() {
    let home = home();
    home.write(
        "answers.jsonl",
        b"{\"question\": \"list/one\", \"answer\": \"caf\xe9\"}\nno json\n{\"answer\": \"x\"}\n\
          {\"question\": \"list/none\", \"answer\": \"x\"}\n{\"question\": \"list/one\", \"answer\": \" \"}\n\
          {\"question\": \"list/one\", \"answer\": \"well\"}\n{\"question\": \"list/one\", \"answer\": \"good\"}\n",
    );
    let ran = marked(&home, &[], "50\n1\n2\n3\n4\nmuch\n90\n");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stdout.contains("2 marked, 5 errors."), "{}", ran.stdout);
    for said in [
        ":2: expected",
        ":3: no `question` and no `source`",
        ":4: no question `list/none`",
        ":5: `answer` is empty",
        ":6: `much` is no mark",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let text = rubric(&home);
    assert!(text.contains("caf\u{fffd}") && text.contains("human = 90\nanswer = \"good\""));
}

#[test]
fn a_rubric_that_is_damaged_is_left_as_it_is() {
    for (damaged, said) in [
        (&b"format = 1\n[[key_points]\n"[..], "one.toml:2:"),
        (b"format = 1\n# \xff\n", "not UTF-8"),
        (b"[[key_points]]\nstatment = 'x'\n", "statement"),
    ] {
        let home = home();
        home.write(RUBRIC, damaged);
        let ran = marked(&home, &[], "1\n2\n3\n");
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
        assert!(ran.stdout.contains("1 marked, 2 errors."), "{}", ran.stdout);
        assert_eq!(fs::read(home.path().join(RUBRIC)).unwrap(), damaged);
    }
}

#[test]
fn what_is_no_file_and_no_question_is_told() {
    let home = Home::new();
    for (arguments, said) in [
        (
            &["bank", "mark", "answers.jsonl"][..],
            "no file `answers.jsonl`",
        ),
        (&["bank", "mark", "nothing"], "no question `nothing`"),
        (&["bank", "mark", "-"], "standard input brings the marks"),
        (&["bank", "mark"], "required"),
        (
            &["bank", "mark", "one", "--to", "Cargo.toml"],
            "`Cargo.toml` is no folder",
        ),
        (
            &["bank", "mark", "--from-history"],
            "there are no sessions yet",
        ),
    ] {
        let ran = home.run(arguments, "");
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

#[test]
fn answers_of_ones_own_sessions_are_marked() {
    let home = Home::new();
    home.run(support::BOTH, "it stays as it is\nkeys to values\n");
    let ran = home.run(&["bank", "mark", "--from-history", "one"], "75 plain\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("1 marked."), "{}", ran.stdout);
    assert!(rubric(&home).contains("human = 75\nanswer = \"it stays as it is\""));
    let rest = home.run(&["bank", "mark", "--from-history"], "1\n2\n");
    assert!(
        rest.stdout.contains("1 marked, 1 marked already."),
        "{}",
        rest.stdout
    );
}

#[cfg(unix)]
mod at_a_terminal {
    use super::support::terminal::Terminal;
    use super::{RUBRIC, home, rubric};

    const MARK: &str = "Your mark, 0 to 100 (Enter leaves it out, q stops):";

    #[test]
    fn a_mark_its_kind_and_a_note_then_the_grade() {
        let home = home();
        let mut terminal = Terminal::start(&home, &["bank", "mark", "answers.jsonl"]);
        terminal.wait_for("said to be plain");
        let asked = terminal.wait_for(MARK);
        assert!(asked.contains("it never changes"), "{asked}");
        terminal.wait_for("> ");
        terminal.press("good\r");
        terminal.wait_for("`good` is no mark");
        terminal.wait_for("> ");
        terminal.press("70\r");
        terminal.wait_for("(Enter: plain)");
        terminal.wait_for("> ");
        terminal.press("\r");
        terminal.wait_for("A note to yourself?");
        terminal.wait_for("> ");
        terminal.press("short\r");
        terminal.wait_for("You gave 70, Viva gives");
        // On disk before the next is asked for.
        terminal.wait_for(MARK);
        assert!(rubric(&home).ends_with(
            "\n# short\n[[samples]]\nkind = \"plain\"\nhuman = 70\nanswer = \"it never changes\"\n"
        ));
        terminal.wait_for("> ");
        terminal.press("q\r");
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        assert!(rest.contains("1 marked, 2 not reached."), "{rest}");
    }

    #[test]
    fn a_rubric_that_was_damaged_meanwhile_is_repaired_and_the_mark_is_kept() {
        let home = home();
        let sound = rubric(&home);
        let mut terminal = Terminal::start(&home, &["bank", "mark", "answers.jsonl"]);
        terminal.wait_for(MARK);
        terminal.wait_for("> ");
        home.write(RUBRIC, format!("{sound}[[samples\n"));
        terminal.press("70\r");
        terminal.wait_for("(Enter: plain)");
        terminal.wait_for("> ");
        terminal.press("\r");
        terminal.wait_for("A note to yourself?");
        terminal.wait_for("> ");
        terminal.press("\r");
        terminal.wait_for("not kept:");
        terminal.wait_for("Repair it, then Enter tries again");
        terminal.wait_for("> ");
        home.write(RUBRIC, format!("# edited meanwhile\n{sound}"));
        terminal.press("\r");
        terminal.wait_for("You gave 70, Viva gives");
        terminal.wait_for(MARK);
        assert!(rubric(&home).starts_with("# edited meanwhile\n"));
        assert!(rubric(&home).ends_with("human = 70\nanswer = \"it never changes\"\n"));
        terminal.wait_for("> ");
        terminal.press("\u{4}");
        assert_eq!(terminal.end().1, 0);
    }

    #[test]
    fn whoever_leaves_after_a_mark_leaves_with_it() {
        let home = home();
        let mut terminal = Terminal::start(&home, &["bank", "mark", "one"]);
        terminal.wait_for("An answer to mark (Enter alone ends):");
        terminal.wait_for("> ");
        terminal.press("it stays\r");
        terminal.wait_for(MARK);
        terminal.wait_for("> ");
        terminal.press("60\r");
        terminal.wait_for("What manner of answer is it?");
        terminal.wait_for("> ");
        terminal.press("\u{4}");
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        assert!(rest.contains("1 marked."), "{rest}");
        assert!(rubric(&home).ends_with("[[samples]]\nhuman = 60\nanswer = \"it stays\"\n"));
    }
}
