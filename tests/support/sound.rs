//! Sounds for tests: voices that espeak-ng speaks, tones, and whether the programs for that are installed.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::Path;
use std::time::Duration;

use viva::speech::{CommandLine, Sound, Speaker, read_wav, say};

/// Whether these programs are installed; where they must be and are not, the test fails.
pub(crate) fn has(programs: &[&str]) -> bool {
    let missing: Vec<&str> = programs
        .iter()
        .copied()
        .filter(|program| which::which(program).is_err())
        .collect();
    if missing.is_empty() {
        return true;
    }
    let why = format!("skipped: {} not installed", missing.join(", "));
    assert!(std::env::var_os("VIVA_E2E").is_none(), "{why}");
    eprintln!("{why}");
    false
}

/// Lets espeak-ng speak into a file, as it would to the loudspeaker.
pub(crate) fn spoken_into(path: &Path, text: &str) -> Sound {
    let voice = ["espeak-ng", "-v", "en-us+f2", "-s", "150", "--stdin", "-w"];
    let words = voice.into_iter().map(str::to_owned);
    let command = CommandLine::new(words.chain([path.display().to_string()])).unwrap();
    let mut speaking = say(&Speaker::of(command), text).unwrap();
    assert!(
        speaking.wait(Duration::from_secs(60)).unwrap(),
        "espeak-ng never ended"
    );
    read_wav(path).unwrap()
}

/// The sound at 16 kHz with a second of silence before it, as a recorder gives it.
pub(crate) fn as_recorded(sound: &Sound, path: &Path) {
    let step = sound.rate as f32 / 16_000.0;
    let count = (sound.samples.len() as f32 / step) as usize;
    let at = |n: usize| {
        let place = n as f32 * step;
        let (before, share) = (place as usize, place.fract());
        let sample = |n: usize| sound.samples.get(n).copied().unwrap_or_default();
        sample(before) * (1.0 - share) + sample(before + 1) * share
    };
    let voice = (0..count).map(|n| (at(n) * 32_000.0) as i16);
    let quiet = (0..16_000).map(|n| (n % 7) - 3);
    write_wav(path, &quiet.chain(voice).collect::<Vec<i16>>());
}

/// Writes a sound file of 16 kHz.
pub(crate) fn write_wav(path: &Path, samples: &[i16]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for &sample in samples {
        writer.write_sample(sample).unwrap();
    }
    writer.finalize().unwrap();
}

/// A tone of this height for so many seconds.
pub(crate) fn tone(height: f32, seconds: f32) -> Vec<i16> {
    (0..(seconds * 16_000.0) as usize)
        .map(|n| ((n as f32 * 0.3).sin() * height) as i16)
        .collect()
}
