//! The bank: a list of questions, and the study page of one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::wrap::{pad, paragraph, paragraphs};
use crate::assessment::{KeyPoint, Misconception, Question, Rubric};
use crate::terminal::{Look, Paint, clean};

/// The questions, in the order given, with a heading wherever the topic changes: id, level, minutes, and the beginning
/// of the prompt.
pub fn question_list(questions: &[&Question], look: &Look) -> String {
    let widest = questions
        .iter()
        .map(|question| question.id.as_str().width())
        .max()
        .unwrap_or(0)
        .min(look.width.saturating_sub(26));
    let mut text = String::new();
    let mut last = None;
    for question in questions {
        let group = heading(question);
        if last.as_ref() != Some(&group) {
            if last.is_some() {
                text.push('\n');
            }
            text.push_str(&look.paint(Paint::Strong, &group));
            text.push('\n');
            last = Some(group);
        }
        text.push_str(&listed(question, widest, look));
    }
    text.push_str(&match questions.len() {
        0 => "no questions\n".to_owned(),
        1 => "\n1 question\n".to_owned(),
        count => format!("\n{count} questions\n"),
    });
    text
}

fn heading(question: &Question) -> String {
    let id = question.id.as_str();
    let track = id.split('/').next().unwrap_or_default();
    clean(&format!(
        "{} ({track})",
        question.id.topic().replace('-', " ")
    ))
}

fn listed(question: &Question, widest: usize, look: &Look) -> String {
    let id = clean(question.id.as_str());
    let prompt = clean(&question.prompt);
    let prompt = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
    if look.plain {
        let minutes = minutes(question);
        return format!("{id}, {}, {minutes}: {prompt}\n", question.level);
    }
    let facts = format!("{:<12}  {:>2} min", question.level.name(), question.minutes);
    let prompt = look.paint(
        Paint::Faint,
        &shorten(&prompt, look.width.saturating_sub(6)),
    );
    format!("  {}  {facts}\n      {prompt}\n", pad(&id, widest))
}

/// The study page of a question: what is asked, the hints, what a full answer holds, what people get wrong, and how a
/// strong candidate would say it.
pub fn study_page(question: &Question, rubric: &Rubric, look: &Look) -> String {
    let margin = look.margin();
    let mut facts = vec![
        question.id.topic().replace('-', " "),
        question.level.name().to_owned(),
        question.kind.name().to_owned(),
        minutes(question),
    ];
    if !question.sources.is_empty() {
        let sources: Vec<&str> = question.sources.iter().map(|s| s.as_str()).collect();
        facts.push(format!("asked in {}", sources.join(", ")));
    }
    if let Some(other) = &question.variant_of {
        facts.push(format!("a variant of {other}"));
    }
    let separator = if look.plain { ", " } else { " · " };
    let id = paragraph(look, margin, margin, question.id.as_str());
    let facts = paragraph(look, margin, margin, &facts.join(separator));
    let mut page = vec![
        format!("\n{}\n", look.paint(Paint::Strong, id.trim_end())) + &facts,
        paragraphs(look, margin, &question.prompt),
    ];
    if let Some(code) = &question.code {
        page.push(indented(code, margin));
    }
    let mut section = |title: &str, items: Vec<String>| {
        if !items.is_empty() {
            let title = look.paint(Paint::Strong, title);
            page.push(format!("{margin}{title}\n{}", items.concat()));
        }
    };
    section("Hints", numbered(&question.hints, look));
    section(
        "Key points",
        rubric
            .key_points
            .iter()
            .map(|point| key_point(point, look))
            .collect(),
    );
    section(
        "What people get wrong",
        rubric
            .misconceptions
            .iter()
            .map(|belief| misconception(belief, look))
            .collect(),
    );
    section(
        "In short",
        some(paragraphs(look, margin, &rubric.reference)),
    );
    section(
        "Model answer",
        some(paragraphs(look, margin, &question.model_answer)),
    );
    section("Follow-ups", numbered(&question.follow_ups, look));
    page.join("\n")
}

fn some(text: String) -> Vec<String> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![text]
    }
}

fn minutes(question: &Question) -> String {
    match question.minutes {
        1 => "about a minute".to_owned(),
        minutes => format!("about {minutes} minutes"),
    }
}

/// Code as it stands: wrapping it would change what it says.
fn indented(code: &str, margin: &str) -> String {
    clean(code)
        .lines()
        .map(|line| format!("{margin}    {line}").trim_end().to_owned() + "\n")
        .collect()
}

fn numbered(items: &[String], look: &Look) -> Vec<String> {
    let margin = look.margin();
    let rest = format!("{margin}   ");
    (1..)
        .zip(items)
        .map(|(number, item)| paragraph(look, &format!("{margin}{number}. "), &rest, item))
        .collect()
}

fn key_point(point: &KeyPoint, look: &Look) -> String {
    let margin = look.margin();
    let essential = if point.essential { " (essential)" } else { "" };
    if look.plain {
        let mut text = format!("weight {}: {}{essential}", point.weight, point.statement);
        if let Some(probe) = &point.probe {
            text.push_str(&format!(". Probe: {probe}"));
        }
        return paragraph(look, "", "", &text);
    }
    let rest = format!("{margin}      ");
    let first = format!("{margin}{:>4}  ", point.weight);
    let mut text = paragraph(
        look,
        &first,
        &rest,
        &format!("{}{essential}", point.statement),
    );
    if let Some(probe) = &point.probe {
        text.push_str(&paragraph(look, &rest, &rest, &format!("Probe: {probe}")));
    }
    text
}

fn misconception(belief: &Misconception, look: &Look) -> String {
    let margin = look.margin();
    let rest = format!("{margin}  ");
    let mark = if look.plain { "belief: " } else { "✗ " };
    let first = format!("{margin}{mark}");
    let mut text = paragraph(look, &first, &rest, &format!("\"{}\"", belief.belief));
    if !belief.correction.is_empty() {
        text.push_str(&paragraph(look, &rest, &rest, &belief.correction));
    }
    text
}

/// The beginning of a text, in so many columns.
fn shorten(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut used = 2;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += character.width().unwrap_or(0);
            used <= columns
        })
        .collect();
    // A word cut in two reads worse than one left out.
    let whole = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::{question_list, study_page};
    use crate::assessment::{
        KeyPoint, Kind, Level, Misconception, Question, QuestionId, Rubric, SourceId,
    };
    use crate::terminal::Look;

    fn question() -> Question {
        Question {
            id: QuestionId::new("python/data-model/hash"),
            prompt: "Some things can be dictionary keys and others can't. What makes the difference, and why is it so?".to_owned(),
            code: Some("{[1]: 2}".to_owned()),
            level: Level::Intermediate,
            kind: Kind::Open,
            minutes: 2,
            sources: vec![SourceId::new("top/1")],
            variant_of: None,
            hints: vec!["Think of \u{1b}[2Jwhat changes.".to_owned()],
            model_answer: "A key has to stay the same.".to_owned(),
            follow_ups: vec!["And a frozenset?".to_owned()],
        }
    }

    fn rubric() -> Rubric {
        Rubric {
            reference: "What never changes.".to_owned(),
            key_points: vec![KeyPoint {
                id: "fixed".to_owned(),
                statement: "A key's hash must never change while it is in the dictionary, or it could not be found".to_owned(),
                weight: 2.5,
                essential: true,
                subject: None,
                patterns: Vec::new(),
                wrong: Vec::new(),
                probe: Some("What if it changed?".to_owned()),
            }],
            misconceptions: vec![Misconception {
                id: "all".to_owned(),
                belief: "Everything is hashable".to_owned(),
                correction: "A list is not.".to_owned(),
                penalty: 30.0,
                subject: None,
                patterns: Vec::new(),
            }],
            ..Rubric::default()
        }
    }

    #[test]
    fn the_list_groups_by_topic_and_fits() {
        let other = Question {
            id: QuestionId::new("python/memory/gc"),
            prompt: "When is memory freed?".to_owned(),
            minutes: 10,
            ..question()
        };
        let text = question_list(&[&question(), &other], &Look::default());
        insta::assert_snapshot!(text, @r#"
        data model (python)
          python/data-model/hash  intermediate   2 min
              Some things can be dictionary keys and others can't. What makes the …

        memory (python)
          python/memory/gc        intermediate  10 min
              When is memory freed?

        2 questions
        "#);
        assert!(text.lines().all(|line| line.chars().count() <= 80));
    }

    #[test]
    fn the_study_page_shows_everything_and_nothing_hidden() {
        insta::assert_snapshot!(study_page(&question(), &rubric(), &Look::default()), @r#"

        python/data-model/hash
        data model · intermediate · open · about 2 minutes · asked in top/1

        Some things can be dictionary keys and others can't. What makes the
        difference, and why is it so?

            {[1]: 2}

        Hints
        1. Think of what changes.

        Key points
         2.5  A key's hash must never change while it is in the dictionary, or it
              could not be found (essential)
              Probe: What if it changed?

        What people get wrong
        ✗ "Everything is hashable"
          A list is not.

        In short
        What never changes.

        Model answer
        A key has to stay the same.

        Follow-ups
        1. And a frozenset?
        "#);
    }

    #[test]
    fn plain_pages_use_words() {
        let look = Look {
            plain: true,
            ..Look::default()
        };
        insta::assert_snapshot!(question_list(&[&question()], &look), @r#"
        data model (python)
        python/data-model/hash, intermediate, about 2 minutes: Some things can be dictionary keys and others can't. What makes the difference, and why is it so?

        1 question
        "#);
        insta::assert_snapshot!(study_page(&question(), &rubric(), &look), @r#"

        python/data-model/hash
        data model, intermediate, open, about 2 minutes, asked in top/1

        Some things can be dictionary keys and others can't. What makes the difference,
        and why is it so?

            {[1]: 2}

        Hints
        1. Think of what changes.

        Key points
        weight 2.5: A key's hash must never change while it is in the dictionary, or it
        could not be found (essential). Probe: What if it changed?

        What people get wrong
        belief: "Everything is hashable"
          A list is not.

        In short
        What never changes.

        Model answer
        A key has to stay the same.

        Follow-ups
        1. And a frozenset?
        "#);
    }
}
