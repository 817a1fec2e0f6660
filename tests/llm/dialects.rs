//! Answers as servers send them, cut at every byte.

use proptest::prelude::*;
use viva::llm::{ChatEvent, Instead, Limits, LlmError, Reason, Usage, decode};

use super::{Heard, endpoint, question};

fn read<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> (Heard, Result<(), LlmError>) {
    let endpoint = endpoint("localhost");
    let (events, ended) = decode(pieces, &Limits::default(), &endpoint, &question());
    (Heard::of(events), ended)
}

/// Name, bytes, text, reasoning, tokens of question and answer (0 and 0: not told), reason.
type Dialect = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (u64, u64),
    Reason,
);

const DIALECTS: &[Dialect] = &[
    (
        "OpenAI: a role first, usage with empty choices last",
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"service_tier\":\"default\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n\
         data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"naïve \"},\"finish_reason\":null}],\"usage\":null}\n\n\
         data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"🎉\\n\"},\"finish_reason\":null}]}\n\n\
         data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
         data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11,\"prompt_tokens_details\":{\"cached_tokens\":0}}}\n\n\
         data: [DONE]\n\n",
        "naïve 🎉\n",
        "",
        (9, 2),
        Reason::Stop,
    ),
    (
        "llama.cpp: content null first, timings, an empty delta",
        "data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}],\"created\":1,\"id\":\"x\",\"model\":\"m\",\"system_fingerprint\":\"b1\",\"object\":\"chat.completion.chunk\"}\n\n\
         data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"reasoning_content\":\"let me see\"}}]}\n\n\
         data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"content\":\"a b\"}}]}\n\n\
         data: {\"choices\":[{\"finish_reason\":\"length\",\"index\":0,\"delta\":{}}],\"timings\":{\"prompt_n\":3,\"predicted_n\":2}}\n\n\
         data: [DONE]\n\n",
        "a b",
        "let me see",
        (0, 0),
        Reason::Length,
    ),
    (
        "llama-cpp-python: CRLF and pings",
        ": ping - 2025-11-21 10:00:00.000000+00:00\r\n\r\n\
         data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"logprobs\":null,\"finish_reason\":null}]}\r\n\r\n\
         : ping - 2025-11-21 10:00:15.000000+00:00\r\n\r\n\
         data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\r\n\r\n\
         data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"é\"},\"finish_reason\":null}]}\r\n\r\n\
         data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n\
         data: [DONE]\r\n\r\n",
        "aé",
        "",
        (0, 0),
        Reason::Stop,
    ),
    (
        "llama-cpp-python 0.3.36 as it came: LF, a space behind each colon of the JSON, control characters, no usage",
        "data: {\"id\": \"chatcmpl-19bcfbb8-2811-4007-b3e2-c9b40fa9b2d0\", \"model\": \"tiny\", \"created\": 1795264994, \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {\"role\": \"assistant\"}, \"logprobs\": null, \"finish_reason\": null}]}\n\n\
         data: {\"id\": \"chatcmpl-19bcfbb8-2811-4007-b3e2-c9b40fa9b2d0\", \"model\": \"tiny\", \"created\": 1795264994, \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"s\"}, \"logprobs\": null, \"finish_reason\": null}]}\n\n\
         data: {\"id\": \"chatcmpl-19bcfbb8-2811-4007-b3e2-c9b40fa9b2d0\", \"model\": \"tiny\", \"created\": 1795264994, \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"\\u0019\"}, \"logprobs\": null, \"finish_reason\": null}]}\n\n\
         data: {\"id\": \"chatcmpl-19bcfbb8-2811-4007-b3e2-c9b40fa9b2d0\", \"model\": \"tiny\", \"created\": 1795264994, \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"M\"}, \"logprobs\": null, \"finish_reason\": null}]}\n\n\
         data: {\"id\": \"chatcmpl-19bcfbb8-2811-4007-b3e2-c9b40fa9b2d0\", \"model\": \"tiny\", \"created\": 1795264994, \"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {}, \"logprobs\": null, \"finish_reason\": \"length\"}]}\n\n\
         data: [DONE]\n\n",
        "s\u{19}M",
        "",
        (0, 0),
        Reason::Length,
    ),
    (
        "Ollama: tags of thought in the text, the end with an empty content",
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"q\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"<th\"},\"finish_reason\":null}]}\n\n\
         data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"ink>\\nhm\"},\"finish_reason\":null}]}\n\n\
         data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"</thin\"},\"finish_reason\":null}]}\n\n\
         data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"k>\\n\\nyes\"},\"finish_reason\":null}]}\n\n\
         data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\n\
         data: [DONE]\n\n",
        "yes",
        "\nhm",
        (0, 0),
        Reason::Stop,
    ),
    (
        "vLLM: usage in every chunk, a stop reason, reasoning of its own",
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5,\"completion_tokens\":0}}\n\n\
         data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"r\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\n\n\
         data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"t\"},\"finish_reason\":\"stop\",\"stop_reason\":null}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n\
         data: [DONE]\n\n",
        "t",
        "r",
        (5, 2),
        Reason::Stop,
    ),
    (
        "OpenRouter: comments while it works, reasoning twice, a reason of its own",
        ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n\
         data: {\"id\":\"gen-1\",\"provider\":\"P\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"r\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"r\"}]},\"finish_reason\":null,\"native_finish_reason\":null}]}\n\n\
         : OPENROUTER PROCESSING\n\n\
         data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"t\"},\"finish_reason\":null}]}\n\n\
         data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"tool_calls\",\"native_finish_reason\":\"STOP\"}]}\n\n\
         data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"cost\":0.1}}\n\n\
         data: [DONE]\n\n",
        "t",
        "r",
        (1, 2),
        Reason::Other(String::new()),
    ),
    (
        "LiteLLM and LM Studio: no [DONE], no blank line at the end",
        "data: {\"id\":\"x\",\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"content\":\"one \",\"role\":\"assistant\",\"function_call\":null,\"tool_calls\":null}}]}\n\n\
         data: {\"id\":\"x\",\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"content\":\"two\"}}]}\n\n\
         data: {\"id\":\"x\",\"choices\":[{\"finish_reason\":\"stop\",\"index\":0,\"delta\":{}}]}",
        "one two",
        "",
        (0, 0),
        Reason::Stop,
    ),
    (
        "LiteLLM 1.106.2 as it came: a finish_reason only where there is one",
        "data: {\"id\":\"chatcmpl-5bc81fa7-4dc9-4f02-8ef4-5143725fa810\",\"object\":\"chat.completion.chunk\",\"created\":1795263708,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"You\"}}]}\n\n\
         data: {\"id\":\"chatcmpl-5bc81fa7-4dc9-4f02-8ef4-5143725fa810\",\"object\":\"chat.completion.chunk\",\"created\":1795263708,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" sa\"}}]}\n\n\
         data: {\"id\":\"chatcmpl-5bc81fa7-4dc9-4f02-8ef4-5143725fa810\",\"object\":\"chat.completion.chunk\",\"created\":1795263708,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
         data: [DONE]\n\n",
        "You sa",
        "",
        (0, 0),
        Reason::Stop,
    ),
    (
        "a mark of byte order, CR alone, no space, event names, ids, retry, parts, message, null and missing fields",
        "\u{feff}retry:3\rid:7\revent:message\rdata:{\"choices\":[{\"delta\":null}]}\r\r\
         data:{\"choices\":[]}\r\r\
         data:{\"object\":\"chat.completion.chunk\"}\r\r\
         data:{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"par\"},{\"type\":\"text\",\"text\":\"ts\"}]}}]}\r\r\
         data:\r\r\
         data:{\"choices\":\rdata:[{\"delta\":{\"content\":\"!\"}}]}\r\r\
         unknown: field\r\r\
         data:[DONE]\r\r",
        "parts!",
        "",
        (0, 0),
        Reason::Unsaid,
    ),
    (
        "a whole object instead of a stream",
        "\n {\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"<think>r</think>t\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n",
        "t",
        "r",
        (1, 2),
        Reason::Stop,
    ),
];

fn expected(dialect: &Dialect) -> Heard {
    let (_, _, text, reasoning, (prompt, completion), reason) = dialect;
    Heard {
        text: (*text).to_owned(),
        reasoning: (*reasoning).to_owned(),
        usage: (prompt + completion > 0).then_some(Usage {
            prompt: *prompt,
            completion: *completion,
        }),
        reason: Some(match reason {
            Reason::Other(_) => Reason::Other("tool_calls".to_owned()),
            reason => reason.clone(),
        }),
    }
}

#[test]
fn every_dialect_says_the_same_wherever_it_is_cut() {
    for dialect in DIALECTS {
        let bytes = dialect.1.as_bytes();
        let expected = (expected(dialect), Ok(()));
        assert_eq!(read([bytes]), expected, "{}", dialect.0);
        assert_eq!(
            read(bytes.chunks(1)),
            expected,
            "{}, byte by byte",
            dialect.0
        );
        for cut in 0..bytes.len() {
            let (first, second) = bytes.split_at(cut);
            assert_eq!(
                read([first, second]),
                expected,
                "{}, cut at {cut}",
                dialect.0
            );
        }
    }
}

#[test]
fn an_answer_that_is_lost_at_any_byte_leaves_what_came() {
    for dialect in DIALECTS {
        let bytes = dialect.1.as_bytes();
        let whole = expected(dialect);
        for end in 0..bytes.len() {
            let (heard, ended) = read([&bytes[..end]]);
            // The beginning of a tag may have been meant as text.
            let came = [whole.text.as_str(), "<think>"];
            let fits = came.iter().any(|text| text.starts_with(&heard.text));
            assert!(fits, "{} {end} {heard:?}", dialect.0);
            match ended {
                Ok(()) => assert_eq!(heard.text, whole.text, "{} {end}", dialect.0),
                Err(LlmError::CutOff) => assert_eq!(heard.reason, None),
                // Too little came to tell what it was going to be.
                Err(LlmError::NotTheProtocol { instead, .. }) => {
                    assert_eq!((heard, end < 9), (Heard::default(), true), "{instead:?}");
                }
                Err(error) => panic!("{} {end} {error:?}", dialect.0),
            }
        }
    }
}

#[test]
fn invalid_utf8_is_replaced_wherever_it_is_cut() {
    let event = b"data: {\"choices\":[{\"delta\":{\"content\":\"a\xff\xc3b\xf0\x9f\x8e\"}}]}\n\ndata: [DONE]\n\n";
    for cut in 0..event.len() {
        let (first, second) = event.split_at(cut);
        let (heard, ended) = read([first, second]);
        assert_eq!(
            (&*heard.text, ended),
            ("a\u{fffd}\u{fffd}b\u{fffd}", Ok(())),
            "{cut}"
        );
    }
    let whole = b"{\"choices\":[{\"message\":{\"content\":\"a\xff\"}}]}";
    assert_eq!(read([&whole[..]]).0.text, "a\u{fffd}");
}

#[test]
fn what_is_not_the_protocol_is_told_by_its_kind() {
    let cases = [
        ("", Instead::Nothing),
        (" \r\n", Instead::Nothing),
        ("<!DOCTYPE html><html>", Instead::Html),
        ("\u{feff}\n <html>", Instead::Html),
        ("Ollama is running", Instead::OtherText),
        ("{}", Instead::OtherJson),
        ("[1,2]", Instead::OtherJson),
        ("{\"choices\":[]}", Instead::OtherJson),
        ("{\"choices\":[}", Instead::OtherJson),
        // Ollama's own protocol.
        (
            "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"done\":true}\n",
            Instead::OtherJson,
        ),
        ("data: hello\n\n", Instead::OtherJson),
        ("data: {\"a\": 1}\n\n", Instead::OtherJson),
        ("data: 5\n\n", Instead::OtherJson),
    ];
    for (body, expected) in cases {
        let (heard, ended) = read([body.as_bytes()]);
        match ended {
            Err(LlmError::NotTheProtocol { instead, .. }) => {
                assert_eq!(instead, expected, "{body:?}")
            }
            other => panic!("{body:?}: {other:?}"),
        }
        assert_eq!(heard, Heard::default());
    }
}

#[test]
fn nesting_beyond_reason_is_wrong_json() {
    let deep = format!("data: {}\n\n", "[".repeat(100_000));
    assert!(matches!(
        read([deep.as_bytes()]).1,
        Err(LlmError::NotTheProtocol { .. })
    ));
}

#[test]
fn a_key_in_the_text_is_hidden_wherever_it_is_cut() {
    let echo = "you sent Bearer sk-0123456789abcdef, thanks";
    for cut in 0..=echo.len() {
        let (first, second) = echo.split_at(cut);
        let body = format!(
            "{}{}{}",
            super::server::word(first),
            super::server::word(second),
            super::server::END
        );
        let (heard, ended) = read([body.as_bytes()]);
        assert_eq!(
            (&*heard.text, ended),
            ("you sent Bearer ***, thanks", Ok(())),
            "{cut}"
        );
    }
    // Lost in the middle of the key.
    let body = super::server::word("you sent sk-0123456789ab");
    assert_eq!(read([body.as_bytes()]).0.text, "you sent ***");
}

/// Pieces from which something that looks like a stream is put together.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..20),
        prop::sample::select(vec![
            "data: ",
            "data:",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            ":",
            "[DONE]",
            "error: ",
            "{\"error\":\"x\"}",
            "{\"choices\":[{\"delta\":{\"content\":\"<think>\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"</think>é\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"sk-0123\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"456789abcdef\"}}]}",
            "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
            "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":3}}",
            "{",
            "\"",
            "\u{feff}",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_say_the_same_and_no_more_than_they_may(
        pieces in prop::collection::vec(piece(), 0..60),
        cuts in prop::collection::vec(1_usize..40, 1..20),
    ) {
        let limits = Limits {
            text_chars: 12,
            line_bytes: 200,
            body_bytes: 600,
            ..Limits::default()
        };
        let bytes = pieces.concat();
        let endpoint = endpoint("localhost");
        let read = |pieces: Vec<&[u8]>| decode(pieces, &limits, &endpoint, &question());
        let mut rest = bytes.as_slice();
        let mut cut = Vec::new();
        for length in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (first, behind) = rest.split_at(rest.len().min(*length));
            cut.push(first);
            rest = behind;
        }
        let (events, ended) = read(cut);
        let heard = Heard::of(events);
        prop_assert!(heard.text.chars().count() <= 12);
        prop_assert!(!heard.text.contains("sk-0123456"));
        prop_assert_eq!(heard.reason.is_some(), ended.is_ok());
        // How much of the beginning is quoted depends on what had arrived.
        let kind = |ended| match ended {
            Err(LlmError::NotTheProtocol { instead, .. }) => Err(LlmError::NotTheProtocol {
                instead,
                start: String::new(),
            }),
            other => other,
        };
        let ended = kind(ended);
        let (all, whole_ended) = read(vec![&bytes]);
        let whole_ended = kind(whole_ended);
        if bytes.len() <= limits.body_bytes {
            prop_assert_eq!((heard, ended), (Heard::of(all), whole_ended));
        } else {
            prop_assert!(ended.is_err() || whole_ended.is_err());
        }
    }
}

#[test]
fn an_event_is_told_as_soon_as_it_is_there() {
    let endpoint = endpoint("localhost");
    let body = super::server::word("a");
    let (events, _) = decode(
        [body.as_bytes()],
        &Limits::default(),
        &endpoint,
        &question(),
    );
    assert_eq!(events, [ChatEvent::Text("a".to_owned())]);
}
