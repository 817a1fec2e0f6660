//! The menu of the plain `viva`, for someone who has been here before.

use super::wrap::{pad, paragraph};
use crate::terminal::{Look, Paint};

/// A line of the menu: what one may choose, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub name: &'static str,
    /// What to expect of it.
    pub told: String,
}

/// The choices, numbered from 1. Starts with a blank line.
pub fn menu(choices: &[Choice], look: &Look) -> String {
    let margin = look.margin();
    let widest = choices.iter().map(|choice| choice.name.len()).max();
    let mut text = String::from("\n");
    for (at, Choice { name, told }) in choices.iter().enumerate() {
        let number = at + 1;
        text.push_str(&if look.plain || look.width < 60 {
            let rest = format!("{margin}   ");
            paragraph(look, margin, &rest, &format!("{number}. {name}: {told}"))
        } else {
            let name = pad(name, widest.unwrap_or(0));
            let start = format!("{margin}{number}  {}  ", look.paint(Paint::Strong, &name));
            let indent = " ".repeat(margin.len() + 5 + name.len());
            paragraph(look, &start, &indent, told)
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_fits_a_wide_and_a_narrow_terminal() {
        let choice = |name, told: &str| Choice {
            name,
            told: told.to_owned(),
        };
        let choices = [
            choice("Practice", "5 questions, graded one by one"),
            choice("Review", "6 due today, 5 new"),
            choice("Weak topics", "packaging 44, descriptors 49, caching 52"),
            choice("Interview", "6 questions, graded at the end"),
        ];
        let wide = Look::default();
        let narrow = Look { width: 40, ..wide };
        let plain = Look {
            plain: true,
            ..wide
        };
        let shown = [wide, narrow, plain].map(|look| menu(&choices, &look));
        insta::assert_snapshot!(shown.concat());
    }
}
