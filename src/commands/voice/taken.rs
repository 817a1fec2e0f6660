//! An answer as it was taken: its medium, how it was given, and its recording.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Voice;
use crate::assessment::{Answer, Medium};
use crate::speech::Recorded;
use crate::text::{Delivery, spoken_delivery, typed_delivery};

/// What stands beside an answer until it is graded.
pub(in crate::commands) struct Taken {
    /// How it was given.
    pub(in crate::commands) delivery: Delivery,
    /// Its recording where it is to be kept.
    pub(in crate::commands) recorded: Option<Recorded>,
}

impl Voice {
    /// The answer that was handed in, and what stands beside it, where answers may be spoken. An answer that does not come
    /// from what was heard was typed.
    pub(in crate::commands) fn take(
        &mut self,
        text: String,
        first_key: Option<Instant>,
    ) -> (Answer, Option<Taken>) {
        let (true, Some((put, suggested))) = (self.listens(), self.put) else {
            return (Answer::typed(text), None);
        };
        let dictated = self.dictated.take();
        let Some(dictated) = dictated.filter(|heard| come_from(&heard.transcript.text, &text))
        else {
            let first_key = first_key.map(|key| key.saturating_duration_since(put));
            let delivery = typed_delivery(&text, first_key, put.elapsed(), suggested);
            let taken = Taken {
                delivery: Delivery::Typed(delivery),
                recorded: None,
            };
            return (Answer::typed(text), Some(taken));
        };
        let delivery = spoken_delivery(
            &dictated.transcript.text,
            &dictated.transcript.words,
            dictated.voice,
            suggested,
        );
        let taken = Taken {
            delivery: Delivery::Spoken(delivery),
            recorded: dictated.recorded,
        };
        let answer = Answer {
            text,
            medium: Medium::Spoken,
        };
        (answer, Some(taken))
    }
}

/// Whether what is given comes from what was heard, however it was mended: a third of the words of the shorter are in the other.
fn come_from(heard: &str, given: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (heard, given) = (words(heard), words(given));
    let shared = heard.intersection(&given).count();
    shared > 0 && shared * 3 >= heard.len().min(given.len())
}

/// Where the recording of that name is, in this data folder; none for a name that no recording has.
pub(in crate::commands) fn recording_file(folder: &Path, name: &str) -> Option<PathBuf> {
    let stem = name.strip_suffix(".wav")?;
    let is_ours = !stem.is_empty() && stem.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_ours.then(|| recordings_in(folder).join(name))
}

/// Where the recordings are, in this data folder.
pub(in crate::commands) fn recordings_in(folder: &Path) -> PathBuf {
    folder.join("recordings")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_was_spoken_where_it_comes_from_what_was_heard() {
        let heard = "well you can be huge and the other cannot be changed";
        for mended in [
            heard,
            "One can be changed and the other cannot be changed.",
            "well you can be huge and the other cannot be changed, so a tuple is hashable and may be a key of a dictionary",
            "changed",
        ] {
            assert!(come_from(heard, mended), "{mended}");
        }
        for typed in [
            "a tuple is immutable, so it is hashable and may stand as a key where the list can not",
            "no idea",
            "",
        ] {
            assert!(!come_from(heard, typed), "{typed}");
        }
        assert!(!come_from("", ""));
    }

    #[test]
    fn only_names_of_recordings_are_files_of_the_data_folder() {
        let folder = Path::new("data");
        assert_eq!(
            recording_file(folder, "3-0-1.wav"),
            Some(folder.join("recordings/3-0-1.wav"))
        );
        for name in ["../viva.db", "/etc/passwd", "..wav", ".wav", "a/1.wav", ""] {
            assert_eq!(recording_file(folder, name), None, "{name}");
        }
    }
}
