//! What a session wants done: one closed list. The edge carries the effects out in order, so what is recorded is
//! recorded before what follows it is shown.

use std::sync::Arc;

use super::{Attempt, Dispute, ProbeTaken, Scorecard, Summary};
use crate::assessment::{Answer, Question, QuestionId};
use crate::grading::{Behind, Feedback, Grade, KeyPointGrade, Prepared, Score};

/// What a session wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read this question and answer with `Event::Opened` or `Event::Unreadable`.
    Open(QuestionId),
    /// Put the question.
    Ask(Box<Asked>),
    /// Put a probe: a second question about one point that was missed.
    AskProbe {
        /// What is said before it.
        intro: Option<String>,
        /// The probe.
        prompt: String,
    },
    /// Show a hint.
    ShowHint {
        /// Which one, from 1.
        number: usize,
        /// How many there are.
        total: usize,
        /// The hint.
        text: String,
    },
    /// Keep this attempt.
    Record(Box<Attempt>),
    /// Keep this probe with the attempt of that position and take.
    RecordProbe {
        /// The attempt's position.
        position: usize,
        /// The attempt's take.
        take: u32,
        /// Which probe of that attempt it is, from 0.
        number: usize,
        /// The probe.
        probe: Box<ProbeTaken>,
    },
    /// Ask for a guess at the score of the answer that was recorded last, before it is shown.
    AskEstimate,
    /// Keep what changed about an attempt after it was recorded: guess, model answer seen, disputed.
    Amend(Box<Attempt>),
    /// Keep a note.
    RecordNote {
        /// The position of the question it belongs to.
        position: usize,
        /// That question.
        question: QuestionId,
        /// The note.
        text: String,
    },
    /// Show a grade.
    ShowGrade(Box<GradeShown>),
    /// Tell a language model of a graded answer and show what it says.
    Consult(Box<Consultation>),
    /// Let a language model word a probe about this point, and answer with `Event::ProbeWorded`.
    SeekProbe {
        /// The answer.
        about: Box<Consultation>,
        /// The index of the point in the rubric.
        point: usize,
    },
    /// Discuss a grade with a language model.
    Discuss {
        /// The graded answer.
        about: Box<Consultation>,
        /// What the candidate says.
        text: String,
    },
    /// A grade that is kept back until the end; scripts get it all the same.
    HoldGrade(Box<GradeShown>),
    /// What a probe's answer made of such a grade.
    HoldRecovery(Box<Recovered>),
    /// Show what a probe's answer made of the grade.
    ShowRecovery(Box<Recovered>),
    /// Show how a grade came about.
    ShowWhy {
        /// The grade.
        grade: Box<Grade>,
        /// What stands behind its verdicts, in the order of its key points; empty for a grade of an earlier run.
        behind: Vec<Behind>,
    },
    /// Hear what verdict on this attempt the candidate overrules, keep it, and show what that makes of its score.
    Overrule {
        /// The attempt.
        attempt: Box<Attempt>,
        /// What was said.
        said: Dispute,
    },
    /// Show the model answer.
    ShowModelAnswer(String),
    /// Let the candidate go on from this text.
    Prefill(String),
    /// Say a sentence.
    Say(Notice),
    /// Every question is asked: let the candidate look back at the last grade, then end.
    OfferLastWord,
    /// The session is over.
    Finish {
        /// How it ended.
        ending: Ending,
        /// What it came to.
        summary: Box<Summary>,
        /// The scorecard, where grades were kept back until now.
        scorecard: Option<Box<Scorecard>>,
    },
}

/// A graded answer with all that a language model may be told of it.
#[derive(Debug, Clone)]
pub struct Consultation {
    /// The question's place in the session, from 0.
    pub position: usize,
    /// Which try at it this is, from 1.
    pub take: u32,
    /// The question.
    pub question: Question,
    /// Its rubric, compiled.
    pub prepared: Arc<Prepared>,
    /// The answer.
    pub answer: Answer,
    /// The grade of the answer by itself, before any probe.
    pub grade: Grade,
}

/// By the attempt and what came of it: a rubric is the question's.
impl PartialEq for Consultation {
    fn eq(&self, other: &Self) -> bool {
        (
            self.position,
            self.take,
            &self.question,
            &self.answer,
            &self.grade,
        ) == (
            other.position,
            other.take,
            &other.question,
            &other.answer,
            &other.grade,
        )
    }
}

/// A question as it is put.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What is said before it.
    pub intro: Option<String>,
    /// Its number in the session, from 1; 0 for a warm-up, which is not counted.
    pub number: usize,
    /// How many the session has; none where that depends on how it goes.
    pub total: Option<usize>,
    /// Whether it is there to get going, and counted nowhere.
    pub warm_up: bool,
    /// Whether it was answered before in this session.
    pub again: bool,
    /// Whether hints may be asked for.
    pub hints: bool,
}

/// A grade as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeShown {
    /// The question.
    pub question: QuestionId,
    /// The hash of what it was graded by.
    pub content_hash: String,
    /// The grade.
    pub grade: Grade,
    /// What to say next time.
    pub feedback: Feedback,
    /// The score of the try before, when this is a second one.
    pub before: Option<Score>,
    /// The score that the candidate guessed, 0 to 100.
    pub estimate: Option<u8>,
}

/// What a probe's answer made of a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// The question.
    pub question: QuestionId,
    /// The hash of what it was graded by.
    pub content_hash: String,
    /// The point that was asked for.
    pub key_point: KeyPointGrade,
    /// The score before.
    pub before: Score,
    /// The grade after.
    pub after: Grade,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every question was asked.
    Finished,
    /// Left with a summary; it can be resumed.
    Left,
    /// Paused on purpose; it can be resumed.
    Paused,
}

impl Ending {
    /// Whether the session can be gone on with.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Finished)
    }
}

/// A sentence that needs no data beyond itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The answer is recorded, and its grade waits for a guess or for Enter.
    EstimateFirst,
    /// What was typed is no number from 0 to 100.
    NoEstimate,
    /// What was typed in place of a guess is kept as a note with the answer.
    WordsKept,
    /// All hints of this question were shown.
    NoMoreHints,
    /// A probe has no hints.
    NoHintsForProbe,
    /// Every question is asked: there is nothing more to answer.
    AllAsked,
    /// This session gives no hints.
    HintsOff,
    /// Grades, model answers and second tries wait for the end of this session.
    FeedbackAtTheEnd,
    /// Verdicts can be overruled once this session has shown them.
    DisputeAtTheEnd,
    /// No answer was graded yet.
    NothingGraded,
    /// No answer was given yet.
    NothingAnswered,
    /// This question has no model answer.
    NoModelAnswer,
    /// The model answer was shown before the answer.
    SeenBeforeAnswer,
    /// The probe is dropped, because the model answer gives it away.
    ProbeDropped,
    /// `/note` without a text.
    EmptyNote,
    /// The note is taken.
    NoteTaken,
    /// The disagreement is noted.
    DisagreementNoted,
    /// Explanations need a language model.
    ExplanationNeedsModel,
    /// `/ask` without a text.
    EmptyQuestion,
}
