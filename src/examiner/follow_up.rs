//! A follow-up in the model's words, which digs into what was said. It never gives the point away.

use std::collections::BTreeSet;

use super::fence::is_unseen;
use super::links::reduce;
use super::prompts;
use super::request::Request;
use super::scores::{figures, tokens};
use crate::assessment::{Answer, KeyPoint, Question};
use crate::text::{is_function_word, plain_words, stem};

/// At most this many tokens of reply: a question of forty words needs fewer.
const MAX_TOKENS: u32 = 120;

/// At most this many words.
const WORDS: usize = 40;

/// At most this many characters.
const CHARS: usize = 320;

/// From this share of a statement's own words on, a question gives it away. Of the bank's probes, which people wrote not to give
/// their point away, hardly any reaches it (`tests/examiner.rs`).
const GIVEN_AWAY: f64 = 0.5;

/// Asks for one question that leads to a key point.
pub fn follow_up_request(question: &Question, point: &KeyPoint, answer: &Answer) -> Request {
    prompts::follow_up(question, point, answer, MAX_TOKENS)
}

/// The question, if the reply is one that can be put: one sentence with a question mark at its end, short, plain text, without
/// the point it leads to. Else none, and the rubric's own probe is put.
pub fn check_follow_up(
    reply: &str,
    question: &Question,
    point: &KeyPoint,
    answer: &Answer,
) -> Option<String> {
    let asked = unwrapped(reply.trim());
    let is_short = || asked.chars().count() <= CHARS && asked.split_whitespace().count() <= WORDS;
    let is_plain = || {
        !asked.contains(|c: char| c.is_control() || is_unseen(c) || c == '|')
            && !asked.contains("```")
            && !asked.starts_with(['#', '>', '-', '*', '+', '`'])
            && reduce(asked) == asked
    };
    let is_asked = is_short()
        && is_plain()
        && is_one_question(asked)
        && figures(&tokens(asked), 0).is_empty()
        && !gives_away(asked, question, point, answer);
    is_asked.then(|| asked.to_owned())
}

/// The reply without quotation marks around it.
fn unwrapped(reply: &str) -> &str {
    [('"', '"'), ('“', '”')]
        .into_iter()
        .find_map(|(open, close)| reply.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(reply)
}

fn is_one_question(text: &str) -> bool {
    let Some(body) = text.strip_suffix('?') else {
        return false;
    };
    let ends_before = body.char_indices().any(|(at, c)| {
        let rest = &body[at + c.len_utf8()..];
        let next = rest.trim_start().chars().next();
        // "e.g. a list" goes on.
        let goes_on = c == '.' && next.is_some_and(char::is_lowercase);
        matches!(c, '.' | '!' | '?') && rest.starts_with(char::is_whitespace) && !goes_on
    });
    body.contains(char::is_alphabetic) && !ends_before && !body.ends_with('?')
}

/// Whether the question holds half of what the statement says and neither question nor answer said.
fn gives_away(asked: &str, question: &Question, point: &KeyPoint, answer: &Answer) -> bool {
    let said: BTreeSet<String> = stems(&question.shown())
        .chain(stems(&answer.text))
        .collect();
    let own: BTreeSet<String> = stems(&point.statement)
        .filter(|stem| !said.contains(stem))
        .collect();
    let asked: BTreeSet<String> = stems(asked).collect();
    let named = own.intersection(&asked).count();
    !own.is_empty() && named as f64 >= GIVEN_AWAY * own.len() as f64
}

/// The stems of a text's content words.
fn stems(text: &str) -> impl Iterator<Item = String> {
    plain_words(text)
        .filter(|word| !is_function_word(word) && word.contains(char::is_alphanumeric))
        .map(|word| stem(&word).into_owned())
}

#[cfg(test)]
mod tests {
    use super::check_follow_up;
    use crate::assessment::Answer;
    use crate::examiner::tests::{question, rubric};

    fn checked(reply: &str) -> Option<String> {
        let answer = Answer::typed("a tuple can't change, and you can append to a list");
        check_follow_up(reply, &question(), &rubric().key_points[2], &answer)
    }

    #[test]
    fn one_plain_question_is_put() {
        for reply in [
            "You said a tuple can't change: where does that help you?",
            "  \"What could you then do with a tuple that you can't do with a list?\"\n",
            "If `t` is a tuple, what can stand in it, e.g. a list?",
        ] {
            assert!(checked(reply).is_some(), "{reply:?}");
        }
        assert_eq!(checked(" “Why?” ").as_deref(), Some("Why?"));
    }

    #[test]
    fn whatever_else_comes_the_probe_of_the_rubric_is_put() {
        for reply in [
            "",
            "?",
            "Tell me more.",
            "Good. And why is that?",
            "Why? How?",
            "Why??",
            "Why\nso?",
            "```\nWhy?\n```",
            "# Why?",
            "- Why?",
            "Why is \u{1b}[31mthat?",
            "Why \u{200b}is that?",
            "Have you read [this](https://a.example)?",
            "Have you read https://a.example/x?",
            "Is that worth 80/100?",
            "A tuple is hashable and can be a dictionary key, right?",
            "Could you use one as a dictionary key?",
        ] {
            assert_eq!(checked(reply), None, "{reply:?}");
        }
        assert_eq!(checked(&format!("{}?", "why ".repeat(41))), None);
        assert_eq!(checked(&format!("{}?", "w".repeat(400))), None);
    }
}
