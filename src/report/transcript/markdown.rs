//! The report as Markdown that reads well as it stands. What was asked and answered is text in every renderer: whatever
//! Markdown or HTML would act on is escaped.

use super::card::{next_time, outcome, quotes};
use super::figures::{again, calibration_in_words, figures};
use super::visible::{reflowed, visible, visible_line};
use super::{PastQuestion, PastSession, Transcript, words};
use crate::grading::{Adjusted, Evidence, Grade, KeyPointGrade, Score};
use crate::interview::{Attempt, Scorecard};

/// The report as Markdown.
pub fn transcript_markdown(transcript: &Transcript) -> String {
    let all = figures(&transcript.sessions, &transcript.questions);
    let mut text = format!("# {}\n\n", escaped(&words::heading(transcript)));
    let single = transcript.single();
    if let Some(session) = single {
        text.push_str(&began(session));
    }
    text.push_str(&glance(&all));
    if single.is_none() {
        text.push_str(&sessions_table(transcript));
    }
    for session in &transcript.sessions {
        if single.is_none() {
            text.push_str(&format!("## {}\n\n", escaped(&words::name(session))));
            text.push_str(&began(session));
        }
        text.push_str(&of_session(session, transcript, single.is_some()));
    }
    text.push_str(&format!("Made {} by Viva.\n", line(&transcript.made)));
    text
}

fn began(session: &PastSession) -> String {
    let began = line(&session.started);
    format!("{began}{}\n\n", words::unfinished(session, ", "))
}

fn glance(figures: &Scorecard) -> String {
    let summary = &figures.summary;
    let Some(mean) = summary.mean else {
        return "Nothing was answered, so there is nothing to score.\n\n".to_owned();
    };
    let mut text = format!(
        "**Overall {}.** {} of {} answered, in {}.",
        words::scored(mean),
        summary.answered(),
        summary.lines.len(),
        words::length(figures.took)
    );
    match summary.beliefs.len() {
        0 => text.push_str(" Wrong beliefs held: none."),
        held => text.push_str(&format!(" Wrong beliefs held: {held}.")),
    }
    if summary.recovered_in > 0 {
        text.push_str(&format!(
            " Follow-ups recovered {:.0} points in {}.",
            summary.recovered,
            words::count(summary.recovered_in, "question", "questions")
        ));
    }
    text.push_str("\n\n");
    let guesses = calibration_in_words(figures);
    if !guesses.is_empty() {
        text.push_str(&format!("{guesses}\n\n"));
    }
    text.push_str("| Topic | Score | Band | Asked |\n|---|---:|---|---:|\n");
    for share in &figures.topics {
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            line(&share.name),
            score_and_band(share.mean),
            share.asked
        ));
    }
    text.push('\n');
    if let Some((moment, words)) =
        (figures.strongest.as_ref()).and_then(|m| Some((m, m.quote.as_ref()?)))
    {
        let title = line(&words::title(&moment.question));
        text.push_str(&format!(
            "Strongest moment: \"{}\" (in {title})\n\n",
            line(words)
        ));
    }
    if let Some(moment) = &figures.weakest {
        text.push_str(&format!(
            "Work on first: {} (in {})\n\n",
            line(&words::sentence(&moment.point)),
            line(&words::title(&moment.question))
        ));
    }
    let again = again(figures);
    if !again.is_empty() {
        let named: Vec<String> = again.iter().map(|id| format!(" --question {id}")).collect();
        let command = format!("viva practice{}", named.concat());
        text.push_str(&format!("Worth repeating:\n\n{}", fenced(&command)));
    }
    text
}

pub(in crate::report) fn score_and_band(score: Option<Score>) -> String {
    match score {
        Some(score) => format!("{} | {}", words::points(score), words::band(score)),
        None => "- | not answered".to_owned(),
    }
}

fn sessions_table(transcript: &Transcript) -> String {
    let mut text = "| Session | Began | Score | Band |\n|---|---|---:|---|\n".to_owned();
    for session in &transcript.sessions {
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            line(&words::name(session)),
            line(&session.started),
            score_and_band(session.summary().mean)
        ));
    }
    text.push('\n');
    text
}

fn of_session(session: &PastSession, transcript: &Transcript, single: bool) -> String {
    let marks = if single { "##" } else { "###" };
    let questions = session.questions();
    let mut text = String::new();
    for tries in &questions {
        let Some(last) = tries.last() else { continue };
        let question = transcript.questions.get(&last.question);
        text.push_str(&format!(
            "{marks} {}. {}: {}\n\n",
            last.position + 1,
            line(&words::topic(&last.question)),
            line(&words::title(&last.question))
        ));
        text.push_str(&asked(question));
        for attempt in tries {
            text.push_str(&of_try(attempt, session.adjusted(attempt), tries.len()));
        }
        for note in session.notes.iter().filter(|n| n.position == last.position) {
            text.push_str(&format!("Note: {}\n\n", line(&note.text)));
        }
        if let Some(question) = question {
            text.push_str("A strong answer:\n\n");
            text.push_str(&paragraphs("", &reflowed(&question.model_answer)));
        }
    }
    for note in session.stray_notes() {
        text.push_str(&format!("Note: {}\n\n", line(&note.text)));
    }
    if questions.is_empty() {
        text.push_str("Nothing was answered in this session.\n\n");
    }
    text
}

fn asked(question: Option<&PastQuestion>) -> String {
    let Some(question) = question else {
        return format!("{}\n\n", words::GONE);
    };
    let mut text = paragraphs("", &reflowed(&question.prompt));
    if let Some(code) = &question.code {
        text.push_str(&fenced(&visible(code)));
    }
    text
}

fn of_try(attempt: &Attempt, adjusted: Option<&Adjusted>, tries: usize) -> String {
    let mut text = String::new();
    let number = match tries {
        1 => String::new(),
        _ => format!("Try {}: ", attempt.take),
    };
    let score = attempt.final_grade().filter(|_| attempt.is_answered());
    if let Some(grade) = score {
        text.push_str(&format!(
            "**{number}{}**, in {}\n\n",
            words::scored(grade.score),
            words::length(attempt.took())
        ));
    }
    if let Some(why) = words::unanswered(attempt) {
        text.push_str(&format!("{number}{why}\n\n"));
    }
    let answer = attempt.answer.as_ref().map_or("", |answer| &answer.text);
    text.push_str(&paragraphs("> ", answer));
    for remark in words::remarks(attempt, adjusted) {
        text.push_str(&format!("{}\n\n", line(&remark)));
    }
    let grade = attempt.grade.as_ref();
    if let Some(grade) = grade.filter(|_| !answer.trim().is_empty()) {
        text.push_str(&points_and_beliefs(grade));
    }
    for probe in &attempt.probes {
        text.push_str("Follow-up: ");
        text.push_str(&paragraphs("", &reflowed(&probe.prompt)));
        text.push_str(&paragraphs("> ", &probe.answer.text));
        text.push_str(&point(&probe.key_point));
        text.push_str(&format!(
            "\n{}\n\n",
            outcome(probe.before, probe.after.score)
        ));
    }
    if let Some(grade) = score {
        for said in next_time(grade) {
            text.push_str(&format!("{}\n\n", line(&said)));
        }
    }
    text
}

fn points_and_beliefs(grade: &Grade) -> String {
    let mut text: String = grade.key_points.iter().map(point).collect();
    for held in &grade.misconceptions {
        text.push_str(&format!(
            "- ✗ **wrong belief:** {}\n{}  {}\n",
            line(&words::sentence(&held.belief)),
            quoted(&held.evidence),
            line(&held.correction)
        ));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn point(point: &KeyPointGrade) -> String {
    let essential = if point.essential { ", essential" } else { "" };
    let (says, why) = words::told(point.verdict, &point.why);
    let mut text = format!(
        "- {} **{}** (weight {}{essential}): {}\n",
        words::sign(point.verdict),
        line(&says),
        super::charts::percent(point.weight),
        line(&point.statement)
    );
    if !why.is_empty() {
        text.push_str(&format!("  {}\n", line(&why)));
    }
    text + &quoted(&point.evidence)
}

/// The words of the evidence, each on a line of the list's item.
fn quoted(evidence: &[Evidence]) -> String {
    let quotes = quotes(evidence);
    quotes
        .iter()
        .map(|quote| format!("  \"{}\"\n", line(quote)))
        .collect()
}

/// A text from outside on one line.
pub(in crate::report) fn line(text: &str) -> String {
    escaped(&visible_line(text))
}

/// A text from outside with its lines, each after `start`; a blank line after it. Nothing for a text without words.
pub(in crate::report) fn paragraphs(start: &str, text: &str) -> String {
    let text = visible(text.trim());
    if text.is_empty() {
        return String::new();
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut written = String::new();
    for (at, line) in lines.iter().enumerate() {
        // Spaces at a line's start would make it code; these stand as they are.
        let words = line.trim_start();
        let indent = "\u{a0}".repeat(line.chars().count() - words.chars().count());
        let goes_on = lines.get(at + 1).is_some_and(|next| !next.is_empty());
        // Two spaces at a line's end keep the line's end.
        let end = if goes_on && !words.is_empty() {
            "  "
        } else {
            ""
        };
        let line = format!("{start}{indent}{}{end}", escaped(words));
        written.push_str(if words.is_empty() {
            line.trim_end()
        } else {
            &line
        });
        written.push('\n');
    }
    written.push('\n');
    written
}

/// Code between fences that are longer than any in it.
pub(in crate::report) fn fenced(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}\n\n", code.trim_end())
}

/// One line of text with a backslash before what Markdown would act on, there or at a line's start.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (at, character) in line.char_indices() {
        let rest = &line[at..];
        let acts = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '^' => true,
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => {
                (digits > 0 && at == digits)
                    || (character == '.' && line[..at].to_ascii_lowercase().ends_with("www"))
            }
            // A bare address is a link in many renderers.
            ':' => at == 0 || rest.starts_with("://"),
            _ => false,
        };
        if acts {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::{escaped, fenced, paragraphs};
    use crate::report::transcript::visible::visible;

    /// What a renderer sees: the text of paragraphs and quotations, and anything else by its name after a `\u{1}`.
    fn rendered(markdown: &str) -> String {
        Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
            .map(|event| match event {
                Event::Text(text) => text.into_string(),
                Event::SoftBreak | Event::HardBreak => "\n".to_owned(),
                Event::Start(Tag::Paragraph | Tag::BlockQuote(_))
                | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_)) => String::new(),
                other => format!("\u{1}{other:?}"),
            })
            .collect()
    }

    #[test]
    fn what_markdown_would_act_on_is_text() {
        for (raw, written) in [
            ("a tuple can't change.", "a tuple can't change."),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("12) no list", "12\\) no list"),
            ("- no list", "\\- no list"),
            ("a - b", "a - b"),
            (
                "<script>alert(1)</script>",
                "\\<script\\>alert(1)\\</script\\>",
            ),
            ("![x](javascript:y)", "!\\[x\\](javascript:y)"),
            ("http://x.example www.y", "http\\://x.example www\\.y"),
            ("__init__ and `x`", "\\_\\_init\\_\\_ and \\`x\\`"),
            ("&lt;", "\\&lt;"),
            ("===", "\\==="),
        ] {
            assert_eq!(escaped(raw), written);
            assert_eq!(rendered(&escaped(raw)), raw);
        }
        assert_eq!(fenced("a ```` b"), "`````\na ```` b\n`````\n\n");
    }

    #[test]
    fn lines_and_their_indentation_stay_in_a_quotation() {
        assert_eq!(
            paragraphs("> ", "for x in y:\n    print(x)\n\n> done\n"),
            "> for x in y:  \n> \u{a0}\u{a0}\u{a0}\u{a0}print(x)\n>\n> \\> done\n\n"
        );
        assert_eq!(paragraphs("> ", " \n"), "");
    }

    proptest! {
        #[test]
        fn an_answer_is_text_whatever_it_holds(answer in "[-a1 \n#*_`>|<&\\[\\]()!:.=+~$\\\\/wh^{}\"']{0,60}") {
            let seen = rendered(&paragraphs("> ", &answer));
            prop_assert!(!seen.contains('\u{1}'), "{}", seen);
            let words = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
            prop_assert_eq!(words(&seen), words(&visible(&answer)));
        }
    }
}
