//! Sound files: their samples, how loud they are, and headers that a recorder left unfinished. Decoding is `hound`'s; it takes
//! finished headers only, and recorders that were ended leave others.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use hound::{SampleFormat, WavReader};

/// The samples must begin within so many bytes of a file.
pub(super) const HEADER_WITHIN: u64 = 64 * 1024;

/// A file longer than this is no answer: over an hour of what recorders are asked for.
pub(super) const LONGEST: u64 = 128 * 1024 * 1024;

/// The loudness of digital silence, in dB of full scale.
const QUIETEST: f32 = -100.0;

/// Sound of one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// The samples, -1 to 1; several channels are mixed to one.
    pub samples: Vec<f32>,
}

impl Sound {
    /// How long it is.
    pub fn length(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate.max(1)))
    }
}

/// Why a file can't be read as sound.
#[derive(Debug, thiserror::Error)]
pub enum WavError {
    /// It can't be read or written at all.
    #[error("the recording can't be read: {0}")]
    File(#[from] io::Error),
    /// It is something else.
    #[error("the recording is no WAV file")]
    NotWav,
    /// It holds no sound.
    #[error("the recording is empty")]
    Empty,
    /// Its header contradicts itself, or its encoding is none that is read here.
    #[error("the recording has a format that can't be read: {0}")]
    Odd(String),
    /// It is longer than an answer can be.
    #[error("the recording is longer than {} MB", .0 / 1024 / 1024)]
    TooLong(u64),
}

/// How loud some samples are: their root mean square around their mean, in dB of full scale, -100 to 0.
pub fn loudness(samples: &[f32]) -> f32 {
    if samples.is_empty() {
        return QUIETEST;
    }
    let count = samples.len() as f64;
    let mean = samples.iter().map(|&s| f64::from(s)).sum::<f64>() / count;
    let square = samples
        .iter()
        .map(|&s| (f64::from(s) - mean).powi(2))
        .sum::<f64>()
        / count;
    let decibels = (10.0 * square.log10()) as f32;
    decibels.clamp(QUIETEST, 0.0)
}

/// Reads a sound file; one whose header states no length or a wrong one is read to its end.
///
/// # Errors
/// Every variant of [`WavError`].
pub fn read_wav(path: &Path) -> Result<Sound, WavError> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > LONGEST {
        return Err(WavError::TooLong(LONGEST));
    }
    if bytes.is_empty() {
        return Err(WavError::Empty);
    }
    let header = Header::parse(&bytes)?.ok_or(WavError::NotWav)?;
    let from = header.data_at as usize;
    let sound = header.decode(&bytes[from..from + header.data_length(length) as usize])?;
    if sound.samples.is_empty() {
        return Err(WavError::Empty);
    }
    Ok(sound)
}

/// Makes the header state the true length, where a recorder that was ended did not, so that other programs read the file too.
///
/// # Errors
/// When the file can't be read or written, or is no WAV file.
pub fn finish_wav(path: &Path) -> Result<(), WavError> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let length = file.metadata()?.len();
    if length == 0 {
        return Err(WavError::Empty);
    }
    let mut start = Vec::new();
    (&mut file).take(HEADER_WITHIN).read_to_end(&mut start)?;
    let header = Header::parse(&start)?.ok_or(WavError::NotWav)?;
    let data = header.data_length(length);
    if data == u64::from(header.stated) {
        return Ok(());
    }
    let size = |bytes: u64| u32::try_from(bytes).map_err(|_| WavError::TooLong(LONGEST));
    // What follows whole samples is cut off, so that the file ends where its header says.
    file.set_len(header.data_at + data)?;
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&size(header.data_at + data - 8)?.to_le_bytes())?;
    file.seek(SeekFrom::Start(header.data_at - 4))?;
    file.write_all(&size(data)?.to_le_bytes())?;
    Ok(())
}

/// What the beginning of a sound file says of the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The body of its format chunk.
    format: Vec<u8>,
    /// Where the samples begin.
    pub(super) data_at: u64,
    /// How many bytes of samples it states; zero or too many where it was never finished.
    stated: u32,
    /// Bytes that hold one sample of every channel.
    pub(super) block: u64,
    /// Bytes a second.
    pub(super) pace: u64,
}

impl Header {
    /// Reads the beginning of a file; nothing where it is not all there yet.
    pub(super) fn parse(start: &[u8]) -> Result<Option<Self>, WavError> {
        let tag = |at: usize| start.get(at..at + 4);
        let number = |at: usize| {
            let bytes = start.get(at..at + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        let agrees = |at: usize, wanted: &[u8]| {
            let there = &start[at.min(start.len())..start.len().min(at + 4)];
            wanted.starts_with(there)
        };
        if !agrees(0, b"RIFF") || !agrees(8, b"WAVE") {
            return Err(WavError::NotWav);
        }
        let mut format: Option<Vec<u8>> = None;
        let mut at = 12;
        while let (Some(kind), Some(length)) = (tag(at), number(at + 4)) {
            let body = at + 8;
            if kind == b"data" {
                let format = format.ok_or_else(|| WavError::Odd("no format chunk".to_owned()))?;
                return Self::of(format, body as u64, length).map(Some);
            }
            let end = body.saturating_add(length as usize);
            if kind == b"fmt " {
                match start.get(body..end) {
                    Some(chunk) => format = Some(chunk.to_vec()),
                    None => break,
                }
            }
            // Chunks begin at even places.
            at = end.saturating_add(end % 2);
        }
        Ok(None)
    }

    fn of(format: Vec<u8>, data_at: u64, stated: u32) -> Result<Self, WavError> {
        let odd = || WavError::Odd("its format chunk is cut short".to_owned());
        let short = |at: usize| {
            let bytes = format.get(at..at + 2).ok_or_else(odd)?;
            Ok::<u64, WavError>(u64::from(u16::from_le_bytes([bytes[0], bytes[1]])))
        };
        let rate = short(4)? + (short(6)? << 16);
        let block = short(12)?;
        if block == 0 || !(4000..=384_000).contains(&rate) {
            return Err(WavError::Odd(format!(
                "{rate} samples a second of {block} bytes"
            )));
        }
        Ok(Self {
            pace: rate * block,
            format,
            data_at,
            stated,
            block,
        })
    }

    /// How many bytes of samples a file of this length holds, in whole samples: as stated where that can be.
    fn data_length(&self, file: u64) -> u64 {
        let there = file.saturating_sub(self.data_at);
        let data = match u64::from(self.stated) {
            0 => there,
            stated => stated.min(there),
        };
        data - data % self.block
    }

    /// The sound of some whole samples of the file.
    pub(super) fn decode(&self, data: &[u8]) -> Result<Sound, WavError> {
        let mut file = Vec::with_capacity(data.len() + 64);
        let chunk = |file: &mut Vec<u8>, tag: &[u8], body: &[u8]| {
            file.extend(tag);
            file.extend((body.len() as u32).to_le_bytes());
            file.extend(body);
        };
        file.extend(b"RIFF\0\0\0\0WAVE");
        chunk(&mut file, b"fmt ", &self.format);
        chunk(&mut file, b"data", data);
        let odd = |error: hound::Error| WavError::Odd(error.to_string());
        let mut reader = WavReader::new(Cursor::new(file)).map_err(odd)?;
        let spec = reader.spec();
        let samples: Result<Vec<f32>, hound::Error> = match spec.sample_format {
            SampleFormat::Float => reader.samples::<f32>().collect(),
            SampleFormat::Int => {
                let full = (1_u64 << (u32::from(spec.bits_per_sample) - 1)) as f32;
                let samples = reader.samples::<i32>();
                samples.map(|sample| Ok(sample? as f32 / full)).collect()
            }
        };
        let channels = usize::from(spec.channels);
        let mixed = samples
            .map_err(odd)?
            .chunks(channels)
            .map(|at_once| at_once.iter().sum::<f32>() / channels as f32)
            // What is not a number is no sound.
            .map(|sample| if sample.is_finite() { sample } else { 0.0 })
            .collect();
        Ok(Sound {
            rate: spec.sample_rate,
            samples: mixed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one 16-bit channel at 16 kHz that states so many bytes of samples.
    fn file(samples: &[i16], stated: u32) -> Vec<u8> {
        let mut bytes =
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0"
                .to_vec();
        // A chunk that nobody asked for, of odd length.
        bytes.extend(b"LIST\x03\0\0\0abc\0data");
        bytes.extend(stated.to_le_bytes());
        bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
        bytes
    }

    fn stored(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut stored = tempfile::NamedTempFile::new().unwrap();
        stored.write_all(bytes).unwrap();
        stored
    }

    #[test]
    fn a_file_is_read_whatever_length_its_header_states() {
        let samples = [0, 16384, -16384, 8192];
        for stated in [8, 0, 1, 9, u32::MAX, 0x7fff_ffff] {
            let stored = stored(&file(&samples, stated));
            let sound = read_wav(stored.path());
            if stated == 1 {
                assert!(matches!(sound, Err(WavError::Empty)), "{sound:?}");
                continue;
            }
            let sound = sound.unwrap();
            assert_eq!(sound.samples, [0.0, 0.5, -0.5, 0.25], "{stated}");
            assert_eq!(sound.length(), Duration::from_micros(250));
        }
    }

    #[test]
    fn a_finished_header_is_one_that_others_read() {
        for stated in [8, 0, u32::MAX] {
            let mut bytes = file(&[1, 2, 3, 4], stated);
            bytes.push(7);
            if stated == 8 {
                bytes.pop();
            }
            let stored = stored(&bytes);
            finish_wav(stored.path()).unwrap();
            let finished = std::fs::read(stored.path()).unwrap();
            assert_eq!(&finished[52..56], 8_u32.to_le_bytes(), "{stated}");
            assert_eq!(finished.len(), 64, "{stated}");
            if stated != 8 {
                assert_eq!(&finished[4..8], 56_u32.to_le_bytes(), "{stated}");
            }
        }
    }

    #[test]
    fn what_is_no_sound_is_told() {
        type Told = fn(&WavError) -> bool;
        let not_wav: Told = |error| matches!(error, WavError::NotWav);
        let empty: Told = |error| matches!(error, WavError::Empty);
        let odd: Told = |error| matches!(error, WavError::Odd(_));
        let mut mp3_in_wav = file(&[1, 2], 4);
        mp3_in_wav[20] = 0x55;
        let mut no_rate = file(&[1, 2], 4);
        no_rate[24..28].fill(0);
        let mut no_format = file(&[1, 2], 4);
        no_format[12..16].copy_from_slice(b"junk");
        let cases: [(&[u8], Told); 7] = [
            (b"", empty),
            (b"ID3 this is music", not_wav),
            (&file(&[1, 2], 4)[..30], not_wav),
            (&file(&[], 0), empty),
            (&mp3_in_wav, odd),
            (&no_rate, odd),
            (&no_format, odd),
        ];
        for (bytes, expected) in cases {
            let error = read_wav(stored(bytes).path()).unwrap_err();
            assert!(expected(&error), "{bytes:?}: {error:?}");
        }
        let gone = read_wav(Path::new("no-such-file.wav")).unwrap_err();
        assert!(matches!(gone, WavError::File(_)));
    }

    #[test]
    fn any_bytes_after_a_header_are_read_or_refused() {
        let good = file(&[5; 40], 80);
        for at in 0..60 {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = good.clone();
                bytes[at] = value;
                // Reading must end and not panic; what it says is for the cases above.
                let _ = read_wav(stored(&bytes).path());
            }
        }
    }

    #[test]
    fn loudness_is_of_the_swing_and_not_of_its_middle() {
        assert_eq!(loudness(&[]), -100.0);
        assert_eq!(loudness(&[0.25; 100]), -100.0);
        assert_eq!(loudness(&[1.0, -1.0].repeat(50)), 0.0);
        let half = loudness(&[0.6, -0.4].repeat(50));
        assert!((half + 6.02).abs() < 0.01, "{half}");
    }
}
