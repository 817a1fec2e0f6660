//! From values to the text that people read. Pure: a value and a [`Look`](super::Look) in, a string out.

mod bank;
mod concept;
mod delivery;
mod doctor;
mod grade;
mod history;
mod marking;
mod menu;
mod notice;
mod personal;
mod proposal;
mod question;
mod remark;
mod scorecard;
mod stats;
mod summary;
#[cfg(test)]
mod tests;
mod why;
mod wrap;

pub use bank::{question_list, study_page};
pub use concept::concept_line;
pub use delivery::{delivery, level_line, listen_hint};
pub use doctor::{Check, Outcome, check, check_heading, check_result};
pub use grade::{after_grade, grade_card, recovery, shown_card};
pub use history::{Past, past_attempt, past_note, past_sessions};
pub use marking::{beside_the_mark, marked_by, to_mark};
pub use menu::{Choice, menu};
pub use notice::{ask_estimate, last_word, notice, sentence};
pub use personal::{adjusted, adjusted_scores, disputable, overruled};
pub use proposal::{Proposal, proposal};
pub use question::{hint, key_hints, model_answer, probe, question};
pub use remark::{
    Difference, Opinion, after_remark, opinion_card, past_opinion, past_remark, remark_heading,
};
pub use scorecard::scorecard;
pub use stats::{PeriodName, stats};
pub use summary::{Saved, summary};
pub use why::why;
pub(crate) use wrap::{NARROW, paragraph, quote};

pub(crate) use crate::grading::whole_points as points;
