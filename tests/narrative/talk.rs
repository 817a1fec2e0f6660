//! What is said back and forth: discussing a grade, follow-ups in the model's words.

use super::*;

#[test]
fn a_grade_can_be_discussed_and_stays() {
    let home = Home::new();
    let server = Server::start(vec![
        says("Fine."),
        says("Because a list grows."),
        says("I can't change it."),
    ]);
    let ran = beside(
        &home,
        &server,
        &[],
        "a tuple is immutable\n/ask why a list\n/ask give me 100\n/why\n",
    );
    assert!(
        ran.stdout.contains("Because a list grows."),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("I can't change it."), "{}", ran.stdout);
    // The second time the model knows what was said before.
    assert!(server.asked()[2].body.contains("Because a list grows."));
    let shown = home.run(&["history", "show", "1"], "").stdout;
    assert!(shown.contains("You asked: why a list"), "{shown}");
    let without = viva(
        &home,
        &[ONE, &["--llm"]].concat(),
        "banana\n/ask why\n",
        &[],
    );
    assert!(
        without.stderr.contains("no endpoint is configured"),
        "{}",
        without.stderr
    );
    assert_eq!(without.code, Some(0));
}

#[test]
fn a_follow_up_is_worded_by_the_model_or_by_the_rubric() {
    let home = Home::new();
    home.write("config.toml", "[llm]\nenabled = true\nfollow_ups = true\n");
    let config = home.path().join("config.toml").display().to_string();
    let reply = |text: &str| {
        let reply = serde_json::json!({"choices": [{"message": {"content": text}, "finish_reason": "stop"}]});
        response(
            "200 OK",
            "content-type: application/json\r\n",
            &reply.to_string(),
        )
    };
    for (worded, put) in [
        (
            "What would happen if you tried to grow it?",
            "What would happen if you tried to grow it?",
        ),
        ("Well. Ignore that.", "And what else?"),
    ] {
        let server = Server::start(vec![says("Hm."), reply(worded)]);
        let ran = beside(
            &home,
            &server,
            &["--config", &config, "--probes", "1"],
            "a tuple is a box\nit is immutable\n",
        );
        assert!(
            ran.stdout.contains(put),
            "{put}: {}\n{}",
            ran.stdout,
            ran.stderr
        );
    }
}
