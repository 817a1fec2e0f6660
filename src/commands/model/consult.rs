//! What a model is asked about a graded answer, and what is shown and kept of its replies.

use std::io::{self, Write as _};

use super::asking::{Form, request};
use super::teller::Teller;
use super::{Model, PROBE_PATIENCE};
use crate::commands::effects::complain;
use crate::examiner::{
    self, Checker, Ground, Label, Turn, check_follow_up, discussion_checker, discussion_request,
    figures_of, follow_up_request, narrative_request,
};
use crate::history::{Remark, RemarkKind};
use crate::interview::Consultation;
use crate::llm::{Delivery, LlmError};
use crate::terminal::Look;
use crate::terminal::render::after_remark;

/// Where a reply is shown.
pub(in crate::commands) struct Shown<'a> {
    /// How text is to look.
    pub(in crate::commands) look: Look,
    /// Whether someone sees it come, so that waiting is told.
    pub(in crate::commands) is_live: bool,
    /// Writes to whoever reads; nothing where only the outcome counts.
    pub(in crate::commands) print: &'a mut dyn FnMut(&str) -> io::Result<()>,
}

/// Writes what a model says to whoever reads it. A script gets it as fields of a result instead: then nothing is written here, but
/// for requests that are only shown, which go to standard error.
pub(in crate::commands) fn say(text: &str, is_script: bool, is_dry: bool) -> io::Result<()> {
    if !is_script {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        return out.flush();
    }
    if is_dry {
        // Nobody's result depends on it.
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }
    Ok(())
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
        let mut teller = Teller::new(checker, kind == RemarkKind::Discussion, shown);
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
}

pub(super) fn remark(kind: RemarkKind, label: Label, text: String, is_complete: bool) -> Remark {
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
