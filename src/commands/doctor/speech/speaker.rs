//! The speaker: rendered into a file, and through the loudspeaker without loudness. A command of the configuration is run as it
//! stands, so its one word is heard.

use std::sync::atomic::AtomicBool;

use super::{SENTENCE, Trial, WORD, seconds};
use crate::commands::doctor::fine;
use crate::speech::{Part, Sound, Speaker, gate, players, read_wav, render, speak, speakers};
use crate::terminal::clean;
use crate::terminal::render::Check;

const PART: Part = Part::Speaker;
const NAME: &str = PART.setting();

impl Trial<'_> {
    /// Tries what speaks, and gives what it made of the sentence, where that is known.
    pub(super) fn speaker(&self, tell: &mut dyn FnMut(Check)) -> Option<Sound> {
        if self.config.speak_by_endpoint {
            return self.speaking_endpoint(tell);
        }
        if let Some(command) = self.own(PART) {
            tell(self.own_speaker(&Speaker::of(command)));
            // Something else may render the sentence for the recognizer.
            return speakers(None).iter().find_map(|one| self.voice(one));
        }
        let found = speakers(None);
        let Some(speaker) = found.first() else {
            tell(self.absent(PART));
            return None;
        };
        let program = speaker.command.program();
        match render(speaker, SENTENCE, self.times.speak) {
            Ok(Some(voice)) => match gate(&voice) {
                Ok(heard) => {
                    tell(fine(
                        NAME,
                        format!(
                            "{NAME}: {program} speaks: {} of a test sentence, into a file",
                            seconds(heard.length)
                        ),
                    ));
                    self.loudspeaker(speaker, tell);
                    Some(voice)
                }
                Err(why) => {
                    tell(self.fails(PART, &format!("{program} rendered no speech: {why}")));
                    None
                }
            },
            // It speaks through the loudspeaker alone.
            Ok(None) => {
                tell(match speak(speaker, WORD, self.times.speak) {
                    Ok(spoken) => fine(
                        NAME,
                        format!(
                            "{NAME}: {program} spoke a word in {}, {}",
                            seconds(spoken.took),
                            heard(spoken.aloud)
                        ),
                    ),
                    Err(error) => self.fails(PART, &error.to_string()),
                });
                found.iter().find_map(|one| self.voice(one))
            }
            Err(error) => {
                tell(self.fails(PART, &error.to_string()));
                None
            }
        }
    }

    /// What a speaker makes of the sentence.
    fn voice(&self, speaker: &Speaker) -> Option<Sound> {
        let voice = render(speaker, SENTENCE, self.times.speak).ok().flatten()?;
        gate(&voice).is_ok().then_some(voice)
    }

    /// A command of the configuration.
    fn own_speaker(&self, speaker: &Speaker) -> Check {
        let program = speaker.command.program();
        match speak(speaker, WORD, self.times.speak) {
            Ok(spoken) => fine(
                NAME,
                clean(&format!(
                    "{NAME}: {program}, as [speech] says, took {} for a word that you should have heard: \"{WORD}\"",
                    seconds(spoken.took)
                )),
            ),
            Err(error) => self.fails(PART, &error.to_string()),
        }
    }

    /// Speaks a word without loudness, where that can be: one that ends much too soon is heard by nobody, though it does not
    /// always say so.
    fn loudspeaker(&self, speaker: &Speaker, tell: &mut dyn FnMut(Check)) {
        const LOUDSPEAKER: &str = "loudspeaker";
        if !speaker.can_be_quiet() {
            return;
        }
        let program = speaker.command.program();
        let rendered = render(speaker, WORD, self.times.speak).ok().flatten();
        let needed = rendered.map_or(std::time::Duration::ZERO, |sound| sound.length());
        let advice =
            "is there a sound card, and does its service run? Without one, --speak is silent";
        tell(match speak(speaker, WORD, self.times.speak) {
            Ok(spoken) if spoken.took * 2 < needed => {
                let said = if spoken.said.is_empty() {
                    String::new()
                } else {
                    format!(": {}", spoken.said)
                };
                let told = format!(
                    "{program} was done with {} of speech after {}, so nobody hears it{said}",
                    seconds(needed),
                    seconds(spoken.took),
                );
                self.fault(PART, LOUDSPEAKER, &told, advice)
            }
            Ok(spoken) => fine(
                LOUDSPEAKER,
                format!(
                    "{program} spoke a word through it in {}, {}",
                    seconds(spoken.took),
                    heard(spoken.aloud)
                ),
            ),
            Err(error) => self.fault(PART, LOUDSPEAKER, &error.to_string(), advice),
        });
    }

    /// An endpoint, and what plays what it sends.
    fn speaking_endpoint(&self, tell: &mut dyn FnMut(Check)) -> Option<Sound> {
        let audio = match (self.endpoint)(&self.config.speech_model) {
            Ok(audio) => audio,
            Err(why) => {
                tell(self.not_asked(PART, why));
                return None;
            }
        };
        let player = self.own(PART).or_else(|| players(None).into_iter().next());
        let spoken = audio
            .speak(SENTENCE, &AtomicBool::new(false))
            .and_then(|file| {
                let file = file.ok_or("it sent nothing")?;
                let voice = read_wav(&file).map_err(|error| error.to_string())?;
                gate(&voice).map_err(|why| format!("it sent no speech: {why}"))?;
                Ok(voice)
            });
        let voice = match spoken {
            Ok(voice) => voice,
            Err(why) => {
                tell(self.endpoint_fails(PART, &why));
                return None;
            }
        };
        tell(match player {
            Some(player) => fine(
                NAME,
                clean(&format!(
                    "{NAME}: {} speaks: {} of a test sentence, which was not played ({} would)",
                    audio.host(),
                    seconds(voice.length()),
                    player.program()
                )),
            ),
            None => self.fault(
                PART,
                NAME,
                &format!("{NAME}: {} speaks, and nothing here plays it", audio.host()),
                "install one of pw-play, paplay, aplay, play, ffplay, afplay, or name another one as `speaker` under [speech]",
            ),
        });
        Some(voice)
    }
}

const fn heard(aloud: bool) -> &'static str {
    if aloud {
        "to be heard"
    } else {
        "without loudness"
    }
}
