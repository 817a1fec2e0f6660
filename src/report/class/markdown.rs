//! The class as Markdown. Names and quotations are text in every renderer.

use super::card::{code, prompt, remarks};
use super::figures::{figures, mean};
use super::tables::second_looks;
use super::{Answered, Class, Question};
use crate::grading::Verdict;
use crate::report::transcript::markdown::{fenced, line, paragraphs, score_and_band};
use crate::report::transcript::words;

/// The class as Markdown; `made` is when, in words.
pub fn class_markdown(class: &Class, made: &str) -> String {
    let figures = figures(class);
    let mut text = "# Class report\n\n".to_owned();
    if let (Some(mean), Some(median)) = (figures.mean, figures.median) {
        text.push_str(&format!(
            "**Mean {}, median {}.** {} to {}. Worth a second look, as the confidence is low: {}.",
            words::scored(mean),
            words::points(median),
            words::count(figures.answers, "answer", "answers"),
            words::count(figures.questions.len(), "question", "questions"),
            figures.unsure
        ));
    }
    if class.not_graded > 0 {
        text.push_str(&format!(" Not graded: {}.", class.not_graded));
    }
    if class.replaced > 0 {
        text.push_str(&format!(
            " Answered twice, where the later answer counts: {}.",
            class.replaced
        ));
    }
    text.push_str("\n\n| Score | Answers |\n|---|---:|\n");
    for (ten, count) in figures.tens.iter().enumerate() {
        let to = if ten == 9 { 100 } else { ten * 10 + 9 };
        text.push_str(&format!("| {} to {to} | {count} |\n", ten * 10));
    }
    let looks = second_looks(class);
    if !looks.is_empty() {
        text.push_str(
            "\n## Worth a second look\n\n| Student | Question | Score | Confidence |\n|---|---|---:|---:|\n",
        );
    }
    for look in looks {
        text.push_str(&format!(
            "| {} | {} | {} | {:.2} |\n",
            line(look.name.shown()),
            line(&class.questions[look.answer.question].title()),
            words::points(look.answer.score),
            look.answer.confidence.value()
        ));
    }
    text.push_str("\n## Hardest key points\n\n");
    if figures.hardest.is_empty() {
        text.push_str("Everyone made every point.\n\n");
    }
    for hard in &figures.hardest {
        let question = &class.questions[hard.question];
        let opposite = match hard.opposite {
            0 => String::new(),
            opposite => format!(", the opposite by {opposite}"),
        };
        text.push_str(&format!(
            "- {} ({}): said by {} of {}{opposite}\n",
            line(&question.points[hard.point].statement),
            line(&question.title()),
            hard.said,
            hard.answers
        ));
    }
    text.push_str("\n## Most held misconceptions\n\n");
    if figures.most_held.is_empty() {
        text.push_str("None was held.\n");
    }
    for held in &figures.most_held {
        let question = &class.questions[held.question];
        let belief = &question.beliefs[held.belief];
        text.push_str(&format!(
            "- {} ({}): held in {} of {}\n  {}\n",
            line(&words::sentence(&belief.belief)),
            line(&question.title()),
            held.held,
            held.answers,
            line(&belief.correction)
        ));
    }
    text.push_str("\n## Questions\n\n| Question | Answers | Mean | Band |\n|---|---:|---:|---|\n");
    for figures in &figures.questions {
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            line(&class.questions[figures.question].title()),
            figures.answers,
            score_and_band(Some(figures.mean))
        ));
    }
    text.push_str("\n## Students\n\n| Student | Answers | Mean | Band |\n|---|---:|---:|---|\n");
    for (student, answers) in &class.students {
        let scores: Vec<f64> = answers.iter().map(|answer| answer.score.points()).collect();
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            line(student.shown()),
            answers.len(),
            score_and_band(mean(&scores))
        ));
    }
    for (student, answers) in &class.students {
        text.push_str(&format!("\n## {}\n\n", line(student.shown())));
        for answer in answers {
            text.push_str(&of_answer(answer, &class.questions[answer.question]));
        }
    }
    text.push_str(&format!("Made {} by Viva.\n", line(made)));
    text
}

fn of_answer(answer: &Answered, question: &Question) -> String {
    let mut text = format!(
        "### {}: {}\n\n",
        line(&question.title()),
        words::scored(answer.score)
    );
    text.push_str(&paragraphs("", &prompt(question)));
    if let Some(code) = code(question) {
        text.push_str(&fenced(&code));
    }
    for remark in remarks(answer, question) {
        text.push_str(&format!("{}\n\n", line(&remark)));
    }
    for (point, graded) in question.points.iter().zip(&answer.points) {
        let quotes: Vec<String> = graded
            .quotes
            .iter()
            .map(|quote| format!(" \"{}\"", line(quote)))
            .collect();
        let (says, why) = words::told(graded.verdict, &graded.why);
        // What was not mentioned has no words to quote.
        let quoted = match says == words::verdict(Verdict::Missing) {
            true => String::new(),
            false => quotes.concat(),
        };
        text.push_str(&format!(
            "- **{}**: {}{quoted}\n",
            line(&says),
            line(&point.statement)
        ));
        if !why.is_empty() {
            text.push_str(&format!("  {}\n", line(&why)));
        }
    }
    for (belief, quotes) in &answer.held {
        let belief = &question.beliefs[*belief];
        let quotes: Vec<String> = quotes
            .iter()
            .map(|quote| format!(" \"{}\"", line(quote)))
            .collect();
        text.push_str(&format!(
            "- **wrong belief**: {}{}\n  {}\n",
            line(&words::sentence(&belief.belief)),
            quotes.concat(),
            line(&belief.correction)
        ));
    }
    text.push('\n');
    text
}
