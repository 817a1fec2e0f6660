//! The question that a round begins with before it counts.

use std::collections::BTreeSet;

use super::practice::candidate;
use crate::assessment::QuestionId;
use crate::bank::Bank;
use crate::interview::{Candidate, choose};

/// An easy question that the round does not ask: a beginner's one of these topics where there is one, else one of another
/// topic. The seed chooses among equals; none where the round asks everything.
pub(super) fn question(
    bank: &Bank,
    topics: &BTreeSet<String>,
    plan: &[QuestionId],
    seed: u64,
) -> Option<QuestionId> {
    let in_plan = |id: &QuestionId| plan.contains(id);
    let families: BTreeSet<QuestionId> = bank
        .entries()
        .filter(|entry| in_plan(&entry.id))
        .map(|entry| candidate(entry).family().clone())
        .collect();
    let left: Vec<Candidate> = bank
        .entries()
        .filter(|entry| entry.is_gradable && !in_plan(&entry.id))
        .map(candidate)
        .collect();
    choose(&left, seed, left.len())
        .into_iter()
        .min_by_key(|id| {
            let entry = bank.find(id.as_str());
            // A variant of what is asked later would give it away.
            let alike = entry.is_some_and(|entry| families.contains(candidate(entry).family()));
            let level = entry.map(|entry| entry.level);
            (alike, level, !topics.contains(id.topic()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warm_up_is_easy_of_the_topic_and_not_asked_twice() {
        let bank = Bank::open(&[], &[], false);
        for entry in bank.entries() {
            let topics = BTreeSet::from([entry.id.topic().to_owned()]);
            let chosen = question(&bank, &topics, std::slice::from_ref(&entry.id), 7).unwrap();
            assert_ne!(chosen, entry.id);
            let level = bank.find(chosen.as_str()).unwrap().level;
            assert_eq!(level.name(), "beginner", "{chosen}");
            let has_one = bank.entries().any(|other| {
                other.id != entry.id
                    && other.id.topic() == entry.id.topic()
                    && other.level == level
                    && candidate(other).family() != candidate(entry).family()
            });
            assert_eq!(chosen.topic() == entry.id.topic(), has_one, "{chosen}");
        }
    }

    #[test]
    fn a_round_that_asks_everything_has_no_warm_up() {
        let bank = Bank::open(&[], &[], false);
        let all: Vec<QuestionId> = bank.entries().map(|entry| entry.id.clone()).collect();
        assert_eq!(question(&bank, &BTreeSet::new(), &all, 7), None);
    }
}
