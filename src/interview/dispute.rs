//! What a candidate may say against a grade: `/right` and what follows it.

/// What follows `/right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dispute {
    /// Nothing: which verdict is to be overruled?
    Which,
    /// The verdict of this number is wrong, and these words of the answer say why; none: the ones most probably meant.
    Verdict {
        /// As the list of what can be overruled counts, from 1.
        number: usize,
        /// Words of the answer.
        words: Option<String>,
    },
    /// The last one is taken back.
    Undo,
    /// A reason in the candidate's own words, to be noted.
    Because(String),
}

impl Dispute {
    /// Reads what follows `/right`.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Which;
        }
        if text.eq_ignore_ascii_case("undo") {
            return Self::Undo;
        }
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let digits = first
            .trim_start_matches('#')
            .trim_end_matches(['.', ':', ')']);
        match digits.parse() {
            Ok(number) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Self::Verdict {
                number,
                words: Some(unquoted(rest).to_owned()).filter(|words| !words.is_empty()),
            },
            _ => Self::Because(text.to_owned()),
        }
    }
}

/// A text without the quotation marks around it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('«', '»')];
    let inner = pairs.iter().find_map(|&(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    });
    inner.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::Dispute;

    #[test]
    fn a_number_names_a_verdict_and_anything_else_is_a_reason() {
        let verdict = |number, words: Option<&str>| Dispute::Verdict {
            number,
            words: words.map(str::to_owned),
        };
        let cases = [
            ("", Dispute::Which),
            ("  ", Dispute::Which),
            ("undo", Dispute::Undo),
            ("2", verdict(2, None)),
            ("#2.", verdict(2, None)),
            ("2 \"set in stone\"", verdict(2, Some("set in stone"))),
            ("2: “set in stone”", verdict(2, Some("set in stone"))),
            ("2 set in stone", verdict(2, Some("set in stone"))),
            ("2 \"a\" and \"b\"", verdict(2, Some("\"a\" and \"b\""))),
            ("0", verdict(0, None)),
            ("2nd point", Dispute::Because("2nd point".to_owned())),
            ("-1", Dispute::Because("-1".to_owned())),
            ("I said so", Dispute::Because("I said so".to_owned())),
            (
                "99999999999999999999",
                Dispute::Because("99999999999999999999".to_owned()),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(Dispute::read(text), expected, "{text:?}");
        }
    }
}
