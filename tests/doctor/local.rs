//! What is looked at on this machine: the configuration, the data folder and its history, the questions, the terminal.

use std::fs;

use super::support::{Home, run};
use super::{diagnosis, ran};

const ONE: &[&str] = &["practice", "--question", "list/one"];

/// A home with a history of one session.
fn practiced() -> Home {
    let home = Home::new();
    assert_eq!(home.run(ONE, "a tuple is immutable\n").code, Some(0));
    home
}

#[test]
fn a_new_home_lacks_nothing_and_gets_nothing() {
    let home = Home::new();
    let found = diagnosis(&home, &[], &[]);
    assert_eq!(
        (found.code, found.missing()),
        (Some(0), vec![]),
        "{found:#?}"
    );
    assert_eq!(
        found.of("data-folder").told,
        format!(
            "{} is made when there is something to keep",
            home.data().display()
        )
    );
    assert_eq!(
        found.of("history").told,
        "none yet: the first session begins it"
    );
    assert!(found.of("questions").told.starts_with("2 questions: "));
    assert!(
        found
            .of("configuration")
            .advice
            .contains("`viva config init`")
    );
    assert!(!home.data().exists());
    let told = ran(&home, &[], &[]);
    assert!(
        told.stdout.ends_with("\n  All that is wanted works.\n"),
        "{told:?}"
    );
    assert_eq!((told.stderr.as_str(), told.code), ("", Some(0)));
}

#[test]
fn a_broken_configuration_is_told_with_its_place_and_the_rest_is_looked_at() {
    let home = Home::new();
    home.write(
        "config.toml",
        "[llm]\nenabled = true\nbase_ulr = \"http://h\"\n",
    );
    let path = home.path().join("config.toml");
    let path = path.to_str().unwrap();
    let found = diagnosis(&home, &["--llm", "--config", path], &[]);
    assert_eq!(
        (found.code, found.missing()),
        (Some(1), vec!["configuration"])
    );
    let told = &found.of("configuration").told;
    assert!(
        told.starts_with(&format!("{path}:3:1: unknown field `base_ulr`")),
        "{told}"
    );
    assert_eq!(found.of("language-model").ok, None);
    assert_eq!(found.of("questions").ok, Some(true));

    home.write("config.toml", b"\xff\xfe");
    assert_eq!(
        diagnosis(&home, &["--config", path], &[]).missing(),
        ["configuration"]
    );
    home.write("config.toml", "[practice]\ncount = 3\n");
    let valid = diagnosis(&home, &["--config", path], &[]);
    assert_eq!(valid.of("configuration").told, format!("{path} is valid"));
    let nowhere = diagnosis(&home, &[], &[("VIVA_CONFIG", "/nowhere/config.toml")]);
    assert_eq!(nowhere.missing(), ["configuration"]);
}

#[test]
fn a_history_is_told_with_its_size_and_schema() {
    let home = practiced();
    let before = fs::read(home.data().join("viva.db")).unwrap();
    let found = diagnosis(&home, &[], &[]);
    let told = &found.of("history").told;
    assert!(told.contains(": 1 session, 1 answer, "), "{told}");
    assert!(told.ends_with(" kB, schema 3, no damage found"), "{told}");
    assert!(found.of("data-folder").told.ends_with("can be written"));
    // Looking leaves everything as it was.
    assert_eq!(fs::read(home.data().join("viva.db")).unwrap(), before);
    assert!(!home.data().join("viva.db-wal").exists());
}

#[test]
fn a_history_of_an_earlier_schema_is_not_touched() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    let file = home.data().join("viva.db");
    rusqlite::Connection::open(&file)
        .unwrap()
        .execute_batch(include_str!("../schemas/1.sql"))
        .unwrap();
    let before = fs::read(&file).unwrap();
    let found = diagnosis(&home, &[], &[]);
    assert!(found.of("history").told.contains("schema 1,"), "{found:?}");
    assert!(found.of("history").advice.contains("brings it to schema 3"));
    assert_eq!(found.code, Some(0));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_history_is_told_and_left_as_it_is() {
    let home = practiced();
    let file = home.data().join("viva.db");
    let whole = fs::read(&file).unwrap();

    // The head is whole, so that only a look inside sees it: one page of an index, or half of the file.
    let page: usize = rusqlite::Connection::open(&file)
        .unwrap()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'attempts_by_question'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    for damaged in [
        (page - 1) * 4096..page * 4096,
        whole.len() / 8192 * 4096..whole.len(),
    ] {
        let mut holed = whole.clone();
        holed[damaged].fill(0xa5);
        fs::write(&file, &holed).unwrap();
        let found = diagnosis(&home, &[], &[]);
        assert_eq!(
            (found.code, found.missing()),
            (Some(1), vec!["history"]),
            "{found:#?}"
        );
        assert!(found.of("history").told.contains("is damaged: "));
        assert!(found.of("history").advice.contains("viva history export"));
        assert_eq!(fs::read(&file).unwrap(), holed);
    }

    fs::write(
        &file,
        "this is no database, but a text that is longer than the head of one, by far ...",
    )
    .unwrap();
    let found = diagnosis(&home, &[], &[]);
    assert_eq!(found.missing(), ["history"]);
    assert!(
        found
            .of("history")
            .told
            .ends_with("not a database, or a damaged one")
    );
    assert!(
        found
            .of("history")
            .advice
            .contains("viva history delete --all")
    );

    fs::write(&file, &whole).unwrap();
    rusqlite::Connection::open(&file)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let found = diagnosis(&home, &[], &[]);
    assert_eq!(found.missing(), ["history"]);
    assert!(found.of("history").told.contains("schema 99"), "{found:?}");
}

#[test]
fn a_data_folder_that_can_not_be_written_is_told() {
    let home = Home::new();
    home.write("file", "in the way");
    let below = home.path().join("file/data");
    let found = diagnosis(&home, &["--data-dir", below.to_str().unwrap()], &[]);
    assert_eq!(
        (found.code, found.missing()),
        (Some(1), vec!["data-folder"]),
        "{found:#?}"
    );
    assert!(found.of("data-folder").told.contains("file is no folder"));
    assert!(found.of("data-folder").advice.contains("--data-dir DIR"));
}

/// A folder without the right to write, where the one who tests does not write everywhere.
#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = practiced();
    let set = |mode| fs::set_permissions(home.data(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o500);
    if fs::write(home.data().join("probe"), "").is_ok() {
        eprintln!("skipped: this user writes wherever it wants");
        set(0o700);
        return;
    }
    let found = diagnosis(&home, &[], &[]);
    set(0o700);
    assert!(found.missing().contains(&"data-folder"), "{found:#?}");
}

#[test]
fn a_damaged_question_is_told_with_its_place() {
    let home = Home::new();
    home.write("bank/rubrics/track/topic/two.toml", "reference = 3\n");
    let found = diagnosis(&home, &[], &[]);
    assert_eq!(
        (found.code, found.missing()),
        (Some(1), vec!["question-file"])
    );
    let told = &found.of("question-file").told;
    assert!(told.contains("rubrics/track/topic/two.toml:1:"), "{told}");
    assert!(
        found.of("questions").told.starts_with("1 question: "),
        "{found:?}"
    );

    let empty = home.path().join("empty");
    fs::create_dir_all(empty.join("questions")).unwrap();
    let mut command = std::process::Command::new(super::support::VIVA);
    command
        .env("HOME", home.path())
        .env("VIVA_DATA_DIR", home.data())
        .args(["doctor", "--only-bank"])
        .arg(empty);
    let none = run(&mut command, "");
    assert!(none.stdout.contains("✗ 0 questions: "), "{none:?}");
    assert_eq!(none.code, Some(1));
}

#[test]
fn a_locale_that_is_not_utf_8_is_noted() {
    if cfg!(unix) {
        let found = diagnosis(&Home::new(), &[], &[("LC_ALL", "C")]);
        assert!(
            found.of("characters").told.contains("LC_ALL=C"),
            "{found:?}"
        );
        assert_eq!(
            (found.of("characters").ok, found.code),
            (Some(true), Some(0))
        );
    }
}

#[cfg(unix)]
#[test]
fn at_a_terminal_its_width_is_told() {
    let home = Home::new();
    let environment = [
        ("LANG", "C.UTF-8"),
        ("LC_ALL", "C.UTF-8"),
        ("NO_COLOR", "1"),
    ];
    let mut terminal =
        super::support::terminal::Terminal::start_at(50, &home, &["doctor"], &environment);
    let (screen, code) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("✓ 50 columns"), "{screen}");
    assert!(screen.contains("✓ colour is off, by NO_COLOR"), "{screen}");
    assert!(screen.contains("All that is wanted works."), "{screen}");
}

#[test]
fn plain_words_stand_for_marks() {
    let told = ran(&Home::new(), &["--plain"], &[]);
    assert!(told.stdout.contains("\nfine: 2 questions: "), "{told:?}");
    assert!(!told.stdout.contains(['✓', '·', '→']), "{told:?}");
}
