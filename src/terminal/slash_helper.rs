//! What the line editor asks while a line is typed: completion and hints of the slash commands, and when its first key came.

use std::borrow::Cow;
use std::cell::Cell;
use std::time::Instant;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::{Context, Helper, Validator};

use super::slash_commands::completions;

/// Completion and hints of the slash commands.
#[derive(Helper, Validator)]
pub(super) struct SlashHelper {
    plain: bool,
    /// Inside a block every line is text.
    pub(super) takes_commands: bool,
    /// When something first stood on a line.
    pub(super) first_key: Cell<Option<Instant>>,
}

impl SlashHelper {
    pub(super) const fn new(plain: bool) -> Self {
        Self {
            plain,
            takes_commands: true,
            first_key: Cell::new(None),
        }
    }
}

impl Completer for SlashHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let pairs = completions(&line[..position])
            .filter(|_| self.takes_commands)
            .map(|command| Pair {
                display: format!("/{}", command.name),
                replacement: if command.argument.is_some() {
                    format!("/{} ", command.name)
                } else {
                    format!("/{}", command.name)
                },
            })
            .collect();
        Ok((0, pairs))
    }
}

impl Hinter for SlashHelper {
    type Hint = String;

    fn hint(&self, line: &str, position: usize, _: &Context<'_>) -> Option<String> {
        if self.first_key.get().is_none() && !line.is_empty() {
            self.first_key.set(Some(Instant::now()));
        }
        // A screen reader would read the ghost text as if it had been typed.
        if self.plain || !self.takes_commands || position < line.len() || line.len() < 2 {
            return None;
        }
        let command = completions(line).next()?;
        let rest = &command.name[line.len() - 1..];
        Some(format!("{rest}   {}", command.help))
    }
}

impl Highlighter for SlashHelper {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }
}
