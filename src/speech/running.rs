//! Running outside programs: each in a group of its own, so that it ends with its children; what it prints is bounded; what
//! goes wrong is data. Knows nothing of what the programs do.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use process_wrap::std::{ChildWrapper, CommandWrap};

use super::command::{CommandError, CommandLine, Handed};
#[cfg(unix)]
use super::guard::Guard;

/// How long to wait for what a program prints before looking whether it still runs.
const TICK: Duration = Duration::from_millis(10);

/// How long what a program printed may still come in after it ended.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// So many events may wait: more than complaints and ends of streams can be, so that only printing has to wait for its reader.
const EVENTS: usize = 16;

/// So many bytes of a complaint are kept.
const COMPLAINT: usize = 300;

/// How much a program may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// From its start to its end.
    pub(super) time: Duration,
    /// Of what it prints.
    pub(super) bytes: usize,
}

/// Runs a program to its end and returns what it printed; what is not UTF-8 becomes U+FFFD. Setting `stop` ends it.
///
/// # Errors
/// Every variant of [`CommandError`]; blank output is `Nothing`.
pub(super) fn run(
    command: &CommandLine,
    handed: Handed<'_>,
    limits: Limits,
    stop: &AtomicBool,
) -> Result<String, CommandError> {
    let mut running = Running::start(command, handed, Stdio::piped())?;
    let program = running.program.clone();
    let deadline = Instant::now() + limits.time;
    let mut printed = Vec::new();
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        if let Ok(Event::Printed(bytes)) = running.next_event() {
            printed.extend(bytes);
        }
        if printed.len() > limits.bytes {
            let bytes = limits.bytes;
            return Err(CommandError::TooMuch { program, bytes });
        }
        if stop.load(Ordering::Relaxed) {
            return Err(CommandError::Stopped { program });
        }
        let now = Instant::now();
        if ended.is_none() {
            ended = running.ended()?.map(|status| (status, now));
        }
        match ended {
            Some((_, at)) if running.streams == 0 || now > at + LAST_WORDS => break,
            None if now >= deadline => {
                let after = limits.time;
                return Err(CommandError::TimedOut { program, after });
            }
            _ => {}
        }
    }
    let said = std::mem::take(&mut running.said);
    match ended {
        Some((status, _)) if status.success() => {}
        other => {
            let code = other.and_then(|(status, _)| status.code());
            return Err(CommandError::Died {
                program,
                code,
                said,
            });
        }
    }
    let text = String::from_utf8_lossy(&printed).into_owned();
    if text.trim().is_empty() {
        return Err(CommandError::Nothing { program, said });
    }
    Ok(text)
}

/// What comes from a running program.
enum Event {
    Printed(Vec<u8>),
    Complained(String),
    Closed,
}

/// A program that runs. Dropping it ends the program and its children.
#[derive(Debug)]
pub(super) struct Running {
    program: String,
    child: Box<dyn ChildWrapper>,
    events: Receiver<Event>,
    /// Held so that waiting for an event waits, when nothing can come any more.
    _events: Sender<Event>,
    /// How many of its streams are open.
    streams: usize,
    /// The line of its complaint that tells most.
    said: String,
    status: Option<ExitStatus>,
    /// None once it has ended: another group may have its number then.
    #[cfg(unix)]
    guard: Option<Guard>,
}

impl Running {
    /// Starts a program. What it prints is read by [`run`] if `output` is piped.
    pub(super) fn start(
        command: &CommandLine,
        handed: Handed<'_>,
        output: Stdio,
    ) -> Result<Self, CommandError> {
        let program = command.program().to_owned();
        let to_stdin = handed.text.filter(|_| !command.mentions("{text}"));
        let mut plain = Command::new(command.program());
        plain
            .args(command.filled(handed))
            .stdin(to_stdin.map_or_else(Stdio::null, |_| Stdio::piped()))
            .stdout(output)
            .stderr(Stdio::piped());
        let mut grouped = CommandWrap::from(plain);
        #[cfg(unix)]
        grouped.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        grouped.wrap(process_wrap::std::JobObject);
        let mut child = match grouped.spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(CommandError::NotFound { program });
            }
            Err(error) => return Err(CommandError::NotStarted { program, error }),
        };
        let (sender, events) = bounded(EVENTS);
        let mut streams = 0;
        if let Some(mut stdin) = child.stdin().take() {
            let text = to_stdin.unwrap_or_default().to_owned();
            // A program that does not read must not hold us up; one that is gone has no use for it.
            thread::spawn(move || stdin.write_all(text.as_bytes()));
        }
        if let Some(stdout) = child.stdout().take() {
            streams += 1;
            let sender = sender.clone();
            thread::spawn(move || forward(stdout, &sender));
        }
        if let Some(stderr) = child.stderr().take() {
            streams += 1;
            let sender = sender.clone();
            let name = stem_of(&program);
            thread::spawn(move || complaints(stderr, &name, &sender));
        }
        Ok(Self {
            program,
            #[cfg(unix)]
            guard: Guard::of(child.id()),
            child,
            events,
            _events: sender,
            streams,
            said: String::new(),
            status: None,
        })
    }

    fn next_event(&mut self) -> Result<Event, crossbeam_channel::RecvTimeoutError> {
        let mut event = self.events.recv_timeout(TICK)?;
        match &mut event {
            Event::Complained(line) => self.said = std::mem::take(line),
            Event::Closed => self.streams -= 1,
            Event::Printed(_) => {}
        }
        Ok(event)
    }

    /// How it ended, if it has. What it leaves behind is ended then.
    pub(super) fn ended(&mut self) -> Result<Option<ExitStatus>, CommandError> {
        if self.status.is_none() {
            let asked = self.child.try_wait();
            self.status = asked.map_err(|error| CommandError::NotStarted {
                program: self.program.clone(),
                error,
            })?;
            if self.status.is_some() {
                let _ = self.child.start_kill();
                self.unguard();
            }
        }
        Ok(self.status)
    }

    /// Waits until it ends, at most so long.
    pub(super) fn wait(&mut self, at_most: Duration) -> Result<Option<ExitStatus>, CommandError> {
        let deadline = Instant::now() + at_most;
        loop {
            if let Some(status) = self.ended()? {
                return Ok(Some(status));
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
            let _ = self.next_event();
        }
    }

    /// Asks it to end, as Ctrl-C would; where nobody can be asked it is ended.
    pub(super) fn interrupt(&mut self) {
        #[cfg(unix)]
        let asked = self.child.signal(signal_hook::consts::SIGINT);
        #[cfg(not(unix))]
        let asked = self.child.start_kill();
        // One that is gone already needs no asking.
        let _ = asked;
    }

    /// Ends it and its children at once.
    pub(super) fn kill(&mut self) {
        if self.status.is_none() {
            let _ = self.child.start_kill();
            self.status = self.child.wait().ok();
            self.unguard();
        }
    }

    fn unguard(&mut self) {
        #[cfg(unix)]
        {
            self.guard = None;
        }
    }

    /// The line of its complaint that tells most, once it has ended; may be empty.
    pub(super) fn complaint(&mut self) -> String {
        let deadline = Instant::now() + LAST_WORDS;
        while self.streams > 0 && Instant::now() < deadline {
            let _ = self.next_event();
        }
        self.said.clone()
    }

    /// That it died, with the last it said.
    pub(super) fn death(&mut self) -> CommandError {
        CommandError::Died {
            said: self.complaint(),
            program: self.program.clone(),
            code: self.status.and_then(|status| status.code()),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Hands on what is printed, no faster than it is taken.
fn forward(mut stdout: impl Read, events: &Sender<Event>) {
    let mut buffer = vec![0; 8192];
    while let Ok(count @ 1..) = stdout.read(&mut buffer) {
        if events
            .send(Event::Printed(buffer[..count].to_vec()))
            .is_err()
        {
            return;
        }
    }
    let _ = events.send(Event::Closed);
}

/// Reads complaints to their end and hands on the line that tells most: the first in which the program names itself or an
/// error, else the first.
fn complaints(stderr: impl Read, program: &str, events: &Sender<Event>) {
    let mut stderr = BufReader::new(stderr);
    let (mut best, mut line) = (0, Vec::new());
    loop {
        line.clear();
        match (&mut stderr).take(8192).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        let told = told(&line);
        let lower = told.to_lowercase();
        let worth = match lower.trim_start_matches(['[', '(']) {
            "" => 0,
            line if ["error", "fatal", program]
                .iter()
                .any(|w| line.starts_with(w)) =>
            {
                3
            }
            line if line.contains("error") || line.contains("cannot") => 2,
            _ => 1,
        };
        if worth > best {
            best = worth;
            if events.send(Event::Complained(told)).is_err() {
                break;
            }
        }
    }
    let _ = events.send(Event::Closed);
}

/// A line of a complaint as it can be repeated: no control characters, not endless.
fn told(line: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(line)
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let text = text.trim();
    text[..text.floor_char_boundary(COMPLAINT)].to_owned()
}

fn stem_of(program: &str) -> String {
    let stem = Path::new(program).file_stem().unwrap_or_default();
    stem.to_string_lossy().to_lowercase()
}
