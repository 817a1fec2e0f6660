//! Lists as people have them: what is found in each shape, what is left out and why, and what is said of bad ones.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::Home;
use support::imported::{counts, import_text};
use viva::bank::import::{Format, decode, read};

/// Everything that was found in a list of `tests/import`, for a person to read.
fn found_in(name: &str) -> String {
    let path = Path::new("tests/import").join(name);
    let text = decode(&fs::read(&path).unwrap(), None).unwrap().text;
    let extension = path.extension().unwrap().to_str().unwrap();
    let format = Format::of(extension, &text);
    let imported = read(format, &text);
    let mut told = format!("{}\n", format.name());
    for question in &imported.questions {
        let level = question.level.map_or("no level", |level| level.name());
        let topic = question.topic.as_deref().unwrap_or("no topic");
        let title = question
            .title
            .as_ref()
            .map_or(String::new(), |title| format!(", {title}"));
        let _ = writeln!(
            told,
            "\n{}: {}\n    [{topic}, {level}{title}]",
            question.line, question.prompt
        );
        for (sign, text) in [
            ("$", question.code.as_deref().unwrap_or("")),
            ("|", &question.answer),
        ] {
            for line in text.lines() {
                told.push_str(format!("    {sign} {line}").trim_end());
                told.push('\n');
            }
        }
    }
    for left_out in &imported.left_out {
        let _ = write!(
            told,
            "\n{}: left out ({:?}): {}",
            left_out.line, left_out.cause, left_out.why
        );
    }
    told.trim_end().to_owned()
}

/// Every list of `tests/import` with what is found in it, in `tests/import/found`.
#[test]
fn each_list_gives_its_questions_topics_levels_and_answers() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("import/found");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut names: Vec<String> = fs::read_dir("tests/import")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 14, "{names:?}");
    settings.bind(|| {
        for name in names {
            insta::assert_snapshot!(name.replace('.', "-"), found_in(&name));
        }
    });
}

#[test]
fn a_list_that_is_cut_anywhere_is_read_in_every_format() {
    let formats = [
        Format::Plain,
        Format::Markdown,
        Format::Table { delimiter: b',' },
        Format::Json,
        Format::JsonLines,
        Format::Anki,
    ];
    for entry in fs::read_dir("tests/import").unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = decode(&fs::read(&path).unwrap(), None).unwrap().text;
        for cut in (0..text.len()).step_by(7) {
            let cut = text.floor_char_boundary(cut);
            for part in [&text[..cut], &text[cut..]] {
                for format in formats {
                    let imported = read(format, part);
                    let lines = imported.questions.iter().map(|question| question.line);
                    let lines = lines.chain(imported.left_out.iter().map(|left_out| left_out.line));
                    let last = part.lines().count().max(1);
                    for line in lines {
                        assert!(
                            (1..=last).contains(&line),
                            "{path:?} {cut} {format:?}: line {line}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn bad_lists_get_a_line_each_and_the_rest_is_done() {
    for (name, bytes, expected, code, says) in [
        ("empty.txt", &b""[..], None, 2, "there is nothing in it"),
        (
            "binary.txt",
            &[0_u8, 159, 1, 2, 255, 0, 3, 7].repeat(100),
            None,
            2,
            "binary file",
        ),
        (
            "cards.apkg",
            b"PK\x03\x04................",
            None,
            2,
            "export it as CSV or text",
        ),
        (
            "prose.txt",
            b"Nothing here asks.\nIt only tells.\n",
            Some([0, 0, 0, 1]),
            1,
            "",
        ),
        (
            "latin.csv",
            b"question;answer\nWhat is caf\xe9?;It\x92s coffee.\n",
            Some([1, 1, 0, 0]),
            0,
            "windows-1252",
        ),
        (
            "utf16.txt",
            b"\xff\xfe1\0.\0 \0W\0h\0y\0?\0",
            Some([1, 1, 0, 0]),
            0,
            "UTF-16LE",
        ),
        (
            "bell.txt",
            b"1. What does \x07 or \x1b[2J do to a line of text that someone reads later on?\n",
            Some([1, 1, 0, 0]),
            0,
            "2 control characters",
        ),
        (
            "no-columns.csv",
            b"name,age\nAnn,3\n",
            Some([0, 0, 0, 1]),
            1,
            "",
        ),
        (
            "open-quote.csv",
            b"question,answer\nWho?,Me\n\"What?,That\nWhy?,So\n",
            Some([1, 1, 0, 1]),
            1,
            "",
        ),
        (
            "broken.json",
            b"[{\"question\": \"What?\"}, {\"question\": ",
            Some([0, 0, 0, 1]),
            1,
            "",
        ),
        (
            "broken.jsonl",
            b"{\"question\": \"What?\"}\n{\"question\": \n{\"question\": \"Why?\"}\n",
            Some([2, 2, 0, 1]),
            1,
            "",
        ),
    ] {
        let home = Home::new();
        let (ran, outcome) = import_text(&home, name, bytes);
        assert_eq!(ran.code, Some(code), "{name}: {ran:?}");
        assert_eq!(
            expected.is_some(),
            outcome != Value::Null,
            "{name}: {ran:?}"
        );
        if let Some(expected) = expected {
            assert_eq!(counts(&outcome), expected, "{name}: {outcome}");
        }
        assert!(ran.stderr.contains(says), "{name}: {}", ran.stderr);
        assert!(
            !ran.stderr.contains('\u{1b}') && !ran.stdout.contains('\u{1b}'),
            "{name}"
        );
    }
}

#[test]
fn sizes_have_limits_that_are_told() {
    let home = Home::new();
    let long_line = format!(
        "1. What is {}?\n2. What is short?\n",
        "long ".repeat(2_000_000)
    );
    let (ran, outcome) = import_text(&home, "line.txt", long_line);
    assert_eq!(
        (counts(&outcome), ran.code),
        ([1, 1, 0, 1], Some(1)),
        "{:?}",
        ran.stderr
    );
    assert!(
        outcome["left_out"][0]["why"]
            .as_str()
            .unwrap()
            .contains("more than 2000"),
        "{outcome}"
    );

    let question = "question,answer\n";
    let row = "What is it?,\"".to_owned() + &"a b c\n".repeat(20) + "\"\n";
    let rows = question.to_owned() + &row.repeat(17 * 1024 * 1024 / row.len());
    let (ran, outcome) = import_text(&home, "long.csv", &rows);
    assert_eq!(ran.code, Some(1), "{:?}", ran.stderr);
    let left_out = outcome["left_out"].to_string();
    assert!(
        left_out.contains("longer than 16 MiB") && left_out.contains("at most 5000"),
        "{left_out}"
    );
    assert_eq!(counts(&outcome)[..3], [5000, 1, 4999]);

    let (ran, _) = import_text(
        &home,
        "long.json",
        format!("[{}]", "\"What is it?\",\n".repeat(1_300_000)),
    );
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(
        ran.stderr.contains("longer than 16 MiB") && ran.stderr.contains("hint: split it"),
        "{}",
        ran.stderr
    );
}
