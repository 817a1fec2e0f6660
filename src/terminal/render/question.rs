//! A question, a probe, a hint, the model answer.

use super::wrap::{joined, paragraph, paragraphs, side_by_side};
use crate::interview::Asked;
use crate::terminal::{Look, Paint, clean};

/// A question as it is put: header, prompt, code. Starts with a blank line.
pub fn question(asked: &Asked, look: &Look) -> String {
    let margin = look.margin();
    let question = &asked.question;
    let minutes = match question.minutes {
        1 => "about a minute".to_owned(),
        minutes => format!("about {minutes} minutes"),
    };
    let of = asked
        .total
        .map_or(String::new(), |total| format!(" of {total}"));
    let name = if asked.warm_up {
        "Warm-up, not counted".to_owned()
    } else {
        format!("Question {}{of}", asked.number)
    };
    let again = if asked.again { ", once more" } else { "" };
    let header = [
        format!("{name}{again}"),
        question.id.topic().replace('-', " "),
        question.level.name().to_owned(),
        minutes,
    ];
    let header = paragraph(look, margin, margin, &joined(&header, look));
    let mut text = format!("\n{}\n\n", look.paint(Paint::Faint, header.trim_end()));
    if let Some(intro) = &asked.intro {
        text.push_str(&paragraph(look, margin, margin, intro));
        text.push('\n');
    }
    text.push_str(&paragraphs(look, margin, &question.prompt));
    if let Some(code) = &question.code {
        text.push('\n');
        // Code is shown as it stands: wrapping it would change what it says.
        for line in clean(code).lines() {
            text.push_str(format!("{margin}    {line}").trim_end());
            text.push('\n');
        }
    }
    text
}

/// The line that says which keys do what, for a terminal; `hints` says whether hints may be asked for.
pub fn key_hints(hints: bool, look: &Look) -> String {
    let offered = |keys: &[&'static str]| -> Vec<&'static str> {
        let is_offered = |key: &&&str| hints || !key.starts_with("/hint");
        keys.iter().filter(is_offered).copied().collect()
    };
    let line = if look.plain {
        side_by_side(
            look,
            " ",
            &offered(&[
                "Answer, then Enter.",
                "Control J for a new line,",
                "Control O for the editor,",
                "/hint,",
                "/skip,",
                "/help.",
            ]),
        )
    } else if look.width < 72 {
        side_by_side(
            look,
            " · ",
            &offered(&[
                "Answer, then Enter",
                "Ctrl-J new line",
                "Ctrl-O editor",
                "/hint",
                "/skip",
                "/help",
            ]),
        )
    } else {
        side_by_side(
            look,
            " · ",
            &offered(&[
                "Answer, then Enter.  Ctrl-J new line",
                "Ctrl-O editor",
                "/hint",
                "/skip",
                "/help",
            ]),
        )
    };
    format!("\n{line}")
}

/// A probe, with what is said before it.
pub fn probe(intro: Option<&str>, prompt: &str, look: &Look) -> String {
    let margin = look.margin();
    let intro = intro.unwrap_or("One more on that:");
    format!(
        "\n{}",
        paragraph(look, margin, margin, &format!("{intro} {prompt}"))
    )
}

/// A hint.
pub fn hint(number: usize, total: usize, text: &str, look: &Look) -> String {
    let margin = look.margin();
    format!(
        "\n{}",
        paragraph(
            look,
            margin,
            margin,
            &format!("Hint {number} of {total}: {text}")
        )
    )
}

/// The model answer.
pub fn model_answer(text: &str, look: &Look) -> String {
    let margin = look.margin();
    let head = paragraph(look, margin, margin, "As a strong candidate might say it:");
    format!(
        "\n{}\n\n{}",
        look.paint(Paint::Faint, head.trim_end()),
        paragraphs(look, margin, text)
    )
}
