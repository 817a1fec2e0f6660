//! Whether lines of plain text are code: in text copied from a page nothing else marks it.

/// Words alone on a line that name the language of the code below, or the button beside it.
const LABELS: &[&str] = &[
    "python",
    "copy",
    "copy code",
    "bash",
    "shell",
    "pgsql",
    "javascript",
    "java",
    "sql",
    "json",
    "yaml",
    "c",
    "cpp",
    "rust",
    "go",
    "text",
    "plaintext",
    "php",
];

const STARTS: &[&str] = &[
    "def ",
    "class ",
    "import ",
    "from ",
    "return ",
    "print(",
    "async def ",
    "await ",
    "else:",
    "try:",
    "except",
    "finally:",
    "elif ",
    ">>> ",
    "$ ",
    "@",
    "# ",
    "//",
    "fn ",
    "let ",
    "const ",
    "var ",
    "public ",
    "private ",
    "#include",
    "SELECT ",
];

/// Whether a block of lines is code.
pub(super) fn is_code(lines: &[&str]) -> bool {
    let said: Vec<&&str> = lines
        .iter()
        .filter(|line| !line.trim().is_empty() && !is_label(line))
        .collect();
    let code = said.iter().filter(|line| is_code_line(line)).count();
    !said.is_empty() && code * 2 >= said.len() && said.iter().any(|line| is_code_line(line))
}

/// Whether a line only names the language of the code below it.
pub(super) fn is_label(line: &str) -> bool {
    LABELS.contains(&line.trim().to_lowercase().as_str())
}

fn is_code_line(line: &str) -> bool {
    let trimmed = line.trim();
    if line.starts_with("    ") || line.starts_with('\t') {
        return true;
    }
    if STARTS.iter().any(|start| trimmed.starts_with(start)) {
        // "from a list ..." is English; an import is short and ends in a name.
        let is_prose = trimmed.ends_with('.') && trimmed.contains(' ') && !trimmed.contains('(');
        return !is_prose;
    }
    let opens = ["if ", "for ", "while ", "with ", "elif "]
        .iter()
        .any(|start| trimmed.starts_with(start));
    if opens && trimmed.ends_with(':') {
        return true;
    }
    is_assignment(trimmed)
        || is_call(trimmed)
        || matches!(trimmed, "}" | "{" | ")" | "]" | "};" | "});")
}

/// `name = value`, also with an index, an attribute or a type.
fn is_assignment(line: &str) -> bool {
    let Some((left, right)) = line.split_once('=') else {
        return false;
    };
    let left = left.trim_end_matches(['+', '-', '*', '/']).trim_end();
    !right.starts_with('=')
        && !right.ends_with('.')
        && !left.is_empty()
        && !left.contains(' ')
        && left
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_')
        && left
            .chars()
            .all(|c| c.is_alphanumeric() || "_.[]'\",".contains(c))
}

/// `name.name(...)`, perhaps with a comment behind it.
fn is_call(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let name = line.split('(').next().unwrap_or("");
    line.ends_with(')')
        && line.contains('(')
        && !line.contains(") (")
        && !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn code_is_told_from_prose() {
        for code in [
            &["x = 1", "print(x)"][..],
            &["python", "for i in range(3):", "    print(i)"],
            &["Copy", "d.append(1)"],
            &["with open('a') as f:", "    f.read()"],
        ] {
            assert!(is_code(code), "{code:?}");
        }
        for prose in [
            &["A list is mutable."][..],
            &["from a list you get its items."],
            &["O(1) (on average)"],
            &["with a lock, one thread runs at a time"],
            &["Lists are mutable.", "x = 1 makes one."],
        ] {
            assert!(!is_code(prose), "{prose:?}");
        }
    }
}
