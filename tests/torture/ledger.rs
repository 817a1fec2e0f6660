//! What was typed into the sessions of one home, and what its history must hold of it.

use std::collections::BTreeSet;
use std::fmt;

use crate::support::{Home, results};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::play::Played;

/// The length of a mark.
const MARK: usize = "mark-00000".len();

/// What was counted over all homes.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) homes: usize,
    /// Runs of the program.
    pub(crate) runs: usize,
    /// Runs of it that a signal ended.
    pub(crate) kills: usize,
    /// Runs that were told that not all is being saved.
    pub(crate) full_disks: usize,
    /// Runs beside a faulty model.
    pub(crate) with_model: usize,
    /// Runs at a terminal.
    pub(crate) at_terminal: usize,
    /// Sessions in the histories at the end.
    pub(crate) sessions: usize,
    /// Answers and notes that were typed.
    pub(crate) typed: usize,
    /// Of them, those that were shown as taken.
    pub(crate) acknowledged: usize,
    /// Those in the history.
    pub(crate) found: usize,
    /// Shown as taken, not in the history, and it was said that nothing more is saved.
    pub(crate) told_unsaved: usize,
    /// Shown as taken, not in the history, and nothing was said of it.
    pub(crate) lost: Vec<String>,
    /// Neither shown as taken nor in the history: typed when the program ended, and no later line is in the history.
    pub(crate) unread: usize,
    /// Grades in the histories that were made again, and came out the same.
    pub(crate) grades: usize,
    pub(crate) jumps: usize,
    pub(crate) simulated_seconds: u64,
}

/// A line with words that was handed in.
#[derive(Debug)]
struct Said {
    /// Stands in it and in no other.
    mark: String,
    /// How it must be kept, exactly; none where it was added to a text that stood on the line.
    text: Option<String>,
    is_acknowledged: bool,
    /// Whether it may be dropped, as a reason is where there is nothing to disagree with.
    is_optional: bool,
    /// Whether it was in the history after its run.
    is_found: bool,
}

/// Everything that was said in one home.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    said: Vec<Said>,
    /// Where the last run of the program begins.
    this_run: usize,
}

impl Ledger {
    /// A mark for the next line.
    pub(crate) fn mark(&self) -> String {
        format!("mark-{:05}", self.said.len())
    }

    /// A line with the next mark is handed in; returns its number.
    pub(crate) fn say(&mut self, text: Option<String>) -> usize {
        let mark = self.mark();
        self.said.push(Said {
            mark,
            text,
            is_acknowledged: false,
            is_optional: false,
            is_found: false,
        });
        self.said.len() - 1
    }

    /// The line of this number may be dropped.
    pub(crate) fn is_optional(&mut self, number: usize) {
        self.said[number].is_optional = true;
    }

    /// The line of this number was shown as taken.
    pub(crate) fn acknowledge(&mut self, number: usize) {
        self.said[number].is_acknowledged = true;
    }

    /// The history after a run: sound, with everything that was shown as taken, and nothing else. `played` is that run.
    pub(crate) fn check(&mut self, home: &Home, played: &Played, tally: &mut Tally) {
        check_file(home);
        let exported = home.run(&["history", "export"], "");
        assert_eq!((exported.stderr.as_str(), exported.code), ("", Some(0)));
        let lines = results(&exported);
        let kept: Vec<&str> = lines.iter().flat_map(texts).collect();
        self.check_nothing_is_made_up(&kept);
        let (mut is_over, mut missing) = (false, None);
        for (number, said) in self.said.iter_mut().enumerate() {
            let found = match &said.text {
                Some(text) => kept.contains(&text.as_str()),
                None => kept.iter().any(|kept| kept.contains(&said.mark)),
            };
            if number < self.this_run {
                assert_eq!(found, said.is_found, "found after an earlier run: {said:?}");
                continue;
            }
            said.is_found = found;
            tally.typed += 1;
            tally.found += usize::from(found);
            tally.acknowledged += usize::from(said.is_acknowledged);
            match (found, said.is_acknowledged) {
                (true, _) => {
                    assert!(!is_over, "kept after it was said that nothing is: {said:?}");
                    // Lines are read in their order: the program had this one when it took a later one.
                    let skipped = missing.take().filter(|_| !played.told);
                    tally
                        .lost
                        .extend(skipped.map(|mark| format!("{mark}\n{}", played.printed)));
                }
                (false, true) => {
                    if played.told {
                        tally.told_unsaved += 1;
                        is_over = true;
                    } else {
                        tally.lost.push(format!("{said:?}\n{}", played.printed));
                    }
                }
                (false, false) => {
                    tally.unread += 1;
                    missing = missing.or((!said.is_optional).then(|| said.mark.clone()));
                }
            }
        }
        self.this_run = self.said.len();
        tally.grades += check_grades(home, &lines);
    }

    /// Each text that is kept was said, and is kept once.
    fn check_nothing_is_made_up(&self, kept: &[&str]) {
        let mut seen = BTreeSet::new();
        for text in kept {
            // Who edits an answer hands it in again, with a new mark at its end.
            let Some(at) = text.rfind("mark-") else {
                let is_bare = text.trim().is_empty() || text.parse::<u32>().is_ok();
                assert!(is_bare, "nobody said this: {text:?}");
                continue;
            };
            let mark = &text[at..at + MARK];
            assert!(seen.insert(mark), "kept twice: {text:?}");
            assert!(
                self.said.iter().any(|said| said.mark == mark),
                "nobody said this: {text:?}"
            );
        }
    }
}

/// The answers and notes of a line of the export.
fn texts(line: &Value) -> impl Iterator<Item = &str> {
    let probes = line["probes"].as_array().into_iter().flatten();
    let notes = line["notes"].as_array().into_iter().flatten();
    let all = [&line["answer"], &line["note"]].into_iter();
    all.chain(probes.map(|probe| &probe["answer"]))
        .chain(notes)
        .filter_map(Value::as_str)
}

/// The file is sound, and no time in it is nonsense.
fn check_file(home: &Home) {
    let path = home.data().join("viva.db");
    // Killed early enough, there is none yet.
    if !path.exists() {
        return;
    }
    let connection = Connection::open(path).unwrap();
    let check = "PRAGMA integrity_check";
    let found: String = connection.query_row(check, [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
    let mut broken = connection.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!broken.exists([]).unwrap(), "a row without its parent");
    for table in ["attempts", "probes"] {
        let wrong = format!(
            "SELECT count(*) FROM {table} WHERE typeof(seconds) <> 'real' OR seconds < 0 OR seconds > 1e10 OR date(day) IS NULL"
        );
        // Killed early enough, there is no table yet.
        let wrong = connection.query_row(&wrong, [], |row| row.get::<_, i64>(0));
        assert_eq!(wrong.unwrap_or(0), 0, "{table}");
    }
}

/// Each kept grade is the one that the answer gets by itself; tells how many.
fn check_grades(home: &Home, lines: &[Value]) -> usize {
    let graded: Vec<&Value> = lines
        .iter()
        .filter(|line| line["result"].is_object())
        .collect();
    let requests: String = graded
        .iter()
        .map(|line| {
            let request = json!({"question": line["question"], "answer": line["answer"]});
            format!("{request}\n")
        })
        .collect();
    let again = home.run(&["grade", "--jsonl"], requests);
    assert_eq!((again.stderr.as_str(), again.code), ("", Some(0)));
    let kept: Vec<&Value> = graded.iter().map(|line| &line["result"]).collect();
    assert_eq!(kept, results(&again).iter().collect::<Vec<_>>());
    graded.len()
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} runs of the program in {} homes, {} sessions, {} minutes of simulated time",
            self.runs,
            self.homes,
            self.sessions,
            self.simulated_seconds / 60
        )?;
        writeln!(
            f,
            "{} runs killed, {} told that nothing more is saved, {} beside a faulty model, {} at a terminal; the clock jumped {} times",
            self.kills, self.full_disks, self.with_model, self.at_terminal, self.jumps
        )?;
        writeln!(
            f,
            "{} answers and notes typed, {} shown as taken, {} in the history",
            self.typed, self.acknowledged, self.found
        )?;
        writeln!(
            f,
            "shown as taken and lost: {}; not saved, and said so: {}; being typed, or not read yet, when the program ended: {}",
            self.lost.len(),
            self.told_unsaved,
            self.unread
        )?;
        write!(
            f,
            "{} times a kept grade was made again and was the same",
            self.grades
        )
    }
}
