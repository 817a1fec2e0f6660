//! What analysis makes of a text, one line a token: form, and `!` where it is denied; `|` between clauses, `||` between
//! sentences.

use super::analyze;

fn shown(text: &str) -> String {
    let analysis = analyze(text);
    let mut out = String::new();
    let mut previous: Option<(u32, u32)> = None;
    for token in &analysis.tokens {
        if let Some((sentence, clause)) = previous {
            out.push_str(if sentence != token.sentence {
                " || "
            } else if clause != token.clause {
                " | "
            } else {
                " "
            });
        }
        if token.negator.is_some() {
            out.push('!');
        }
        out.push_str(&token.form);
        previous = Some((token.sentence, token.clause));
    }
    out
}

#[test]
fn texts_are_taken_apart_as_people_mean_them() {
    for (text, expected) in [
        ("Lists don't copy.", "lists do not !copy"),
        ("lists dont copy", "lists do not !copy"),
        ("It can’t be changed", "it !can not !be !changed"),
        ("not only fast, also safe", "not only fast | also safe"),
        ("never without a lock", "never !without a lock"),
        (
            "rows with no match get null",
            "rows with no !match get null",
        ),
        (
            "without a match the columns are null",
            "without !a !match the columns are null",
        ),
        (
            "there is no row the value is null",
            "there is no !row the value is null",
        ),
        (
            "without changing the original",
            "without !changing !the !original",
        ),
        ("no rows are lost", "no !rows !are !lost"),
        (
            "it's not that it copies, but that it shares",
            "it is not !that !it !copies | but that it shares",
        ),
        ("call `__init__`, then __new__", "call init | then __new__"),
        (
            "dunder init and double underscore new double underscore",
            "init and __new__",
        ),
        ("O(n), O(1) or O(n log n)", "o n | o 1 or o n log n"),
        ("O(n²) or O(2ⁿ), n² steps", "o n 2 or o 2 n | n 2 steps"),
        (
            "except FileNotFoundError catches it",
            "except file not found error catches it",
        ),
        ("o of n, big oh of one", "o n | big o 1"),
        ("*args and **kwargs", "* args and ** kwargs"),
        ("star args, double star kwargs", "* args | ** kwargs"),
        ("a == b, a double equals b", "a == b | a == b"),
        ("my_list.append(x)", "my list append | x"),
        ("Use HashMap. It is fast", "use hash map || it is fast"),
        ("a TypeError in Python 3.12.", "a type error in python 3.12"),
        (
            "read-only; i.e. fixed vs. loose",
            "read only || ie fixed vs loose",
        ),
        ("um so basically the the gil", "so the gil"),
        (
            "it is sort of fixed, which kind of lock",
            "it is fixed | which kind of lock",
        ),
        ("do a sort of the array", "do a sort of the array"),
        ("a merge sort of arrays", "a merge sort of arrays"),
        ("the g i l and num pie", "the gil and numpy"),
        (
            "wrapped\nline, new\nSentence",
            "wrapped | line | new || sentence",
        ),
        ("- one\n- two", "one || two"),
        (
            "no braces and no semicolons",
            "no !braces and no !semicolons",
        ),
        (
            "where it is defined, not where it is used",
            "where it is defined | not !where !it !is !used",
        ),
        (
            "you dont need it you can use another",
            "you do not !need !it you can use another",
        ),
        (
            "a tuple doesn't let you change it",
            "a tuple does not !let !you !change !it",
        ),
        ("avoid races by copying", "avoid !races by copying"),
        (
            "it never makes a copy it keeps one",
            "it never !makes !a !copy it keeps one",
        ),
        (
            "were it not for the collector",
            "were it not for the collector",
        ),
        (
            "a threading.Lock around it.It waits",
            "a threading lock around it || it waits",
        ),
        (
            "instead of a list use a set",
            "instead !of !a !list !use !a !set",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn recognizers_spellings_are_read_as_the_names_they_stand_for() {
    for (heard, meant) in [
        ("pie test and numb pie", "pytest and numpy"),
        ("jason or sequel light", "json or sqlite"),
        ("an end dimensional array", "an n dimensional array"),
        ("the gill and the cash", "the gil and the cache"),
        ("a sync i o or async io", "asyncio or asyncio"),
        ("two pulls are im mutable", "tuple are immutable"),
        ("thunder init and dunder in it", "init and init"),
        ("pie torch, PyTorch, pytorch", "pytorch | pytorch | pytorch"),
        ("sequel alchemy on post gres", "sqlalchemy on postgres"),
        (
            "a deck, k w args and a num py array",
            "a deque | kwargs and a numpy array",
        ),
        ("oh of n squared, oh of log n", "o n 2 | o log n"),
        ("pandas", "pandas"),
    ] {
        assert_eq!(shown(heard), meant, "{heard}");
    }
}

#[test]
fn evidence_in_a_transcript_points_to_what_is_shown() {
    let transcript = "um so it's a tuple no sorry a list the the numb pie array it is it is slow";
    let spans: Vec<&str> = analyze(transcript)
        .tokens
        .iter()
        .map(|token| token.span.of(transcript))
        .collect();
    assert_eq!(
        spans,
        [
            "so", "it's", "it's", "a", "list", "the", "numb pie", "array", "it", "is", "slow"
        ]
    );
}
