//! How long a server may take, how much it may say, and how often it is asked again.

use std::time::Duration;

/// How long a server may take and how much it may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// From the request to the first word of a streamed answer.
    pub first_token: Duration,
    /// From word to word of a streamed answer.
    pub idle: Duration,
    /// For all of it, with waiting and asking again.
    pub total: Duration,
    /// For the list of models.
    pub list: Duration,
    /// The longest answer, in characters; reasoning does not count.
    pub text_chars: usize,
    /// The longest event or line of a stream, in bytes.
    pub line_bytes: usize,
    /// The longest body, in bytes.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // A small machine reads a prompt of some thousand tokens before it says the first word.
            first_token: Duration::from_secs(120),
            idle: Duration::from_secs(30),
            total: Duration::from_secs(300),
            list: Duration::from_secs(10),
            text_chars: 40_000,
            line_bytes: 1024 * 1024,
            // One token takes some 300 bytes of a stream.
            body_bytes: 32 * 1024 * 1024,
        }
    }
}

/// How often a request is sent again, and after what waits. Never after the first word of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retries {
    /// How often at most.
    pub count: u32,
    /// The first wait; each later one is twice the one before.
    pub first: Duration,
    /// The longest wait. A server that asks for more is not asked again.
    pub longest: Duration,
    /// Shifts each wait to between a half and all of it, so that many clients don't come at once.
    pub seed: u64,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            count: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(20),
            seed: 0,
        }
    }
}

impl Retries {
    /// No second try.
    pub fn none() -> Self {
        Self {
            count: 0,
            ..Self::default()
        }
    }

    /// How long to wait before try `number` (from 1) when the server asked for this wait; none when it should not be tried.
    pub(super) fn wait(&self, number: u32, asked: Option<Duration>) -> Option<Duration> {
        if number > self.count || asked.is_some_and(|asked| asked > self.longest) {
            return None;
        }
        if asked.is_some() {
            return asked;
        }
        let doubled = 1_u32.checked_shl(number - 1).unwrap_or(u32::MAX);
        let full = self.first.saturating_mul(doubled).min(self.longest);
        Some(full.mul_f64(0.5 + share(self.seed, number) / 2.0))
    }
}

/// A number in 0..1 from the seed, another for each try (SplitMix64).
fn share(seed: u64, number: u32) -> f64 {
    let mut mixed =
        seed.wrapping_add(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(u64::from(number) + 1));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let high = u32::try_from(mixed >> 32).unwrap_or(u32::MAX);
    f64::from(high) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::{Duration, Retries};

    #[test]
    fn waits_double_up_to_the_longest_and_are_shifted_by_the_seed() {
        let retries = |seed| Retries {
            count: 40,
            first: Duration::from_secs(1),
            longest: Duration::from_secs(5),
            seed,
        };
        for seed in 0..50 {
            for (number, full) in [(1, 1), (2, 2), (3, 4), (4, 5), (40, 5)] {
                let wait = retries(seed).wait(number, None).unwrap();
                let full = Duration::from_secs(full);
                assert!(wait >= full / 2 && wait <= full, "{seed} {number} {wait:?}");
            }
        }
        let first = |seed| retries(seed).wait(1, None);
        assert_ne!(first(1), first(2));
        assert_eq!(first(1), first(1));
    }

    #[test]
    fn a_server_says_when_and_not_too_late() {
        let retries = Retries::default();
        let asked = |seconds| retries.wait(1, Some(Duration::from_secs(seconds)));
        assert_eq!(asked(0), Some(Duration::ZERO));
        assert_eq!(asked(20), Some(Duration::from_secs(20)));
        assert_eq!(asked(21), None);
        assert_eq!(retries.wait(3, None), None);
        assert_eq!(Retries::none().wait(1, None), None);
    }
}
