//! Second opinions: what of a reply stands, and the figure it makes.

use proptest::prelude::*;

use super::*;

fn opinion(reply: &str) -> Result<Opinion, NoOpinion> {
    parse_opinion(reply, &rubric(), &Answer::typed(ANSWER))
}

#[test]
fn a_verdict_without_a_quotation_from_the_answer_is_dropped() {
    let opinion = opinion(
        r#"Let me think {first}.
```json
{"key_points": [
  {"id": "list-mutable", "verdict": "MET", "quote": "append to a list", "reason": "said, 9/10"},
  {"id": "list-mutable", "verdict": "missing", "quote": "", "reason": "a second time"},
  {"id": "tuple-immutable", "verdict": "partial", "quote": "tuples never change", "reason": "nearly"},
  {"id": "tuple-key", "verdict": "contradicted", "quote": "", "reason": "no"},
  {"id": "unknown", "verdict": "met", "quote": "append to a list", "reason": "?"}],
 "misconceptions": [{"id": "tuples-are-sorted", "quote": "a tuple stays sorted"}]}
```
I hope this helps."#,
    )
    .unwrap();
    assert_eq!(opinion.points.len(), 1);
    assert_eq!(
        (opinion.points[0].index, opinion.points[0].verdict),
        (0, Verdict::Met)
    );
    assert_eq!(
        opinion.points[0].quote.unwrap().of(ANSWER),
        "append to a list"
    );
    assert_eq!(opinion.points[0].reason, "", "a score is no reason");
    let dropped: Vec<(&str, WhyDropped)> = opinion
        .dropped
        .iter()
        .map(|it| (it.id.as_str(), it.why))
        .collect();
    assert_eq!(
        dropped,
        [
            ("tuple-immutable", WhyDropped::NotInAnswer),
            ("tuple-key", WhyDropped::NoQuote)
        ]
    );
    assert_eq!(
        opinion.misconceptions[0].held.unwrap().of(ANSWER),
        "a tuple stays sorted"
    );
}

#[test]
fn a_reply_that_is_no_opinion_says_why() {
    let long = format!("{{\"a\": \"{}\"}}", "x".repeat(300_000));
    let cases = [
        ("I think it is good.", NoOpinion::NoJson),
        ("", NoOpinion::NoJson),
        (
            "{\"key_points\": [{\"id\": \"list-mut",
            NoOpinion::BrokenOff,
        ),
        ("{\"points\": []}", NoOpinion::NoKeyPoints),
        ("{\"key_points\": {}}", NoOpinion::NoKeyPoints),
        ("[]", NoOpinion::NoJson),
        ("{\"key_points\": []}", NoOpinion::NoVerdicts),
        (
            "{\"key_points\": [{\"id\": \"x\", \"verdict\": \"met\"}, 7, null, {\"id\": \"tuple-key\", \"verdict\": \"great\"}]}",
            NoOpinion::NoVerdicts,
        ),
        (&long, NoOpinion::TooLong),
    ];
    for (reply, expected) in cases {
        assert_eq!(opinion(reply), Err(expected), "{:.60}", reply);
    }
}

#[test]
fn of_several_objects_the_last_counts() {
    let reply = r#"The answer holds {"key_points": [{"id": "tuple-key", "verdict": "met", "quote": "append to a list"}]}, which I pass over.
        {"key_points": [{"id": "tuple-key", "verdict": "missing", "quote": ""}]}"#;
    let opinion = opinion(reply).unwrap();
    assert_eq!(opinion.points[0].verdict, Verdict::Missing);
    assert_eq!(
        opinion.misconceptions,
        [],
        "nothing was said of misconceptions"
    );
}

#[test]
fn a_retry_asks_the_same_and_says_what_was_wrong() {
    let request = opinion_request(&question(), &rubric(), &Answer::typed(ANSWER));
    let again = retry_request(&request, NoOpinion::BrokenOff);
    assert_eq!(
        again.user,
        format!(
            "{}\n\nYour last reply could not be used: its JSON breaks off. Reply again, with the one JSON object that was asked for and nothing before or after it.",
            request.user
        )
    );
    assert_eq!(
        (&again.system, &again.schema),
        (&request.system, &request.schema)
    );
}

fn ruled(points: &[(&str, &str, &str)], beliefs: &str) -> (Grade, SecondOpinion) {
    let entries: Vec<String> = points
        .iter()
        .map(|(id, verdict, quote)| {
            format!(
                r#"{{"id": "{id}", "verdict": "{verdict}", "quote": "{quote}", "reason": "so"}}"#
            )
        })
        .collect();
    let reply = format!(
        r#"{{"key_points": [{}], "misconceptions": {beliefs}}}"#,
        entries.join(",")
    );
    let local = graded(ANSWER);
    let second = second_opinion(
        &ready(),
        &Answer::typed(ANSWER),
        &local,
        &opinion(&reply).unwrap(),
    )
    .unwrap();
    (local, second)
}

const HELD: &str = r#"[{"id": "tuples-are-sorted", "quote": "a tuple stays sorted"}]"#;

#[test]
fn an_opinion_that_agrees_makes_the_same_figure() {
    let (local, second) = ruled(
        &[
            ("list-mutable", "met", "append to a list"),
            ("tuple-immutable", "met", "can't be changed"),
            ("tuple-key", "missing", ""),
        ],
        HELD,
    );
    assert_eq!(second.rescored.score, local.score);
    assert_eq!(second.rescored.arithmetic, local.arithmetic);
    assert_eq!(second.disagreements, []);
    assert_eq!(second.judged, 3);
}

#[test]
fn where_they_differ_both_quotations_are_told_and_the_figure_follows_the_same_arithmetic() {
    let (local, second) = ruled(
        &[
            ("list-mutable", "missing", ""),
            ("tuple-key", "partial", "a tuple can't be changed"),
        ],
        "[]",
    );
    let met_elsewhere = "You cannot change it: a tuple can't be changed.";
    assert!(
        graded(met_elsewhere).score < local.score,
        "the local score sees two points"
    );
    let steps: Vec<&str> = second
        .rescored
        .arithmetic
        .steps
        .iter()
        .map(|step| step.reason.as_str())
        .collect();
    assert_eq!(steps, ["coverage: 3.0 of 6.0 weights met"]);
    assert_eq!(
        second.rescored.key_points[2].evidence[0].text,
        "a tuple can't be changed"
    );
    assert_eq!(
        second.rescored.key_points[1], local.key_points[1],
        "nothing was said of it"
    );
    insta::assert_debug_snapshot!("disagreements", second.disagreements);
}

#[test]
fn a_contradiction_shown_by_the_words_of_a_held_belief_is_one_wrong_statement() {
    let twice = ruled(
        &[("tuple-key", "contradicted", "a tuple stays sorted")],
        HELD,
    )
    .1;
    let once = ruled(&[("tuple-key", "missing", "")], HELD).1;
    assert_eq!(twice.rescored.score, once.rescored.score);
    let further = ruled(
        &[("tuple-key", "contradicted", "a tuple can't be changed")],
        HELD,
    )
    .1;
    assert!(further.rescored.score < once.rescored.score);
}

#[test]
fn where_nothing_stands_there_is_no_second_figure() {
    let opinion = opinion(
        r#"{"key_points": [{"id": "tuple-key", "verdict": "met", "quote": "never said"}]}"#,
    )
    .unwrap();
    assert_eq!(opinion.dropped.len(), 1);
    assert_eq!(
        second_opinion(&ready(), &Answer::typed(ANSWER), &graded(ANSWER), &opinion),
        None
    );
}

/// Pieces of a reply in any order, and any text.
fn any_reply() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"key_points\"",
        "\"misconceptions\"",
        "\"id\"",
        "\"tuple-key\"",
        "\"verdict\"",
        "\"met\"",
        "\"quote\"",
        "\"a tuple ... [x] y\"",
        "{\"key_points\": [",
        "{\"id\": \"tuple-key\", \"verdict\": \"met\", \"quote\": \"é ...\"}",
        "null",
        "?",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_reply_is_an_opinion_or_an_error(reply in any_reply(), answer in any::<String>()) {
        let _ = parse_opinion(&reply, &rubric(), &Answer::typed(answer));
        let _ = check_follow_up(&reply, &question(), &rubric().key_points[2], &Answer::typed(ANSWER));
    }
}
