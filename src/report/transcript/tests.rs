//! The formats over a small session that has one of everything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    PastNote, PastQuestion, PastSession, Transcript, transcript_html, transcript_json,
    transcript_markdown,
};
use crate::assessment::{Answer, Level, QuestionId};
use crate::grading::{
    Arithmetic, Confidence, Evidence, Grade, HeldMisconception, KeyPointGrade, Method, Score,
    Verdict,
};
use crate::interview::{Attempt, ModelAnswerSeen, ProbeTaken};
use crate::text::Span;

fn evidence(answer: &str, words: &str) -> Vec<Evidence> {
    let start = answer.find(words).unwrap();
    vec![Evidence {
        span: Span::new(start, start + words.len()),
        text: words.to_owned(),
        method: Method::Phrase,
    }]
}

fn point(id: &str, statement: &str, verdict: Verdict, found: Vec<Evidence>) -> KeyPointGrade {
    KeyPointGrade {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 2.0,
        essential: id == "sealed",
        verdict,
        credit: if verdict == Verdict::Met { 1.0 } else { 0.0 },
        why: match verdict {
            Verdict::Missing => "not mentioned".to_owned(),
            _ => String::new(),
        },
        evidence: found,
    }
}

fn grade(score: f64, key_points: Vec<KeyPointGrade>) -> Grade {
    Grade {
        score: Score::new(score),
        confidence: Confidence::new(0.9),
        key_points,
        misconceptions: Vec::new(),
        arithmetic: Arithmetic {
            earned: 0.0,
            possible: 0.0,
            reference: None,
            steps: Vec::new(),
        },
        notes: Vec::new(),
    }
}

fn attempt(position: usize, question: &str, answer: Option<&str>) -> Attempt {
    let asked_at: Timestamp = "2026-03-31T08:00:00Z".parse().unwrap();
    Attempt {
        position,
        take: 1,
        question: QuestionId::new(question),
        content_hash: "00ff".to_owned(),
        answer: answer.map(Answer::typed),
        asked_at,
        ended_at: "2026-03-31T08:01:40Z".parse().unwrap(),
        hints: 1,
        model_answer_seen: ModelAnswerSeen::No,
        grade: None,
        probes: Vec::new(),
        disputed: false,
        warm_up: false,
        estimate: None,
    }
}

/// An answer with a point met, one missed and then recovered, and a wrong belief; one skipped, of a question that is gone.
fn session(number: i64, answer: &str) -> PastSession {
    let mut first = attempt(0, "python/data-model/tuple", Some(answer));
    let met = point(
        "sealed",
        "A tuple is immutable",
        Verdict::Met,
        evidence(answer, "can't change"),
    );
    let missing = point("hash", "It is a key", Verdict::Missing, Vec::new());
    let mut alone = grade(40.0, vec![met.clone(), missing]);
    alone.misconceptions = vec![HeldMisconception {
        id: "slow".to_owned(),
        belief: "A tuple is slow".to_owned(),
        correction: "It is not.".to_owned(),
        penalty: 20.0,
        evidence: evidence(answer, "is slow"),
    }];
    let said = point(
        "hash",
        "It is a key",
        Verdict::Met,
        evidence("it can be a key", "be a key"),
    );
    first.estimate = Some(60);
    first.probes = vec![ProbeTaken {
        key_point: said.clone(),
        index: 1,
        prompt: "And in a dict?".to_owned(),
        answer: Answer::typed("it can be a key"),
        took: std::time::Duration::from_secs(20),
        before: Score::new(40.0),
        after: Grade {
            misconceptions: alone.misconceptions.clone(),
            ..grade(66.0, vec![met, said])
        },
    }];
    first.grade = Some(alone);
    PastSession {
        session: number,
        mode: "practice".to_owned(),
        state: "finished",
        started_at: "2026-03-31T08:00:00Z".parse().unwrap(),
        started: "31 March 2026, 10:00".to_owned(),
        attempts: vec![first, attempt(1, "python/classes/gone", None)],
        deliveries: Vec::new(),
        adjusted: Vec::new(),
        notes: vec![PastNote {
            position: 1,
            text: "read *this*".to_owned(),
        }],
    }
}

fn transcript(sessions: Vec<PastSession>) -> Transcript {
    let question = PastQuestion {
        prompt: "What is a\ntuple?".to_owned(),
        code: Some("t = (1, 2)\n".to_owned()),
        level: Level::Beginner,
        minutes: 2,
        model_answer: "A sealed\nsequence.\n\nA key.".to_owned(),
        hash: "00ff".to_owned(),
    };
    Transcript {
        made: "1 April 2026, 9:00".to_owned(),
        sessions,
        questions: BTreeMap::from([(QuestionId::new("python/data-model/tuple"), question)]),
    }
}

const PLAIN: &str = "you can't change it\nand it is slow";

#[test]
fn markdown_tells_a_session_as_text() {
    let text = transcript_markdown(&transcript(vec![session(7, PLAIN)]));
    insta::assert_snapshot!(text);
}

#[test]
fn json_holds_the_figures_and_the_attempts() {
    let text = transcript_json(&transcript(vec![session(7, PLAIN)]));
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["schema"], 1);
    assert_eq!(text.lines().count(), 1);
    let attempts = value["sessions"][0]["attempts"].take();
    assert_eq!(
        attempts[0]["result"]["score"], 40.0,
        "as `history export` has it"
    );
    assert_eq!(attempts[1]["result"], serde_json::Value::Null);
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

/// The values of an attribute, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let found = page.split(&start).skip(1);
    found.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn a_page_loads_nothing_and_leads_somewhere() {
    for sessions in [
        vec![session(7, PLAIN)],
        vec![session(7, PLAIN), session(8, PLAIN)],
        vec![PastSession {
            attempts: Vec::new(),
            ..session(9, PLAIN)
        }],
        Vec::new(),
    ] {
        let page = transcript_html(&transcript(sessions));
        let ids = attributes(&page, "id");
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        for link in attributes(&page, "href") {
            assert!(ids.contains(&link.trim_start_matches('#')), "{link}");
        }
        for loads in [
            "http:", "https:", "src=", "url(", "@import", "<script", "<link", " style=",
        ] {
            assert!(!page.contains(loads), "{loads}");
        }
        assert!(
            page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"),
            "a policy"
        );
        for (tag, end) in [
            ("<section", "</section>"),
            ("<article", "</article>"),
            ("<div", "</div>"),
            ("<p", "</p>"),
            ("<ol", "</ol>"),
            ("<li", "</li>"),
            ("<mark", "</mark>"),
            ("<details", "</details>"),
            ("<table", "</table>"),
            ("<svg", "</svg>"),
            ("<figure", "</figure>"),
        ] {
            let opened =
                page.matches(&format!("{tag}>")).count() + page.matches(&format!("{tag} ")).count();
            assert_eq!(opened, page.matches(end).count(), "{tag}");
        }
    }
}

#[test]
fn the_evidence_is_marked_and_named_in_the_answer() {
    let page = transcript_html(&transcript(vec![session(7, PLAIN)]));
    let answer = page.split("<blockquote").nth(1).unwrap();
    let answer = answer.split("</blockquote>").next().unwrap();
    assert_eq!(
        answer,
        " class=\"answer\" dir=\"auto\">you <mark class=\"met\">can&#39;t change</mark><sup class=\"ref met\"><span class=\"quiet\"> (said: point </span>1<span class=\"quiet\">)</span></sup> it\nand it <mark class=\"wrong\">is slow</mark><sup class=\"ref wrong\"><span class=\"quiet\"> (wrong belief </span>A<span class=\"quiet\">)</span></sup>"
    );
    assert!(page.contains("then said in a follow-up"));
    assert!(page.contains("It recovered 26 points: from 40 to 66, solid."));
    assert!(page.contains("not in the bank any more"));
    assert!(page.contains("You guessed 60 and scored 40: 20 too high."));
}

#[test]
fn whatever_an_answer_holds_stays_text() {
    let hostile = "can't change <script>x</script> \"><img onerror='y'> ]]> is slow {{ 1 }} \u{202e}\u{1b}[2J\0";
    let mut session = session(7, hostile);
    session.notes[0].text = "<i>note</i>".to_owned();
    session.mode = "<b>mode</b>".to_owned();
    let transcript = transcript(vec![session]);
    let page = transcript_html(&transcript);
    for active in [
        "<script", "<img", "<i>", "<b>mode", "\u{202e}", "\u{1b}", "\0",
    ] {
        assert!(!page.contains(active), "{active:?}");
    }
    assert!(page.contains(
        "&#60;script&#62;x&#60;/script&#62; &#34;&#62;&#60;img onerror=&#39;y&#39;&#62; ]]&#62;"
    ));
    let text = transcript_markdown(&transcript);
    assert!(text.contains("\\<script\\>x\\</script\\>"), "{text}");
    assert!(!text.contains(['\u{202e}', '\u{1b}', '\0']));
    let json: serde_json::Value = serde_json::from_str(&transcript_json(&transcript)).unwrap();
    assert_eq!(json["sessions"][0]["attempts"][0]["answer"], hostile);
}

#[test]
fn a_warm_up_and_an_answer_read_off_count_for_nothing() {
    let mut session = session(7, PLAIN);
    session.attempts[0].warm_up = true;
    session.attempts[1].answer = Some(Answer::typed("read off"));
    session.attempts[1].model_answer_seen = ModelAnswerSeen::Before;
    let transcript = transcript(vec![session]);
    let json: serde_json::Value = serde_json::from_str(&transcript_json(&transcript)).unwrap();
    assert_eq!(json["figures"]["asked"], 1);
    assert_eq!(json["figures"]["answered"], 0);
    assert!(json["figures"]["mean"].is_null());
    let page = transcript_html(&transcript);
    assert!(page.contains("A warm-up: it counts for nothing."));
    assert!(page.contains("The model answer was read first"));
    assert!(page.contains("Nothing was answered, so there is nothing to score."));
}

#[test]
fn many_sessions_are_reported_as_one_and_each() {
    let mut later = session(8, PLAIN);
    later.attempts[0].grade.as_mut().unwrap().score = Score::new(90.0);
    later.attempts[0].probes.clear();
    let transcript = transcript(vec![session(7, PLAIN), later]);
    let json: serde_json::Value = serde_json::from_str(&transcript_json(&transcript)).unwrap();
    assert_eq!(json["figures"]["mean"], 78.0, "66 and 90");
    assert_eq!(json["figures"]["asked"], 4);
    // It went well the last time it was asked.
    assert_eq!(
        json["figures"]["repeat"],
        serde_json::json!(["python/classes/gone"])
    );
    let page = transcript_html(&transcript);
    assert!(page.contains("2 sessions") && page.contains("Session by session"));
    let text = transcript_markdown(&transcript);
    assert!(
        text.contains("| Practice, session 8 | 31 March 2026, 10:00 | 90 | strong |"),
        "{text}"
    );
}
