//! A history of 100,000 answers over two years: each question of the bank is answered well, in part and badly through the
//! store itself, and SQL repeats these answers with their grades, follow-ups and missed points day after day.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use viva::assessment::Answer;
use viva::bank::Bank;
use viva::grading::{grade, next_probe, prepare, recover};
use viva::history::{NewSession, SessionOptions, State, Store};
use viva::interview::{Attempt, ModelAnswerSeen, ProbeTaken};

/// The last day of the history.
pub(crate) const TODAY: Date = date(2026, 3, 31);

const ANSWERS: usize = 100_000;

/// The answers of each of two years' days.
const A_DAY: usize = ANSWERS.div_ceil(730);

/// Questions a session.
const A_SESSION: usize = 5;

/// Each question of the bank answered well, in part and badly, with real grades, some with a follow-up; and how many of
/// them there are.
pub(crate) fn answers() -> (Vec<Attempt>, usize) {
    let bank = Bank::open(&[], &[], false);
    let asked_at: Timestamp = "2024-04-01T10:00:00Z".parse().unwrap();
    let mut answers = Vec::new();
    for entry in bank.entries() {
        let item = bank.read(entry).unwrap();
        let (question, rubric) = (&item.question, &item.rubric);
        let (prepared, _) = prepare(rubric, &question.prompt, question.kind, bank.lexicon());
        let whole = &question.model_answer;
        let half = &whole[..whole.floor_char_boundary(whole.len() / 2)];
        for (number, text) in [whole.as_str(), half, "I would have to look that up."]
            .into_iter()
            .enumerate()
        {
            let answer = Answer::typed(text);
            let graded = grade(&prepared, &answer);
            let probe = next_probe(&prepared, &graded, &[]).filter(|_| number == 1);
            let probes = probe.map(|index| {
                let answer = Answer::typed(whole.clone());
                let recovery = recover(&prepared, &graded, index, &answer);
                ProbeTaken {
                    key_point: recovery.key_point,
                    index,
                    prompt: "And what else?".to_owned(),
                    answer,
                    took: std::time::Duration::from_secs(40),
                    before: graded.score,
                    after: recovery.after,
                }
            });
            answers.push(Attempt {
                position: answers.len(),
                take: 1,
                question: question.id.clone(),
                content_hash: item.hash.clone(),
                answer: Some(answer),
                asked_at,
                ended_at: asked_at + std::time::Duration::from_secs(90),
                hints: 0,
                model_answer_seen: ModelAnswerSeen::No,
                grade: Some(graded),
                probes: probes.into_iter().collect(),
                disputed: false,
                warm_up: false,
                estimate: (number != 2).then_some(60),
            });
        }
    }
    let count = answers.len();
    (answers, count)
}

/// Begins a session that is finished in the store's eyes, so that no start offers to go on with it.
pub(crate) fn begin(store: &mut Store) -> i64 {
    let began = NewSession {
        mode: "practice".to_owned(),
        plan: Vec::new(),
        seed: 1,
        options: SessionOptions::default(),
    };
    let session = store.begin(&began, Timestamp::UNIX_EPOCH).unwrap();
    store
        .end(session, State::Finished, Timestamp::UNIX_EPOCH)
        .unwrap();
    session
}

/// Writes the history into a data folder.
pub(crate) fn history(folder: &Path) {
    let mut store = Store::open(folder).unwrap();
    let session = begin(&mut store);
    let (answers, models) = answers();
    let first = TODAY - jiff::Span::new().days(730);
    for answer in &answers {
        store.record(session, answer, first).unwrap();
        for probe in &answer.probes {
            store
                .record_probe(session, (answer.position, 1), 0, probe)
                .unwrap();
        }
    }
    drop(store);
    let database = rusqlite::Connection::open(Store::path_in(folder)).unwrap();
    // Which answer is repeated: neighbours are far apart (a prime), and later ones are better.
    let repeated = format!(
        "CREATE TEMP TABLE repeated AS
         WITH RECURSIVE numbers (n) AS (SELECT {models} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {ANSWERS})
         SELECT n, n + 1 AS id, 2 + n / {A_SESSION} AS session, n % {A_SESSION} AS position,
                date('{first}', '+' || (1 + n / {A_DAY}) || ' days') AS day,
                1 + 3 * (n * 7919 % ({models} / 3)) + (CASE WHEN n * 31 % 100 < 20 + n / 2000 THEN 0 WHEN n * 31 % 100 < 80 THEN 1 ELSE 2 END) AS model
         FROM numbers"
    );
    let scripts = [
        "PRAGMA synchronous = off; PRAGMA journal_mode = off; PRAGMA cache_size = -200000; BEGIN",
        &repeated,
        "INSERT INTO sessions (id, mode, plan, seed, options, state, started_at, ended_at)
         SELECT session, 'practice', '[\"python/data-model/list-vs-tuple\", \"python/concurrency/gil\", \"python/testing/parametrize-ids\"]',
                '1', '{\"probes\":1,\"bank\":[],\"only_bank\":[],\"count\":null,\"minutes\":null}', 'finished',
                min(day) || 'T10:00:00Z', min(day) || 'T10:30:00Z'
         FROM repeated GROUP BY session ORDER BY session",
        "INSERT INTO attempts (id, session_id, position, take, question, content_hash, engine, answer, medium, asked_at, ended_at, seconds,
           hints, model_answer_seen, score, band, confidence, grade, disputed, day, warm_up, counts, estimate)
         SELECT repeated.id, session, repeated.position, 1, question, content_hash, engine, answer, medium, repeated.day || 'T10:00:00Z',
           repeated.day || 'T10:01:30Z', seconds, hints, model_answer_seen, score, band, confidence, grade, disputed, repeated.day, warm_up,
           counts, estimate
         FROM repeated JOIN attempts ON attempts.id = repeated.model ORDER BY repeated.id",
        "INSERT INTO missed SELECT repeated.id, key_point FROM repeated JOIN missed ON attempt_id = repeated.model ORDER BY 1, 2",
        "INSERT INTO probes (attempt_id, number, key_point, key_point_index, prompt, answer, medium, score_before, score_after, verdict, grade,
           seconds, day)
         SELECT repeated.id, number, key_point, key_point_index, prompt, answer, medium, score_before, score_after, verdict, grade, seconds,
           repeated.day
         FROM repeated JOIN probes ON attempt_id = repeated.model WHERE n % 3 = 0 ORDER BY repeated.id",
        "COMMIT; PRAGMA journal_mode = wal",
    ];
    for script in scripts {
        database
            .execute_batch(script)
            .unwrap_or_else(|error| panic!("{error}: {script}"));
    }
    drop(database);
    // Makes every card anew.
    let store = Store::open(folder).unwrap();
    store.aim_at(0.91).unwrap();
    store.aim_at(0.9).unwrap();
    let size = std::fs::metadata(Store::path_in(folder)).unwrap().len();
    println!("history: {ANSWERS} answers, {} MB", size / 1_000_000);
}
