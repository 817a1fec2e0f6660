//! What is reached, and whether it is an endpoint at all.

use super::{assert_fault, at, of};
use crate::server::{Does, Server, response};
use crate::support::Home;
use crate::tls_server::serve;
use crate::{KEY, diagnosis, good_server, list, ran};

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
