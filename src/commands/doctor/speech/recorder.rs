//! The recorder: half a second, with its loudness.

use super::{LENGTH, Trial, seconds};
use crate::commands::doctor::{fine, note};
use crate::speech::{Part, Recorder, Sound, listen, loudness, recorders};
use crate::terminal::clean;
use crate::terminal::render::Check;

const PART: Part = Part::Recorder;
const NAME: &str = PART.setting();

/// A recording as quiet as this holds nothing at all.
const NOTHING: f32 = -99.0;

impl Trial<'_> {
    /// Tries what records.
    pub(super) fn recorder(&self, tell: &mut dyn FnMut(Check)) {
        if let Some(command) = self.own(PART) {
            let own = Recorder { command };
            tell(match self.recorded(&own) {
                Ok(sound) => level(&own, &sound),
                Err(why) => self.fails(PART, &why),
            });
            return;
        }
        let found = recorders(None);
        let Some((first, others)) = found.split_first() else {
            return tell(self.absent(PART));
        };
        let why = match self.recorded(first) {
            Ok(sound) => return tell(level(first, &sound)),
            Err(why) => why,
        };
        // A session takes the first; another may do better.
        let other = others.iter().find(|other| self.recorded(other).is_ok());
        tell(match other {
            Some(other) => {
                let advice = format!(
                    "{} works: `recorder = {}` under [speech] takes it instead",
                    other.command.program(),
                    other.command.as_setting()
                );
                self.fault(PART, NAME, &format!("{NAME}: {why}"), advice)
            }
            None => {
                let told = match others {
                    [] => format!("{NAME}: {why}"),
                    others => {
                        let names: Vec<&str> =
                            others.iter().map(|one| one.command.program()).collect();
                        format!("{NAME}: {why}; nor does any other ({})", names.join(", "))
                    }
                };
                let advice = "is there a microphone, and may a program in this terminal use it? `recorder` under [speech] names another program";
                self.fault(PART, NAME, &told, advice)
            }
        });
    }

    fn recorded(&self, recorder: &Recorder) -> Result<Sound, String> {
        let sound =
            listen(recorder, LENGTH, self.times.record).map_err(|error| error.to_string())?;
        if sound.length() * 2 < LENGTH {
            let program = recorder.command.program();
            return Err(format!(
                "`{program}` ended after {} of sound",
                seconds(sound.length())
            ));
        }
        Ok(sound)
    }
}

fn level(recorder: &Recorder, sound: &Sound) -> Check {
    let level = loudness(&sound.samples);
    let told = clean(&format!(
        "{NAME}: {} recorded {}",
        recorder.command.program(),
        seconds(sound.length())
    ));
    if level <= NOTHING {
        return note(
            NAME,
            format!("{told}, and there is no sound at all in it"),
            "if it stays so while you speak, the microphone is muted or not the one that is recorded: see the sound settings",
        );
    }
    fine(
        NAME,
        format!("{told}, {level:.0} dB loud (a voice has -40 to -10, a quiet room -70 to -55)"),
    )
}
