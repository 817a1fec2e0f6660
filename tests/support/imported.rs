//! Importing a list into a folder of a home, and the program with that folder alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{Home, Ran, SETTINGS, VIVA, run};

/// A list in a home, imported into a folder of it.
pub(crate) fn import(home: &Home, list: &Path, more: &[&str]) -> (Ran, Value) {
    let to = home.path().join("imported");
    let mut arguments = vec![
        "bank",
        "import",
        list.to_str().unwrap(),
        "--to",
        to.to_str().unwrap(),
        "--json",
    ];
    arguments.extend(more);
    let ran = home.run(&arguments, "");
    let outcome = serde_json::from_str(&ran.stdout).unwrap_or(Value::Null);
    (ran, outcome)
}

pub(crate) fn import_text(home: &Home, name: &str, text: impl AsRef<[u8]>) -> (Ran, Value) {
    home.write(name, text);
    import(home, &home.path().join(name), &[])
}

/// `[found, written, duplicates, left out]`.
pub(crate) fn counts(outcome: &Value) -> [u64; 4] {
    let count = |name: &str| outcome[name].as_u64().unwrap_or(u64::MAX);
    let left_out = outcome["left_out"].as_array().map_or(0, Vec::len);
    [
        count("found"),
        count("written"),
        count("duplicates"),
        left_out as u64,
    ]
}

/// The program with the imported bank alone.
pub(crate) fn with_imported(home: &Home, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(VIVA);
    for setting in SETTINGS {
        command.env_remove(setting);
    }
    command
        .env("HOME", home.path())
        .env("VIVA_DATA_DIR", home.data())
        .args(arguments)
        .arg("--only-bank")
        .arg(home.path().join("imported"));
    run(&mut command, input)
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    found
}
