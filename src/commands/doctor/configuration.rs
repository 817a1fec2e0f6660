//! Whether the configuration can be read, and which file it is.

use super::{Scene, fine, missing, note};
use crate::config::config_file;
use crate::terminal::render::Check;

const NAME: &str = "configuration";

const REPAIR: &str = "repair the file, or name another one with --config FILE";

/// Checks the configuration.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    if let Some(problem) = &scene.problem {
        let hint = problem.hint.as_deref().unwrap_or(REPAIR);
        tell(missing(NAME, &problem.message, hint));
        return;
    }
    let advice = "`viva config init` writes one with every setting and its default";
    tell(match scene.shared.config.clone().or_else(config_file) {
        None => note(
            NAME,
            "none, since there is no home folder; the defaults are in force",
            "--config FILE or VIVA_CONFIG names one",
        ),
        // A file that was named and is not there is a problem already.
        Some(path) if !path.exists() => note(
            NAME,
            format!("none at {}; the defaults are in force", path.display()),
            advice,
        ),
        Some(path) => fine(NAME, format!("{} is valid", path.display())),
    });
}
