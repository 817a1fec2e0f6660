//! The bank: a list of questions, and the study page of one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::wrap::{pad, paragraph, paragraphs};
use crate::assessment::{KeyPoint, Level, Misconception, Question, Rubric};
use crate::terminal::{Look, Paint, clean};

/// The questions by topic and level, easiest first: the end of the id, and the beginning of the prompt, with counts.
pub fn question_list(questions: &[&Question], look: &Look) -> String {
    let mut sorted = questions.to_vec();
    sorted.sort_by_key(|question| (group(question), question.level, question.id.clone()));
    let mut text = String::new();
    for of_topic in sorted.chunk_by(|a, b| group(a) == group(b)) {
        let heading = format!("{}, {}", group(of_topic[0]), counted(of_topic));
        text.push_str(&look.paint(Paint::Strong, &paragraph(look, "", "  ", &heading)));
        let widest = of_topic
            .iter()
            .map(|question| slug(question).width())
            .max()
            .unwrap_or(0)
            .min(look.width / 2);
        for of_level in of_topic.chunk_by(|a, b| a.level == b.level) {
            if !look.plain {
                text.push_str(&format!("  {}\n", of_level[0].level));
            }
            for question in of_level {
                text.push_str(&listed(question, widest, look));
            }
        }
        text.push('\n');
    }
    match sorted.first() {
        None => text.push_str("no questions\n"),
        Some(first) => {
            let example = first.id.as_str().split('/').skip(1).collect::<Vec<_>>();
            text.push_str(&paragraph(look, "", "", &format!("{}.", counted(&sorted))));
            // Not wrapped, so that it can be copied as it stands.
            text.push_str(&format!(
                "Study one: viva bank show {}\n",
                clean(&example.join("/"))
            ));
        }
    }
    text
}

/// A concept as a pattern names it, with its sayings.
pub fn concept_line(name: &str, sayings: &[String], look: &Look) -> String {
    let line = format!("@{name}: {}", sayings.join(", "));
    paragraph(look, "", "    ", &line)
}

/// The topic as a heading, with its track.
fn group(question: &Question) -> String {
    let id = question.id.as_str();
    let track = id.split('/').next().unwrap_or_default();
    clean(&format!(
        "{} ({track})",
        question.id.topic().replace('-', " ")
    ))
}

/// The last part of the id.
fn slug(question: &Question) -> String {
    let id = question.id.as_str();
    clean(id.rsplit('/').next().unwrap_or(id))
}

/// "3 questions: 2 beginner, 1 advanced"
fn counted(questions: &[&Question]) -> String {
    let noun = if questions.len() == 1 {
        "question"
    } else {
        "questions"
    };
    let levels = Level::ALL.into_iter().filter_map(|level| {
        let count = questions.iter().filter(|q| q.level == level).count();
        (count > 0).then(|| format!("{count} {level}"))
    });
    let levels: Vec<String> = levels.collect();
    format!("{} {noun}: {}", questions.len(), levels.join(", "))
}

fn listed(question: &Question, widest: usize, look: &Look) -> String {
    let name = slug(question);
    let prompt = clean(&question.prompt);
    let prompt = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
    if look.plain {
        let minutes = minutes(question);
        return format!("{name}, {}, {minutes}: {prompt}\n", question.level);
    }
    let start = format!("    {}  ", pad(&name, widest));
    let room = look.width.saturating_sub(start.width());
    let prompt = look.paint(Paint::Faint, &shorten(&prompt, room));
    format!("{start}{prompt}\n")
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
    let stages = ["rubric drafted", "no answer yet"];
    let stage = stages[usize::from(rubric.key_points.is_empty())];
    facts.extend(rubric.drafted.then(|| stage.to_owned()));
    let waiting = format!("{} proposed, to be confirmed", rubric.waiting);
    facts.extend((rubric.waiting > 0).then_some(waiting));
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
        insta::assert_snapshot!(text, @"
        data model (python), 1 question: 1 intermediate
          intermediate
            hash  Some things can be dictionary keys and others can't. What makes the …

        memory (python), 1 question: 1 intermediate
          intermediate
            gc  When is memory freed?

        2 questions: 2 intermediate.
        Study one: viva bank show data-model/hash
        ");
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
        insta::assert_snapshot!(question_list(&[&question()], &look), @"
        data model (python), 1 question: 1 intermediate
        hash, intermediate, about 2 minutes: Some things can be dictionary keys and others can't. What makes the difference, and why is it so?

        1 question: 1 intermediate.
        Study one: viva bank show data-model/hash
        ");
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
