//! The bank that is part of the program: every question passes `bank check`, and the commands show it.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{Home, Ran, VIVA};
use viva::bank::Bank;
use viva::bank::lint::{Sources, check};

/// Runs the program with the bank that is part of it.
fn viva(home: &Home, arguments: &[&str]) -> Ran {
    let mut command = std::process::Command::new(VIVA);
    for setting in support::SETTINGS {
        command.env_remove(setting);
    }
    support::run(
        command
            .env("HOME", home.path())
            .env("VIVA_DATA_DIR", home.data())
            .args(arguments),
        "",
    )
}

#[test]
fn every_question_of_the_program_passes_the_check() {
    let mut sources = Sources::default();
    sources.add_embedded();
    let checked = check(&sources, &Bank::open(&[], &[], false));
    let findings: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| format!("{}: {}", finding.place, finding.message))
        .collect();
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.join("\n")
    );
    assert!(checked.questions >= 40 && checked.samples.len() >= 3 * checked.questions);
}

#[test]
fn the_list_and_the_pages_hold_the_fields_that_scripts_read() {
    let home = Home::new();
    let list = viva(&home, &["bank", "list", "--json"]);
    assert_eq!((list.stderr.as_str(), list.code), ("", Some(0)));
    let questions: Vec<Value> = list
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut sources = BTreeSet::new();
    for question in &questions {
        let id = question["id"].as_str().unwrap();
        assert_eq!(question["topic"], id.split('/').nth(1).unwrap());
        assert!(
            ["beginner", "intermediate", "advanced"].contains(&question["level"].as_str().unwrap())
        );
        for source in question["sources"].as_array().unwrap() {
            assert!(
                sources.insert(source.as_str().unwrap().to_owned()),
                "{source} twice"
            );
        }
    }
    let first = &questions[0];
    let name = first["sources"]
        .get(0)
        .unwrap_or(&first["id"])
        .as_str()
        .unwrap();
    let shown = viva(&home, &["bank", "show", name, "--json"]);
    let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
    for (field, value) in first.as_object().unwrap() {
        assert_eq!(&shown[field], value, "{field}");
    }
    for field in ["code", "hints", "model_answer", "reference", "follow_ups"] {
        assert!(shown.get(field).is_some(), "{field}");
    }
    let points = shown["rubric"]["key_points"].as_array().unwrap();
    assert_eq!(first["key_points"], points.len());
}

#[test]
fn the_list_is_narrowed_by_topic_and_level() {
    let home = Home::new();
    let all = viva(&home, &["bank", "list", "--json"]).stdout;
    let systems = viva(
        &home,
        &[
            "bank", "list", "--json", "--topic", "systems", "--level", "advanced",
        ],
    );
    let expected: String = all
        .lines()
        .filter(|line| line.contains("\"topic\":\"systems\",\"level\":\"advanced\""))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(systems.stdout, expected);
    let ran = viva(&home, &["bank", "list", "--topic", "system"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
        (
            "",
            "error: no topic `system`\n\nhint: did you mean `systems`?\n",
            Some(2)
        )
    );
}

#[test]
fn pages_fit_eighty_columns() {
    let home = Home::new();
    for arguments in [
        &["bank", "list"][..],
        &["bank", "show", "python/data-model/list-vs-tuple"],
    ] {
        let ran = viva(&home, arguments);
        let wide: Vec<&str> = ran
            .stdout
            .lines()
            .filter(|line| line.chars().count() > 80)
            .collect();
        assert_eq!(wide, [""; 0]);
        assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    }
}

#[test]
fn the_folder_of_own_questions_is_printed_and_loaded() {
    let home = Home::new();
    let own = home.data().join("bank");
    let ran = viva(&home, &["bank", "path"]);
    assert_eq!(ran.stdout, format!("{}\n", own.display()));
    for kind in ["questions", "rubrics"] {
        let text =
            std::fs::read_to_string(home.bank().join(kind).join("track/topic/one.toml")).unwrap();
        home.write(&format!("data/bank/{kind}/mine/own/first.toml"), text);
    }
    let ran = viva(&home, &["bank", "show", "mine/own/first", "--json"]);
    assert!(
        ran.stdout.starts_with("{\"id\":\"mine/own/first\","),
        "{}",
        ran.stdout
    );
    let ran = viva(&home, &["bank", "check", own.to_str().unwrap()]);
    assert!(
        ran.stdout.contains(&format!(
            "{}:1: ",
            own.join("rubrics/mine/own/first.toml").display()
        )),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.code, Some(1));
}

#[test]
fn the_shared_concepts_are_listed_with_what_they_look_for() {
    let home = Home::new();
    let ran = viva(&home, &["bank", "list", "--concepts"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stdout
            .lines()
            .any(|line| line.starts_with("@change: change, ")),
        "{}",
        ran.stdout
    );
    let ran = viva(&home, &["bank", "list", "--concepts", "--json"]);
    let first: Value = serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap();
    assert!(first["concept"].is_string() && first["sayings"].is_array());
}
