//! Batches as teachers meet them: what is told besides the results, and how far a long one is.

mod support;

use support::Home;

#[test]
fn the_same_student_twice_and_another_language_are_told_and_graded_all_the_same() {
    let home = Home::new();
    let table = concat!(
        "student,question,answer\n",
        "Ada,list/one,a tuple is immutable\n",
        "Bob,list/one,\"ein Tupel ist unveränderlich, das heißt man kann seine Elemente nach dem Erzeugen niemals ersetzen\"\n",
        "Ada,list/two,\"it maps \"\"keys\"\"\r\nto values, always\"\n",
        " Ada ,track/topic/one,it can not be changed\n",
    );
    let ran = home.run(&["grade", "--csv"], table);
    assert_eq!(
        ran.stderr,
        "row 3: this does not look like English, and Viva grades English answers only\n\
         row 5: Ada answered this question in row 2 already; both are graded, and in a class report the later one counts\n"
    );
    assert_eq!(ran.code, Some(0));
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let scored = rows.iter().filter(|row| !row[3].is_empty()).count();
    assert_eq!((rows.len(), scored), (4, 4));
    assert_eq!(&rows[2][2], "it maps \"keys\"\r\nto values, always");
    assert_eq!(&rows[1][5], "0.10");
}

#[cfg(unix)]
#[test]
fn a_terminal_is_told_how_far_a_batch_is_unless_it_is_to_be_plain() {
    use support::terminal::Terminal;

    let home = Home::new();
    let request = "{\"question\": \"list/one\", \"answer\": \"immutable\"}\n";
    home.write("requests.jsonl", request.repeat(3) + "{}\n");
    for (arguments, environment, drawn) in [
        ("--jsonl", ("TERM", "xterm"), true),
        ("--jsonl", ("TERM", "dumb"), false),
        ("--jsonl", ("ACCESSIBLE", "1"), false),
        ("--plain --jsonl", ("TERM", "xterm"), false),
    ] {
        let script =
            format!("\"$@\" grade {arguments} requests.jsonl > results.jsonl; echo over $?");
        let mut terminal = Terminal::shell(&home, &script, &[environment]);
        let (told, _) = terminal.end();
        let line = "\rgraded 3 · not graded 1\r";
        assert_eq!(
            told.contains(line),
            drawn,
            "{arguments} {environment:?}: {told:?}"
        );
        assert!(told.ends_with("over 1\r\n"), "{told:?}");
        let results = std::fs::read_to_string(home.path().join("results.jsonl")).unwrap();
        assert_eq!(results.lines().count(), 4);
    }
    let mut terminal = Terminal::shell(&home, "\"$@\" grade --jsonl requests.jsonl", &[]);
    let (told, _) = terminal.end();
    assert!(
        told.starts_with("{\"schema\""),
        "the results go there: {told:?}"
    );
}

#[test]
fn lines_of_many_megabytes_are_graded_one_after_the_other() {
    let home = Home::new();
    let long = "word ".repeat(2 << 20);
    let line =
        format!("{{\"question\": \"list/one\", \"answer\": \"a tuple is immutable. {long}\"}}\n");
    let ran = home.run(&["grade", "--jsonl"], line.repeat(5));
    assert_eq!(ran.stdout.lines().count(), 5);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
}
