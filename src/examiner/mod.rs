//! What a language model is asked about an answer, and what of its reply is kept. Plain values: a request out, text in; it
//! sends nothing, and nothing that a model says moves a grade.

mod checker;
mod disagreement;
mod discussion;
mod draft;
mod fence;
mod follow_up;
mod ground;
mod links;
mod narrative;
mod opinion;
mod prompts;
mod proposal;
mod quotes;
mod reply;
mod request;
mod scores;
mod units;

#[cfg(test)]
mod tests;

pub use checker::{Checker, Segment};
pub use disagreement::{Disagreement, SecondOpinion, disagreements, second_opinion};
pub use discussion::{Turn, discussion_checker, discussion_request, figures_of};
pub use draft::{draft_again, draft_request, parse_draft, pattern_problem};
pub use follow_up::{check_follow_up, follow_up_request};
pub use ground::Ground;
pub use narrative::{Narrative, check_narrative, narrative_request};
pub use opinion::{
    Dropped, NoOpinion, Opinion, OpinionOfBelief, OpinionOfPoint, WhyDropped, opinion_request,
    parse_opinion, retry_request,
};
pub use proposal::{
    NoProposal, ProposedBelief, ProposedPoint, Refused, RubricProposal, WhyRefused,
};
pub use request::{Label, Request};
