//! What a model proposed, put to the author one by one: at once by `viva bank new --llm`, later by `viva bank new --confirm`.

use std::path::{Path, PathBuf};

use crate::assessment::{Lexicon, Question};
use crate::bank::author::{Decided, confirmed, replace, waiting};
use crate::bank::{Bank, Item, ProposedFile};
use crate::cli::SharedArgs;
use crate::commands::open_bank::{find_typed, open_bank_beside, read_question};
use crate::commands::output::print;
use crate::commands::wiring::{is_interactive, look, settings, unreadable};
use crate::commands::{Exit, Failure};
use crate::examiner::pattern_problem;
use crate::terminal::render::{Proposal, proposal, sentence};
use crate::terminal::{Asker, Look, Reply, clean};
use crate::text::count;

/// What stands between patterns on a line.
const BETWEEN: &str = " ; ";

/// How a dialogue ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Everything was looked at.
    Through,
    /// Ctrl-D: the rest is for later.
    Later,
    /// Ctrl-C.
    Interrupted,
}

/// Goes through the proposals of one question, or of every question that has some.
pub(super) fn run(name: &str, to: &Path, shared: &SharedArgs) -> Result<Exit, Failure> {
    if !is_interactive(shared) {
        return Err(Failure::usage("what a model proposed is confirmed at a terminal").hint(
            "or in the rubric's file: what is right moves from [[proposed.key_points]] up to [[key_points]], without its quotes",
        ));
    }
    let look = look(shared, &settings(shared)?.config, false);
    let folder = to.is_dir().then(|| to.to_owned());
    let bank = open_bank_beside(shared, folder.as_slice());
    let questions = questions(&bank, name)?;
    if questions.is_empty() {
        print(&sentence(
            "Nothing waits to be confirmed. viva bank new --llm and viva bank import FILE --llm let a model propose.",
            &look,
        ))?;
        return Ok(Exit::Done);
    }
    for (item, rubric) in questions {
        let (proposed, drafted) =
            waiting(&rubric).map_err(|problem| Failure::usage(problem.to_string()))?;
        if proposed.waiting() == 0 {
            print(&sentence("Nothing waits to be confirmed here.", &look))?;
            continue;
        }
        print(&heading(&item.question, &proposed, &look))?;
        let (decided, ended) =
            go_through(&proposed, &drafted, &item.question, bank.lexicon(), &look)?;
        write(&rubric, &decided)?;
        print(&told(&decided, &proposed, &rubric, &look))?;
        match ended {
            Ended::Through => {}
            Ended::Later => break,
            Ended::Interrupted => return Ok(Exit::Interrupted),
        }
    }
    Ok(Exit::Done)
}

/// The question of that name, or each that has proposals; with the files of their rubrics.
fn questions(bank: &Bank, name: &str) -> Result<Vec<(Item, PathBuf)>, Failure> {
    if !name.is_empty() {
        let entry = find_typed(bank, name)?;
        let Some((_, rubric)) = bank.files_of(entry) else {
            return Err(Failure::usage(format!(
                "`{}` is a question of the program: it has no file to confirm anything in",
                entry.id
            )));
        };
        let item = read_question(bank, entry.id.as_str())?;
        return Ok(vec![(item, rubric.to_owned())]);
    }
    let with_files = bank
        .entries()
        .filter_map(|entry| Some((entry, bank.files_of(entry)?.1)));
    // What is damaged is told by other commands; here the rest is gone through.
    Ok(with_files
        .filter_map(|(entry, rubric)| Some((bank.read(entry).ok()?, rubric.to_owned())))
        .filter(|(item, _)| item.rubric.waiting > 0)
        .collect())
}

fn heading(question: &Question, proposed: &ProposedFile, look: &Look) -> String {
    let mut text = format!("\n{}", sentence(question.id.as_str(), look));
    text.push_str(&sentence(&question.prompt, look));
    let by = if proposed.by.is_empty() {
        String::new()
    } else {
        format!(" by {}", proposed.by)
    };
    text.push_str(&sentence(
        &format!(
            "{} proposed{by}. What you keep or edit counts; Ctrl-D leaves the rest for later.",
            count(proposed.waiting(), "part", "parts")
        ),
        look,
    ));
    text
}

/// Puts each proposal to the author. `drafted` are the statements of the key points that the program drafted: what is
/// confirmed may take their place.
pub(super) fn go_through(
    proposed: &ProposedFile,
    drafted: &[String],
    question: &Question,
    lexicon: &Lexicon,
    look: &Look,
) -> Result<(Decided, Ended), Failure> {
    let mut desk = Desk {
        asker: Asker::new(look).map_err(unreadable)?,
        look,
        question,
        lexicon,
    };
    let mut decided = Decided::default();
    let ended = desk.each(proposed, &mut decided)?;
    if !decided.key_points.is_empty() && !drafted.is_empty() && desk.replaces(drafted)? {
        decided.replaced = drafted.to_vec();
    }
    Ok((decided, ended))
}

/// Puts what was decided into the file as it is by now.
fn write(rubric: &Path, decided: &Decided) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::outside(format!("`{}` can't be written: {error}", rubric.display()))
    };
    if decided.seen.is_empty() {
        return Ok(());
    }
    loop {
        let old = std::fs::read_to_string(rubric).map_err(failed)?;
        let new = confirmed(&old, decided).map_err(|error| {
            Failure::usage(format!(
                "`{}` has changed and can't be read any more, so nothing was written: {}",
                rubric.display(),
                error.message()
            ))
        })?;
        if replace(rubric, &old, &new).map_err(failed)? {
            return Ok(());
        }
    }
}

fn told(decided: &Decided, proposed: &ProposedFile, rubric: &Path, look: &Look) -> String {
    let kept = decided.key_points.len() + decided.misconceptions.len();
    let waits = decided.rest(proposed).map_or(0, |rest| rest.waiting());
    let mut said = format!(
        "{kept} confirmed, {} dropped, {waits} left for later.",
        decided.seen.len().saturating_sub(kept)
    );
    if waits == 0 {
        said.push_str(" What else a rubric has, viva bank check says once `drafted` is removed:");
    }
    let mut text = format!("\n{}", sentence(&said, look));
    if waits == 0 {
        // Not wrapped, so that it can be copied.
        text.push_str(&format!(
            "{}{}\n",
            look.margin(),
            clean(&rubric.display().to_string())
        ));
    }
    text
}

/// What an author says of one proposal.
enum Said {
    Keep,
    Edit,
    Drop,
}

/// Where proposals are put to their author.
struct Desk<'a> {
    asker: Asker,
    look: &'a Look,
    question: &'a Question,
    lexicon: &'a Lexicon,
}

impl Desk<'_> {
    fn each(&mut self, proposed: &ProposedFile, decided: &mut Decided) -> Result<Ended, Failure> {
        let all = proposed.key_points.len();
        for (at, point) in proposed.key_points.iter().enumerate() {
            let essential = if point.essential { ", essential" } else { "" };
            let title = format!(
                "Key point {} of {all}, weight {}{essential}",
                at + 1,
                point.weight
            );
            let shown = Proposal {
                title: &title,
                statement: &point.statement,
                quotes: &point.quotes,
                patterns: &point.patterns,
                ..Proposal::default()
            };
            let mut kept = point.clone().into_key_point();
            let is_kept = loop {
                match self.ask(&shown)? {
                    Ok(Said::Keep) => break true,
                    Ok(Said::Drop) => break false,
                    Ok(Said::Edit) => {
                        let Some(statement) = self.line("Key point", &point.statement)? else {
                            continue;
                        };
                        let Some(patterns) = self.patterns(&point.patterns)? else {
                            continue;
                        };
                        (kept.statement, kept.patterns) = (statement, patterns);
                        break true;
                    }
                    Err(ended) => return Ok(ended),
                }
            };
            decided.seen.push(point.statement.clone());
            decided.key_points.extend(is_kept.then_some(kept));
        }
        let all = proposed.misconceptions.len();
        for (at, belief) in proposed.misconceptions.iter().enumerate() {
            let title = format!("Misconception {} of {all}", at + 1);
            let shown = Proposal {
                title: &title,
                statement: &belief.belief,
                correction: &belief.correction,
                patterns: &belief.patterns,
                ..Proposal::default()
            };
            let mut kept = belief.clone();
            let is_kept = loop {
                match self.ask(&shown)? {
                    Ok(Said::Keep) => break true,
                    Ok(Said::Drop) => break false,
                    Ok(Said::Edit) => {
                        let Some(held) = self.line("Belief", &belief.belief)? else {
                            continue;
                        };
                        let Some(correction) = self.line("True is", &belief.correction)? else {
                            continue;
                        };
                        let Some(patterns) = self.patterns(&belief.patterns)? else {
                            continue;
                        };
                        (kept.belief, kept.correction, kept.patterns) =
                            (held, correction, patterns);
                        break true;
                    }
                    Err(ended) => return Ok(ended),
                }
            };
            decided.seen.push(belief.belief.clone());
            decided.misconceptions.extend(is_kept.then_some(kept));
        }
        Ok(Ended::Through)
    }

    /// Shows a proposal and asks what becomes of it. Enter alone is no confirmation.
    fn ask(&mut self, shown: &Proposal<'_>) -> Result<Result<Said, Ended>, Failure> {
        print(&proposal(shown, self.look))?;
        let prompt = format!("{}Keep, edit or drop it? [k/e/d] ", self.look.margin());
        loop {
            let said = match self.asker.line(&prompt, "").map_err(unreadable)? {
                Reply::Said(line) => line.trim().to_lowercase(),
                Reply::End => return Ok(Err(Ended::Later)),
                Reply::Interrupted => return Ok(Err(Ended::Interrupted)),
            };
            match said.as_str() {
                "k" | "keep" => return Ok(Ok(Said::Keep)),
                "e" | "edit" => return Ok(Ok(Said::Edit)),
                "d" | "drop" => return Ok(Ok(Said::Drop)),
                _ => {}
            }
        }
    }

    /// A line to edit; none where the author goes back, or leaves nothing of it.
    fn line(&mut self, name: &str, text: &str) -> Result<Option<String>, Failure> {
        let prompt = format!("{}{name}: ", self.look.margin());
        Ok(
            match self.asker.line(&prompt, &clean(text)).map_err(unreadable)? {
                Reply::Said(line) => Some(line.trim().to_owned()).filter(|line| !line.is_empty()),
                Reply::End | Reply::Interrupted => None,
            },
        )
    }

    /// Patterns to edit, until each can be read; none where the author goes back.
    fn patterns(&mut self, patterns: &[String]) -> Result<Option<Vec<String>>, Failure> {
        let prompt = format!("{}Said as: ", self.look.margin());
        let mut text = clean(&patterns.join(BETWEEN));
        loop {
            match self.asker.line(&prompt, &text).map_err(unreadable)? {
                Reply::Said(line) => text = line,
                Reply::End | Reply::Interrupted => return Ok(None),
            }
            let edited: Vec<String> = text
                .split(BETWEEN.trim())
                .map(|pattern| pattern.trim().to_owned())
                .filter(|pattern| !pattern.is_empty())
                .collect();
            let problem = edited.iter().find_map(|pattern| {
                let problem = pattern_problem(pattern, self.question, self.lexicon)?;
                Some(format!("`{pattern}` can't be a pattern: {problem}."))
            });
            match problem {
                None => return Ok(Some(edited)),
                Some(problem) => print(&sentence(&problem, self.look))?,
            }
        }
    }

    /// Whether what was confirmed takes the place of what the program drafted.
    fn replaces(&mut self, drafted: &[String]) -> Result<bool, Failure> {
        let mut text = String::from("\n");
        text.push_str(&sentence(
            "So far it is graded by the answer's own sentences:",
            self.look,
        ));
        for statement in drafted {
            text.push_str(&sentence(&format!("- {statement}"), self.look));
        }
        print(&text)?;
        let prompt = format!(
            "{}Take them out, now that you confirmed others? [Y/n] ",
            self.look.margin()
        );
        Ok(match self.asker.line(&prompt, "").map_err(unreadable)? {
            Reply::Said(line) => !line.trim().to_lowercase().starts_with('n'),
            Reply::End | Reply::Interrupted => false,
        })
    }
}
