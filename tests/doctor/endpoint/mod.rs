//! An endpoint that does well, and everything that can be wrong with one.

mod connection;
mod model;

use super::server::{Asked, Does, Server};
use super::support::Home;
use super::{Diagnosis, KEY, diagnosis, good_server};

/// Tests the endpoint at this address, with a key.
fn at(base_url: &str) -> Diagnosis {
    let variables = [
        ("VIVA_BASE_URL", base_url),
        ("VIVA_API_KEY", KEY),
        ("VIVA_MODEL", "tiny"),
    ];
    diagnosis(&Home::new(), &["--llm"], &variables)
}

/// Tests a server that decides by the request.
fn of(decide: impl Fn(&Asked) -> Does + Send + 'static) -> Diagnosis {
    at(&Server::deciding(move |_, asked| decide(asked)).url())
}

/// Whether it is the one long request, with a question and an answer.
fn is_long(asked: &Asked) -> bool {
    asked.body.contains("<<< ANSWER")
}

fn is_chat(asked: &Asked) -> bool {
    asked.method == "POST"
}

/// One fault, of this name, told with these words and this advice.
#[track_caller]
fn assert_fault(found: &Diagnosis, name: &str, told: &str, advice: &str) {
    assert_eq!(
        (found.code, found.missing()),
        (Some(1), vec![name]),
        "{found:#?}"
    );
    let fault = found.of(name);
    assert!(fault.told.contains(told), "{fault:?}");
    assert!(fault.advice.contains(advice), "{fault:?}");
}

#[test]
fn an_endpoint_that_does_well_has_every_check() {
    let server = good_server();
    let found = at(&server.url());
    assert_eq!(
        (found.code, found.missing()),
        (Some(0), vec![]),
        "{found:#?}"
    );
    for (name, told) in [
        ("connection", format!("{} is reached", server.address)),
        ("key", "its key is taken".to_owned()),
        ("model", "its list names tiny".to_owned()),
        ("answer", "it answers".to_owned()),
        ("stream", "its answer comes as it is made".to_owned()),
        ("json", "it keeps to a JSON schema, as a second opinion asks".to_owned()),
        (
            "context",
            "the longest model answer of the bank, with its rubric, fits into its context of 16384 tokens".to_owned(),
        ),
    ] {
        assert_eq!(found.of(name).told, told);
    }
    // A tiny answer is all that is wanted, and of the long one the first word.
    let asked = server.asked();
    let chats: Vec<&Asked> = asked.iter().filter(|asked| is_chat(asked)).collect();
    assert_eq!(chats.len(), 4);
    assert!(chats[0].body.contains("\"max_tokens\":8"), "{:?}", chats[0]);
    assert!(is_long(chats[3]) && chats[3].body.contains("\"stream\":true"));
}
