//! How an answer was given: its pace, fillers, pauses, hedges and length. It stands beside what was said and is no part of any
//! score; nobody's confidence is judged by it.

use std::time::Duration;

use super::words::{is_auxiliary, is_function_word, is_pronoun, says_which};

/// The pace that listeners are used to, in words a minute. A textbook names 125 to 150 for the United States and adds that no
/// rate is right for everyone (S. E. Lucas, The Art of Public Speaking, 8th edition, 2004, p. 300); guides for speakers name 120
/// to 160. So it is shown as a band and nothing more.
pub const USUAL_PACE: (u32, u32) = (120, 160);

/// Told with every count of fillers: recognizers leave many out (see faster-whisper's issue 901 for one that is asked not to).
pub const FILLER_CAVEAT: &str =
    "recognizers often drop \"um\" and \"uh\", so there may have been more";

/// An answer of fewer words has no pace to speak of.
const WORDS_FOR_PACE: usize = 10;

/// Within this share of the suggested time an answer is as long as asked for.
const ABOUT: (f64, f64) = (0.5, 1.25);

/// A word and when it was said, from the beginning of the recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedWord {
    /// The word.
    pub word: String,
    /// When it began.
    pub from: Duration,
    /// When it ended.
    pub to: Duration,
}

/// How an answer was given.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivery {
    /// By voice.
    Spoken(SpokenDelivery),
    /// At the keyboard.
    Typed(TypedDelivery),
}

/// How an answer was spoken.
#[derive(Debug, Clone, PartialEq)]
pub struct SpokenDelivery {
    /// How many words, fillers too.
    pub words: usize,
    /// How long the speaking took, pauses within it included.
    pub spoke_for: Duration,
    /// Words a minute; none for a few words only.
    pub pace: Option<f64>,
    /// What fills pauses, with how often it was said, most often first.
    pub fillers: Vec<(&'static str, usize)>,
    /// Fillers a minute; none where the pace is none.
    pub fillers_a_minute: Option<f64>,
    /// What takes back half of what is said, with how often it was said, most often first.
    pub hedges: Vec<(&'static str, usize)>,
    /// The longest pause between two words; none without word times.
    pub longest_pause: Option<Duration>,
    /// From the beginning of the recording to the first word; none without word times.
    pub first_word: Option<Duration>,
    /// Its length beside the suggested time.
    pub length: Length,
}

/// How an answer was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDelivery {
    /// How many words.
    pub words: usize,
    /// From the question to the first key; none where it isn't known.
    pub first_key: Option<Duration>,
    /// From the question to the end of the answer.
    pub took: Duration,
    /// That time beside the suggested one.
    pub length: Length,
}

/// A time beside the suggested one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Less than half of it.
    Short,
    /// About as long as asked for.
    AsAsked,
    /// More than a quarter above it.
    Long,
}

impl Length {
    /// The name in the store and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::AsAsked => "as-asked",
            Self::Long => "long",
        }
    }

    /// The length of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Short, Self::AsAsked, Self::Long]
            .into_iter()
            .find(|length| length.name() == name)
    }

    /// A time judged by the suggested one.
    pub fn of(took: Duration, suggested: Duration) -> Self {
        let share = took.as_secs_f64() / suggested.as_secs_f64().max(1.0);
        match share {
            share if share < ABOUT.0 => Self::Short,
            share if share <= ABOUT.1 => Self::AsAsked,
            _ => Self::Long,
        }
    }
}

/// The figures of a spoken answer. `voice` is how long the voice was heard, from its beginning to its end; it counts where the
/// recognizer gave no times.
pub fn spoken_delivery(
    transcript: &str,
    times: &[TimedWord],
    voice: Duration,
    suggested: Duration,
) -> SpokenDelivery {
    let words = words_of(transcript);
    let spoke_for = match (times.first(), times.last()) {
        (Some(first), Some(last)) => last.to.saturating_sub(first.from),
        _ => voice,
    };
    let minutes = spoke_for.as_secs_f64() / 60.0;
    let a_minute = |count: usize| {
        (words.len() >= WORDS_FOR_PACE && minutes > 0.0).then(|| count as f64 / minutes)
    };
    let fillers = counted(&words, &FILLERS, is_filler_at);
    let filler_count = fillers.iter().map(|(_, count)| count).sum();
    let pauses = times
        .windows(2)
        .map(|pair| pair[1].from.saturating_sub(pair[0].to));
    SpokenDelivery {
        words: words.len(),
        spoke_for,
        pace: a_minute(words.len()),
        fillers_a_minute: a_minute(filler_count),
        fillers,
        hedges: counted(&words, &HEDGES, |_, _, _| true),
        longest_pause: pauses.max(),
        first_word: times.first().map(|word| word.from),
        length: Length::of(spoke_for, suggested),
    }
}

/// The figures of a typed answer.
pub fn typed_delivery(
    answer: &str,
    first_key: Option<Duration>,
    took: Duration,
    suggested: Duration,
) -> TypedDelivery {
    TypedDelivery {
        words: words_of(answer).len(),
        first_key,
        took,
        length: Length::of(took, suggested),
    }
}

/// Sounds and phrases that fill pauses. "Like" and "so" are left out: nobody can tell from the words alone.
const FILLERS: [&str; 16] = [
    "um",
    "umm",
    "uh",
    "uhm",
    "er",
    "erm",
    "hmm",
    "hm",
    "mm",
    "ah",
    "basically",
    "literally",
    "you know",
    "i mean",
    "sort of",
    "kind of",
];

/// Words that say less than the sentence around them.
const HEDGES: [&str; 13] = [
    "i think",
    "i guess",
    "i believe",
    "i suppose",
    "i'm not sure",
    "i am not sure",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "as far as i know",
    "if i remember",
    "more or less",
];

/// The filler or hedge of this wording.
pub fn counted_phrase(wording: &str) -> Option<&'static str> {
    let known = || FILLERS.iter().chain(&HEDGES).copied();
    known().find(|phrase| *phrase == wording)
}

/// The words in lower case, without the punctuation around them.
fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
                .replace('’', "'")
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// How often each phrase stands where it counts, most often first.
fn counted(
    words: &[String],
    phrases: &[&'static str],
    counts: impl Fn(&str, &str, &str) -> bool,
) -> Vec<(&'static str, usize)> {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", String::as_str);
    let times_said = |phrase: &'static str| {
        let length = phrase.split(' ').count();
        (0..words.len())
            .filter(|&at| {
                phrase
                    .split(' ')
                    .enumerate()
                    .all(|(n, wanted)| word(Some(at + n)) == wanted)
            })
            .filter(|&at| counts(word(at.checked_sub(1)), phrase, word(Some(at + length))))
            .count()
    };
    let mut found: Vec<(&'static str, usize)> = phrases
        .iter()
        .map(|&phrase| (phrase, times_said(phrase)))
        .filter(|&(_, count)| count > 0)
        .collect();
    // Stable: of equally frequent ones the order of the table stays.
    found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    found
}

/// Whether a phrase between these two words fills a pause: "as you know", "do you know what" and "a kind of lock" do not.
fn is_filler_at(before: &str, phrase: &str, after: &str) -> bool {
    match phrase {
        "you know" => {
            !matches!(
                before,
                "as" | "do"
                    | "did"
                    | "if"
                    | "when"
                    | "once"
                    | "because"
                    | "before"
                    | "unless"
                    | "what"
            ) && !matches!(
                after,
                "that"
                    | "what"
                    | "how"
                    | "which"
                    | "the"
                    | "why"
                    | "whether"
                    | "if"
                    | "where"
                    | "when"
                    | "it"
            )
        }
        "i mean" => before != "what",
        "sort of" | "kind of" => {
            let says_which = says_which(before) || matches!(before, "a" | "an" | "new" | "other");
            let is_grammar = is_function_word(before) || is_auxiliary(before) || is_pronoun(before);
            !says_which && (is_grammar || before.is_empty() || phrase == "kind of")
        }
        _ => true,
    }
}

#[cfg(test)]
#[path = "delivery_tests.rs"]
mod tests;
