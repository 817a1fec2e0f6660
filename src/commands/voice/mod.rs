//! A session out loud: which programs speak, record and transcribe, what is said, what was heard. What goes wrong is told, and
//! typing always works.

mod listening;
mod speaking;
mod taken;

use std::time::{Duration, Instant};

use super::effects::complain;
use crate::cli::VoiceArgs;
use crate::config;
use crate::grading::Grade;
use crate::interview::Effect;
use crate::speech::{
    CommandLine, Part, RecordOptions, Recorder, Speaker, Transcriber, recorders, speakable,
    speakable_question, speakers, transcribers,
};
use crate::terminal::{Keys, Look};
use listening::Dictated;
pub(super) use taken::{Taken, recording_file};

/// The voice of a session: its mouth and its ears, where they are wanted.
#[derive(Default)]
pub(super) struct Voice {
    speaker: Option<Speaker>,
    ears: Option<Ears>,
    /// What is to be said before the next answer is read.
    to_say: Vec<String>,
    /// When the question was put, and how long its answer should take.
    put: Option<(Instant, Duration)>,
    /// What was heard and is being edited.
    dictated: Option<Dictated>,
}

/// What hears.
struct Ears {
    recorder: Recorder,
    transcriber: Transcriber,
    options: RecordOptions,
    keeps: bool,
}

impl Voice {
    /// The voice that was asked for; what can't be had is told. It starts no program.
    pub(super) fn open(args: &VoiceArgs, config: &config::Speech, is_interactive: bool) -> Self {
        let speaks = args.speak.unwrap_or(config.speak);
        let listens = args.listen.unwrap_or(config.listen);
        if !(speaks || listens) {
            return Self::default();
        }
        if !is_interactive || !Keys::can_be_read() {
            if args.speak == Some(true) || args.listen == Some(true) {
                complain(if is_interactive {
                    "--speak and --listen don't work on this system yet; type your answers"
                } else {
                    "--speak and --listen need a terminal: nothing is spoken, and answers are read as lines"
                });
            }
            return Self::default();
        }
        let own = |words: &[String]| CommandLine::new(words.iter().cloned());
        let mut voice = Self::default();
        if speaks {
            let found = || speakers(None).into_iter().next();
            voice.speaker = own(&config.speaker).map(Speaker::of).or_else(found);
            if voice.speaker.is_none() {
                complain(&missing(Part::Speaker, "questions are not spoken"));
            }
        }
        if listens {
            let recorder = own(&config.recorder)
                .map(|command| Recorder { command })
                .or_else(|| recorders(None).into_iter().next());
            let transcriber = own(&config.transcriber)
                .map(|command| Transcriber { command })
                .or_else(|| transcribers(None).into_iter().next());
            match (recorder, transcriber) {
                (Some(recorder), Some(transcriber)) => {
                    let silence = u64::from(config.stop_on_silence_seconds);
                    voice.ears = Some(Ears {
                        recorder,
                        transcriber,
                        options: RecordOptions {
                            limit: Duration::from_secs(60 * u64::from(config.limit_minutes)),
                            silence: (silence > 0).then(|| Duration::from_secs(silence)),
                        },
                        keeps: config.keep_recordings,
                    });
                }
                (None, _) => complain(&missing(Part::Recorder, "answers are typed")),
                (Some(_), None) => complain(&missing(Part::Transcriber, "answers are typed")),
            }
        }
        voice
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
