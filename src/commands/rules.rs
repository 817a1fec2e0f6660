//! The rules of a session as a policy, from what is kept of it: the same when it begins and when it is resumed. Whoever
//! sends lines through a pipe is asked for nothing more than was asked for by name.

use super::begin::is_talking;
use super::wiring::is_interactive;
use crate::cli::SharedArgs;
use crate::history::SessionOptions;
use crate::interview::Policy;

/// The rules of a practice round.
pub(super) fn practice(options: &SessionOptions, shared: &SharedArgs) -> Policy {
    Policy {
        warm_up: options.warm_up,
        estimates: options.estimate && (options.estimate_asked || is_interactive(shared)),
        numbers: !options.calm,
        ..Policy::practice(probes(options))
    }
}

/// The rules of an interview.
pub(super) fn interview(options: &SessionOptions) -> Policy {
    Policy::interview(probes(options))
}

fn probes(options: &SessionOptions) -> u8 {
    if options.probes_asked || is_talking() {
        options.probes
    } else {
        0
    }
}
