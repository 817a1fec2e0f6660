//! Every screen at 80 and at 40 columns, without colour; and none runs out of a terminal 20 columns wide.

use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::interview::{Attempt, Bias, ModelAnswerSeen, Notice};

const CALM: Look = Look {
    numbers: false,
    ..LOOK
};

fn wide_and_narrow(screen: impl Fn(&Look) -> String, look: &Look) -> String {
    let narrow = Look { width: 40, ..*look };
    format!("{}---- 40 columns{}", screen(look), screen(&narrow))
}

fn question_screen(look: &Look) -> String {
    let asked = asked();
    let prompt =
        "You need to return a latitude and a longitude from a function. Which of the two, and why?";
    question(&asked, look)
        + &key_hints(true, look)
        + &hint(1, 3, "Think of keys.", look)
        + &probe(None, prompt, look)
        + &probe(Some("Let me stay with that for a moment."), prompt, look)
        + &model_answer("The one.\n\nAnd the other.", look)
}

/// A warm-up, and a question of an interview.
fn other_questions(look: &Look) -> String {
    let warm_up = Asked {
        number: 0,
        warm_up: true,
        ..asked()
    };
    let spoken = Asked {
        intro: Some("Okay, let's move on. Data model now.".to_owned()),
        total: None,
        again: true,
        hints: false,
        ..asked()
    };
    question(&warm_up, look) + &question(&spoken, look) + &key_hints(false, look)
}

fn cards(look: &Look) -> String {
    let guessed = GradeShown {
        grade: short(),
        feedback: next_time(),
        ..shown(Some(40.0), Some(85))
    };
    ask_estimate(look)
        + &shown_card(&guessed, look)
        + &after_grade(look)
        + &grade_card(&long(), &Feedback::default(), look)
        + &recovery(&short().key_points[1], Score::new(64.9), &short(), look)
}

fn why_screen(look: &Look) -> String {
    why(&short(), &behind(), look)
}

fn help_screen(look: &Look) -> String {
    slash_commands::help(look) + &last_word(look)
}

fn summary_screen(look: &Look) -> String {
    let warmed_up = Summary {
        warmed_up: true,
        estimates: Some(Bias {
            estimates: 4,
            mean: 60.0,
            too_high: 12.0,
            off: 14.6,
        }),
        ..figures()
    };
    let mut lines = warmed_up.lines.clone();
    lines[0].met = Some("Only one thread runs bytecode at a time.".to_owned());
    summary(
        Ending::Finished,
        &Summary { lines, ..warmed_up },
        Saved::As(12),
        look,
    )
}

fn history_screen(look: &Look) -> String {
    let past = Past {
        session: 12,
        day: "2026-03-01 10:00".to_owned(),
        mode: "practice",
        state: "paused",
        answered: 4,
        mean: Some(Score::new(71.4)),
    };
    let attempt = Attempt {
        position: 0,
        take: 2,
        question: QuestionId::new("python/data-model/list-vs-tuple"),
        content_hash: String::new(),
        answer: Some(crate::assessment::Answer::typed(
            "a list can be changed after you made it, a tuple cant",
        )),
        asked_at: jiff::Timestamp::UNIX_EPOCH,
        ended_at: jiff::Timestamp::UNIX_EPOCH,
        hints: 0,
        model_answer_seen: ModelAnswerSeen::No,
        grade: Some(short()),
        probes: Vec::new(),
        disputed: false,
        warm_up: true,
        estimate: Some(60),
    };
    past_sessions(&[past], look)
        + &past_attempt(
            None,
            &attempt,
            Some((Score::new(71.0), "1.3.0")),
            &["look it up"],
            look,
        )
        + &past_attempt(Some(3), &attempt, None, &[], look)
}

fn notices(look: &Look) -> String {
    [
        Notice::EstimateFirst,
        Notice::NoEstimate,
        Notice::WordsKept,
        Notice::NoMoreHints,
        Notice::NoHintsForProbe,
        Notice::AllAsked,
        Notice::HintsOff,
        Notice::FeedbackAtTheEnd,
        Notice::NothingGraded,
        Notice::NothingAnswered,
        Notice::NoModelAnswer,
        Notice::SeenBeforeAnswer,
        Notice::ProbeDropped,
        Notice::EmptyNote,
        Notice::NoteTaken,
        Notice::DisagreementNoted,
        Notice::ExplanationNeedsModel,
    ]
    .map(|said| notice(said, look))
    .concat()
}

const SCREENS: [fn(&Look) -> String; 8] = [
    question_screen,
    other_questions,
    cards,
    why_screen,
    help_screen,
    summary_screen,
    history_screen,
    notices,
];

#[test]
fn questions_and_what_belongs_to_them() {
    insta::assert_snapshot!(wide_and_narrow(question_screen, &LOOK));
}

#[test]
fn a_warm_up_and_a_question_of_an_interview() {
    insta::assert_snapshot!(wide_and_narrow(other_questions, &LOOK));
}

#[test]
fn cards_with_a_guess_and_a_recovery() {
    insta::assert_snapshot!(wide_and_narrow(cards, &LOOK));
}

#[test]
fn calm_cards_hold_no_number() {
    let told = wide_and_narrow(cards, &CALM) + &wide_and_narrow(why_screen, &CALM);
    let without_prompts = told.replace("0 to 100", "").replace("40 columns", "");
    assert!(
        !without_prompts.contains(|letter: char| letter.is_ascii_digit()),
        "{told}"
    );
    insta::assert_snapshot!(told);
}

#[test]
fn how_a_score_came_about() {
    insta::assert_snapshot!(wide_and_narrow(why_screen, &LOOK));
}

#[test]
fn the_help() {
    insta::assert_snapshot!(wide_and_narrow(help_screen, &LOOK));
}

#[test]
fn the_summary_with_guesses_and_a_warm_up() {
    insta::assert_snapshot!(wide_and_narrow(summary_screen, &LOOK));
}

#[test]
fn a_calm_summary_says_what_was_said_and_what_is_missing() {
    insta::assert_snapshot!(wide_and_narrow(summary_screen, &CALM));
}

#[test]
fn past_sessions_and_one_of_them() {
    insta::assert_snapshot!(wide_and_narrow(history_screen, &LOOK));
}

#[test]
fn a_terminal_of_20_columns_is_respected_by_every_screen() {
    for width in [20, 24, 33, 40, 60] {
        for (plain, numbers) in [(false, true), (false, false), (true, true), (true, false)] {
            let look = Look {
                width,
                plain,
                colored: false,
                numbers,
            };
            for screen in SCREENS {
                let text = screen(&look);
                // Code stands as it is, and commands are there to be copied.
                let kept = ["print(", "for n in", "viva practice --"];
                let is_kept = |line: &&str| kept.iter().any(|kept| line.contains(kept));
                for line in text.lines().filter(|line| !is_kept(line)) {
                    assert!(line.width() <= width, "{} > {width}: {line}", line.width());
                }
                // Not broken into columns of a few letters: most lines hold a word or two.
                let letters = text
                    .chars()
                    .filter(|letter| letter.is_alphanumeric())
                    .count();
                assert!(letters / text.lines().count() >= 5, "{width}:\n{text}");
            }
        }
    }
}
