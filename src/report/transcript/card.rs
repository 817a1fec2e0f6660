//! A question of a session as the page shows it: each try with its answer, marks, points, beliefs and follow-ups. Every text
//! is already fit to be seen; the template escapes it.

use super::charts::{class, percent};
use super::marks::{Claim, Mark, claims, claims_of, letter, pieces};
use super::visible::{reflowed, visible, visible_line};
use super::{PastQuestion, PastSession, words};
use crate::grading::{
    Adjusted, Evidence, Grade, HeldMisconception, KeyPointGrade, Score, Verdict, feedback,
};
use crate::interview::{Attempt, Outcome, ProbeTaken, SummaryLine};

/// A question.
pub(super) struct Card {
    pub(super) anchor: String,
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) topic: String,
    pub(super) level: &'static str,
    pub(super) badge: Badge,
    /// Time, hints, estimate: what is told of it in small letters.
    pub(super) facts: Vec<String>,
    /// Time alone, for the table.
    pub(super) time: String,
    pub(super) prompt: String,
    pub(super) code: Option<String>,
    /// Something that should be known of the question; empty mostly.
    pub(super) remark: &'static str,
    pub(super) tries: Vec<Try>,
    pub(super) notes: Vec<String>,
    pub(super) model_answer: Option<String>,
}

/// What came of it.
pub(super) struct Badge {
    /// The score; empty where there is none.
    pub(super) points: String,
    /// The score before another try or a follow-up, where it differs.
    pub(super) before: String,
    /// The band, or why there is no score.
    pub(super) says: &'static str,
    pub(super) class: &'static str,
    /// The score as a share of the width.
    pub(super) width: String,
}

/// A try at it.
pub(super) struct Try {
    pub(super) heading: String,
    /// Its own score, where there are several tries.
    pub(super) score: String,
    pub(super) answer: Vec<Words>,
    /// Why there is no answer; empty where there is one.
    pub(super) absent: &'static str,
    pub(super) remarks: Vec<String>,
    pub(super) points: Vec<Point>,
    pub(super) beliefs: Vec<Belief>,
    pub(super) probes: Vec<Probe>,
    pub(super) next_time: Vec<String>,
}

/// Words of an answer.
pub(super) struct Words {
    pub(super) text: String,
    /// The class of their mark; empty where they have none.
    pub(super) class: &'static str,
    pub(super) ends: Vec<End>,
}

/// The name of a point or belief whose words end here.
pub(super) struct End {
    pub(super) class: &'static str,
    /// What it is, for those who don't see the colour.
    pub(super) means: &'static str,
    pub(super) label: String,
}

/// A key point beside the answer.
pub(in crate::report) struct Point {
    pub(in crate::report) label: String,
    pub(in crate::report) statement: String,
    pub(in crate::report) class: &'static str,
    pub(in crate::report) sign: &'static str,
    pub(in crate::report) says: String,
    pub(in crate::report) essential: bool,
    pub(in crate::report) weight: String,
    pub(in crate::report) why: String,
    pub(in crate::report) quotes: Vec<String>,
}

/// A wrong belief with its correction.
pub(in crate::report) struct Belief {
    pub(in crate::report) label: String,
    pub(in crate::report) belief: String,
    pub(in crate::report) correction: String,
    pub(in crate::report) quotes: Vec<String>,
}

/// A follow-up.
pub(super) struct Probe {
    pub(super) prompt: String,
    pub(super) answer: Vec<Words>,
    pub(super) point: Point,
    /// What it changed.
    pub(super) outcome: String,
    pub(super) recovered: bool,
}

/// The card of one question's tries; `line` is what the summary says of it, none for a warm-up.
pub(super) fn card(
    session: &PastSession,
    tries: &[&Attempt],
    line: Option<&SummaryLine>,
    question: Option<&PastQuestion>,
) -> Option<Card> {
    let last = tries.last()?;
    let took: std::time::Duration = tries.iter().map(|attempt| attempt.took()).sum();
    let notes = session.notes.iter();
    let is_last = |n: usize| n + 1 == tries.len();
    Some(Card {
        anchor: anchor(session.session, last.position),
        number: last.position + 1,
        title: words::title(&last.question),
        topic: words::topic(&last.question),
        level: question.map_or("", |question| question.level.name()),
        badge: badge(tries, line),
        facts: facts(tries, took, question),
        time: words::length(took),
        prompt: question.map_or_else(String::new, |question| reflowed(&question.prompt)),
        code: question.and_then(|question| Some(visible(question.code.as_ref()?.trim_end()))),
        remark: remark(tries, question),
        tries: tries
            .iter()
            .enumerate()
            .map(|(n, attempt)| {
                of_try(
                    (attempt, session.adjusted(attempt)),
                    tries.len(),
                    is_last(n),
                )
            })
            .collect(),
        notes: notes
            .filter(|note| note.position == last.position)
            .map(|note| visible(&note.text))
            .collect(),
        model_answer: question.map(|question| reflowed(&question.model_answer)),
    })
}

/// Where a question stands in the page.
pub(super) fn anchor(session: i64, position: usize) -> String {
    format!("s{session}-q{}", position + 1)
}

fn badge(tries: &[&Attempt], line: Option<&SummaryLine>) -> Badge {
    let none = |says| Badge {
        points: String::new(),
        before: String::new(),
        says,
        class: "none",
        width: "0".to_owned(),
    };
    let warm_up = || tries.last().and_then(|last| last.final_grade());
    let (score, first) = match line.map(|line| line.outcome) {
        Some(Outcome::Graded { score, first }) => (score, first),
        Some(Outcome::NotAnswered) => return none("not answered"),
        Some(Outcome::ModelAnswerRead) => return none("model answer read"),
        None => match warm_up() {
            Some(grade) => (grade.score, None),
            None => return none("not answered"),
        },
    };
    let counted = tries.iter().rev().find(|attempt| attempt.is_answered());
    let alone = counted.and_then(|attempt| attempt.grade.as_ref());
    let before = first.or(alone.map(|grade| grade.score));
    Badge {
        points: words::points(score),
        before: before
            .filter(|before| *before != score)
            .map_or_else(String::new, words::points),
        says: words::band(score),
        class: class(Some(score)),
        width: percent(score.points()),
    }
}

fn facts(
    tries: &[&Attempt],
    took: std::time::Duration,
    question: Option<&PastQuestion>,
) -> Vec<String> {
    let mut facts = vec![match question {
        Some(question) => format!(
            "{} ({} suggested)",
            words::length(took),
            words::length(std::time::Duration::from_secs(
                60 * u64::from(question.minutes)
            ))
        ),
        None => words::length(took),
    }];
    let hints: usize = tries.iter().map(|attempt| attempt.hints).max().unwrap_or(0);
    if hints > 0 {
        facts.push(words::count(hints, "hint", "hints"));
    }
    if let Some(estimate) = tries.iter().rev().find_map(|attempt| attempt.estimate) {
        facts.push(format!("your guess: {estimate}"));
    }
    facts
}

fn remark(tries: &[&Attempt], question: Option<&PastQuestion>) -> &'static str {
    let Some(question) = question else {
        return words::GONE;
    };
    let graded_by = tries.iter().rev().map(|attempt| &attempt.content_hash);
    match graded_by.into_iter().find(|hash| !hash.is_empty()) {
        Some(hash) if *hash != question.hash => {
            "The question or its rubric has changed since: the grade is that of its day."
        }
        _ => "",
    }
}

fn of_try((attempt, adjusted): (&Attempt, Option<&Adjusted>), tries: usize, is_last: bool) -> Try {
    let grade = attempt.grade.as_ref().filter(|_| attempt.answer.is_some());
    let text = attempt.answer.as_ref().map_or("", |answer| &answer.text);
    let shown = grade.filter(|_| !text.trim().is_empty());
    Try {
        heading: match (tries, attempt.take) {
            (1, _) => "Your answer".to_owned(),
            (_, take) => format!("Your answer, try {take}"),
        },
        score: match attempt.final_grade().filter(|_| tries > 1) {
            Some(grade) if attempt.is_answered() => words::scored(grade.score),
            _ => String::new(),
        },
        answer: marked(text, &shown.map(claims).unwrap_or_default()),
        absent: words::unanswered(attempt).unwrap_or_default(),
        remarks: words::remarks(attempt, adjusted),
        points: shown.map_or_else(Vec::new, |grade| points(grade, attempt)),
        beliefs: shown.map_or_else(Vec::new, |grade| {
            let held = grade.misconceptions.iter().enumerate();
            held.map(|(index, held)| belief(index, held)).collect()
        }),
        probes: attempt.probes.iter().map(probe).collect(),
        next_time: match attempt.final_grade().filter(|_| is_last && shown.is_some()) {
            Some(grade) => next_time(grade),
            None => Vec::new(),
        },
    }
}

/// What to say next time, as sentences of their own.
pub(super) fn next_time(grade: &Grade) -> Vec<String> {
    let said = feedback(grade).next_time;
    said.iter().map(|text| visible_line(text)).collect()
}

fn marked(text: &str, claims: &[Claim]) -> Vec<Words> {
    let pieces = pieces(text, claims);
    pieces
        .iter()
        .map(|piece| Words {
            text: visible(piece.text),
            class: piece.mark.map_or("", Mark::class),
            ends: piece
                .ends
                .iter()
                .map(|(mark, label)| End {
                    class: mark.class(),
                    means: match (mark, label.starts_with(|c: char| c.is_ascii_digit())) {
                        (_, false) => "wrong belief",
                        (Mark::Met, true) => "said: point",
                        (Mark::Partial, true) => "in part: point",
                        (Mark::Wrong, true) => "the opposite of point",
                    },
                    label: label.clone(),
                })
                .collect(),
        })
        .collect()
}

fn points(grade: &Grade, attempt: &Attempt) -> Vec<Point> {
    let points = grade.key_points.iter().enumerate();
    points
        .map(|(index, graded)| {
            let mut point = point(&(index + 1).to_string(), graded);
            let later = attempt
                .probes
                .iter()
                .any(|probe| probe.index == index && probe.key_point.credit > graded.credit);
            if later {
                point.says.push_str(match graded.verdict {
                    Verdict::Contradicted => ", then put right in a follow-up",
                    _ => ", then said in a follow-up",
                });
            }
            point
        })
        .collect()
}

fn point(label: &str, graded: &KeyPointGrade) -> Point {
    let (says, why) = words::told(graded.verdict, &graded.why);
    Point {
        label: label.to_owned(),
        statement: visible_line(&graded.statement),
        class: Mark::of(graded.verdict).map_or("missing", Mark::class),
        sign: words::sign(graded.verdict),
        says,
        essential: graded.essential,
        weight: percent(graded.weight),
        why,
        quotes: quotes(&graded.evidence),
    }
}

/// The words of the evidence, each once.
pub(super) fn quotes(evidence: &[Evidence]) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    for piece in evidence {
        let quote = visible_line(&piece.text);
        if !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes
}

fn belief(index: usize, held: &HeldMisconception) -> Belief {
    Belief {
        label: letter(index),
        belief: words::sentence(&held.belief),
        correction: visible_line(&held.correction),
        quotes: quotes(&held.evidence),
    }
}

fn probe(probe: &ProbeTaken) -> Probe {
    let label = (probe.index + 1).to_string();
    let after = probe.after.score;
    let recovered = after > probe.before;
    Probe {
        prompt: reflowed(&probe.prompt),
        answer: marked(&probe.answer.text, &claims_of(&probe.key_point, &label)),
        point: point(&label, &probe.key_point),
        outcome: outcome(probe.before, after),
        recovered,
    }
}

/// What a follow-up changed.
pub(super) fn outcome(before: Score, after: Score) -> String {
    if after > before {
        format!(
            "It recovered {} points: from {} to {}.",
            percent(((after.points() - before.points()) * 10.0).round() / 10.0),
            words::points(before),
            words::scored(after)
        )
    } else {
        "It changed nothing.".to_owned()
    }
}
