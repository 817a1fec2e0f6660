//! Any answer of a server.

use viva::llm::{ChatEvent, Endpoint, Format, Limits, LlmError, Request, Secret, decode};

const KEY: &str = "sk-0123456789";
const CHARS: usize = 50;

/// Text and reasoning that were told, and how it ended but for the words of the failure.
fn read<'b>(pieces: impl Iterator<Item = &'b [u8]>) -> (String, String, Result<(), String>) {
    let limits = Limits {
        text_chars: CHARS,
        line_bytes: 500,
        body_bytes: 2_000,
        ..Limits::default()
    };
    let endpoint = Endpoint::new("localhost", Secret::new(KEY).ok(), None).unwrap();
    let request = Request {
        format: Format::JsonObject,
        ..Request::default()
    };
    let (events, ended) = decode(pieces, &limits, &endpoint, &request);
    let (mut text, mut reasoning) = (String::new(), String::new());
    let mut done = false;
    for event in events {
        assert!(!done);
        match event {
            ChatEvent::Text(piece) => text += &piece,
            ChatEvent::Reasoning(piece) => reasoning += &piece,
            ChatEvent::Usage(_) => {}
            ChatEvent::Done { .. } => done = true,
        }
    }
    assert_eq!(done, ended.is_ok());
    assert!(text.chars().count() <= CHARS);
    assert!(!text.contains(KEY) && !reasoning.contains(KEY));
    if let Err(error) = &ended {
        assert!(!error.to_string().contains(KEY));
    }
    let kind = |error| match error {
        LlmError::NotTheProtocol { instead, .. } => format!("{instead:?}"),
        error => error.to_string(),
    };
    (text, reasoning, ended.map_err(kind))
}

/// The first byte says how it is cut, the rest is what the server sends. No more may be told than is allowed, no key may come
/// back, and the cuts may change nothing.
pub fn sse(bytes: &[u8]) {
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let whole = read([bytes].into_iter());
    let cut = read(bytes.chunks(1 + usize::from(first)));
    if bytes.len() <= 2_000 {
        assert_eq!(whole, cut);
    }
}
