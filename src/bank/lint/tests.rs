//! A question without findings, and for each rule the smallest change that breaks it.

use super::collect::{Pair, SourceFile};
use super::{Sources, check};
use crate::bank::Bank;

const QUESTION: &str = r#"prompt = "What does a lock do for two threads, and what can go wrong with it?"
level = "beginner"
minutes = 2
sources = ["list/1"]
hints = ["Think of a bathroom door.", "One key, two people."]
model_answer = """
A lock lets only one thread at a time into a critical section, so the others have to wait at the door until the owner
releases it. That protects shared data against races: without it two threads could both read the same old value and one
update would be lost. What can go wrong is a deadlock: two threads each hold one lock and wait forever for the other. So
I always take locks in the same order, keep the critical section short, and release the lock in a finally block or, even
better, with a with statement."""
"#;

const RUBRIC: &str = r#"reference = "A lock admits one thread at a time; it protects shared data against races; two locks can deadlock."

[[key_points]]
id = "one"
statement = "A lock admits one thread at a time"
weight = 2
essential = true
patterns = ['one thread', 'others wait']
probe = "Who may enter?"

[[key_points]]
id = "races"
statement = "It protects shared data against races"
weight = 2
patterns = ['protect data', 'lost update', 'races']
probe = "What would happen without it?"

[[key_points]]
id = "deadlock"
statement = "Two locks can deadlock"
weight = 2
patterns = ['deadlock', 'forever wait']
probe = "And with two of them?"

[[misconceptions]]
id = "faster"
belief = "A lock makes a program faster"
correction = "Waiting takes time; a lock buys correctness."
patterns = ['lock faster']

[[misconceptions]]
id = "many"
belief = "Any number of threads may hold it"
correction = "One at a time; a semaphore admits several."
patterns = ['any number hold|enter']

[[misconceptions]]
id = "automatic"
belief = "Python locks every variable by itself"
correction = "Only you know what belongs together."
patterns = ['automatically every variable']

[[misconceptions]]
id = "fair"
belief = "Locks are served in order of arrival"
correction = "No order is promised."
patterns = ['first come first served']

[[misconceptions]]
id = "process"
belief = "It stops other processes"
correction = "A threading.Lock lives in one process."
patterns = ['other processes stop']

[[samples]]
kind = "plain"
human = 85
answer = "only one thread gets in, the others wait. so the shared data is protected. with two locks you can get a deadlock"

[[samples]]
kind = "partial"
human = 40
answer = "only one thread gets in at a time and all others wait"

[[samples]]
kind = "empty"
human = 0
answer = "no idea"
"#;

const CONCEPTS: &str = "[concepts]\nguard = [\"protect\", \"shield\"]\n";

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::new(path, text)
}

/// The findings on these files, as `bank check` prints them, columns added.
fn findings(question: &str, rubric: &str, concepts: &str) -> Vec<String> {
    let mut sources = Sources::default();
    sources.pairs.push(Pair::new(
        "a/b/c",
        Some(source("q", question)),
        Some(source("r", rubric)),
    ));
    sources.concepts.push(source("c", concepts));
    check(&sources, &Bank::open(&[], &[], true))
        .findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.rule, finding.place, finding.message))
        .collect()
}

#[test]
fn a_sound_question_has_no_findings() {
    assert_eq!(findings(QUESTION, RUBRIC, CONCEPTS), [""; 0]);
}

/// Drafted, a rubric may be as unfinished as it is; what can't be read is found all the same.
#[test]
fn a_drafted_rubric_is_only_asked_to_be_readable() {
    let question = "prompt = \"What is a lock?\"\nlevel = \"beginner\"\nminutes = 2\nmodel_answer = \"It admits one.\"\n";
    let rubric = "drafted = true\n[[key_points]]\nid = \"one\"\nstatement = \"It admits one\"\n";
    assert_eq!(findings(question, rubric, CONCEPTS), [""; 0]);
    let confirmed = findings(question, &rubric.replace("drafted = true\n", ""), CONCEPTS);
    assert!(confirmed.len() > 5, "{confirmed:?}");
    assert_eq!(
        findings(question, &format!("{rubric}paterns = ['a']\n"), CONCEPTS),
        ["unknown-field r:5:1: unknown field `paterns`: did you mean `patterns`?"]
    );
}

/// One replacement in the question, and the finding that it makes.
#[test]
fn what_is_wrong_with_a_question_is_found_where_it_stands() {
    for (old, new, expected) in [
        (
            "level = \"beginner\"",
            "level = \"easy\"",
            "value q:2:1: `easy` is no level: write beginner, intermediate or advanced",
        ),
        (
            "minutes = 2",
            "minutes = ",
            "toml q:3:11: no value that can be read: put a text in quotes (\"...\"), a number alone",
        ),
        (
            "level = \"beginner\"",
            "difficulty = \"beginner\"",
            "toml q:2:1: missing field `level`, and `difficulty` is none: did you mean `level`?",
        ),
        (
            "minutes = 2",
            "minuts = 2\nminutes = 2",
            "unknown-field q:3:1: unknown field `minuts`: did you mean `minutes`?",
        ),
        (
            "minutes = 2",
            "minutes = 2\nzebra = 1",
            "unknown-field q:4:1: unknown field `zebra`: it has no effect, remove it",
        ),
        (
            ", \"One key, two people.\"",
            "",
            "hints q:5:1: 1 hints: write 2 or 3, from a nudge to nearly the answer",
        ),
        (
            "I always take locks in the same order, keep the critical section short, and release the lock in a finally block or, even\nbetter, with a with statement.",
            "",
            "model-answer q:6:1: the model answer has 70 words: write 80 to 160, as a strong candidate would say it",
        ),
        (
            "minutes = 2",
            "minutes = 2\nvariant_of = \"a/b/c\"",
            "variant q:4:1: a question can't be a variant of itself: name the other one",
        ),
        (
            "minutes = 2",
            "minutes = 2\nvariant_of = \"a/b/d\"",
            "variant q:4:1: no question `a/b/d`: name the one this is a variant of",
        ),
        (
            "\"list/1\"",
            "\"list/1\", \"list/1\"",
            "duplicate-source q:4:22: the source `list/1` belongs to a/b/c: a source belongs to one question",
        ),
    ] {
        assert!(QUESTION.contains(old), "{old}");
        assert_eq!(
            findings(&QUESTION.replace(old, new), RUBRIC, CONCEPTS),
            [expected]
        );
    }
}

/// One replacement in the rubric, and the finding that it makes.
#[test]
fn what_is_wrong_with_a_rubric_is_found_where_it_stands() {
    for (old, new, expected) in [
        (
            "weight = 2\nessential",
            "weight = \"2\"\nessential",
            "toml r:6:10: wrong kind of value: the text \"2\", expected a number",
        ),
        (
            "weight = 2\nessential",
            "weight = 0\nessential",
            "value r:6:1: weight 0: write a number above 0, up to 1000",
        ),
        (
            "essential = true",
            "essental = true\nessential = true",
            "unknown-field r:7:1: unknown field `essental`: did you mean `essential`?",
        ),
        (
            "essential = true\n",
            "",
            "essential r:3:3: no essential key points: mark 1 to 3, those without which an answer is no answer",
        ),
        (
            "weight = 2\nessential",
            "weight = 3\nessential",
            "weight r:6:1: weight 3 is 43 % of the whole: keep the heaviest point at 35 % or below",
        ),
        (
            "probe = \"Who may enter?\"\n",
            "",
            "probe r:4:1: `one` has no probe: ask for it without giving it away",
        ),
        (
            "id = \"races\"",
            "id = \"one\"",
            "duplicate-id r:12:1: the id `one` stands here twice: give each its own",
        ),
        (
            "id = \"many\"",
            "id = \"faster\"",
            "duplicate-id r:32:1: the id `faster` stands here twice: give each its own",
        ),
        (
            "\"No order is promised.\"",
            "\"\"",
            "correction r:44:1: `fair` has no correction: say what is true instead",
        ),
        (
            "statement = ",
            "text = ",
            "toml r:5:1: missing field `statement`, and `text` is none: did you mean `statement`?",
        ),
        (
            "'races'",
            "'races AND order'",
            "pattern-operator r:15:44: `AND` is looked for as a word: terms with a blank between must all stand, as in 'lock release'",
        ),
        (
            "'races'",
            "'@nosuch'",
            "pattern r:15:44: no concept @nosuch: add it to [concepts] or use another",
        ),
    ] {
        assert!(RUBRIC.contains(old), "{old}");
        assert_eq!(
            findings(QUESTION, &RUBRIC.replacen(old, new, 1), CONCEPTS),
            [expected]
        );
    }
}

/// The scores themselves are the grader's business.
#[test]
fn answers_that_miss_their_mark_are_found() {
    let begins = |found: Vec<String>, expected: &str| {
        assert!(
            found
                .first()
                .is_some_and(|first| first.starts_with(expected)),
            "{found:?}"
        );
    };
    begins(
        findings(
            QUESTION,
            &RUBRIC.replace("human = 40", "human = 90"),
            CONCEPTS,
        ),
        "sample r:62:1: the partial sample is marked 90 and graded ",
    );
    let wordy = "One could say many things about programs and their parts and people. ".repeat(8);
    let answer = QUESTION.split("\"\"\"").nth(1).unwrap();
    begins(
        findings(&QUESTION.replace(answer, &wordy), RUBRIC, CONCEPTS),
        "model-answer-grade q:6:1: the model answer is graded none ",
    );
    let answer = QUESTION
        .replace("\"\"\"\n\"", "")
        .replace("A lock lets", "A lock makes it faster. A lock lets");
    begins(
        findings(&answer, RUBRIC, CONCEPTS),
        "model-answer-belief q:6:1: the model answer is read as the misconception `faster`: \"A lock makes it faster",
    );
    let reference = RUBRIC.lines().next().unwrap();
    begins(
        findings(
            QUESTION,
            &RUBRIC.replace(reference, "reference = \"Locks are a tool.\""),
            CONCEPTS,
        ),
        "reference-grade r:1:1: the reference is graded none ",
    );
}

#[test]
fn a_concept_that_can_not_be_read_is_found() {
    assert_eq!(
        findings(
            QUESTION,
            RUBRIC,
            "[concepts]\nguard = [\"protect\", \"@nosuch\"]\n"
        ),
        ["concept c:2:21: no concept @nosuch: add it to [concepts] or use another"]
    );
    assert_eq!(
        findings(QUESTION, RUBRIC, "[concept]\nguard = []\n"),
        ["toml c:1:2: missing field `concepts`: is it this `concept`?"]
    );
}

#[test]
fn rubrics_with_too_little_are_found() {
    let points_only: String = RUBRIC.split_inclusive("\n\n").take(2).collect();
    assert_eq!(
        findings(QUESTION, &points_only, CONCEPTS)[..3],
        [
            "misconceptions r:1:1: no misconceptions: write at least 5, beginning with the inversion of each key point",
            "samples r:1:1: no marked samples: write at least 3, a plain-worded good one, a fluent wrong one and a partial one",
            "key-points r:3:3: only 1 key point: an open question has 3 to 8",
        ]
    );
}

#[test]
fn one_without_the_other_is_found() {
    let mut sources = Sources::default();
    sources
        .pairs
        .push(Pair::new("a/b/c", Some(source("q", QUESTION)), None));
    sources
        .pairs
        .push(Pair::new("a/b/d", None, Some(source("r", RUBRIC))));
    sources.pairs.push(Pair::new(
        "a/B",
        Some(source("p", QUESTION)),
        Some(source("r", RUBRIC)),
    ));
    let found: Vec<String> = check(&sources, &Bank::open(&[], &[], true))
        .findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.rule, finding.place, finding.message))
        .collect();
    assert_eq!(
        found,
        [
            "duplicate-prompt p:1:1: a/b/c asks the same: merge the two, or ask differently",
            "misplaced p:1:1: `a/B` is no question id: put the file at questions/<track>/<topic>/<slug>.toml, in lower-case letters, digits and hyphens",
            "duplicate-source p:4:12: the source `list/1` belongs to a/b/c: a source belongs to one question",
            "no-rubric q:1:1: no rubric: write one at elsewhere",
            "no-question r:1:1: a rubric without a question: write one at elsewhere",
        ]
    );
}
