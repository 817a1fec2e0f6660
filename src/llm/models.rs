//! The list of models, in the shapes in which servers send it.

use serde_json::Value;

use super::clean::one_line;
use super::endpoint::Endpoint;
use super::error::{Instead, LlmError};
use super::fault::{complaint_in, looks_like_html};
use super::request::Request;

/// Names that are kept.
const MOST: usize = 1000;

/// A model in a server's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its context in tokens, where the server tells.
    pub context: Option<u64>,
}

/// Where servers write the context's length: vLLM, OpenRouter, Groq, Mistral.
const CONTEXT: &[&str] = &[
    "max_model_len",
    "context_length",
    "context_window",
    "max_context_length",
];

/// The models in a list, in its order.
pub(super) fn models_in(body: &[u8], endpoint: &Endpoint) -> Result<Vec<Listed>, LlmError> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let wrong = |instead| LlmError::NotTheProtocol {
        instead,
        start: one_line(text, endpoint.key.as_ref()),
    };
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Err(wrong(match text {
            "" => Instead::Nothing,
            text if looks_like_html(text) => Instead::Html,
            text if text.starts_with(['{', '[']) => Instead::OtherJson,
            _ => Instead::OtherText,
        }));
    };
    let list = [&value["data"], &value["models"], &value]
        .into_iter()
        .find_map(Value::as_array);
    let Some(list) = list else {
        return Err(
            if value.get("error").is_some_and(|error| !error.is_null()) {
                complaint_in(&value).inside_an_answer(endpoint, &Request::default())
            } else {
                wrong(Instead::OtherJson)
            },
        );
    };
    let name = |model: &Value| {
        let found = [model, &model["id"], &model["model"], &model["name"]]
            .into_iter()
            .find_map(Value::as_str)?;
        Some(one_line(found, endpoint.key.as_ref())).filter(|name| !name.is_empty())
    };
    let listed = |model: &Value| {
        Some(Listed {
            name: name(model)?,
            context: CONTEXT.iter().find_map(|field| model[*field].as_u64()),
        })
    };
    Ok(list.iter().filter_map(listed).take(MOST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_every_shape_and_nothing_else_is_a_list() {
        let endpoint = Endpoint::new("localhost", None, None).unwrap();
        let read = |body: &str| models_in(body.as_bytes(), &endpoint);
        let listed = |name: &str, context| Listed {
            name: name.to_owned(),
            context,
        };
        let named = vec![listed("a", None), listed("b", None)];
        for body in [
            r#"{"object":"list","data":[{"id":"a"},{"id":"b","x":1}]}"#,
            r#"{"models":[{"name":"a","model":"a"},{"name":"b"}]}"#,
            r#"[{"id":"a"},{"no":"name"},"b"]"#,
        ] {
            assert_eq!(read(body), Ok(named.clone()), "{body}");
        }
        assert_eq!(read(r#"{"data":[]}"#), Ok(vec![]));
        for field in CONTEXT {
            let body =
                format!(r#"{{"data":[{{"id":"a","{field}":4096}},{{"id":"b","{field}":"?"}}]}}"#);
            let told = vec![listed("a", Some(4096)), listed("b", None)];
            assert_eq!(read(&body), Ok(told), "{field}");
        }
        let wrong = |instead, start: &str| {
            Err(LlmError::NotTheProtocol {
                instead,
                start: start.to_owned(),
            })
        };
        assert_eq!(read(""), wrong(Instead::Nothing, ""));
        assert_eq!(read("<html>\n"), wrong(Instead::Html, "<html>"));
        assert_eq!(read("{\"a\":"), wrong(Instead::OtherJson, "{\"a\":"));
        assert_eq!(read("{}"), wrong(Instead::OtherJson, "{}"));
        assert_eq!(
            read("Ollama is running"),
            wrong(Instead::OtherText, "Ollama is running")
        );
        let reported = read(r#"{"error":"no"}"#);
        let message = "no".to_owned();
        assert_eq!(reported, Err(LlmError::Reported { message }));
    }
}
