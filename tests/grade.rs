//! `viva grade` as a script meets it: streams, tables, single answers, exit codes.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use serde_json::Value;
use support::{Home, Ran, piped};

fn lines(ran: &Ran) -> Vec<Value> {
    ran.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Each line without what the grader decides: the error, or the id and question.
fn told(ran: &Ran) -> Vec<String> {
    lines(ran)
        .iter()
        .map(|line| match line.get("error") {
            Some(error) => format!(
                "{} {}: {}",
                line["line"],
                line["id"],
                error.as_str().unwrap()
            ),
            None => format!("{} {}", line["id"], line["question"]),
        })
        .collect()
}

#[test]
fn every_form_of_request_gets_a_line_in_its_place() {
    let home = Home::new();
    let input = concat!(
        "\u{feff}{\"id\": 1.50, \"question\": \"track/topic/one\", \"answer\": \"immutable\"}\r\n",
        "\n",
        "{\"id\": {\"a\": [1, 2]}, \"question\": \"list/two\", \"answer\": \"\", \"medium\": \"spoken\", \"seconds\": 40, \"more\": [[]]}\n",
        "   \t\n",
        "{\"id\": \"r\", \"prompt\": \"Why?\", \"rubric\": {\"key_points\": [{\"statement\": \"it is fast\", \"weight\": 2}]}, \"reference\": \"fast\", \"answer\": \"it is fast\"}\n",
        "{\"id\": \"s\", \"prompt\": \"Why?\", \"reference\": \"It is fast.\", \"answer\": \"it is fast\"}\n",
        "{\"id\": \"first wins\", \"question\": \"list/one\", \"prompt\": \"Why?\", \"reference\": \"x\", \"answer\": \"\"}\n",
        "{\"id\": \"t\", \"question\": \"list/one\", \"answer\": \"\\ud83d alone\"}",
    );
    let ran = home.run(&["grade", "--jsonl"], input);
    assert_eq!(
        told(&ran),
        [
            "1.5 \"track/topic/one\"",
            "{\"a\":[1,2]} \"track/topic/two\"",
            "\"r\" null",
            "\"s\" null",
            "\"first wins\" \"track/topic/one\"",
            "\"t\" \"track/topic/one\"",
        ]
    );
    assert!(
        ran.stdout
            .starts_with("{\"schema\":1,\"id\":1.50,\"question\":"),
        "{}",
        ran.stdout
    );
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn what_can_not_be_graded_is_told_in_its_place_and_the_rest_goes_on() {
    let home = Home::new();
    let cases: &[(&str, &str)] = &[
        (
            "nonsense",
            "null: not a JSON object: write one request a line, such as {\"question\": ..., \"answer\": ...}",
        ),
        (
            "[\"a\", \"b\"]",
            "null: not a JSON object: write one request a line, such as {\"question\": ..., \"answer\": ...}",
        ),
        (
            "{\"id\": 3}",
            "3: no `answer`: give the answer as a string, an empty one if nothing was said",
        ),
        (
            "{\"id\": 4, \"answer\": 5}",
            "4: `answer`: invalid type: integer `5`, expected a string",
        ),
        (
            "{\"id\": 5, \"answer\": \"\"",
            "null: the JSON ends too early (EOF while parsing an object)",
        ),
        (
            "{\"id\": 6, \"answer\": \"\"}",
            "6: nothing to grade by: give `question`, or `prompt` with `rubric` or `reference`",
        ),
        (
            "{\"id\": 7, \"answer\": \"\", \"rubric\": {}}",
            "7: `rubric` without `prompt`: say what was asked",
        ),
        (
            "{\"id\": 8, \"answer\": \"\", \"reference\": \"x\"}",
            "8: `reference` without `prompt`: say what was asked",
        ),
        (
            "{\"id\": 9, \"answer\": \"\", \"question\": \"track/topic/oen\"}",
            "9: no question `track/topic/oen`: did you mean `track/topic/one`?",
        ),
        (
            "{\"id\": 10, \"answer\": \"\", \"question\": \"one\"}",
            "10: no question `one`: did you mean `track/topic/one`?",
        ),
        (
            "{\"id\": 11, \"answer\": \"\", \"question\": \"quantum gravity\"}",
            "11: no question `quantum gravity`: `viva bank list` shows every question",
        ),
        (
            "{\"id\": 12, \"answer\": \"\", \"question\": \"list/one\", \"medium\": \"sung\"}",
            "12: medium `sung`: write typed or spoken",
        ),
        (
            "{\"id\": 13, \"answer\": \"\", \"prompt\": \"\", \"rubric\": []}",
            "13: `rubric` is not an object: write {\"key_points\": [...]}",
        ),
        (
            "{\"id\": 14, \"answer\": \"\", \"prompt\": \"\", \"rubric\": {}}",
            "14: rubric: no key points: give at least one, with a `statement`",
        ),
        (
            "{\"id\": 15, \"answer\": \"\", \"prompt\": \"\", \"rubric\": {\"key_points\": [{\"weight\": 1}]}}",
            "15: rubric: `key_points[0]`: missing field `statement`",
        ),
        (
            "{\"id\": 16, \"answer\": \"\", \"prompt\": \"\", \"rubric\": {\"key_points\": [{\"statement\": \"x\", \"weight\": -1}]}}",
            "16: rubric: key_points.0.weight: weight -1: write a number above 0, up to 1000",
        ),
        (
            "{\"id\": 17, \"answer\": \"\", \"prompt\": \"\", \"rubric\": {\"key_points\": [{\"statement\": \"x\", \"patterns\": [\"@nosuch\"]}]}}",
            "17: rubric: key_points.0.patterns.0: no concept @nosuch: add it to [concepts] or use another",
        ),
    ];
    let input: String = cases.iter().map(|(line, _)| format!("{line}\n")).collect();
    let ran = home.run(
        &["grade", "--jsonl", "-"],
        input + "{\"id\": \"last\", \"question\": \"list/one\", \"answer\": \"\"}",
    );
    let mut expected: Vec<String> = (1..)
        .zip(cases)
        .map(|(number, (_, error)): (usize, _)| format!("{number} {error}"))
        .collect();
    expected.push("\"last\" \"track/topic/one\"".to_owned());
    assert_eq!(told(&ran), expected);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(1)));
}

#[test]
fn a_reader_that_sends_one_line_and_waits_gets_its_result() {
    let home = Home::new();
    let mut child = home
        .viva(&["grade", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        // The half line after it must not hold the result back.
        write!(
            stdin,
            "{{\"id\": {id}, \"question\": \"list/one\", \"answer\": \"x\"}}\n{{"
        )
        .unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(
            line.starts_with(&format!("{{\"schema\":1,\"id\":{id},")),
            "{line}"
        );
        writeln!(stdin, "}}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(
            line.starts_with(&format!("{{\"line\":{},", 2 * id + 2)),
            "{line}"
        );
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn the_same_requests_give_the_same_bytes_on_any_number_of_threads() {
    let home = Home::new();
    let input: String = (0..2000)
        .map(|n| {
            let source = ["one", "two"][n % 2];
            let text = "a tuple is immutable, keys map to values ".repeat(n % 7);
            format!("{{\"id\": {n}, \"question\": \"list/{source}\", \"answer\": \"{text}\"}}\n")
        })
        .collect();
    let with = |threads: &str| {
        support::run(
            home.viva(&["grade", "--jsonl"])
                .env("RAYON_NUM_THREADS", threads),
            &input,
        )
    };
    let alone = with("1");
    assert_eq!(lines(&alone).len(), 2000);
    assert!(
        lines(&alone)
            .iter()
            .enumerate()
            .all(|(n, line)| line["id"] == n)
    );
    assert_eq!(alone, with("7"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::new();
    let mut child = piped(&mut home.viva(&["grade", "--jsonl"]));
    drop(child.stdout.take());
    // Standard input stays open: the program must not wait for its end.
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{{\"question\": \"list/one\", \"answer\": \"x\"}}").unwrap();
    let code = child.wait().unwrap().code();
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert_eq!((stderr.as_str(), code), ("", Some(0)));
}

#[test]
fn a_batch_fails_under_the_mean_that_its_summary_prints() {
    let home = Home::new();
    let input = "{\"question\": \"list/one\", \"answer\": \"\"}\n{}\n";
    let one = input.lines().next().unwrap();
    let summary =
        "graded   1\nmean     0.0\nbands    strong 0 · solid 0 · partial 0 · weak 0 · none 1\n";
    let ran = home.run(&["grade", "--jsonl", "--summary", "--fail-under", "0"], one);
    assert_eq!((ran.stderr.as_str(), ran.code), (summary, Some(0)));
    let ran = home.run(
        &["grade", "--jsonl", "--summary", "--fail-under", "0.1"],
        one,
    );
    assert_eq!((ran.stderr.as_str(), ran.code), (summary, Some(1)));
    let ran = home.run(&["grade", "--jsonl", "--summary"], input);
    assert!(
        ran.stderr.starts_with("graded   1   (not graded: 1)\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        home.run(&["grade", "--jsonl", "--fail-under", "0"], "")
            .code,
        Some(1)
    );
}

#[test]
fn a_table_keeps_its_columns_and_gets_five_more() {
    let home = Home::new();
    let table = concat!(
        "\u{feff}Student,class,Question,Answer\r\n",
        "\"Ada, L.\",1,list/one,\"\"\r\n",
        "=1+1,2,nowhere at all,\"two\nlines\"\r\n",
        "short,3\r\n",
    );
    let ran = home.run(&["grade", "--csv", "-"], table);
    let confidence = ran
        .stdout
        .lines()
        .nth(1)
        .unwrap()
        .split(',')
        .nth(7)
        .unwrap();
    assert_eq!(
        ran.stdout,
        format!(
            "\u{feff}Student,class,Question,Answer,score,band,confidence,missing,misconceptions\n\
             \"Ada, L.\",1,list/one,,0.0,none,{confidence},point,\n\
             =1+1,2,nowhere at all,\"two\nlines\",,,,,\n\
             short,3,,,,,,,\n"
        )
    );
    assert_eq!(
        ran.stderr,
        "row 3: no question `nowhere at all`: `viva bank list` shows every question\n\
         row 4: 2 cells where the header has 4: put an answer that holds a comma, a quote or a line break in double quotes\n"
    );
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_table_with_semicolons_keeps_them() {
    let home = Home::new();
    let table = "student;question;answer\nAda;list/one;\nBo;list/one;a;b\n";
    let ran = home.run(&["grade", "--csv"], table);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "student;question;answer;score;band;confidence;missing;misconceptions"
    );
    assert!(
        lines[1].starts_with("Ada;list/one;;0.0;none;"),
        "{}",
        lines[1]
    );
    assert_eq!(
        ran.stderr,
        "row 3: 4 cells where the header has 3: put an answer that holds a semicolon, a quote or a line break in double quotes\n"
    );
}

#[test]
fn a_table_without_the_columns_needed_is_refused() {
    let home = Home::new();
    let ran = home.run(&["grade", "--csv"], "name;question;answer\nx;y;z\n");
    assert_eq!(
        ran,
        Ran {
            stdout: String::new(),
            stderr: "error: the table has no column `student`\n\nhint: the first row names the columns, with commas, semicolons or tabs between: student,question,answer and, if you like, id,medium,seconds\n".to_owned(),
            code: Some(2),
        }
    );
}

#[test]
fn one_answer_gets_a_card_or_an_object() {
    let home = Home::new();
    let ran = home.run(&["grade", "list/one"], "a tuple is immutable");
    assert!(
        ran.stdout.contains("A tuple is immutable"),
        "{}",
        ran.stdout
    );
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    home.write("answer.txt", "a tuple is immutable");
    let path = home.path().join("answer.txt");
    let one = home.run(
        &[
            "grade",
            "list/one",
            "--json",
            "--answer",
            path.to_str().unwrap(),
        ],
        "",
    );
    let stream = home.run(
        &["grade", "--jsonl"],
        "{\"question\": \"list/one\", \"answer\": \"a tuple is immutable\"}",
    );
    assert_eq!(one, stream);
}

#[test]
fn a_question_or_file_that_is_not_there_is_a_usage_error() {
    let home = Home::new();
    for (arguments, stderr) in [
        (
            &["grade", "list/oen"][..],
            "error: no question `list/oen`\n\nhint: did you mean `list/one`?\n",
        ),
        (
            &["grade", "a\u{1b}[2J\u{202e}b"],
            "error: no question `ab`\n\nhint: `viva bank list` shows every question\n",
        ),
        (
            &["grade", "list/one", "--answer", "/no/such/file"],
            "error: no file `/no/such/file`\n\nhint: name a file, or `-` for standard input\n",
        ),
        (
            &["grade", "--jsonl", "/"],
            "error: `/` is a folder\n\nhint: name a file, or `-` for standard input\n",
        ),
    ] {
        let ran = home.run(arguments, "");
        assert_eq!(
            (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
            ("", stderr, Some(2))
        );
    }
}

#[test]
fn a_quote_that_is_never_closed_is_told_with_its_row() {
    let home = Home::new();
    let table = "student,question,answer\nAda,list/one,it is\nBo,list/one,\"it never\nCy,list/one,it is\nDi,list/one,it is\n";
    let ran = home.run(&["grade", "--csv"], table);
    assert_eq!(
        ran.stderr,
        "row 3: a quote that begins in this row is never closed, so the rest of the table is in it: close it, or write a quote within quotes twice\n"
    );
    assert_eq!(ran.code, Some(1));
}
