//! What of an answer is said in words: without its code, its labels and the marks of its lists.

use super::{code, label};

/// Labels longer than this say something.
const LABEL_WORDS: usize = 6;

/// The sentences of an answer, a blank line between what stood apart.
pub fn prose(answer: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut in_fence = false;
    for part in answer.split("\n\n").flat_map(fences) {
        if part.trim().starts_with("```") {
            in_fence = !in_fence;
            continue;
        }
        let lines: Vec<&str> = part.lines().collect();
        if in_fence || code::is_code(&lines) {
            continue;
        }
        let mut paragraph = String::new();
        for line in lines {
            match label::item(line) {
                Some((_, rest)) => {
                    said.push(std::mem::take(&mut paragraph));
                    said.push(rest.to_owned());
                }
                None if is_label(line) => said.push(std::mem::take(&mut paragraph)),
                None => {
                    if !paragraph.is_empty() {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(line.trim());
                }
            }
        }
        said.push(paragraph);
    }
    said.retain(|part| !part.is_empty());
    said.join("\n\n")
}

/// A paragraph cut before and after the lines that open and close code.
fn fences(paragraph: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in paragraph.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().starts_with("```") {
            parts.push(&paragraph[start..at]);
            parts.push(&paragraph[at..end]);
            start = end;
        }
        at = end;
    }
    parts.push(&paragraph[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// "Example:", "Key features include:".
fn is_label(line: &str) -> bool {
    line.trim().ends_with(':') && line.split_whitespace().count() <= LABEL_WORDS
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn code_labels_and_marks_are_left_out() {
        let answer = "A list is mutable.\nA tuple isn't.\n\nExample:\n\n```\nx = []\n\ny = ()\n```\n\nKey points:\n- one thing\n- another\n\nfor x in y:\n    print(x)";
        assert_eq!(
            prose(answer),
            "A list is mutable. A tuple isn't.\n\none thing\n\nanother"
        );
    }
}
