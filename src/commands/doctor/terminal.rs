//! How text will look here: width, colour, marks.

use std::env;
use std::io::{self, IsTerminal as _};

use super::{Scene, fine, note};
use crate::cli::ColorWhen;
use crate::commands::wiring::{look, terminal_width};
use crate::terminal::render::Check;

/// Narrower terminals are respected, and read badly.
const NARROW: usize = 40;

/// What is known of the terminal.
struct Seen {
    /// The columns that text may fill; none where the output is no terminal.
    columns: Option<usize>,
    /// The most that it may fill.
    widest: usize,
    is_colored: bool,
    is_plain: bool,
    /// What decides on colour besides the terminal: a flag, a setting, a variable.
    color: Option<String>,
    /// The kind of the terminal, `TERM`.
    kind: String,
    /// The variable that names the language and encoding, with its value.
    locale: Option<(&'static str, String)>,
}

/// Checks the terminal.
pub(super) fn check(scene: &Scene<'_>, tell: &mut dyn FnMut(Check)) {
    for found in checks(&seen(scene)) {
        tell(found);
    }
}

fn seen(scene: &Scene<'_>) -> Seen {
    let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let config = &scene.settings.config;
    let look = look(scene.shared, config, scene.args.plain);
    let widest = usize::from(config.display.width);
    let flag = scene.shared.color.map(|when| match when {
        ColorWhen::Auto => "--color auto",
        ColorWhen::Always => "--color always",
        ColorWhen::Never => "--color never",
    });
    Seen {
        columns: io::stdout()
            .is_terminal()
            .then(|| terminal_width(usize::MAX)),
        widest,
        is_colored: look.colored,
        is_plain: look.plain,
        color: match (flag, config.display.color.as_str()) {
            (Some(flag), _) => Some(flag.to_owned()),
            (None, "auto") => ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"]
                .into_iter()
                .find(|name| said(name).is_some())
                .map(str::to_owned),
            (None, when) => Some(format!("`color = \"{when}\"` under [display]")),
        },
        kind: said("TERM").unwrap_or_default(),
        locale: ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| Some((name, said(name)?))),
    }
}

fn checks(seen: &Seen) -> Vec<Check> {
    let mut checks = vec![width(seen), color(seen)];
    if seen.columns.is_some() && seen.kind == "dumb" {
        checks.push(note(
            "terminal-kind",
            "TERM is dumb, so lines can't be edited well",
            "another terminal has arrow keys and a history of lines",
        ));
    }
    // Elsewhere the encoding is no matter of the environment.
    if cfg!(unix) {
        checks.push(characters(seen));
    }
    checks
}

fn width(seen: &Seen) -> Check {
    const NAME: &str = "width";
    let widest = seen.widest;
    match seen.columns {
        None => fine(
            NAME,
            format!("output goes to no terminal: {widest} columns"),
        ),
        Some(columns) if columns < NARROW => note(
            NAME,
            format!("{columns} columns: everything fits, and reads badly"),
            "a window of 60 columns or more is better",
        ),
        Some(columns) if columns > widest => fine(
            NAME,
            format!("{columns} columns, of which text fills {widest} (`width` under [display])"),
        ),
        Some(columns) => fine(NAME, format!("{columns} columns")),
    }
}

fn color(seen: &Seen) -> Check {
    let state = if seen.is_colored { "on" } else { "off" };
    let because = match (&seen.color, seen.columns) {
        (Some(color), _) => format!(", by {color}"),
        (None, None) => ", since output goes to no terminal".to_owned(),
        (None, Some(_)) => String::new(),
    };
    let plain = if seen.is_plain {
        "; words instead of marks"
    } else {
        ""
    };
    fine("color", format!("colour is {state}{because}{plain}"))
}

fn characters(seen: &Seen) -> Check {
    const NAME: &str = "characters";
    let advice = "if marks such as ✓ don't show: LANG=C.UTF-8, or --plain for words instead";
    match &seen.locale {
        Some((name, value)) if is_utf8(value) => fine(NAME, format!("UTF-8 ({name}={value})")),
        Some((name, value)) => note(
            NAME,
            format!("{name}={value} does not name UTF-8, in which everything is written"),
            advice,
        ),
        None => note(
            NAME,
            "no locale is set; everything is written as UTF-8",
            advice,
        ),
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.ends_with("utf-8") || locale.ends_with("utf8") || locale.contains("utf-8@")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        Seen {
            columns: Some(100),
            widest: 80,
            is_colored: true,
            is_plain: false,
            color: None,
            kind: "xterm".to_owned(),
            locale: Some(("LANG", "de_DE.UTF-8".to_owned())),
        }
    }

    fn told(seen: &Seen) -> Vec<String> {
        checks(seen)
            .into_iter()
            .map(|check| format!("{:?} {}", check.outcome, check.told))
            .collect()
    }

    #[test]
    fn an_ordinary_terminal_is_fine() {
        let mut expected = vec![
            "Fine 100 columns, of which text fills 80 (`width` under [display])",
            "Fine colour is on",
        ];
        if cfg!(unix) {
            expected.push("Fine UTF-8 (LANG=de_DE.UTF-8)");
        }
        assert_eq!(told(&seen()), expected);
    }

    #[test]
    fn what_reads_badly_is_noted() {
        let poor = Seen {
            columns: Some(30),
            is_colored: false,
            is_plain: true,
            color: Some("NO_COLOR".to_owned()),
            kind: "dumb".to_owned(),
            locale: Some(("LC_ALL", "C".to_owned())),
            ..seen()
        };
        let mut expected = vec![
            "Note 30 columns: everything fits, and reads badly",
            "Fine colour is off, by NO_COLOR; words instead of marks",
            "Note TERM is dumb, so lines can't be edited well",
        ];
        if cfg!(unix) {
            expected.push("Note LC_ALL=C does not name UTF-8, in which everything is written");
        }
        assert_eq!(told(&poor), expected);
    }

    #[test]
    fn a_file_or_pipe_is_no_terminal() {
        let piped = Seen {
            columns: None,
            is_colored: false,
            kind: "dumb".to_owned(),
            locale: None,
            ..seen()
        };
        let told = told(&piped);
        assert_eq!(
            told[..2],
            [
                "Fine output goes to no terminal: 80 columns",
                "Fine colour is off, since output goes to no terminal",
            ]
        );
    }

    #[test]
    fn utf_8_is_known_however_it_is_written() {
        for locale in ["C.UTF-8", "en_GB.utf8", "de_DE.UTF-8@euro", "UTF-8"] {
            assert!(is_utf8(locale), "{locale}");
        }
        for locale in ["C", "POSIX", "de_DE.ISO-8859-1", "en_GB"] {
            assert!(!is_utf8(locale), "{locale}");
        }
    }
}
