use crate::bank::import::{Cause, Format, Imported, read};

const BOTH: [Format; 2] = [Format::Plain, Format::Markdown];

fn answers(imported: &Imported) -> Vec<(&str, &str)> {
    imported
        .questions
        .iter()
        .map(|question| (question.prompt.as_str(), question.answer.as_str()))
        .collect()
}

#[test]
fn answers_below_their_questions_are_paired_by_number() {
    for title in [
        "Answers",
        "Answers:",
        "Answers below:",
        "## Answer key",
        "**Solutions**",
    ] {
        for gap in ["\n", ""] {
            let text = format!(
                "1. What is NAT?\n2. Why is a port needed?\n3. What is TTL?\n{gap}{title}\n{gap}\
                 1. It translates addresses.\n3. A counter of hops.\n2. It tells programs apart.\n\n4. Nothing.\n"
            );
            for format in BOTH {
                let imported = read(format, &text);
                assert_eq!(imported.questions.len(), 3, "{format:?} {text}");
            }
            let text = text.replace(
                "3. A counter of hops.\n2. It tells programs apart.",
                "2. It tells programs apart.\n3. A counter of hops.",
            );
            for format in BOTH {
                let imported = read(format, &text);
                assert_eq!(
                    answers(&imported),
                    [
                        ("What is NAT?", "It translates addresses."),
                        ("Why is a port needed?", "It tells programs apart."),
                        ("What is TTL?", "A counter of hops."),
                    ],
                    "{format:?} {text}"
                );
                let [left] = imported.left_out.as_slice() else {
                    panic!("{:?}", imported.left_out);
                };
                assert_eq!(left.cause, Cause::Damaged);
                assert!(left.why.contains("no question 4"), "{}", left.why);
            }
        }
    }
}

#[test]
fn answers_without_numbers_are_paired_by_order_where_there_are_as_many() {
    let questions = "- What is NAT?\n- What is TTL?\n\nAnswers\n\n";
    for format in BOTH {
        let imported = read(
            format,
            &format!("{questions}- It translates.\n- It counts.\n"),
        );
        assert_eq!(
            answers(&imported),
            [
                ("What is NAT?", "It translates."),
                ("What is TTL?", "It counts.")
            ]
        );
        let imported = read(format, &format!("{questions}- It translates.\n"));
        assert_eq!(
            answers(&imported),
            [("What is NAT?", ""), ("What is TTL?", "")]
        );
        let why = &imported.left_out[0].why;
        assert!(why.contains("1 answer for 2 questions"), "{why}");
    }
}

#[test]
fn each_chapter_has_its_answers() {
    let text = "Ports\n\n1. What is a port?\n2. What is a socket?\n\nAnswers\n1. A number.\n2. An end.\n\n\
                Names\n\n1. What is DNS?\n2. What is a zone?\n\nAnswers\n1. A directory.\n2. A part of it.\n";
    let markdown = text
        .replace("Ports\n", "# Ports\n")
        .replace("Names\n", "# Names\n")
        .replace("Answers\n", "## Answers\n\n");
    for (format, text) in [(Format::Plain, text), (Format::Markdown, &markdown)] {
        let imported = read(format, text);
        assert_eq!(
            answers(&imported),
            [
                ("What is a port?", "A number."),
                ("What is a socket?", "An end."),
                ("What is DNS?", "A directory."),
                ("What is a zone?", "A part of it."),
            ],
            "{format:?}"
        );
        let topics: Vec<Option<&str>> = imported
            .questions
            .iter()
            .map(|question| question.topic.as_deref())
            .collect();
        assert_eq!(
            topics,
            [Some("Ports"), Some("Ports"), Some("Names"), Some("Names")]
        );
    }
}

#[test]
fn the_letters_of_a_key_name_the_choices() {
    let questions = "1. Which port has HTTP?\n   a) 22\n   b) 80\n   c) 443\n\n2. Which layer is IP?\n   a) two\n   b) three\n   c) four\n\n";
    for key in [
        "Answers: 1-b, 2. B",
        "Answer key\n1. b\n2. b\n",
        "Answers\n\n1. b) 80\n2. b) three\n",
    ] {
        let text = format!("{questions}{key}");
        for format in BOTH {
            let imported = read(format, &text);
            let answers: Vec<&str> = imported
                .questions
                .iter()
                .map(|question| question.answer.as_str())
                .collect();
            assert_eq!(answers, ["80", "three"], "{format:?} {text}");
        }
    }
}

#[test]
fn a_heading_solutions_among_answered_questions_is_no_key() {
    let text = "# What is a port?\n\nA number.\n\n# What is DNS?\n\nA directory.\n\n## Solutions\n\n- Caching helps.\n";
    let imported = read(Format::Markdown, text);
    assert!(imported.questions[1].answer.contains("Caching helps."));
}
