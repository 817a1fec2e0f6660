//! The ways of finding evidence.

pub(super) mod coverage;
pub(super) mod phrase;
