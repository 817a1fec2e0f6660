//! From text to words that can be compared.

mod span;

pub use span::Span;
