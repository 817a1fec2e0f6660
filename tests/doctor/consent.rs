//! Which endpoint counts, whose key is used, and when it is contacted at all.

use super::support::Home;
use super::{KEY, diagnosis, good_server, ran};

#[test]
fn a_key_and_an_address_are_no_consent() {
    let (home, server) = (Home::new(), good_server());
    let url = server.url();
    let openai = [
        ("OPENAI_BASE_URL", url.as_str()),
        ("OPENAI_API_KEY", KEY),
        ("OPENAI_MODEL", "tiny"),
    ];
    let found = diagnosis(&home, &[], &openai);
    assert_eq!((found.code, found.of("connection").ok), (Some(0), None));
    assert!(
        found
            .of("connection")
            .advice
            .contains("`viva doctor --llm`")
    );
    assert_eq!(
        found.of("endpoint").told,
        format!(
            "tiny at {url}/v1, {} (this machine), from the environment (OPENAI_...); its key is in OPENAI_API_KEY",
            server.address
        )
    );
    assert!(server.asked().is_empty(), "{:?}", server.asked());

    let tested = diagnosis(&home, &["--llm"], &openai);
    assert_eq!((tested.code, tested.missing()), (Some(0), vec![]));
    assert_eq!(
        server.asked()[0].header("authorization"),
        Some(format!("Bearer {KEY}").as_str())
    );
}

#[test]
fn the_configuration_may_consent_and_offline_wins() {
    let (home, server) = (Home::new(), good_server());
    home.write(
        "config.toml",
        format!(
            "[llm]\nenabled = true\nbase_url = \"{}\"\nmodel = \"tiny\"\napi_key_cmd = \"touch {}; echo {KEY}\"\n",
            server.url(),
            home.path().join("asked").display()
        ),
    );
    let config = home.path().join("config.toml");
    let config = [("VIVA_CONFIG", config.to_str().unwrap())];
    for kept_here in [
        ["--offline"].as_slice(),
        &["--no-llm"],
        &["--offline", "--llm"],
        &["--dry-run"],
    ] {
        let found = ran(&home, kept_here, &config);
        assert_eq!(found.code, Some(0), "{found:?}");
        assert!(found.stdout.contains("nothing was sent"), "{found:?}");
    }
    assert!(server.asked().is_empty(), "{:?}", server.asked());
    // A command that prints a key may open a socket too.
    assert!(!home.path().join("asked").exists());

    let found = diagnosis(&home, &[], &config);
    assert_eq!(found.of("key").told, "its key is taken");
    assert!(home.path().join("asked").exists() && !server.asked().is_empty());
}

#[test]
fn a_dry_run_shows_every_request() {
    let home = Home::new();
    let shown = ran(
        &home,
        &["--dry-run", "--base-url", "localhost:1", "--model", "tiny"],
        &[],
    );
    assert_eq!(
        shown
            .stdout
            .matches("POST http://localhost:1/v1/chat/completions")
            .count(),
        4
    );
    for part in [
        "Reply with the one word",
        "json_schema",
        "<<< ANSWER",
        "\"stream\": true",
    ] {
        assert!(shown.stdout.contains(part), "{part}: {}", shown.stdout);
    }
    let json = ran(
        &home,
        &["--dry-run", "--json", "--base-url", "localhost:1"],
        &[],
    );
    assert!(serde_json::from_str::<serde_json::Value>(&json.stdout).is_ok());
    assert!(json.stderr.contains("POST http://localhost:1"), "{json:?}");
}

#[test]
fn a_key_that_is_not_used_is_told_with_the_reason() {
    let home = Home::new();
    let local = ["--base-url", "http://127.0.0.1:9"];
    let keys = [("OPENAI_API_KEY", KEY), ("VIVA_MODEL", "tiny")];
    let found = diagnosis(&home, &local, &keys);
    assert_eq!(
        found.of("unused-key").told,
        "the key in OPENAI_API_KEY is not used: it was configured with no base URL"
    );
    assert!(found.of("unused-key").advice.contains("OPENAI_BASE_URL"));
    assert!(
        found
            .of("endpoint")
            .told
            .ends_with("from the command line; no key")
    );

    let elsewhere = [("VIVA_API_KEY", KEY), ("VIVA_BASE_URL", "https://h")];
    let found = diagnosis(&home, &local, &elsewhere);
    assert!(
        found
            .of("unused-key")
            .told
            .contains("another base URL than http://127.0.0.1:9/v1"),
        "{found:?}"
    );

    // No endpoint at all.
    let found = diagnosis(&home, &[], &[("VIVA_API_KEY", KEY)]);
    assert!(found.of("unused-key").told.contains("VIVA_API_KEY"));
    assert_eq!((found.code, found.of("endpoint").ok), (Some(0), Some(true)));
}

#[test]
fn an_endpoint_that_is_wanted_has_to_be_configured() {
    let home = Home::new();
    let nothing = diagnosis(&home, &["--llm"], &[]);
    assert_eq!(
        (nothing.code, nothing.missing()),
        (Some(1), vec!["endpoint"])
    );
    assert!(nothing.of("endpoint").advice.contains("--base-url URL"));

    let wrong = ["--base-url", "https://me:pa55word@h/v1"];
    let found = ran(&home, &[&wrong[..], &["--llm"]].concat(), &[]);
    assert_eq!(found.code, Some(1));
    assert!(!found.stdout.contains("pa55word"), "{found:?}");
    assert_eq!(ran(&home, &wrong, &[]).code, Some(0));

    let keys = [
        ("api_key_env = \"NO_SUCH_KEY\"", "NO_SUCH_KEY is not set"),
        (
            "api_key_cmd = \"echo sk-of-no-use; exit 3\"",
            "api_key_cmd failed with exit code 3",
        ),
    ];
    for (setting, expected) in keys {
        home.write(
            "config.toml",
            format!("[llm]\nenabled = true\nbase_url = \"http://127.0.0.1:9\"\n{setting}\n"),
        );
        let config = home.path().join("config.toml");
        let found = diagnosis(&home, &[], &[("VIVA_CONFIG", config.to_str().unwrap())]);
        assert_eq!(
            (found.missing(), found.of("key").told.as_str()),
            (vec!["key"], expected)
        );
        assert!(found.of("key").advice.contains("api_key_cmd"));
    }
}
