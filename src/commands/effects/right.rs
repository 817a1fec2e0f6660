//! `/right` in a session: which verdict, by which words; kept before it is shown. And what phrases of the learner's own make of
//! each answer, beside its grade.

use std::io;

use super::{Output, Stage, Stop, complain, now, remark};
use crate::commands::Failure;
use crate::commands::keeper::Keeper;
use crate::commands::personal::{Case, Phrases, Refused, refused, withdrawn};
use crate::grading::{Adjusted, Claim, Refusal};
use crate::interview::{Attempt, Dispute, Effect, Session, is_last_try, unquoted};
use crate::report::personal_json;
use crate::terminal::render::{self, sentence};
use crate::terminal::{Reply, clean};

/// What phrases of the learner's own make of a session.
#[derive(Default)]
pub(in crate::commands) struct Beside {
    /// The phrases, once they were needed.
    phrases: Option<Phrases>,
    /// What they make of its answers, by position and take.
    adjusted: Vec<((usize, u32), Adjusted)>,
}

impl Beside {
    /// With what was worked out in an earlier part of the session.
    pub(in crate::commands) fn resumed(keeper: &Keeper) -> Self {
        let adjusted = keeper.worked().into_iter();
        Self {
            phrases: None,
            adjusted: adjusted
                .map(|worked| ((worked.place.position, worked.place.take), worked.adjusted))
                .collect(),
        }
    }

    fn set(&mut self, place: (usize, u32), adjusted: Option<Adjusted>) {
        self.adjusted.retain(|(at, _)| *at != place);
        self.adjusted
            .extend(adjusted.map(|adjusted| (place, adjusted)));
    }

    fn of(&self, place: (usize, u32)) -> Option<&Adjusted> {
        let mut all = self.adjusted.iter();
        all.find(|(at, _)| *at == place)
            .map(|(_, adjusted)| adjusted)
    }
}

impl Stage<'_> {
    /// Works out what phrases make of an answer that was recorded, and keeps it before anything of it is shown.
    pub(super) fn adjust(&mut self, effect: &Effect, session: &Session) {
        let place = match effect {
            Effect::Record(attempt) => (attempt.position, attempt.take),
            Effect::RecordProbe { position, take, .. } => (*position, *take),
            _ => return,
        };
        let at = |attempt: &&Attempt| (attempt.position, attempt.take) == place;
        let Some(attempt) = session.attempts().iter().find(at) else {
            return;
        };
        let bank = self.bank;
        let Some(case) = self.phrases().adjust(bank, attempt) else {
            return;
        };
        self.keeper.keep_worked(&case);
        self.beside.set(place, case.adjusted);
    }

    fn phrases(&mut self) -> &mut Phrases {
        let (keeper, data) = (&self.keeper, &self.data);
        self.beside.phrases.get_or_insert_with(|| {
            let peek = || data.as_deref().map(Phrases::peek).unwrap_or_default();
            keeper.phrases().unwrap_or_else(peek)
        })
    }

    /// The field `personal` of the result of an attempt.
    pub(super) fn personal_field(
        &self,
        session: &Session,
    ) -> Vec<(&'static str, serde_json::Value)> {
        let last = session.attempts().last();
        let adjusted = last.and_then(|last| self.beside.of((last.position, last.take)));
        (adjusted.map(|adjusted| ("personal", personal_json(adjusted))))
            .into_iter()
            .collect()
    }

    /// What phrases make of the last attempt, for its card.
    pub(super) fn beside_grade(&self, session: &Session) -> String {
        let Some(last) = session.attempts().last() else {
            return String::new();
        };
        let adjusted = self.beside.of((last.position, last.take));
        match (adjusted, last.final_grade()) {
            (Some(adjusted), Some(grade)) => render::adjusted(adjusted, grade.score, &self.look),
            _ => String::new(),
        }
    }

    /// What phrases made of the whole session, for its end.
    pub(super) fn beside_end(&self, session: &Session) -> String {
        let attempts = session.attempts();
        let mut scores = Vec::new();
        for (at, attempt) in attempts.iter().enumerate() {
            let adjusted = self.beside.of((attempt.position, attempt.take));
            let adjusted = adjusted.filter(|adjusted| !adjusted.overruled.is_empty());
            let grade = attempt.final_grade().filter(|_| is_last_try(attempts, at));
            if let (Some(adjusted), Some(grade)) = (adjusted, grade) {
                let name = crate::interview::title_of(&attempt.question);
                scores.push((name, grade.score, adjusted.score));
            }
        }
        let mut text = render::adjusted_scores(&scores, &self.look);
        let has_grades = attempts.iter().any(|attempt| attempt.grade.is_some());
        if !session.policy().feedback_at_once && has_grades && self.keeper.is_keeping() {
            let number = self.keeper.session();
            let told = format!("You disagree with a verdict: viva history dispute {number}");
            text.push_str(&sentence(&told, &self.look));
        }
        text
    }

    /// Carries out `/right`.
    pub(super) fn overrule(&mut self, attempt: &Attempt, said: &Dispute) -> Result<(), Stop> {
        if *said == Dispute::Undo {
            return Ok(self.take_back(attempt)?);
        }
        let mut case = match Case::of(self.bank, attempt) {
            Ok(case) => case,
            Err(why) => return Ok(self.tell(&format!("This grade can't be overruled: {why}."))?),
        };
        let claims = case.claims();
        let (number, words) = match said {
            Dispute::Verdict { number, words } => (Some(*number), words.clone()),
            _ => (None, None),
        };
        let is_known = |number: usize| (1..=claims.len()).contains(&number);
        let number = match number {
            Some(number) if is_known(number) => number,
            wrong => {
                if let Some(wrong) = wrong {
                    let told = format!("There is no number {wrong} in what can be overruled.");
                    self.tell(&told)?;
                }
                match self.which(&case, &claims)? {
                    Some(number) => number,
                    None => return Ok(()),
                }
            }
        };
        let claim = &claims[number - 1];
        match words {
            Some(words) => self.overrule_by(&mut case, claim, &words).map(drop),
            None => self.ask_words(&mut case, claim),
        }
    }

    /// Shows what can be overruled, and asks which, where there is someone to ask.
    fn which(&mut self, case: &Case, claims: &[Claim]) -> Result<Option<usize>, Stop> {
        if self.output == Output::Json {
            complain("/right N \"WORDS\" says which verdict is overruled, and by which words");
            return Ok(None);
        }
        self.show(&render::disputable(&case.grade, claims, &self.look))?;
        if claims.is_empty() {
            return Ok(None);
        }
        if self.output == Output::Text {
            self.tell("/right 1 \"words of your answer\" overrules the first of them.")?;
            return Ok(None);
        }
        self.show("\n")?;
        loop {
            let Some(line) = self.ask("Its number, or Enter to leave it:", "")? else {
                self.tell("Nothing is overruled.")?;
                return Ok(None);
            };
            match line.trim_end_matches('.').parse::<usize>() {
                Ok(number) if (1..=claims.len()).contains(&number) => return Ok(Some(number)),
                _ => self.tell(&format!("A number from 1 to {}.", claims.len()))?,
            }
        }
    }

    /// Asks for the words, beginning with those most probably meant; through a pipe takes these.
    fn ask_words(&mut self, case: &mut Case, claim: &Claim) -> Result<(), Stop> {
        let usual = case.usual_words(claim);
        if self.output != Output::Terminal {
            let words = usual.unwrap_or_default();
            return self.overrule_by(case, claim, &words).map(drop);
        }
        let statement = case.statement(claim);
        let asked = match claim {
            Claim::KeyPoint(_) => "Which words of your answer say",
            Claim::Misconception(_) => "Which words were misread as",
        };
        let statement = clean(statement.trim_end_matches('.'));
        self.tell(&format!(
            "{asked} \"{statement}\"? The fewer, the sooner they are recognized again. An empty line leaves it."
        ))?;
        self.show("\n")?;
        let mut initial = usual.unwrap_or_default().replace(['\n', '\r'], " ");
        loop {
            let Some(words) = self.ask("Your words:", &clean(&initial))? else {
                self.tell("Nothing is overruled.")?;
                return Ok(());
            };
            if self.overrule_by(case, claim, unquoted(&words))? {
                return Ok(());
            }
            initial = words;
        }
    }

    /// A line of its own from whoever is asked; none where it is empty or nobody answers.
    fn ask(&mut self, question: &str, initial: &str) -> Result<Option<String>, Stop> {
        let reply = self.reader.ask(question, initial).map_err(|error| {
            Stop::Failed(Failure::outside(format!(
                "the answer can't be read: {error}"
            )))
        })?;
        Ok(match reply {
            Reply::Said(line) => Some(line.trim().to_owned()).filter(|line| !line.is_empty()),
            Reply::End | Reply::Interrupted => None,
        })
    }

    /// Overrules a verdict by these words, keeps that, then shows it; whether there is nothing more to ask.
    fn overrule_by(&mut self, case: &mut Case, claim: &Claim, words: &str) -> Result<bool, Stop> {
        let number = self.keeper.session();
        let made = case.overrule(number, claim, words, self.phrases(), now().now);
        let mut made = match made {
            Ok(made) => made,
            Err(why) => {
                self.tell(&refused(&why))?;
                let is_final = matches!(why, Refused::Known | Refused::Because(Refusal::Gone));
                return Ok(is_final);
            }
        };
        made.number = self.keeper.keep_overruling(&made, case);
        let place = (made.place.position, made.place.take);
        self.beside.set(place, case.adjusted.clone());
        let parts = (&made.phrase, made.statement.as_str());
        let local = case.score();
        let text = render::overruled(parts, case.adjusted.as_ref(), local, &self.look);
        if self.output == Output::Json {
            remark(
                text.split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .as_str(),
            );
        } else {
            self.show(&text)?;
            self.tell(match self.keeper.is_keeping() {
                true => "Later answers that say it show an adjusted score beside theirs. /right undo takes it back.",
                false => "Nothing of this session is being saved, so it holds until its end. /right undo takes it back.",
            })?;
        }
        self.phrases().kept.push(made);
        Ok(true)
    }

    /// Takes the last overruling of an attempt back.
    fn take_back(&mut self, attempt: &Attempt) -> io::Result<()> {
        let number = self.keeper.session();
        let place = (attempt.position, attempt.take);
        let kept = &self.phrases().kept;
        let last = kept.iter().rposition(|kept| {
            kept.place.session == number && (kept.place.position, kept.place.take) == place
        });
        let Some(last) = last else {
            return self.tell("There is nothing to take back: no verdict of the last grade is overruled. viva bank personal lists what you overruled before.");
        };
        let taken = self.phrases().kept.remove(last);
        let bank = self.bank;
        let adjusted = self.phrases().adjust(bank, attempt);
        let adjusted = adjusted.and_then(|case| case.adjusted);
        self.beside.set(place, adjusted);
        if let Some(phrases) = &self.beside.phrases {
            self.keeper.withdraw(&taken, phrases, bank);
        }
        self.tell(&withdrawn(&taken))
    }

    /// Says a sentence of the program's own: to a reader of JSON on standard error.
    fn tell(&self, text: &str) -> io::Result<()> {
        if self.output == Output::Json {
            remark(text);
            return Ok(());
        }
        self.show(&sentence(text, &self.look))
    }
}
