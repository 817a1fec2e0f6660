//! An answer said aloud and written down by a recognizer is worth what it is worth typed: spoken names, no capitals, no
//! punctuation, fillers, words said twice, and wrong words taken back at once.

use viva::assessment::{Answer, Medium};
use viva::speech::speakable;

use crate::exam::{Exam, rate};

const FILLERS: [&str; 6] = ["um", "uh", "you know", "i mean", "basically", "er"];

/// Wrong beginnings, each with the words by which it is taken back; what follows begins with an article.
const SLIPS: [&str; 4] = [
    "a banana no sorry",
    "the weather wait no",
    "a banana um no i mean",
    "the weather sorry i mean",
];

const SEEDS: u64 = 3;

/// The aim for the mean loss.
const LOSS_AT_MOST: f64 = 5.0;

/// As a recognizer writes down what is read aloud, a filler before about every tenth word.
fn transcript(text: &str, seed: u64, slips: bool) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    let spoken = speakable(text).to_lowercase();
    let mut out: Vec<&str> = Vec::new();
    for word in spoken.split(' ') {
        let word = word.trim_end_matches([',', '.', ';', ':', '?', '!']);
        let article = matches!(word, "a" | "the");
        if random.usize(0..10) == 0 {
            out.push(FILLERS[random.usize(0..FILLERS.len())]);
        }
        if random.usize(0..25) == 0 {
            out.push(word);
        }
        if slips && article && random.usize(0..6) == 0 {
            let same: Vec<&&str> = SLIPS
                .iter()
                .filter(|slip| slip.starts_with(&format!("{word} ")))
                .collect();
            out.push(same[random.usize(0..same.len())]);
        }
        out.push(word);
    }
    out.join(" ")
}

/// The mean loss over the bank and the answers that lose much.
fn loss(name: &str, slips: bool) -> f64 {
    let mut losses: Vec<(f64, String)> = Vec::new();
    for exam in Exam::all() {
        let model = exam.model();
        let before = exam.score(&model);
        for seed in 0..SEEDS {
            let text = transcript(&model, seed, slips);
            let answer = Answer {
                medium: Medium::Spoken,
                text,
            };
            let now = exam.score_of(&answer);
            losses.push((before - now, format!("{}: {before} to {now}", exam.id())));
        }
    }
    losses.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mean = losses.iter().map(|(loss, _)| loss).sum::<f64>() / losses.len() as f64;
    let much = losses.iter().filter(|(loss, _)| *loss >= 15.0).count();
    println!(
        "{name}: loses {mean:.1} points on average, {} by 15 or more; the worst five:",
        rate(much, losses.len())
    );
    for (_, line) in losses.iter().take(5) {
        println!("  {line}");
    }
    mean
}

#[test]
fn a_transcript_loses_little() {
    let mean = loss("transcripts", false);
    assert!(mean <= LOSS_AT_MOST, "{mean:.1}");
}

#[test]
fn what_is_taken_back_costs_little() {
    let mean = loss("transcripts with slips taken back", true);
    assert!(mean <= LOSS_AT_MOST, "{mean:.1}");
}
