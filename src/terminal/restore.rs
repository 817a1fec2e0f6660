//! The terminal as it was found: restored when the guard is dropped, when the program panics, and when it is asked to end
//! by a signal. (`kill -9` asks nobody; a shell restores what it needs after that.)

#[cfg(unix)]
use std::{io, thread};

#[cfg(unix)]
use nix::sys::termios::{self, SetArg, Termios};

/// Holds the terminal's settings and restores them on drop.
#[derive(Debug)]
pub struct Restore {
    #[cfg(unix)]
    found: Option<Termios>,
}

impl Restore {
    /// Remembers the settings, and restores them too when a signal ends the program.
    pub fn new() -> Self {
        #[cfg(unix)]
        {
            let found = termios::tcgetattr(io::stdin()).ok();
            if let Some(found) = found.clone() {
                on_ending_signal(found);
            }
            Self { found }
        }
        #[cfg(not(unix))]
        Self {}
    }
}

impl Default for Restore {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(unix)]
impl Drop for Restore {
    fn drop(&mut self) {
        if let Some(found) = &self.found {
            restore(found);
        }
    }
}

/// Settings of the line, and bracketed paste off: an editor that was cut short may have left it on.
#[cfg(unix)]
fn restore(found: &Termios) {
    use io::Write as _;
    let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, found);
    let mut out = io::stdout();
    let _ = out.write_all(b"\x1b[?2004l");
    let _ = out.flush();
}

#[cfg(unix)]
fn on_ending_signal(found: Termios) {
    use signal_hook::consts::{SIGHUP, SIGQUIT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGQUIT, SIGTERM]) else {
        return;
    };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            restore(&found);
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}
