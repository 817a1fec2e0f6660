//! New questions: from an imported list or an author's answer to the files of a bank, and their place in a folder; marked
//! answers for a rubric.

mod confirm;
mod draft;
mod id;
mod patterns;
mod same;
mod sample;
mod shelf;
mod toml_text;
mod write;

pub use confirm::{Decided, confirmed, waiting};
pub use draft::{Draft, Drafting, draft};
pub use id::{point_id, slug, topic_slug};
pub use patterns::{AddedPatterns, add_patterns};
pub use same::asked_words;
pub use sample::{Added, NewSample, SampleError, add_sample, copy_question, is_same_answer};
pub use shelf::{Shelf, ShelfError, Shelved};
pub use write::replace;

/// The JSON Schemas of both kinds of file, which editors read: name and text.
pub const SCHEMAS: [(&str, &str); 2] = [
    (
        "question.schema.json",
        include_str!("../../../schemas/question.schema.json"),
    ),
    (
        "rubric.schema.json",
        include_str!("../../../schemas/rubric.schema.json"),
    ),
];
