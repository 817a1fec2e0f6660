//! What is asked, and the exact request that it becomes: the same for sending and for showing.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::endpoint::Endpoint;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The instructions.
    System,
    /// Who asks.
    User,
    /// The model.
    Assistant,
}

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What.
    pub content: String,
}

/// The form of the answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Format {
    /// Any text.
    #[default]
    Text,
    /// Some JSON object.
    JsonObject,
    /// JSON of this schema.
    JsonSchema {
        /// The schema's name.
        name: String,
        /// The schema.
        schema: Value,
    },
}

/// What is asked. What is none is left to the server.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// The conversation so far.
    pub messages: Vec<Message>,
    /// How freely it is told, 0 to 2.
    pub temperature: Option<f64>,
    /// The longest answer, in tokens.
    pub max_tokens: Option<u32>,
    /// For the same answer to the same question, where the server can.
    pub seed: Option<u64>,
    /// The form of the answer.
    pub format: Format,
}

/// Whether the answer comes as it is made or when it is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it is made.
    Streamed,
    /// When it is complete.
    Whole,
}

impl Request {
    /// Whether the answer should have a form.
    pub(super) fn asks_for_a_format(&self) -> bool {
        self.format != Format::Text
    }
}

/// A request as it goes out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wire {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// The URL.
    pub(super) url: String,
    /// Headers but that of the key, which follows them.
    pub(super) headers: Vec<(&'static str, &'static str)>,
    /// The body.
    pub(super) body: Option<Value>,
}

/// Who asks.
const AGENT: &str = concat!("viva/", env!("CARGO_PKG_VERSION"));

impl Wire {
    /// A chat.
    pub(super) fn chat(endpoint: &Endpoint, request: &Request, delivery: Delivery) -> Self {
        Self {
            method: "POST",
            url: endpoint.url("chat/completions"),
            headers: vec![
                ("content-type", "application/json"),
                ("accept", accepted(delivery)),
                ("user-agent", AGENT),
            ],
            body: Some(body_of(endpoint, request, delivery)),
        }
    }

    /// The list of models.
    pub(super) fn models(endpoint: &Endpoint) -> Self {
        Self {
            method: "GET",
            url: endpoint.url("models"),
            headers: vec![("accept", "application/json"), ("user-agent", AGENT)],
            body: None,
        }
    }

    /// Leaves out a field that the server does not take, or names it as newer servers do; false when it can't be spared.
    pub(super) fn adapt(&mut self, field: &str) -> bool {
        let Some(Value::Object(body)) = &mut self.body else {
            return false;
        };
        match field {
            "max_tokens" => match body.remove("max_tokens") {
                Some(count) => body
                    .insert("max_completion_tokens".to_owned(), count)
                    .is_none(),
                None => false,
            },
            "temperature" | "seed" => body.remove(field).is_some(),
            _ => false,
        }
    }

    /// Asks for JSON of the same schema in the words of servers that know no `json_schema`: `json_object` with the schema beside
    /// it. False when it was no `json_schema`.
    pub(super) fn loosen_schema(&mut self) -> bool {
        let body = self.body.as_mut();
        let Some(format) = body.and_then(|body| body.get_mut("response_format")) else {
            return false;
        };
        let is_strict = format["type"] == "json_schema";
        if is_strict {
            let schema = format["json_schema"]["schema"].take();
            *format = json!({"type": "json_object", "schema": schema});
        }
        is_strict
    }

    /// Waits for the whole answer instead of a stream.
    pub(super) fn take_whole(&mut self) {
        if let Some(body) = &mut self.body {
            body["stream"] = json!(false);
        }
        for (name, value) in &mut self.headers {
            if *name == "accept" {
                *value = accepted(Delivery::Whole);
            }
        }
    }
}

const fn accepted(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Streamed => "text/event-stream, application/json",
        Delivery::Whole => "application/json",
    }
}

fn body_of(endpoint: &Endpoint, request: &Request, delivery: Delivery) -> Value {
    let mut body = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    put("model", endpoint.model.as_ref().map(|name| json!(name)));
    let messages = request.messages.iter().map(|message| {
        let role = match message.role {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        json!({"role": role, "content": message.content})
    });
    put("messages", Some(messages.collect()));
    put("stream", Some(json!(delivery == Delivery::Streamed)));
    put(
        "temperature",
        request.temperature.map(|degree| json!(degree)),
    );
    put("max_tokens", request.max_tokens.map(|count| json!(count)));
    put("seed", request.seed.map(|seed| json!(seed)));
    put(
        "response_format",
        match &request.format {
            Format::Text => None,
            Format::JsonObject => Some(json!({"type": "json_object"})),
            Format::JsonSchema { name, schema } => Some(json!({
                "type": "json_schema",
                "json_schema": {"name": name, "strict": true, "schema": schema},
            })),
        },
    );
    Value::Object(body)
}

/// The exact request as text, for who wants to see what would be sent: the key is shown as `***`, the body indented.
pub fn request_preview(endpoint: &Endpoint, request: &Request, delivery: Delivery) -> String {
    let wire = Wire::chat(endpoint, request, delivery);
    let mut text = format!("{} {}\n", wire.method, wire.url);
    for (name, value) in &wire.headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    if endpoint.key.is_some() {
        text.push_str("authorization: Bearer ***\n");
    }
    if let Some(body) = &wire.body {
        let _ = writeln!(text, "\n{body:#}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::secret::Secret;

    #[test]
    fn the_preview_shows_everything_but_the_key() {
        let key = Secret::new("sk-12345678").unwrap();
        let endpoint = Endpoint::new("localhost:8000", Some(key), Some("tiny".to_owned())).unwrap();
        let request = Request {
            messages: vec![Message {
                role: Role::User,
                content: "Say \"hi\"".to_owned(),
            }],
            temperature: Some(0.2),
            format: Format::JsonObject,
            ..Request::default()
        };
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            request_preview(&endpoint, &request, Delivery::Streamed),
            format!(
                r#"POST http://localhost:8000/v1/chat/completions
content-type: application/json
accept: text/event-stream, application/json
user-agent: viva/{version}
authorization: Bearer ***

{{
  "messages": [
    {{
      "content": "Say \"hi\"",
      "role": "user"
    }}
  ],
  "model": "tiny",
  "response_format": {{
    "type": "json_object"
  }},
  "stream": true,
  "temperature": 0.2
}}
"#
            )
        );
    }
}
