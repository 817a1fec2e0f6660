//! Endpoints that speak and write down, where the configuration asks for them.

use std::fs;
use std::path::Path;

use super::{on, programs, script, tried};
use crate::KEY;
use crate::server::{Does, Server, response};
use crate::sound::{tone, write_wav};
use crate::support::Home;

const JSON: &str = "content-type: application/json\r\n";

/// A WAV as a server sends it.
fn wav(path: &Path) -> Does {
    let sound = fs::read(path).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: audio/wav\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        sound.len()
    );
    Does::Sends([head.into_bytes(), sound].concat())
}

fn by_endpoint(server: &Server) -> [(&'static str, String); 5] {
    [
        on("speak_by_endpoint"),
        on("transcribe_by_endpoint"),
        ("speaker", script("exit 9")),
        ("base_url", format!("{:?}", server.url())),
        ("api_key_env", "\"VIVA_TEST_KEY\"".to_owned()),
    ]
}

#[test]
fn endpoints_are_tried_where_the_configuration_asks_for_them_and_offline_wins() {
    let home = Home::new();
    let path = programs(&home, &[]);
    let voice = home.path().join("voice.wav");
    write_wav(&voice, &tone(9000.0, 1.0));
    let server = Server::deciding(move |_, asked| match &*asked.path {
        "/v1/audio/speech" => wav(&voice),
        _ => response(
            "200 OK",
            JSON,
            "{\"text\": \"One can be changed and the other cannot.\"}",
        ),
    });
    let settings = by_endpoint(&server);
    for kept_here in ["--offline", "--dry-run"] {
        let found = tried(&home, &settings, &[kept_here], &path);
        for part in ["speaker", "transcriber"] {
            assert_eq!(found.of(part).ok, None, "{found:#?}");
            assert!(found.of(part).told.contains("nothing was sent"));
        }
    }
    assert!(server.asked().is_empty(), "{:?}", server.asked());

    let found = tried(&home, &settings, &[], &path);
    assert_eq!(found.missing(), Vec::<&str>::new(), "{found:#?}");
    assert!(
        found
            .of("speaker")
            .told
            .contains("speaks: 1.0 s of a test sentence"),
        "{found:#?}"
    );
    assert!(
        found
            .of("transcriber")
            .told
            .contains("heard \"One can be changed"),
        "{found:#?}"
    );
    let asked = server.asked();
    let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, ["/v1/audio/speech", "/v1/audio/transcriptions"]);
    // A test sentence, and nothing that was recorded.
    assert!(asked[0].body.contains("One can be changed"));
    assert!(
        asked
            .iter()
            .all(|asked| asked.header("authorization") == Some(&format!("Bearer {KEY}")))
    );
}

#[test]
fn an_endpoint_that_fails_is_told_without_its_key() {
    let home = Home::new();
    let path = programs(&home, &[]);
    let refused = format!("{{\"error\": {{\"message\": \"bad key {KEY}\"}}}}");
    for (does, told) in [
        (response("401 Unauthorized", JSON, &refused), "bad key ***"),
        (response("200 OK", JSON, "{\"text\": \"\"}"), ""),
        (Does::Sends(Vec::new()), ""),
        (
            response("200 OK", "content-type: audio/wav\r\n", "RIFF and no sound"),
            "",
        ),
    ] {
        let server = Server::deciding(move |_, _| does.clone());
        let found = tried(&home, &by_endpoint(&server), &[], &path);
        assert!(found.missing().contains(&"speaker"), "{found:#?}");
        let speaker = found.of("speaker");
        assert!(
            speaker
                .told
                .starts_with("speaker: the endpoint of [speech] does not do it: "),
            "{speaker:?}"
        );
        assert!(speaker.told.contains(told), "{speaker:?}");
        assert!(speaker.advice.contains("`base_url`"));
    }
}
