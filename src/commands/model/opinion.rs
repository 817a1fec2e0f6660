//! A second opinion: asked for in the strictest form that the server knows, shown beside the grade, kept as JSON.

use std::io;
use std::time::Duration;

use super::Model;
use super::asking::{Form, Unusable, request};
use super::consult::{Shown, remark};
use crate::commands::effects::complain;
use crate::examiner::{
    Disagreement, Label, SecondOpinion, opinion_request, parse_opinion, retry_request,
    second_opinion,
};
use crate::grading::Verdict;
use crate::history::{Remark, RemarkKind};
use crate::interview::Consultation;
use crate::llm::{Delivery, LlmError};
use crate::terminal::render::{Difference, Opinion, opinion_card};

/// How long a second opinion may take.
const OPINION_PATIENCE: Duration = Duration::from_secs(240);

impl Model {
    /// Asks for a second opinion and shows it beside the grade.
    pub(super) fn second(
        &mut self,
        about: &Consultation,
        shown: &mut Shown<'_>,
    ) -> io::Result<Option<Remark>> {
        let rubric = about.prepared.rubric();
        let asked = opinion_request(&about.question, rubric, &about.answer);
        if self.dry_run {
            (shown.print)(&self.preview(&request(&asked, Form::Schema), Delivery::Whole))?;
            return Ok(None);
        }
        let parse = |reply: &str| parse_opinion(reply, rubric, &about.answer);
        let opinion = match self.in_form(&asked, OPINION_PATIENCE, parse, retry_request) {
            Ok(opinion) => opinion,
            Err(Unusable::Failed(LlmError::Cancelled)) => return Ok(None),
            Err(Unusable::Failed(error)) => {
                self.fail(&error);
                return Ok(None);
            }
            Err(Unusable::Reply(problem)) => {
                complain(&format!("no second opinion: {problem}"));
                return Ok(None);
            }
        };
        let Some(second) = second_opinion(&about.prepared, &about.answer, &about.grade, &opinion)
        else {
            complain("no second opinion: nothing of it quotes your answer");
            return Ok(None);
        };
        let label = self.label(asked.prompt);
        (shown.print)(&opinion_card(&card(about, &second, &label), &shown.look))?;
        let text = json(&second, &label).to_string();
        Ok(Some(remark(RemarkKind::Opinion, label, text, true)))
    }
}

/// The second opinion as it is shown.
fn card(about: &Consultation, second: &SecondOpinion, label: &Label) -> Opinion {
    Opinion {
        local: about.grade.score,
        second: second.rescored.score,
        judged: second.judged,
        points: about.grade.key_points.len(),
        is_worth_reading: about.grade.confidence.is_low(),
        dropped: second.dropped.len(),
        differences: second.disagreements.iter().map(difference).collect(),
        label: label.to_string(),
    }
}

fn difference(found: &Disagreement) -> Difference {
    match found {
        Disagreement::KeyPoint {
            statement,
            local,
            opinion,
            opinion_quote,
            reason,
            ..
        } => Difference {
            about: statement.clone(),
            local: verdict(*local),
            second: verdict(*opinion),
            quote: opinion_quote.clone(),
            reason: reason.clone(),
        },
        Disagreement::Misconception {
            belief,
            local_quotes,
            opinion_quote,
            ..
        } => Difference {
            about: belief.clone(),
            local: held(!local_quotes.is_empty()),
            second: held(opinion_quote.is_some()),
            quote: opinion_quote.clone(),
            reason: String::new(),
        },
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Partial => "partly met",
        Verdict::Missing => "missing",
        Verdict::Contradicted => "contradicted",
    }
}

const fn held(is_held: bool) -> &'static str {
    if is_held { "believed" } else { "not believed" }
}

/// The second opinion as it is kept and printed for programs.
fn json(second: &SecondOpinion, label: &Label) -> serde_json::Value {
    let points: Vec<_> = second
        .rescored
        .key_points
        .iter()
        .map(|point| {
            serde_json::json!({
                "id": point.id,
                "verdict": point.verdict.name(),
                "quotes": point.evidence.iter().map(|piece| &piece.text).collect::<Vec<_>>(),
                "why": point.why,
            })
        })
        .collect();
    let differ: Vec<_> = second
        .disagreements
        .iter()
        .map(|found| {
            let (Disagreement::KeyPoint { id, .. } | Disagreement::Misconception { id, .. }) =
                found;
            id
        })
        .collect();
    serde_json::json!({
        "score": second.rescored.score.points(),
        "band": second.rescored.score.band().name(),
        "judged": second.judged,
        "key_points": points,
        "misconceptions": second.rescored.misconceptions.iter().map(|held| &held.id).collect::<Vec<_>>(),
        "disagreements": differ,
        "dropped": second.dropped.len(),
        "model": label.model,
        "prompt": label.prompt,
        "date": label.date.to_string(),
    })
}
