//! What goes out, and what comes back when all is well.

use serde_json::{Value, json};
use viva::llm::{
    Client, Delivery, Endpoint, Format, Limits, LlmError, Reason, Reply, Request, Retries, Usage,
    request_preview,
};

use super::server::{Does, END, Server, bytes, response, stream, word};
use super::{KEY, client, endpoint, failed, question, run, stream_with, streamed};

const WHOLE: &str = r#"{"choices":[{"message":{"role":"assistant","content":"It is immutable.","reasoning_content":"hm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#;

fn json(body: &str) -> Does {
    response("200 OK", "content-type: application/json\r\n", body)
}

#[test]
fn an_answer_comes_whole_or_word_by_word() {
    let server = Server::start(vec![json(WHOLE)]);
    let client = client(&server.url());
    let reply = run(client.chat(&question())).unwrap();
    let expected = Reply {
        text: "It is immutable.".to_owned(),
        reasoning: "hm".to_owned(),
        usage: Some(Usage {
            prompt: 7,
            completion: 3,
        }),
        reason: Reason::Stop,
    };
    assert_eq!(reply, expected);
    // A server that does not stream answers the request for a stream as well.
    let (heard, ended) = stream_with(&client, &question());
    assert_eq!((heard.text, ended), (reply.text, Ok(())));

    let events = format!("{}{}{END}", word("It is "), word("immutable."));
    let (_, heard, ended) = streamed(vec![Does::Sends(stream(&events))]);
    assert_eq!((&*heard.text, ended), ("It is immutable.", Ok(())));
    // And one that always streams answers the request for a whole.
    let server = Server::start(vec![Does::Sends(stream(&events))]);
    let reply = run(super::client(&server.url()).chat(&question())).unwrap();
    assert_eq!(reply.text, "It is immutable.");
}

#[test]
fn what_is_sent_is_what_the_preview_shows() {
    let server = Server::start(vec![Does::Sends(stream(END))]);
    let client = client(&server.url());
    let request = Request {
        temperature: Some(0.2),
        max_tokens: Some(300),
        seed: Some(7),
        format: Format::JsonSchema {
            name: "verdicts".to_owned(),
            schema: json!({"type": "object"}),
        },
        ..question()
    };
    stream_with(&client, &request).1.unwrap();
    let asked = &server.asked()[0];
    let preview = request_preview(client.endpoint(), &request, Delivery::Streamed);
    assert!(!preview.contains(KEY), "{preview}");
    let (head, body) = preview.split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let first = format!("{} {}{}", asked.method, server.url(), asked.path);
    assert_eq!(lines.next(), Some(first.as_str()));
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        assert_eq!(
            asked.header(name),
            Some(&*value.replace("***", KEY)),
            "{name}"
        );
    }
    // What the preview leaves out belongs to the connection.
    for (name, _) in &asked.headers {
        let known = head.contains(&format!("\n{name}: "));
        assert!(
            known || ["host", "content-length"].contains(&&**name),
            "{name}"
        );
    }
    let sent: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(sent, serde_json::from_str::<Value>(body).unwrap());
    assert_eq!(sent["response_format"]["json_schema"]["name"], "verdicts");
    assert_eq!(
        (&sent["stream"], &sent["model"]),
        (&json!(true), &json!("tiny"))
    );
}

#[test]
fn without_a_key_there_is_no_authorization() {
    let server = Server::start(vec![json(WHOLE)]);
    let endpoint = Endpoint::new(&server.url(), None, None).unwrap();
    let client = Client::new(endpoint, Limits::default(), Retries::none()).unwrap();
    run(client.chat(&question())).unwrap();
    assert_eq!(server.asked()[0].header("authorization"), None);
    assert!(!server.asked()[0].body.contains("\"model\""));
}

#[test]
fn the_list_of_models_is_read() {
    let server = Server::start(vec![
        response("503 Busy", "", ""),
        json(r#"{"object":"list","data":[{"id":"tiny"},{"id":"large"}]}"#),
    ]);
    let models = run(client(&format!("{}/v1/chat/completions", server.url())).models());
    let names: Vec<String> = models.unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["tiny", "large"]);
    assert_eq!(server.asked()[1].path, "/v1/models");
    let page = Server::start(vec![response("200 OK", "", "<html>login</html>")]);
    let wrong = run(client(&page.url()).models());
    assert!(
        matches!(wrong, Err(LlmError::NotTheProtocol { .. })),
        "{wrong:?}"
    );
}

#[test]
fn a_redirect_never_carries_key_or_text_to_another_host() {
    let other = Server::start(vec![Does::Sends(stream(END))]);
    for status in [
        "301 Moved",
        "302 Found",
        "303 See",
        "307 Temporary",
        "308 Permanent",
    ] {
        let elsewhere = format!("{}/v1/chat/completions", other.url());
        let location = format!("location: {elsewhere}\r\n");
        let (_, error) = failed(vec![response(status, &location, "")]);
        assert_eq!(error, LlmError::Redirected { to: elsewhere }, "{status}");
    }
    assert_eq!(other.asked().len(), 0);

    // On the same host it is followed, if the request stays what it is.
    let (server, heard, ended) = streamed(vec![
        response("308 Permanent", "location: /other\r\n", ""),
        Does::Sends(stream(&format!("{}{END}", word("a")))),
    ]);
    assert_eq!((&*heard.text, ended), ("a", Ok(())));
    let second = &server.asked()[1];
    assert_eq!((&*second.path, &*second.method), ("/other", "POST"));
    assert_eq!(
        second.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    let (server, error) = failed(vec![response("302 Found", "location: /other\r\n", "")]);
    let to = format!("{}/other", server.url());
    assert_eq!(error, LlmError::Redirected { to });
    // Round and round.
    let (server, error) = failed(vec![response("307 Temporary", "location: /again\r\n", "")]);
    assert!(matches!(error, LlmError::Redirected { .. }), "{error:?}");
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn a_proxy_of_the_environment_is_used_but_not_for_this_machine() {
    const ASKS: &str = "VIVA_TEST_ASKS";
    if let Ok(base_url) = std::env::var(ASKS) {
        let client = Client::new(endpoint(&base_url), Limits::default(), Retries::none()).unwrap();
        run(client.chat(&question())).unwrap();
        return;
    }
    let proxy = Server::start(vec![json(WHOLE)]);
    let direct = Server::start(vec![json(WHOLE)]);
    for base_url in ["http://model.example/v1", &direct.url()] {
        let name = "answers::a_proxy_of_the_environment_is_used_but_not_for_this_machine";
        let ran = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .env_clear()
            .env(ASKS, base_url)
            .env("http_proxy", proxy.url())
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    }
    let asked = proxy.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].path, "http://model.example/v1/chat/completions");
    assert_eq!(direct.asked().len(), 1);
}

#[test]
fn an_answer_is_complete_though_its_connection_stays_open() {
    let done = format!("{}{END}", word("a"));
    let (_, heard, ended) = streamed(vec![Does::SendsAndHolds(stream(&done))]);
    assert_eq!((&*heard.text, ended), ("a", Ok(())));
    // Without [DONE] the reason to stop has to do, once nothing more comes.
    let server = Server::start(vec![Does::SendsAndHolds(stream(
        &done.replace("data: [DONE]\n\n", ""),
    ))]);
    let limits = Limits {
        idle: std::time::Duration::from_millis(30),
        ..Limits::default()
    };
    let client = Client::new(endpoint(&server.url()), limits, Retries::none()).unwrap();
    let (heard, ended) = stream_with(&client, &question());
    assert_eq!((heard.reason, ended), (Some(Reason::Stop), Ok(())));
    // A body shorter than announced has what counts, too.
    let short = bytes("200 OK", "content-length: 100000\r\n", &done);
    let (_, heard, ended) = streamed(vec![Does::Sends(short)]);
    assert_eq!((&*heard.text, ended), ("a", Ok(())));
}
