//! A client of the protocol that language models are served with (`/chat/completions`, `/models`). It knows nothing of
//! interviews, asks only what it is given, and stops when its future is dropped.
//!
//! [`choose`] says which endpoint counts, [`read_key`] reads its key, [`Client`] asks it, [`request_preview`] shows what would be
//! asked. A runtime of one thread with time and input enabled suffices; end it with `shutdown_background`, since a name that is
//! being resolved can't be interrupted.

// No environment, files or clock: what is needed of them is given. The network and the command that prints a key are its work.
#![deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

mod audio;
mod choice;
mod clean;
mod client;
mod decoder;
mod endpoint;
mod error;
mod exchange;
mod fault;
mod key;
mod limits;
mod models;
mod reply;
mod request;
mod secret;
mod thinking;
mod transport;

pub use audio::AUDIO_BYTES;
pub use choice::{Chosen, Level, LevelName, Levels, choose};
pub use client::{Client, Reply};
pub use decoder::decode;
pub use endpoint::{BaseUrlError, Endpoint, Host, Place};
pub use error::{Bound, Instead, LlmError, Stage};
pub use key::{KeyError, KeySource, read_key};
pub use limits::{Limits, Retries};
pub use models::Listed;
pub use reply::{ChatEvent, Reason, Usage};
pub use request::{Delivery, Format, Message, Request, Role, request_preview};
pub use secret::{Secret, SecretError};
