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
    /// Whether grades, model answers and second tries come with each answer, or only a scorecard at the end.
    pub feedback_at_once: bool,
    /// Whether the first question of the plan is there to get going: asked and graded like the others, and counted nowhere.
    pub warm_up: bool,
    /// Whether the candidate is asked to guess each score before seeing it.
    pub estimates: bool,
    /// Whether scores and bands are shown; they are kept in any case.
    pub numbers: bool,
    /// Whether a language model is told of each graded answer, and what it says is shown.
    pub consults: bool,
    /// Whether a language model may word the probes. The rubric's own stands in for one that does not come.
    pub asks_for_probes: bool,
}

impl Policy {
    /// Graded practice: feedback at once, hints, and this many probes.
    pub const fn practice(probes: u8) -> Self {
        Self {
            hints: true,
            probes,
            last_word: true,
            feedback_at_once: true,
            warm_up: false,
            estimates: false,
            numbers: true,
            consults: false,
            asks_for_probes: false,
        }
    }

    /// A mock interview: no hints and no feedback until the end, and this many follow-ups.
    pub const fn interview(probes: u8) -> Self {
        Self {
            hints: false,
            probes,
            last_word: false,
            feedback_at_once: false,
            warm_up: false,
            estimates: false,
            numbers: true,
            consults: false,
            asks_for_probes: false,
        }
    }
}
