//! Failures, told apart so that each can be told with what to do about it.

use viva::llm::{Client, Endpoint, Instead, Limits, LlmError, Retries};

use super::server::{Does, END, Server, bytes, response, stream, word};
use super::{KEY, client, endpoint, failed, question, run, streamed};

fn never_asked_again(base_url: &str) -> LlmError {
    let client = Client::new(endpoint(base_url), Limits::default(), Retries::none()).unwrap();
    run(client.chat(&question())).unwrap_err()
}

#[test]
fn nobody_listens() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let error = run(client(&address).chat(&question())).unwrap_err();
    assert_eq!(error, LlmError::Refused { host: address });
}

#[test]
fn a_name_that_can_not_be_resolved() {
    // No name may have a part of more than 63 characters, so that nobody is asked for it.
    let host = format!("{}.invalid:9", "a".repeat(70));
    let error = never_asked_again(&format!("http://{host}"));
    assert_eq!(error, LlmError::Dns { host });
}

#[test]
fn no_tls_on_the_other_side() {
    let server = Server::start(vec![response("400 Bad", "", "")]);
    let error = never_asked_again(&server.url().replace("http:", "https:"));
    assert!(
        matches!(&error, LlmError::Tls { host, .. } if *host == server.address.to_string()),
        "{error:?}"
    );
}

#[test]
fn not_even_http() {
    let (_, error) = failed(vec![Does::Sends(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())]);
    assert!(
        matches!(
            error,
            LlmError::NotTheProtocol {
                instead: Instead::NotHttp,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn a_status_comes_with_a_clean_message() {
    let cases = [
        (
            "401 Unauthorized",
            format!(
                r#"{{"error":{{"message":"Incorrect API key provided: {KEY}.\nFind it at x"}}}}"#
            ),
            "Incorrect API key provided: ***. Find it at x",
        ),
        (
            "403 Forbidden",
            "Country \u{1b}[31mnot\u{7} supported".to_owned(),
            "Country [31mnot supported",
        ),
        (
            "402 Pay",
            r#"{"detail":"no credits"}"#.to_owned(),
            "no credits",
        ),
        (
            "418 Teapot",
            r#"[{"error":{"message":"short"}}]"#.to_owned(),
            "short",
        ),
        (
            "500 Oh",
            "<html><body>Internal error</body></html>".to_owned(),
            "",
        ),
        (
            "400 Bad",
            r#"{"object":"error","message":"bad","code":400}"#.to_owned(),
            "bad",
        ),
    ];
    for (status, body, expected) in cases {
        let (_, error) = failed(vec![response(status, "", &body)]);
        let (LlmError::Status { message, .. } | LlmError::KeyRefused { message, .. }) = error
        else {
            panic!("{status} {error:?}");
        };
        assert_eq!(message, expected, "{status}");
    }
}

#[test]
fn a_key_that_is_refused_is_told_as_that_whatever_the_status() {
    let complaints = [
        (
            "401 Unauthorized",
            r#"{"detail":"Invalid API key"}"#,
            "Invalid API key",
        ),
        ("403 Forbidden", "no", "no"),
        // LiteLLM 1.106.2 without a database to look the key up in.
        (
            "400 Bad Request",
            r#"{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}"#,
            "No connected db",
        ),
    ];
    for (status, body, expected) in complaints {
        let (server, error) = failed(vec![response(status, "", body)]);
        assert_eq!(server.asked().len(), 1, "{status}");
        let expected = LlmError::KeyRefused {
            status: status[..3].parse().unwrap(),
            message: expected.to_owned(),
        };
        assert_eq!(error, expected);
    }
}

#[test]
fn a_wrong_path_is_told_with_the_likely_right_one() {
    let not_found = [
        r#"{"detail":"Not Found"}"#,
        "404 page not found",
        r#"{"error":{"message":"Invalid URL (POST /llm/chat/completions)","code":null}}"#,
        "",
    ];
    for body in not_found {
        let server = Server::start(vec![response("404 Not Found", "", body)]);
        let base = format!("{}/llm", server.url());
        assert_eq!(
            never_asked_again(&base),
            LlmError::NotFoundUrl {
                url: format!("{base}/chat/completions"),
                likely: Some(format!("{base}/v1")),
            },
            "{body}"
        );
    }
    let (_, error) = failed(vec![response("405 Method Not Allowed", "", "")]);
    assert!(matches!(error, LlmError::NotFoundUrl { likely: None, .. }));
}

#[test]
fn a_model_that_is_not_there_comes_with_the_list_of_those_that_are() {
    let complaints = [
        (
            "404 Not Found",
            r#"{"error":{"message":"The model `tiny` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}"#,
        ),
        (
            "404 Not Found",
            r#"{"error":{"message":"model \"tiny\" not found, try pulling it first","type":"api_error"}}"#,
        ),
        (
            "404 Not Found",
            r#"{"object":"error","message":"The model `tiny` does not exist.","type":"NotFoundError","code":404}"#,
        ),
        (
            "400 Bad Request",
            r#"{"error":{"message":"tiny is not a valid model ID","code":400}}"#,
        ),
        (
            "400 Bad Request",
            r#"{"error":{"message":"/chat/completions: Invalid model name passed in model=tiny. Call `/v1/models` to view available models for your key."}}"#,
        ),
        (
            "404 Not Found",
            r#"{"error":{"message":"No models loaded. Please load a model in the developer page.","type":"invalid_request_error","param":"model","code":"model_not_found"}}"#,
        ),
        ("200 OK", r#"{"error":"model 'tiny' not found"}"#),
    ];
    for (status, body) in complaints {
        let (status, body) = (status.to_owned(), body.to_owned());
        let shown = body.clone();
        let server = Server::deciding(move |_, asked| match &*asked.method {
            "GET" => response("200 OK", "", r#"{"data":[{"id":"other"},{"id":"large"}]}"#),
            _ => response(&status, "", &body),
        });
        assert_eq!(
            never_asked_again(&server.url()),
            LlmError::ModelNotFound {
                model: "tiny".to_owned(),
                models: vec!["other".to_owned(), "large".to_owned()],
            },
            "{shown}"
        );
    }
}

#[test]
fn a_request_that_is_too_long_for_the_model() {
    let complaints = [
        (
            "400 Bad",
            r#"{"error":{"message":"This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.","code":"context_length_exceeded"}}"#,
            Some(8192),
        ),
        (
            "400 Bad",
            r#"{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":600,"n_ctx":512}}"#,
            Some(512),
        ),
        (
            "400 Bad",
            r#"{"error":{"message":"Requested tokens (600) exceed context window of 512","type":"internal_server_error"}}"#,
            Some(512),
        ),
        (
            "500 Oh",
            r#"{"error":{"message":"Trying to keep the first 600 tokens when context the overflows. However, the model is loaded with context length of only 512 tokens, which is not enough."}}"#,
            Some(512),
        ),
        (
            "400 Bad",
            r#"{"error":{"message":"litellm.ContextWindowExceededError: the prompt is longer than the context window"}}"#,
            None,
        ),
        (
            "200 OK",
            "data: {\"error\":{\"message\":\"maximum context length is 10 tokens\"}}\n\n",
            Some(10),
        ),
    ];
    for (status, body, expected) in complaints {
        let (_, error) = failed(vec![response(status, "", body)]);
        assert!(
            matches!(error, LlmError::ContextTooLong { limit, .. } if limit == expected),
            "{body} {error:?}"
        );
    }
}

#[test]
fn an_error_inside_a_stream_ends_it_and_leaves_what_came() {
    let errors = [
        "data: {\"error\":{\"message\":\"it broke\"}}\n\n",
        "event: error\ndata: {\"error\":\"it broke\"}\n\n",
        "data: {\"error\":{\"message\":\"it broke\"},\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n",
        "data: {\"object\":\"error\",\"message\":\"it broke\"}\n\n",
        // llama.cpp before the end of 2025.
        "error: {\"message\":\"it broke\",\"type\":\"x\"}\n\n",
    ];
    for error in errors {
        let (_, heard, ended) = streamed(vec![Does::Sends(stream(&(word("one") + error)))]);
        assert_eq!(heard.text, "one");
        let message = "it broke".to_owned();
        assert_eq!(ended, Err(LlmError::Reported { message }), "{error}");
    }
    let none = "data: {\"error\":null,\"choices\":[]}\n\n".to_owned() + &word("one") + END;
    assert_eq!(streamed(vec![Does::Sends(stream(&none))]).2, Ok(()));
}

#[test]
fn a_lost_connection_is_told_as_one() {
    let cases = [
        stream(&word("one")),
        bytes("200 OK", "content-length: 9999\r\n", &word("one")),
        stream(&(word("one") + "data: {\"choices\":[{\"delta\":{\"con")),
    ];
    for lost in cases {
        let (_, heard, ended) = streamed(vec![Does::Sends(lost)]);
        assert_eq!((&*heard.text, ended), ("one", Err(LlmError::CutOff)));
    }
    let (_, error) = failed(vec![Does::Sends(Vec::new())]);
    assert_eq!(error, LlmError::CutOff);
    // Simple servers give no reason for the end, and llama-cpp-python none when it breaks off because another client asks: the end
    // is said all the same.
    let without_reason = "data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"one\"}, \"logprobs\": null, \"finish_reason\": null}]}\n\ndata: [DONE]\n\n";
    let (_, heard, ended) = streamed(vec![Does::Sends(stream(without_reason))]);
    assert_eq!((&*heard.text, ended), ("one", Ok(())));
}

#[test]
fn a_server_that_repeats_the_key_is_not_repeated() {
    let everywhere = [
        response("401 No", "", KEY),
        response(
            "400 Bad",
            "",
            &format!(r#"{{"error":{{"message":"m","param":"{KEY}","code":"unsupported_value"}}}}"#),
        ),
        response(
            "302 Found",
            &format!("location: http://h/?key={KEY}\r\n"),
            "",
        ),
        response("200 OK", "", &format!("<html>{KEY}")),
        response("200 OK", "", &format!("data: {{\"error\":\"{KEY}\"}}\n\n")),
        response(
            "200 OK",
            "",
            &format!("error: {{\"message\":\"{KEY}\"}}\n\n"),
        ),
    ];
    for does in everywhere {
        // `failed` looks for the key in what is told.
        let (server, error) = failed(vec![does]);
        assert!(error.to_string().contains("***"), "{error:?}");
        assert!(
            server.asked()[0]
                .header("authorization")
                .unwrap()
                .contains(KEY)
        );
    }
    let echo = format!(
        "{}data: {{\"choices\":[{{\"delta\":{{\"reasoning\":\"{KEY}\"}},\"finish_reason\":\"{KEY}\"}}]}}\n\n",
        word(KEY)
    );
    let (_, heard, _) = streamed(vec![Does::Sends(stream(&echo))]);
    assert!(!format!("{heard:?}").contains(KEY), "{heard:?}");
    let list = Server::start(vec![response("200 OK", "", &format!("[\"{KEY}\"]"))]);
    let models = run(client(&list.url()).models()).unwrap();
    assert_eq!(models[0].name, "***");
    let shown = format!("{:?}", client(&list.url()));
    assert!(!shown.contains(KEY), "{shown}");
}

#[test]
fn a_client_without_a_key_tells_what_the_server_says() {
    let server = Server::start(vec![response("401 No", "", "key required")]);
    let endpoint = Endpoint::new(&server.url(), None, None).unwrap();
    let client = Client::new(endpoint, Limits::default(), Retries::none()).unwrap();
    let error = run(client.chat(&question())).unwrap_err();
    assert_eq!(error.to_string(), "the server answered 401: key required");
}
