//! `/right` and `viva history dispute` at a pseudo-terminal.

use crate::support::terminal::Terminal;
use crate::support::{Home, ONE};
use crate::{SAID, personal};

#[test]
fn the_verdict_and_its_words_are_asked_for_and_kept_before_they_are_shown() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &[ONE, &["--probes", "0"]].concat());
    terminal.wait_for("> ");
    terminal.press(&format!("{SAID}\r"));
    terminal.wait_for("Enter shows the summary.");
    terminal.wait_for("> ");
    terminal.press("/right\r");
    terminal.wait_for("1 ~ A tuple is immutable");
    terminal.wait_for("Its number, or Enter to leave it:");
    terminal.press("4\r");
    terminal.wait_for("A number from 1 to 1.");
    terminal.wait_for("Its number, or Enter to leave it:");
    terminal.press("1\r");
    terminal.wait_for("Which words of your answer say");
    // The closest passage stands on the line; it may be shortened.
    terminal.wait_for(&format!("Your words: {SAID}"));
    terminal.press("\u{15}");
    terminal.press("carved in marble\r");
    terminal.wait_for("don't stand in your answer");
    terminal.wait_for("Your words: carved in marble");
    terminal.press("\u{15}");
    terminal.press("never moves an inch\r");
    terminal.wait_for("Overruled by you: \"never moves an inch\"");
    // Killed the moment it is shown, it is kept.
    terminal.kill();
    let kept = personal(&home);
    assert_eq!(kept[0]["phrase"], "never moves an inch");
    let mut next = Terminal::start(&home, &[ONE, &["--probes", "0"]].concat());
    next.wait_for("> ");
    next.press("tuples never move one inch\r");
    next.wait_for("Overruled by you: with your own phrases");
    next.wait_for("You disagree: /right");
    next.wait_for("> ");
    next.press("/right 1\r");
    next.wait_for("Your words: ");
    next.press("\u{15}\r");
    next.wait_for("Nothing is overruled.");
    next.wait_for("> ");
    next.press("\r");
    let (last, code) = next.end();
    assert!(
        last.contains("Overruled by you, in phrases of your own"),
        "{last}"
    );
    assert_eq!(code, 0);
}

#[test]
fn a_saved_answer_is_disputed_in_a_short_dialogue() {
    let home = Home::new();
    home.run(ONE, format!("{SAID}\n"));
    let mut terminal = Terminal::start(&home, &["history", "dispute"]);
    terminal.wait_for("1 ~ A tuple is immutable");
    terminal.wait_for("Its number:");
    terminal.press("1\r");
    terminal.wait_for(&format!("Your words: {SAID}"));
    terminal.press("\r");
    terminal.wait_for("remove 1 takes it back.");
    let (_, code) = terminal.end();
    assert_eq!(code, 0);
    assert_eq!(personal(&home)[0]["phrase"], SAID);
}
