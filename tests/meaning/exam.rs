//! The bank's questions, ready to grade, and the words of an answer.

use viva::assessment::{Answer, Question, Rubric};
use viva::bank::Bank;
use viva::grading::{Grade, Prepared, grade, prepare};
use viva::text::{Span, analyze};

/// A question with its rubric made ready.
pub(crate) struct Exam {
    pub(crate) question: Question,
    pub(crate) rubric: Rubric,
    prepared: Prepared,
}

impl Exam {
    /// Every question of the bank that is part of the program.
    pub(crate) fn all() -> Vec<Self> {
        let bank = Bank::open(&[], &[], false);
        bank.entries()
            .map(|entry| {
                let item = bank.read(entry).expect("the built-in bank reads");
                let (prepared, _) = prepare(
                    &item.rubric,
                    &item.question.shown(),
                    item.question.kind,
                    bank.lexicon(),
                );
                Self {
                    question: item.question,
                    rubric: item.rubric,
                    prepared,
                }
            })
            .collect()
    }

    pub(crate) fn id(&self) -> String {
        self.question.id.to_string()
    }

    pub(crate) fn grade(&self, answer: &str) -> Grade {
        grade(&self.prepared, &Answer::typed(answer))
    }

    pub(crate) fn score_of(&self, answer: &Answer) -> f64 {
        grade(&self.prepared, answer).score.points()
    }

    pub(crate) fn score(&self, answer: &str) -> f64 {
        self.grade(answer).score.points()
    }

    /// The model answer on one line.
    pub(crate) fn model(&self) -> String {
        self.question
            .model_answer
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The sentences of a text as they were written, each with the mark that ends it.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let mut found: Vec<(u32, Span)> = Vec::new();
    for token in analyze(text).tokens {
        match found.last_mut() {
            Some((sentence, span)) if *sentence == token.sentence => *span = span.join(token.span),
            _ => found.push((token.sentence, token.span)),
        }
    }
    let spans: Vec<Span> = found.into_iter().map(|(_, span)| span).collect();
    let ends = spans
        .iter()
        .skip(1)
        .map(|span| span.start)
        .chain([text.len()]);
    spans
        .iter()
        .zip(ends)
        .map(|(span, end)| Span::new(span.start, end))
        .collect()
}

/// A rate as it is printed: `95.2 % (40 of 42)`.
pub(crate) fn rate(count: usize, of: usize) -> String {
    let share = 100.0 * count as f64 / of.max(1) as f64;
    format!("{share:.1} % ({count} of {of})")
}
