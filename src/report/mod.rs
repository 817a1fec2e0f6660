//! Grades and figures as text for other programs. Pure functions of data; nothing here reads, grades or prints.

mod agreement;
mod class;
mod history;
mod json;
mod question;
mod stats;
mod tally;
mod transcript;

pub use agreement::{
    Agreement, Case, Counts, Details, Discrimination, FiringPattern, Graded, KindMeans, Marked,
    Missed, PatternFigures, PointFigures, QuestionFigures, RubricPattern, Said, Suggestion,
    TakenOff, Verdicts, Wrongest,
};
pub use class::{
    Added, Class, Line, NotAResult, class_html, class_json, class_markdown, read_line, student_html,
};
pub use history::{Exported, Later, attempt_line, note_line};
pub use json::{error_line, grade_line, grade_line_for, json_line, personal_json, with_fields};
pub use question::{list_line, show_line};
pub use stats::stats_line;
pub use tally::Tally;
pub use transcript::{
    PastNote, PastQuestion, PastSession, Transcript, transcript_html, transcript_json,
    transcript_markdown,
};
