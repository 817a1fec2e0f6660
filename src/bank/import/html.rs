//! HTML in lists: the few tags that matter to the order of things, and the text without the rest.

/// A tag or the text between tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// `<name ...>`, in lower case.
    Open(String),
    /// `</name>`.
    Close(String),
    /// Text with its entities decoded.
    Text(String),
}

const LONGEST_TAG: usize = 2000;

/// The pieces of a text, in order. Comments, styles and scripts are left out; a `<` that opens no tag is text.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        push_text(&mut pieces, before);
        if let Some(comment) = tagged.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some((name, closes, after)) = tag(tagged) else {
            push_text(&mut pieces, "<");
            rest = &tagged[1..];
            continue;
        };
        rest = after;
        if !closes && ["script", "style"].contains(&name.as_str()) {
            let end = format!("</{name}");
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
            continue;
        }
        pieces.push(if closes {
            Piece::Close(name)
        } else {
            Piece::Open(name)
        });
    }
    push_text(&mut pieces, rest);
    pieces
}

/// The text of a fragment: blocks and line breaks become lines, list items get a bullet.
pub(super) fn to_text(html: &str) -> String {
    let mut text = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(piece) => text.push_str(&piece),
            Piece::Open(name) if name == "li" => text.push_str("\n- "),
            Piece::Open(name) | Piece::Close(name) if breaks(&name) && !text.ends_with('\n') => {
                text.push('\n')
            }
            _ => {}
        }
    }
    let lines = text
        .lines()
        .map(|line| line.trim_end().replace('\u{a0}', " "));
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !(line.is_empty() && kept.last().is_none_or(String::is_empty)) {
            kept.push(line);
        }
    }
    kept.join("\n").trim().to_owned()
}

fn breaks(name: &str) -> bool {
    [
        "br",
        "p",
        "div",
        "ul",
        "ol",
        "tr",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "hr",
    ]
    .contains(&name)
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    let decoded = html_escape::decode_html_entities(text);
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(&decoded),
        _ => pieces.push(Piece::Text(decoded.into_owned())),
    }
}

/// The tag at the beginning: its name, whether it closes, and what follows. `a < b` and `List<int>` in prose are none.
fn tag(text: &str) -> Option<(String, bool, &str)> {
    const KNOWN: &[&str] = &[
        "a",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "code",
        "pre",
        "p",
        "br",
        "div",
        "span",
        "ul",
        "ol",
        "li",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "img",
        "hr",
        "sub",
        "sup",
        "kbd",
        "blockquote",
        "font",
        "center",
        "script",
        "style",
        "small",
        "mark",
        "del",
        "s",
        "tt",
        "anki-mathjax",
    ];
    let inner = &text[1..];
    let (closes, inner) = inner
        .strip_prefix('/')
        .map_or((false, inner), |inner| (true, inner));
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let name = inner[..end].to_ascii_lowercase();
    if !KNOWN.contains(&name.as_str()) {
        return None;
    }
    // A tag is short; without an end the sign is text.
    let close = inner
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b'>')?;
    Some((name, closes, &inner[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn html_becomes_text() {
        assert_eq!(
            to_text(
                "<div>A &lt;list&gt; is&nbsp;<b>mutable</b>.<br>So:</div><ul><li>one</li><li>two</li></ul><!-- no -->"
            ),
            "A <list> is mutable.\nSo:\n\n- one\n- two"
        );
        assert_eq!(
            to_text("a < b and List<int> and x<y>z"),
            "a < b and List<int> and x<y>z"
        );
        assert_eq!(to_text("<style>p {}</style>x<script>alert(1)"), "x");
    }
}
