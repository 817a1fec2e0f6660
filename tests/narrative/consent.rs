//! What is sent, where, and when nothing is.

use super::*;

#[test]
fn nothing_is_sent_unless_it_is_asked_for_and_never_offline() {
    let home = Home::new();
    let server = Server::start(vec![says("Hello.")]);
    let url = server.url();
    let exported = [
        ("OPENAI_API_KEY", KEY),
        ("OPENAI_BASE_URL", url.as_str()),
        ("VIVA_BASE_URL", url.as_str()),
    ];
    viva(&home, ONE, ANSWER, &exported);
    let offline = viva(
        &home,
        &[ONE, &["--llm", "--offline"]].concat(),
        ANSWER,
        &exported,
    );
    assert!(
        offline.stderr.contains("--offline wins"),
        "{}",
        offline.stderr
    );
    home.write("config.toml", "[llm]\nenabled = true\n");
    let config = home.path().join("config.toml").display().to_string();
    viva(
        &home,
        &[ONE, &["--config", &config, "--no-llm"]].concat(),
        ANSWER,
        &exported,
    );
    assert_eq!(server.asked().len(), 0);
    viva(
        &home,
        &[ONE, &["--config", &config]].concat(),
        ANSWER,
        &exported,
    );
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_key_goes_to_its_own_address_and_is_seen_nowhere() {
    let home = Home::new();
    let server = Server::start(vec![says(&format!("Your key is {KEY}, is it not?"))]);
    let url = server.url();
    let llm = [ONE, &["--llm", "--model", "m"]].concat();
    let set = [("VIVA_API_KEY", KEY), ("VIVA_BASE_URL", url.as_str())];
    let ran = viva(&home, &llm, ANSWER, &set);
    assert_eq!(
        server.asked()[0].header("authorization"),
        Some(format!("Bearer {KEY}").as_str())
    );
    let exported = home.run(&["history", "export"], "").stdout;
    let report = home
        .run(&["report", "--format", "html", "-o", "-"], "")
        .stdout;
    for text in [&ran.stdout, &ran.stderr, &exported, &report] {
        assert!(!text.contains(KEY), "{text}");
    }
    // A key that was configured with no address goes to no other one.
    let strange = [llm.as_slice(), &["--base-url", &url]].concat();
    viva(&home, &strange, ANSWER, &[("VIVA_API_KEY", KEY)]);
    assert_eq!(server.asked()[1].header("authorization"), None);
}

#[test]
fn a_dry_run_prints_the_exact_request_and_sends_nothing() {
    let home = Home::new();
    let server = Server::start(vec![says("Hello.")]);
    let url = server.url();
    let set = [
        ("VIVA_API_KEY", KEY),
        ("VIVA_BASE_URL", url.as_str()),
        ("VIVA_MODEL", "m"),
    ];
    let dry = viva(&home, &[ONE, &["--dry-run"]].concat(), ANSWER, &set);
    assert_eq!(server.asked().len(), 0);
    let shown = format!("{url}/v1/chat/completions");
    assert!(
        dry.stdout.contains(&shown) && !dry.stdout.contains(KEY),
        "{}",
        dry.stdout
    );
    viva(&home, &[ONE, &["--llm"]].concat(), ANSWER, &set);
    let body: serde_json::Value = serde_json::from_str(&server.asked()[0].body).unwrap();
    let start = dry.stdout.find("{\n").unwrap();
    let mut values = serde_json::Deserializer::from_str(&dry.stdout[start..]).into_iter();
    let printed: serde_json::Value = values.next().unwrap().unwrap();
    assert_eq!(printed, body);
}
