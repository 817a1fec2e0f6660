//! How an answer was given, and its recording. Both stand beside the grade and are no part of any score.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::store::{Store, refused};
use crate::text::{Delivery, Length, SpokenDelivery, TypedDelivery, counted_phrase};

/// A delivery with the place of its attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDelivery {
    /// The question's place in the session, from 0.
    pub position: usize,
    /// Which try it is, from 1.
    pub take: u32,
    /// The delivery.
    pub delivery: Delivery,
    /// The name of the recording's file, where it was kept.
    pub recording: Option<String>,
}

/// A delivery as it is stored; times in seconds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "medium", rename_all = "snake_case")]
enum Record {
    Spoken {
        words: usize,
        seconds: f64,
        words_per_minute: Option<f64>,
        fillers: BTreeMap<String, usize>,
        fillers_per_minute: Option<f64>,
        hedges: BTreeMap<String, usize>,
        longest_pause: Option<f64>,
        first_word: Option<f64>,
        length: String,
    },
    Typed {
        words: usize,
        seconds: f64,
        first_key: Option<f64>,
        length: String,
    },
}

/// A delivery as JSON: in the store, and in what is exported.
pub fn delivery_json(delivery: &Delivery) -> serde_json::Value {
    let counts = |counted: &[(&'static str, usize)]| {
        let owned = counted
            .iter()
            .map(|(phrase, count)| ((*phrase).to_owned(), *count));
        owned.collect()
    };
    let tenths = |number: f64| (number * 10.0).round() / 10.0;
    let seconds = |time: Duration| (time.as_secs_f64() * 1000.0).round() / 1000.0;
    let record = match delivery {
        Delivery::Spoken(spoken) => Record::Spoken {
            words: spoken.words,
            seconds: seconds(spoken.spoke_for),
            words_per_minute: spoken.pace.map(tenths),
            fillers: counts(&spoken.fillers),
            fillers_per_minute: spoken.fillers_a_minute.map(tenths),
            hedges: counts(&spoken.hedges),
            longest_pause: spoken.longest_pause.map(seconds),
            first_word: spoken.first_word.map(seconds),
            length: spoken.length.name().to_owned(),
        },
        Delivery::Typed(typed) => Record::Typed {
            words: typed.words,
            seconds: seconds(typed.took),
            first_key: typed.first_key.map(seconds),
            length: typed.length.name().to_owned(),
        },
    };
    serde_json::to_value(record).unwrap_or_default()
}

/// What was stored; none where it can't be read.
fn delivery_of(json: &str) -> Option<Delivery> {
    let time = |seconds: f64| Duration::try_from_secs_f64(seconds).unwrap_or_default();
    let counts = |counted: BTreeMap<String, usize>| {
        let known = counted
            .into_iter()
            .filter_map(|(phrase, count)| Some((counted_phrase(&phrase)?, count)));
        let mut found: Vec<(&'static str, usize)> = known.collect();
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        found
    };
    Some(match serde_json::from_str(json).ok()? {
        Record::Spoken {
            words,
            seconds,
            words_per_minute,
            fillers,
            fillers_per_minute,
            hedges,
            longest_pause,
            first_word,
            length,
        } => Delivery::Spoken(SpokenDelivery {
            words,
            spoke_for: time(seconds),
            pace: words_per_minute,
            fillers: counts(fillers),
            fillers_a_minute: fillers_per_minute,
            hedges: counts(hedges),
            longest_pause: longest_pause.map(time),
            first_word: first_word.map(time),
            length: Length::from_name(&length)?,
        }),
        Record::Typed {
            words,
            seconds,
            first_key,
            length,
        } => Delivery::Typed(TypedDelivery {
            words,
            first_key: first_key.map(time),
            took: time(seconds),
            length: Length::from_name(&length)?,
        }),
    })
}

impl Store {
    /// Keeps with an attempt how it was given.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_delivery(
        &self,
        session: i64,
        (position, take): (usize, u32),
        delivery: &Delivery,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE attempts SET delivery = ? WHERE session_id = ? AND position = ? AND take = ?",
            params![delivery_json(delivery).to_string(), session, position, take],
        )
    }

    /// Keeps the name of the file of a recording with its attempt, or with the probe of that number.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn record_recording(
        &self,
        session: i64,
        (position, take): (usize, u32),
        probe: Option<usize>,
        file: &str,
    ) -> Result<(), StoreError> {
        match probe {
            None => self.execute(
                "UPDATE attempts SET recording = ? WHERE session_id = ? AND position = ? AND take = ?",
                params![file, session, position, take],
            ),
            Some(number) => self.execute(
                "UPDATE probes SET recording = ? WHERE number = ? AND attempt_id =
                 (SELECT id FROM attempts WHERE session_id = ? AND position = ? AND take = ?)",
                params![file, number, session, position, take],
            ),
        }
    }

    /// How the answers of a session were given, in order.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn deliveries(&self, session: i64) -> Result<Vec<KeptDelivery>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Option<KeptDelivery>>> {
            self.connection
                .prepare_cached(
                    "SELECT position, take, delivery, recording FROM attempts
                     WHERE session_id = ? AND delivery IS NOT NULL ORDER BY id",
                )?
                .query_map([session], |row| {
                    let (position, take) = (row.get(0)?, row.get(1)?);
                    let recording = row.get(3)?;
                    let delivery = delivery_of(&row.get::<_, String>(2)?);
                    Ok(delivery.map(|delivery| KeptDelivery {
                        position,
                        take,
                        delivery,
                        recording,
                    }))
                })?
                .collect()
        };
        let found = read().map_err(|error| refused(&self.path, error))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The names of the files of a session's recordings, those of its probes too.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn recordings(&self, session: i64) -> Result<Vec<String>, StoreError> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.connection
                .prepare_cached(
                    "SELECT recording FROM attempts WHERE session_id = ?1 AND recording IS NOT NULL UNION ALL
                     SELECT probes.recording FROM probes JOIN attempts ON attempts.id = attempt_id
                     WHERE session_id = ?1 AND probes.recording IS NOT NULL",
                )?
                .query_map([session], |row| row.get(0))?
                .collect()
        };
        read().map_err(|error| refused(&self.path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{spoken_delivery, typed_delivery};

    #[test]
    fn what_is_stored_is_read_back() {
        let minute = Duration::from_secs(60);
        let said = "um you know a tuple is um fixed and I think a list is not";
        let spoken = spoken_delivery(said, &[], Duration::from_secs(6), minute);
        let typed = typed_delivery("fixed", Some(Duration::from_millis(1500)), minute, minute);
        for delivery in [Delivery::Spoken(spoken), Delivery::Typed(typed)] {
            let json = delivery_json(&delivery).to_string();
            assert_eq!(delivery_of(&json), Some(delivery), "{json}");
        }
        assert_eq!(delivery_of("{}"), None);
    }
}
