//! What a mode of examination allows, as data: code asks for a property, never for the mode's name.

/// The rules of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether hints may be asked for.
    pub hints: bool,
    /// Probes after each answer at most.
    pub probes: u8,
    /// Whether the last grade can be asked about before the summary ends the session.
    pub last_word: bool,
}

impl Policy {
    /// Graded practice: feedback at once, hints, and this many probes.
    pub const fn practice(probes: u8) -> Self {
        Self {
            hints: true,
            probes,
            last_word: true,
        }
    }
}
