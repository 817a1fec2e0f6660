//! Torture: sessions of the real program with everything going wrong around them, and the history looked at after each. Kills
//! at any moment, a full disk, a clock that jumps, a language model that misbehaves. Nothing may be lost but a line being typed.
//!
//! VIVA_TORTURE_MINUTES=N goes on for so long, else some seconds; VIVA_TORTURE_SEED=N makes the same choices again (the moments
//! of the kills are the machine's). What was counted is printed at the end.

#![cfg(unix)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures are what people run it for"
)]

mod clock;
mod disk;
mod door;
mod ledger;
mod model;
mod play;
mod printed;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/mod.rs"]
mod support;
mod world;

use std::time::{Duration, Instant};

use disk::Disk;
use fastrand::Rng;
use ledger::{Ledger, Tally};
use play::Played;
use support::{Home, results};
use world::World;

/// How long it goes on where nothing is said.
const SHORT: Duration = Duration::from_secs(8);

/// Runs of the program in one home.
const RUNS: usize = 8;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Whether some session of this home can be gone on with.
fn has_unfinished(home: &Home) -> bool {
    let sessions = results(&home.run(&["history", "list", "--json"], ""));
    sessions
        .iter()
        .any(|session| session["state"] != "finished")
}

/// Every session that was left goes on to its end.
fn finish_all(home: &Home) {
    let answers = "7\n".repeat(60);
    for _ in 0..2 * RUNS {
        if !has_unfinished(home) {
            return;
        }
        let ran = home.run(&["resume"], &answers);
        assert_eq!(
            (ran.stderr.as_str(), ran.code),
            ("", Some(0)),
            "{}",
            ran.stdout
        );
    }
    panic!("some session never ends");
}

/// What reads the whole history, reads it.
fn read_all(home: &Home) {
    for arguments in [
        &["stats", "--json"][..],
        &["report", "--all", "--format", "json"],
        &["report", "--all", "--format", "html"],
        &["history", "list"],
    ] {
        let ran = home.run(arguments, "");
        let is_empty = ran
            .stderr
            .contains("there is no session with an answer yet");
        assert!(
            is_empty || (ran.stderr.as_str(), ran.code) == ("", Some(0)),
            "{arguments:?}: {ran:?}"
        );
    }
}

#[test]
fn whatever_goes_wrong_nothing_is_lost_but_a_line_being_typed() {
    let minutes = number("VIVA_TORTURE_MINUTES");
    let budget = minutes.map_or(SHORT, |minutes| Duration::from_secs(60 * minutes));
    let seed = number("VIVA_TORTURE_SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("VIVA_TORTURE_SEED={seed}");
    let library = clock::library();
    if library.is_none() {
        println!("skipped: a clock that jumps, because libfaketime is not installed");
        assert!(minutes.is_none() || std::env::var("VIVA_E2E").is_err());
    }
    let can_mount = Disk::mount(&Home::new().data()).is_some();
    if !can_mount {
        println!("skipped: a small disk, because none can be mounted; files have a limit instead");
    }
    let mut random = Rng::with_seed(seed);
    let (started, mut tally) = (Instant::now(), Tally::default());
    while started.elapsed() < budget || tally.homes == 0 {
        // A home has a seed of its own, so that it can be made again without those before it.
        let of_home = random.u64(..);
        let mut random = Rng::with_seed(of_home);
        let mut world = World::new(&mut random, library.clone(), can_mount);
        let mut ledger = Ledger::default();
        tally.homes += 1;
        for _ in 0..random.usize(1..=RUNS) {
            let unfinished = tally.runs > 0 && has_unfinished(&world.home);
            let played = play::play(&mut world, &mut random, &mut ledger, &mut tally, unfinished);
            world.make_room();
            ledger.check(&world.home, &played, &mut tally);
        }
        finish_all(&world.home);
        read_all(&world.home);
        ledger.check(&world.home, &Played::default(), &mut tally);
        tally.sessions += results(&world.home.run(&["history", "list", "--json"], "")).len();
        if let Some(clock) = &world.clock {
            tally.simulated_seconds += clock.simulated;
            tally.jumps += clock.jumps;
        }
    }
    println!("{tally}");
    assert!(tally.lost.is_empty(), "{}", tally.lost.join("\n\n"));
}
