//! What speaks, records and writes down: by which program, and what installs one. Nothing is recorded and nothing is said.

use super::{Scene, fine, missing, note};
use crate::speech::Part;
use crate::terminal::render::Check;

/// Checks the programs of `--speak` and `--listen`.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    let config = &scene.settings.config.speech;
    for part in Part::ALL {
        let (configured, is_wanted, by_endpoint) = match part {
            Part::Speaker => (&config.speaker, config.speak, config.speak_by_endpoint),
            Part::Recorder => (&config.recorder, config.listen, false),
            Part::Transcriber => (
                &config.transcriber,
                config.listen,
                config.transcribe_by_endpoint,
            ),
        };
        let name = part.setting();
        if by_endpoint {
            tell(fine(name, format!("{name}: an endpoint, as [speech] says")));
            continue;
        }
        let found = part.found(None);
        let known = found.first().map(|command| command.program().to_owned());
        tell(match (configured.first(), known) {
            (Some(program), _) => fine(name, format!("{name}: {program}, as [speech] says")),
            (None, Some(program)) => fine(name, format!("{name}: {program}")),
            (None, None) => {
                let told = format!("none of {} is here", part.known());
                let ways: Vec<String> = part
                    .install()
                    .iter()
                    .map(|(system, command)| format!("{system}: `{command}`"))
                    .collect();
                let advice = format!(
                    "{}; or name another one as `{name}` under [speech]",
                    ways.join(", ")
                );
                if is_wanted {
                    missing(name, told, advice)
                } else {
                    note(name, told, advice)
                }
            }
        });
    }
}
