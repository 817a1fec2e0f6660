//! Single keys, read while something else goes on: a question is spoken, an answer is recorded.

#[cfg(unix)]
use std::fs::File;
use std::io;
#[cfg(unix)]
use std::io::Read as _;
#[cfg(not(unix))]
use std::marker::PhantomData;
#[cfg(unix)]
use std::os::fd::AsFd as _;
#[cfg(unix)]
use std::sync::Mutex;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
#[cfg(unix)]
use std::time::Instant;

#[cfg(unix)]
use super::interrupts::Listening;
#[cfg(unix)]
use super::restore::LONGEST_WAIT;

/// A key that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// Ctrl-C, or the terminal is gone.
    Interrupt,
    /// A character.
    Text(char),
    /// Any other key.
    Other,
    /// No key: a signal asked the program to end, and it waits for what is going on.
    Leaving,
}

/// Whether a signal asked the program to end, and what it waits for.
#[cfg(unix)]
#[derive(Debug, Default)]
pub(super) struct Leaving {
    pub(super) asked: AtomicBool,
    /// Held while something goes on that must end first.
    pub(super) busy: Mutex<()>,
}

#[cfg(unix)]
impl Leaving {
    /// Waits for the end of what goes on, for a moment.
    pub(super) fn wait(&self) {
        let begun = Instant::now();
        while self.busy.try_lock().is_err() && begun.elapsed() < LONGEST_WAIT {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// The keys of the terminal, one by one.
#[derive(Debug)]
pub struct Keys<'a> {
    #[cfg(unix)]
    leaving: &'a AtomicBool,
    #[cfg(unix)]
    interrupts: &'a Listening<'a>,
    #[cfg(not(unix))]
    leaving: PhantomData<&'a ()>,
}

impl<'a> Keys<'a> {
    #[cfg(unix)]
    pub(super) const fn new(leaving: &'a AtomicBool, interrupts: &'a Listening<'a>) -> Self {
        Self {
            leaving,
            interrupts,
        }
    }

    #[cfg(not(unix))]
    pub(super) const fn none() -> Self {
        Self {
            leaving: PhantomData,
        }
    }

    /// Why keys can't be read one by one, as words after "don't work"; none where they can.
    pub fn unreadable() -> Option<&'static str> {
        #[cfg(unix)]
        if super::restore::takes_keys_one_by_one() {
            None
        } else {
            Some("at a terminal that sends whole lines (see TERM)")
        }
        #[cfg(not(unix))]
        Some("on this system yet")
    }

    /// The next key, waited for at most so long.
    ///
    /// # Errors
    /// When the terminal can't be read.
    #[cfg(unix)]
    pub fn wait(&mut self, at_most: Duration) -> io::Result<Option<Key>> {
        if self.is_leaving() {
            return Ok(Some(Key::Leaving));
        }
        if !is_ready(at_most)? {
            return Ok(self.is_leaving().then_some(Key::Leaving));
        }
        let mut stdin = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let Some(first) = byte(&mut stdin)? else {
            return Ok(Some(Key::Interrupt));
        };
        Ok(Some(match first {
            b'\r' | b'\n' => Key::Enter,
            3 => Key::Interrupt,
            0x1b => {
                skip_sequence(&mut stdin)?;
                Key::Other
            }
            0..0x20 | 0x7f => Key::Other,
            first => {
                let mut bytes = vec![first];
                while std::str::from_utf8(&bytes).is_err()
                    && bytes.len() < 4
                    && is_ready(Duration::ZERO)?
                {
                    bytes.extend(byte(&mut stdin)?);
                }
                let text = std::str::from_utf8(&bytes).ok();
                let typed = text.and_then(|text| text.chars().next());
                typed.map_or(Key::Other, Key::Text)
            }
        }))
    }

    /// None, after so long.
    ///
    /// # Errors
    /// Never here.
    #[cfg(not(unix))]
    pub fn wait(&mut self, at_most: Duration) -> io::Result<Option<Key>> {
        std::thread::sleep(at_most);
        Ok(None)
    }

    #[cfg(unix)]
    fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed) || self.interrupts.came()
    }
}

/// Whether there is something to read, waited for at most so long.
#[cfg(unix)]
fn is_ready(at_most: Duration) -> io::Result<bool> {
    use nix::errno::Errno;
    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
    let stdin = io::stdin();
    let mut waiting = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    let at_most = PollTimeout::try_from(at_most).unwrap_or(PollTimeout::ZERO);
    match poll(&mut waiting, at_most) {
        Ok(ready) => Ok(ready > 0),
        // The window has another size.
        Err(Errno::EINTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(unix)]
fn byte(stdin: &mut File) -> io::Result<Option<u8>> {
    let mut byte = [0];
    match stdin.read(&mut byte) {
        Ok(0) => Ok(None),
        Ok(_) => Ok(Some(byte[0])),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Some(0)),
        // The other end of the terminal is gone.
        Err(_) => Ok(None),
    }
}

/// Reads what an arrow key sends after its first byte.
#[cfg(unix)]
fn skip_sequence(stdin: &mut File) -> io::Result<()> {
    let mut number = 0;
    while is_ready(Duration::ZERO)? {
        let Some(byte) = byte(stdin)? else { break };
        number += 1;
        let begins = number == 1 && matches!(byte, b'[' | b'O');
        if !begins && (0x40..=0x7e).contains(&byte) {
            break;
        }
    }
    Ok(())
}
