//! Scores that a model gives though nobody asks for one: "I'd give this 85/100". Found so that they can be left out.

/// A piece of a text, as far as scores are concerned.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A number, in digits or as a word.
    Number { value: f64, in_digits: bool },
    /// A word in lower case; whether it is one capital letter from A to F.
    Word(String, bool),
    /// A sign that is no blank.
    Sign(char),
}

/// What a statement of a score names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Figure {
    /// A number, of whatever scale.
    Number(f64),
    /// A letter, stars.
    Mark,
    /// "full marks", "a perfect score": a judgement without a figure.
    Phrase,
}

/// At most this many tokens stand between a word that tells of a score and its figure.
const REACH: usize = 6;

const NOUNS: &str = "score scores grade grades mark marks rating ratings percentage result verdict";
const VERBS: &str = "give gives gave giving award awards awarded awarding assign assigned assigning deserve deserves deserved \
earn earns earned rate rated rating rates score scores scored scoring grade grades graded grading merit merits worth";
const TAKING: &str = "lose loses lost deduct deducts deducted subtract subtracted cost costs add adds added off gain gains gained";
const LINKS: &str = "is of would be at a an about around to as roughly approximately my your overall total final the should was for \
this it answer that response i in here still around probably solid strong weak only full";
const NUMBERS: [&str; 29] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
];
const PHRASES: [&str; 17] = [
    "full marks",
    "full credit",
    "full score",
    "full points",
    "partial credit",
    "no credit",
    "perfect score",
    "perfect marks",
    "top marks",
    "top score",
    "top grade",
    "maximum score",
    "maximum points",
    "highest score",
    "passing grade",
    "failing grade",
    "letter grade",
];

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run =
            |is_in: &dyn Fn(char) -> bool| rest.find(|c: char| !is_in(c)).unwrap_or(rest.len());
        let length = if c.is_ascii_digit() {
            let mut end = run(&|c| c.is_ascii_digit());
            if let Some(decimals) = rest[end..].strip_prefix(['.', ',']) {
                let digits = decimals.len()
                    - decimals
                        .trim_start_matches(|c: char| c.is_ascii_digit())
                        .len();
                end += if digits > 0 { 1 + digits } else { 0 };
            }
            let value = rest[..end].replace(',', ".").parse().unwrap_or_default();
            tokens.push(Token::Number {
                value,
                in_digits: true,
            });
            end
        } else if c.is_alphabetic() {
            let end = run(&|c| c.is_alphanumeric());
            let word = rest[..end].to_lowercase();
            tokens.push(match NUMBERS.iter().position(|number| *number == word) {
                Some(at) => Token::Number {
                    value: spelled(at),
                    in_digits: false,
                },
                None => Token::Word(word, end == 1 && ('A'..='F').contains(&c)),
            });
            end
        } else {
            if !c.is_whitespace() && !"*_`\"“”'’|".contains(c) {
                tokens.push(Token::Sign(c));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The value of the word at a place of the table.
fn spelled(at: usize) -> f64 {
    match at {
        0..=20 => at as f64,
        _ => 10.0 * (at as f64 - 18.0),
    }
}

/// What statements of a score name, in the tokens of a sentence from an offset on; those before it are only what it goes on from.
pub(super) fn figures(tokens: &[Token], from: usize) -> Vec<Figure> {
    let places = from..tokens.len();
    places.filter_map(|at| figure_at(tokens, at)).collect()
}

fn figure_at(tokens: &[Token], at: usize) -> Option<Figure> {
    let token = &tokens[at];
    match token {
        Token::Number { value, in_digits } => {
            let context = tells_of_score(tokens);
            if let Some(after) = scale_after(tokens, at) {
                let next = tokens.get(after);
                let ends = !matches!(
                    next,
                    Some(Token::Word(..) | Token::Number { .. } | Token::Sign('/'))
                );
                return (context || ends).then_some(Figure::Number(*value));
            }
            let unit = match tokens.get(at + 1) {
                Some(Token::Sign('%')) => context,
                Some(Token::Sign('/')) => false,
                Some(Token::Sign('-'))
                    if is_word(tokens.get(at + 2), "star stars point points") =>
                {
                    context || is_word(tokens.get(at + 2), "star stars")
                }
                next if is_word(next, "percent stars") => context,
                next if is_word(next, "point points mark marks") => context || any(tokens, TAKING),
                None | Some(Token::Sign(_)) => is_led_to(tokens, at) && *in_digits,
                Some(_) => is_named(tokens, at) && *in_digits,
            };
            unit.then_some(Figure::Number(*value))
        }
        Token::Word(_, true) => {
            let ends = !matches!(
                tokens.get(at + 1),
                Some(Token::Word(..) | Token::Number { .. })
            );
            (ends && is_led_to(tokens, at)).then_some(Figure::Mark)
        }
        Token::Word(word, _) => {
            let pair = |phrase: &&str| {
                phrase.split_once(' ').is_some_and(|(first, second)| {
                    first == word && is_word(tokens.get(at + 1), second)
                })
            };
            let passes = is_word(Some(token), "pass fail passed failed") && is_named(tokens, at);
            (passes || PHRASES.iter().any(pair)).then_some(Figure::Phrase)
        }
        Token::Sign('★' | '☆' | '⭐' | '🌟') => Some(Figure::Mark),
        Token::Sign(_) => None,
    }
}

/// Where "/100", "out of ten", "of 100" after a number ends, if it stands there.
fn scale_after(tokens: &[Token], at: usize) -> Option<usize> {
    if matches!(
        at.checked_sub(1).map(|before| &tokens[before]),
        Some(Token::Sign('/'))
    ) {
        return None;
    }
    let (mut to, loose) = match tokens.get(at + 1)? {
        Token::Sign('/') => (at + 2, false),
        Token::Word(word, _) if word == "out" && is_word(tokens.get(at + 2), "of") => {
            (at + 3, false)
        }
        Token::Word(word, _) if word == "of" => (at + 2, true),
        _ => return None,
    };
    if is_word(tokens.get(to), "a") {
        to += 1;
    }
    let Token::Number {
        value: value_of, ..
    } = tokens[at]
    else {
        return None;
    };
    match tokens.get(to)? {
        Token::Number { value: scale, .. } if value_of <= *scale => {
            let usual = if loose {
                *scale == 100.0
            } else {
                [5.0, 10.0, 20.0, 100.0].contains(scale)
            };
            usual.then_some(to + 1)
        }
        _ => None,
    }
}

/// Whether the sentence tells of a score at all.
fn tells_of_score(tokens: &[Token]) -> bool {
    any(tokens, NOUNS) || any(tokens, VERBS)
}

/// Whether shortly before stands a noun for a score or a verb that gives one, and nothing but linking words between.
fn is_led_to(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at.saturating_sub(REACH)..at];
    let lead = before
        .iter()
        .rposition(|token| is_word(Some(token), NOUNS) || is_word(Some(token), VERBS));
    lead.is_some_and(|lead| {
        before[lead + 1..].iter().all(|token| match token {
            Token::Word(..) => is_word(Some(token), LINKS),
            Token::Sign(sign) => ":=-–—+~#(".contains(*sign),
            Token::Number { .. } => false,
        })
    })
}

/// The same, with a colon or "is" between: "Score: 85 because", "the verdict is pass".
fn is_named(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at.saturating_sub(2)..at];
    let (Some(noun), Some(link)) = (before.first(), before.last()) else {
        return false;
    };
    let links = matches!(link, Token::Sign(':' | '=')) || is_word(Some(link), "is of");
    is_word(Some(noun), NOUNS) && links
}

fn any(tokens: &[Token], list: &str) -> bool {
    tokens.iter().any(|token| is_word(Some(token), list))
}

fn is_word(token: Option<&Token>, list: &str) -> bool {
    matches!(token, Some(Token::Word(word, _)) if list.split_whitespace().any(|listed| listed == word))
}

#[cfg(test)]
mod tests {
    use super::{figures, tokens};

    #[test]
    fn statements_of_a_score_are_found() {
        for text in [
            "I'd give this 85/100.",
            "I would give this answer an 8.",
            "**Score:** 72",
            "Score: 85 because it is good",
            "8/10",
            "That is 8 out of 10.",
            "eight out of ten!",
            "eighty-five out of a hundred",
            "I rate this 7.5",
            "You scored 90%.",
            "I'd award it 90 percent",
            "a grade of B+",
            "I'd give it an A.",
            "Grade: **C**",
            "★★★★☆",
            "This deserves 4 stars.",
            "a 5-star answer",
            "You get full marks from me.",
            "I award you 100 points",
            "This costs you 20 points.",
            "Verdict: pass",
            "| Score | 85 |",
            "58 of 100",
            "100/100",
        ] {
            assert!(!figures(&tokens(text), 0).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn numbers_of_the_subject_are_no_scores() {
        for text in [
            "A list of 100 elements grows by 10.",
            "It runs in 1/10 of the time.",
            "9 out of 10 lookups hit the cache.",
            "It took 50% of the CPU.",
            "You named 2 of 3 differences.",
            "range(0, 10) gives 0 to 9 and no 10",
            "Python 3.12 gives better errors.",
            "The point is that 3 things matter.",
            "You missed two points.",
            "24/7, and on 10/10/2020",
            "A tuple is fixed. A list grows.",
            "the result is a list",
            "Tests pass or fail.",
            "mark it with `pytest.mark.slow`",
            "a 64-bit number, 80/20",
            "O(n/2) is O(n).",
        ] {
            assert_eq!(figures(&tokens(text), 0), [], "{text:?}");
        }
    }
}
