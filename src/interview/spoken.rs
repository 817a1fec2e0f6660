//! What the interviewer says between questions: neutral, so that it tells nothing of the grade, and each line once before
//! any comes again.

/// Said before the first question.
const OPENERS: [&str; 4] = [
    "Thanks for taking the time. Let's begin.",
    "Good to meet you. Here is my first question.",
    "Welcome. Take your time with every question; here is the first one.",
    "Let's get started.",
];

/// Said before a further question on the topic of the one before.
const CONTINUATIONS: [&str; 6] = [
    "Thank you. Let's stay with {topic}.",
    "All right. Another one on {topic}.",
    "Okay, still on {topic}:",
    "Thanks. There is more I'd like to hear about {topic}.",
    "Noted. One more from {topic}.",
    "Right. Let's go on with {topic}.",
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

/// What is said before the question at this place of the session, from 0.
/// `before` is the topic of the question before it.
pub(super) fn before_question(
    seed: u64,
    place: usize,
    before: Option<&str>,
    topic: &str,
) -> String {
    let Some(place) = place.checked_sub(1) else {
        return pick(&OPENERS, seed, 0).to_owned();
    };
    let said = if before == Some(topic) {
        pick(&CONTINUATIONS, seed, place)
    } else {
        pick(&TRANSITIONS, seed, place)
    };
    capitalized(&said.replace("{topic}", &topic.replace('-', " ")))
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
                .map(|place| before_question(seed, place, None, "data-model"))
                .collect();
            assert_eq!(said.len(), TRANSITIONS.len() + 1);
            let asked: BTreeSet<&str> = (0..FOLLOW_UPS.len())
                .map(|place| before_follow_up(seed, place))
                .collect();
            assert_eq!(asked.len(), FOLLOW_UPS.len());
        }
        assert_eq!(
            before_question(2, 1, Some("web"), "data-model"),
            "Okay, let's move on. Data model now."
        );
        assert_eq!(
            before_question(2, 1, Some("web"), "web"),
            "Okay, still on web:"
        );
    }
}
