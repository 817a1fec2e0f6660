//! The layers of ARCHITECTURE.md, checked: a module uses only what its row names, and modules and rows agree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules it may use. `commands` wires everything and may use all of them.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("assessment", &[]),
    ("grading", &["assessment", "text"]),
    ("interview", &["assessment", "text", "grading"]),
    ("examiner", &["assessment", "text", "grading"]),
    ("bank", &["assessment", "text", "grading"]),
    ("history", &["assessment", "text", "grading", "interview"]),
    ("report", &["assessment", "text", "grading", "interview"]),
    ("terminal", &["assessment", "text", "grading", "interview"]),
    ("llm", &[]),
    ("speech", &["text"]),
    ("config", &[]),
    ("cli", &[]),
];

/// The root of the wiring, which sees every module.
const ROOT: &str = "commands";

/// The files at the top that are no modules.
const TOP: &[&str] = &["lib", "main"];

#[test]
fn a_module_uses_only_what_its_row_names() {
    let mut violations = Vec::new();
    for (module, allowed) in MAY_USE {
        for file in files_of(module) {
            for (number, line) in read(&file).lines().enumerate() {
                for used in crate_paths(line) {
                    if used != *module && !allowed.contains(&used.as_str()) {
                        violations.push(format!(
                            "{}:{}: `{module}` may not use `{used}`",
                            file.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn paths_are_written_so_that_the_rows_can_be_checked() {
    let mut violations = Vec::new();
    for file in all_files() {
        for (number, line) in read(&file).lines().enumerate() {
            let code = without_comment(line);
            for shape in ["crate::{", "super::super"] {
                if code.contains(shape) {
                    violations.push(format!(
                        "{}:{}: write `use crate::module::..`, not `{shape}`",
                        file.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn modules_and_rows_agree() {
    let rows: BTreeSet<String> = MAY_USE
        .iter()
        .map(|(module, _)| (*module).to_owned())
        .chain([ROOT.to_owned()])
        .collect();
    let modules: BTreeSet<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| !TOP.contains(&name.as_str()))
        .collect();
    assert_eq!(modules, rows);
}

#[test]
fn the_page_names_every_module() {
    let page = read(Path::new("ARCHITECTURE.md"));
    for (module, allowed) in MAY_USE {
        let names = if allowed.is_empty() {
            "-".to_owned()
        } else {
            allowed.join(", ")
        };
        let row = format!("| `{module}` | {names} |");
        assert!(page.contains(&row), "ARCHITECTURE.md has no row {row}");
    }
}

#[test]
fn the_page_gives_a_reason_for_every_dependency_and_names_no_other() {
    let manifest: toml::Table = read(Path::new("Cargo.toml")).parse().unwrap();
    let unix = &manifest["target"]["cfg(unix)"];
    let mut depended_on = BTreeSet::new();
    for (tables, kind) in [
        (&manifest["dependencies"], "dependencies"),
        (&manifest["build-dependencies"], "build-dependencies"),
        (&manifest["dev-dependencies"], "dev-dependencies"),
        (&unix["dependencies"], "dependencies of Unix"),
    ] {
        let table = tables.as_table().unwrap_or_else(|| panic!("no {kind}"));
        depended_on.extend(table.keys().cloned());
    }
    assert_eq!(manifest["target"].as_table().unwrap().len(), 1);
    let page = read(Path::new("ARCHITECTURE.md"));
    let (_, rest) = page.split_once("\n## Dependencies\n").unwrap();
    let (section, _) = rest.split_once("\n## ").unwrap();
    let rows: Vec<(String, &str)> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, reason)| (name.to_owned(), reason.trim_end_matches([' ', '|'])))
        .collect();
    assert!(rows.iter().all(|(_, reason)| !reason.is_empty()));
    let named: BTreeSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(named.len(), rows.len(), "a dependency is named twice");
    assert_eq!(named, depended_on);
}

#[test]
fn a_reach_across_the_layers_is_found() {
    assert_eq!(
        crate_paths("use crate::bank::Bank; let x = crate::text::f();"),
        ["bank", "text"]
    );
    assert!(crate_paths("// use crate::bank::Bank").is_empty());
    assert!(crate_paths("/// [`crate::bank`]").is_empty());
    assert!(crate_paths("pub(crate) fn f() {}").is_empty());
}

/// Every `NAME` of a `crate::NAME` outside a comment.
fn crate_paths(line: &str) -> Vec<String> {
    without_comment(line)
        .split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .filter(|name: &String| !name.is_empty())
        .collect()
}

fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or("")
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let file = Path::new("src").join(format!("{module}.rs"));
    let folder = Path::new("src").join(module);
    let mut files = Vec::new();
    if file.is_file() {
        files.push(file);
    }
    if folder.is_dir() {
        files.extend(rust_files(&folder));
    }
    files
}

fn all_files() -> Vec<PathBuf> {
    rust_files(Path::new("src"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
