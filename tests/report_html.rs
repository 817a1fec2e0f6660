//! The report's page as a browser shows it: nothing is fetched, nothing is complained of, the marks are there, and everyone
//! can read it.

#![cfg(unix)]

#[path = "support/browser.rs"]
mod browser;
mod support;

use std::path::PathBuf;

use browser::{Browser, url};
use serde_json::{Value, json};
use support::Home;

const CHECKS: &str = include_str!("support/page_checks.js");

/// An answer that would like to be more than text.
const HOSTILE: &str = "a tuple is immutable <script>document.title='run'</script>\"><img src=http://host.example/x onerror=\"document.title='run'\"> ]]> <!-- <style>*{display:none}</style> &lt; \u{202e}drawkcab\u{1b}[31m";

/// A session with an answer that is right and hostile, one that was right only when asked again, guesses and a note; and its
/// page.
fn practised(home: &Home) -> PathBuf {
    home.run(
        &["practice", "--probes", "1", "--question", "list/one", "--question", "list/two"],
        format!("{HOSTILE}\na dictionary \u{1f389} naïve\nA dictionary maps keys to values\n/note say <b>more</b>\n"),
    );
    rusqlite::Connection::open(home.data().join("viva.db"))
        .unwrap()
        .execute("UPDATE attempts SET estimate = 70", [])
        .unwrap();
    let page = home.path().join("page.html");
    let ran = home.run(&["report", "-o", page.to_str().unwrap()], "");
    assert_eq!(
        (ran.stdout.as_str(), ran.code),
        ("", Some(0)),
        "{}",
        ran.stderr
    );
    page
}

#[test]
fn the_page_is_quiet_complete_and_readable_in_every_light() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let home = Home::new();
    let page = practised(&home);
    browser.open(&page);
    for (scheme, media, width) in [
        ("light", "screen", 1280),
        ("dark", "screen", 1280),
        ("light", "screen", 360),
        ("dark", "print", 700),
    ] {
        browser.emulate(scheme, media, width);
        let wrong = browser.value(CHECKS);
        assert_eq!(wrong, json!([]), "{scheme} {media} {width}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert_eq!(browser.fetched(), [url(&page)]);
    let charts = browser
        .value("[...document.querySelectorAll('figure > svg > title')].map(t => t.textContent)");
    assert_eq!(
        charts,
        json!([
            "Score by topic, best first",
            "Scores in order",
            "Guessed scores across, scores upwards"
        ])
    );
    let unnamed: Vec<(String, String)> = browser
        .spoken()
        .into_iter()
        .filter(|(role, name)| name.is_empty() && wants_a_name(role))
        .collect();
    assert_eq!(unnamed, []);
}

/// Roles that say nothing without a name.
fn wants_a_name(role: &str) -> bool {
    [
        "link",
        "image",
        "navigation",
        "table",
        "article",
        "figure",
        "region",
        "heading",
        "DisclosureTriangle",
        "columnheader",
        "rowheader",
        "graphics-document",
    ]
    .contains(&role)
}

#[test]
fn the_words_that_earned_something_are_marked_and_named() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let home = Home::new();
    let page = practised(&home);
    browser.open(&page);
    let marked = browser.value(
        "[...document.querySelectorAll('article mark')].map(m => [m.className, m.getClientRects().length > 0, m.nextElementSibling.textContent.trim(), m.textContent.slice(0, 20)])",
    );
    assert_eq!(
        marked,
        json!([
            ["met", true, "(said: point 1)", "a tuple is immutable"],
            ["met", true, "(said: point 1)", "A dictionary maps ke"],
        ])
    );
    let stands_out = browser.value(
        "[...document.querySelectorAll('mark')].every(m => getComputedStyle(m).backgroundColor !== getComputedStyle(m.closest('article, footer, body')).backgroundColor && getComputedStyle(m).borderBottomStyle !== 'none')",
    );
    assert_eq!(stands_out, true);
    assert_ne!(browser.value("document.title"), "run");
    let held = browser.value("document.querySelector('blockquote').textContent");
    let held = held.as_str().unwrap();
    let text = HOSTILE.replace(['\u{202e}', '\u{1b}'], "");
    assert_eq!(held.replace(" (said: point 1)", ""), text);
    let made = browser.value(
        "document.querySelectorAll('script, img, iframe, object, article .notes b, [onerror]').length",
    );
    assert_eq!(made, 0);
}

#[test]
fn the_keyboard_reaches_what_can_be_opened() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let home = Home::new();
    browser.open(&practised(&home));
    browser.press("Tab", 9, "");
    assert_eq!(browser.value("document.activeElement.className"), "skip");
    let in_view = "document.activeElement.getBoundingClientRect().top >= 0";
    assert_eq!(browser.value(in_view), true);
    browser.press("Enter", 13, "\r");
    assert_eq!(browser.value("location.hash"), "#content");
    let shown = "document.querySelector('.model p').checkVisibility({contentVisibilityAuto: true})";
    assert_eq!(browser.value(shown), false);
    browser.value("document.querySelector('.model summary').focus()");
    browser.press("Enter", 13, "\r");
    assert_eq!(browser.value("document.querySelector('.model').open"), true);
    assert_eq!(browser.value(shown), true);
}

#[test]
fn a_hundred_long_answers_and_none_at_all_are_pages_too() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let home = Home::new();
    let long = format!(
        "{} a tuple is immutable {}\n",
        "word ".repeat(1500),
        "word ".repeat(1500)
    );
    let again = format!("{long}{}", format!("/redo\n{long}").repeat(99));
    home.run(
        &["practice", "--question", "list/one", "--probes", "0"],
        again,
    );
    home.run(&["practice", "--question", "list/two"], "/skip\n");
    let page = home.path().join("page.html");
    for (session, answers) in [("1", 100), ("2", 0)] {
        let ran = home.run(&["report", session, "-o", page.to_str().unwrap()], "");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        browser.open(&page);
        assert_eq!(
            browser.value("document.querySelectorAll('.answer').length"),
            answers
        );
        assert_eq!(browser.value(CHECKS), json!([]), "session {session}");
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
    let told = browser.value("document.querySelector('main').innerText");
    assert!(
        told.as_str().unwrap().contains("Nothing was answered"),
        "{told}"
    );
    let ran = home.run(&["report", "--all", "-o", page.to_str().unwrap()], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    browser.open(&page);
    assert_eq!(browser.value(CHECKS), json!([]));
}

#[test]
fn the_checks_find_what_is_wrong() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let home = Home::new();
    home.write(
        "bad.html",
        "<!doctype html><title>x</title><body style='background:#fff'><main><h1>a</h1><h3>b</h3>
         <p style='color:#999'>faint</p><a href='#gone'></a><table><tr><th>c</th></tr></table><svg></svg>
         <img src='http://127.0.0.1:9/x.png'><div style='width:5000px'>wide</div></main><script>console.error('loud')</script>",
    );
    browser.open(&home.path().join("bad.html"));
    browser.emulate("light", "screen", 1280);
    let wrong = browser.value(CHECKS);
    let wrong: Vec<&str> = wrong
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for told in [
        "the page has no language",
        "0 of body > header",
        "h3 follows h1",
        "contrast 2.85",
        "a link to nowhere: #gone",
        "a table without a caption",
        "a th without a scope",
        "a chart without role",
        "wide in 1280",
    ] {
        assert!(
            wrong.iter().any(|line| line.contains(told)),
            "{told}: {wrong:#?}"
        );
    }
    assert!(
        browser
            .fetched()
            .iter()
            .any(|url| url.contains("127.0.0.1"))
    );
    assert!(
        browser
            .complaints()
            .iter()
            .any(|line| line.contains("loud"))
    );
    let spoken = browser.spoken();
    assert!(
        spoken
            .iter()
            .any(|(role, name)| wants_a_name(role) && name.is_empty()),
        "{spoken:?}"
    );
}
