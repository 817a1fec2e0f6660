//! Sound as recognizers want it: most take nothing but one channel of 16 bits at 16 kHz.

use std::io;
use std::path::Path;

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use super::wav::Sound;

const WANTED: WavSpec = WavSpec {
    channels: 1,
    sample_rate: 16_000,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

/// Writes a sound as recognizers want it: one channel of 16 bits at 16 kHz.
///
/// # Errors
/// When it can't be written.
pub fn write_for_recognizer(sound: &Sound, path: &Path) -> io::Result<()> {
    let outer = |error: hound::Error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    };
    let mut writer = WavWriter::create(path, WANTED).map_err(outer)?;
    let step = f64::from(sound.rate) / f64::from(WANTED.sample_rate);
    let count = (sound.samples.len() as f64 / step) as usize;
    for number in 0..count {
        // Between two samples on a straight line: a voice is lower than what that spoils.
        let place = number as f64 * step;
        let (at, share) = (place as usize, place.fract() as f32);
        let before = sound.samples[at];
        let after = sound.samples.get(at + 1).copied().unwrap_or(before);
        let sample = before * (1.0 - share) + after * share;
        writer
            .write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)
            .map_err(outer)?;
    }
    writer.finalize().map_err(outer)
}

/// Whether a file is written that way.
pub(super) fn is_for_recognizer(path: &Path) -> bool {
    WavReader::open(path).is_ok_and(|reader| reader.spec() == WANTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_written_as_recognizers_want_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sound.wav");
        for (rate, samples, expected) in [
            (16_000, vec![0.0, 0.5, -0.5], vec![0, 16_383, -16_383]),
            (32_000, vec![0.0, 0.5, -0.5, 2.0], vec![0, -16_383]),
            (8_000, vec![0.0, 1.0], vec![0, 16_383, 32_767, 32_767]),
            (44_100, vec![], vec![]),
        ] {
            write_for_recognizer(&Sound { rate, samples }, &path).unwrap();
            assert!(is_for_recognizer(&path));
            let mut written = WavReader::open(&path).unwrap();
            let written: Vec<i16> = written.samples().map(Result::unwrap).collect();
            assert_eq!(written, expected, "{rate}");
        }
    }
}
