//! Where two things are compared, the names of one put for the other say the opposite.

use std::borrow::Cow;

use viva::grading::Verdict;
use viva::text::analyze;

use crate::exam::{Exam, rate};

/// The text with the names of the two subjects exchanged.
fn swapped(text: &str, names: [&[String]; 2]) -> String {
    let tokens = analyze(text).tokens;
    // The longest name at a place wins.
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while at < tokens.len() {
        let mut best: Option<(usize, usize, usize)> = None;
        for (which, aliases) in names.iter().enumerate() {
            for (n, alias) in aliases.iter().enumerate() {
                let words: Vec<String> = analyze(alias)
                    .tokens
                    .into_iter()
                    .map(|token| token.form)
                    .map(Cow::into_owned)
                    .collect();
                let here = words.len() <= tokens.len() - at
                    && words
                        .iter()
                        .zip(&tokens[at..])
                        .all(|(word, token)| *word == token.form);
                if here && best.is_none_or(|(length, ..)| length < words.len()) {
                    best = Some((words.len(), which, n));
                }
            }
        }
        let Some((length, which, n)) = best else {
            at += 1;
            continue;
        };
        let other = names[1 - which];
        out += &text[copied..tokens[at].span.start];
        out += other.get(n).unwrap_or(&other[0]);
        copied = tokens[at + length - 1].span.end;
        at += length;
    }
    out + &text[copied..]
}

#[test]
fn what_is_said_of_the_wrong_thing_is_contradicted() {
    let (mut contradicted, mut lost, mut of) = (0, 0, 0);
    let mut kept = Vec::new();
    for exam in Exam::all() {
        let names: Vec<&[String]> = exam.rubric.subjects.values().map(Vec::as_slice).collect();
        let [first, second] = names[..] else {
            continue;
        };
        let model = exam.model();
        let (before, after) = (
            exam.grade(&model),
            exam.grade(&swapped(&model, [first, second])),
        );
        for (n, point) in exam.rubric.key_points.iter().enumerate() {
            if point.subject.is_none() || before.key_points[n].verdict != Verdict::Met {
                continue;
            }
            of += 1;
            let now = &after.key_points[n];
            match now.verdict {
                Verdict::Contradicted => contradicted += 1,
                Verdict::Met | Verdict::Partial => {
                    kept.push(format!("{} {}: {}", exam.id(), point.id, now.why))
                }
                // A held belief answers for the words already.
                Verdict::Missing if now.why.contains("wrong statement") => contradicted += 1,
                Verdict::Missing => {
                    lost += 1;
                    kept.push(format!("{} {}: missing, {}", exam.id(), point.id, now.why));
                }
            }
        }
    }
    println!(
        "points contradicted after a swap: {}; lost without a word: {lost}",
        rate(contradicted, of)
    );
    for line in &kept {
        println!("  {line}");
    }
    // 90 in 100 is the aim; this is what holds today.
    assert!(contradicted * 100 >= of * 68, "{}", rate(contradicted, of));
}
