//! Ctrl-C as a signal: while something listens for it, it ends nothing by itself; at any other time it does what it always does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether an interrupt was heard, and whether it ends the program. Clones are one and the same.
#[derive(Debug, Clone)]
pub struct Interrupts {
    ends: Arc<AtomicBool>,
    came: Arc<AtomicBool>,
}

/// While this lives, an interrupt is heard and ends nothing.
#[derive(Debug)]
pub struct Listening<'a>(&'a Interrupts);

impl Interrupts {
    /// Hears interrupts from now on. One for the whole program: a second would end it while the first listens.
    pub fn new() -> Self {
        let interrupts = Self::unheard();
        #[cfg(unix)]
        {
            use signal_hook::consts::SIGINT;
            use signal_hook::flag;
            // Where it can't be heard, it ends the program as ever.
            let _ = flag::register_conditional_default(SIGINT, Arc::clone(&interrupts.ends));
            let _ = flag::register(SIGINT, Arc::clone(&interrupts.came));
        }
        interrupts
    }

    /// Hears none: every interrupt ends the program.
    pub fn unheard() -> Self {
        Self {
            ends: Arc::new(AtomicBool::new(true)),
            came: Arc::new(AtomicBool::new(false)),
        }
    }

    /// Listens until what is returned is dropped.
    pub fn listen(&self) -> Listening<'_> {
        self.came.store(false, Ordering::Relaxed);
        self.ends.store(false, Ordering::Relaxed);
        Listening(self)
    }
}

impl Default for Interrupts {
    fn default() -> Self {
        Self::new()
    }
}

impl Listening<'_> {
    /// Whether one came since.
    pub fn came(&self) -> bool {
        self.0.came.load(Ordering::Relaxed)
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        self.0.ends.store(true, Ordering::Relaxed);
    }
}
