//! What a question sounds like.

use super::*;
use crate::text::plain_words;

#[test]
fn code_is_said_as_people_say_it() {
    for (written, said) in [
        ("What does `__init__` do?", "What does dunder init do?"),
        (
            "What are *args and **kwargs?",
            "What are star args and star star kwargs?",
        ),
        (
            "Is it O(n), O(1) or O(n log n)?",
            "Is it oh of n, oh of one or oh of n log n?",
        ),
        ("It takes O(n²) steps", "It takes oh of n squared steps"),
        ("a == b or a is b", "a double equals b or a is b"),
        ("`x += 1`", "x plus equals 1"),
        (
            "`a != b`, `a <= b`",
            "a not equal to b, a less than or equal to b",
        ),
        ("What does @property do?", "What does at property do?"),
        (
            "In config.toml and __init__.py",
            "In config dot toml and dunder init dot pie",
        ),
        (
            "Use json.py, sys.modules",
            "Use jason dot pie, sys dot modules",
        ),
        ("call `my_list.append(x)`", "call my list dot append, x"),
        ("a HashMap or `len()`", "a Hash Map or len"),
        ("Why does NumPy beat lists?", "Why does num pie beat lists?"),
        ("the GIL and the API", "the g i l and the a p i"),
        ("**Bold** and *soft* words", "Bold and soft words"),
        ("read-only, PEP 8", "read only, p e p 8"),
        ("Python 3.12", "Python 3.12"),
        ("- one\n- two", "one two"),
        (
            "Look:\n```python\nx = {1: 2}\n```\nWhy?",
            "Look: The code is on your screen. Why?",
        ),
        (
            "a _private name and _",
            "a underscore private name and underscore",
        ),
        ("don't \"quote\" it", "don't quote it"),
        ("", ""),
    ] {
        assert_eq!(speakable(written), said, "{written}");
    }
}

#[test]
fn code_of_several_lines_is_left_to_the_screen() {
    assert_eq!(
        speakable_question("What does it print?", Some("for x in y:\n    print(x)")),
        "What does it print? The code is on your screen."
    );
    assert_eq!(
        speakable_question("What is it?", Some("a = b == c")),
        "What is it? The code is: a equals b double equals c."
    );
    assert_eq!(speakable_question("What?", None), "What?");
}

#[test]
fn what_is_said_is_what_the_grader_hears() {
    for written in [
        "__init__",
        "*args",
        "**kwargs",
        "O(n)",
        "O(1)",
        "O(log n)",
        "O(n²)",
        "O(n log n)",
        "==",
        "+=",
        "numpy",
        "NumPy",
        "json",
        "pytest",
        "asyncio",
        "sqlite",
        "deque",
        "namedtuple",
        "kwargs",
        "functools",
        "cpython",
        "GIL",
        "SQL",
        "my_list",
        "FileNotFoundError",
        "__init__.py",
    ] {
        fn words(text: &str) -> Vec<std::borrow::Cow<'_, str>> {
            plain_words(text).collect()
        }
        let written_in_code = format!("`{written}`");
        assert_eq!(
            words(&speakable(&written_in_code)),
            words(written),
            "{written}"
        );
    }
}

#[test]
fn only_what_a_voice_can_say_is_left() {
    let odd = "a\u{1b}[31m\u{202e}\0 b — “c” {d: [e]} <f> 你好 🎉 -- ~~g~~ \\h $i ^j #k |l &m";
    let said = speakable(odd);
    assert!(
        said.chars()
            .all(|c| c.is_alphanumeric() || " .,?!;:'’".contains(c)),
        "{said:?}"
    );
}
