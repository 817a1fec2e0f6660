//! The program killed at random moments, as by `kill -9`: what was shown as taken is kept, and the session goes on where it
//! was. The seed is printed; VIVA_KILL_SEED=N runs the same choices again (the moments themselves are the machine's).

#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "the seed")]

mod running;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use running::{Asked, Running};
use rusqlite::Connection;
use support::terminal::Terminal;
use support::{Home, results};

/// How long kills go on; what is found is found long before.
const BUDGET: Duration = Duration::from_secs(10);

/// Questions of a session.
const COUNT: usize = 5;

fn seed() -> u64 {
    let given = std::env::var("VIVA_KILL_SEED").ok();
    let seed = given.and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("VIVA_KILL_SEED={seed}");
    seed
}

/// A home whose bank asks about number 1, 2 and so on.
fn home() -> Home {
    let home = Home::new();
    for number in 1..=COUNT {
        let statement = format!("Number {number} is a lucky one");
        home.write(
            &format!("bank/questions/track/number/n{number}.toml"),
            format!("prompt = \"What of number {number}?\"\nlevel = \"beginner\"\nkind = \"fact\"\nminutes = 1\nmodel_answer = \"{statement}.\"\n"),
        );
        home.write(
            &format!("bank/rubrics/track/number/n{number}.toml"),
            format!("reference = \"{statement}.\"\n[[key_points]]\nid = \"point\"\nstatement = \"{statement}\"\nprobe = \"And what of luck with {number}?\"\n"),
        );
    }
    home
}

/// What the store holds of a session: by the question's number its answer, its guess and the answer to its probe.
type Kept = BTreeMap<usize, (String, Option<usize>, Option<String>)>;

fn kept(home: &Home, session: i64) -> Kept {
    let connection = Connection::open(home.data().join("viva.db")).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT question, take, answer, estimate, (SELECT count(*) FROM probes WHERE attempt_id = attempts.id),
             (SELECT answer FROM probes WHERE attempt_id = attempts.id), position FROM attempts WHERE session_id = ? ORDER BY id",
        )
        .unwrap();
    let mut rows = statement.query([session]).unwrap();
    let mut kept = Kept::new();
    while let Some(row) = rows.next().unwrap() {
        let question: String = row.get(0).unwrap();
        let number: usize = question.rsplit('n').next().unwrap().parse().unwrap();
        assert_eq!((row.get(1).unwrap(), row.get(6).unwrap()), (1, number - 1));
        assert!(row.get::<_, i64>(4).unwrap() <= 1);
        let what = (
            row.get(2).unwrap(),
            row.get(3).unwrap(),
            row.get(5).unwrap(),
        );
        assert!(kept.insert(number, what).is_none(), "kept twice: {number}");
    }
    kept
}

fn integrity(home: &Home) -> String {
    let connection = Connection::open(home.data().join("viva.db")).unwrap();
    let check = "PRAGMA integrity_check";
    let found: String = connection.query_row(check, [], |row| row.get(0)).unwrap();
    let mut broken = connection.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!broken.exists([]).unwrap(), "a row without its parent");
    found
}

/// The sessions in the store: how many, and whether the latest is finished.
fn sessions(home: &Home) -> (i64, bool) {
    // Killed early enough, there is no store yet, or one without its tables.
    let Ok(connection) = Connection::open(home.data().join("viva.db")) else {
        return (0, false);
    };
    let last = "SELECT id, state = 'finished' FROM sessions ORDER BY id DESC LIMIT 1";
    connection
        .query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap_or((0, false))
}

/// What was asked proves what was taken before it: nothing of that may be missing in the store, nothing there may be made up.
fn check(asked: &[Asked], replied: &[Asked], kept: &Kept) {
    for pair in asked.windows(2) {
        let number = match pair[0] {
            Asked::Question(number) | Asked::Guess(number) | Asked::Probe(number) => number,
            Asked::Nothing => continue,
        };
        let (answer, guess, probed) = kept.get(&number).unwrap_or_else(|| {
            panic!("{:?} was taken and is lost: {kept:?}", pair[0]);
        });
        let reply = pair[0].reply().unwrap();
        match pair[0] {
            Asked::Question(_) => assert_eq!(*answer, reply),
            Asked::Guess(_) => assert_eq!(guess.map(|guess| guess.to_string()), Some(reply)),
            Asked::Probe(_) => assert_eq!(probed.as_ref(), Some(&reply)),
            Asked::Nothing => {}
        }
    }
    for (number, (answer, guess, probed)) in kept {
        let said = |asked: Asked| replied.contains(&asked);
        assert!(
            said(Asked::Question(*number))
                && Asked::Question(*number).reply().as_ref() == Some(answer)
        );
        assert!(guess.is_none() || said(Asked::Guess(*number)));
        assert!(probed.is_none() || said(Asked::Probe(*number)));
    }
}

#[test]
fn a_session_killed_at_any_moment_loses_at_most_the_line_being_typed() {
    let mut random = fastrand::Rng::with_seed(seed());
    let questions: Vec<String> = (1..=COUNT)
        .map(|number| format!("track/number/n{number}"))
        .collect();
    let mut begin = vec!["practice", "--probes", "1", "--estimate"];
    begin.extend(questions.iter().flat_map(|id| ["--question", id.as_str()]));
    let home = home();
    let started = Instant::now();
    let (mut kills, mut lost, mut rounds) = (0, 0, 0);
    while (started.elapsed() < BUDGET && kills < 150) || kills < 20 {
        let (before, _) = sessions(&home);
        let mut session = before;
        let mut replied: Vec<Asked> = Vec::new();
        let mut finished = false;
        while !finished {
            let arguments = if session > before {
                vec!["resume"]
            } else {
                begin.clone()
            };
            let next = if session > before {
                kept(&home, session).keys().max().unwrap_or(&0) + 1
            } else {
                1
            };
            let mut running = Running::start(&home, &arguments);
            let fatal = random.usize(..8);
            // A random moment is what is looked for here: in the middle of a grade, of a transaction, of a line.
            let moment = Duration::from_micros(random.u64(..12_000));
            loop {
                if running.asked.len() == fatal {
                    std::thread::sleep(moment);
                    running.kill();
                    kills += 1;
                    break;
                }
                match running.next() {
                    Some(Asked::Nothing) | None => {
                        drop(running.stdin.take());
                        running.child.wait().unwrap();
                        break;
                    }
                    Some(asked) => {
                        replied.push(asked);
                        running.say(&asked.reply().unwrap());
                    }
                }
            }
            // It went on at the right question: the first that was not kept.
            if let Some(Asked::Question(number)) = running.asked.first() {
                assert_eq!(*number, next, "{:?}", running.asked);
            }
            (session, finished) = sessions(&home);
            // Killed before it began, it left nothing; what is there is of the round before.
            finished &= session > before;
            if session > before {
                assert_eq!(integrity(&home), "ok");
                let kept = kept(&home, session);
                check(&running.asked, &replied, &kept);
                let typed = replied
                    .iter()
                    .filter(|asked| matches!(asked, Asked::Question(_)));
                let typed = typed.collect::<std::collections::BTreeSet<_>>().len();
                assert!(
                    typed - kept.len() <= 1,
                    "more than one line is lost: {replied:?} {kept:?}"
                );
                lost += typed - kept.len();
            }
        }
        assert_eq!(
            session,
            before + 1,
            "one session, however often it was killed"
        );
        assert_eq!(kept(&home, session).len(), COUNT);
        rounds += 1;
    }
    println!("{kills} kills in {rounds} sessions; {lost} times the answer being typed was lost");
}

#[test]
fn a_session_killed_at_a_terminal_is_offered_again_and_goes_on_at_the_right_question() {
    let mut random = fastrand::Rng::with_seed(seed());
    for _ in 0..6 {
        let home = home();
        let questions: Vec<String> = (1..=COUNT)
            .map(|number| format!("track/number/n{number}"))
            .collect();
        let mut begin = vec!["practice", "--probes", "0"];
        begin.extend(questions.iter().flat_map(|id| ["--question", id.as_str()]));
        let mut terminal = Terminal::start(&home, &begin);
        let answered = random.usize(..COUNT);
        for number in 1..=answered {
            terminal.wait_for(&format!("What of number {number}?"));
            terminal.wait_for("> ");
            terminal.press(&format!("banana {number}\r"));
        }
        terminal.wait_for(&format!("What of number {}?", answered + 1));
        terminal.wait_for("> ");
        terminal.press("a line that nobody hands in");
        std::thread::sleep(Duration::from_micros(random.u64(..3_000)));
        terminal.kill();
        assert_eq!(integrity(&home), "ok");
        assert_eq!(kept(&home, 1).len(), answered);
        let mut again = Terminal::start(&home, &[]);
        again.wait_for(&format!(
            "was interrupted after {answered} of {COUNT} questions."
        ));
        again.wait_for("[Y/n]");
        again.press("\r");
        let next = again.wait_for(&format!("What of number {}?", answered + 1));
        assert!(
            !next.contains(&format!("What of number {answered}?")),
            "{next}"
        );
        again.wait_for("> ");
        again.press("/quit\r");
        again.end();
    }
}

#[test]
fn sessions_at_once_on_one_history_are_all_kept_whole() {
    let home = home();
    let questions: Vec<String> = (1..=COUNT)
        .map(|number| format!("track/number/n{number}"))
        .collect();
    let mut begin = vec!["practice"];
    begin.extend(questions.iter().flat_map(|id| ["--question", id.as_str()]));
    let input: String = (1..=COUNT)
        .map(|number| format!("banana {number}\n"))
        .collect();
    let ran: Vec<support::Ran> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| home.run(&begin, &input)))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for ran in &ran {
        assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    }
    // One is killed while another goes on beside it.
    let mut killed = Running::start(&home, &begin);
    let mut beside = Running::start(&home, &begin);
    for number in 1..=COUNT {
        assert_eq!(beside.next(), Some(Asked::Question(number)));
        if number <= 2 {
            assert_eq!(killed.next(), Some(Asked::Question(number)));
            killed.say(&format!("banana {number}"));
        }
        if number == 3 {
            assert_eq!(killed.next(), Some(Asked::Question(3)));
            killed.kill();
        }
        beside.say(&format!("banana {number}"));
    }
    assert_eq!(beside.next(), Some(Asked::Nothing));
    drop(beside.stdin.take());
    assert!(beside.child.wait().unwrap().success());
    assert_eq!(integrity(&home), "ok");
    let list = results(&home.run(&["history", "list", "--json"], ""));
    let answered: Vec<&serde_json::Value> = list.iter().map(|line| &line["answered"]).collect();
    let mut counts: Vec<u64> = answered
        .iter()
        .map(|count| count.as_u64().unwrap())
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [2, 5, 5, 5, 5, 5]);
    for session in 1..=6 {
        for (number, (answer, ..)) in kept(&home, session) {
            assert_eq!(answer, format!("banana {number}"));
        }
    }
    let resumed = home.run(&["resume"], "banana 3\nbanana 4\nbanana 5\n");
    assert!(
        resumed.stdout.contains("That was the round: 5 questions."),
        "{}",
        resumed.stdout
    );
}
