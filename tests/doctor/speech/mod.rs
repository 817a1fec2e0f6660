//! What speaks, records and writes down is tried: by scripts that do what programs do, and by real ones where they are installed.

mod endpoint;
mod failures;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::sound::{has, spoken_into, tone, write_wav};
use crate::support::Home;
use crate::{Diagnosis, KEY, diagnosis};

/// A shell script as a command in the configuration; the file is `$1`.
fn script(text: &str) -> String {
    serde_json::json!(["sh", "-c", text, "script", "{file}"]).to_string()
}

/// A recorder of what `microphone.wav` holds.
fn hears(home: &Home) -> String {
    let microphone = home.path().join("microphone.wav");
    write_wav(&microphone, &tone(9000.0, 2.0));
    script(&format!(
        "cat '{}' > \"$1\"; exec sleep 600",
        microphone.display()
    ))
}

fn configure(home: &Home, settings: &[(&str, String)]) {
    let mut config = "[speech]\n".to_owned();
    for (name, value) in settings {
        writeln!(config, "{name} = {value}").unwrap();
    }
    home.write("config.toml", config);
}

/// What the doctor finds with this configuration, where these programs are the only ones; nothing it makes is left.
fn tried(home: &Home, settings: &[(&str, String)], arguments: &[&str], path: &Path) -> Diagnosis {
    configure(home, settings);
    let temporary = home.path().join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let variables = [
        ("VIVA_CONFIG", home.path().join("config.toml")),
        ("TMPDIR", temporary.clone()),
        ("PATH", path.to_owned()),
    ];
    let variables: Vec<(&str, String)> = variables
        .into_iter()
        .map(|(name, value)| (name, value.display().to_string()))
        .collect();
    let mut borrowed: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    borrowed.push(("VIVA_TEST_KEY", KEY));
    let found = diagnosis(home, arguments, &borrowed);
    // Other programs may leave there what they want.
    let left = fs::read_dir(&temporary).unwrap();
    let left = left.map(|left| left.unwrap().file_name().into_string().unwrap());
    let ours: Vec<String> = left.filter(|name| name.starts_with("viva")).collect();
    assert_eq!(ours, Vec::<String>::new());
    assert!(!home.data().exists());
    found
}

/// A folder with what scripts need, and these programs, each a script of its own.
fn programs(home: &Home, scripts: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = home.path().join("programs");
    fs::create_dir_all(&folder).unwrap();
    for tool in [
        "sh", "cat", "cp", "sleep", "yes", "test", "head", "printf", "kill",
    ] {
        if let Ok(tool_path) = which::which(tool) {
            let _ = symlink(tool_path, folder.join(tool));
        }
    }
    for (name, text) in scripts {
        let program = folder.join(name);
        fs::write(&program, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

fn on(setting: &'static str) -> (&'static str, String) {
    (setting, "true".to_owned())
}

const PARTS: [&str; 3] = ["speaker", "recorder", "transcriber"];

#[test]
fn without_any_program_nothing_is_missing_until_it_is_wanted() {
    let home = Home::new();
    let nothing = programs(&home, &[]);
    let found = tried(&home, &[], &[], &nothing);
    assert_eq!((found.code, found.missing()), (Some(0), vec![]));
    for part in PARTS {
        assert!(found.of(part).told.starts_with("none of "), "{found:?}");
        let advice = &found.of(part).advice;
        for system in [
            "Debian: `apt ",
            "Fedora: `dnf ",
            "macOS: `brew ",
            "Windows: `",
        ] {
            assert!(advice.contains(system), "{advice}");
        }
        assert!(
            advice.contains(&format!("`{part}` under [speech]")),
            "{advice}"
        );
    }
    let found = tried(&home, &[on("speak")], &[], &nothing);
    assert_eq!((found.code, found.missing()), (Some(1), vec!["speaker"]));
    let found = tried(&home, &[on("listen")], &[], &nothing);
    assert_eq!(found.missing(), ["recorder", "transcriber"]);
}

#[test]
fn commands_of_the_configuration_are_run_and_what_they_did_is_told() {
    let home = Home::new();
    let said = home.path().join("said");
    let given = home.path().join("given.wav");
    let settings = [
        ("speaker", script(&format!("cat > '{}'", said.display()))),
        ("recorder", hears(&home)),
        (
            "transcriber",
            script(&format!("cp \"$1\" '{}'; echo um a tone", given.display())),
        ),
    ];
    let found = tried(&home, &settings, &[], &programs(&home, &[]));
    assert_eq!(
        (found.code, found.missing()),
        (Some(0), vec![]),
        "{found:#?}"
    );
    assert!(
        found
            .of("speaker")
            .told
            .contains("that you should have heard: \"Viva.\"")
    );
    assert_eq!(fs::read_to_string(said).unwrap(), "Viva.");
    let told = &found.of("recorder").told;
    assert!(
        told.starts_with("recorder: sh recorded 2.0 s, -14 dB loud"),
        "{told}"
    );
    assert_eq!(
        found.of("transcriber").told,
        "transcriber: sh ran and made \"um a tone\" of a tone; there was no voice to try it with"
    );
    let given = hound::WavReader::open(given).unwrap();
    let spec = given.spec();
    assert_eq!(
        (spec.sample_rate, spec.channels, spec.bits_per_sample),
        (16_000, 1, 16)
    );
    // One that makes nothing of a tone does well.
    let wise = [("transcriber", script("exit 0"))];
    let found = tried(&home, &wise, &[], &programs(&home, &[]));
    assert!(
        found
            .of("transcriber")
            .told
            .contains("made nothing of a tone")
    );
}

#[test]
fn real_programs_speak_and_write_down_the_sentence() {
    if !has(&["espeak-ng", "pocketsphinx_continuous"]) {
        return;
    }
    let home = Home::new();
    let settings = [("recorder", hears(&home)), on("listen")];
    let path = std::env::var("PATH").unwrap();
    let found = tried(&home, &settings, &[], Path::new(&path));
    assert!(
        found
            .of("speaker")
            .told
            .starts_with("speaker: espeak-ng speaks: 3."),
        "{found:#?}"
    );
    let transcriber = found.of("transcriber");
    assert_eq!(transcriber.ok, Some(true), "{found:#?}");
    assert!(transcriber.told.contains(" heard \""), "{found:#?}");
    let heard = transcriber.told.split('"').nth(1).unwrap();
    assert!(heard.contains(" be ") && heard.contains(" the "), "{heard}");
}

#[test]
fn the_voice_that_is_written_down_is_what_the_speaker_rendered() {
    if !has(&["espeak-ng"]) {
        return;
    }
    let home = Home::new();
    let given = home.path().join("given.wav");
    let transcriber = script(&format!(
        "cp \"$1\" '{}'; echo one can be changed",
        given.display()
    ));
    let path = std::env::var("PATH").unwrap();
    let settings = [("transcriber", transcriber), ("recorder", hears(&home))];
    let found = tried(&home, &settings, &[], Path::new(&path));
    let given = viva::speech::read_wav(&given).unwrap();
    let voice = spoken_into(
        &home.path().join("voice.wav"),
        "One can be changed and the other can not be changed.",
    );
    assert_eq!(given.rate, 16_000);
    let ratio = given.length().as_secs_f64() / voice.length().as_secs_f64();
    assert!((0.7..1.3).contains(&ratio), "{ratio}");
    // Half of the words at least, or it is noted.
    let told = &found.of("transcriber");
    assert!(
        told.told
            .contains("heard \"one can be changed\" where \"One can"),
        "{told:?}"
    );
}
