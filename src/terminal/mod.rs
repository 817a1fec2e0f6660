//! The edge that people see: what they type becomes input, what happens becomes text. It decides nothing about a session.

mod ask;
mod clean;
mod editor;
mod input;
mod interrupts;
mod keys;
mod look;
mod pipe;
pub mod render;
mod repl;
mod restore;
pub mod slash_commands;
mod slash_helper;
mod stream;

pub use ask::Asker;
pub use clean::{clean, escape_json};
pub use editor::{EditorError, edit_files};
pub use input::{Heard, Reader, Reply};
pub use interrupts::{Interrupts, Listening};
pub use keys::{Key, Keys};
pub use look::{Look, Paint};
pub use pipe::{Pipe, stdin_has_more};
pub use repl::{Repl, ReplOptions};
pub use restore::Restore;
pub use stream::Stream;
