//! Links and images reduced to their text: a narrative leads nowhere and loads nothing.

/// Tags that load or lead somewhere.
const TAGS: [&str; 18] = [
    "a", "img", "image", "script", "iframe", "style", "svg", "object", "embed", "link", "video",
    "audio", "form", "input", "button", "meta", "base", "source",
];

/// The text without destinations: `[text](url)` is `text`, `![alt](url)` is `alt`, a bare address is its host.
pub(super) fn reduce(text: &str) -> String {
    if !text.contains([':', ']', '<']) {
        return text.to_owned();
    }
    without_addresses(&without_tags(&without_destinations(text)))
}

/// Takes off every `](destination)`, with the bracket that opens it, and definitions of links.
fn without_destinations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        out.push_str(before);
        let open = matching_bracket(&out);
        let is_image = open.is_some_and(|open| out[..open].ends_with('!'));
        let (destination, beyond) = destination(after);
        if !is_image && !leads_somewhere(destination) {
            out.push_str("](");
            rest = after;
            continue;
        }
        if let Some(open) = open {
            let start = open - usize::from(is_image);
            out.replace_range(start..=open, "");
        }
        rest = beyond;
    }
    out.push_str(rest);
    let is_definition = out
        .trim_start()
        .strip_prefix('[')
        .and_then(|line| line.split_once("]:"))
        .is_some_and(|(label, target)| !label.contains(']') && leads_somewhere(target));
    if is_definition {
        out.clear();
        if text.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// What stands in the parentheses, and what comes after them; all of it where they are never closed.
fn destination(after: &str) -> (&str, &str) {
    let mut depth = 1;
    for (at, c) in after.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\n' => return (&after[..at], &after[at..]),
            _ => {}
        }
        if depth == 0 {
            return (&after[..at], &after[at + 1..]);
        }
    }
    (after, "")
}

/// Where the bracket stands that the end of `text` is inside of.
fn matching_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether this is an address or a path: not `(arg)`, which follows `handlers[key]`.
fn leads_somewhere(destination: &str) -> bool {
    destination.contains([':', '/', '#', '<', '\\']) || destination.trim_start().starts_with("www.")
}

/// Takes off `<img src=...>` and its like; `<a>`, `List<Object>` and other words between angle brackets are code.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(['>', '\n']).unwrap_or(rest.len());
        if is_tag(&rest[..end]) {
            rest = rest[end..].strip_prefix('>').unwrap_or(&rest[end..]);
        } else {
            out.push('<');
        }
    }
    out.push_str(rest);
    out
}

/// Whether what stands between angle brackets would load, run or lead somewhere.
fn is_tag(inside: &str) -> bool {
    let inner = inside.trim_start_matches('/');
    let length = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(length);
    let name = name.to_ascii_lowercase();
    let acts = inside.starts_with('/')
        || matches!(name.as_str(), "script" | "style")
        || attributes.contains('=');
    TAGS.contains(&name.as_str()) && acts
}

/// Puts the host for every `scheme://host/path?query`, and nothing for what data and scripts are written as.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let scheme = rest[..at]
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
            .map_or(0, |before| {
                before + rest[before..].chars().next().map_or(1, char::len_utf8)
            });
        out.push_str(&rest[..scheme]);
        let address = &rest[at + 3..];
        let end = address
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '"' | '`' | ')' | ']'))
            .unwrap_or(address.len());
        let authority = address[..end].split(['/', '?', '#', '\\']).next();
        let host = authority
            .and_then(|it| it.rsplit('@').next())
            .unwrap_or_default();
        out.push_str(host);
        rest = &address[end..];
        // An address in angle brackets is a link for being in them.
        if out.ends_with(host) && out[..out.len() - host.len()].ends_with('<') {
            let open = out.len() - host.len() - 1;
            out.remove(open);
            rest = rest.strip_prefix('>').unwrap_or(rest);
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::reduce;

    #[test]
    fn links_and_images_are_their_text() {
        let cases = [
            ("See [the docs](https://a.example/x?y=1).", "See the docs."),
            ("![well](https://a.example/?d=secret) done", "well done"),
            ("![](https://a.example/p.png)", ""),
            ("[![alt](http://a.example/i)](http://b.example) x", "alt x"),
            ("[x](javascript:alert(1)) y", "x y"),
            ("[x](/local) [y](#here) [z](data:text/html,a)", "x y z"),
            ("[x](<https://a.example/a b>) y", "x y"),
            ("cut here](https://a.example/never closed", "cut here"),
            (
                "<https://u:p@a.example/x> and https://b.example/y?z.",
                "a.example and b.example",
            ),
            ("<img src=x onerror=y>a<a href='h'>b</a><IMG src=z", "ab"),
            ("[ref]: https://a.example \"t\"\n", "\n"),
            (
                "handlers[key](arg) and a[0](x)",
                "handlers[key](arg) and a[0](x)",
            ),
            (
                "<class 'int'> and Vec<a> [1] `x[0]`",
                "<class 'int'> and Vec<a> [1] `x[0]`",
            ),
            ("a: b", "a: b"),
        ];
        for (text, expected) in cases {
            assert_eq!(reduce(text), expected, "{text:?}");
        }
    }
}
