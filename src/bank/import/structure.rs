//! How a list is built, before it is read: which blocks are questions, whether answers stand under them, which short lines
//! are headings.

use super::block::{Block, Kind};
use super::heading::headed;
use super::label;
use super::level::level_tag;
use super::wording::{asks_plainly, asks_titled as asks};

/// What the blocks of a list are, one entry a block.
pub(super) struct Structure {
    /// Whether the block may open a question.
    pub(super) opens: Vec<bool>,
    /// Whether the block is a heading.
    pub(super) heads: Vec<bool>,
    /// Whether answers stand under the questions.
    pub(super) answered: bool,
    /// Whether a level alone on a line belongs to the question above it, rather than to those below.
    pub(super) tagged: bool,
    /// What the whole list is called; its words make no topic.
    pub(super) title: String,
}

/// Headings behind the last question of a page.
const CLOSING: &[&str] = &[
    "conclusion",
    "conclusions",
    "summary",
    "references",
    "resources",
    "further reading",
    "final thoughts",
    "final words",
    "about the author",
    "related articles",
    "see also",
    "next steps",
    "wrapping up",
];

/// Finds out how a list is built.
pub(super) fn structure(blocks: &[Block]) -> Structure {
    let opens = opening(blocks);
    let answered = is_answered(blocks, &opens);
    let heads = heading(blocks, &opens, answered);
    Structure {
        title: title(blocks, &opens, &heads),
        tagged: is_tagged(blocks, &opens),
        opens,
        heads,
        answered,
    }
}

/// Which blocks may open a question.
fn opening(blocks: &[Block]) -> Vec<bool> {
    let mut opens: Vec<bool> = numbered(blocks);
    for (at, block) in blocks.iter().enumerate() {
        opens[at] |= match block.kind {
            Kind::Asked | Kind::Row(_) => true,
            Kind::Heading(_) => {
                let text = label::question(&block.text).unwrap_or(&block.text);
                asks(text) && !heads_questions(blocks, at)
            }
            Kind::Bold | Kind::Bullet | Kind::Summary => asks(&block.text),
            _ => false,
        };
    }
    let bare: Vec<bool> = blocks.iter().map(is_bare_question).collect();
    let bare_count = bare.iter().filter(|&&is| is).count();
    let other = opens.iter().filter(|&&is| is).count();
    let only_bullets = blocks
        .iter()
        .zip(&opens)
        .all(|(block, &opens)| !opens || block.kind == Kind::Bullet);
    if other == 0 || (only_bullets && bare_count > 1 && bare_count >= other) {
        return bare;
    }
    opens
}

/// A paragraph that is a question.
fn is_bare_question(block: &Block) -> bool {
    match block.kind {
        Kind::Text => {
            block.text.lines().count() <= 3
                && asks_plainly(&block.text)
                && block.text.chars().count() < 400
        }
        Kind::Line => asks_plainly(&block.text),
        _ => false,
    }
}

/// A heading that asks is a question unless questions stand under it: then it only sounds like one.
fn heads_questions(blocks: &[Block], at: usize) -> bool {
    let under = blocks[at + 1..]
        .iter()
        .take_while(|block| !matches!(block.kind, Kind::Heading(_)));
    let questions = under.clone().filter(|block| match block.kind {
        Kind::Numbered(_) | Kind::Bold => asks(&block.text),
        Kind::Asked | Kind::Row(_) => true,
        Kind::Summary => asks(&block.text),
        _ => false,
    });
    // A fold that shows the answer asks nothing.
    questions.count() >= 2
}

/// Which numbered items are questions: those that ask, and those that go on the count of such; a list that begins anew below a
/// question belongs to its answer.
fn numbered(blocks: &[Block]) -> Vec<bool> {
    let all = blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Numbered(_)));
    let asking = all.clone().filter(|block| asks(&block.text)).count();
    let mostly = asking * 3 >= all.count();
    let mut opens = vec![false; blocks.len()];
    let (mut last, mut depth, mut inner) = (0, usize::MAX, None);
    for (at, block) in blocks.iter().enumerate() {
        match block.kind {
            // A count may begin anew under a heading; "Steps:" is none.
            Kind::Heading(_) => (last, inner) = (0, None),
            Kind::Line if !block.text.ends_with(':') => inner = None,
            Kind::Numbered(number) => {
                let is_deeper = depth != usize::MAX && block.depth > depth + 1;
                if asks(&block.text) && !is_deeper {
                    opens[at] = true;
                } else if inner.is_some_and(|before| number == before + 1) {
                    inner = Some(number);
                } else if asking > 0
                    && mostly
                    && !is_deeper
                    && (number == last + 1 || number == 1 && begins_section(blocks, at))
                {
                    opens[at] = true;
                } else {
                    inner = Some(number);
                }
                if opens[at] {
                    (last, inner) = (number, None);
                    depth = depth.min(block.depth);
                }
            }
            _ => {}
        }
    }
    opens
}

/// Whether a short line that may be a heading stands right above.
fn begins_section(blocks: &[Block], at: usize) -> bool {
    let above = at.checked_sub(1).map(|above| &blocks[above]);
    above.is_some_and(|above| above.kind == Kind::Line && !above.text.ends_with(':'))
}

/// Whether answers stand under the questions: between a question and the next one there is more than a heading.
fn is_answered(blocks: &[Block], opens: &[bool]) -> bool {
    let questions: Vec<usize> = (0..blocks.len()).filter(|&at| opens[at]).collect();
    let says = |from: usize, to: usize| {
        blocks[from + 1..to]
            .iter()
            .any(|block| is_body(block, &blocks[from]))
    };
    let between: Vec<bool> = questions
        .windows(2)
        .filter(|pair| !stands_apart(&blocks[pair[0] + 1..pair[1]]))
        .map(|pair| says(pair[0], pair[1]))
        .collect();
    let answered = between.iter().filter(|&&says| says).count();
    if between.is_empty() {
        // One question, or a heading before each.
        return questions.iter().enumerate().any(|(n, &at)| {
            let end = questions.get(n + 1).copied().unwrap_or(blocks.len());
            says(at, end)
        });
    }
    answered * 10 > between.len() || questions.iter().any(|&at| blocks[at].text.contains("?\n"))
}

/// Whether a heading stands between two questions.
fn stands_apart(between: &[Block]) -> bool {
    between
        .iter()
        .any(|block| matches!(block.kind, Kind::Heading(_)))
        || between
            .last()
            .is_some_and(|last| last.kind == Kind::Line && level_tag(&last.text).is_none())
}

/// Whether levels stand under the questions: at least every other question has one.
fn is_tagged(blocks: &[Block], opens: &[bool]) -> bool {
    let questions = (0..blocks.len()).filter(|&at| opens[at]);
    let tagged = questions.clone().filter(|at| {
        blocks
            .get(at + 1)
            .is_some_and(|next| level_tag(&next.text).is_some())
    });
    tagged.count() * 2 >= questions.count().max(1)
}

/// Whether a block can be a part of a question's answer.
fn is_body(block: &Block, question: &Block) -> bool {
    match block.kind {
        Kind::Text => {
            level_tag(&block.text).is_none()
                && label::level(&block.text).is_none()
                && label::topic(&block.text).is_none()
        }
        Kind::Answer | Kind::Code => true,
        Kind::Bullet | Kind::Numbered(_) => {
            question.kind != Kind::Bullet || block.depth > question.depth
        }
        Kind::Bold => false,
        _ => false,
    }
}

/// Which blocks are headings. Where answers stand under the questions a short line may be a cell of a table or a term: only
/// one or two of them right before a question, or one that speaks of questions, are taken for headings.
fn heading(blocks: &[Block], opens: &[bool], answered: bool) -> Vec<bool> {
    let is_line = |at: usize| matches!(blocks[at].kind, Kind::Line | Kind::Bold) && !opens[at];
    let mut heads: Vec<bool> = (0..blocks.len())
        .map(|at| match blocks[at].kind {
            Kind::Heading(_) => !opens[at],
            Kind::Line | Kind::Bold => {
                is_line(at) && (!answered || speaks_of_questions(&blocks[at].text))
            }
            _ => false,
        })
        .collect();
    if !answered {
        return heads;
    }
    let first = opens
        .iter()
        .position(|&opens| opens)
        .unwrap_or(blocks.len());
    for at in (0..first).filter(|&at| is_line(at)) {
        heads[at] = !blocks[at].text.ends_with(':') || at + 1 == first;
    }
    for question in (0..blocks.len()).filter(|&at| opens[at]) {
        let start = (0..question)
            .rev()
            .take_while(|&at| is_line(at))
            .last()
            .unwrap_or(question);
        // A line right under a question is its answer.
        let under_question = start > 0 && opens[start - 1];
        let start = start + usize::from(under_question);
        if question.saturating_sub(start) <= 2 {
            for at in start..question {
                heads[at] |= is_titled(&blocks[at].text);
            }
        }
    }
    heads
}

fn speaks_of_questions(text: &str) -> bool {
    let plain = text.trim().trim_end_matches(':').to_lowercase();
    let words = || plain.split_whitespace();
    words().any(|word| ["question", "questions"].contains(&word))
        && words().count() <= 10
        && !text.contains(':')
        || CLOSING.contains(&plain.as_str())
}

/// Most of its longer words begin large.
fn is_titled(text: &str) -> bool {
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let large = long
        .iter()
        .filter(|word| !word.starts_with(char::is_lowercase))
        .count();
    large * 10 >= long.len() * 6
}

/// The heading before the first question that speaks of questions, or that stands above all others.
fn title(blocks: &[Block], opens: &[bool], heads: &[bool]) -> String {
    let first = opens.iter().position(|&opens| opens).unwrap_or(0);
    let before = || (0..first).filter(|&at| heads[at]);
    let spoken = before().find(|&at| headed(&blocks[at].text, "").about_questions);
    let level = |at: usize| match blocks[at].kind {
        Kind::Heading(level) => level,
        _ => 6,
    };
    let above = before().next().filter(|&at| {
        let others =
            (0..blocks.len()).filter(|&other| other != at && (heads[other] || opens[other]));
        matches!(blocks[at].kind, Kind::Heading(_))
            && others.clone().all(|other| level(other) > level(at))
            && others
                .clone()
                .any(|other| heads[other] && matches!(blocks[other].kind, Kind::Heading(_)))
    });
    spoken
        .or(above)
        .map(|at| blocks[at].text.clone())
        .unwrap_or_default()
}
