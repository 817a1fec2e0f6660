//! A session out loud: which programs speak, record and transcribe, what is said, what was heard. What goes wrong is told, and
//! typing always works.

mod endpoint;
mod listening;
mod speaking;
mod taken;

use std::time::{Duration, Instant};

use super::effects::{complain, remark};
use super::wiring::Settings;
use crate::cli::{LlmArgs, SharedArgs, VoiceArgs};
use crate::config;
use crate::grading::Grade;
use crate::interview::Effect;
use crate::speech::{
    CommandLine, Part, RecordOptions, Recorder, Speaker, Transcriber, players, recorders,
    speakable, speakable_question, speakers, transcribers,
};
use crate::terminal::{Keys, Look};
pub(super) use endpoint::AudioEndpoint;
use listening::Dictated;
pub(super) use taken::{Taken, recording_file, recordings_in};

/// The voice of a session: its mouth and its ears, where they are wanted.
#[derive(Default)]
pub(super) struct Voice {
    mouth: Option<Mouth>,
    ears: Option<Ears>,
    /// What is to be said before the next answer is read.
    to_say: Vec<String>,
    /// When the question was put, and how long its answer should take.
    put: Option<(Instant, Duration)>,
    /// What was heard and is being edited.
    dictated: Option<Dictated>,
}

/// What speaks.
enum Mouth {
    Program(Speaker),
    /// An endpoint, and what plays what it sends.
    Endpoint(Box<AudioEndpoint>, CommandLine),
}

/// What writes down a recording.
enum Writer {
    Program(Transcriber),
    Endpoint(Box<AudioEndpoint>),
}

/// What hears.
struct Ears {
    recorder: Recorder,
    writer: Writer,
    options: RecordOptions,
    keeps: bool,
}

impl Voice {
    /// The voice that was asked for; what can't be had is told. It starts no program and opens no connection.
    pub(super) fn open(
        (llm, args): (&LlmArgs, &VoiceArgs),
        shared: &SharedArgs,
        settings: &Settings,
        is_interactive: bool,
    ) -> Self {
        let config = &settings.config.speech;
        let speaks = args.speak.unwrap_or(config.speak);
        let listens = args.listen.unwrap_or(config.listen);
        if !(speaks || listens) {
            return Self::default();
        }
        let unreadable = Keys::unreadable();
        if !is_interactive || unreadable.is_some() {
            if args.speak == Some(true) || args.listen == Some(true) {
                complain(&match unreadable.filter(|_| is_interactive) {
                    Some(why) => format!("--speak and --listen don't work {why}; type your answers"),
                    None => "--speak and --listen need a terminal: nothing is spoken, and answers are read as lines".to_owned(),
                });
            }
            return Self::default();
        }
        let open = Open {
            llm,
            settings,
            offline: shared.offline,
        };
        Self {
            mouth: speaks.then(|| open.mouth(config)).flatten(),
            ears: listens.then(|| open.ears(config)).flatten(),
            ..Self::default()
        }
    }

    /// Whether answers may be spoken.
    pub(super) const fn listens(&self) -> bool {
        self.ears.is_some()
    }

    /// Takes note of what is shown: what of it is to be said, and when the question was put.
    pub(super) fn note(&mut self, effect: &Effect, look: &Look) {
        match effect {
            Effect::Ask(asked) => {
                let minutes = u64::from(asked.question.minutes);
                self.put = Some((Instant::now(), Duration::from_secs(60 * minutes)));
                self.dictated = None;
                self.to_say.extend(asked.intro.as_deref().map(speakable));
                let question = &asked.question;
                self.to_say.push(speakable_question(
                    &question.prompt,
                    question.code.as_deref(),
                ));
            }
            Effect::AskProbe { intro, prompt } => {
                self.dictated = None;
                self.to_say.extend(intro.as_deref().map(speakable));
                self.to_say.push(speakable(prompt));
            }
            Effect::ShowGrade(shown) if look.numbers => self.to_say.push(score(&shown.grade)),
            Effect::ShowRecovery(shown) if look.numbers => self.to_say.push(score(&shown.after)),
            _ => {}
        }
    }
}

/// What it takes to open a mouth and ears.
struct Open<'a> {
    llm: &'a LlmArgs,
    settings: &'a Settings,
    offline: bool,
}

impl Open<'_> {
    fn mouth(&self, config: &config::Speech) -> Option<Mouth> {
        let own = command(&config.speaker);
        if config.speak_by_endpoint {
            // What is configured to speak plays what was spoken elsewhere.
            let player = own.clone().or_else(|| players(None).into_iter().next());
            let audio = self.endpoint(&config.speech_model, "questions are");
            match (audio, player) {
                (Some(audio), Some(player)) => {
                    return Some(Mouth::Endpoint(Box::new(audio), player));
                }
                (Some(_), None) => complain(
                    "nothing plays sound here (pw-play, paplay, aplay, play, ffplay, afplay), so no endpoint speaks",
                ),
                (None, _) => {}
            }
        }
        let found = || speakers(None).into_iter().next();
        let speaker = own.map(Speaker::of).or_else(found);
        if speaker.is_none() {
            complain(&missing(Part::Speaker, "questions are not spoken"));
        }
        speaker.map(Mouth::Program)
    }

    fn ears(&self, config: &config::Speech) -> Option<Ears> {
        let found = || recorders(None).into_iter().next();
        let own = command(&config.recorder).map(|command| Recorder { command });
        let Some(recorder) = own.or_else(found) else {
            complain(&missing(Part::Recorder, "answers are typed"));
            return None;
        };
        let by_endpoint = || self.endpoint(&config.transcription_model, "recordings are");
        let found = || transcribers(None).into_iter().next();
        let program = || {
            let own = command(&config.transcriber).map(|command| Transcriber { command });
            own.or_else(found).map(Writer::Program)
        };
        let by_endpoint = config.transcribe_by_endpoint.then(by_endpoint).flatten();
        let Some(writer) = by_endpoint
            .map(|audio| Writer::Endpoint(Box::new(audio)))
            .or_else(program)
        else {
            complain(&missing(Part::Transcriber, "answers are typed"));
            return None;
        };
        let silence = u64::from(config.stop_on_silence_seconds);
        Some(Ears {
            recorder,
            writer,
            options: RecordOptions {
                limit: Duration::from_secs(60 * u64::from(config.limit_minutes)),
                silence: (silence > 0).then(|| Duration::from_secs(silence)),
            },
            keeps: config.keep_recordings,
        })
    }

    /// The endpoint for this model, unless nothing may leave this machine; why there is none is told.
    fn endpoint(&self, audio_model: &str, what: &str) -> Option<AudioEndpoint> {
        if self.offline {
            complain(&format!("--offline wins: no {what} sent to an endpoint"));
            return None;
        }
        match AudioEndpoint::open(self.llm, self.settings, audio_model) {
            Ok(audio) => {
                let host = audio.host();
                remark(&format!("{what} sent to {host}; --offline keeps them here"));
                Some(audio)
            }
            Err(why) => {
                complain(&format!("no {what} sent to an endpoint: {why}"));
                None
            }
        }
    }
}

/// A command of the configuration; none where it says nothing.
fn command(words: &[String]) -> Option<CommandLine> {
    CommandLine::new(words.iter().cloned())
}

/// That no program for this part is installed, what comes of it, and what installs one.
fn missing(part: Part, therefore: &str) -> String {
    let wanted: &[&str] = if cfg!(target_os = "macos") {
        &["macOS"]
    } else {
        &["Debian", "Fedora"]
    };
    let install = part.install();
    let install = install.iter().filter(|(system, _)| wanted.contains(system));
    let install: Vec<String> = install
        .map(|(system, command)| format!("{system}: `{command}`"))
        .collect();
    format!(
        "{therefore}, since there is no {} ({}); {}; `{}` under [speech] names another program (`viva config init`)",
        part.setting(),
        part.known(),
        install.join(", "),
        part.setting()
    )
}

/// A score in two words; everything else about a grade is for the eye.
fn score(grade: &Grade) -> String {
    format!("{}, {}.", grade.score.points().floor(), grade.band())
}
