//! What a session does with a language model beside it: tells it, shows and keeps what it says, goes on without it.

use std::io;

use super::{Output, Stage};
use crate::commands::model::{Consulted, Model, Shown, say};
use crate::history::Remark;
use crate::interview::Consultation;
use crate::report::with_fields;
use crate::terminal::escape_json;

impl Stage<'_> {
    /// Tells the model of an answer, shows and keeps what it says.
    pub(super) fn consult(&mut self, about: &Consultation) -> io::Result<()> {
        let consulted = self.beside(|model, shown| model.consult(about, shown))?;
        let Consulted { narrative, opinion } = consulted.unwrap_or_default();
        if let Some(line) = self.waiting.take() {
            let fields = said_fields(narrative.as_ref(), opinion.as_ref());
            self.show(&format!("{}\n", escape_json(&with_fields(&line, &fields))))?;
        }
        for remark in narrative.iter().chain(&opinion) {
            self.keeper
                .keep_remark((about.position, about.take), remark);
        }
        Ok(())
    }

    pub(super) fn discuss(&mut self, about: &Consultation, text: &str) -> io::Result<()> {
        let reply = self.beside(|model, shown| model.discuss(about, text, shown))?;
        if let Some(remark) = reply.flatten() {
            self.keeper
                .keep_remark((about.position, about.take), &remark);
        }
        Ok(())
    }

    pub(super) fn word_probe(
        &mut self,
        about: &Consultation,
        point: usize,
    ) -> io::Result<Option<String>> {
        Ok(self
            .beside(|model, shown| model.word_probe(about, point, shown))?
            .flatten())
    }

    /// Does something with the model, where there is one; what it says goes to whoever reads text. For a script it is no more
    /// than fields of a result, and requests that are only shown go to standard error.
    fn beside<T>(
        &mut self,
        ask: impl FnOnce(&mut Model, &mut Shown<'_>) -> io::Result<T>,
    ) -> io::Result<Option<T>> {
        let Some(model) = &mut self.model else {
            return Ok(None);
        };
        let is_script = self.output == Output::Json;
        let is_dry = model.is_dry();
        let mut print = |text: &str| say(text, is_script, is_dry);
        ask(
            model,
            &mut Shown {
                look: self.look,
                is_live: self.output == Output::Terminal,
                print: &mut print,
            },
        )
        .map(Some)
    }
}

/// What a model said, as fields of a result.
pub(in crate::commands) fn said_fields(
    narrative: Option<&Remark>,
    opinion: Option<&Remark>,
) -> Vec<(&'static str, serde_json::Value)> {
    let narrative = narrative.map(|remark| {
        let told = serde_json::json!({
            "text": remark.text,
            "complete": remark.is_complete,
            "model": remark.model,
            "prompt": remark.prompt,
            "date": remark.day.to_string(),
        });
        ("narrative", told)
    });
    let opinion = opinion.map(|remark| {
        // It was written as JSON.
        let told = serde_json::from_str(&remark.text).unwrap_or_default();
        ("second_opinion", told)
    });
    narrative.into_iter().chain(opinion).collect()
}
