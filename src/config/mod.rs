//! The configuration file as plain data, and where the platform keeps such files. It applies nothing.

mod file;
mod paths;
mod speech;

pub use file::{Config, ConfigError, EXAMPLE, Llm, Practice, Screen, Speech};
pub use paths::{config_file, data_folder};
