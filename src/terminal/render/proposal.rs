//! What a model proposes for a rubric, put to its author.

use super::wrap::{paragraph, quote};
use crate::terminal::{Look, Paint};

/// A key point or misconception that waits for its author.
#[derive(Debug, Clone, Copy, Default)]
pub struct Proposal<'a> {
    /// What it is and which one: "Key point 2 of 5".
    pub title: &'a str,
    /// The point, or the belief.
    pub statement: &'a str,
    /// The correction of a misconception; empty for a key point.
    pub correction: &'a str,
    /// The words of the model answer it was taken from.
    pub quotes: &'a [String],
    /// Ways of saying it.
    pub patterns: &'a [String],
}

/// The proposal, with what speaks for it. Begins with a line break.
pub fn proposal(proposal: &Proposal<'_>, look: &Look) -> String {
    let margin = look.margin();
    let under = format!("{margin}  ");
    let title = paragraph(look, margin, margin, proposal.title);
    let mut text = format!("\n{}\n", look.paint(Paint::Faint, title.trim_end()));
    let statement = paragraph(look, margin, margin, proposal.statement);
    text.push_str(&format!(
        "{}\n",
        look.paint(Paint::Strong, statement.trim_end())
    ));
    let mut line = |name: &str, said: &str| {
        text.push_str(&paragraph(look, &format!("{under}{name}: "), &under, said));
    };
    if !proposal.correction.is_empty() {
        line("true is", proposal.correction);
    }
    for words in proposal.quotes {
        line("your answer", &quote(words, look.width.max(24) * 3));
    }
    if !proposal.patterns.is_empty() {
        line("said as", &proposal.patterns.join(" ; "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Proposal, proposal};
    use crate::terminal::Look;

    #[test]
    fn a_proposal_shows_what_speaks_for_it_and_nothing_hidden() {
        let shown = proposal(
            &Proposal {
                title: "Key point 1 of 2, weight 3, essential",
                statement: "A tuple can't be changed after it was \u{1b}[31mmade",
                correction: "",
                quotes: &["a tuple cannot be changed after it was made, unlike a list, which you can append to".to_owned()],
                patterns: &["tuple not:change".to_owned(), "immutable|fixed tuple".to_owned()],
            },
            &Look::default(),
        );
        insta::assert_snapshot!(shown, @r#"

        Key point 1 of 2, weight 3, essential
        A tuple can't be changed after it was made
          your answer: "a tuple cannot be changed after it was made, unlike a list,
          which you can append to"
          said as: tuple not:change ; immutable|fixed tuple
        "#);
    }
}
