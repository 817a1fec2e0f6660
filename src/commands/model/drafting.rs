//! A rubric that a model drafts from a question and its model answer, for the author to confirm.

use std::time::Duration;

use super::Model;
use super::asking::{Form, Unusable, request};
use crate::assessment::{Lexicon, Question};
use crate::commands::effects::complain;
use crate::examiner::{Label, RubricProposal, draft_again, draft_request, parse_draft};
use crate::llm::{Delivery, LlmError};

/// How long one draft may take.
const DRAFT_PATIENCE: Duration = Duration::from_secs(240);

/// So many failures in a row, and the model is not asked any more: a list of questions would wait for each.
const FAILURES: u32 = 3;

/// What happens instead.
const INSTEAD: &str = "The rubric is drafted from the answer's own sentences";

impl Model {
    /// The exact request for a draft, as text.
    pub(in crate::commands) fn draft_preview(&self, question: &Question) -> String {
        self.preview(
            &request(&draft_request(question), Form::Schema),
            Delivery::Whole,
        )
    }

    /// What the model proposes for a question that has a model answer; none where nothing came of it, which is told.
    pub(in crate::commands) fn draft(
        &mut self,
        question: &Question,
        lexicon: &Lexicon,
    ) -> Option<(RubricProposal, Label)> {
        if self.is_out {
            return None;
        }
        self.introduce_as("each question and its model answer", "--offline");
        let asked = draft_request(question);
        let parse = |reply: &str| parse_draft(reply, question, lexicon);
        match self.in_form(&asked, DRAFT_PATIENCE, parse, draft_again) {
            Ok(proposal) => {
                self.failures = 0;
                return Some((proposal, self.label(asked.prompt)));
            }
            Err(Unusable::Failed(LlmError::Cancelled)) => {
                self.is_out = true;
                complain(&format!("stopped: the model is not asked again. {INSTEAD}"));
                return None;
            }
            Err(Unusable::Failed(error)) => self.fail_so(&error, INSTEAD),
            Err(Unusable::Reply(problem)) => {
                complain(&format!("the reply is of no use: {problem}. {INSTEAD}"));
            }
        }
        self.failures += 1;
        if self.failures >= FAILURES && !self.is_out {
            self.is_out = true;
            complain(&format!(
                "{FAILURES} failures in a row: the model is not asked again"
            ));
        }
        None
    }
}
