//! What a look at the set-up found, one paragraph a check.

use super::wrap::paragraph;
use crate::terminal::{Look, Paint};

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It works.
    Fine,
    /// It works, and there is something to know about it.
    Note,
    /// It was not wanted, so it is not known.
    Untested,
    /// It is wanted and does not work.
    Missing,
}

/// A look at one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, as programs know it.
    pub name: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// What was found: lower case, no full stop.
    pub told: String,
    /// What to do, or what could be done.
    pub advice: Option<String>,
}

/// What was looked at next. Starts with a blank line.
pub fn check_heading(title: &str, look: &Look) -> String {
    let margin = look.margin();
    format!(
        "\n{}",
        look.paint(Paint::Strong, &paragraph(look, margin, margin, title))
    )
}

/// A check, with its advice below it.
pub fn check(check: &Check, look: &Look) -> String {
    let margin = look.margin();
    let (mark, word, paint) = match check.outcome {
        Outcome::Fine => ("✓", "fine", Paint::Good),
        Outcome::Note => ("·", "note", Paint::Faint),
        Outcome::Untested => ("·", "not tested", Paint::Faint),
        Outcome::Missing => ("✗", "missing", Paint::Bad),
    };
    let (first, rest) = if look.plain {
        (format!("{word}: "), "  ".to_owned())
    } else {
        let mark = look.paint(paint, mark);
        (format!("{margin}{mark} "), format!("{margin}  "))
    };
    let mut text = paragraph(look, &first, &rest, &check.told);
    if let Some(advice) = &check.advice {
        let arrow = if look.plain { "next: " } else { "→ " };
        text.push_str(&paragraph(
            look,
            &format!("{rest}{arrow}"),
            &format!("{rest}  "),
            advice,
        ));
    }
    text
}

/// How it stands in all. Starts with a blank line.
pub fn check_result(checks: &[Check], look: &Look) -> String {
    let margin = look.margin();
    let is = |outcome| move |check: &&Check| check.outcome == outcome;
    let missing = checks.iter().filter(is(Outcome::Missing)).count();
    let told = match missing {
        0 => "All that is wanted works.".to_owned(),
        1 => "One thing is missing; what to do stands below it.".to_owned(),
        missing => format!("{missing} things are missing; what to do stands below each."),
    };
    format!("\n{}", paragraph(look, margin, margin, &told))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    fn one(outcome: Outcome, told: &str, advice: Option<&str>) -> Check {
        Check {
            name: "name",
            outcome,
            told: told.to_owned(),
            advice: advice.map(str::to_owned),
        }
    }

    fn checks() -> Vec<Check> {
        vec![
            one(
                Outcome::Fine,
                "/home/me/.config/viva/config.toml is valid",
                None,
            ),
            one(
                Outcome::Note,
                "the key in OPENAI_API_KEY is not used: it was configured with another base URL than http://127.0.0.1:11434/v1",
                Some("a key goes only where it was configured to go"),
            ),
            one(
                Outcome::Missing,
                "the server has no \u{1b}[2Jmodel qwen2.5",
                Some("it has llama3.2:latest, gemma3:4b: name one with --model NAME"),
            ),
            one(
                Outcome::Untested,
                "it is off, so nothing was sent",
                Some("`viva doctor --llm` tests it"),
            ),
        ]
    }

    fn page(look: &Look) -> String {
        let checks = checks();
        let told: String = checks.iter().map(|found| check(found, look)).collect();
        check_heading("Language model", look) + &told + &check_result(&checks, look)
    }

    #[test]
    fn checks_fit_a_wide_and_a_narrow_terminal_and_a_screen_reader() {
        let wide = Look::default();
        let narrow = Look { width: 40, ..wide };
        let plain = Look {
            plain: true,
            ..wide
        };
        insta::assert_snapshot!(format!(
            "{}\n--- 40 columns{}\n--- plain{}",
            page(&wide),
            page(&narrow),
            page(&plain)
        ));
        for width in [20, 40, 80] {
            let text = page(&Look { width, ..wide });
            let longest = text.lines().map(|line| line.width()).max();
            // A path or an address is not broken.
            assert!(longest.unwrap() <= width.max(37), "{width}: {text}");
        }
    }

    #[test]
    fn the_result_counts_what_is_missing() {
        let look = Look {
            plain: true,
            ..Look::default()
        };
        let result = |missing: usize| {
            let fault = one(Outcome::Missing, "", None);
            let mut checks = vec![fault; missing];
            checks.push(one(Outcome::Note, "", None));
            checks.push(one(Outcome::Untested, "", None));
            check_result(&checks, &look)
        };
        assert_eq!(result(0), "\nAll that is wanted works.\n");
        assert_eq!(
            result(1),
            "\nOne thing is missing; what to do stands below it.\n"
        );
        assert_eq!(
            result(2),
            "\n2 things are missing; what to do stands below each.\n"
        );
    }
}
