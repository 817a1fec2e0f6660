//! Answers that hold the right words and say nothing: shuffled, listed, echoed, pleading, bluffing.

use crate::exam::{Exam, rate};

const SHUFFLES: u64 = 20;

/// Forms of talking to the grader instead of answering; none holds a word of the subject.
const PERSUASION: &str = include_str!("persuasion.txt");

/// Forms of talking around any subject; `{topic}` is what the question is about.
const BLUFF: &str = include_str!("bluff.txt");

struct Faked {
    score: f64,
    id: String,
    manner: &'static str,
}

fn shuffled(text: &str, seed: u64, punctuation: bool) -> String {
    let mut words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let kept = |c: char| punctuation || !",.;:!?".contains(c);
            word.chars().filter(|&c| kept(c)).collect()
        })
        .collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut words);
    words.join(" ")
}

/// The words of a rubric's patterns, without the notation.
pub(crate) fn own_terms(exam: &Exam) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for pattern in exam
        .rubric
        .key_points
        .iter()
        .flat_map(|point| &point.patterns)
    {
        for term in pattern.split_whitespace() {
            if term.starts_with(['-', '@', '/', '>']) {
                continue;
            }
            let term = term.split('|').next().unwrap_or(term);
            let term = term.trim_start_matches("any:").trim_start_matches("not:");
            let term: String = term
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let term = term.replace('_', " ");
            if !term.is_empty() && !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

fn fakes(exam: &Exam) -> Vec<(String, &'static str)> {
    let model = exam.model();
    let topic = exam.id();
    let topic = topic
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace('-', " ");
    let statements: String = exam
        .rubric
        .key_points
        .iter()
        .map(|point| format!("{} ", point.statement))
        .collect();
    let mut fakes = Vec::new();
    for seed in 0..SHUFFLES {
        fakes.push((shuffled(&model, seed, true), "model answer shuffled"));
        fakes.push((
            shuffled(&model, seed, false),
            "model answer shuffled, no punctuation",
        ));
        fakes.push((
            shuffled(
                &format!("{statements} {}", exam.rubric.reference),
                seed,
                false,
            ),
            "rubric's own words shuffled",
        ));
    }
    fakes.push((own_terms(exam).join(", "), "terms as a list"));
    fakes.push((own_terms(exam).join(" "), "terms in a row"));
    fakes.push((exam.question.prompt.clone(), "question echoed"));
    fakes.push((
        format!(
            "You ask: {} That is what I will answer: {}",
            exam.question.prompt, exam.question.prompt
        ),
        "question echoed twice",
    ));
    for line in PERSUASION.lines() {
        fakes.push((line.to_owned(), "persuasion"));
        fakes.push((
            format!("{} {line}", exam.question.prompt),
            "echo and persuasion",
        ));
    }
    for line in BLUFF.lines() {
        fakes.push((line.replace("{topic}", &topic), "bluff"));
    }
    fakes
}

#[test]
fn faked_answers_are_not_paid() {
    let exams = Exam::all();
    let mut graded: Vec<Faked> = Vec::new();
    for exam in &exams {
        for (answer, manner) in fakes(exam) {
            graded.push(Faked {
                score: exam.score(&answer),
                id: exam.id(),
                manner,
            });
        }
    }
    let manners: std::collections::BTreeSet<&str> = graded.iter().map(|fake| fake.manner).collect();
    for manner in manners {
        let of: Vec<&Faked> = graded.iter().filter(|fake| fake.manner == manner).collect();
        let paid = of.iter().filter(|fake| fake.score >= 40.0).count();
        println!("{manner}: {} reach 40", rate(paid, of.len()));
    }
    let paid = graded.iter().filter(|fake| fake.score >= 40.0).count();
    println!(
        "all faked answers: {} reach 40; the worst ten:",
        rate(paid, graded.len())
    );
    graded.sort_by(|a, b| b.score.total_cmp(&a.score));
    for fake in graded.iter().take(10) {
        println!("  {:5.1}  {}  {}", fake.score, fake.manner, fake.id);
    }
    // 1 in 100 is the aim.
    assert!(
        paid * 1000 <= graded.len() * 10,
        "{}",
        rate(paid, graded.len())
    );
}
