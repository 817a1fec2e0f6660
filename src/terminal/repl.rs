//! Listening at a terminal: a line editor with several lines, paste, the candidate's own editor, and commands that
//! complete. rustyline holds the keys; what they mean is here.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Editor, Event, EventContext,
    EventHandler, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::editor::edit;
use super::input::{BLOCK, Heard, Reader, Reply, interpret};
use super::keys::Keys;
use super::render::sentence;
use super::slash_helper::SlashHelper;
use super::{Interrupts, Look, Restore};

/// A listener at a terminal.
pub struct Repl {
    editor: Editor<SlashHelper, MemHistory>,
    options: ReplOptions,
    /// The line as it was when the candidate's editor was asked for.
    handed_over: Arc<Mutex<Option<String>>>,
    initial: Option<String>,
    /// What Enter means on a line with nothing in it.
    on_empty: OnEmpty,
    restore: Restore,
}

/// What Enter means on a line with nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnEmpty {
    /// A slip: an answer is asked for.
    AskAgain,
    /// An answer as good as any: on without a guess.
    Pass,
    /// On to the summary: every question is answered.
    End,
}

/// What a listener at a terminal is told.
#[derive(Debug, Clone)]
pub struct ReplOptions {
    /// How text is to look.
    pub look: Look,
    /// The command of the candidate's own editor.
    pub editor: Option<String>,
    /// What to ask before leaving on Ctrl-C.
    pub leave_question: String,
    /// Whether Enter alone records an answer.
    pub listens: bool,
    /// Who hears Ctrl-C where it is a signal.
    pub interrupts: Interrupts,
}

impl Repl {
    /// A listener at this terminal.
    ///
    /// # Errors
    /// When the terminal can't be taken.
    pub fn new(options: ReplOptions) -> io::Result<Self> {
        let restore = Restore::new(options.interrupts.clone());
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .bracketed_paste(true)
            .color_mode(if options.look.colored {
                ColorMode::Enabled
            } else {
                ColorMode::Disabled
            })
            .build();
        let mut editor = Editor::with_history(config, MemHistory::new()).map_err(outer)?;
        editor.set_helper(Some(SlashHelper::new(options.look.plain)));
        let handed_over = Arc::new(Mutex::new(None));
        let new_line = || EventHandler::Simple(Cmd::Newline);
        editor.bind_sequence(KeyEvent::ctrl('J'), new_line());
        editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::ALT), new_line());
        // What most terminals send for Alt-Enter.
        editor.bind_sequence(KeyEvent::alt('\r'), new_line());
        editor.bind_sequence(KeyEvent::alt('\n'), new_line());
        editor.bind_sequence(
            KeyEvent::ctrl('O'),
            EventHandler::Conditional(Box::new(HandOver(Arc::clone(&handed_over)))),
        );
        editor.bind_sequence(
            KeyEvent::ctrl('C'),
            EventHandler::Conditional(Box::new(ClearFirst)),
        );
        Ok(Self {
            editor,
            options,
            handed_over,
            initial: None,
            on_empty: OnEmpty::AskAgain,
            restore,
        })
    }

    /// Asks a yes-or-no question; Enter means `default`.
    ///
    /// # Errors
    /// When the terminal can't be read.
    pub fn confirm(&mut self, question: &str, default: bool) -> io::Result<Reply<bool>> {
        let choice = if default { "[Y/n]" } else { "[y/N]" };
        let prompt = format!("{}{question} {choice} ", self.options.look.margin());
        loop {
            match self.editor.readline(&prompt) {
                Ok(line) => match line.trim().to_lowercase().as_str() {
                    "" => return Ok(Reply::Said(default)),
                    "y" | "yes" => return Ok(Reply::Said(true)),
                    "n" | "no" => return Ok(Reply::Said(false)),
                    _ => {}
                },
                Err(error) => return unsaid(error),
            }
        }
    }

    /// Asks for one of so many choices, from 1; Enter means the first.
    ///
    /// # Errors
    /// When the terminal can't be read.
    pub fn choose(&mut self, question: &str, choices: usize) -> io::Result<Reply<usize>> {
        let prompt = format!("{}{question} ", self.options.look.margin());
        loop {
            match self.editor.readline(&prompt) {
                Ok(line) if line.trim().is_empty() => return Ok(Reply::Said(1)),
                Ok(line) => {
                    if let Ok(number @ 1..) = line.trim().trim_end_matches('.').parse::<usize>()
                        && number <= choices
                    {
                        return Ok(Reply::Said(number));
                    }
                }
                Err(error) => return unsaid(error),
            }
        }
    }

    /// What a submitted text means; none when there is nothing in it.
    fn submitted(&mut self, text: String) -> io::Result<Option<Heard>> {
        if text.trim().is_empty() {
            return Ok(match self.on_empty {
                OnEmpty::Pass => Some(Heard::Answer(String::new())),
                OnEmpty::End => Some(Heard::End),
                OnEmpty::AskAgain if self.options.listens => Some(Heard::Record),
                OnEmpty::AskAgain => {
                    self.say(
                        "Nothing typed yet. /hint gives a nudge, /skip goes on without an answer.",
                    )?;
                    None
                }
            });
        }
        let _ = self.editor.add_history_entry(text.as_str());
        let text = pasted_block(&text).map_or(text.clone(), str::to_owned);
        Ok(Some(interpret(text, true)))
    }

    fn say(&self, text: &str) -> io::Result<()> {
        let mut out = anstream::stdout().lock();
        out.write_all(sentence(text, &self.options.look).as_bytes())?;
        out.write_all(b"\n")?;
        out.flush()
    }

    fn open_editor(&mut self, text: &str) -> io::Result<()> {
        match self
            .restore
            .as_found(|| edit(self.options.editor.as_deref(), text))
        {
            Ok(edited) => self.initial = Some(edited),
            Err(error) => {
                self.say(&format!("{error}."))?;
                self.initial = Some(text.to_owned());
            }
        }
        Ok(())
    }

    fn read(&mut self, prompt: &str) -> Result<String, ReadlineError> {
        match self.initial.take() {
            Some(text) => self.editor.readline_with_initial(prompt, (&text, "")),
            None => self.editor.readline(prompt),
        }
    }
}

impl Reader for Repl {
    fn next(&mut self) -> io::Result<Heard> {
        let mut block: Option<Vec<String>> = None;
        loop {
            let prompt = if block.is_some() { "| " } else { "> " };
            if let Some(helper) = self.editor.helper_mut() {
                helper.takes_commands = block.is_none();
            }
            match self.read(prompt) {
                Ok(line) => {
                    let asked_editor = self
                        .handed_over
                        .lock()
                        .map_or(None, |mut handed_over| handed_over.take());
                    if let Some(text) = asked_editor {
                        self.open_editor(&text)?;
                        continue;
                    }
                    let is_mark = line.trim() == BLOCK;
                    block = match block.take() {
                        Some(lines) if is_mark => match self.submitted_block(&lines)? {
                            Some(heard) => return Ok(heard),
                            None => None,
                        },
                        Some(mut lines) => {
                            lines.push(line);
                            Some(lines)
                        }
                        None if is_mark => Some(Vec::new()),
                        None => match self.submitted(line)? {
                            Some(heard) => return Ok(heard),
                            None => None,
                        },
                    };
                }
                Err(ReadlineError::Interrupted) if block.is_some() => block = None,
                Err(ReadlineError::Interrupted) => {
                    let question = self.options.leave_question.clone();
                    if self.confirm(&question, false)? != Reply::Said(false) {
                        return Ok(Heard::Interrupted);
                    }
                }
                Err(ReadlineError::Eof) => {
                    // What was typed into an open block is an answer, not lost.
                    if let Some(lines) = block.take()
                        && let Some(heard) = self.submitted_block(&lines)?
                    {
                        return Ok(heard);
                    }
                    return Ok(Heard::End);
                }
                // Only where whole lines are read: the next one may be text again.
                Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                    self.say("That line is not UTF-8 text. Type it once more.")?;
                }
                Err(error) => return Err(outer(error)),
            }
        }
    }

    fn estimate(&mut self) -> io::Result<Heard> {
        self.next_where(OnEmpty::Pass)
    }

    fn last_word(&mut self) -> io::Result<Heard> {
        self.next_where(OnEmpty::End)
    }

    fn prefill(&mut self, text: String) {
        let _ = self.open_editor(&text);
    }

    fn start_with(&mut self, text: String) {
        self.initial = Some(text);
    }

    fn ask(&mut self, question: &str, initial: &str) -> io::Result<Reply<String>> {
        if let Some(helper) = self.editor.helper_mut() {
            helper.takes_commands = false;
        }
        let prompt = format!("{}{question} ", self.options.look.margin());
        match self.editor.readline_with_initial(&prompt, (initial, "")) {
            Ok(line) => {
                // The candidate's own editor has no place here.
                if let Ok(mut handed_over) = self.handed_over.lock() {
                    *handed_over = None;
                }
                let _ = self.first_key();
                Ok(Reply::Said(line))
            }
            Err(error) => unsaid(error),
        }
    }

    fn by_keys(&mut self, action: &mut dyn FnMut(&mut Keys<'_>)) {
        self.restore.by_keys(action);
    }

    fn first_key(&mut self) -> Option<Instant> {
        self.editor.helper()?.first_key.take()
    }
}

impl Repl {
    /// The next thing heard, where Enter on an empty line means this.
    fn next_where(&mut self, on_empty: OnEmpty) -> io::Result<Heard> {
        self.on_empty = on_empty;
        let heard = self.next();
        self.on_empty = OnEmpty::AskAgain;
        heard
    }

    fn submitted_block(&mut self, lines: &[String]) -> io::Result<Option<Heard>> {
        let text = lines.join("\n");
        if text.trim().is_empty() {
            return self.submitted(text);
        }
        let _ = self.editor.add_history_entry(text.as_str());
        Ok(Some(Heard::Answer(text)))
    }
}

/// The inside of a text that was pasted with its marks.
fn pasted_block(text: &str) -> Option<&str> {
    text.trim()
        .strip_prefix(BLOCK)?
        .strip_prefix('\n')?
        .strip_suffix(BLOCK)?
        .strip_suffix('\n')
}

fn unsaid<T>(error: ReadlineError) -> io::Result<Reply<T>> {
    match error {
        ReadlineError::Eof => Ok(Reply::End),
        ReadlineError::Interrupted => Ok(Reply::Interrupted),
        error => Err(outer(error)),
    }
}

fn outer(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Ctrl-O: the line is handed over, and the reading ends so that another program may have the terminal.
struct HandOver(Arc<Mutex<Option<String>>>);

impl ConditionalEventHandler for HandOver {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        if let Ok(mut handed_over) = self.0.lock() {
            *handed_over = Some(context.line().to_owned());
        }
        Some(Cmd::AcceptLine)
    }
}

/// Ctrl-C clears the line while there is something in it.
struct ClearFirst;

impl ConditionalEventHandler for ClearFirst {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        (!context.line().is_empty()).then_some(Cmd::Kill(Movement::WholeBuffer))
    }
}
