//! What a mode of examination allows, as data: code asks for a property, never for the mode's name.

/// The rules of one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether hints may be asked for.
    pub hints: bool,
    /// Probes after each answer at most.
    pub probes: u8,
}

impl Policy {
    /// Graded practice: feedback at once, hints, and this many probes.
    pub const fn practice(probes: u8) -> Self {
        Self {
            hints: true,
            probes,
        }
    }
}
