//! Cutting a text that is still arriving into units that can be judged by themselves: a sentence, a line, or a paragraph where a
//! quotation runs on. Where a unit ends depends on nothing that comes after it.

/// A unit has at most about this many characters: more is no sentence.
const UNIT_CHARS: usize = 1500;

/// What is known of a text up to a place in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cutter {
    /// Characters of the unit so far.
    length: usize,
    previous: Option<char>,
    /// The last one that is neither blank nor a closing sign.
    last_sign: Option<char>,
    /// A quotation is open: the sign that opened it.
    quote: Option<char>,
    in_code: bool,
    /// The unit does not begin a line.
    inside_line: bool,
    /// The unit is a line that quotes as a whole.
    is_quoted_line: bool,
    /// Something besides blanks and list signs came.
    begun: bool,
    /// Only blanks came since the last line break.
    blank_line: bool,
}

impl Cutter {
    /// Takes the next character; whether a unit ends after it.
    pub(super) fn ends_after(&mut self, c: char) -> bool {
        self.length += 1;
        self.mark_line(c);
        let ends = match c {
            '\n' => {
                let was_blank = std::mem::replace(&mut self.blank_line, true);
                self.quote.is_none() || self.is_quoted_line || was_blank
            }
            c if c.is_whitespace() => {
                let is_open = self.quote.is_some() || self.in_code || self.is_quoted_line;
                let is_over = self.last_sign.is_some_and(|sign| ".!?".contains(sign));
                (!is_open && is_over) || self.length > UNIT_CHARS
            }
            _ => {
                self.blank_line = false;
                self.length > UNIT_CHARS + UNIT_CHARS / 4
            }
        };
        self.quote = quote_after(self.quote, self.in_code, self.previous, c);
        self.in_code ^= c == '`';
        if !c.is_whitespace() && !is_closing(c) {
            self.last_sign = Some(c);
        }
        self.previous = Some(c);
        if ends {
            *self = Self {
                inside_line: c != '\n',
                previous: Some(c),
                ..Self::default()
            };
        }
        ends
    }

    /// Whether the unit that is arriving begins a line.
    pub(super) fn begins_line(&self) -> bool {
        !self.inside_line
    }

    fn mark_line(&mut self, c: char) {
        if self.begun || c.is_whitespace() || matches!(c, '-' | '*' | '+') {
            return;
        }
        self.begun = true;
        self.is_quoted_line = c == '>' && !self.inside_line;
    }
}

/// The sign of the quotation that is open after `c`.
pub(super) fn quote_after(
    open: Option<char>,
    in_code: bool,
    previous: Option<char>,
    c: char,
) -> Option<char> {
    if in_code || c == '`' {
        return open;
    }
    match open {
        None => opens(previous, c).then_some(c),
        Some(sign) => (!closes(sign, previous, c)).then_some(sign),
    }
}

fn opens(previous: Option<char>, c: char) -> bool {
    match c {
        '“' | '„' | '«' => true,
        '"' => {
            previous.is_none_or(|previous| !previous.is_alphanumeric() && !"=\\".contains(previous))
        }
        _ => false,
    }
}

fn closes(sign: char, previous: Option<char>, c: char) -> bool {
    match sign {
        '«' => c == '»',
        '„' => matches!(c, '“' | '”' | '"'),
        _ => c == '”' || (c == '"' && !reopens(previous, c)),
    }
}

/// Whether a sign inside of a quotation begins another, so that the first was never closed.
pub(super) fn reopens(previous: Option<char>, c: char) -> bool {
    c == '"' && previous.is_none_or(char::is_whitespace)
}

/// Signs that may stand between the end of a sentence and the blank after it.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '”' | '“' | '»' | '\'' | '’' | ')' | ']' | '*' | '_' | '`'
    )
}
