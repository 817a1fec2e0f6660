//! The terminal as it was found: restored when the guard is dropped, when the program panics, and when it is asked to end
//! by a signal. (`kill -9` asks nobody; a shell restores what it needs after that.) What runs beside a reading of single keys
//! ends before a signal ends the program.

#[cfg(unix)]
use std::sync::atomic::Ordering;
#[cfg(unix)]
use std::sync::{Arc, Weak};
#[cfg(unix)]
use std::time::Duration;
#[cfg(unix)]
use std::{io, thread};

#[cfg(unix)]
use nix::sys::termios::{self, InputFlags, LocalFlags, SetArg, SpecialCharacterIndices, Termios};

use super::interrupts::Interrupts;
use super::keys::Keys;
#[cfg(unix)]
use super::keys::Leaving;

/// How long the end of what goes on is waited for.
#[cfg(unix)]
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// Holds the terminal's settings and restores them on drop.
#[derive(Debug)]
pub struct Restore {
    #[cfg(unix)]
    found: Option<Termios>,
    #[cfg(unix)]
    interrupts: Interrupts,
    #[cfg(unix)]
    leaving: Arc<Leaving>,
}

impl Restore {
    /// Remembers the settings, and restores them too when a signal ends the program. Until then what is typed ahead stays
    /// as it was typed.
    pub fn new(interrupts: Interrupts) -> Self {
        #[cfg(unix)]
        {
            let found = (takes_keys_one_by_one()).then(|| termios::tcgetattr(io::stdin()).ok());
            let found = found.flatten();
            let leaving = Arc::<Leaving>::default();
            if let Some(found) = found.clone() {
                on_ending_signal(found, Arc::downgrade(&leaving));
            }
            let guard = Self {
                found,
                interrupts,
                leaving,
            };
            guard.keep_what_is_typed_ahead();
            guard
        }
        #[cfg(not(unix))]
        {
            let _ = interrupts;
            Self {}
        }
    }
}

impl Restore {
    /// Does something with the terminal as it was found, such as letting another program have it.
    pub(super) fn as_found<T>(&self, action: impl FnOnce() -> T) -> T {
        #[cfg(unix)]
        if let Some(found) = &self.found {
            restore(found);
        }
        let done = action();
        #[cfg(unix)]
        self.keep_what_is_typed_ahead();
        done
    }

    /// Does something while keys are read one by one and none of them acts by itself, Ctrl-C included. A signal that ends the
    /// program waits for it, and the keys tell of it.
    #[cfg(unix)]
    pub(super) fn by_keys<T>(&self, action: impl FnOnce(&mut Keys<'_>) -> T) -> T {
        let held = self.leaving.busy.lock();
        if let Some(mut settings) = self.found.clone() {
            settings.input_flags.remove(InputFlags::ICRNL);
            settings.local_flags.remove(
                LocalFlags::ECHO | LocalFlags::ICANON | LocalFlags::ISIG | LocalFlags::IEXTEN,
            );
            settings.control_chars[SpecialCharacterIndices::VMIN as usize] = 1;
            settings.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
            let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, &settings);
        }
        let interrupts = self.interrupts.listen();
        let done = action(&mut Keys::new(&self.leaving.asked, &interrupts));
        if interrupts.came() {
            if let Some(found) = &self.found {
                restore(found);
            }
            // What went on has ended; now it does what it always does.
            let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
        }
        drop(interrupts);
        self.keep_what_is_typed_ahead();
        drop(held);
        while self.leaving.asked.load(Ordering::Relaxed) {
            thread::park();
        }
        done
    }

    /// Does something; keys are not read one by one here.
    #[cfg(not(unix))]
    pub(super) fn by_keys<T>(&self, action: impl FnOnce(&mut Keys<'_>) -> T) -> T {
        action(&mut Keys::none())
    }

    /// Between two readings nothing is echoed into what is being printed, and Enter is not made into Ctrl-J, which would
    /// be a new line of the next answer instead of its end.
    #[cfg(unix)]
    fn keep_what_is_typed_ahead(&self) {
        if let Some(mut settings) = self.found.clone() {
            settings.input_flags.remove(InputFlags::ICRNL);
            settings.local_flags.remove(LocalFlags::ECHO);
            let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, &settings);
        }
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

/// Whether the line editor takes the keys one by one. At these terminals it reads whole lines as the terminal sends them, with
/// its echo and its own idea of Enter, so nothing may be changed there. (The list is rustyline's.)
#[cfg(unix)]
pub(super) fn takes_keys_one_by_one() -> bool {
    let name = std::env::var("TERM").unwrap_or_default();
    let whole_lines = ["dumb", "cons25", "emacs"];
    !whole_lines.iter().any(|of| name.eq_ignore_ascii_case(of))
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
fn on_ending_signal(found: Termios, leaving: Weak<Leaving>) {
    use signal_hook::consts::{SIGHUP, SIGQUIT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGQUIT, SIGTERM]) else {
        return;
    };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            match leaving.upgrade() {
                Some(leaving) => {
                    leaving.asked.store(true, Ordering::Relaxed);
                    leaving.wait();
                }
                // A later guard may hold the terminal by now, and has something to end first.
                None => thread::sleep(2 * LONGEST_WAIT),
            }
            restore(&found);
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}
