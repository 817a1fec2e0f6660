//! Options of a session out loud.

use clap::Args;

/// Out loud. `--speak=false` sets aside what the configuration says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct VoiceArgs {
    /// Speak the questions, by espeak-ng, say or spd-say; any key stops it [default: `speak` under `[speech]`]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub speak: Option<bool>,
    /// Answer by voice: Enter starts and stops, and the transcript can be edited [default: `listen` under `[speech]`]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub listen: Option<bool>,
}
