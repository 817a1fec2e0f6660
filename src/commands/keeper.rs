//! Keeps a session in the store, or says once that it can't. A session never ends because nothing can be kept.

use std::io::Write as _;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::failure;
use super::personal::{Case, Phrases};
use super::voice::recording_file;
use crate::bank::Bank;
use crate::history::{NewSession, Overruling, Remark, State, Store, StoreError, Worked};
use crate::interview::{Effect, Ending};
use crate::speech::Recorded;
use crate::terminal::clean;
use crate::terminal::render::Saved;
use crate::text::Delivery;

/// Keeps a session.
pub(super) struct Keeper {
    place: Place,
    /// The day that its answers belong to; none for the day on which they are given.
    day: Option<Date>,
}

/// Where a session is kept.
enum Place {
    /// Nothing is to be kept (`--no-save`), or nothing more can be.
    Off,
    /// Kept once there is something to keep; opening the store waits until the first question is on the screen.
    Pending {
        /// The data folder; none without a home folder.
        folder: Option<PathBuf>,
        /// What the session begins with.
        began: Box<NewSession>,
    },
    /// Kept.
    Saving {
        /// The store.
        store: Box<Store>,
        /// The session's number.
        session: i64,
    },
    /// Kept up to some point; what came after is not.
    Lost {
        /// The session's number.
        session: i64,
    },
}

impl Keeper {
    /// Keeps nothing.
    pub(super) const fn off() -> Self {
        Self {
            place: Place::Off,
            day: None,
        }
    }

    /// Keeps a new session in this data folder (none: there is no home folder), its answers as of this day (none: of the
    /// day on which they are given).
    pub(super) fn of(folder: Option<PathBuf>, began: NewSession, day: Option<Date>) -> Self {
        let began = Box::new(began);
        Self {
            place: Place::Pending { folder, began },
            day,
        }
    }

    /// What is kept of the session.
    pub(super) const fn saved(&self) -> Saved {
        match &self.place {
            Place::Saving { session, .. } => Saved::As(*session),
            Place::Lost { session } => Saved::InPart(*session),
            Place::Off | Place::Pending { .. } => Saved::No,
        }
    }

    /// Whether the session is kept, as far as is known.
    pub(super) const fn is_keeping(&self) -> bool {
        matches!(self.place, Place::Saving { .. } | Place::Pending { .. })
    }

    /// Goes on keeping a session that was read from the store. When the store refuses, says so, and nothing more is kept.
    ///
    /// # Errors
    /// When another program is running the session.
    pub(super) fn taking_over(mut store: Store, session: i64) -> Result<Self, StoreError> {
        let place = match store.take_over(session) {
            Ok(()) => Place::Saving {
                store: Box::new(store),
                session,
            },
            Err(error @ StoreError::Running(_)) => return Err(error),
            Err(error) => {
                warn(
                    &format!("{error}, so what follows in session {session} is not being saved"),
                    advice(&error),
                );
                Place::Lost { session }
            }
        };
        Ok(Self { place, day: None })
    }

    /// Opens the store and begins the session, if that is still to be done.
    pub(super) fn begin(&mut self, now: Timestamp) {
        let Place::Pending { folder, began } = &self.place else {
            return;
        };
        let Some(folder) = folder else {
            warn(
                "there is no home folder, so nothing of this session is being saved",
                "name a folder with --data-dir DIR or VIVA_DATA_DIR",
            );
            self.place = Place::Off;
            return;
        };
        let begun = Store::open(folder)
            .and_then(|mut store| store.begin(began, now).map(|session| (store, session)));
        self.place = match begun {
            Ok((store, session)) => Place::Saving {
                store: Box::new(store),
                session,
            },
            Err(error) => {
                warn(
                    &format!("{error}, so nothing of this session is being saved"),
                    advice(&error),
                );
                Place::Off
            }
        };
    }

    /// Keeps what a language model said of an attempt.
    pub(super) fn keep_remark(&mut self, attempt: (usize, u32), remark: &Remark) {
        let Place::Saving { store, session } = &self.place else {
            return;
        };
        if let Err(error) = store.record_remark(*session, attempt, remark) {
            warn(
                &format!("{error}, so what the language model said is not being saved"),
                advice(&error),
            );
        }
    }

    /// The number of the session here; 0 where it has none.
    pub(super) const fn session(&self) -> i64 {
        match &self.place {
            Place::Saving { session, .. } | Place::Lost { session } => *session,
            Place::Off | Place::Pending { .. } => 0,
        }
    }

    /// The learner's own phrases; none where no store is open.
    pub(super) fn phrases(&self) -> Option<Phrases> {
        let Place::Saving { store, .. } = &self.place else {
            return None;
        };
        Phrases::of(store).ok()
    }

    /// What such phrases made of the session so far.
    pub(super) fn worked(&self) -> Vec<Worked> {
        match &self.place {
            Place::Saving { store, session } => store.worked(*session).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Keeps what phrases make of an attempt.
    pub(super) fn keep_worked(&self, case: &Case) {
        let Place::Saving { store, session } = &self.place else {
            return;
        };
        let worked = case.worked(*session);
        if let Err(error) = store.record_worked(case.place(*session), worked.as_ref()) {
            warn(
                &format!(
                    "{error}, so what your own phrases make of this answer is not being saved"
                ),
                advice(&error),
            );
        }
    }

    /// Keeps an overruling with what it makes of its attempt; returns its number, 0 where it is not kept.
    pub(super) fn keep_overruling(&self, made: &Overruling, case: &Case) -> i64 {
        let Place::Saving { store, session } = &self.place else {
            return 0;
        };
        match store.overrule(made, case.worked(*session).as_ref()) {
            Ok(number) => number.unwrap_or(0),
            Err(error) => {
                warn(
                    &format!("{error}, so this overruling is not being saved"),
                    advice(&error),
                );
                0
            }
        }
    }

    /// Takes an overruling back, and what it made of this and other answers; `phrases` are those that are left.
    pub(super) fn withdraw(&self, taken: &Overruling, phrases: &Phrases, bank: &Bank) {
        let Place::Saving { store, .. } = &self.place else {
            return;
        };
        let left = phrases.left(store, bank, &taken.question);
        if let Err(error) = left.and_then(|left| store.withdraw(&[taken.number], &left)) {
            warn(
                &format!("{error}, so it is not taken back where it was kept"),
                advice(&error),
            );
        }
    }

    /// Keeps how an answer was given.
    pub(super) fn keep_delivery(&self, attempt: (usize, u32), delivery: &Delivery) {
        let Place::Saving { store, session } = &self.place else {
            return;
        };
        if let Err(error) = store.record_delivery(*session, attempt, delivery) {
            warn(
                &format!("{error}, so how this answer was given is not being saved"),
                advice(&error),
            );
        }
    }

    /// Keeps the recording of an answer, or of the answer to a probe, in the data folder; where nothing is kept it is deleted.
    pub(super) fn keep_recording(
        &self,
        (position, take): (usize, u32),
        probe: Option<usize>,
        recorded: Recorded,
    ) {
        let Place::Saving { store, session } = &self.place else {
            return;
        };
        let name = match probe {
            None => format!("{session}-{position}-{take}.wav"),
            Some(number) => format!("{session}-{position}-{take}-{number}.wav"),
        };
        let Some(path) = recording_file(store.folder(), &name) else {
            return;
        };
        // Known before it is there, so that deleting the session finds it whatever happens meanwhile.
        let kept = store
            .record_recording(*session, (position, take), probe, &name)
            .map_err(|error| error.to_string())
            .and_then(|()| {
                let folder = path.parent().unwrap_or(&path);
                let written = std::fs::create_dir_all(folder).and_then(|()| recorded.keep(&path));
                written.map_err(|error| format!("{}: {error}", path.display()))
            });
        if let Err(error) = kept {
            warn(
                &format!("{error}, so this recording is not kept"),
                "`keep_recordings = false` under [speech] keeps none",
            );
        }
    }

    /// Keeps what an effect wants kept. When that fails, says so once and keeps nothing more.
    pub(super) fn keep(&mut self, effect: &Effect, now: Timestamp) {
        self.begin(now);
        let Place::Saving { store, session } = &mut self.place else {
            return;
        };
        let kept = match effect {
            Effect::Record(attempt) => {
                let day = self.day.unwrap_or_else(|| local_day(now));
                store.record(*session, attempt, day)
            }
            Effect::Amend(attempt) => store.amend(*session, attempt),
            Effect::RecordProbe {
                position,
                take,
                number,
                probe,
            } => store.record_probe(*session, (*position, *take), *number, probe),
            Effect::RecordNote {
                position,
                question,
                text,
            } => store.record_note(*session, (*position, question.as_str()), text, now),
            // All of the plan is tried: what is killed while looking back is finished all the same.
            Effect::OfferLastWord => store.end(*session, State::Finished, now),
            Effect::Finish { ending, .. } => store.end(*session, state_of(*ending), now),
            _ => Ok(()),
        };
        if let Err(error) = kept {
            warn(
                &format!(
                    "{error}, so from here on nothing of session {session} is being saved; what came before is"
                ),
                advice(&error),
            );
            self.place = Place::Lost { session: *session };
        }
    }
}

/// The learner's local day.
pub(super) fn local_day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::system()).date()
}

const fn state_of(ending: Ending) -> State {
    match ending {
        Ending::Finished => State::Finished,
        Ending::Left | Ending::Paused => State::Paused,
    }
}

/// What to do about it while a session goes on.
const fn advice(error: &StoreError) -> &'static str {
    match error {
        StoreError::Folder { .. } | StoreError::Refused { .. } => {
            "name a folder that can be written with --data-dir DIR; --no-save saves nothing and says nothing"
        }
        error => failure::advice(error),
    }
}

/// Says something on standard error. A session goes on even where nobody listens there.
fn warn(message: &str, hint: &str) {
    let _ = writeln!(
        anstream::stderr().lock(),
        "warning: {}\n\nhint: {hint}",
        clean(message)
    );
}
