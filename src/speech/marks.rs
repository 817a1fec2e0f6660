//! What recognizers write that nobody said: marks for noise and silence, control characters, colours.

/// Words in brackets that name a sound and were not said, as recognizers write them.
const SOUNDS: &[&str] = &[
    "applause",
    "audio",
    "background",
    "beep",
    "beeping",
    "blank",
    "breath",
    "breathing",
    "buzzing",
    "chuckles",
    "clears",
    "click",
    "clicking",
    "cough",
    "coughing",
    "coughs",
    "crosstalk",
    "foreign",
    "inaudible",
    "keyboard",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "noise",
    "pause",
    "sigh",
    "sighs",
    "silence",
    "silent",
    "sniffs",
    "sound",
    "speaking",
    "speech",
    "static",
    "typing",
    "unintelligible",
    "wind",
];

/// A mark for a sound has at most so many bytes.
const LONGEST_MARK: usize = 60;

/// A text without marks for noise and without control characters, with single blanks.
pub(super) fn cleaned(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let begins_word = kept.is_empty() || kept.ends_with(char::is_whitespace);
        if begins_word && let Some(length) = mark_of_sound(rest) {
            rest = &rest[length..];
            continue;
        }
        if let Some(sequence) = rest.strip_prefix("\u{1b}[") {
            // Colour and the like, up to the letter that ends it.
            let end = sequence.find(|c| ('@'..='~').contains(&c));
            rest = &sequence[end.map_or(sequence.len(), |end| end + 1)..];
            continue;
        }
        match c {
            '♪' | '♫' => {}
            c if c.is_control() => kept.push(' '),
            c => kept.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The length of a mark such as `[BLANK_AUDIO]`, `(music)`, `*coughs*`, `<sil>` or `++NOISE++` at the beginning of a text.
/// Square brackets are never said; the others may be, as in `(n)`, and must name a sound.
fn mark_of_sound(text: &str) -> Option<usize> {
    let pairs = [('[', "]"), ('(', ")"), ('*', "*"), ('<', ">"), ('+', "++")];
    let (open, close) = pairs
        .into_iter()
        .find(|(open, _)| text.starts_with(*open))?;
    let from = if open == '+' { 2 } else { 1 };
    // A mark is short, and a text of nothing but opening brackets must not take forever.
    let near = text.get(from..text.floor_char_boundary(from + LONGEST_MARK))?;
    let length = near.find(close)?;
    let inner = text[from..from + length].to_lowercase();
    let words: Vec<&str> = inner
        .split(|c: char| !c.is_alphanumeric() && c != '/')
        .filter(|word| !word.is_empty())
        .collect();
    let is_mark = match open {
        '[' => words.len() <= 5 || inner.contains("-->"),
        '<' => matches!(
            inner.as_str(),
            "s" | "/s" | "sil" | "unk" | "silence" | "noise"
        ),
        _ => words.len() <= 5 && words.iter().any(|word| SOUNDS.contains(word)),
    };
    is_mark.then_some(from + length + close.len())
}
