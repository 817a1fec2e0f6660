//! `viva history dispute`: overrules a verdict of a saved answer, from options or by a short dialogue.

use jiff::Timestamp;

use crate::bank::Bank;
use crate::cli::{DisputeArgs, SharedArgs};
use crate::commands::open_bank::open_bank;
use crate::commands::output::{print, print_json};
use crate::commands::personal::{Case, Phrases, refused, withdrawn};
use crate::commands::wiring::{is_interactive, repl, unreadable};
use crate::commands::{Exit, Failure};
use crate::grading::Claim;
use crate::history::{Overruling, Store};
use crate::interview::{Attempt, is_last_try, title_of, unquoted};
use crate::report::personal_json;
use crate::terminal::render::{self, sentence};
use crate::terminal::{Look, Reader as _, Repl, Reply, clean};

/// Runs `viva history dispute`.
pub(super) fn run(
    store: &Store,
    args: &DisputeArgs,
    shared: &SharedArgs,
    look: Look,
) -> Result<Exit, Failure> {
    let session = match args.session {
        Some(session) => session,
        None => {
            let latest = store.latest_answered()?.ok_or_else(|| {
                Failure::usage("nothing is answered yet").hint("`viva practice` begins a session")
            })?;
            latest.session
        }
    };
    let attempts = graded(store.attempts(session)?, session, args)?;
    let bank = open_bank(shared);
    let desk = Desk {
        store,
        bank: &bank,
        session,
        shared,
        look,
    };
    let talks = is_interactive(shared) && args.point.is_none() && !args.undo;
    match attempts.as_slice() {
        _ if talks => desk.talk(&attempts),
        [attempt] if args.undo => desk.take_back(attempt),
        [attempt] => match &args.point {
            Some(point) => desk.by_options(attempt, point, args.words.as_deref()),
            None => desk.list(&attempts),
        },
        several if args.point.is_some() || args.undo => {
            let named: Vec<&str> = several.iter().map(|of| of.question.as_str()).collect();
            Err(
                Failure::usage(format!("session {session} has several graded answers"))
                    .hint(format!("--question says which: {}", named.join(", "))),
            )
        }
        several => desk.list(several),
    }
}

/// The last graded try at each question of a session, or at the one that is named.
fn graded(
    attempts: Vec<Attempt>,
    session: i64,
    args: &DisputeArgs,
) -> Result<Vec<Attempt>, Failure> {
    let mut graded: Vec<Attempt> = attempts;
    graded.retain(|attempt| attempt.grade.is_some());
    let last: Vec<bool> = (0..graded.len())
        .map(|at| is_last_try(&graded, at))
        .collect();
    let mut is_last = last.into_iter();
    graded.retain(|_| is_last.next().unwrap_or(false));
    if let Some(name) = &args.question {
        let end = format!("/{name}");
        graded.retain(|of| of.question.as_str() == name || of.question.as_str().ends_with(&end));
    }
    if graded.is_empty() {
        let failure = Failure::usage(match &args.question {
            Some(name) => format!("session {session} has no graded answer to `{name}`"),
            None => format!("session {session} has no graded answer"),
        });
        return Err(failure.hint(format!("`viva history show {session}` shows it")));
    }
    Ok(graded)
}

/// Where verdicts of a session are overruled.
struct Desk<'a> {
    store: &'a Store,
    bank: &'a Bank,
    session: i64,
    shared: &'a SharedArgs,
    look: Look,
}

impl Desk<'_> {
    fn case(&self, attempt: &Attempt) -> Result<Case, Failure> {
        Case::of(self.bank, attempt).map_err(|why| {
            Failure::usage(why)
                .hint("--bank DIR adds a folder of questions; the grade stays as it is")
        })
    }

    /// Lists what can be overruled.
    fn list(&self, attempts: &[Attempt]) -> Result<Exit, Failure> {
        for attempt in attempts {
            let case = self.case(attempt)?;
            let claims = case.claims();
            if self.shared.json {
                for (at, claim) in claims.iter().enumerate() {
                    let line = serde_json::json!({
                        "schema": 1,
                        "session": self.session,
                        "question": attempt.question.as_str(),
                        "number": at + 1,
                        "kind": claim.kind(),
                        "id": claim.id(),
                        "statement": case.statement(claim),
                        "verdict": case.verdict(claim),
                        "words": case.usual_words(claim),
                    });
                    print_json(&format!("{line}\n"))?;
                }
                continue;
            }
            print(&sentence(&clean(attempt.question.as_str()), &self.look))?;
            print(&render::disputable(&case.grade, &claims, &self.look))?;
        }
        if !self.shared.json {
            let told = format!(
                "viva history dispute {} --question ID --point N --words \"...\" overrules one of them by words of the answer.",
                self.session
            );
            print(&sentence(&told, &self.look))?;
        }
        Ok(Exit::Done)
    }

    /// Overrules a verdict as the options say.
    fn by_options(
        &self,
        attempt: &Attempt,
        point: &str,
        words: Option<&str>,
    ) -> Result<Exit, Failure> {
        let mut case = self.case(attempt)?;
        let claims = case.claims();
        let by_number =
            (point.parse::<usize>().ok()).and_then(|number| claims.get(number.checked_sub(1)?));
        let by_id = || claims.iter().find(|claim| claim.id() == point);
        let Some(claim) = by_number.or_else(by_id) else {
            let known: Vec<&str> = claims.iter().map(Claim::id).collect();
            let failure = Failure::usage(format!("no verdict `{point}` to overrule there"));
            return Err(match known.as_slice() {
                [] => failure.hint("every point is met and no wrong belief is held"),
                known => failure.hint(format!("1 to {}, or {}", known.len(), known.join(", "))),
            });
        };
        let usual = || case.usual_words(claim);
        let words = match words.map(str::to_owned).or_else(usual) {
            Some(words) => words,
            None => {
                return Err(Failure::usage("no words of the answer came near it")
                    .hint("say which with --words"));
            }
        };
        let phrases = Phrases::of(self.store)?;
        let now = Timestamp::now();
        let made = case.overrule(self.session, claim, &words, &phrases, now);
        let mut made = made.map_err(|why| failure(&refused(&why)))?;
        made.number = self.keep(&made, &case)?;
        self.tell(&made, &case)?;
        Ok(Exit::Done)
    }

    fn keep(&self, made: &Overruling, case: &Case) -> Result<i64, Failure> {
        let worked = case.worked(self.session);
        Ok(self.store.overrule(made, worked.as_ref())?.unwrap_or(0))
    }

    /// Shows what was overruled, once it is kept.
    fn tell(&self, made: &Overruling, case: &Case) -> Result<(), Failure> {
        if self.shared.json {
            let line = serde_json::json!({
                "schema": 1,
                "session": self.session,
                "question": made.question.as_str(),
                "number": made.number,
                "kind": made.phrase.claim.kind(),
                "id": made.phrase.claim.id(),
                "statement": made.statement,
                "verdict": made.verdict,
                "phrase": made.phrase.words,
                "pattern": made.phrase.pattern,
                "score": case.score().points(),
                "personal": case.adjusted.as_ref().map(personal_json),
            });
            return print_json(&format!("{line}\n"));
        }
        let parts = (&made.phrase, made.statement.as_str());
        let found = case.adjusted.as_ref();
        print(&render::overruled(parts, found, case.score(), &self.look))?;
        if case.has_changed() {
            print(&sentence(
                "The question or its rubric has changed since that day: the adjusted score is by today's.",
                &self.look,
            ))?;
        }
        let told = format!(
            "Later answers that say it show an adjusted score beside theirs. viva bank personal remove {} takes it back.",
            made.number
        );
        print(&sentence(&told, &self.look))
    }

    fn take_back(&self, attempt: &Attempt) -> Result<Exit, Failure> {
        let mut phrases = Phrases::of(self.store)?;
        let last = phrases.kept.iter().rposition(|kept| {
            let place = (kept.place.session, kept.place.position, kept.place.take);
            place == (self.session, attempt.position, attempt.take)
        });
        let last = last.ok_or_else(|| {
            Failure::usage("nothing is overruled there")
                .hint("`viva bank personal` lists what you overruled")
        })?;
        let taken = phrases.kept.remove(last);
        let left = phrases.left(self.store, self.bank, &taken.question)?;
        self.store.withdraw(&[taken.number], &left)?;
        if self.shared.json {
            let line = serde_json::json!({ "schema": 1, "removed": [taken.number] });
            print_json(&format!("{line}\n"))?;
        } else {
            print(&sentence(&withdrawn(&taken), &self.look))?;
        }
        Ok(Exit::Done)
    }

    /// Asks which answer, which verdict and which words.
    fn talk(&self, attempts: &[Attempt]) -> Result<Exit, Failure> {
        let mut repl = repl(self.look, "")?;
        let attempt = match attempts {
            [only] => only,
            several => {
                print("\n")?;
                for (at, attempt) in several.iter().enumerate() {
                    let name = clean(&title_of(&attempt.question));
                    let score = attempt
                        .final_grade()
                        .map(|grade| render::points(grade.score));
                    let score = score.unwrap_or_default();
                    print(&format!(
                        "{}{:>2}  {name}  {score}\n",
                        self.look.margin(),
                        at + 1
                    ))?;
                }
                match self.number(&mut repl, "Which answer?", several.len())? {
                    Some(number) => &several[number - 1],
                    None => return Ok(Exit::Done),
                }
            }
        };
        let mut case = self.case(attempt)?;
        let claims = case.claims();
        print(&render::disputable(&case.grade, &claims, &self.look))?;
        if claims.is_empty() {
            return Ok(Exit::Done);
        }
        let Some(number) = self.number(&mut repl, "Its number:", claims.len())? else {
            return Ok(Exit::Done);
        };
        let claim = &claims[number - 1];
        let phrases = Phrases::of(self.store)?;
        let mut initial = case.usual_words(claim).unwrap_or_default();
        print(&sentence(
            "Which words of your answer say so? The fewer, the sooner they are recognized again. An empty line leaves it.",
            &self.look,
        ))?;
        loop {
            print("\n")?;
            let Some(words) = line(&mut repl, "Your words:", &clean(&initial))? else {
                return Ok(Exit::Done);
            };
            let now = Timestamp::now();
            match case.overrule(self.session, claim, unquoted(&words), &phrases, now) {
                Ok(mut made) => {
                    made.number = self.keep(&made, &case)?;
                    self.tell(&made, &case)?;
                    return Ok(Exit::Done);
                }
                Err(why) => print(&sentence(&refused(&why), &self.look))?,
            }
            initial = words;
        }
    }

    fn number(
        &self,
        repl: &mut Repl,
        question: &str,
        among: usize,
    ) -> Result<Option<usize>, Failure> {
        print("\n")?;
        loop {
            let Some(text) = line(repl, question, "")? else {
                return Ok(None);
            };
            match text.parse::<usize>() {
                Ok(number) if (1..=among).contains(&number) => return Ok(Some(number)),
                _ => print(&sentence(
                    &format!("A number from 1 to {among}, or Enter to leave it."),
                    &self.look,
                ))?,
            }
        }
    }
}

/// A line; none where it is empty or nobody answers.
fn line(repl: &mut Repl, question: &str, initial: &str) -> Result<Option<String>, Failure> {
    let initial = initial.replace(['\n', '\r'], " ");
    Ok(match repl.ask(question, &initial).map_err(unreadable)? {
        Reply::Said(line) => Some(line.trim().to_owned()).filter(|line| !line.is_empty()),
        Reply::End | Reply::Interrupted => None,
    })
}

/// A sentence to the learner as the message of a failure.
fn failure(told: &str) -> Failure {
    let (what, hint) = told.split_once(". ").unwrap_or((told, ""));
    let mut what: String = what.trim_end_matches('.').to_owned();
    if let Some(first) = what.get(..1) {
        what.replace_range(..1, &first.to_lowercase());
    }
    let failure = Failure::usage(what);
    match hint.trim_end_matches('.') {
        "" => failure,
        hint => {
            let mut hint = hint.to_owned();
            if let Some(first) = hint.get(..1) {
                hint.replace_range(..1, &first.to_lowercase());
            }
            failure.hint(hint)
        }
    }
}
