//! What a language model says beside a grade: told apart from the grade, with its label.

use super::points;
use super::wrap::{paragraph, quote};
use crate::grading::Score;
use crate::terminal::{Look, Paint, Stream};

/// A second opinion beside a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// The grade's score.
    pub local: Score,
    /// The second figure.
    pub second: Score,
    /// On how many key points the model's verdict stands.
    pub judged: usize,
    /// How many key points there are.
    pub points: usize,
    /// Whether the grade itself is not certain.
    pub is_worth_reading: bool,
    /// How many verdicts quoted nothing that stands in the answer.
    pub dropped: usize,
    /// Where the two differ.
    pub differences: Vec<Difference>,
    /// Model, prompt and date.
    pub label: String,
}

/// A point on which grade and opinion differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key point or belief.
    pub about: String,
    /// What the grade says of it.
    pub local: &'static str,
    /// What the model says of it.
    pub second: &'static str,
    /// The words that the model rests on.
    pub quote: Option<String>,
    /// Why, in the model's words.
    pub reason: String,
}

/// What stands before a model's text. Starts with a blank line.
pub fn remark_heading(is_reply: bool, look: &Look) -> String {
    let margin = look.margin();
    let said = if is_reply {
        "The interviewer replies (a language model; the grade stays as it is):"
    } else {
        "The interviewer's view (a language model; it does not change the grade):"
    };
    let line = paragraph(look, margin, margin, said);
    format!("\n{}\n\n", look.paint(Paint::Faint, line.trim_end()))
}

/// A line after a model's text: its label, or that it broke off.
pub fn after_remark(text: &str, look: &Look) -> String {
    let margin = look.margin();
    let line = paragraph(look, margin, margin, text);
    format!("\n{}\n", look.paint(Paint::Faint, line.trim_end()))
}

/// A second opinion. Starts with a blank line.
pub fn opinion_card(opinion: &Opinion, look: &Look) -> String {
    let margin = look.margin();
    let head = if look.numbers {
        format!(
            "Second opinion: {}, {}; the grade stays {}, {}.",
            points(opinion.second),
            opinion.second.band(),
            points(opinion.local),
            opinion.local.band()
        )
    } else {
        "Second opinion; the grade stays as it is.".to_owned()
    };
    let mut text = format!(
        "\n{}",
        look.paint(Paint::Strong, &paragraph(look, margin, margin, &head))
    );
    if opinion.is_worth_reading {
        let said = "The grade is not certain here: this is worth reading.";
        text.push_str(&paragraph(look, margin, margin, said));
    }
    let mut basis = format!(
        "It judged {} of {} points with words of yours.",
        opinion.judged, opinion.points
    );
    if opinion.dropped > 0 {
        basis.push_str(&format!(
            " {} more rested on words that are not in your answer and do not count.",
            opinion.dropped
        ));
    }
    text.push_str(&paragraph(look, margin, margin, &basis));
    if opinion.differences.is_empty() {
        text.push_str(&paragraph(
            look,
            margin,
            margin,
            "On every point it agrees.",
        ));
    } else {
        text.push('\n');
    }
    let rest = format!("{margin}  ");
    for difference in &opinion.differences {
        let Difference {
            about,
            local,
            second,
            quote: words,
            reason,
        } = difference;
        let mut said = format!(
            "{}: grade {local}, model {second}",
            about.trim_end_matches('.')
        );
        if let Some(words) = words {
            said.push_str(&format!(
                ", by {}",
                quote(words, look.width.saturating_sub(8).max(20))
            ));
        }
        said.push('.');
        if !reason.is_empty() {
            said.push_str(&format!(" {reason}"));
        }
        let mark = if look.plain { "" } else { "± " };
        text.push_str(&paragraph(look, &format!("{margin}{mark}"), &rest, &said));
    }
    text + &after_remark(&opinion.label, look)
}

/// A remark of an earlier day. Starts with a blank line.
pub fn past_remark(
    is_reply: bool,
    asked: Option<&str>,
    text: &str,
    label: &str,
    look: &Look,
) -> String {
    let margin = look.margin();
    let asked = asked.map_or(String::new(), |asked| {
        format!(
            "\n{}",
            paragraph(look, margin, margin, &format!("You asked: {asked}"))
        )
    });
    let mut stream = Stream::new(*look);
    let shown = stream.push(text);
    let rest = stream.finish();
    let heading = remark_heading(is_reply, look);
    [asked, heading, shown, rest, after_remark(label, look)].concat()
}

/// A second opinion of an earlier day, from the JSON that is kept of it. Starts with a blank line.
pub fn past_opinion(json: &str, label: &str, look: &Look) -> String {
    let margin = look.margin();
    let score = serde_json::from_str::<serde_json::Value>(json)
        .ok()
        .and_then(|told| told.get("score")?.as_f64())
        .map(Score::new);
    let said = match score {
        Some(score) => format!("Second opinion: {}, {}.", points(score), score.band()),
        None => "Second opinion: it can't be read back.".to_owned(),
    };
    format!(
        "\n{}{}",
        paragraph(look, margin, margin, &said),
        after_remark(label, look)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_opinion_fits_a_wide_and_a_narrow_terminal() {
        let opinion = Opinion {
            local: Score::new(58.0),
            second: Score::new(71.5),
            judged: 5,
            points: 7,
            is_worth_reading: true,
            dropped: 1,
            differences: vec![
                Difference {
                    about: "Use a list for what grows.".to_owned(),
                    local: "missing",
                    second: "met",
                    quote: Some("for\u{1b}[2J things that get more".to_owned()),
                    reason: "It says so in other words.".to_owned(),
                },
                Difference {
                    about: "Lists are faster".to_owned(),
                    local: "believed",
                    second: "not believed",
                    quote: None,
                    reason: String::new(),
                },
            ],
            label: "small-model, prompt opinion 1, 2026-03-01".to_owned(),
        };
        let wide = Look::default();
        let narrow = Look { width: 40, ..wide };
        let calm = Look {
            numbers: false,
            plain: true,
            ..wide
        };
        let agreeing = Opinion {
            differences: Vec::new(),
            dropped: 0,
            is_worth_reading: false,
            ..opinion.clone()
        };
        let text = [
            remark_heading(false, &wide),
            remark_heading(true, &narrow),
            opinion_card(&opinion, &wide),
            opinion_card(&opinion, &narrow),
            opinion_card(&opinion, &calm),
            opinion_card(&agreeing, &wide),
        ]
        .concat();
        assert!(!text.contains('\u{1b}'));
        insta::assert_snapshot!(text);
    }
}
