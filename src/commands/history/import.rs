//! `viva history import`: takes over what `viva history export` printed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::Path;

use serde::Deserialize;

use crate::cli::SharedArgs;
use crate::commands::output::{print, print_json};
use crate::commands::{Exit, Failure};
use crate::history::{Imported, Parcel, Store};
use crate::terminal::render::sentence;
use crate::terminal::{Look, clean};
use crate::text::count;

/// The part of an exported line that matters here. A line that holds no more than a note has no row; notes come with the
/// first attempt of their session.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Attempt {
        session: i64,
        row: Parcel,
    },
    Note {
        #[serde(rename = "note")]
        _note: String,
    },
}

/// Runs `viva history import`.
pub(super) fn run(
    folder: &Path,
    file: &Path,
    shared: &SharedArgs,
    look: &Look,
) -> Result<Exit, Failure> {
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(file).map_err(|error| {
            Failure::usage(format!("{}: {error}", file.display()))
                .hint("`viva history export > FILE` writes such a file")
        })?;
        Box::new(BufReader::new(opened))
    };
    let mut broken = None;
    let lines = input.split(b'\n').enumerate().map_while(|(at, read)| {
        let bytes = read.map_err(|error| broken = Some(error)).ok()?;
        Some((at + 1, bytes))
    });
    let parcels = lines
        .filter(|(_, bytes)| !bytes.trim_ascii().is_empty())
        .filter_map(|(line, bytes)| match serde_json::from_slice(&bytes) {
            Ok(Line::Attempt { session, row }) => Some((line, Ok((session, row)))),
            Ok(Line::Note { .. }) => None,
            Err(_) => Some((line, Err("not a line of `viva history export`".to_owned()))),
        });
    let store = Store::open(folder)?;
    let imported = store.import(parcels)?;
    tell(&imported, shared, look)?;
    if let Some(error) = broken {
        return Err(Failure::outside(format!("{}: {error}", file.display()))
            .hint("what came before is taken over"));
    }
    Ok(if imported.left_out.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}

fn tell(imported: &Imported, shared: &SharedArgs, look: &Look) -> Result<(), Failure> {
    let mut stderr = anstream::stderr().lock();
    for (line, why) in &imported.left_out {
        let _ = writeln!(stderr, "line {line}: {}", clean(why));
    }
    if shared.json {
        let told = serde_json::json!({
            "schema": 1,
            "sessions": imported.sessions,
            "attempts": imported.attempts,
            "known": imported.known,
            "left_out": imported.left_out.len(),
        });
        return print_json(&format!("{told}\n"));
    }
    let mut said = format!(
        "Taken over: {} with {}.",
        count(imported.sessions, "session", "sessions"),
        count(imported.attempts, "answer", "answers")
    );
    if imported.known > 0 {
        said.push_str(&format!(" Here already: {}.", imported.known));
    }
    print(&sentence(&said, look))
}
