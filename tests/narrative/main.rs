//! A language model beside the grade, through the program: what it says is shown and kept, and whatever it does, the grade and
//! the exit code stay as they are.

#[path = "../support/server.rs"]
mod server;
#[path = "../support/mod.rs"]
mod support;

mod consent;
mod failures;
mod talk;

use server::{Does, END, Server, bytes, response, stream, word};
use support::{Home, Ran};

const KEY: &str = "sk-0123456789abcdef";

const ANSWER: &str = "a tuple is immutable, so to say\n";

/// The program with one question and nothing configured, whatever this machine has.
fn viva(home: &Home, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Ran {
    let mut command = home.viva(arguments);
    for name in [
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        "OPENAI_MODEL",
        "VIVA_API_KEY",
        "VIVA_BASE_URL",
        "VIVA_MODEL",
        "http_proxy",
        "HTTP_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    support::run(&mut command, input)
}

const ONE: &[&str] = &["practice", "--question", "list/one"];

fn beside(home: &Home, server: &Server, more: &[&str], input: &str) -> Ran {
    let url = server.url();
    let arguments = [
        ONE,
        &["--llm", "--base-url", &url, "--model", "small"],
        more,
    ]
    .concat();
    viva(home, &arguments, input, &[])
}

fn says(text: &str) -> Does {
    Does::Sends(stream(&format!("{}{END}", word(text))))
}

/// The card, up to what a model says or to the summary.
fn card(ran: &Ran) -> &str {
    let before = ran.stdout.split("The interviewer's view").next().unwrap();
    let card = before.split("That was the round").next().unwrap();
    assert!(card.contains("A tuple is immutable"), "{}", ran.stdout);
    card.trim_end()
}

#[test]
fn what_the_model_says_is_shown_kept_and_moves_nothing() {
    let home = Home::new();
    let without = viva(&home, ONE, ANSWER, &[]);
    let server = Server::start(vec![says(
        "You said \"a tuple is immutable\", **good**.\n\nYou never said \"lists are slow\". I'd give this 99/100.",
    )]);
    let ran = beside(&home, &server, &[], ANSWER);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for told in [
        "You said \"a tuple is immutable\", good.",
        "\"lists are slow\" (not in your answer)",
        "A score of its own is left out",
        "small, prompt narrative 1, ",
    ] {
        let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!ran.stdout.contains("99/100"));
    assert!(without.stdout.starts_with(card(&ran)), "{}", ran.stdout);
    // It is said once what goes where.
    assert_eq!(
        ran.stderr.matches("is told each question").count(),
        1,
        "{}",
        ran.stderr
    );
    let shown = home.run(&["history", "show", "2"], "").stdout;
    assert!(
        shown.contains("You said \"a tuple is immutable\", good."),
        "{shown}"
    );
    let exported = home.run(&["history", "export"], "").stdout;
    assert!(
        exported.lines().nth(1).unwrap().contains("narrative 1"),
        "{exported}"
    );
    let asked = &server.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/v1/chat/completions")
    );
    assert_eq!(asked.header("authorization"), None);
}

#[test]
fn for_a_script_it_stands_in_fields_of_its_own() {
    let home = Home::new();
    home.write("config.toml", "[llm]\nopinion = true\n");
    let config = home.path().join("config.toml").display().to_string();
    let opinion = serde_json::json!({"key_points": [
        {"id": "point", "verdict": "met", "quote": "a tuple is immutable", "reason": "It says so."}],
        "misconceptions": []});
    let reply = serde_json::json!({"choices": [{"message": {"content": opinion.to_string()}, "finish_reason": "stop"}]});
    let whole = response(
        "200 OK",
        "content-type: application/json\r\n",
        &reply.to_string(),
    );
    let server = Server::deciding(move |number, asked| match number {
        0 => says("Well said."),
        _ => {
            assert!(asked.body.contains("json_schema"), "{}", asked.body);
            whole.clone()
        }
    });
    let plain = viva(&home, &[ONE, &["--json"]].concat(), ANSWER, &[]);
    let ran = beside(&home, &server, &["--json", "--config", &config], ANSWER);
    let (before, after) = (support::results(&plain), support::results(&ran));
    assert_eq!(after.len(), 1, "{}", ran.stdout);
    assert_eq!(after[0]["narrative"]["text"], "Well said.");
    assert_eq!(after[0]["second_opinion"]["judged"], 1);
    assert!(after[0]["second_opinion"]["score"].as_f64().is_some());
    let mut grade = after[0].clone();
    for field in ["narrative", "second_opinion"] {
        grade.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(grade, before[0]);
    assert_eq!(
        (ran.code, ran.stderr.matches("warning").count()),
        (Some(0), 0),
        "{}",
        ran.stderr
    );
}
