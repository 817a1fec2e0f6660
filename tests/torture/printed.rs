//! What the program prints, as far as it tells where a session is.

/// A line that tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Printed {
    /// A question is put.
    Question,
    /// A follow-up is put.
    Probe,
    /// A guess at the score is asked for.
    Guess,
    /// A grade, or what the answer to a follow-up recovered.
    Card,
    /// The list of commands: everything before `/help` was carried out.
    Help,
    /// Every question was asked; the last grade may be looked back at.
    LookBack,
}

impl Printed {
    /// Whether it waits for words.
    pub(crate) fn asks(self) -> bool {
        matches!(self, Self::Question | Self::Probe | Self::Guess)
    }
}

/// What a line tells.
pub(crate) fn understood(line: &str) -> Option<Printed> {
    let line = line.trim();
    let line = line.trim_matches('*');
    if line.starts_with("Question ") || line.starts_with("Warm-up, not counted") {
        return Some(Printed::Question);
    }
    if line.starts_with("One more on that: ") || line.contains("And of luck with ") {
        return Some(Printed::Probe);
    }
    if line.starts_with("/help") && line.ends_with("this list") {
        return Some(Printed::Help);
    }
    if line.starts_with("That was the last question.") {
        return Some(Printed::LookBack);
    }
    match line {
        "Your guess, 0 to 100, or Enter:" => Some(Printed::Guess),
        "That adds to your answer." | "That adds nothing new." => Some(Printed::Card),
        _ if line.starts_with("{\"schema\":1") => Some(Printed::Card),
        _ if line.starts_with("Score: ") || is_score(line) => Some(Printed::Card),
        _ => None,
    }
}

/// A line like `58  partial` or `58 → 71  solid`, with or without more behind.
fn is_score(line: &str) -> bool {
    let Some((points, rest)) = line.split_once("  ") else {
        return false;
    };
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let scores = match points.split_once(" → ") {
        Some((before, now)) => is_number(before) && is_number(now),
        None => is_number(points),
    };
    let band = rest.split([' ', ',']).next().unwrap_or_default();
    scores && ["strong", "solid", "partial", "weak", "none"].contains(&band)
}

#[test]
fn a_card_is_told_from_a_line_of_the_summary() {
    assert_eq!(understood("  58  partial"), Some(Printed::Card));
    assert_eq!(understood("  58 → 71  solid"), Some(Printed::Card));
    assert_eq!(understood("   1  number: n1     58  partial"), None);
    assert_eq!(understood("> 58  partial"), None);
}
