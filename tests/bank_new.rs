//! `viva bank new`: from flags, and at a terminal by a dialogue and the author's editor.

mod support;

use serde_json::Value;
use support::Home;

const FLAGS: &[&str] = &[
    "bank",
    "new",
    "--prompt",
    "What is a heap?",
    "--topic",
    "Data Structures",
    "--level",
    "beginner",
];

fn made(home: &Home, more: &[&str], input: &str) -> Value {
    let arguments: Vec<&str> = FLAGS
        .iter()
        .chain(more)
        .copied()
        .chain(["--json"])
        .collect();
    let ran = home.run(&arguments, input);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn flags_and_an_answer_make_a_question_that_is_asked() {
    let home = Home::new();
    let made = made(
        &home,
        &["--answer", "-"],
        "A heap is a tree where no parent is larger than its children. The smallest one is on top.\n",
    );
    assert_eq!(made["id"], "own/data-structures/heap");
    let rubric = std::fs::read_to_string(made["rubric"].as_str().unwrap()).unwrap();
    assert!(
        rubric.contains("drafted = true") && rubric.contains("no parent is larger"),
        "{rubric}"
    );
    // One's own bank is always there.
    let graded = home.run(
        &["grade", "heap", "--json"],
        "a tree with no parent larger than its children, so the smallest is on top",
    );
    let score = serde_json::from_str::<Value>(&graded.stdout).unwrap()["score"]
        .as_f64()
        .unwrap();
    assert!(score > 60.0, "{graded:?}");
    let shown = home.run(&["bank", "show", "own/data-structures/heap"], "");
    assert!(shown.stdout.contains("rubric drafted"), "{}", shown.stdout);
}

/// What the guide tells a new author to type, from its own text.
#[test]
fn the_question_of_the_guide_goes_as_the_guide_says() {
    let guide = include_str!("../docs/authoring.md");
    let blocks = |opening: &str| -> Vec<&str> {
        let parts = guide.split(opening).skip(1);
        parts
            .map(|part| part.split("```").next().unwrap())
            .collect()
    };
    let (files, answers) = (blocks("```toml\n"), blocks("```json\n")[0]);
    let home = Home::new();
    let rubric = "own/rubrics/own/web/put-again.toml";
    home.write("own/questions/own/web/put-again.toml", files[0]);
    home.write(rubric, files[1]);
    home.write("answers.jsonl", answers);
    let [own, file] = ["own", "answers.jsonl"].map(|name| home.path().join(name));
    let (own, file) = (own.to_str().unwrap(), file.to_str().unwrap());
    let check = || home.run(&["bank", "check", own], "");
    assert!(check().stdout.contains("1 finding"), "{:?}", check());
    let mark = ["bank", "mark", file, "--bank", own];
    let marked = home.run(&mark, "95 plain\n5 wrong\n60 partial\n");
    assert!(
        marked
            .stdout
            .contains("You gave 60, Viva gives 9.0: 51.0 lower."),
        "{marked:?}"
    );
    assert!(check().stdout.contains("graded 9.0"), "{:?}", check());
    let text = std::fs::read_to_string(home.path().join(rubric)).unwrap();
    let last = "'again|twice like|as once',\n";
    let repaired = text.replace(last, &format!("{last}  'overwrite|replace same',\n"));
    assert_ne!(repaired, text);
    home.write(rubric, repaired);
    assert_eq!(check().code, Some(0), "{:?}", check());
    assert!(check().stdout.contains("viva  47.8"), "{:?}", check());
}

#[test]
fn a_question_is_made_once_and_nothing_is_overwritten() {
    let home = Home::new();
    made(&home, &[], "");
    let again = home.run(FLAGS, "");
    assert_eq!(again.code, Some(2));
    assert!(
        again
            .stderr
            .contains("own/data-structures/heap asks the same"),
        "{}",
        again.stderr
    );
    let arguments = [
        "bank",
        "new",
        "--prompt",
        "And what is a binary heap?",
        "--topic",
        "data-structures",
        "--level",
        "beginner",
        "--name",
        "heap",
    ];
    let taken = home.run(&arguments, "");
    assert_eq!(taken.code, Some(2));
    assert!(
        taken
            .stderr
            .contains("there is a question `own/data-structures/heap` already"),
        "{}",
        taken.stderr
    );
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let home = Home::new();
    let ran = home.run(&["bank", "new", "--prompt", "Why?"], "");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .contains("a new question needs --topic TOPIC, --level LEVEL")
            && ran.stderr.contains("hint:"),
        "{}",
        ran.stderr
    );
    for bad in [
        &["--name", "No Such Name"][..],
        &["--answer", "nowhere.md"],
        &["--track", "../up"],
    ] {
        let arguments: Vec<&str> = FLAGS.iter().chain(bad).copied().collect();
        assert_eq!(home.run(&arguments, "").code, Some(2), "{bad:?}");
    }
    assert!(!home.data().join("bank").exists());
}

#[cfg(unix)]
mod at_a_terminal {
    use super::Home;
    use super::support::terminal::Terminal;

    /// An editor that breaks the rubric the first time and repairs it the second.
    const EDITOR: &str = "#!/bin/sh\n\
        if [ -e edited ]; then sed -i 's/^wieght/weight/' \"$2\"; else touch edited; sed -i 's/^weight/wieght/' \"$2\"; fi\n";

    #[test]
    fn a_dialogue_then_the_editor_until_nothing_is_found() {
        let home = Home::new();
        home.write("editor", EDITOR);
        let editor = format!("sh '{}'", home.path().join("editor").display());
        let mut terminal = Terminal::start_with(&home, &["bank", "new"], &[("EDITOR", &editor)]);
        for (question, answer) in [
            ("Question, as you would say it:", "What is a trie?\r"),
            ("Topic, such as concurrency (nothing: general):", "trees\r"),
            ("Level: beginner, intermediate or advanced:", "hard\r"),
            ("Level: beginner, intermediate or advanced:", "int\r"),
            (
                "an empty line ends it:",
                "A trie is a tree in which each edge is a letter.\rWords share their beginnings.\r\r",
            ),
            ("unknown field `wieght`: did you mean `weight`?", ""),
            ("Edit again? [Y/n]:", "\r"),
        ] {
            terminal.wait_for(question);
            terminal.press(answer);
        }
        terminal.wait_for("own/trees/trie");
        let (rest, code) = terminal.end();
        assert_eq!(code, 0, "{rest}");
        assert!(rest.contains("drafted from the answer"), "{rest}");
    }

    #[test]
    fn leaving_the_dialogue_writes_nothing() {
        let home = Home::new();
        let mut terminal = Terminal::start(&home, &["bank", "new"]);
        terminal.wait_for("as you would say it:");
        terminal.wait_for("> ");
        terminal.press("\u{4}");
        let (_, code) = terminal.end();
        assert_eq!(code, 0);
        assert!(!home.data().join("bank").exists());
    }

    #[test]
    fn without_an_editor_the_question_is_there_all_the_same() {
        let home = Home::new();
        let arguments = [
            "bank",
            "new",
            "--prompt",
            "What is a trie?",
            "--topic",
            "trees",
            "--level",
            "beginner",
        ];
        let mut terminal = Terminal::start(&home, &arguments);
        terminal.wait_for("an empty line ends it:");
        terminal.press("\r");
        terminal.wait_for("no editor is set");
        terminal.wait_for("There is no answer yet");
        let (_, code) = terminal.end();
        assert_eq!(code, 0);
    }
}
