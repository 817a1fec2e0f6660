//! What is sent, to the letter.

use sha2::{Digest, Sha256};

use super::*;
use crate::examiner::prompts;

#[test]
fn the_prompts_read_as_they_should() {
    let (question, rubric, answer) = (question(), rubric(), Answer::typed(ANSWER));
    let grade = graded(ANSWER);
    let turns = [Turn {
        asked: "Why is order wrong?".to_owned(),
        replied: "Order is not sorting.".to_owned(),
    }];
    let requests = [
        narrative_request(&question, &rubric, &grade, &answer),
        opinion_request(&question, &rubric, &answer),
        follow_up_request(&question, &rubric.key_points[2], &answer),
        discussion_request(
            &turns,
            &question,
            &rubric,
            &grade,
            &answer,
            "I still disagree.",
        ),
        draft_request(&question),
    ];
    for request in requests {
        let name = request.prompt.split(' ').next().unwrap();
        let schema = request
            .schema
            .as_ref()
            .map_or_else(String::new, |schema| format!("{schema:#}\n"));
        insta::assert_snapshot!(
            name,
            format!(
                "{}\n=== user\n{}\n=== {} tokens\n{schema}",
                request.system, request.user, request.max_tokens
            )
        );
    }
}

/// When this fails, raise the version in the first line of the prompt, then put the new sum here: narratives that were kept are
/// labelled with it.
#[test]
fn a_changed_prompt_has_a_new_version() {
    let shared = [
        include_str!("../prompts/data.md"),
        include_str!("../prompts/question.md"),
        include_str!("../prompts/rubric.md"),
        include_str!("../prompts/graded.md"),
    ];
    let sums: Vec<String> = [
        prompts::NARRATIVE,
        prompts::OPINION,
        prompts::FOLLOW_UP,
        prompts::DISCUSSION,
        prompts::DRAFT,
    ]
    .map(|source| {
        let digest = Sha256::digest(shared.concat() + source);
        format!(
            "{} {:02x}{:02x}{:02x}",
            prompts::version(source),
            digest[0],
            digest[1],
            digest[2]
        )
    })
    .to_vec();
    assert_eq!(
        sums,
        [
            "narrative 1 f51ad4",
            "opinion 1 e4570c",
            "follow-up 1 822e77",
            "discussion 1 7f5bae",
            "draft 1 05e3cd"
        ]
    );
}
