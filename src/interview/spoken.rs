//! What the interviewer says between questions: neutral, so that it tells nothing of the grade, and each line once. Who
//! has said them all puts the question without a word before it.

/// Said before the first question.
const OPENERS: [&str; 4] = [
    "Thanks for taking the time. Let's begin.",
    "Good to meet you. Here is my first question.",
    "Welcome. Take your time with every question; here is the first one.",
    "Let's get started.",
];

/// Said before a further question on the topic of the one before.
const CONTINUATIONS: [&str; 14] = [
    "Thank you. Let's stay with {topic}.",
    "All right. Another one on {topic}.",
    "Okay, still on {topic}:",
    "Thanks. There is more I'd like to hear about {topic}.",
    "Noted. One more from {topic}.",
    "Right. Let's go on with {topic}.",
    "I see. We're not done with {topic} yet.",
    "Fine. I have another question about {topic}.",
    "Thanks for that. Same subject, {topic}:",
    "Understood. Here is a further one on {topic}.",
    "Good, I have that. {topic} again.",
    "Let's keep to {topic} for the next one, too.",
    "Thank you, that's noted. Next, also from {topic}.",
    "Let's see another side of {topic}.",
];

/// Said before a question on another topic; `{topic}` is what it is about.
const TRANSITIONS: [&str; 16] = [
    "Thank you. Let's turn to {topic}.",
    "All right. The next one is about {topic}.",
    "Okay, let's move on. {topic} now.",
    "Thanks. Something else: {topic}.",
    "Good, I've made a note of that. On to {topic}.",
    "Let's change the subject: {topic}.",
    "Right. I'd like to hear about {topic}.",
    "Thank you, that gives me a picture. Next, {topic}.",
    "Let's go on, with {topic} this time.",
    "Understood. Here is one from {topic}.",
    "Fine. We'll look at {topic} now.",
    "I see. Let me ask you about {topic}.",
    "Thanks for that. A question from {topic}.",
    "Let's leave it there and go to {topic}.",
    "Noted. Now for {topic}.",
    "Let's keep going: {topic}.",
];

/// Said before a follow-up.
const FOLLOW_UPS: [&str; 14] = [
    "Let me stay with that for a moment.",
    "One more thing on this.",
    "I'd like to dig a little deeper here.",
    "Let me follow up on that.",
    "Before we go on:",
    "Let me push on that a bit.",
    "While we're here:",
    "Help me understand one detail.",
    "Let me ask it from another side.",
    "I'm curious about one point.",
    "Let's look at this more closely.",
    "There is one thing I would still like to hear.",
    "Let me probe that a little.",
    "A short one on the same subject.",
];

/// Said when a question took much longer than suggested.
const SLOW: [&str; 4] = [
    "That one took a while, which is fine; a shorter answer will do for this.",
    "We spent some time on that; take this one a little more briefly.",
    "That went on for a bit; for this one the main points are enough.",
    "Let's try to be quicker with this one.",
];

/// What is said before a question. `topics` are those of the session's questions so far, this one last.
pub(super) fn before_question(seed: u64, topics: &[&str]) -> Option<String> {
    let (topic, before) = topics.split_last()?;
    if before.is_empty() {
        return pick(&OPENERS, seed, 0).map(str::to_owned);
    }
    let goes_on = |pair: &[&str]| pair[0] == pair[1];
    let stays = before.last() == Some(topic);
    let said = before.windows(2).filter(|pair| goes_on(pair) == stays);
    let place = said.count();
    let line = if stays {
        pick(&CONTINUATIONS, seed, place)
    } else {
        pick(&TRANSITIONS, seed, place)
    }?;
    Some(capitalized(
        &line.replace("{topic}", &topic.replace('-', " ")),
    ))
}

/// What is said before the follow-up that is the `place`th of the session, from 0.
pub(super) fn before_follow_up(seed: u64, place: usize) -> Option<&'static str> {
    pick(&FOLLOW_UPS, seed, place)
}

/// What is said after the question that is the `place`th to take much longer than suggested, from 0.
pub(super) fn after_slow(seed: u64, place: usize) -> Option<&'static str> {
    pick(&SLOW, seed, place)
}

/// Each line once, beginning where the seed says; none once all are said.
fn pick(lines: &[&'static str], seed: u64, place: usize) -> Option<&'static str> {
    let count = lines.len();
    let start = usize::try_from(seed % count as u64).unwrap_or(0);
    (place < count).then(|| lines[(start + place) % count])
}

/// A sentence within the line may begin with the topic.
fn capitalized(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut begins = true;
    for letter in line.chars() {
        if begins && letter.is_alphabetic() {
            out.extend(letter.to_uppercase());
            begins = false;
        } else {
            begins |= letter == '.';
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_is_said_twice_in_a_session() {
        // A new topic each time, one topic all the time, and two that are stayed with for a while.
        let (mut new, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        let names: Vec<String> = (0..40).map(|at| format!("topic-{at}")).collect();
        for (at, name) in names.iter().enumerate() {
            new.push(name.as_str());
            one.push("web");
            two.push(if at % 6 < 3 { "web" } else { "data-model" });
        }
        for seed in 0..40 {
            for topics in [&new, &one, &two] {
                let said: Vec<String> = (1..=topics.len())
                    .filter_map(|end| before_question(seed, &topics[..end]))
                    .collect();
                let different: BTreeSet<&String> = said.iter().collect();
                assert_eq!(different.len(), said.len(), "{said:?}");
                assert!(said.len() > CONTINUATIONS.len());
            }
            for (lines, count) in [
                (before_follow_up as fn(_, _) -> _, FOLLOW_UPS.len()),
                (after_slow, SLOW.len()),
            ] {
                let said: BTreeSet<&str> = (0..100).filter_map(|at| lines(seed, at)).collect();
                assert_eq!(said.len(), count);
            }
        }
        assert_eq!(
            before_question(2, &["web", "data-model"]).as_deref(),
            Some("Okay, let's move on. Data model now.")
        );
        assert_eq!(
            before_question(2, &["web", "web"]).as_deref(),
            Some("Okay, still on web:")
        );
    }
}
