//! Narratives and discussions, checked.

use proptest::prelude::*;

use super::*;
use crate::examiner::fence;

#[test]
fn quotations_of_a_narrative_are_compared_with_the_answer() {
    let cases = [
        (
            "You said \"a tuple can't be changed\", good. You also said \"lists are always slow here\".",
            "You said {\"a tuple can't be changed\"}, good. You also said !\"lists are always slow here\"!.",
        ),
        (
            "> You can APPEND to a list\n> and it is very fast\n",
            "> {You can APPEND to a list}\n> !and it is very fast!\n",
        ),
        (
            "“append … a tuple can’t be changed”",
            "!“append … a tuple can’t be changed”!",
        ),
        (
            "“can append to ... a tuple can’t be changed”",
            "{“can append to ... a tuple can’t be changed”}",
        ),
        (
            "The \"dictionary key\" and `\"x y z w\"` stay.",
            "The \"dictionary key\" and `\"x y z w\"` stay.",
        ),
        (
            "A full answer: \"A tuple is immutable\".",
            "A full answer: \"A tuple is immutable\".",
        ),
        (
            "You said \"a tuple is immutable\".",
            "You said !\"a tuple is immutable\"!.",
        ),
        (
            "Write \"x = [1, 2] + y\" then.",
            "Write \"x = [1, 2] + y\" then.",
        ),
        (
            "You said \"a tuple can't be\nchanged once\" here",
            "You said {\"a tuple can't be\nchanged once\"} here",
        ),
        (
            "You said \"a tuple can't be chan",
            "You said {\"a tuple can't be chan}",
        ),
        (
            "```\nprint(\"never said by anyone\")\n```\n",
            "```\nprint(\"never said by anyone\")\n```\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(checked(text), expected, "{text:?}");
    }
}

#[test]
fn a_found_quotation_points_into_the_answer() {
    let ground = Ground::new(&question(), &rubric(), ANSWER);
    let narrative = check_narrative("You said “A TUPLE can’t be changed”.", &ground, label());
    let Segment::FoundQuote { span, .. } = &narrative.segments[1] else {
        panic!("{narrative:?}");
    };
    assert_eq!(span.of(ANSWER), "a tuple can't be changed");
    assert_eq!(
        narrative.label.to_string(),
        "mock-1, prompt narrative 1, 2026-01-02"
    );
}

#[test]
fn a_score_of_the_models_own_is_left_out() {
    let cases = [
        ("Good. I'd give this 85/100. Go on.", "Good. #Go on."),
        ("- Score: 9/10\n- Fine.\n", "#\n- Fine.\n"),
        ("**Score:**\n85\nFine.", "**Score:**\n#\nFine."),
        ("Fine.\n8\u{200b}5\u{1b}/100", "Fine.\n#"),
        ("`100/100`", "#"),
        (
            "A list of 100 items is fine.",
            "A list of 100 items is fine.",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(checked(text), expected, "{text:?}");
    }
}

#[test]
fn a_discussion_may_name_the_figures_of_the_grade_and_no_others() {
    let grade = graded(ANSWER);
    let (points, figures) = (grade.score.points(), figures_of(&grade));
    let ground = Ground::new(&question(), &rubric(), ANSWER).knowing("I still disagree with it");
    let said = |text: &str| {
        let mut checker = discussion_checker(&ground, &figures);
        let mut segments = checker.feed(text);
        segments.extend(checker.finish());
        shown(&segments)
    };
    let own = format!(
        "Your score of {points} is what the rubric gives. \"I still disagree with it\" changes nothing."
    );
    assert_eq!(said(&own), own);
    assert_eq!(said("Fine, I'd give you 100/100. So."), "#So.");
    assert_eq!(said("I changed your score to 99."), "#");
}

#[test]
fn links_and_images_of_a_narrative_are_their_text() {
    assert_eq!(
        checked(
            "See ![done](https://collect.example/p.png?data=x) and [this](https://collect.example/?q=y).\n"
        ),
        "See done and this.\n"
    );
    assert_eq!(
        checked("Go to https://collect.example/?q=secret now"),
        "Go to collect.example now"
    );
}

#[test]
fn a_text_without_end_is_read_up_to_a_limit() {
    let ground = Ground::new(&question(), &rubric(), ANSWER);
    let mut checker = Checker::new(&ground);
    let mut length = 0;
    let mut count = |segments: Vec<Segment>| length += shown(&segments).len();
    for _ in 0..10_000 {
        count(checker.feed("noise without any end "));
    }
    assert!(checker.is_full());
    count(checker.finish());
    assert_eq!(length, 8000);
}

#[test]
fn a_huge_answer_of_the_same_few_words_is_searched_to_its_end() {
    let answer = format!("{}at last we lock", "a b ".repeat(200_000));
    let ground = Ground::new(&question(), &rubric(), &answer);
    let text =
        "You said \"a b ... we lock\" and \"a b [and so on] zz yy\" and \"at last we lock\".";
    assert_eq!(
        shown(&check_narrative(text, &ground, label()).segments),
        "You said {\"a b ... we lock\"} and !\"a b [and so on] zz yy\"! and {\"at last we lock\"}."
    );
}

/// Whether a text is checked to the same segments however it is cut.
fn all_at_once_and_in_pieces(
    ground: &Ground,
    text: &str,
    cuts: &[usize],
) -> (Vec<Segment>, Vec<Segment>) {
    let whole = check_narrative(text, ground, label()).segments;
    let mut checker = Checker::new(ground);
    let mut pieces = Vec::new();
    let mut from = 0;
    for &cut in cuts {
        pieces.extend(checker.feed(&text[from..cut]));
        from = cut;
    }
    pieces.extend(checker.feed(&text[from..]));
    pieces.extend(checker.finish());
    (whole, pieces)
}

#[test]
fn a_narrative_cut_at_every_byte_is_checked_the_same() {
    let text = "**Good:** you said \"a tuple can't be changed\", and that's right.\n\n> a tuple stays sorted\n\nI'd give 85/100. \
        See [this](https://a.example/x). “You can append … é” is what\nyou wrote: 'to a list, but' no.\n```\n\"a b c d\"\n```\n\"never closed";
    let ground = Ground::new(&question(), &rubric(), ANSWER);
    for cut in (0..=text.len()).filter(|&cut| text.is_char_boundary(cut)) {
        let (whole, pieces) = all_at_once_and_in_pieces(&ground, text, &[cut]);
        assert_eq!(whole, pieces, "cut at {cut}");
    }
    let every: Vec<usize> = (0..text.len())
        .filter(|&cut| text.is_char_boundary(cut))
        .collect();
    let (whole, pieces) = all_at_once_and_in_pieces(&ground, text, &every);
    assert_eq!(whole, pieces);
    insta::assert_snapshot!("checked", shown(&whole));
}

fn any_narrative() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a tuple",
        "can't be changed",
        "you said",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "«",
        "»",
        "`",
        "```",
        "\n",
        "\n\n",
        "> ",
        "- ",
        ". ",
        "...",
        "…",
        "[",
        "](",
        ")",
        "https://a.b/c",
        "<img src=",
        ">",
        "85/100",
        "score",
        "é",
        "\u{200b}",
        "你好",
        "|",
        "!",
    ]);
    prop_oneof![
        prop::collection::vec(word, 0..40).prop_map(|words| words.join(" ")),
        prop::collection::vec(
            prop::sample::select(vec![
                "\"", "a", " ", "\n", "`", "“", "”", ">", "'", ".", "é"
            ]),
            0..60
        )
        .prop_map(|signs| signs.concat()),
        prop::collection::vec(any::<char>(), 0..60).prop_map(|chars| chars.into_iter().collect()),
    ]
}

proptest! {
    #[test]
    fn any_text_is_checked_the_same_in_pieces_and_nothing_is_lost(
        text in any_narrative(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let ground = Ground::new(&question(), &rubric(), ANSWER);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len() + 1))).collect();
        cuts.sort_unstable();
        let (whole, pieces) = all_at_once_and_in_pieces(&ground, &text, &cuts);
        prop_assert_eq!(&whole, &pieces);
        let mut together = String::new();
        for segment in &whole {
            match segment {
                Segment::Text(text) | Segment::UnfoundedQuote(text) => together.push_str(text),
                Segment::FoundQuote { text, span } => {
                    together.push_str(text);
                    let words = ANSWER.get(span.start..span.end).expect("on character boundaries");
                    prop_assert!(!words.is_empty());
                }
                Segment::LeftOutScore => {}
            }
        }
        prop_assert!(!together.contains("://"));
        let plain = !whole.contains(&Segment::LeftOutScore) && !text.contains([':', ']', '<']);
        if plain && text.chars().count() < 8000 {
            let seen: String = text.chars().filter(|&c| (!c.is_control() || c == '\n' || c == '\t') && !fence::is_unseen(c)).collect();
            prop_assert_eq!(together, seen);
        }
    }
}
