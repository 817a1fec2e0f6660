//! What the learner's own phrases make of answers, for every command that asks for it; and overruling a verdict, for those by
//! which it is done.

mod told;

use std::path::Path;

use jiff::Timestamp;

use crate::assessment::{Answer, MarkedSample, QuestionId};
use crate::bank::Bank;
use crate::grading::{
    Adjusted, Claim, Grade, Phrase, Prepared, Refusal, Said, Score, adjust, disputable, phrase_of,
    to_overrule, usual_words,
};
use crate::history::{Overruling, Place, Store, StoreError, Worked};
use crate::interview::Attempt;
pub(in crate::commands) use told::{refused, withdrawn};

/// The overrulings that are kept, in the order of their making.
#[derive(Debug, Default)]
pub(in crate::commands) struct Phrases {
    /// All of them.
    pub(in crate::commands) kept: Vec<Overruling>,
}

impl Phrases {
    /// Those of a store.
    pub(in crate::commands) fn of(store: &Store) -> Result<Self, StoreError> {
        let kept = store.overrulings()?;
        Ok(Self { kept })
    }

    /// Those of the store in a folder, which is left as it is; none where they can't be read that way.
    pub(in crate::commands) fn peek(folder: &Path) -> Self {
        let store = Store::read_only(folder);
        store
            .and_then(|store| Self::of(&store).ok())
            .unwrap_or_default()
    }

    /// The phrases of a question, each once.
    pub(in crate::commands) fn of_question(&self, question: &QuestionId) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        for kept in self.kept.iter().filter(|kept| kept.question == *question) {
            let is_known =
                |of: &Phrase| of.claim == kept.phrase.claim && of.pattern == kept.phrase.pattern;
            if !phrases.iter().any(is_known) {
                phrases.push(kept.phrase.clone());
            }
        }
        phrases
    }

    /// What they make of an attempt; none where there is nothing to say.
    pub(in crate::commands) fn adjust(&self, bank: &Bank, attempt: &Attempt) -> Option<Case> {
        let phrases = self.of_question(&attempt.question);
        if phrases.is_empty() {
            return None;
        }
        let mut case = Case::of(bank, attempt).ok()?;
        case.adjusted = case.adjust(&phrases);
        case.adjusted.is_some().then_some(case)
    }

    /// What is left of these attempts at a question once the phrases are as they are now: those that phrases were made of so far.
    pub(in crate::commands) fn left(
        &self,
        store: &Store,
        bank: &Bank,
        question: &QuestionId,
    ) -> Result<Vec<(Place, Option<Worked>)>, StoreError> {
        let mut left = Vec::new();
        for worked in store.worked_of_question(question)? {
            let place = worked.place;
            let attempts = store.attempts(place.session)?;
            let is_it = |of: &&Attempt| (of.position, of.take) == (place.position, place.take);
            let attempt = attempts.iter().find(is_it);
            let case = attempt.and_then(|attempt| self.adjust(bank, attempt));
            left.push((place, case.and_then(|case| case.worked(place.session))));
        }
        Ok(left)
    }
}

/// An attempt with the rubric of its question as it is now.
pub(in crate::commands) struct Case {
    attempt: Attempt,
    /// The grade in the end, with what follow-ups recovered.
    pub(in crate::commands) grade: Grade,
    prepared: Prepared,
    samples: Vec<MarkedSample>,
    /// The hash of question, rubric and concepts.
    pub(in crate::commands) hash: String,
    /// What phrases make of it, once that was worked out.
    pub(in crate::commands) adjusted: Option<Adjusted>,
}

impl Case {
    /// The case of a graded attempt; else why there is none.
    pub(in crate::commands) fn of(bank: &Bank, attempt: &Attempt) -> Result<Self, String> {
        let question = &attempt.question;
        let entry = bank
            .find(question.as_str())
            .filter(|entry| entry.id == *question);
        let entry = entry.ok_or_else(|| format!("question `{question}` is not in the bank"))?;
        let item = bank.read(entry).map_err(|problem| problem.to_string())?;
        let grade = attempt.final_grade().cloned();
        Ok(Self {
            attempt: attempt.clone(),
            grade: grade.ok_or("nothing is graded there")?,
            prepared: bank.prepare_item(&item),
            samples: item.rubric.samples,
            hash: item.hash,
            adjusted: None,
        })
    }

    /// What can be overruled, as it is numbered from 1.
    pub(in crate::commands) fn claims(&self) -> Vec<Claim> {
        disputable(&self.grade)
    }

    /// The point or belief as a sentence, as the grade has it.
    pub(in crate::commands) fn statement(&self, claim: &Claim) -> String {
        let points = (self.grade.key_points.iter())
            .filter(|_| matches!(claim, Claim::KeyPoint(_)))
            .map(|point| (&point.id, &point.statement));
        let beliefs = (self.grade.misconceptions.iter())
            .filter(|_| matches!(claim, Claim::Misconception(_)))
            .map(|held| (&held.id, &held.belief));
        let mut all = points.chain(beliefs);
        let found = all.find(|(id, _)| *id == claim.id());
        found.map_or_else(|| claim.id().to_owned(), |(_, text)| text.clone())
    }

    /// The verdict on it, which can be overruled.
    pub(in crate::commands) fn verdict(&self, claim: &Claim) -> &'static str {
        to_overrule(&self.grade, claim).map_or("", |(verdict, _)| verdict)
    }

    /// The words that are most probably meant.
    pub(in crate::commands) fn usual_words(&self, claim: &Claim) -> Option<String> {
        usual_words(&self.prepared, claim, self.answer()?, &self.grade)
    }

    /// The phrase that words of the answer make, or of the answer to a follow-up about the point.
    pub(in crate::commands) fn phrase(
        &self,
        claim: &Claim,
        words: &str,
    ) -> Result<Phrase, Refusal> {
        let made = |answer: &Answer, to_follow_up| {
            let said = Said {
                words,
                answer,
                to_follow_up,
            };
            phrase_of(&self.prepared, &self.samples, claim, said)
        };
        let first = match self.answer() {
            Some(answer) => made(answer, false),
            None => Err(Refusal::NotInAnswer),
        };
        let mut about = (self.attempt.probes.iter())
            .filter(|probe| *claim == Claim::KeyPoint(probe.key_point.id.clone()));
        match (first, about.next_back()) {
            (Err(Refusal::NotInAnswer), Some(probe)) => made(&probe.answer, true),
            (first, _) => first,
        }
    }

    /// What phrases make of it.
    pub(in crate::commands) fn adjust(&self, phrases: &[Phrase]) -> Option<Adjusted> {
        let probes: Vec<(usize, &Answer)> = (self.attempt.probes.iter())
            .map(|probe| (probe.index, &probe.answer))
            .collect();
        adjust(&self.prepared, phrases, self.answer()?, &probes)
    }

    /// What was worked out, as it is kept.
    pub(in crate::commands) fn worked(&self, session: i64) -> Option<Worked> {
        let adjusted = self.adjusted.clone()?;
        let place = self.place(session);
        (!adjusted.overruled.is_empty()).then(|| Worked::now(place, &self.hash, adjusted))
    }

    /// Where the attempt stands.
    pub(in crate::commands) fn place(&self, session: i64) -> Place {
        Place {
            session,
            position: self.attempt.position,
            take: self.attempt.take,
        }
    }

    /// Whether question or rubric are others than those it was graded by.
    pub(in crate::commands) fn has_changed(&self) -> bool {
        self.attempt.content_hash != self.hash
    }

    /// The score of the grade, which stands.
    pub(in crate::commands) fn score(&self) -> Score {
        self.grade.score
    }

    /// Overrules a verdict by words: the overruling and, in the case itself, what it makes of the score.
    pub(in crate::commands) fn overrule(
        &mut self,
        session: i64,
        claim: &Claim,
        words: &str,
        kept: &Phrases,
        now: Timestamp,
    ) -> Result<Overruling, Refused> {
        let phrase = self.phrase(claim, words).map_err(Refused::Because)?;
        let mut phrases = kept.of_question(&self.attempt.question);
        let place = self.place(session);
        let is_same = |of: &Phrase| of.claim == phrase.claim && of.pattern == phrase.pattern;
        if (kept.kept.iter()).any(|kept| kept.place == place && is_same(&kept.phrase)) {
            return Err(Refused::Known);
        }
        if !phrases.iter().any(is_same) {
            phrases.push(phrase.clone());
        }
        self.adjusted = self.adjust(&phrases);
        Ok(Overruling {
            number: 0,
            place,
            question: self.attempt.question.clone(),
            statement: self.statement(claim),
            verdict: self.verdict(claim).to_owned(),
            phrase,
            written_at: now,
        })
    }

    fn answer(&self) -> Option<&Answer> {
        self.attempt.answer.as_ref()
    }
}

/// Why a verdict is not overruled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands) enum Refused {
    /// The words are not kept.
    Because(Refusal),
    /// It is overruled by these words already.
    Known,
}
