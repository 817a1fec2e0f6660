//! What sets a shell up: completions and manual pages name every command, and are made whole.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use clap::CommandFactory as _;
use support::{Home, Ran, run};
use viva::cli::Cli;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// Every command with its path, such as `viva bank list`.
fn commands() -> Vec<Vec<String>> {
    fn below(command: &clap::Command, path: &[String], all: &mut Vec<Vec<String>>) {
        let path = [path, &[command.get_name().to_owned()]].concat();
        all.push(path.clone());
        for inner in command.get_subcommands() {
            below(inner, &path, all);
        }
    }
    let mut all = Vec::new();
    below(&Cli::command(), &[], &mut all);
    assert!(all.len() > 20, "{all:?}");
    all
}

fn completions(shell: &str) -> Ran {
    let mut command = Home::new().viva(&["completions", shell]);
    let ran = run(&mut command, "");
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)), "{shell}");
    ran
}

/// Whether a program ran; where it is not there, the test is skipped, which `VIVA_E2E=1` does not accept.
fn ran(program: &str, command: &mut Command) -> Option<std::process::Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("skipped: {program}: {error}");
            assert!(std::env::var_os("VIVA_E2E").is_none(), "{program}: {error}");
            None
        }
    }
}

#[test]
fn completions_name_every_command_and_option_in_every_shell() {
    for shell in SHELLS {
        let script = completions(shell).stdout;
        for path in commands() {
            let name = path.last().unwrap();
            assert!(script.contains(name.as_str()), "{shell}: {path:?}");
        }
        for option in ["base-url", "only-bank", "fail-under"] {
            assert!(script.contains(option), "{shell}: {option}");
        }
    }
    let unknown = Home::new().run(&["completions", "tcsh"], "");
    assert_eq!((unknown.stdout.as_str(), unknown.code), ("", Some(2)));
}

#[test]
fn bash_takes_the_completions_and_completes_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("viva.bash");
    fs::write(&script, completions("bash").stdout).unwrap();
    let completed = |words: &[&str]| {
        let mut command = Command::new("bash");
        command.args([
            "--noprofile",
            "--norc",
            "-c",
            "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _viva viva \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"",
            "bash",
        ]);
        command.arg(&script).args(words);
        let output = ran("bash", &mut command)?;
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        Some(text.lines().map(str::to_owned).collect::<BTreeSet<_>>())
    };
    let Some(words) = completed(&["viva", "doc"]) else {
        return;
    };
    assert_eq!(words, BTreeSet::from(["doctor".to_owned()]));
    let shells = completed(&["viva", "completions", ""]).unwrap();
    assert!(
        SHELLS.iter().all(|shell| shells.contains(*shell)),
        "{shells:?}"
    );
}

#[test]
fn the_manual_has_a_page_for_each_command_that_names_what_is_below_it() {
    let home = Home::new();
    let folder = home.path().join("new/man1");
    let written = home.run(&["man", "--to", folder.to_str().unwrap()], "");
    assert_eq!(
        (written.stdout.as_str(), written.code),
        (format!("{}\n", folder.display()).as_str(), Some(0))
    );
    let commands = commands();
    let pages = fs::read_dir(&folder).unwrap().count();
    assert_eq!(pages, commands.len());
    for path in &commands {
        let page = fs::read_to_string(folder.join(path.join("-") + ".1")).unwrap();
        assert!(page.contains(".SH NAME"), "{path:?}");
        let version = concat!(" ", env!("CARGO_PKG_VERSION"), "\"");
        assert!(
            page.lines()
                .any(|line| line.starts_with(".TH") && line.contains(version))
        );
        for below in &commands {
            if below.len() == path.len() + 1 && below.starts_with(path) {
                let name = below.join("-").replace('-', "\\-") + "(1)";
                assert!(page.contains(&name), "{path:?} lacks {name}");
            }
        }
    }
    let page = home.run(&["man"], "");
    assert_eq!(
        page.stdout,
        fs::read_to_string(folder.join("viva.1")).unwrap()
    );
    let refused = home.run(&["man", "--to", "Cargo.toml/man"], "");
    assert_eq!((refused.stdout.as_str(), refused.code), ("", Some(3)));
}

#[test]
fn a_formatter_reads_the_pages() {
    let home = Home::new();
    let folder = home.path().join("man");
    home.run(&["man", "--to", folder.to_str().unwrap()], "");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let mut command = Command::new("groff");
        command.args(["-man", "-Tutf8", "-ww", "-z"]).arg(&path);
        let Some(output) = ran("groff", &mut command) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "{}: {said}",
            path.display()
        );
    }
}
