//! What fails, and what works without being of use.

use super::{configure, hears, on, programs, script, tried};
use crate::sound::{tone, write_wav};
use crate::support::Home;
use crate::{diagnosis, ran};

#[test]
fn whatever_fails_is_told_with_what_happened_and_what_to_do() {
    let home = Home::new();
    let path = programs(&home, &[]);
    let cases = [
        (
            "speaker",
            script("cat > /dev/null; echo 'error: no sound card' >&2; exit 1"),
            "speaker: `sh` failed with exit code 1: error: no sound card",
        ),
        (
            "speaker",
            "[\"no-such-speaker\"]".to_owned(),
            "speaker: `no-such-speaker` isn't installed, or not on the search path",
        ),
        (
            "recorder",
            "[\"no-such-recorder\"]".to_owned(),
            "recorder: `no-such-recorder` isn't installed, or not on the search path",
        ),
        (
            "recorder",
            script("echo 'sh: no such device' >&2; exit 1"),
            "recorder: `sh` failed with exit code 1: sh: no such device",
        ),
        (
            "recorder",
            script("exit 0"),
            "recorder: `sh` failed with exit code 0",
        ),
        (
            "recorder",
            script("echo this is no sound at all, but text > \"$1\"; exec sleep 600"),
            "recorder: `sh`: the recording is no WAV file",
        ),
        ("recorder", script("kill -9 $$"), "recorder: `sh` failed"),
        (
            "transcriber",
            "[\"no-such-transcriber\"]".to_owned(),
            "transcriber: `no-such-transcriber` isn't installed, or not on the search path",
        ),
        (
            "transcriber",
            script("echo 'error: no model' >&2; exit 2"),
            "transcriber: `sh` failed with exit code 2: error: no model",
        ),
        (
            "transcriber",
            script("exec yes tuple"),
            "transcriber: `sh` printed more than 1048576 bytes and was stopped",
        ),
    ];
    for (part, command, told) in cases {
        let found = tried(&home, &[(part, command)], &[], &path);
        assert_eq!(
            (found.code, found.missing()),
            (Some(1), vec![part]),
            "{told}"
        );
        assert_eq!(found.of(part).told, told);
        let advice = &found.of(part).advice;
        assert!(
            advice.contains(&format!("`{part}` under [speech]")),
            "{advice}"
        );
    }
}

#[test]
fn a_microphone_that_gives_nothing_is_noted() {
    let home = Home::new();
    let silence = home.path().join("silence.wav");
    write_wav(&silence, &[0; 16_000]);
    let recorder = script(&format!(
        "cat '{}' > \"$1\"; exec sleep 600",
        silence.display()
    ));
    let found = tried(&home, &[("recorder", recorder)], &[], &programs(&home, &[]));
    assert_eq!(found.code, Some(0));
    let told = &found.of("recorder").told;
    assert_eq!(
        told,
        "recorder: sh recorded 1.0 s, and there is no sound at all in it"
    );
    assert!(found.of("recorder").advice.contains("muted"));
}

#[test]
fn where_the_first_recorder_fails_one_that_works_is_named() {
    let home = Home::new();
    hears(&home);
    let copy = "for file; do :; done; cat \"$(dirname \"$0\")/../microphone.wav\" > \"$file\"; exec sleep 600";
    let copy = copy.replace("$(dirname \"$0\")/..", home.path().to_str().unwrap());
    let path = programs(
        &home,
        &[
            ("pw-record", "echo 'error: Host is down' >&2; exit 1"),
            ("parecord", "exit 1"),
            ("rec", &copy.replace("for file; do :; done;", "file=${10};")),
        ],
    );
    let found = tried(&home, &[on("listen")], &[], &path);
    let recorder = found.of("recorder");
    assert_eq!(
        recorder.told,
        "recorder: `pw-record` failed with exit code 1: error: Host is down"
    );
    assert!(
        recorder
            .advice
            .starts_with("rec works: `recorder = [\"rec\", \"-q\","),
        "{recorder:?}"
    );
    // What the advice says is a setting that works.
    let setting = recorder.advice.split('`').nth(1).unwrap();
    let (name, value) = setting.split_once(" = ").unwrap();
    let found = tried(&home, &[(name, value.to_owned())], &[], &path);
    assert_eq!(found.of("recorder").ok, Some(true));
    assert!(
        found.of("recorder").told.contains("rec recorded 2.0 s"),
        "{found:#?}"
    );
}

#[test]
fn a_speaker_that_nobody_hears_is_told_from_one_that_plays() {
    let home = Home::new();
    let voice = home.path().join("voice.wav");
    write_wav(&voice, &tone(9000.0, 1.0));
    // As espeak-ng without a sound card: all is well, at once.
    let renders = format!(
        "cat > /dev/null; for file; do :; done; case \"$*\" in *-w*) cat '{}' > \"$file\";; *) TRAILER;; esac",
        voice.display()
    );
    let deaf = renders.replace("TRAILER", "echo 'error: no such device' >&2");
    let path = programs(&home, &[("espeak-ng", &deaf)]);
    let found = tried(&home, &[], &[], &path);
    assert_eq!(found.code, Some(0));
    assert!(
        found.of("speaker").told.contains("espeak-ng speaks: 1.0 s"),
        "{found:#?}"
    );
    let told = &found.of("loudspeaker").told;
    assert!(
        told.ends_with("so nobody hears it: error: no such device"),
        "{told}"
    );
    let found = tried(&home, &[on("speak")], &[], &path);
    assert_eq!(found.missing(), ["loudspeaker"]);

    // Without loudness it takes its time all the same.
    let plays = renders.replace(
        "TRAILER",
        "case \"$*\" in *'-a 0'*) sleep 1;; *) exit 9;; esac",
    );
    let path = programs(&home, &[("espeak-ng", &plays)]);
    let found = tried(&home, &[on("speak")], &[], &path);
    assert_eq!(found.missing(), Vec::<&str>::new(), "{found:#?}");
    assert!(found.of("loudspeaker").told.ends_with(", without loudness"));

    let mute = "cat > /dev/null; exit 0";
    let path = programs(&home, &[("espeak-ng", mute)]);
    let found = tried(&home, &[on("speak")], &[], &path);
    assert_eq!(
        found.of("speaker").told,
        "speaker: `espeak-ng`: the recording is empty"
    );
}

#[test]
fn what_a_recognizer_prints_reaches_the_screen_without_what_a_terminal_would_act_on() {
    let home = Home::new();
    configure(
        &home,
        &[(
            "transcriber",
            script("printf 'a \\033]0;title\\007\\377tuple\\n'"),
        )],
    );
    let config = home.path().join("config.toml");
    let path = programs(&home, &[]);
    let variables = [
        ("VIVA_CONFIG", config.to_str().unwrap()),
        ("PATH", path.to_str().unwrap()),
    ];
    let found = ran(&home, &["--color", "never"], &variables);
    let acts = |c: char| c.is_control() && c != '\n';
    assert_eq!(
        (found.stdout.find(acts), found.code),
        (None, Some(0)),
        "{found:?}"
    );
    assert!(found.stdout.contains("tuple"));
}

#[test]
fn a_configuration_that_can_not_be_read_is_no_leave_to_record() {
    let home = Home::new();
    home.write("config.toml", "[speech]\nspeek = true\n");
    let path = programs(&home, &[("arecord", "touch recorded")]);
    let config = home.path().join("config.toml");
    let variables = [
        ("VIVA_CONFIG", config.to_str().unwrap()),
        ("PATH", path.to_str().unwrap()),
    ];
    let found = diagnosis(&home, &[], &variables);
    assert_eq!(
        (found.missing(), found.of("out-loud").ok),
        (vec!["configuration"], None)
    );
    assert!(!home.path().join("recorded").exists());
}
