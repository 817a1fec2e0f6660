//! Reads JSON lines and does nothing with them: what any program that takes them spends at least.
//!
//! `cargo run --release --example parse_json < requests.jsonl`

use std::io::{BufRead as _, stdin};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut fields = 0;
    for line in stdin().lock().lines() {
        let request: serde_json::Value = serde_json::from_str(&line?)?;
        fields += request.as_object().map_or(0, serde_json::Map::len);
    }
    // What is not used would not be parsed.
    assert!(fields > 0, "no line was an object");
    Ok(())
}
