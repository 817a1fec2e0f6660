//! Whether a recording holds speech at all, judged by loudness and length. It stands before every transcription: recognizers
//! make up words for silence.

use std::time::Duration;

use super::wav::{Sound, loudness};

/// The windows whose loudness is compared.
const WINDOW: Duration = Duration::from_millis(50);

/// Below this a window is quiet, in dB of full scale: a laptop's microphone in a quiet room gives -70 to -55, a voice -40 to -10.
const QUIET: f32 = -50.0;

/// A voice stands out from what hums all the time by at least so many dB.
const STANDS_OUT: f32 = 8.0;

/// A hum is taken to be no louder than this: a voice that never pauses is none.
const LOUDEST_HUM: f32 = -35.0;

/// An answer takes at least so long ...
const SHORTEST: Duration = Duration::from_millis(500);

/// ... and so much of it is loud: "no" takes longer, a key that clicks does not.
const LEAST_LOUD: Duration = Duration::from_millis(200);

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heard {
    /// How long the recording is.
    pub length: Duration,
    /// When the first loud sound came.
    pub from: Duration,
    /// When the last one ended.
    pub to: Duration,
    /// The loudness of its loud part, in dB of full scale.
    pub level: f32,
}

/// Why nothing was heard.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum HeardNothing {
    /// It ended before anything could be said.
    #[error("the recording is only {:.1} s long", .0.as_secs_f64())]
    TooShort(Duration),
    /// Every sample is the same: the microphone is muted, or there is none.
    #[error("there is no sound at all in it; is the microphone muted?")]
    Muted,
    /// Nothing was loud enough; the loudest moment in dB of full scale.
    #[error("it is too quiet, {0:.0} dB at its loudest")]
    TooQuiet(f32),
    /// Something was loud, but for no longer than a click.
    #[error("only {:.1} s of it are louder than the rest", .0.as_secs_f64())]
    OnlyNoise(Duration),
}

/// Judges a recording.
///
/// # Errors
/// When it holds no speech, and why.
pub fn gate(sound: &Sound) -> Result<Heard, HeardNothing> {
    let length = sound.length();
    if length < SHORTEST {
        return Err(HeardNothing::TooShort(length));
    }
    let window = (f64::from(sound.rate) * WINDOW.as_secs_f64()) as usize;
    let levels: Vec<f32> = sound.samples.chunks(window.max(1)).map(loudness).collect();
    let loudest = levels.iter().copied().fold(-100.0, f32::max);
    if loudest <= -100.0 {
        return Err(HeardNothing::Muted);
    }
    let threshold = loud_from(hum_of(&levels));
    let loud: Vec<usize> = (0..levels.len())
        .filter(|&at| levels[at] >= threshold)
        .collect();
    let loud_for = WINDOW * u32::try_from(loud.len()).unwrap_or(u32::MAX);
    if loudest < QUIET {
        return Err(HeardNothing::TooQuiet(loudest));
    }
    let (Some(&first), Some(&last), true) = (loud.first(), loud.last(), loud_for >= LEAST_LOUD)
    else {
        return Err(HeardNothing::OnlyNoise(loud_for));
    };
    let power: f32 = loud.iter().map(|&at| 10_f32.powf(levels[at] / 10.0)).sum();
    let at = |window: usize| WINDOW * u32::try_from(window).unwrap_or(u32::MAX);
    Ok(Heard {
        length,
        from: at(first),
        to: at(last + 1).min(length),
        level: 10.0 * (power / loud.len() as f32).log10(),
    })
}

/// From which level on a sound is a voice, above a hum of this level.
pub(super) fn loud_from(hum: f32) -> f32 {
    QUIET.max(hum.min(LOUDEST_HUM) + STANDS_OUT)
}

/// The level that a tenth of the windows stay below.
fn hum_of(levels: &[f32]) -> f32 {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get(levels.len() / 10).copied().unwrap_or(-100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 16_000;

    /// A tone of this loudness for so many seconds.
    fn tone(decibels: f32, seconds: f32) -> Vec<f32> {
        let height = 10_f32.powf(decibels / 20.0) * 2_f32.sqrt();
        let swing = |n: usize| (n as f32 * 0.3).sin() * height;
        (0..(seconds * RATE as f32) as usize).map(swing).collect()
    }

    fn judged(parts: &[Vec<f32>]) -> Result<Heard, HeardNothing> {
        gate(&Sound {
            rate: RATE,
            samples: parts.concat(),
        })
    }

    #[test]
    fn silence_hum_and_clicks_are_no_speech() {
        let cases = [
            (vec![tone(-20.0, 0.3)], "TooShort(300ms)"),
            (vec![vec![0.0; 32_000]], "Muted"),
            (vec![vec![0.02; 32_000]], "Muted"),
            (vec![tone(-60.0, 3.0)], "TooQuiet(-59.9"),
            (vec![tone(-42.0, 3.0)], "OnlyNoise(0ns)"),
            (
                vec![tone(-65.0, 1.0), tone(-10.0, 0.1), tone(-65.0, 1.0)],
                "OnlyNoise(100ms)",
            ),
            (
                vec![tone(-40.0, 1.0), tone(-36.0, 1.0), tone(-40.0, 1.0)],
                "OnlyNoise(0ns)",
            ),
        ];
        for (parts, why) in cases {
            let nothing = judged(&parts).unwrap_err();
            let shown = format!("{nothing:?}");
            assert!(shown.starts_with(why), "{shown}, not {why}");
        }
    }

    #[test]
    fn a_voice_is_heard_with_its_beginning_and_end() {
        let voice = [tone(-65.0, 1.0), tone(-22.0, 2.0), tone(-65.0, 0.5)];
        let heard = judged(&voice).unwrap();
        assert_eq!(heard.from, Duration::from_secs(1));
        assert_eq!(heard.to, Duration::from_secs(3));
        assert_eq!(heard.length, Duration::from_millis(3500));
        assert!((heard.level + 22.0).abs() < 0.1, "{}", heard.level);
        // In a noisy room, and without any pause.
        assert!(judged(&[tone(-45.0, 1.0), tone(-30.0, 1.0)]).is_ok());
        assert!(judged(&[tone(-20.0, 3.0)]).is_ok());
    }
}
