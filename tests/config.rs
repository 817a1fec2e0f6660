//! The configuration file, as the whole program reads it.

mod support;

use support::{Home, run};

const ONE: &[&str] = &["practice", "--question", "list/one"];

#[test]
fn a_damaged_configuration_is_told_with_its_place() {
    let home = Home::new();
    home.write("config.toml", "[practice]\ncuont = 3\n");
    let path = home.path().join("config.toml");
    let ran = run(home.viva(ONE).arg("--config").arg(&path), "");
    assert!(
        ran.stderr.starts_with(&format!(
            "error: {}:2:1: unknown field `cuont`",
            path.display()
        )),
        "{}",
        ran.stderr
    );
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)));
    let missing = home.run(&[ONE, &["--config", "/nowhere/config.toml"]].concat(), "");
    assert_eq!(missing.code, Some(2));
}

#[test]
fn the_configuration_is_in_force_where_no_flag_is() {
    let home = Home::new();
    home.write(
        "config.toml",
        "[practice]\ncount = 1\n[display]\nplain = true\n",
    );
    let path = home.path().join("config.toml");
    let ran = run(
        home.viva(&["practice", "--no-save"])
            .env("VIVA_CONFIG", &path),
        "banana\n",
    );
    assert!(
        ran.stdout.contains("Question 1 of 1, topic, beginner"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("Score: "));
    let flagged = run(
        home.viva(&["practice", "--no-save", "-n", "2"])
            .env("VIVA_CONFIG", &path),
        "",
    );
    assert!(flagged.stdout.contains("Question 1 of 2"));
}

#[test]
fn config_init_writes_a_file_once_and_show_prints_what_is_in_force() {
    let home = Home::new();
    let path = home.path().join("new/config.toml");
    let name = path.to_string_lossy().into_owned();
    let init = home.run(&["config", "init", "--config", &name], "");
    assert_eq!((init.stdout, init.code), (format!("{name}\n"), Some(0)));
    let again = home.run(&["config", "init", "--config", &name], "");
    assert_eq!(again.code, Some(2));
    let show = home.run(&["config", "show", "--config", &name], "");
    assert!(
        show.stdout.starts_with("[practice]\ncount = 5\n"),
        "{}",
        show.stdout
    );
}

#[test]
fn the_version_names_the_program_its_engine_and_its_bank() {
    let home = Home::new();
    let ran = home.run(&["--version"], "");
    let expected = format!(
        "viva {} (engine {}, bank ",
        env!("CARGO_PKG_VERSION"),
        viva::grading::ENGINE_VERSION
    );
    assert!(ran.stdout.starts_with(&expected), "{}", ran.stdout);
    assert_eq!(ran.stdout.trim_end().len(), expected.len() + 17);
    assert_eq!((ran.stderr.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn an_empty_variable_names_no_folder_and_an_empty_flag_is_a_mistake() {
    let home = Home::new();
    let mut command = home.viva(&["bank", "path"]);
    command.env("VIVA_DATA_DIR", "").env("VIVA_CONFIG", "");
    let ran = run(&mut command, "");
    assert!(ran.stdout.ends_with("viva/bank\n"), "{ran:?}");
    assert_eq!(ran.code, Some(0));
    let ran = home.run(&["bank", "path", "--data-dir", ""], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)));
}

#[test]
fn a_setting_of_the_wrong_kind_is_told_in_the_words_of_who_writes_it() {
    for (setting, told) in [
        ("count = \"a\"", "expected a whole number"),
        ("[display]\nplain = 3", "expected true or false"),
    ] {
        let error = viva::config::Config::parse(&format!("[practice]\n{setting}\n")).unwrap_err();
        assert!(error.message.ends_with(told), "{error}");
    }
}
