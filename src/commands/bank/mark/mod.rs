//! `viva bank mark`: an author marks answers one by one; each becomes a sample of its rubric, on disk before the next is asked
//! for. The grade is shown after the mark, so that it doesn't sway it.

mod answers;
mod asking;
mod keeping;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::assessment::{Answer, MarkedSample};
use crate::bank::author::{Added, NewSample, is_same_answer};
use crate::bank::{Bank, Item};
use crate::cli::{MarkArgs, SharedArgs};
use crate::commands::bank::import::target;
use crate::commands::effects::complain;
use crate::commands::open_bank::{find_gradable, open_bank_beside};
use crate::commands::output::{print, print_json};
use crate::commands::wiring::{is_interactive, look, repl, settings};
use crate::commands::{Exit, Failure};
use crate::grading::{Grade, grade};
use crate::report::json_line;
use crate::terminal::render::{beside_the_mark, marked_by, sentence, to_mark};
use crate::terminal::{Look, Reply, clean};
use crate::text::count;
use answers::{Waiting, of_file, of_history};
use asking::{Asked, Mark, Person};

/// Marks answers.
pub(super) fn run(args: &MarkArgs, shared: &SharedArgs) -> Result<Exit, Failure> {
    let look = look(shared, &settings(shared)?.config, false);
    if args.to.is_some() {
        target(args.to.as_deref(), shared)?;
    }
    let mut marking = Marking {
        shared,
        to: args.to.as_deref(),
        look,
        person: if is_interactive(shared) {
            Person::live(repl(look, "Stop here? What is marked is kept.")?, look)
        } else {
            Person::behind_a_pipe(look)
        },
        shown: None,
        tally: Tally::default(),
    };
    let bank = marking.bank();
    for problem in bank.problems() {
        complain(&problem.to_string());
    }
    let ended = match source(args, &bank, shared)? {
        Source::Answers(waiting) => marking.all(waiting)?,
        Source::Typed(question) => marking.typed(&question)?,
    };
    marking.finish(ended)
}

/// Where the answers come from.
enum Source {
    /// They are there; of a line that holds none, its place and why.
    Answers(Vec<Result<Waiting, String>>),
    /// They are typed, to this question.
    Typed(String),
}

fn source(args: &MarkArgs, bank: &Bank, shared: &SharedArgs) -> Result<Source, Failure> {
    if args.from_history {
        let waiting = of_history(bank, &args.what, shared)?;
        return Ok(Source::Answers(waiting.into_iter().map(Ok).collect()));
    }
    if let [name] = args.what.as_slice()
        && !Path::new(name).is_file()
    {
        let entry = find_gradable(bank, name).map_err(|failure| {
            if name == "-" {
                Failure::usage("standard input brings the marks, so the answers can't come from it")
                    .hint("write the answers into a file and name it")
            } else if name.contains('.') {
                Failure::usage(format!("no file `{name}`"))
                    .hint("name a file of answers, one JSON object a line, or a question")
            } else {
                failure
            }
        })?;
        return Ok(Source::Typed(entry.id.to_string()));
    }
    let mut waiting = Vec::new();
    for file in &args.what {
        waiting.extend(of_file(Path::new(file))?);
    }
    Ok(Source::Answers(waiting))
}

/// What became of the answers.
#[derive(Default)]
struct Tally {
    marked: usize,
    there_already: usize,
    left_out: usize,
    errors: usize,
    not_reached: usize,
    /// Sum of the differences between marks and scores.
    off: f64,
    files: BTreeSet<PathBuf>,
    /// The disk is at fault for one of the errors.
    unwritten: bool,
}

impl Tally {
    const fn reached(&self) -> usize {
        self.marked + self.there_already + self.left_out + self.errors
    }
}

struct Marking<'a> {
    shared: &'a SharedArgs,
    to: Option<&'a Path>,
    look: Look,
    person: Person,
    /// The question that was shown last: it need not be shown again.
    shown: Option<String>,
    tally: Tally,
}

impl Marking<'_> {
    /// The bank as it is now: an author may edit it while marking.
    fn bank(&self) -> Bank {
        let beside = self.to.filter(|folder| folder.is_dir());
        open_bank_beside(self.shared, beside.map(Path::to_owned).as_slice())
    }

    fn item(&self, question: &str) -> Result<(Bank, Item), String> {
        let bank = self.bank();
        let entry = find_gradable(&bank, question).map_err(|failure| failure.on_one_line())?;
        let item = bank.read(entry).map_err(|problem| problem.to_string())?;
        Ok((bank, item))
    }

    /// Asks for a mark of each; says whether and how it was ended before its time.
    fn all(&mut self, waiting: Vec<Result<Waiting, String>>) -> Result<Option<Reply<()>>, Failure> {
        let total = waiting.len();
        for (number, one) in (1..).zip(waiting) {
            let ended = match one {
                Ok(one) => self.one(&one, number, Some(total))?,
                Err(message) => {
                    self.complain(&message);
                    self.pass_over()?
                }
            };
            if ended.is_some() {
                self.tally.not_reached = total - self.tally.reached();
                return Ok(ended);
            }
        }
        Ok(None)
    }

    /// Answers that are typed to one question, until nothing more is said.
    fn typed(&mut self, question: &str) -> Result<Option<Reply<()>>, Failure> {
        for number in 1.. {
            if self.person.is_live()
                && let Ok((_, item)) = self.item(question)
            {
                self.show_question(&item)?;
            }
            let answer = loop {
                match self.person.line("An answer to mark (Enter alone ends):")? {
                    Reply::Said(Some(answer)) if !answer.trim().is_empty() => break answer,
                    Reply::Said(_) if self.person.is_live() => return Ok(None),
                    // A blank line between two answers.
                    Reply::Said(_) => {}
                    Reply::End => return Ok(None),
                    Reply::Interrupted => return Ok(Some(Reply::Interrupted)),
                }
            };
            let one = Waiting {
                place: format!("answer {number}"),
                question: question.to_owned(),
                answer,
                kind: None,
            };
            let ended = self.one(&one, number, None)?;
            if ended.is_some() {
                return Ok(ended);
            }
        }
        Ok(None)
    }

    fn show_question(&mut self, item: &Item) -> Result<(), Failure> {
        let id = item.question.id.to_string();
        if self.shared.json || self.shown.as_ref() == Some(&id) {
            return Ok(());
        }
        self.shown = Some(id);
        print(&marked_by(&item.question, &item.rubric, &self.look))
    }

    /// Asks for the mark of one answer and keeps it.
    fn one(
        &mut self,
        one: &Waiting,
        number: usize,
        total: Option<usize>,
    ) -> Result<Option<Reply<()>>, Failure> {
        let item = match self.item(&one.question) {
            Ok((_, item)) => item,
            Err(message) => {
                self.complain(&format!("{}: {message}", one.place));
                return self.pass_over();
            }
        };
        let mut samples = item.rubric.samples.iter();
        if samples.any(|sample| is_same_answer(&sample.answer, &one.answer)) {
            self.there_already(one)?;
            return self.pass_over();
        }
        self.show_question(&item)?;
        if !self.shared.json && (total.is_some() || !self.person.is_live()) {
            let kind = one.kind.as_deref();
            print(&to_mark(number, total, kind, &one.answer, &self.look))?;
        }
        let (mark, ended) = match self.person.mark(one.kind.as_deref())? {
            Asked::Mark(mark, ended) => (mark, ended),
            Asked::LeftOut => {
                self.tally.left_out += 1;
                return Ok(None);
            }
            Asked::NoMark(message) => {
                self.complain(&format!("{}: {message}", one.place));
                return Ok(None);
            }
            Asked::Stop(reply) => return Ok(Some(reply)),
        };
        match self.keep(one, &mark)? {
            Some((Added::Added, rubric)) => self.tell(one, &mark, &rubric)?,
            Some((Added::ThereAlready, _)) => self.there_already(one)?,
            None => {}
        }
        Ok(ended)
    }

    /// Keeps a mark; where that fails, a person may try again after a repair. None where it was given up.
    fn keep(&mut self, one: &Waiting, mark: &Mark) -> Result<Option<(Added, PathBuf)>, Failure> {
        let new = NewSample {
            sample: MarkedSample {
                kind: mark.kind.clone(),
                human: mark.human,
                answer: one.answer.clone(),
            },
            note: mark.note.clone(),
        };
        loop {
            let kept = keeping::keep(&self.bank(), &one.question, &new, self.to, self.shared);
            let failure = match kept {
                Ok((added, rubric)) => return Ok(Some((added, rubric))),
                Err(failure) => failure,
            };
            self.tally.unwritten |= failure.exit == Exit::Outside;
            self.complain(&format!(
                "{}: not kept: {}",
                one.place,
                failure.on_one_line()
            ));
            if !self.person.is_live() {
                return Ok(None);
            }
            let question = "Repair it, then Enter tries again; q leaves this mark out:";
            if !matches!(self.person.line(question)?, Reply::Said(Some(_))) {
                return Ok(None);
            }
            self.tally.errors -= 1;
            self.tally.unwritten = false;
        }
    }

    /// Where marks come line by line, the line of an answer that can't be marked is passed over too, so that line k marks
    /// answer k.
    fn pass_over(&mut self) -> Result<Option<Reply<()>>, Failure> {
        if self.person.is_live() {
            return Ok(None);
        }
        Ok(match self.person.line("")? {
            Reply::Said(_) => None,
            Reply::End => Some(Reply::End),
            Reply::Interrupted => Some(Reply::Interrupted),
        })
    }

    fn there_already(&mut self, one: &Waiting) -> Result<(), Failure> {
        self.tally.there_already += 1;
        if self.shared.json {
            return Ok(());
        }
        let told = format!("{}: this answer is marked already.", one.place);
        print(&sentence(&told, &self.look))
    }

    fn complain(&mut self, message: &str) {
        self.tally.errors += 1;
        anstream::eprintln!("{}", clean(message).replace('\n', " "));
    }

    /// Counts a mark that is kept, and shows the grade beside it.
    fn tell(&mut self, one: &Waiting, mark: &Mark, rubric: &Path) -> Result<(), Failure> {
        self.tally.marked += 1;
        self.tally.files.insert(rubric.to_owned());
        let Ok((bank, item)) = self.item(&one.question) else {
            return Ok(());
        };
        let grade = grade(&bank.prepare_item(&item), &Answer::typed(&one.answer));
        self.tally.off += (grade.score.points() - mark.human).abs();
        if self.shared.json {
            return print_json(&json(&item, mark, &grade, rubric));
        }
        print(&beside_the_mark(mark.human, &grade, &self.look))
    }

    /// Says what became of all, and picks the exit code.
    fn finish(self, ended: Option<Reply<()>>) -> Result<Exit, Failure> {
        let tally = self.tally;
        let mut told = vec![format!("{} marked", tally.marked)];
        for (number, what) in [
            (tally.there_already, "marked already"),
            (tally.left_out, "left out"),
            (tally.not_reached, "not reached"),
        ] {
            if number > 0 {
                told.push(format!("{number} {what}"));
            }
        }
        if tally.errors > 0 {
            told.push(count(tally.errors, "error", "errors"));
        }
        let mut text = format!("{}.", told.join(", "));
        #[allow(clippy::cast_precision_loss, reason = "a count of answers")]
        if tally.marked > 0 {
            let off = tally.off / tally.marked as f64;
            text.push_str(&format!(" Mean difference to Viva's score: {off:.1}."));
        }
        if !self.shared.json {
            print(&sentence(&text, &self.look))?;
            for file in &tally.files {
                print(&format!("  {}\n", clean(&file.display().to_string())))?;
            }
        }
        Ok(match ended {
            Some(Reply::Interrupted) => Exit::Interrupted,
            _ if tally.unwritten => Exit::Outside,
            _ if tally.errors > 0 => Exit::No,
            _ => Exit::Done,
        })
    }
}

#[derive(Serialize)]
struct MarkJson<'a> {
    schema: u32,
    question: &'a str,
    kind: &'a str,
    human: f64,
    note: &'a str,
    score: f64,
    band: &'static str,
    rubric: String,
}

fn json(item: &Item, mark: &Mark, grade: &Grade, rubric: &Path) -> String {
    json_line(&MarkJson {
        schema: 1,
        question: item.question.id.as_str(),
        kind: &mark.kind,
        human: mark.human,
        note: &mark.note,
        score: grade.score.points(),
        band: grade.band().name(),
        rubric: rubric.display().to_string(),
    }) + "\n"
}
