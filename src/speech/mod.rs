//! Out loud: a question made speakable and spoken, an answer recorded, judged to be more than silence, and transcribed. All of
//! it by programs people already have, run here; no audio library, no network. What the words are worth is not asked here.

mod command;
mod gate;
#[cfg(unix)]
mod guard;
mod marks;
mod play;
mod programs;
mod recognizable;
mod record;
mod running;
mod say;
mod speakable;
mod transcribe;
mod transcript;
mod trial;
mod wav;

pub use command::{CommandError, CommandLine};
pub use gate::{Heard, HeardNothing, gate};
pub use play::{play, players};
pub use programs::Part;
pub use recognizable::write_for_recognizer;
pub use record::{
    Ended, Moment, RecordError, RecordOptions, Recorded, Recorder, Recording, record, recorders,
};
pub use say::{Speaker, Speaking, say, speakers};
pub use speakable::{speakable, speakable_question};
pub use transcribe::{Transcriber, patience, transcribe, transcribers};
pub use transcript::{Transcript, read_transcript};
pub use trial::{Spoken, TrialError, listen, render, speak};
pub use wav::{Sound, WavError, finish_wav, loudness, read_wav};
