//! What the model does, once it is reached.

use super::{assert_fault, is_chat, is_long, of};
use crate::server::{Does, Server, response, stream, word};
use crate::support::Home;
use crate::{diagnosis, good_server, list, well, whole};

const FORM: &str = "response_format";

#[test]
fn a_model_that_is_not_there_comes_with_those_that_are() {
    let found = of(|asked| match &*asked.method {
        "GET" => response(
            "200 OK",
            "",
            r#"{"data":[{"id":"other"},{"id":"\u001b[2Jlarge"}]}"#,
        ),
        _ => response(
            "404 Not Found",
            "",
            r#"{"error":{"message":"model \"tiny\" not found, try pulling it first"}}"#,
        ),
    });
    assert_fault(
        &found,
        "model",
        "the server has no model tiny",
        "it has other, [2Jlarge",
    );
}

#[test]
fn a_list_without_the_model_or_no_list_at_all_is_no_fault_where_it_answers() {
    let found = of(|asked| match &*asked.method {
        "GET" => response("200 OK", "", r#"{"data":[{"id":"tiny:latest"}]}"#),
        _ => well(asked),
    });
    assert_eq!((found.code, found.missing()), (Some(0), vec![]));
    assert!(found.of("model").told.contains("does not name tiny"));
    assert_eq!(found.of("model").advice, "it names tiny:latest");
    let found = of(|asked| match &*asked.method {
        "GET" => response("404 Not Found", "", ""),
        _ => well(asked),
    });
    assert_eq!(found.code, Some(0), "{found:#?}");
    assert!(found.of("model").told.contains("can't be read"));
}

#[test]
fn a_context_that_is_too_small_is_seen_before_a_session_is() {
    let found = of(|asked| match is_long(asked) {
        true => response(
            "400 Bad",
            "",
            r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_ctx":512}}"#,
        ),
        false => well(asked),
    });
    assert_fault(&found, "context", "(512 tokens)", "8192 tokens are enough");
    assert_eq!(found.of("stream").ok, Some(true));

    let small = of(|asked| match &*asked.method {
        "GET" => response(
            "200 OK",
            "",
            r#"{"data":[{"id":"tiny","context_length":4096}]}"#,
        ),
        _ => well(asked),
    });
    assert_eq!(small.code, Some(0));
    assert!(small.of("context").told.ends_with("of 4096 tokens"));
    assert!(small.of("context").advice.contains("8192"));
}

#[test]
fn a_stream_that_breaks_off_is_told() {
    let found = of(|asked| match asked.body.contains("\"stream\":true") {
        true => Does::Sends(stream(&word("rea"))),
        false => well(asked),
    });
    assert_fault(&found, "stream", "the connection was lost", "try again");
    assert_eq!(found.of("answer").ok, Some(true));
}

#[test]
fn a_server_that_fails_or_wants_a_rest_is_told() {
    for (status, body, told, advice) in [
        (
            "429 Slow",
            "you exceeded your quota",
            "you exceeded your quota",
            "the account is empty",
        ),
        (
            "500 Oh",
            "out of memory",
            "answered 500: out of memory",
            "what the server logs",
        ),
        ("503 Busy", "loading model", "loading model", "try again"),
    ] {
        let found = of(move |asked| match is_chat(asked) {
            true => response(status, "", body),
            false => list(),
        });
        assert_fault(&found, "answer", told, advice);
    }
}

#[test]
fn a_model_that_says_nothing_is_not_waited_for_longer_than_a_session_would() {
    let server = Server::deciding(|_, asked| match is_long(asked) {
        true => Does::SendsAndHolds(stream("")),
        false => well(asked),
    });
    let home = Home::new();
    home.write(
        "config.toml",
        format!(
            "[llm]\nenabled = true\nbase_url = \"{}\"\nfirst_word_seconds = 1\n",
            server.url()
        ),
    );
    let config = home.path().join("config.toml");
    let found = diagnosis(&home, &[], &[("VIVA_CONFIG", config.to_str().unwrap())]);
    assert_fault(
        &found,
        "context",
        "said nothing within a second",
        "first_word_seconds",
    );
}

#[test]
fn every_form_of_answer_does_for_a_second_opinion() {
    let refuses = |which: &'static str| {
        of(move |asked| match asked.body.contains(which) {
            true => response(
                "400 Bad",
                "",
                r#"{"error":{"message":"response_format is not supported"}}"#,
            ),
            false => well(asked),
        })
    };
    let no_schema = refuses("\"schema\"");
    assert_eq!(
        no_schema.of("json").told,
        "it keeps to JSON, as a second opinion asks"
    );
    let neither = refuses(FORM);
    assert_eq!(neither.code, Some(0));
    assert!(neither.of("json").told.contains("neither"), "{neither:?}");
    let careless = of(|asked| match asked.body.contains(FORM) {
        true => whole("Sure! Here you go."),
        false => well(asked),
    });
    assert_eq!(careless.code, Some(0));
    assert!(careless.of("json").told.contains("does not keep to it"));
    let broken = of(|asked| match asked.body.contains(FORM) {
        true => response("500 Oh", "", "it broke"),
        false => well(asked),
    });
    assert_eq!((broken.code, broken.of("json").ok), (Some(0), Some(true)));
}

#[test]
fn what_a_second_opinion_needs_is_wanted_where_one_is() {
    let server = Server::deciding(|_, asked| match asked.body.contains(FORM) {
        true => response("500 Oh", "", "it broke"),
        false => well(asked),
    });
    let home = Home::new();
    home.write(
        "config.toml",
        format!(
            "[llm]\nenabled = true\nopinion = true\nbase_url = \"{}\"\n",
            server.url()
        ),
    );
    let config = home.path().join("config.toml");
    let found = diagnosis(&home, &[], &[("VIVA_CONFIG", config.to_str().unwrap())]);
    assert_fault(&found, "json", "it broke", "try again");
}

#[test]
fn a_model_that_takes_no_tiny_answer_is_asked_for_a_longer_one() {
    let found = of(|asked| match asked.body.contains("\"max_tokens\":8,") {
        true => response(
            "400 Bad",
            "",
            r#"{"error":{"message":"Could not finish the message because max_tokens or model output limit was reached."}}"#,
        ),
        false => well(asked),
    });
    assert_eq!(
        (found.code, found.missing()),
        (Some(0), vec![]),
        "{found:#?}"
    );
}

#[test]
fn without_a_name_the_server_chooses_the_model() {
    let server = good_server();
    let url = server.url();
    let found = diagnosis(&Home::new(), &["--llm"], &[("VIVA_BASE_URL", &url)]);
    assert_eq!(
        found.of("model").told,
        "it chooses the model; its list names tiny"
    );
    assert!(found.of("context").told.ends_with("16384 tokens"));
    assert!(found.of("endpoint").told.starts_with("no model named at"));
}
