//! A shared concept, as a list shows it.

use super::wrap::paragraph;
use crate::terminal::Look;

/// A concept as a pattern names it, with its sayings.
pub fn concept_line(name: &str, sayings: &[String], look: &Look) -> String {
    let line = format!("@{name}: {}", sayings.join(", "));
    paragraph(look, "", "    ", &line)
}
