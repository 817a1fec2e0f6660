//! The configuration file: every setting, its default, and what is wrong with a file that breaks the rules.

use serde::Deserialize;
use toml::Spanned;

pub use super::speech::Speech;
use super::speech::SpeechTable;

/// A configuration file that lists every setting with its default.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// The configuration in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// `[practice]`
    pub practice: Practice,
    /// `[interview]`
    pub interview: Interview,
    /// `[review]`
    pub review: Review,
    /// `[speech]`
    pub speech: Speech,
    /// `[llm]`
    pub llm: Llm,
    /// `[display]`
    pub display: Screen,
}

/// `[practice]`: a round of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// How many questions a round has.
    pub count: u16,
    /// Probes a question at most, on a terminal.
    pub probes: u8,
    /// Whether a round begins with an easy question that is not counted.
    pub warm_up: bool,
    /// Whether each score is guessed before it is shown, on a terminal.
    pub estimate: bool,
    /// Whether words stand in place of scores.
    pub calm: bool,
}

/// `[interview]`: a mock interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// How many questions it has, where no time is set.
    pub count: u16,
    /// Follow-ups a question at most, on a terminal.
    pub probes: u8,
}

/// `[review]`: the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// How many new questions a day are added at most.
    pub new_per_day: u16,
    /// The wanted chance of recall on the due day, in percent.
    pub retention: u8,
}

/// `[llm]`: a language model beside the grade. A text that is empty says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Llm {
    /// Whether one is asked at all.
    pub enabled: bool,
    /// The address of an OpenAI-compatible endpoint.
    pub base_url: String,
    /// The model's name.
    pub model: String,
    /// The environment variable that holds the key of this endpoint.
    pub api_key_env: String,
    /// The command that prints it.
    pub api_key_cmd: String,
    /// Whether a second opinion is asked for.
    pub opinion: bool,
    /// Whether the model words follow-ups.
    pub follow_ups: bool,
    /// How many seconds the first word may take.
    pub first_word_seconds: u16,
}

/// `[display]`: how text looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// When to use colour: `auto`, `always` or `never`.
    pub color: String,
    /// Words instead of marks.
    pub plain: bool,
    /// The widest that text gets, in columns.
    pub width: u16,
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            count: 5,
            probes: 1,
            warm_up: false,
            estimate: false,
            calm: false,
        }
    }
}

impl Default for Interview {
    fn default() -> Self {
        Self {
            count: 6,
            probes: 2,
        }
    }
}

impl Default for Review {
    fn default() -> Self {
        Self {
            new_per_day: 5,
            retention: 90,
        }
    }
}

impl Default for Llm {
    fn default() -> Self {
        Self {
            enabled: false,
            base_url: String::new(),
            model: String::new(),
            api_key_env: String::new(),
            api_key_cmd: String::new(),
            opinion: false,
            follow_ups: false,
            first_word_seconds: 120,
        }
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            color: "auto".to_owned(),
            plain: false,
            width: 80,
        }
    }
}

/// What is wrong with a configuration file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ConfigError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    practice: PracticeTable,
    interview: InterviewTable,
    review: ReviewTable,
    speech: SpeechTable,
    llm: LlmTable,
    display: DisplayTable,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PracticeTable {
    count: Option<Spanned<i64>>,
    probes: Option<Spanned<i64>>,
    warm_up: Option<bool>,
    estimate: Option<bool>,
    calm: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct InterviewTable {
    count: Option<Spanned<i64>>,
    probes: Option<Spanned<i64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ReviewTable {
    new_per_day: Option<Spanned<i64>>,
    retention: Option<Spanned<i64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct LlmTable {
    enabled: Option<bool>,
    base_url: Option<String>,
    model: Option<String>,
    api_key_env: Option<String>,
    api_key_cmd: Option<String>,
    opinion: Option<bool>,
    follow_ups: Option<bool>,
    first_word_seconds: Option<Spanned<i64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct DisplayTable {
    color: Option<Spanned<String>>,
    plain: Option<bool>,
    width: Option<Spanned<i64>>,
}

/// What the parser says, in the words of who writes the file.
fn in_words(message: &str) -> String {
    message
        .trim()
        .replace('\n', ", ")
        .replace("expected i64", "expected a whole number")
        .replace("expected a boolean", "expected true or false")
}

impl Config {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// At the first thing that is wrong: the syntax, an unknown setting, a value that is not allowed.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(text, offset, in_words(error.message()))
        })?;
        let defaults = Self::default();
        let color = match file.display.color {
            None => defaults.display.color,
            Some(value) => {
                let start = value.span().start;
                let value = value.into_inner();
                if !["auto", "always", "never"].contains(&value.as_str()) {
                    let message =
                        format!("`{value}` is no choice: write \"auto\", \"always\" or \"never\"");
                    return Err(at(text, start, message));
                }
                value
            }
        };
        Ok(Self {
            practice: Practice {
                count: number(text, file.practice.count, 1, 500, defaults.practice.count)?,
                probes: number(text, file.practice.probes, 0, 5, defaults.practice.probes)?,
                warm_up: file.practice.warm_up.unwrap_or(defaults.practice.warm_up),
                estimate: (file.practice.estimate).unwrap_or(defaults.practice.estimate),
                calm: file.practice.calm.unwrap_or(defaults.practice.calm),
            },
            interview: Interview {
                count: number(text, file.interview.count, 1, 500, defaults.interview.count)?,
                probes: number(text, file.interview.probes, 0, 5, defaults.interview.probes)?,
            },
            review: Review {
                new_per_day: number(
                    text,
                    file.review.new_per_day,
                    0,
                    500,
                    defaults.review.new_per_day,
                )?,
                retention: number(
                    text,
                    file.review.retention,
                    70,
                    97,
                    defaults.review.retention,
                )?,
            },
            speech: file.speech.read(text)?,
            llm: Llm {
                enabled: file.llm.enabled.unwrap_or(defaults.llm.enabled),
                base_url: file.llm.base_url.unwrap_or(defaults.llm.base_url),
                model: file.llm.model.unwrap_or(defaults.llm.model),
                api_key_env: file.llm.api_key_env.unwrap_or(defaults.llm.api_key_env),
                api_key_cmd: file.llm.api_key_cmd.unwrap_or(defaults.llm.api_key_cmd),
                opinion: file.llm.opinion.unwrap_or(defaults.llm.opinion),
                follow_ups: file.llm.follow_ups.unwrap_or(defaults.llm.follow_ups),
                first_word_seconds: number(
                    text,
                    file.llm.first_word_seconds,
                    1,
                    3600,
                    defaults.llm.first_word_seconds,
                )?,
            },
            display: Screen {
                color,
                plain: file.display.plain.unwrap_or(defaults.display.plain),
                width: number(text, file.display.width, 40, 200, defaults.display.width)?,
            },
        })
    }

    /// The configuration as a file would say it.
    pub fn to_toml(&self) -> String {
        let Self {
            practice,
            interview,
            review,
            speech,
            llm,
            display,
        } = self;
        let text = |text: &str| toml::Value::from(text).to_string();
        [
            "[practice]".to_owned(),
            format!("count = {}", practice.count),
            format!("probes = {}", practice.probes),
            format!("warm_up = {}", practice.warm_up),
            format!("estimate = {}", practice.estimate),
            format!("calm = {}\n", practice.calm),
            "[interview]".to_owned(),
            format!("count = {}", interview.count),
            format!("probes = {}\n", interview.probes),
            "[review]".to_owned(),
            format!("new_per_day = {}", review.new_per_day),
            format!("retention = {}\n", review.retention),
            speech.to_toml(),
            "[llm]".to_owned(),
            format!("enabled = {}", llm.enabled),
            format!("base_url = {}", text(&llm.base_url)),
            format!("model = {}", text(&llm.model)),
            format!("api_key_env = {}", text(&llm.api_key_env)),
            format!("api_key_cmd = {}", text(&llm.api_key_cmd)),
            format!("opinion = {}", llm.opinion),
            format!("follow_ups = {}", llm.follow_ups),
            format!("first_word_seconds = {}\n", llm.first_word_seconds),
            "[display]".to_owned(),
            format!("color = \"{}\"", display.color),
            format!("plain = {}", display.plain),
            format!("width = {}\n", display.width),
        ]
        .join("\n")
    }
}

pub(super) fn number<N: TryFrom<i64>>(
    text: &str,
    value: Option<Spanned<i64>>,
    lowest: i64,
    highest: i64,
    default: N,
) -> Result<N, ConfigError> {
    let Some(value) = value else {
        return Ok(default);
    };
    let start = value.span().start;
    let value = value.into_inner();
    let refused = || {
        at(
            text,
            start,
            format!("{value} is out of range: write {lowest} to {highest}"),
        )
    };
    if !(lowest..=highest).contains(&value) {
        return Err(refused());
    }
    N::try_from(value).map_err(|_| refused())
}

pub(super) fn at(text: &str, offset: usize, message: String) -> ConfigError {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    ConfigError {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        message,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
