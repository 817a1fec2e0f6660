//! What the interviewer says between questions: neutral, so that it tells nothing of the grade, and never the same twice
//! in a session.

/// Said before the first question.
const OPENERS: [&str; 4] = [
    "Thanks for taking the time. Let's begin with something simple.",
    "Good to meet you. We'll start gently.",
    "Welcome. Take your time with every question; here is the first one.",
    "Let's get started, with an easy one to warm up.",
];

/// Said before a further question; `{topic}` is what it is about.
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

/// What is said before the question at this place of the session, from 0.
pub(super) fn before_question(seed: u64, place: usize, topic: &str) -> String {
    let topic = topic.replace('-', " ");
    match place.checked_sub(1) {
        None => pick(&OPENERS, seed, 0).to_owned(),
        Some(place) => capitalized(&pick(&TRANSITIONS, seed, place).replace("{topic}", &topic)),
    }
}

/// What is said before the follow-up that is the `place`th of the session, from 0.
pub(super) fn before_follow_up(seed: u64, place: usize) -> &'static str {
    pick(&FOLLOW_UPS, seed, place)
}

/// Each line once before any comes again, beginning where the seed says.
fn pick(lines: &[&'static str], seed: u64, place: usize) -> &'static str {
    let count = lines.len();
    let start = usize::try_from(seed % count as u64).unwrap_or(0);
    lines[(start + place) % count]
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
        for seed in 0..40 {
            let said: BTreeSet<String> = (0..=TRANSITIONS.len())
                .map(|place| before_question(seed, place, "data-model"))
                .collect();
            assert_eq!(said.len(), TRANSITIONS.len() + 1);
            let asked: BTreeSet<&str> = (0..FOLLOW_UPS.len())
                .map(|place| before_follow_up(seed, place))
                .collect();
            assert_eq!(asked.len(), FOLLOW_UPS.len());
        }
        assert_eq!(
            before_question(2, 1, "data-model"),
            "Okay, let's move on. Data model now."
        );
    }
}
