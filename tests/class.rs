//! `viva report --class`: the results of a class as a page, as Markdown, as JSON, and as a folder of pages.

#[cfg(unix)]
#[path = "support/browser.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod browser;
mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Home, Ran};

/// A name and an answer that would like to be more than text.
const HOSTILE: &str = "Eve <img src=x onerror=\"document.title='run'\"> *bold* \u{202e}|";

/// What is told of a question that the bank doesn't have.
const GONE: &str = "1 question is not in the bank, and reported without the wording; --bank DIR adds a folder of questions\n";

/// The results of three students, one of whom answers one question twice, and of one who gave no name.
fn results(home: &Home) -> String {
    let request = |student: Value, question: &str, answer: &str| {
        json!({"student": student, "question": question, "answer": answer}).to_string()
    };
    let requests = [
        request(json!("zoe"), "list/one", "a tuple is immutable"),
        request(json!("Ada"), "list/one", "banana"),
        request(json!("Ada"), "list/two", "A dictionary maps keys to values"),
        request(
            json!(HOSTILE),
            "list/one",
            &format!("a tuple is immutable {HOSTILE}"),
        ),
        request(json!("Ada"), "list/one", "i do not know"),
        request(json!(null), "list/two", "no idea"),
        request(json!("Ada"), "list/nine", "lost"),
    ];
    let ran = home.run(&["grade", "--jsonl"], requests.join("\n"));
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    ran.stdout
}

/// The class report of these results.
fn report(home: &Home, results: &str, arguments: &[&str]) -> Ran {
    home.run(&[&["report", "--class", "-"], arguments].concat(), results)
}

#[test]
fn figures_and_students_are_told_and_the_later_of_two_answers_counts() {
    let home = Home::new();
    let ran = report(&home, &results(&home), &["--json"]);
    assert_eq!(
        ran.stderr,
        "standard input:5: Ada answered one in line 2 already; both are graded, and this later one counts\n\
         1 answer could not be graded; the batch told why\n\
         1 result names no student\n"
    );
    assert_eq!(ran.code, Some(0));
    let class: Value = serde_json::from_str(&ran.stdout).unwrap();
    let counts = ["schema", "answers", "not_graded", "replaced"].map(|name| class[name].clone());
    assert_eq!(counts, [json!(1), json!(5), json!(1), json!(1)]);
    assert_eq!(class["distribution"], json!([2, 0, 0, 0, 0, 0, 0, 0, 0, 3]));
    let students: Vec<(&Value, usize)> = class["students"]
        .as_array()
        .unwrap()
        .iter()
        .map(|student| {
            (
                &student["student"],
                student["answers"].as_array().unwrap().len(),
            )
        })
        .collect();
    let eve = json!(HOSTILE.replace('\u{202e}', ""));
    assert_eq!(
        students,
        [
            (&json!(null), 1),
            (&json!("Ada"), 2),
            (&eve, 1),
            (&json!("zoe"), 1)
        ]
    );
    let ada = &class["students"][1]["answers"];
    assert_eq!(ada[0]["missing"], json!(["point"]));
    assert_eq!(ada[0]["line"], 5);
    let hardest = class["hardest"].as_array().unwrap();
    let told: Vec<String> = hardest
        .iter()
        .map(|point| {
            format!(
                "{}: {} of {}",
                point["statement"], point["said"], point["answers"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "\"A dictionary maps keys to values\": 1 of 2",
            "\"A tuple is immutable\": 2 of 3"
        ]
    );
}

/// A result as `grade --jsonl` prints it, with one point and one held belief.
fn result(student: &str, verdict: &str, score: f64) -> String {
    json!({
        "schema": 1, "id": null, "student": student, "question": "a/b/c", "score": score, "confidence": 0.9,
        "key_points": [{"id": "p", "statement": "It | waits", "weight": 2, "verdict": verdict, "why": "you said the opposite",
                        "evidence": [{"start": 0, "end": 2, "text": "it runs *on*", "method": "phrase"}]}],
        "misconceptions": [{"id": "m", "belief": "locks are free", "correction": "They cost.",
                            "evidence": [{"text": "locks cost nothing"}]}],
        "bank": "00ff"
    })
    .to_string()
}

#[test]
fn markdown_tells_the_class_and_each_student_as_text() {
    let home = Home::new();
    let lines = [
        result("Ada", "contradicted", 5.0),
        result("Bob", "missing", 25.0),
    ];
    let ran = report(&home, &lines.join("\n"), &["--format", "md"]);
    assert_eq!((ran.stderr.as_str(), ran.code), (GONE, Some(0)));
    for told in [
        "**Mean 15, weak, median 5.** 2 answers to 1 question.",
        "| 20 to 29 | 1 |",
        "- It \\| waits (c): said by 0 of 2, the opposite by 1",
        "- Locks are free. (c): held in 2 of 2\n  They cost.",
        "| Ada | 1 | 5 | little or nothing |",
        "## Bob\n\n### c: 25, weak\n\nThis question is not in the bank any more, so its wording can't be shown.\n\n- **not mentioned**: It \\| waits\n",
        "- **the opposite was said**: It \\| waits \"it runs \\*on\\*\"\n",
        "- **wrong belief**: Locks are free. \"locks cost nothing\"\n  They cost.",
    ] {
        assert!(ran.stdout.contains(told), "{told}:\n{}", ran.stdout);
    }
}

#[test]
fn each_card_shows_the_question_and_what_is_to_be_known_of_the_grade() {
    let home = Home::new();
    let gone = result("Ada", "missing", 25.0)
        .replace("you said the opposite", "only touched on")
        .replace(
            "\"bank\"",
            "\"notes\":[\"mostly the question's own words\"],\"bank\"",
        );
    let known = results(&home);
    let changed = known.lines().next().unwrap().replace("zoe", "Yan");
    let hash = &serde_json::from_str::<Value>(&changed).unwrap()["bank"];
    let changed = changed.replace(hash.as_str().unwrap(), "0123");
    let lines = format!("{known}{gone}\n{changed}\n");
    let prompt = "What is a tuple?";
    let ran = report(&home, &lines, &["--format", "md"]);
    assert!(ran.stderr.ends_with(GONE), "{}", ran.stderr);
    for told in [
        format!("## zoe\n\n### one: 100, strong\n\n{prompt}\n\n- **said**"),
        format!(
            "## Yan\n\n### one: 100, strong\n\n{prompt}\n\nThe question or its rubric has changed since: the grade is that of its day.\n\n"
        ),
        "### c: 25, weak\n\nThis question is not in the bank any more, so its wording can't be shown.\n\n\
         Mostly the question's own words.\n\n- **only touched on**: It \\| waits"
            .to_owned(),
    ] {
        assert!(ran.stdout.contains(&told), "{told}:\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("not mentioned**: It"));
    let ran = report(&home, &lines, &["--json"]);
    let class: Value = serde_json::from_str(&ran.stdout).unwrap();
    let questions = class["questions"].as_array().unwrap();
    let prompt_of = |id: &str| {
        let of = questions.iter().find(|question| question["question"] == id);
        of.unwrap()["prompt"].clone()
    };
    assert_eq!(prompt_of("track/topic/one"), json!(prompt));
    assert_eq!(prompt_of("a/b/c"), json!(null));
    assert!(
        ran.stdout
            .contains("\"notes\":[\"mostly the question's own words\"]")
    );
    let ran = report(&home, &lines, &["--format", "html", "-o", "-"]);
    for told in [
        format!("<p class=\"prompt\"><span class=\"quiet\">The question: </span>{prompt}</p>"),
        "<p class=\"remark\">Mostly the question&#39;s own words.</p>".to_owned(),
        "</span> only touched on <span".to_owned(),
    ] {
        assert!(ran.stdout.contains(&told), "{told}:\n{}", ran.stdout);
    }
}

#[test]
fn answers_worth_a_second_look_are_listed_with_their_students() {
    let home = Home::new();
    let unsure = result("Bob", "partial", 45.0).replace("0.9", "0.1");
    let lines = [result("Ada", "met", 95.0), unsure].join("\n");
    let ran = report(&home, &lines, &["--format", "md"]);
    let told = "\n## Worth a second look\n\n| Student | Question | Score | Confidence |\n|---|---|---:|---:|\n| Bob | c | 45 | 0.10 |\n\n## Hardest";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    let folder = home.path().join("class/");
    report(&home, &lines, &["-o", folder.to_str().unwrap()]);
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    let told = "<tr><th scope=\"row\"><a href=\"student-002-bob.html#student-2-a1\">Bob</a></th><td>c</td><td class=\"number\">45</td><td class=\"number\">0.10</td></tr>";
    assert!(index.contains(told), "{index}");
    let bob = fs::read_to_string(folder.join("student-002-bob.html")).unwrap();
    assert!(bob.contains("id=\"student-2-a1\""));
    let sure = report(&home, &result("Ada", "met", 95.0), &["--format", "md"]);
    assert!(!sure.stdout.contains("## Worth a second look"));
}

#[test]
fn lines_that_are_no_results_are_told_with_their_places_and_the_rest_is_reported() {
    let home = Home::new();
    let good = result("Ada", "met", 95.0);
    let other = good.replace("It | waits", "It | goes");
    let bad = [
        (
            "banana",
            "not a result of `viva grade --jsonl`: not a JSON object",
        ),
        (
            "{\"schema\": 1}",
            "not a result of `viva grade --jsonl`: it has no `score`",
        ),
        (
            "{\"schema\": 2, \"score\": 3}",
            "schema 2: this version of Viva reads schema 1",
        ),
        (
            "{\"schema\": 1, \"score\": 300}",
            "`score`: no grade has 300",
        ),
        (
            &good.replace("\"met\"", "\"seen\""),
            "`verdict`: no grade has `seen`",
        ),
        (
            &other,
            "its key points are not those of the results of the same question before it",
        ),
    ];
    let lines: Vec<&str> = bad.iter().map(|(line, _)| *line).collect();
    home.write(
        "r.jsonl",
        format!("\u{feff}{good}\n\n{}\n\u{1b}[2J{{", lines.join("\n")),
    );
    let file = home.path().join("r.jsonl");
    let shown = file.to_str().unwrap();
    let ran = home.run(&["report", "--class", shown, "--json"], "");
    let mut told: Vec<String> = (3..)
        .zip(&bad)
        .map(|(line, (_, why)): (usize, _)| format!("{shown}:{line}: {why}\n"))
        .collect();
    told.push(format!(
        "{shown}:9: not a result of `viva grade --jsonl`: not a JSON object\n"
    ));
    told.push(GONE.to_owned());
    assert_eq!(ran.stderr, told.concat());
    assert_eq!(ran.code, Some(1));
    let class: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(class["answers"], 1);
    let many = report(&home, &format!("{good}\n{}", "x\n".repeat(30)), &["--json"]);
    assert_eq!(many.stderr.lines().count(), 22);
    assert!(
        many.stderr
            .ends_with(&format!("and 10 more such lines\n{GONE}")),
        "{}",
        many.stderr
    );
}

#[test]
fn nothing_to_report_is_a_usage_error() {
    let home = Home::new();
    let ran = report(&home, "\n", &[]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.code),
        (
            "",
            "error: no result in -\n\nhint: it takes what `viva grade --jsonl` printed; give each request a `student`\n",
            Some(2)
        )
    );
    let ran = home.run(&["report", "--class", "/no/such", "--all"], "");
    assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
}

#[test]
fn a_folder_gets_a_page_for_each_student_that_holds_nothing_of_the_others() {
    let home = Home::new();
    let folder = home.path().join("class/");
    let to = folder.to_str().unwrap();
    let ran = report(&home, &results(&home), &["-o", to]);
    assert_eq!(
        (ran.stdout.as_str(), ran.code),
        ("", Some(0)),
        "{}",
        ran.stderr
    );
    let mut files: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "index.html",
            "student-001.html",
            "student-002-ada.html",
            "student-003-eve-img-src-x-onerror-document-title.html",
            "student-004-zoe.html"
        ]
    );
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(index.contains("<a href=\"student-002-ada.html\">Ada</a>"));
    assert!(!index.contains("a tuple is immutable"));
    let ada = fs::read_to_string(folder.join("student-002-ada.html")).unwrap();
    assert!(ada.contains("<h1>Ada</h1>") && !ada.contains("zoe") && !ada.contains("Eve"));
}

#[cfg(unix)]
#[test]
fn the_pages_are_quiet_and_everyone_can_read_them() {
    const CHECKS: &str = include_str!("support/page_checks.js");
    let Some(mut browser) = browser::Browser::start() else {
        return;
    };
    let home = Home::new();
    let (page, folder) = (home.path().join("class.html"), home.path().join("class/"));
    let results = results(&home) + &result("Ada", "partial", 45.0);
    for to in [&page, &folder] {
        let ran = report(&home, &results, &["-o", to.to_str().unwrap()]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    for file in [page.clone(), folder.join("student-002-ada.html")] {
        browser.open(&file);
        for (scheme, media, width) in [
            ("light", "screen", 1280),
            ("dark", "screen", 1280),
            ("light", "screen", 360),
            ("dark", "print", 700),
        ] {
            browser.emulate(scheme, media, width);
            let wrong = browser.value(CHECKS);
            assert_eq!(
                wrong,
                json!([]),
                "{} {scheme} {media} {width}",
                file.display()
            );
        }
        assert_eq!(browser.complaints(), Vec::<String>::new());
        assert_eq!(browser.fetched(), [browser::url(&file)]);
        assert_ne!(browser.value("document.title"), "run");
        let made = "document.querySelectorAll('script, img, [onerror]').length";
        assert_eq!(browser.value(made), 0);
    }
    browser.open(&page);
    let students = browser.value(
        "[...document.querySelectorAll('#students ~ .wide tbody a')].map(a => document.querySelector(a.hash).textContent)",
    );
    let eve = HOSTILE.replace('\u{202e}', "");
    assert_eq!(students, json!(["No name given", "Ada", eve, "zoe"]));
    let quotes = browser.value("[...document.querySelectorAll('.points .quote')].length > 2");
    assert_eq!(quotes, true);
}
