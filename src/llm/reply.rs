//! One JSON object of an answer, read with tolerance: servers leave fields out, add some, and put text in several places.

use serde_json::Value;

use super::clean::one_line;
use super::secret::Secret;

/// Why the model stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It was done.
    Stop,
    /// Its answer reached the allowed length.
    Length,
    /// Something was filtered.
    ContentFilter,
    /// The server did not say.
    Unsaid,
    /// Something else.
    Other(String),
}

/// What an answer took, in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Of the question.
    pub prompt: u64,
    /// Of the answer, with its reasoning.
    pub completion: u64,
}

/// What is told while an answer arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatEvent {
    /// More of the answer.
    Text(String),
    /// More of the reasoning that leads to it.
    Reasoning(String),
    /// What it took. Before the end, at most once.
    Usage(Usage),
    /// The end.
    Done {
        /// Why the model stopped.
        reason: Reason,
    },
}

/// What one object says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Text of the answer, perhaps with tags of reasoning.
    pub(super) text: String,
    /// Reasoning that the server separated.
    pub(super) reasoning: String,
    /// Why the model stopped, if it did.
    pub(super) reason: Option<Reason>,
    /// What it took, if it tells.
    pub(super) usage: Option<Usage>,
}

/// What an object says; none when it is no object of the protocol.
pub(super) fn said_in(value: &Value, key: Option<&Secret>) -> Option<Said> {
    let choices = value.get("choices");
    let usage = usage_in(&value["usage"]);
    if !choices.is_some_and(Value::is_array) && usage.is_none() {
        let kind = value["object"].as_str().unwrap_or_default();
        // Some proxies open with an object of the right kind that has nothing in it.
        return kind.starts_with("chat.completion").then_some(Said {
            text: String::new(),
            reasoning: String::new(),
            reason: None,
            usage: None,
        });
    }
    // Others than the first were not asked for.
    let choice = &value["choices"][0];
    let part = match &choice["delta"] {
        delta @ Value::Object(_) => delta,
        _ => &choice["message"],
    };
    let mut text = text_in(&part["content"]);
    if text.is_empty() {
        text = text_in(&part["refusal"]);
    }
    if text.is_empty() {
        text = text_in(&choice["text"]);
    }
    let mut reasoning = text_in(&part["reasoning_content"]);
    if reasoning.is_empty() {
        reasoning = text_in(&part["reasoning"]);
    }
    Some(Said {
        text,
        reasoning,
        reason: reason_in(&choice["finish_reason"], key),
        usage,
    })
}

/// A text, or the texts in a list of parts.
fn text_in(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts
            .iter()
            .map(|part| match part {
                Value::String(text) => text.as_str(),
                part => part["text"].as_str().unwrap_or_default(),
            })
            .collect(),
        _ => String::new(),
    }
}

fn reason_in(value: &Value, key: Option<&Secret>) -> Option<Reason> {
    Some(match value.as_str()? {
        "" => return None,
        "stop" | "eos" | "end_turn" => Reason::Stop,
        "length" | "max_tokens" => Reason::Length,
        "content_filter" => Reason::ContentFilter,
        other => Reason::Other(one_line(other, key)),
    })
}

fn usage_in(value: &Value) -> Option<Usage> {
    let prompt = value["prompt_tokens"].as_u64();
    let completion = value["completion_tokens"].as_u64();
    (prompt.is_some() || completion.is_some()).then(|| Usage {
        prompt: prompt.unwrap_or(0),
        completion: completion.unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_wherever_servers_put_it() {
        let cases = [
            (r#"{"choices":[{"delta":{"content":"a"}}]}"#, "a", ""),
            (r#"{"choices":[{"message":{"content":"a"}}]}"#, "a", ""),
            (
                r#"{"choices":[{"delta":null,"message":{"content":"a"}}]}"#,
                "a",
                "",
            ),
            (r#"{"choices":[{"text":"a"}]}"#, "a", ""),
            (
                r#"{"choices":[{"delta":{"content":[{"type":"text","text":"a"},"b",{"type":"x"}]}}]}"#,
                "ab",
                "",
            ),
            (
                r#"{"choices":[{"delta":{"content":null,"refusal":"no"}}]}"#,
                "no",
                "",
            ),
            (
                r#"{"choices":[{"delta":{"content":"","reasoning_content":"r","reasoning":"r"}}]}"#,
                "",
                "r",
            ),
            (r#"{"choices":[{"delta":{"reasoning":"r"}}]}"#, "", "r"),
            (
                r#"{"choices":[{"delta":{"content":5,"tool_calls":[]}}]}"#,
                "",
                "",
            ),
            (r#"{"choices":[{"delta":null}]}"#, "", ""),
            (r#"{"choices":[]}"#, "", ""),
            (r#"{"choices":[null]}"#, "", ""),
            (r#"{"object":"chat.completion.chunk"}"#, "", ""),
        ];
        for (json, text, reasoning) in cases {
            let said = said_in(&serde_json::from_str(json).unwrap(), None).unwrap();
            assert_eq!((&*said.text, &*said.reasoning), (text, reasoning), "{json}");
        }
    }

    #[test]
    fn other_json_is_not_the_protocol() {
        for json in [
            "{}",
            "[]",
            "3",
            "null",
            r#"{"choices":null}"#,
            r#"{"message":{"content":"a"}}"#,
        ] {
            assert_eq!(
                said_in(&serde_json::from_str(json).unwrap(), None),
                None,
                "{json}"
            );
        }
    }

    #[test]
    fn a_reason_is_none_until_it_is_given() {
        let cases = [
            ("null", None),
            (r#""""#, None),
            (r#""stop""#, Some(Reason::Stop)),
            (r#""length""#, Some(Reason::Length)),
            ("\"a\\u001bb\"", Some(Reason::Other("ab".to_owned()))),
        ];
        for (json, reason) in cases {
            let value = serde_json::from_str(json).unwrap();
            assert_eq!(reason_in(&value, None), reason, "{json}");
        }
    }
}
