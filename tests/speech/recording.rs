//! Recorders, good and bad.

use std::fs;
use std::time::Duration;

use viva::speech::{
    CommandError, CommandLine, Ended, RecordError, RecordOptions, Recorder, WavError, gate, record,
    recorders,
};

use super::sound::{tone, write_wav};
use super::{look_until, recorder};

fn seconds(seconds: f32) -> Duration {
    Duration::from_secs_f32(seconds)
}

/// A recorder that copies this much sound and then hums on until it is stopped.
fn copying(samples: &[i16]) -> (tempfile::TempDir, Recorder) {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, samples);
    let script = format!("cat '{}' > \"$1\"; exec sleep 600", sound.display());
    (folder, recorder(&script))
}

#[test]
fn a_recording_tells_its_time_and_level_and_deletes_its_file() {
    let (_folder, recorder) = copying(&tone(8000.0, 2.0));
    let mut recording = record(&recorder, RecordOptions::default()).unwrap();
    let moment = look_until(&mut recording, |moment| !moment.elapsed.is_zero()).unwrap();
    assert_eq!(moment.ended, None);
    let level = moment.level.expect("something is new");
    assert!((-20.0..-10.0).contains(&level), "{level}");
    look_until(&mut recording, |moment| moment.elapsed == seconds(2.0)).unwrap();
    assert_eq!(recording.look().unwrap().level, None);
    let recorded = recording.stop().unwrap();
    assert_eq!(recorded.sound().unwrap().length(), seconds(2.0));
    let path = recorded.path().to_owned();
    assert!(path.exists());
    drop(recorded);
    assert!(!path.exists());
}

#[test]
fn a_recording_can_be_kept() {
    let (folder, recorder) = copying(&tone(8000.0, 1.0));
    let mut recording = record(&recorder, RecordOptions::default()).unwrap();
    look_until(&mut recording, |moment| moment.elapsed == seconds(1.0)).unwrap();
    let recorded = recording.stop().unwrap();
    let kept = folder.path().join("kept.wav");
    recorded.keep(&kept).unwrap();
    assert_eq!(
        viva::speech::read_wav(&kept).unwrap().length(),
        seconds(1.0)
    );
}

#[test]
fn a_recorder_is_asked_to_end_and_may_finish_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &tone(8000.0, 1.0));
    // What it had not written yet comes when it is interrupted.
    let script = format!(
        "trap 'tail -c +1045 \"{0}\" >> \"$1\"; exit 0' INT; head -c 1044 '{0}' > \"$1\"; while :; do sleep 1; done",
        sound.display()
    );
    let mut recording = record(&recorder(&script), RecordOptions::default()).unwrap();
    look_until(&mut recording, |moment| {
        moment.elapsed == seconds(500.0 / 16_000.0)
    })
    .unwrap();
    let recorded = recording.stop().unwrap();
    assert_eq!(recorded.sound().unwrap().length(), seconds(1.0));
}

#[test]
fn a_recorder_that_never_stops_is_ended_and_its_file_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &tone(8000.0, 1.0));
    // A header that states no length, as of a recorder that was killed.
    let mut bytes = fs::read(&sound).unwrap();
    bytes[40..44].fill(0);
    fs::write(&sound, bytes).unwrap();
    let script = format!(
        "trap '' INT TERM; cat '{}' > \"$1\"; while :; do sleep 600; done",
        sound.display()
    );
    let mut recording = record(&recorder(&script), RecordOptions::default()).unwrap();
    look_until(&mut recording, |moment| moment.elapsed == seconds(1.0)).unwrap();
    let recorded = recording.stop().unwrap();
    assert_eq!(recorded.sound().unwrap().length(), seconds(1.0));
    // Another program can read it now.
    let other = hound::WavReader::open(recorded.path()).unwrap();
    assert_eq!(other.duration(), 16_000);
}

#[test]
fn a_recording_ends_at_its_limit() {
    let (_folder, recorder) = copying(&tone(8000.0, 3.0));
    let options = RecordOptions {
        limit: seconds(2.0),
        silence: None,
    };
    let mut recording = record(&recorder, options).unwrap();
    let moment = look_until(&mut recording, |moment| moment.ended.is_some()).unwrap();
    assert_eq!(moment.ended, Some(Ended::Limit));
}

#[test]
fn a_recording_ends_on_silence_only_after_something_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [tone(20.0, 3.0), tone(8000.0, 1.0), tone(20.0, 2.5)];
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &parts.concat());
    // It goes on when it is told to: by a line through the pipe.
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let script = format!(
        "exec 3< '{sound}' 4< '{pipe}'; while read bytes <&4; do head -c $bytes <&3 >> \"$1\"; done; exec sleep 600",
        sound = sound.display(),
        pipe = pipe.display()
    );
    let options = RecordOptions {
        silence: Some(seconds(2.0)),
        ..RecordOptions::default()
    };
    let mut recording = record(&recorder(&script), options).unwrap();
    let mut go_on = fs::File::create(&pipe).unwrap();
    let mut said = |bytes: usize| {
        use std::io::Write as _;
        writeln!(go_on, "{bytes}").unwrap();
    };
    said(44 + 3 * 32_000);
    let moment = look_until(&mut recording, |m| m.elapsed == seconds(3.0)).unwrap();
    assert_eq!(moment.ended, None);
    said(32_000);
    let moment = look_until(&mut recording, |m| m.elapsed == seconds(4.0)).unwrap();
    assert_eq!(moment.ended, None);
    said(32_000);
    let moment = look_until(&mut recording, |m| m.elapsed == seconds(5.0)).unwrap();
    assert_eq!(moment.ended, None);
    said(48_000);
    let moment = look_until(&mut recording, |m| m.elapsed == seconds(6.5)).unwrap();
    assert_eq!(moment.ended, Some(Ended::Silence));
}

#[test]
fn a_recorder_that_ends_by_itself_has_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &tone(8000.0, 1.0));
    let command = CommandLine::new(["cp", &sound.display().to_string()]).unwrap();
    let mut recording = record(&Recorder { command }, RecordOptions::default()).unwrap();
    let moment = look_until(&mut recording, |moment| moment.ended.is_some()).unwrap();
    assert_eq!(moment.ended, Some(Ended::Recorder));
    assert!(gate(&recording.stop().unwrap().sound().unwrap()).is_ok());
}

#[test]
fn no_microphone_is_told_in_the_recorders_words() {
    let dying = recorder(
        "echo 'ALSA lib conf.c: cannot find card' >&2; echo 'sh: audio open error: No such device' >&2; exit 1",
    );
    let mut recording = record(&dying, RecordOptions::default()).unwrap();
    let error = look_until(&mut recording, |_| false).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`sh` failed with exit code 1: sh: audio open error: No such device"
    );
}

#[test]
fn a_recorder_that_dies_midway_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &tone(8000.0, 1.0));
    let script = format!("cat '{}' > \"$1\"; kill -9 $$", sound.display());
    let mut recording = record(&recorder(&script), RecordOptions::default()).unwrap();
    let error = look_until(&mut recording, |_| false).unwrap_err();
    assert!(
        matches!(
            &error,
            RecordError::Command(CommandError::Died { code: None, .. })
        ),
        "{error:?}"
    );
    // What came until then is not lost.
    assert_eq!(
        recording.stop().unwrap().sound().unwrap().length(),
        seconds(1.0)
    );
}

#[test]
fn a_recorder_that_writes_nothing_or_something_else_gives_no_recording() {
    for script in [
        "exec sleep 600",
        ": > \"$1\"; exec sleep 600",
        "rm \"$1\"; exec sleep 600",
    ] {
        let mut recording = record(&recorder(script), RecordOptions::default()).unwrap();
        assert!(recording.look().unwrap().elapsed.is_zero());
        assert!(recording.stop().is_err(), "{script}");
    }
    // A pipe would be waited for.
    let pipe = recorder("rm \"$1\"; mkfifo \"$1\"; exec sleep 600");
    let mut recording = record(&pipe, RecordOptions::default()).unwrap();
    let error = look_until(&mut recording, |_| false).unwrap_err();
    assert!(
        matches!(error, RecordError::Wav(WavError::NotWav)),
        "{error:?}"
    );
    let noise = recorder("echo 'this is no sound' > \"$1\"; exec sleep 600");
    let mut recording = record(&noise, RecordOptions::default()).unwrap();
    let error = look_until(&mut recording, |_| false).unwrap_err();
    assert!(
        matches!(error, RecordError::Wav(WavError::NotWav)),
        "{error:?}"
    );
}

#[test]
fn a_recorder_that_is_not_there_is_told() {
    let command = CommandLine::new(["no-such-recorder", "{file}"]).unwrap();
    let error = record(&Recorder { command }, RecordOptions::default()).unwrap_err();
    assert!(
        matches!(
            &error,
            RecordError::Command(CommandError::NotFound { program }) if program == "no-such-recorder"
        ),
        "{error:?}"
    );
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(recorders(Some(empty.path().as_os_str())), []);
}

#[test]
fn a_recorder_that_fills_the_disk_is_stopped() {
    // Longer than any answer, and nothing on the disk.
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    write_wav(&sound, &tone(8000.0, 1.0));
    let script = format!(
        "cat '{}' > \"$1\"; truncate -s 200M \"$1\"; exec sleep 600",
        sound.display()
    );
    let mut recording = record(&recorder(&script), RecordOptions::default()).unwrap();
    let error = look_until(&mut recording, |_| false).unwrap_err();
    assert!(
        matches!(error, RecordError::Wav(WavError::TooLong(_))),
        "{error:?}"
    );
}

#[test]
fn what_any_recorder_writes_is_made_what_recognizers_take() {
    let specs = [
        (8, hound::SampleFormat::Int, 16_000, 1),
        (24, hound::SampleFormat::Int, 44_100, 2),
        (32, hound::SampleFormat::Float, 48_000, 2),
        (16, hound::SampleFormat::Int, 16_000, 1),
    ];
    for (bits, format, rate, channels) in specs {
        let folder = tempfile::tempdir().unwrap();
        let sound = folder.path().join("sound.wav");
        let spec = hound::WavSpec {
            channels,
            sample_rate: rate,
            bits_per_sample: bits,
            sample_format: format,
        };
        let mut writer = hound::WavWriter::create(&sound, spec).unwrap();
        for n in 0..rate {
            let sample = (n as f32 * 0.05).sin() * 0.25;
            for _ in 0..channels {
                match format {
                    hound::SampleFormat::Float => writer.write_sample(sample).unwrap(),
                    hound::SampleFormat::Int => {
                        let full = (1_i64 << (bits - 1)) as f32;
                        writer.write_sample((sample * full) as i32).unwrap();
                    }
                }
            }
        }
        writer.finalize().unwrap();
        let command = CommandLine::new(["cp", &sound.display().to_string()]).unwrap();
        let mut recording = record(&Recorder { command }, RecordOptions::default()).unwrap();
        look_until(&mut recording, |moment| moment.ended.is_some()).unwrap();
        let recorded = recording.stop().unwrap();
        recorded
            .make_recognizable(&recorded.sound().unwrap())
            .unwrap();
        let made = hound::WavReader::open(recorded.path()).unwrap();
        let spec = made.spec();
        assert_eq!(
            (spec.channels, spec.sample_rate, spec.bits_per_sample),
            (1, 16_000, 16)
        );
        let sound = recorded.sound().unwrap();
        assert_eq!(sound.length(), seconds(1.0), "{bits} bits");
        let level = viva::speech::loudness(&sound.samples);
        assert!((level + 15.0).abs() < 0.3, "{bits} bits: {level}");
    }
}
