//! `[speech]`: spoken questions and spoken answers.

use serde::Deserialize;
use toml::Spanned;

use super::file::{ConfigError, at, number};

/// `[speech]`: out loud. An empty command stands for the first program that is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Whether questions are spoken.
    pub speak: bool,
    /// Whether answers are spoken.
    pub listen: bool,
    /// The command that speaks.
    pub speaker: Vec<String>,
    /// The command that records.
    pub recorder: Vec<String>,
    /// The command that transcribes.
    pub transcriber: Vec<String>,
    /// After so many seconds without a word a recording ends; 0: never.
    pub stop_on_silence_seconds: u16,
    /// A recording ends after so many minutes.
    pub limit_minutes: u16,
    /// Whether recordings are kept.
    pub keep_recordings: bool,
    /// Whether an endpoint speaks instead of a program.
    pub speak_by_endpoint: bool,
    /// Whether an endpoint transcribes instead of a program.
    pub transcribe_by_endpoint: bool,
    /// The address of that endpoint; empty: the one that language models are asked at.
    pub base_url: String,
    /// The environment variable that holds the key of that address.
    pub api_key_env: String,
    /// The model that transcribes.
    pub transcription_model: String,
    /// The model that speaks.
    pub speech_model: String,
    /// The voice that it speaks with.
    pub voice: String,
}

impl Default for Speech {
    fn default() -> Self {
        Self {
            speak: false,
            listen: false,
            speaker: Vec::new(),
            recorder: Vec::new(),
            transcriber: Vec::new(),
            stop_on_silence_seconds: 0,
            limit_minutes: 10,
            keep_recordings: false,
            speak_by_endpoint: false,
            transcribe_by_endpoint: false,
            base_url: String::new(),
            api_key_env: String::new(),
            transcription_model: "whisper-1".to_owned(),
            speech_model: "tts-1".to_owned(),
            voice: "alloy".to_owned(),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SpeechTable {
    speak: Option<bool>,
    listen: Option<bool>,
    speaker: Option<Spanned<Vec<String>>>,
    recorder: Option<Spanned<Vec<String>>>,
    transcriber: Option<Spanned<Vec<String>>>,
    stop_on_silence_seconds: Option<Spanned<i64>>,
    limit_minutes: Option<Spanned<i64>>,
    keep_recordings: Option<bool>,
    speak_by_endpoint: Option<bool>,
    transcribe_by_endpoint: Option<bool>,
    base_url: Option<String>,
    api_key_env: Option<String>,
    transcription_model: Option<String>,
    speech_model: Option<String>,
    voice: Option<String>,
}

impl SpeechTable {
    /// The settings, where they are allowed; `text` is that of the whole file.
    pub(super) fn read(self, text: &str) -> Result<Speech, ConfigError> {
        let defaults = Speech::default();
        Ok(Speech {
            speak: self.speak.unwrap_or(defaults.speak),
            listen: self.listen.unwrap_or(defaults.listen),
            speaker: command(text, self.speaker)?,
            recorder: command(text, self.recorder)?,
            transcriber: command(text, self.transcriber)?,
            stop_on_silence_seconds: number(
                text,
                self.stop_on_silence_seconds,
                0,
                600,
                defaults.stop_on_silence_seconds,
            )?,
            limit_minutes: number(text, self.limit_minutes, 1, 60, defaults.limit_minutes)?,
            keep_recordings: self.keep_recordings.unwrap_or(defaults.keep_recordings),
            speak_by_endpoint: (self.speak_by_endpoint).unwrap_or(defaults.speak_by_endpoint),
            transcribe_by_endpoint: (self.transcribe_by_endpoint)
                .unwrap_or(defaults.transcribe_by_endpoint),
            base_url: self.base_url.unwrap_or(defaults.base_url),
            api_key_env: self.api_key_env.unwrap_or(defaults.api_key_env),
            transcription_model: (self.transcription_model).unwrap_or(defaults.transcription_model),
            speech_model: self.speech_model.unwrap_or(defaults.speech_model),
            voice: self.voice.unwrap_or(defaults.voice),
        })
    }
}

/// A command as a list of words; an empty list says nothing.
fn command(text: &str, words: Option<Spanned<Vec<String>>>) -> Result<Vec<String>, ConfigError> {
    let Some(words) = words else {
        return Ok(Vec::new());
    };
    let start = words.span().start;
    let words = words.into_inner();
    if words
        .first()
        .is_some_and(|program| program.trim().is_empty())
    {
        let message = "a command begins with its program: write [\"program\", \"argument\"]";
        return Err(at(text, start, message.to_owned()));
    }
    Ok(words)
}

impl Speech {
    /// The settings as a file would say them.
    pub(super) fn to_toml(&self) -> String {
        let text = |text: &str| toml::Value::from(text).to_string();
        let list = |words: &[String]| {
            let words = words.iter().map(|word| toml::Value::from(word.as_str()));
            toml::Value::Array(words.collect()).to_string()
        };
        [
            "[speech]".to_owned(),
            format!("speak = {}", self.speak),
            format!("listen = {}", self.listen),
            format!("speaker = {}", list(&self.speaker)),
            format!("recorder = {}", list(&self.recorder)),
            format!("transcriber = {}", list(&self.transcriber)),
            format!("stop_on_silence_seconds = {}", self.stop_on_silence_seconds),
            format!("limit_minutes = {}", self.limit_minutes),
            format!("keep_recordings = {}", self.keep_recordings),
            format!("speak_by_endpoint = {}", self.speak_by_endpoint),
            format!("transcribe_by_endpoint = {}", self.transcribe_by_endpoint),
            format!("base_url = {}", text(&self.base_url)),
            format!("api_key_env = {}", text(&self.api_key_env)),
            format!("transcription_model = {}", text(&self.transcription_model)),
            format!("speech_model = {}", text(&self.speech_model)),
            format!("voice = {}\n", text(&self.voice)),
        ]
        .join("\n")
    }
}
