//! An endpoint that does well, and everything that can be wrong with one.

use super::server::{Asked, Does, Server, response, stream, word};
use super::support::Home;
use super::tls_server::serve;
use super::{Diagnosis, KEY, diagnosis, good_server, list, ran, well, whole};

const FORM: &str = "response_format";

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

#[test]
fn nobody_listens_there() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let told = format!("{address} refused the connection");
    assert_fault(&at(&address), "connection", &told, "is the server running");
}

#[test]
fn a_name_that_can_not_be_resolved() {
    // No name may have a part of more than 63 characters, so that nobody is asked for it.
    let host = format!("http://{}.invalid:9", "a".repeat(70));
    let found = at(&host);
    assert_fault(
        &found,
        "connection",
        "can't be resolved",
        "is the name right",
    );
    let variables = [
        ("VIVA_BASE_URL", host.as_str()),
        ("ALL_PROXY", "http://me:pa55word@127.0.0.1:9"),
    ];
    let proxied = ran(&Home::new(), &["--llm"], &variables);
    assert!(
        proxied.stdout.contains("ALL_PROXY names a proxy"),
        "{proxied:?}"
    );
    assert!(!proxied.stdout.contains("pa55word"), "{proxied:?}");
}

#[test]
fn tls_with_a_server_that_speaks_none_or_is_not_trusted() {
    let plain = good_server().url().replace("http:", "https:");
    assert_fault(
        &at(&plain),
        "connection",
        "no trusted TLS",
        "speaks http, not https",
    );
    let (port, _) = serve();
    let found = at(&format!("https://localhost:{port}"));
    assert_fault(
        &found,
        "connection",
        "certificate",
        "that this system trusts",
    );
}

#[test]
fn not_even_http() {
    let server = Server::start(vec![Does::Sends(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())]);
    let found = at(&server.url());
    assert_fault(
        &found,
        "address",
        "does not speak the protocol",
        "OpenAI-compatible",
    );
}

#[test]
fn a_key_that_is_not_taken_or_not_there() {
    let body = format!(r#"{{"error":{{"message":"Incorrect API key provided: {KEY}"}}}}"#);
    let refused = body.clone();
    let found = of(move |_| response("401 Unauthorized", "", &refused));
    assert_fault(
        &found,
        "key",
        "Incorrect API key provided: ***",
        "is it valid?",
    );
    assert!(found.checks.contains_key("connection"));
    // A list that everyone may read says nothing of the key.
    let found = of(move |asked| match &*asked.method {
        "GET" => list(),
        _ => response("401 Unauthorized", "", &body),
    });
    assert_fault(&found, "key", "answered 401", "is it valid?");

    let server = Server::deciding(|_, _| response("401 No", "", "who are you?"));
    let url = server.url();
    let found = diagnosis(&Home::new(), &["--llm"], &[("VIVA_BASE_URL", &url)]);
    assert_fault(&found, "key", "who are you?", "none is configured");
    assert_eq!(server.asked()[0].header("authorization"), None);
}

#[test]
fn a_wrong_path_is_told_with_the_likely_right_one() {
    let server = good_server();
    let found = at(&format!("{}/llm", server.url()));
    let told = format!("the server knows no {}/llm/chat/completions", server.url());
    let likely = format!("is the base URL {}/llm/v1?", server.url());
    assert_fault(&found, "address", &told, &likely);
}

#[test]
fn a_page_or_a_redirect_is_no_endpoint() {
    let found = of(|_| {
        response(
            "200 OK",
            "content-type: text/html\r\n",
            "<html>log in</html>",
        )
    });
    assert_fault(&found, "address", "<html>", "OpenAI-compatible");
    let elsewhere = "location: https://login.example/\r\n";
    let found = of(move |_| response("302 Found", elsewhere, ""));
    assert_fault(
        &found,
        "address",
        "https://login.example/",
        "nothing was sent there",
    );
}

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

#[test]
fn what_a_server_says_reaches_the_screen_without_what_a_terminal_would_act_on() {
    let evil = "\u{1b}]0;title\u{7}\u{9b}2J\u{202e}reversed";
    let server = Server::deciding(move |_, _| response("418 Teapot", "", evil));
    let url = server.url();
    let found = ran(
        &Home::new(),
        &["--llm", "--base-url", &url, "--color", "never"],
        &[],
    );
    let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert_eq!(
        (found.stdout.find(acts), found.code),
        (None, Some(1)),
        "{found:?}"
    );
    assert!(found.stdout.contains("reversed"));
}
