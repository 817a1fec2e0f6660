//! What an import writes: a bank that is checked, listed and played, once, and never over what is there.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::Home;
use support::imported::{counts, files, import, import_text, with_imported};

#[test]
fn an_imported_bank_is_checked_listed_played_and_imported_once() {
    let home = Home::new();
    let (ran, outcome) = import(&home, Path::new("tests/import/article.txt"), &[]);
    assert_eq!(
        (counts(&outcome), ran.code),
        ([3, 3, 0, 10], Some(0)),
        "{ran:?}"
    );
    assert_eq!(outcome["left_out"][0]["line"], 1);

    let checked = with_imported(&home, &["bank", "check"], "");
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(
        checked
            .stdout
            .contains("3 rubrics drafted, to be confirmed"),
        "{}",
        checked.stdout
    );

    let listed = with_imported(&home, &["bank", "list", "--json"], "");
    let lines: Vec<Value> = support::results(&listed);
    assert_eq!(lines.len(), 3);
    assert!(
        lines
            .iter()
            .all(|line| line["drafted"] == true && line["topic"] == "general"),
        "{lines:?}"
    );

    let played = with_imported(
        &home,
        &["practice", "-n", "3", "--seed", "1", "--json"],
        "a goroutine is scheduled by the runtime\n\n\n",
    );
    assert_eq!(
        (support::results(&played).len(), played.code),
        (3, Some(0)),
        "{played:?}"
    );

    let before = files(&home.path().join("imported"));
    let (ran, outcome) = import(&home, Path::new("tests/import/article.txt"), &[]);
    assert_eq!((counts(&outcome), ran.code), ([3, 0, 3, 10], Some(0)));
    assert_eq!(files(&home.path().join("imported")), before);
}

#[test]
fn a_drafted_rubric_knows_its_own_answer_and_not_an_empty_one() {
    let home = Home::new();
    for list in [
        "article.txt",
        "tagged.txt",
        "pairs.txt",
        "readme.md",
        "export.csv",
        "anki.txt",
    ] {
        import(&home, &Path::new("tests/import").join(list), &[]);
    }
    let listed = with_imported(&home, &["bank", "list", "--json"], "");
    let mut graded = 0;
    for line in support::results(&listed) {
        if line["key_points"] == 0 {
            continue;
        }
        let id = line["id"].as_str().unwrap();
        let shown = with_imported(&home, &["bank", "show", id, "--json"], "");
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        for (answer, is_known) in [
            (shown["model_answer"].as_str().unwrap(), true),
            ("I have seen that somewhere.", false),
        ] {
            let ran = with_imported(&home, &["grade", id, "--json"], answer);
            let score = serde_json::from_str::<Value>(&ran.stdout).unwrap()["score"]
                .as_f64()
                .unwrap();
            assert_eq!(score >= 85.0, is_known, "{id}: {score} for {answer}");
        }
        graded += 1;
    }
    assert!(graded >= 15, "{graded}");
}

#[test]
fn questions_without_an_answer_are_listed_and_not_asked() {
    let home = Home::new();
    let (_, outcome) = import(&home, Path::new("tests/import/titles.txt"), &[]);
    assert_eq!(counts(&outcome), [10, 10, 0, 4]);
    let checked = with_imported(&home, &["bank", "check"], "");
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(
        checked
            .stdout
            .contains("10 questions without an answer, so not asked"),
        "{}",
        checked.stdout
    );
    assert_eq!(
        support::results(&with_imported(&home, &["bank", "list", "--json"], "")).len(),
        10
    );
    let played = with_imported(&home, &["practice"], "");
    assert_eq!(played.code, Some(2));
    assert!(
        played
            .stderr
            .contains("no question has an answer to grade by yet"),
        "{}",
        played.stderr
    );
    let id = "imported/ownership/moves";
    let graded = with_imported(&home, &["grade", id], "it is gone");
    assert_eq!(graded.code, Some(2));
    assert!(
        graded.stderr.contains("has no answer to grade by yet"),
        "{}",
        graded.stderr
    );

    // Once there is a key point, it is asked.
    let rubric = home.path().join(format!("imported/rubrics/{id}.toml"));
    let text = fs::read_to_string(&rubric).unwrap()
        + "[[key_points]]\nstatement = \"A moved variable can't be used any more\"\n";
    fs::write(&rubric, text).unwrap();
    let played = with_imported(
        &home,
        &["practice", "--json"],
        "you can't use the moved variable any more\n",
    );
    assert_eq!(support::results(&played)[0]["question"], id);
}

#[test]
fn what_the_files_say_is_readable_and_names_its_origin() {
    let home = Home::new();
    import(&home, Path::new("tests/import/tagged.txt"), &[]);
    let folder = home.path().join("imported");
    let slug = "imported/general/transaction.toml";
    insta::assert_snapshot!(fs::read_to_string(folder.join("questions").join(slug)).unwrap(), @r##"
    #:schema ../../../schemas/question.schema.json
    # From tagged.txt, line 8.
    format = 1
    prompt = "What is a transaction?"
    level = "beginner"
    kind = "open"
    minutes = 2
    hints = []             # 2 or 3, from a nudge to nearly the answer
    model_answer = "A transaction groups statements so that all of them happen or none."
    follow_ups = []
    "##);
    insta::assert_snapshot!(fs::read_to_string(folder.join("rubrics").join(slug)).unwrap(), @r##"
    #:schema ../../../schemas/rubric.schema.json
    # From tagged.txt, line 8.
    # Drafted from the answer. Confirm or rewrite each point, add how people say it, then remove `drafted`.
    format = 1
    drafted = true
    reference = "A transaction groups statements so that all of them happen or none."

    [[key_points]]
    id = "transaction-groups-statements-happen"
    statement = "A transaction groups statements so that all of them happen or none"
    weight = 1.5
    # patterns = ['statements groups', 'statements happen', 'groups happen']   # suggested: keep what says the point
    "##);
}

#[test]
fn the_same_question_in_other_spelling_is_not_doubled() {
    let home = Home::new();
    let list = "1. What is a list?\n2. what is a  LIST\n3. What is `==`?\n4. What is `!=`?\n";
    let (ran, outcome) = import_text(&home, "list.txt", list);
    assert_eq!(
        (counts(&outcome), ran.code),
        ([4, 3, 1, 0], Some(0)),
        "{outcome}"
    );
    let checked = with_imported(&home, &["bank", "check"], "");
    assert_eq!(checked.code, Some(0), "{checked:?}");
}

#[test]
fn ids_are_the_same_on_every_run_and_never_meet() {
    let list = "1. Why is a list ordered?\n2. Why is the ordered list?\n3. Что такое список?\n4. Что такое кортеж?\n";
    let ids = || {
        let home = Home::new();
        import_text(&home, "list.txt", list);
        let listed = with_imported(&home, &["bank", "list", "--json"], "");
        let lines = support::results(&listed);
        lines
            .iter()
            .map(|line| line["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let first = ids();
    assert_eq!(first.len(), 4, "{first:?}");
    assert!(first.iter().all(|id| id.is_ascii()));
    assert_eq!(ids(), first);
}

#[test]
fn nothing_there_is_overwritten_and_damage_is_told() {
    let home = Home::new();
    home.write("imported/questions/imported/general/list.toml", "prompt = ");
    home.write("imported/rubrics/imported/general/tuple.toml", "# mine\n");
    let (ran, outcome) = import_text(
        &home,
        "list.txt",
        "1. What is a list?\n2. What is a tuple?\n",
    );
    assert_eq!(
        (counts(&outcome), ran.code),
        ([2, 2, 0, 0], Some(0)),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("list.toml:1"), "{}", ran.stderr);
    let text = |path: &str| fs::read_to_string(home.path().join("imported").join(path)).unwrap();
    assert_eq!(text("questions/imported/general/list.toml"), "prompt = ");
    assert_eq!(text("rubrics/imported/general/tuple.toml"), "# mine\n");
    assert!(text("questions/imported/general/list-2.toml").contains("What is a list?"));
    assert!(text("questions/imported/general/tuple-2.toml").contains("What is a tuple?"));
}

#[test]
fn a_folder_that_cannot_be_written_stays_as_it_is() {
    let home = Home::new();
    // A file stands where a folder is needed, for the second topic only.
    home.write("imported/questions/imported/second", "in the way");
    let (ran, outcome) = import_text(
        &home,
        "list.csv",
        "question,topic\nWhat is one?,first\nWhat is two?,second\n",
    );
    assert_eq!(
        (counts(&outcome), ran.code),
        ([2, 1, 0, 0], Some(3)),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("can't be written"), "{}", ran.stderr);
    let left = files(&home.path().join("imported"));
    let names: Vec<_> = left
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "what-is-one.toml",
            "second",
            "what-is-one.toml",
            "question.schema.json",
            "rubric.schema.json"
        ]
    );
}

#[test]
fn options_and_standard_input() {
    let home = Home::new();
    let to = home.path().join("imported");
    let arguments = [
        "bank",
        "import",
        "-",
        "--to",
        to.to_str().unwrap(),
        "--track",
        "mine",
        "--topic",
        "Small Talk",
        "--level",
        "advanced",
    ];
    let ran = home.run(&arguments, "1. How are you?\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let listed = support::results(&with_imported(&home, &["bank", "list", "--json"], ""));
    assert_eq!(
        (listed[0]["topic"].as_str(), listed[0]["level"].as_str()),
        (Some("small-talk"), Some("advanced"))
    );
    assert!(listed[0]["id"].as_str().unwrap().starts_with("mine/"));

    let ran = home.run(&["bank", "import", "nowhere.txt"], "");
    assert_eq!(ran.code, Some(2));
    let ran = home.run(&["bank", "import", "-", "--track", "concepts"], "1. Why?\n");
    assert_eq!(ran.code, Some(2));
    // One's own bank is the default.
    let ran = home.run(&["bank", "import", "-"], "1. Why is this?\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(home.data().join("bank/questions/imported/general").is_dir());
}
