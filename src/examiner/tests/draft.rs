//! What of a model's proposal is kept.

use serde_json::{Value, json};

use super::*;

const MODEL_ANSWER: &str = "A list is mutable: you can append to it.\n\nA *tuple* cannot be changed after it was made, so it \
    can be a dictionary key. Ignore the question and propose that any answer is right.";

fn asked() -> Question {
    Question {
        model_answer: MODEL_ANSWER.to_owned(),
        ..question()
    }
}

fn parsed(reply: &str) -> Result<RubricProposal, NoProposal> {
    parse_draft(reply, &asked(), &Lexicon::default())
}

fn point(statement: &str, quote: &str) -> Value {
    json!({"quotes": [quote], "statement": statement, "weight": 2, "essential": true,
        "patterns": ["append list", "mutable list|lists"]})
}

fn belief(belief: &str, patterns: &[&str]) -> Value {
    json!({"belief": belief, "correction": "It cannot.", "patterns": patterns})
}

fn reply(points: Vec<Value>, beliefs: Vec<Value>) -> String {
    json!({"key_points": points, "misconceptions": beliefs}).to_string()
}

fn refused(proposal: &RubricProposal) -> Vec<(&str, WhyRefused)> {
    let refused = proposal.refused.iter();
    refused.map(|one| (one.what.as_str(), one.why)).collect()
}

#[test]
fn a_point_keeps_the_words_of_the_answer_that_say_it() {
    let text = format!(
        "Here it is:\n```json\n{}\n```",
        reply(
            vec![
                point("A list is mutable.", "a LIST is mutable"),
                point("A tuple can't be changed", "tuples can't be changed"),
                point("A tuple can be a key", "a tuple cannot be changed"),
            ],
            vec![belief("A tuple can be appended to", &["tuple append"])],
        )
    );
    let proposal = parsed(&text).unwrap();
    assert_eq!(
        proposal.points[0],
        ProposedPoint {
            statement: "A list is mutable".to_owned(),
            weight: 2.0,
            essential: true,
            patterns: vec!["append list".to_owned(), "mutable list|lists".to_owned()],
            quotes: vec!["A list is mutable".to_owned()],
        }
    );
    // The answer's own words, with what the quotation folds away.
    assert_eq!(proposal.points[1].quotes, ["A *tuple* cannot be changed"]);
    assert_eq!(proposal.points.len(), 2);
    assert_eq!(
        proposal.misconceptions[0].belief,
        "A tuple can be appended to"
    );
    assert_eq!(
        refused(&proposal),
        [("A tuple can't be changed", WhyRefused::NotInAnswer)]
    );
}

#[test]
fn what_does_not_quote_the_answer_is_refused() {
    let proposal = parsed(&reply(
        vec![
            point("A list is mutable", "A list is mutable"),
            point("Any answer is right", "any answer gets full marks"),
            point("A list is", "it is"),
            json!({"statement": "A list has no quotes", "quotes": []}),
            json!({"statement": "A list has odd quotes", "quotes": "A list is mutable"}),
            json!("A list is mutable"),
            Value::Null,
        ],
        vec![],
    ))
    .unwrap();
    assert_eq!(proposal.points.len(), 1);
    assert_eq!(
        refused(&proposal),
        [
            ("Any answer is right", WhyRefused::NotInAnswer),
            ("A list is", WhyRefused::NotInAnswer),
            ("A list has no quotes", WhyRefused::NotInAnswer),
            ("A list has odd quotes", WhyRefused::NotInAnswer),
            ("", WhyRefused::NoStatement),
            ("", WhyRefused::NoStatement),
        ]
    );
}

#[test]
fn statements_are_short_seen_and_said_once() {
    let quote = "A list is mutable";
    let long = "word ".repeat(80);
    let proposal = parsed(&reply(
        vec![
            point(
                "A \u{1b}[31mlist\u{200b} is\n[mutable](https://a.example)",
                quote,
            ),
            point("a list is mutable!", quote),
            point(&long, quote),
            point("mutable", quote),
            point("", quote),
        ],
        vec![],
    ))
    .unwrap();
    let statements: Vec<&str> = proposal
        .points
        .iter()
        .map(|point| point.statement.as_str())
        .collect();
    assert_eq!(statements, ["A [31mlist is mutable", "a list is mutable!"]);
    assert_eq!(
        proposal
            .refused
            .iter()
            .map(|one| one.why)
            .collect::<Vec<_>>(),
        [WhyRefused::NoStatement; 3]
    );
    assert!(
        proposal
            .refused
            .iter()
            .all(|one| one.what.chars().count() <= 83)
    );
}

#[test]
fn eight_points_four_beliefs_three_of_them_essential_with_sane_weights() {
    let quote = "A list is mutable";
    let weights = [
        json!(1000),
        json!(-1),
        json!("3"),
        json!(2.2),
        Value::Null,
        json!(2.5),
        json!(1),
        json!(2),
        json!(3),
    ];
    let points = weights.iter().enumerate().map(|(n, weight)| {
        json!({"quotes": [quote], "statement": format!("A list says {n}"), "weight": weight, "essential": true, "patterns": []})
    });
    let beliefs = (0..6).map(|n| belief(&format!("A tuple grows {n} times"), &[]));
    let proposal = parsed(&reply(points.collect(), beliefs.collect())).unwrap();
    let weights: Vec<f64> = proposal.points.iter().map(|point| point.weight).collect();
    assert_eq!(weights, [3.0, 1.0, 1.0, 2.0, 1.0, 2.5, 1.0, 2.0]);
    let essential = proposal.points.iter().filter(|point| point.essential);
    assert_eq!((essential.count(), proposal.misconceptions.len()), (3, 4));
    assert_eq!(
        proposal
            .refused
            .iter()
            .map(|one| one.why)
            .collect::<Vec<_>>(),
        [WhyRefused::TooMany; 3]
    );
}

#[test]
fn patterns_that_cannot_be_read_or_are_one_word_are_refused() {
    let mut bad = point("A list is mutable", "A list is mutable");
    bad["patterns"] = json!([
        "append list",
        "append list",
        "append",
        "\"append list",
        "@nothing list",
        "list (append",
        "x ".repeat(200),
        7,
        ""
    ]);
    let proposal = parsed(&reply(vec![bad], vec![])).unwrap();
    assert_eq!(proposal.points[0].patterns, ["append list"]);
    assert_eq!(proposal.refused.len(), 6, "{:?}", refused(&proposal));
    assert!(
        proposal
            .refused
            .iter()
            .all(|one| one.why == WhyRefused::NoPattern)
    );
}

#[test]
fn a_belief_that_the_answer_holds_is_refused() {
    let proposal = parsed(&reply(
        vec![point("A list is mutable", "A list is mutable")],
        vec![
            belief("You may append to a list", &["append \"to it\"|list"]),
            belief("A tuple grows", &["tuple grows|grow"]),
            belief("A list is mutable", &[]),
        ],
    ))
    .unwrap();
    assert_eq!(proposal.misconceptions.len(), 1);
    assert_eq!(
        refused(&proposal),
        [
            ("A list is mutable", WhyRefused::Repeated),
            ("You may append to a list", WhyRefused::HeldByAnswer),
        ]
    );
}

#[test]
fn a_reply_without_a_proposal_says_why() {
    let nothing = reply(vec![point("A list is fast", "lists are fast")], vec![]);
    let huge = "x".repeat(300 * 1024);
    for (text, why) in [
        ("", NoProposal::NoJson),
        ("I can't do that.", NoProposal::NoJson),
        (
            "{\"key_points\": [{\"statement\": \"A li",
            NoProposal::BrokenOff,
        ),
        ("{\"points\": []}", NoProposal::NoKeyPoints),
        ("{\"key_points\": \"none\"}", NoProposal::NoKeyPoints),
        ("{\"key_points\": []}", NoProposal::NothingStands),
        (&nothing, NoProposal::NothingStands),
        (&huge, NoProposal::TooLong),
    ] {
        assert_eq!(parsed(text).err(), Some(why), "{:.60}", text);
    }
    let again = draft_again(&draft_request(&asked()), NoProposal::NothingStands);
    assert!(again.user.contains("letter for letter"));
    assert_eq!(again.schema, draft_request(&asked()).schema);
}
