//! `viva report`: which sessions, which format, and where it goes.

mod support;

use std::fs;

use support::{Home, ONE, Ran};

/// Two sessions with an answer, and a third in which nothing was said.
fn practised() -> Home {
    let home = Home::new();
    for answer in ["a tuple is immutable\n", "banana\n", "/skip\n"] {
        home.run(ONE, answer);
    }
    home
}

fn json(ran: &Ran) -> serde_json::Value {
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
    serde_json::from_str(&ran.stdout).unwrap()
}

fn sessions(report: &serde_json::Value) -> Vec<i64> {
    let sessions = report["sessions"].as_array().unwrap().iter();
    sessions
        .map(|session| session["session"].as_i64().unwrap())
        .collect()
}

#[test]
fn the_latest_session_with_an_answer_is_reported_unless_others_are_named() {
    let home = practised();
    for (arguments, expected) in [
        (vec![], vec![2]),
        (vec!["1"], vec![1]),
        (vec!["3"], vec![3]),
        (vec!["--all"], vec![1, 2, 3]),
        (vec!["--since", "2020-01-01"], vec![1, 2, 3]),
    ] {
        let arguments = [["report", "--format", "json"].as_slice(), &arguments].concat();
        let report = json(&home.run(&arguments, ""));
        assert_eq!(report["schema"], 1);
        assert_eq!(sessions(&report), expected, "{arguments:?}");
    }
    let alone = json(&home.run(&["report", "--json"], ""));
    assert_eq!(alone["sessions"][0]["attempts"][0]["answer"], "banana");
    assert_eq!(alone["questions"][0]["prompt"], "What is a tuple?");
}

#[test]
fn what_cannot_be_reported_is_said() {
    let empty = Home::new();
    let home = practised();
    for (home, arguments, told) in [
        (&empty, vec!["report"], "there are no sessions yet"),
        (&home, vec!["report", "9"], "there is no session 9"),
        (
            &home,
            vec!["report", "--since", "2999-01-01"],
            "no session began on 2999-01-01",
        ),
        (
            &home,
            vec!["report", "--since", "soon"],
            "write a day as YYYY-MM-DD",
        ),
        (&home, vec!["report", "1", "--all"], "cannot be used with"),
        (
            &home,
            vec!["report", "--open", "--format", "md"],
            "--open shows a page",
        ),
        (
            &home,
            vec!["report", "--open", "-o", "-"],
            "--open needs a file",
        ),
        (&home, vec!["report", "-o", "/"], "is a folder"),
    ] {
        let ran = home.run(&arguments, "");
        assert_eq!(
            (ran.stdout.as_str(), ran.code),
            ("", Some(2)),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
    let skipped = Home::new();
    skipped.run(ONE, "/skip\n");
    let ran = skipped.run(&["report"], "");
    assert!(
        ran.stderr.contains("no session with an answer"),
        "{}",
        ran.stderr
    );
    let told = skipped.run(&["report", "1", "--format", "md"], "");
    assert!(
        told.stdout.contains("Nothing was answered"),
        "{}",
        told.stdout
    );
}

#[test]
fn a_page_goes_to_a_pipe_and_a_named_file_is_replaced_whole() {
    let home = practised();
    let piped = home.run(&["report"], "");
    assert!(
        piped.stdout.starts_with("<!doctype html>"),
        "{}",
        piped.stdout
    );
    assert!(piped.stdout.trim_end().ends_with("</html>"));
    home.write(
        "report.md",
        "what stood here before, and was much longer than nothing",
    );
    let file = home.path().join("report.md");
    let ran = home.run(&["report", "1", "-o", file.to_str().unwrap()], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(0)));
    assert_eq!(ran.stderr, format!("The report is in {}\n", file.display()));
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("# Practice, session 1\n"), "{written}");
    assert!(!written.contains("before"));
    let left: Vec<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("report"))
        .collect();
    assert_eq!(left, ["report.md"]);
    let nowhere = home.path().join("none").join("x.html");
    let ran = home.run(&["report", "-o", nowhere.to_str().unwrap()], "");
    assert!(!ran.stderr.contains(".viva-report-"), "{}", ran.stderr);
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
}

#[test]
fn a_question_that_has_left_the_bank_is_reported_without_its_wording() {
    let home = practised();
    for kind in ["questions", "rubrics"] {
        fs::remove_file(home.bank().join(kind).join("track/topic/one.toml")).unwrap();
    }
    let ran = home.run(&["report", "1", "--format", "md"], "");
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stderr.contains("1 question is not in the bank"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout.contains("> a tuple is immutable"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("What is a tuple"));
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    use std::path::Path;
    use std::process::Command;
    use std::thread::JoinHandle;

    use super::practised;
    use crate::support::{Home, run};

    fn make_pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    }

    /// Reads what is written to a pipe.
    fn reader(pipe: &Path) -> JoinHandle<String> {
        let pipe = pipe.to_owned();
        std::thread::spawn(move || fs::read_to_string(pipe).unwrap())
    }

    /// A folder whose one program opens pages: it writes what it was given to a pipe.
    fn opener(home: &Home) -> std::path::PathBuf {
        let pipe = home.path().join("opened");
        make_pipe(&pipe);
        home.write(
            "bin/xdg-open",
            format!("#!/bin/sh\necho \"$1\" > '{}'\n", pipe.display()),
        );
        let program = home.path().join("bin/xdg-open");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        pipe
    }

    #[test]
    fn open_writes_a_new_file_and_starts_the_browser() {
        let home = practised();
        let pipe = opener(&home);
        for name in ["viva-report-2.html", "viva-report-2-2.html"] {
            let reader = reader(&pipe);
            let mut command = home.viva(&["report", "--open"]);
            command
                .current_dir(home.path())
                .env("PATH", home.path().join("bin"));
            let ran = run(&mut command, "");
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            assert_eq!(ran.stderr, format!("The report is in {name}\n"));
            let page = fs::read_to_string(home.path().join(name)).unwrap();
            assert!(page.starts_with("<!doctype html>"));
            let opened = reader.join().unwrap();
            assert!(
                Path::new(opened.trim()).is_absolute() && opened.trim().ends_with(name),
                "{opened}"
            );
        }
    }

    #[test]
    fn without_a_browser_it_is_said_where_the_file_is() {
        let home = practised();
        let mut command = home.viva(&["report", "--open", "-o", "page.html"]);
        command
            .current_dir(home.path())
            .env("PATH", home.path().join("none"));
        let ran = run(&mut command, "");
        assert_eq!(ran.code, Some(3), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("no browser could be started"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("page.html"), "{}", ran.stderr);
        assert!(home.path().join("page.html").is_file());
    }

    #[test]
    fn a_link_stays_a_link_and_a_pipe_a_pipe() {
        let home = practised();
        home.write("real.html", "old");
        let link = home.path().join("link.html");
        symlink(home.path().join("real.html"), &link).unwrap();
        home.run(&["report", "-o", link.to_str().unwrap()], "");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let real = fs::read_to_string(home.path().join("real.html")).unwrap();
        assert!(real.starts_with("<!doctype html>"));

        let pipe = home.path().join("pipe.html");
        make_pipe(&pipe);
        let reader = reader(&pipe);
        home.run(&["report", "-o", pipe.to_str().unwrap()], "");
        assert!(reader.join().unwrap().starts_with("<!doctype html>"));
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    }
}
