//! The examination as a machine: events in, effects out. It knows no clock, no disk and no terminal: the time comes with
//! each event, and what must happen is returned as data.

mod adapt;
mod attempt;
mod bias;
mod dispute;
mod effect;
mod event;
mod plan;
mod policy;
mod progress;
mod scorecard;
mod session;
mod spoken;
mod summary;

pub use adapt::{Pool, PoolQuestion};
pub use attempt::{Attempt, ModelAnswerSeen, ProbeTaken, is_last_try};
pub use bias::Bias;
pub use dispute::{Dispute, unquoted};
pub use effect::{Asked, Consultation, Effect, Ending, GradeShown, Notice, Recovered};
pub use event::{Context, Event, Material};
pub use plan::{Candidate, choose};
pub use policy::Policy;
pub use progress::{
    Answered, AnswersTo, Calibration, Due, ENOUGH_ESTIMATES, MissedPoint, Practiced, Progress,
    Retention, Stretch, TopicMean, progress, topic_means,
};
pub use scorecard::{Moment, OfQuestion, Scorecard, Share, TO_REPEAT, scorecard};
pub use session::Session;
pub use summary::{Outcome, Summary, SummaryLine, summarize, title_of};
