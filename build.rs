//! Embeds the bank: every question as text and its rubric packed, with an index of what choosing a question needs, so that
//! starting up parses nothing but the question that is asked. What it writes names no path: a target folder may be shared by
//! several copies of the sources.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The part of a question file that the index holds.
#[derive(serde::Deserialize)]
struct Head {
    level: String,
    #[serde(default = "open")]
    kind: String,
    minutes: u8,
    #[serde(default)]
    sources: Vec<String>,
    variant_of: Option<String>,
}

fn open() -> String {
    "open".to_owned()
}

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut code = String::from("pub(super) static ITEMS: &[EmbeddedItem] = &[\n");
    let questions = root.join("questions");
    for (number, question) in toml_files(&questions).into_iter().enumerate() {
        let id = question
            .strip_prefix(&questions)
            .expect("found below it")
            .with_extension("")
            .to_string_lossy()
            .replace('\\', "/");
        let rubric = root.join("rubrics").join(format!("{id}.toml"));
        assert!(
            rubric.is_file(),
            "{}: no rubric at {}",
            question.display(),
            rubric.display()
        );
        let text = fs::read_to_string(&question).expect("a readable question file");
        let head: Head =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", question.display()));
        let _ = writeln!(
            code,
            "EmbeddedItem {{ id: {id:?}, level: {:?}, kind: {:?}, minutes: {}, sources: &{:?}, variant_of: {:?}, question: {text:?}, rubric: Packed(include_bytes!(\"{number}.packed\")) }},",
            head.level, head.kind, head.minutes, head.sources, head.variant_of,
        );
        pack(&rubric, &out.join(format!("{number}.packed")));
    }
    code.push_str("];\npub(super) static CONCEPTS: &[(&str, &str)] = &[\n");
    for file in toml_files(&root.join("rubrics/concepts")) {
        let name = file
            .strip_prefix(&root)
            .expect("found below it")
            .to_string_lossy();
        let text = fs::read_to_string(&file).expect("a readable file of concepts");
        let _ = writeln!(code, "({name:?}, {text:?}),");
    }
    code.push_str("];\n");
    fs::write(out.join("bank.rs"), code).expect("a writable output folder");
    println!("cargo::rerun-if-changed=questions");
    println!("cargo::rerun-if-changed=rubrics");
}

/// Packs a rubric into a file.
fn pack(rubric: &Path, packed: &Path) {
    // Higher levels pack no smaller.
    const LEVEL: u8 = 6;
    let text = fs::read_to_string(rubric).expect("a readable rubric file");
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL);
    fs::write(packed, bytes).expect("a writable output folder");
}

/// The TOML files below a folder, sorted, so that every build embeds the same bank in the same order.
fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
