//! docs/privacy.md names everything that is kept and every prompt that is sent.

use std::fs;
use std::path::Path;

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_page_names_every_table_and_every_prompt() {
    let page = read("docs/privacy.md");
    let mut named = Vec::new();
    for entry in fs::read_dir("src/history").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "sql") {
            let script = read(&path);
            let tables = script.lines().filter_map(|line| {
                let (name, _) = line.strip_prefix("CREATE TABLE ")?.split_once(' ')?;
                Some(name.to_owned())
            });
            named.extend(tables);
        }
    }
    assert!(named.len() >= 8, "{named:?}");
    for entry in fs::read_dir("src/examiner/prompts").unwrap() {
        let name = entry.unwrap().file_name();
        named.push(name.into_string().unwrap());
    }
    for name in named {
        assert!(
            page.contains(&format!("`{name}`")),
            "docs/privacy.md lacks {name}"
        );
    }
}

#[test]
fn the_limits_that_the_page_names_are_those_of_the_code() {
    let page = read("docs/privacy.md");
    for (said, file, code) in [
        (
            "12,000 characters",
            "fence.rs",
            "const ANSWER_CHARS: usize = 12_000;",
        ),
        (
            "1,500 each",
            "prompts.rs",
            "const TURN_CHARS: usize = 1500;",
        ),
        (
            "last six exchanges",
            "prompts.rs",
            "const TURNS: usize = 6;",
        ),
    ] {
        assert!(page.contains(said), "{said}");
        assert!(
            read(Path::new("src/examiner").join(file)).contains(code),
            "{code}"
        );
    }
}
