//! A model's proposals for a drafted rubric. They wait beside it; nothing grades by them.

use crate::assessment::{Lexicon, Question, QuestionId};
use crate::bank::author::{Draft, point_id};
use crate::bank::{MisconceptionFile, ProposedFile, ProposedPointFile};
use crate::cli::{DraftingArgs, SharedArgs};
use crate::commands::Failure;
use crate::commands::model::Model;
use crate::commands::wiring::settings;
use crate::examiner::{Refused, RubricProposal};
use crate::terminal::Interrupts;

/// What a misconception costs until its author says otherwise: what the format says.
const PENALTY: f64 = 25.0;

/// The model, where one was asked for on the command line and can be asked.
pub(super) fn model(args: &DraftingArgs, shared: &SharedArgs) -> Result<Option<Model>, Failure> {
    if !(args.llm || args.dry_run) {
        return Ok(None);
    }
    let interrupts = Interrupts::new();
    Ok(Model::open(
        &args.as_llm(),
        shared,
        &settings(shared)?,
        &interrupts,
    ))
}

/// The exact request that would draft the rubric; none where there is no answer to draft from.
pub(super) fn preview(model: &Model, draft: &Draft) -> Option<String> {
    Some(model.draft_preview(&asked(draft)?))
}

/// Lets the model propose a rubric beside the drafted one; what of its reply was left out.
pub(super) fn propose(model: &mut Model, draft: &mut Draft, lexicon: &Lexicon) -> Vec<Refused> {
    let Some(question) = asked(draft) else {
        return Vec::new();
    };
    let Some((proposal, label)) = model.draft(&question, lexicon) else {
        return Vec::new();
    };
    let (proposed, refused) = shaped(proposal, label.to_string());
    draft.rubric.proposed = Some(proposed);
    refused
}

/// The question as the model is told of it; none without an answer to draft from.
pub(super) fn asked(draft: &Draft) -> Option<Question> {
    let id = QuestionId::new("own/new/question");
    let question = draft.question.clone().into_question(id).ok()?;
    draft.has_points().then_some(question)
}

/// The proposal in the shape of its file.
fn shaped(proposal: RubricProposal, by: String) -> (ProposedFile, Vec<Refused>) {
    let mut file = ProposedFile {
        by,
        ..ProposedFile::default()
    };
    for point in proposal.points {
        let taken = |id: &str| file.key_points.iter().any(|other| other.id == id);
        file.key_points.push(ProposedPointFile {
            id: point_id(&point.statement, taken),
            statement: point.statement,
            weight: point.weight,
            essential: point.essential,
            patterns: point.patterns,
            quotes: point.quotes,
        });
    }
    for belief in proposal.misconceptions {
        let taken = |id: &str| file.misconceptions.iter().any(|other| other.id == id);
        file.misconceptions.push(MisconceptionFile {
            id: point_id(&belief.belief, taken),
            belief: belief.belief,
            correction: belief.correction,
            penalty: PENALTY,
            subject: None,
            patterns: belief.patterns,
        });
    }
    (file, proposal.refused)
}
