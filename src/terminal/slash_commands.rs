//! The commands of a session: one table that help, completion, hints and dispatch all read.

use super::render::{NARROW, paragraph, sentence};
use super::{Look, Paint};
use crate::interview::Event;

/// A command that is typed in place of an answer.
#[derive(Debug)]
pub struct SlashCommand {
    /// Its name, without the slash.
    pub name: &'static str,
    /// What may follow it, for help; none when nothing may.
    pub argument: Option<&'static str>,
    /// What it does, for help.
    pub help: &'static str,
    /// When it is of use.
    pub when: When,
    /// What it becomes.
    pub becomes: Becomes,
}

/// When a command is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// While a question or a follow-up waits for its answer.
    Asked,
    /// Once an answer is graded.
    Graded,
    /// At any time.
    Always,
}

/// What a command becomes.
#[derive(Debug, Clone, Copy)]
pub enum Becomes {
    /// An event of the session; the text after the name goes with it.
    Event(fn(String) -> Event),
    /// An event that needs the line editor of a terminal.
    TerminalEvent(fn(String) -> Event),
    /// The list of the commands.
    Help,
}

/// Every command, in the order of help.
pub static SLASH_COMMANDS: &[SlashCommand] = &[
    SlashCommand {
        name: "hint",
        argument: None,
        help: "a nudge, then a bigger one",
        when: When::Asked,
        becomes: Becomes::Event(|_| Event::HintRequested),
    },
    SlashCommand {
        name: "skip",
        argument: None,
        help: "go on without answering",
        when: When::Asked,
        becomes: Becomes::Event(|_| Event::Skipped),
    },
    SlashCommand {
        name: "repeat",
        argument: None,
        help: "show the question again",
        when: When::Asked,
        becomes: Becomes::Event(|_| Event::RepeatRequested),
    },
    SlashCommand {
        name: "answer",
        argument: None,
        help: "show a model answer",
        when: When::Asked,
        becomes: Becomes::Event(|_| Event::ModelAnswerRequested),
    },
    SlashCommand {
        name: "why",
        argument: None,
        help: "how the last score came about",
        when: When::Graded,
        becomes: Becomes::Event(|_| Event::WhyRequested),
    },
    SlashCommand {
        name: "redo",
        argument: None,
        help: "answer the last question again; the score shows before and after",
        when: When::Graded,
        becomes: Becomes::Event(|_| Event::RedoRequested),
    },
    SlashCommand {
        name: "edit",
        argument: None,
        help: "answer it again, starting from your last answer in the editor",
        when: When::Graded,
        becomes: Becomes::TerminalEvent(|_| Event::EditRequested),
    },
    SlashCommand {
        name: "right",
        argument: Some("[N]..."),
        help: "overrule a verdict of the last grade by words of your answer: /right 2 \"words\"; /right undo takes it back",
        when: When::Graded,
        becomes: Becomes::Event(Event::Disagreed),
    },
    SlashCommand {
        name: "ask",
        argument: Some("WHAT"),
        help: "discuss the last grade with the interviewer (needs a language model)",
        when: When::Graded,
        becomes: Becomes::Event(Event::ExplanationRequested),
    },
    SlashCommand {
        name: "note",
        argument: Some("TEXT"),
        help: "keep a note with this question",
        when: When::Always,
        becomes: Becomes::Event(Event::Noted),
    },
    SlashCommand {
        name: "pause",
        argument: None,
        help: "save and leave; `viva resume` goes on",
        when: When::Always,
        becomes: Becomes::Event(|_| Event::Paused),
    },
    SlashCommand {
        name: "quit",
        argument: None,
        help: "leave with a summary; `viva resume` goes on",
        when: When::Always,
        becomes: Becomes::Event(|_| Event::Ended),
    },
    SlashCommand {
        name: "help",
        argument: None,
        help: "this list",
        when: When::Always,
        becomes: Becomes::Help,
    },
];

/// The command of a line, and the text after its name. None when the line is an answer: it has several lines, no slash at
/// its start, or no known word after the slash.
pub fn parse(line: &str) -> Option<(&'static SlashCommand, String)> {
    let line = line.strip_prefix('/')?;
    if line.trim_end().contains('\n') {
        return None;
    }
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    SLASH_COMMANDS
        .iter()
        .find(|command| command.name == name)
        .map(|command| (command, argument.trim().to_owned()))
}

/// The commands whose name goes on from what is typed, slash included.
pub(super) fn completions(typed: &str) -> impl Iterator<Item = &'static SlashCommand> {
    let name = typed.strip_prefix('/').map(str::to_owned);
    SLASH_COMMANDS.iter().filter(move |command| {
        name.as_ref()
            .is_some_and(|name| command.name.starts_with(name.as_str()))
    })
}

/// The list of the commands, and what the keys do. Starts with a blank line.
pub fn help(look: &Look) -> String {
    let margin = look.margin();
    let groups = [
        (When::Asked, "While you are asked"),
        (When::Graded, "After a grade"),
        (When::Always, "At any time"),
    ];
    let mut text = String::new();
    for (when, title) in groups {
        let title = paragraph(look, margin, margin, title);
        text.push_str(&format!("\n{}", look.paint(Paint::Strong, &title)));
        for command in SLASH_COMMANDS.iter().filter(|command| command.when == when) {
            let usage = match command.argument {
                Some(argument) => format!("/{} {argument}", command.name),
                None => format!("/{}", command.name),
            };
            let stacked = look.plain || look.width < NARROW;
            let start = if stacked {
                format!("{margin}{usage}: ")
            } else {
                format!("{margin}  {usage:<14}")
            };
            let rest = if stacked {
                format!("{margin}  ")
            } else {
                " ".repeat(start.len())
            };
            text.push_str(&paragraph(look, &start, &rest, command.help));
        }
    }
    text.push_str(&sentence(
        "Enter hands the answer in. Ctrl-J or Alt-Enter makes a new line, a pasted text stays one answer, and \"\"\" alone on a line opens and closes a longer one. Ctrl-O opens your editor. Ctrl-C clears the line, Ctrl-D leaves with a summary.",
        look,
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_word_after_the_slash_is_a_command_and_nothing_else_is() {
        let name = |line| parse(line).map(|(command, argument)| (command.name, argument));
        let cases = [
            ("/hint", Some(("hint", ""))),
            ("/note  look up slots ", Some(("note", "look up slots"))),
            ("/right because\n", Some(("right", "because"))),
            ("/hints", None),
            ("/usr/bin/python", None),
            ("/", None),
            ("// a comment", None),
            (" /hint", None),
            ("/HINT", None),
            ("hint", None),
            ("/skip\nand more", None),
        ];
        for (line, expected) in cases {
            assert_eq!(
                name(line),
                expected.map(|(name, argument)| (name, argument.to_owned())),
                "{line:?}"
            );
        }
    }

    #[test]
    fn the_contracts_commands_are_in_the_table() {
        let mut names: Vec<&str> = SLASH_COMMANDS.iter().map(|command| command.name).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "answer", "ask", "edit", "help", "hint", "note", "pause", "quit", "redo", "repeat",
                "right", "skip", "why"
            ]
        );
    }
}
