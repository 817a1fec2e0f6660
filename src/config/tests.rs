//! What a configuration file may say, and how a mistake in it is told.

use super::*;

#[test]
fn the_example_lists_every_setting_with_its_default() {
    assert_eq!(Config::parse(EXAMPLE), Ok(Config::default()));
    let settings = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(settings(EXAMPLE), settings(&Config::default().to_toml()));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        (
            "[practice]\ncuont = 3\n",
            "2:1: unknown field `cuont`, expected one of `count`, `probes`, `warm_up`, `estimate`, `calm`",
        ),
        (
            "[practise]\n",
            "1:2: unknown field `practise`, expected one of `practice`, `interview`, `review`, `speech`, `llm`, `display`",
        ),
        (
            "[practice]\ncount = 0\n",
            "2:9: 0 is out of range: write 1 to 500",
        ),
        (
            "[practice]\nprobes = -1\n",
            "2:10: -1 is out of range: write 0 to 5",
        ),
        (
            "[interview]\ncount = 501\n",
            "2:9: 501 is out of range: write 1 to 500",
        ),
        (
            "[practice]\ncalm = 1\n",
            "2:8: invalid type: integer `1`, expected true or false",
        ),
        (
            "[speech]\nrecorder = [\" \"]\n",
            "2:12: a command begins with its program: write [\"program\", \"argument\"]",
        ),
        (
            "[speech]\nlimit_minutes = 61\n",
            "2:17: 61 is out of range: write 1 to 60",
        ),
        (
            "[display]\ncolor = \"red\"\n",
            "2:9: `red` is no choice: write \"auto\", \"always\" or \"never\"",
        ),
        (
            "[display]\nplain = \"yes\"\n",
            "2:9: invalid type: string \"yes\", expected true or false",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            Config::parse(text).unwrap_err().to_string(),
            expected,
            "{text:?}"
        );
    }
}
