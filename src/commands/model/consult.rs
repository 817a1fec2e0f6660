//! What a model is asked about a graded answer, and what is shown and kept of its replies.

use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use super::asking::{Form, Hearer, request};
use super::{Model, PROBE_PATIENCE};
use crate::commands::effects::complain;
use crate::examiner::{
    self, Checker, Disagreement, Ground, Label, SecondOpinion, Segment, Turn, check_follow_up,
    discussion_checker, discussion_request, figures_of, follow_up_request, narrative_request,
    opinion_request, parse_opinion, retry_request, second_opinion,
};
use crate::grading::Verdict;
use crate::history::{Remark, RemarkKind};
use crate::interview::Consultation;
use crate::llm::{Delivery, LlmError};
use crate::terminal::render::{Difference, Opinion, after_remark, opinion_card, remark_heading};
use crate::terminal::{Look, Stream};

/// How long a second opinion may take.
const OPINION_PATIENCE: Duration = Duration::from_secs(240);

/// Where a reply is shown.
pub(in crate::commands) struct Shown<'a> {
    /// How text is to look.
    pub(in crate::commands) look: Look,
    /// Whether someone sees it come, so that waiting is told.
    pub(in crate::commands) is_live: bool,
    /// Writes to whoever reads; nothing where only the outcome counts.
    pub(in crate::commands) print: &'a mut dyn FnMut(&str) -> io::Result<()>,
}

/// What came of consulting a model.
#[derive(Debug, Default)]
pub(in crate::commands) struct Consulted {
    /// The narrative.
    pub(in crate::commands) narrative: Option<Remark>,
    /// The second opinion, and what is kept of it.
    pub(in crate::commands) opinion: Option<Remark>,
}

impl Model {
    /// Tells the model of a graded answer and shows what it says.
    pub(in crate::commands) fn consult(
        &mut self,
        about: &Consultation,
        shown: &mut Shown<'_>,
    ) -> io::Result<Consulted> {
        self.talk = (Some((about.position, about.take)), Vec::new());
        let mut consulted = Consulted::default();
        if about.answer.text.trim().is_empty() || self.is_out {
            return Ok(consulted);
        }
        let rubric = about.prepared.rubric();
        let asked = narrative_request(&about.question, rubric, &about.grade, &about.answer);
        let ground = Ground::new(&about.question, rubric, &about.answer.text);
        consulted.narrative =
            self.tell(&asked, Checker::new(&ground), RemarkKind::Narrative, shown)?;
        if self.opinion && !self.is_out {
            consulted.opinion = self.second(about, shown)?;
        }
        Ok(consulted)
    }

    /// Lets the model reply to what the candidate says about a grade.
    pub(in crate::commands) fn discuss(
        &mut self,
        about: &Consultation,
        text: &str,
        shown: &mut Shown<'_>,
    ) -> io::Result<Option<Remark>> {
        let attempt = Some((about.position, about.take));
        if self.talk.0 != attempt {
            self.talk = (attempt, Vec::new());
        }
        let rubric = about.prepared.rubric();
        let asked = discussion_request(
            &self.talk.1,
            &about.question,
            rubric,
            &about.grade,
            &about.answer,
            text,
        );
        let ground = Ground::new(&about.question, rubric, &about.answer.text).knowing(text);
        let figures = figures_of(&about.grade);
        let checker = discussion_checker(&ground, &figures);
        // Who asks again wants it tried again.
        self.is_out = false;
        let mut remark = self.tell(&asked, checker, RemarkKind::Discussion, shown)?;
        if let Some(remark) = &mut remark {
            remark.asked = Some(text.to_owned());
            self.talk.1.push(Turn {
                asked: text.to_owned(),
                replied: remark.text.clone(),
            });
        }
        Ok(remark)
    }

    /// A follow-up in the model's words; none when it has none to offer soon.
    pub(in crate::commands) fn word_probe(
        &mut self,
        about: &Consultation,
        point: usize,
        shown: &mut Shown<'_>,
    ) -> io::Result<Option<String>> {
        let Some(key_point) = about.prepared.rubric().key_points.get(point) else {
            return Ok(None);
        };
        let asked = follow_up_request(&about.question, key_point, &about.answer);
        if self.is_out {
            return Ok(None);
        }
        let asked_for = request(&asked, Form::Text);
        if self.dry_run {
            (shown.print)(&self.preview(&asked_for, Delivery::Whole))?;
            return Ok(None);
        }
        self.introduce();
        // An interview never waits on a network: without a word in time, the rubric's own probe is put.
        let reply = self.whole(&asked_for, PROBE_PATIENCE).ok();
        Ok(reply
            .and_then(|reply| check_follow_up(&reply, &about.question, key_point, &about.answer)))
    }

    /// Asks for a text and shows it as it comes.
    fn tell(
        &mut self,
        asked: &examiner::Request,
        checker: Checker<'_>,
        kind: RemarkKind,
        shown: &mut Shown<'_>,
    ) -> io::Result<Option<Remark>> {
        let asked_for = request(asked, Form::Text);
        if self.dry_run {
            (shown.print)(&self.preview(&asked_for, Delivery::Streamed))?;
            return Ok(None);
        }
        self.introduce();
        let mut teller = Teller::new(checker, kind, shown);
        let ended = self.stream(&asked_for, &mut teller);
        let text = teller.finish()?;
        let label = self.label(asked.prompt);
        let is_complete = ended.is_ok();
        match &ended {
            Err(LlmError::Cancelled) => (shown.print)(&after_remark("Stopped.", &shown.look))?,
            Err(LlmError::CutOff) if !text.is_empty() => {
                (shown.print)(&after_remark(
                    "The connection was lost here; what came stands above.",
                    &shown.look,
                ))?;
            }
            Err(error) => self.fail(error),
            Ok(()) if text.is_empty() => {
                complain(&format!(
                    "{} said nothing. The grade stands without it",
                    self.name
                ));
            }
            Ok(()) => {}
        }
        if text.is_empty() {
            return Ok(None);
        }
        (shown.print)(&after_remark(&label.to_string(), &shown.look))?;
        Ok(Some(remark(kind, label, text, is_complete)))
    }

    /// Asks for a second opinion and shows it beside the grade.
    fn second(
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
        let mut form = Form::Schema;
        let mut again = None;
        let opinion = loop {
            let reply = match self.whole(
                &request(again.as_ref().unwrap_or(&asked), form),
                OPINION_PATIENCE,
            ) {
                Ok(reply) => reply,
                Err(LlmError::FormatRefused { .. }) if form != Form::Text => {
                    form = if form == Form::Schema {
                        Form::Object
                    } else {
                        Form::Text
                    };
                    continue;
                }
                Err(LlmError::Cancelled) => return Ok(None),
                Err(error) => {
                    self.fail(&error);
                    return Ok(None);
                }
            };
            match parse_opinion(&reply, rubric, &about.answer) {
                Ok(opinion) => break opinion,
                Err(problem) if again.is_none() => again = Some(retry_request(&asked, problem)),
                Err(problem) => {
                    complain(&format!("no second opinion: {problem}"));
                    return Ok(None);
                }
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

fn remark(kind: RemarkKind, label: Label, text: String, is_complete: bool) -> Remark {
    Remark {
        kind,
        model: label.model,
        prompt: label.prompt,
        day: label.date,
        asked: None,
        text,
        is_complete,
    }
}

/// Shows a reply as it comes, checked against the answer.
struct Teller<'a, 's, 'p> {
    checker: Option<Checker<'a>>,
    stream: Option<Stream>,
    shown: &'s mut Shown<'p>,
    kind: RemarkKind,
    /// What was shown, as Markdown.
    text: String,
    is_waiting: bool,
    failed: Option<io::Error>,
}

impl<'a, 's, 'p> Teller<'a, 's, 'p> {
    fn new(checker: Checker<'a>, kind: RemarkKind, shown: &'s mut Shown<'p>) -> Self {
        Self {
            checker: Some(checker),
            stream: Some(Stream::new(shown.look)),
            shown,
            kind,
            text: String::new(),
            is_waiting: false,
            failed: None,
        }
    }

    fn show(&mut self, segments: Vec<Segment>) {
        for segment in segments {
            let said = match segment {
                Segment::Text(text) | Segment::FoundQuote { text, .. } => text,
                Segment::UnfoundedQuote(text) => format!("{text} (not in your answer)"),
                Segment::LeftOutScore => "(A score of its own is left out.) ".to_owned(),
            };
            if self.text.is_empty() && !said.trim().is_empty() {
                self.stop_waiting();
                self.print(&remark_heading(
                    self.kind == RemarkKind::Discussion,
                    &self.shown.look,
                ));
            }
            self.text.push_str(&said);
            let shown = self.stream.as_mut().map(|stream| stream.push(&said));
            self.print(&shown.unwrap_or_default());
        }
    }

    fn print(&mut self, text: &str) {
        if self.failed.is_none()
            && !text.is_empty()
            && let Err(error) = (self.shown.print)(text)
        {
            self.failed = Some(error);
        }
    }

    fn stop_waiting(&mut self) {
        if std::mem::take(&mut self.is_waiting) {
            self.print("\r\u{1b}[K");
        }
    }

    /// The rest of it; the whole text as Markdown.
    fn finish(mut self) -> io::Result<String> {
        self.stop_waiting();
        if let Some(checker) = self.checker.take() {
            self.show(checker.finish());
        }
        if let Some(stream) = self.stream.take() {
            self.print(&stream.finish());
        }
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.text.trim().to_owned()),
        }
    }
}

impl Hearer for Teller<'_, '_, '_> {
    fn hear(&mut self, piece: &str) -> ControlFlow<()> {
        let Some(checker) = &mut self.checker else {
            return ControlFlow::Break(());
        };
        let segments = checker.feed(piece);
        let is_full = checker.is_full();
        self.show(segments);
        if is_full || self.failed.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn wait(&mut self) {
        // Nothing that is taken back is said to a screen reader.
        if self.shown.is_live && !self.shown.look.plain && self.text.is_empty() && !self.is_waiting
        {
            self.is_waiting = true;
            let margin = if self.shown.look.plain { "" } else { "  " };
            self.print(&format!("{margin}…"));
        }
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
