//! When a request is sent again, and when not.

use std::time::Duration;

use viva::llm::{Client, Format, Instead, Limits, LlmError, Request, Retries};

use super::server::{Does, END, Server, bytes, response, stream, word};
use super::{client, endpoint, failed, question, run, stream_with, streamed};

fn answer() -> Does {
    Does::Sends(stream(&format!("{}{END}", word("a"))))
}

#[test]
fn what_may_pass_is_asked_again() {
    let lost = || Does::Sends(Vec::new());
    let busy = |status: &str| response(status, "retry-after: 0\r\n", "");
    let cases = [
        busy("429 Slow down"),
        busy("500 Oh"),
        busy("502 Bad"),
        busy("503 Busy"),
        busy("529 Overloaded"),
        response("503 Busy", "", ""),
        response(
            "429 Slow",
            "retry-after: Fri, 21 Nov 2025 10:00:00 GMT\r\n",
            "",
        ),
        lost(),
        Does::Sends(stream(": comment\n\n")),
        Does::Sends(stream(
            "data: {\"error\":{\"code\":502,\"message\":\"upstream\"}}\n\n",
        )),
    ];
    for trouble in cases {
        let (server, heard, ended) = streamed(vec![trouble.clone(), trouble.clone(), answer()]);
        assert_eq!((&*heard.text, ended), ("a", Ok(())), "{trouble:?}");
        assert_eq!(server.asked().len(), 3);
    }
}

#[test]
fn what_stays_wrong_is_told_after_the_last_try() {
    let (server, error) = failed(vec![response("503 Busy", "", "{\"error\":\"loading\"}")]);
    assert_eq!(server.asked().len(), 3);
    let expected = LlmError::Status {
        status: 503,
        message: "loading".to_owned(),
        retry_after: None,
    };
    assert_eq!(error, expected);
}

#[test]
fn what_will_not_pass_is_not_asked_again() {
    let cases = [
        response("400 Bad", "", ""),
        response("401 No", "", ""),
        response("403 No", "", ""),
        response("404 None", "", ""),
        response("501 Never", "", ""),
        response("429 Slow", "retry-after: 3600\r\n", ""),
        response(
            "429 Empty",
            "",
            r#"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#,
        ),
        response("200 OK", "", "<html>"),
        response("200 OK", "", "{}"),
    ];
    for trouble in cases {
        let (server, _) = failed(vec![trouble.clone(), answer()]);
        assert_eq!(server.asked().len(), 1, "{trouble:?}");
    }
    let (_, error) = failed(vec![response("429 Slow", "retry-after: 3600\r\n", "")]);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
}

#[test]
fn after_the_first_word_nothing_is_asked_again() {
    let cases = [
        stream(&word("one")),
        stream(&(word("one") + "data: {\"error\":{\"code\":503,\"message\":\"x\"}}\n\n")),
        bytes("200 OK", "content-length: 9999\r\n", &word("one")),
        bytes(
            "200 OK",
            "transfer-encoding: chunked\r\n",
            &format!("{:x}\r\n{}", 9999, word("one")),
        ),
    ];
    for lost in cases {
        let (server, heard, ended) = streamed(vec![Does::Sends(lost.clone()), answer()]);
        assert_eq!((server.asked().len(), &*heard.text), (1, "one"));
        assert!(ended.is_err());
    }
}

#[test]
fn waiting_ends_with_the_total_time() {
    let server = Server::start(vec![response("503 Busy", "retry-after: 15\r\n", "")]);
    let limits = Limits {
        total: Duration::from_secs(10),
        ..Limits::default()
    };
    let client = Client::new(endpoint(&server.url()), limits, Retries::default()).unwrap();
    let (_, ended) = stream_with(&client, &question());
    assert_eq!(
        ended.unwrap_err().retry_after(),
        Some(Duration::from_secs(15))
    );
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_field_that_newer_models_refuse_is_adapted() {
    let server = Server::deciding(|_, asked| {
        let refuse = |field: &str, code: &str| {
            let body = format!(
                r#"{{"error":{{"message":"Unsupported: '{field}'","type":"invalid_request_error","param":"{field}","code":"{code}"}}}}"#
            );
            response("400 Bad", "", &body)
        };
        if asked.body.contains("\"max_tokens\"") {
            refuse("max_tokens", "unsupported_parameter")
        } else if asked.body.contains("\"temperature\"") {
            refuse("temperature", "unsupported_value")
        } else {
            answer()
        }
    });
    let request = Request {
        max_tokens: Some(5),
        temperature: Some(0.1),
        ..question()
    };
    let (heard, ended) = stream_with(&client(&server.url()), &request);
    assert_eq!((&*heard.text, ended), ("a", Ok(())));
    assert!(
        server.asked()[2]
            .body
            .contains("\"max_completion_tokens\":5")
    );
    // What can't be spared is told.
    let refused = r#"{"error":{"message":"no","param":"messages","code":"unsupported_value"}}"#;
    let (server, error) = failed(vec![response("400 Bad", "", refused)]);
    assert!(matches!(error, LlmError::FieldRefused { field, .. } if field == "messages"));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_refused_form_of_answer_is_told_so_that_it_can_be_asked_without() {
    let cases = [
        (
            "400 Bad Request",
            r#"{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model","param":"response_format"}}"#,
        ),
        (
            "422 Unprocessable Entity",
            r#"{"detail":[{"type":"literal_error","loc":["body","response_format","type"],"msg":"Input should be 'text' or 'json_object'"}]}"#,
        ),
        (
            "400 Bad Request",
            r#"{"error":"'response_format.type' must be 'text'"}"#,
        ),
        (
            "500 Oh",
            r#"{"error":{"message":"failed to parse grammar","code":500}}"#,
        ),
    ];
    for (status, body) in cases {
        let refusing = response(status, "", body);
        let server = Server::start(vec![refusing.clone()]);
        let request = Request {
            format: Format::JsonObject,
            ..question()
        };
        let ended = run(client(&server.url()).chat(&request));
        assert!(
            matches!(ended, Err(LlmError::FormatRefused { .. })),
            "{body} {ended:?}"
        );
        assert_eq!(server.asked().len(), 1);
        // Who did not ask for one is told what happened.
        let (_, error) = failed(vec![refusing]);
        assert!(matches!(error, LlmError::Status { .. }), "{error:?}");
    }
}

#[test]
fn a_stream_without_a_word_is_asked_for_whole() {
    let too_long = response(
        "400 Bad Request",
        "content-type: application/json\r\n",
        r#"{"error":{"message":"This model's maximum context length is 512 tokens. However, you requested 725 tokens (725 in the messages, None in the completion). Please reduce the length of the messages or completion.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#,
    );
    let silences = [
        // llama-cpp-python 0.3.36, whose context is too small: the stream ends before its first event, with pings if it took long.
        bytes(
            "200 OK",
            "content-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n",
            "0\r\n\r\n",
        ),
        stream(": ping - 2026-11-21 12:32:38.000000+00:00\r\n\r\n"),
        // An older server that stands before it: the stream is cut.
        bytes("200 OK", "transfer-encoding: chunked\r\n", ""),
        // The same through LiteLLM 1.106.2.
        stream(
            "data: {\"id\":\"chatcmpl-c4020f0a\",\"object\":\"chat.completion.chunk\",\"created\":1795264994,\"model\":\"small\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        ),
    ];
    for silence in silences {
        let shown = String::from_utf8_lossy(&silence).into_owned();
        let (server, error) = failed(vec![Does::Sends(silence.clone()), too_long.clone()]);
        assert!(
            matches!(
                error,
                LlmError::ContextTooLong {
                    limit: Some(512),
                    ..
                }
            ),
            "{shown} {error:?}"
        );
        let asked: Vec<bool> = server
            .asked()
            .iter()
            .map(|asked| asked.body.contains("\"stream\":true"))
            .collect();
        assert_eq!(asked, [true, false]);
        assert_eq!(server.asked()[1].header("accept"), Some("application/json"));
        // A server that can only not stream is heard.
        let whole = response(
            "200 OK",
            "",
            r#"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#,
        );
        let (_, heard, ended) = streamed(vec![Does::Sends(silence), whole]);
        assert_eq!((&*heard.text, ended), ("a", Ok(())), "{shown}");
    }
    // Nothing at all, twice.
    let (server, error) = failed(vec![response("200 OK", "", "")]);
    let instead = Instead::Nothing;
    assert!(
        matches!(error, LlmError::NotTheProtocol { instead: found, .. } if found == instead),
        "{error:?}"
    );
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_model_that_has_nothing_to_say_says_nothing() {
    let end = || Does::Sends(stream(END));
    let (server, heard, ended) = streamed(vec![end(), end()]);
    assert_eq!((&*heard.text, ended), ("", Ok(())));
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_schema_is_asked_for_in_the_words_that_the_server_knows() {
    // llama-cpp-python 0.3.36, and through LiteLLM 1.106.2.
    let complaints = [
        r#"{"error":{"message":"1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema', 'ctx': {'expected': \"'text' or 'json_object'\"}}\n\n  File \"app.py\", line 376, in create_chat_completion\n    POST /v1/chat/completions","type":"internal_server_error","param":null,"code":null}}"#,
        r#"{"error":{"message":"litellm.InternalServerError: InternalServerError: OpenAIException - 1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema', 'ctx': {'expected': \"'text' or 'json_object'\"}}\n\n  File \"REDACTED\", line 376, in create_chat_completion\n    POST /v1/chat/completions\n\nLiteLLM: model group 'tiny' failed with the error above. No fallback was attempted.","type":"internal_server_error","param":null,"code":"500"}}"#,
    ];
    let request = Request {
        format: Format::JsonSchema {
            name: "opinion".to_owned(),
            schema: serde_json::json!({"type": "object"}),
        },
        ..question()
    };
    for complaint in complaints {
        let server = Server::deciding(move |_, asked| {
            if asked.body.contains("json_schema") {
                response("500 Internal Server Error", "", complaint)
            } else {
                response(
                    "200 OK",
                    "",
                    r#"{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}"#,
                )
            }
        });
        let reply = run(client(&server.url()).chat(&request)).unwrap();
        assert_eq!(reply.text, "{}");
        let asked = server.asked();
        assert_eq!(asked.len(), 2);
        let body: serde_json::Value = serde_json::from_str(&asked[1].body).unwrap();
        assert_eq!(
            body["response_format"],
            serde_json::json!({"type": "json_object", "schema": {"type": "object"}})
        );
    }
    // Refused like that too, it is told, for who can ask without.
    let server = Server::start(vec![response("422 No", "", r#"{"detail":"no grammar"}"#)]);
    let ended = run(client(&server.url()).chat(&request));
    assert!(
        matches!(ended, Err(LlmError::FormatRefused { .. })),
        "{ended:?}"
    );
    assert_eq!(server.asked().len(), 2);
}
