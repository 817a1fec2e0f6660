//! A question as it can be read aloud. Names are spoken by the grader's own table, so that an answer in the same words is
//! understood; code of several lines is left to the screen.

use crate::text::spoken_form;

/// Said in the place of code that is on the screen.
const ON_SCREEN: &str = "The code is on your screen.";

/// Signs as they are said inside code; the longer first.
const SIGNS: [(&str, &str); 36] = [
    ("...", "dot dot dot"),
    ("**", "star star"),
    ("//", "double slash"),
    ("!=", "not equal to"),
    ("<=", "less than or equal to"),
    (">=", "greater than or equal to"),
    ("->", "arrow"),
    ("=>", "arrow"),
    (":=", "walrus"),
    ("-=", "minus equals"),
    ("*=", "times equals"),
    ("[]", "empty brackets"),
    ("{}", "empty braces"),
    ("<<", "shift left"),
    (">>", "shift right"),
    ("&&", "and and"),
    ("||", "or or"),
    ("=", "equals"),
    ("+", "plus"),
    ("-", "minus"),
    ("*", "star"),
    ("/", "slash"),
    ("%", "percent"),
    ("<", "less than"),
    (">", "greater than"),
    ("&", "and"),
    ("|", "pipe"),
    ("^", "caret"),
    ("~", "tilde"),
    ("@", "at"),
    ("#", "hash"),
    ("$", "dollar"),
    ("\\", "backslash"),
    ("[", "bracket"),
    ("{", "brace"),
    ("_", "underscore"),
];

/// Signs that are said wherever they stand, not only in code.
const ALWAYS: [&str; 12] = [
    "...", "!=", "<=", ">=", "->", "=>", "<", ">", "%", "&", "=", "+",
];

/// A question with what it shows: the prompt, and that there is code.
pub fn speakable_question(prompt: &str, code: Option<&str>) -> String {
    let prompt = speakable(prompt);
    match code.map(str::trim) {
        None | Some("") => prompt,
        // One line can be heard.
        Some(code) if !code.contains('\n') && code.len() <= 40 => {
            format!("{prompt} The code is: {}.", code_aloud(code))
        }
        Some(_) => format!("{prompt} {ON_SCREEN}"),
    }
}

/// A text as it can be read aloud: letters, digits and the punctuation that makes pauses.
pub fn speakable(text: &str) -> String {
    let mut said = Said::default();
    let mut in_fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            if !in_fence {
                said.words(ON_SCREEN);
            }
            in_fence = !in_fence;
        } else if !in_fence {
            said.line(line);
        }
    }
    // A bracket that closes the text makes no pause.
    said.out.trim_end_matches(',').to_owned()
}

/// A piece of code as it is said.
fn code_aloud(code: &str) -> String {
    let mut said = Said::default();
    said.code(code, &|_| true);
    said.out
}

#[derive(Default)]
struct Said {
    out: String,
}

impl Said {
    /// A line of prose, with code between backticks.
    fn line(&mut self, line: &str) {
        let mut is_code = false;
        // Marks of headings, quotes and lists at its beginning.
        let line = line.trim_start_matches(['#', '>', ' ', '\t']);
        let line = line
            .strip_prefix("- ")
            .or(line.strip_prefix("* "))
            .unwrap_or(line);
        for part in line.split('`') {
            if is_code {
                self.code(part, &|_| true);
            } else {
                let part = without_emphasis(&without_emphasis(part, "**"), "*");
                self.code(&part, &|sign| ALWAYS.contains(&sign));
            }
            is_code = !is_code;
        }
    }

    /// Words, numbers and signs; `says` tells which signs are said rather than left out.
    fn code(&mut self, text: &str, says: &dyn Fn(&str) -> bool) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            at += if let Some(length) = self.complexity(text, at) {
                length
            } else if let Some(length) = self.starred_or_decorated(text, at) {
                length
            } else if is_name_char(c) {
                self.name(rest)
            } else if let Some(sign) = spoken_sign(rest) {
                self.words(sign.1);
                sign.0.len()
            } else if let Some((sign, word)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))
            {
                if says(sign) && !is_hyphen(text, at) {
                    self.words(word);
                }
                sign.len()
            } else {
                self.mark(c, rest);
                c.len_utf8()
            };
        }
    }

    /// `O(n log n)` is "oh of n log n".
    fn complexity(&mut self, text: &str, at: usize) -> Option<usize> {
        let inner = text[at..]
            .strip_prefix("O(")
            .or(text[at..].strip_prefix("o("))?;
        let is_word = text[..at].chars().next_back().is_some_and(is_name_char);
        let close = inner.find(')').filter(|&close| close <= 16 && !is_word)?;
        self.words("oh of");
        let inner = inner[..close].replace("^2", "²").replace("**2", "²");
        let inner = inner
            .replace('²', " squared")
            .replace('³', " cubed")
            .replace('ⁿ', " to the n");
        match inner.as_str() {
            "1" => self.words("one"),
            inner => self.code(inner, &|_| true),
        }
        Some(close + 3)
    }

    /// `*args`, `**kwargs`, `@property`.
    fn starred_or_decorated(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let sign = ["**", "*", "@"]
            .into_iter()
            .find(|sign| rest.starts_with(sign))?;
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| is_name_char(c) || c == ')') {
            return None;
        }
        let name: &str = rest[sign.len()..].split(|c| !is_name_char(c)).next()?;
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let length = sign.len() + name.len();
        if let Some(form) = spoken_form(&format!("{sign} {name}")) {
            self.words(form);
            return Some(length);
        }
        self.words(match sign {
            "**" => "star star",
            "*" => "star",
            _ => "at",
        });
        self.name(name);
        Some(length)
    }

    /// A name with its dots: `__init__.py`, `my_list.append`, `HashMap`.
    fn name(&mut self, rest: &str) -> usize {
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let joins = matches!(c, '.' | '\'' | '’')
                && chars.peek().is_some_and(|&(_, next)| is_name_char(next));
            if !is_name_char(c) && !joins {
                break;
            }
            end = offset + c.len_utf8();
        }
        let name = &rest[..end];
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            self.words(&name.replace('_', ""));
            return end;
        }
        for (place, part) in name.split('.').enumerate() {
            let spoken = |part: &str| spoken_form(&part.to_lowercase());
            match (place, spoken(part)) {
                (0, Some(form)) => self.words(form.strip_prefix("dot ").unwrap_or(form)),
                (0, None) => self.part(part),
                (_, Some(form)) if form.starts_with("dot ") => self.words(form),
                (_, form) => {
                    self.words("dot");
                    match form {
                        Some(form) => self.words(form),
                        None => self.part(part),
                    }
                }
            }
        }
        // The parentheses of a call say nothing by themselves.
        if rest[end..].starts_with("()") {
            end + 2
        } else {
            end
        }
    }

    /// A name without dots.
    fn part(&mut self, part: &str) {
        if let Some(inner) = part
            .strip_prefix("__")
            .and_then(|part| part.strip_suffix("__"))
            .filter(|inner| !inner.is_empty())
        {
            self.words("dunder");
            self.words(&inner.replace('_', " "));
            return;
        }
        if let Some(inner) = part.strip_prefix('_').filter(|inner| !inner.is_empty()) {
            self.words("underscore");
            self.words(&inner.replace('_', " "));
            return;
        }
        if part.chars().all(|c| c == '_') {
            self.words("underscore");
            return;
        }
        for word in part.split('_').filter(|word| !word.is_empty()) {
            self.words(&humps(word));
        }
    }

    /// A mark that makes a pause stays; a pair of brackets makes one; the rest is left out.
    fn mark(&mut self, c: char, rest: &str) {
        match c {
            '.' | ',' | '?' | '!' | ';' | ':' => {
                let ends = rest[c.len_utf8()..]
                    .chars()
                    .next()
                    .is_none_or(|next| !is_name_char(next));
                if ends || c != '.' {
                    self.stop(c);
                } else {
                    self.words("dot");
                }
            }
            '(' | ')' | '—' | '–' => self.stop(','),
            '²' => self.words("squared"),
            '³' => self.words("cubed"),
            '…' => self.stop('.'),
            // Blanks come with the words; the rest makes no sound.
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        for word in words.split_whitespace() {
            if !self.out.is_empty() && !self.out.ends_with(' ') {
                self.out.push(' ');
            }
            self.out.push_str(word);
        }
    }

    /// A mark of punctuation, once, behind a word.
    fn stop(&mut self, mark: char) {
        if self.out.ends_with(|c: char| c.is_alphanumeric()) {
            self.out.push(mark);
        } else if mark != ',' && self.out.ends_with(',') {
            self.out.pop();
            self.out.push(mark);
        }
    }
}

/// A sign that has a name in the grader's table, such as `==`.
fn spoken_sign(rest: &str) -> Option<(&str, &'static str)> {
    let length = rest.bytes().take_while(|b| b"=+".contains(b)).count();
    let sign = &rest[..length.min(2)];
    (sign.len() == 2)
        .then(|| Some((sign, spoken_form(sign)?)))
        .flatten()
}

/// Whether the sign here joins two words, as in "read-only".
fn is_hyphen(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    text[at..].starts_with('-')
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphabetic)
}

/// Prose without the pairs of this mark around words that are stressed; in "*args" it has no partner.
fn without_emphasis(prose: &str, mark: &str) -> String {
    let mut out = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some(open) = rest.find(mark) {
        let (before, after) = (&rest[..open], &rest[open + mark.len()..]);
        let opens = !before.ends_with(is_name_char) && after.starts_with(is_name_char);
        let closes = |&(at, _): &(usize, &str)| {
            after[..at].ends_with(|c: char| is_name_char(c) || ".!?".contains(c))
                && !after[at + mark.len()..].starts_with(is_name_char)
        };
        let close = after.match_indices(mark).find(closes).filter(|_| opens);
        out.push_str(before);
        match close {
            Some((close, _)) => {
                out.push_str(&after[..close]);
                rest = &after[close + mark.len()..];
            }
            None => {
                out.push_str(mark);
                rest = after;
            }
        }
    }
    out + rest
}

fn is_name_char(c: char) -> bool {
    (c.is_alphanumeric() && !matches!(c, '²' | '³' | 'ⁿ')) || c == '_'
}

/// `HashMap` as "Hash Map"; words in capitals stay.
fn humps(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let mut previous = ' ';
    for c in word.chars() {
        if c.is_uppercase() && previous.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests;
