//! Which questions a session asks, in which order: a function of the seed and the ids alone, so that a seed means the
//! same session in every release. No generator of random numbers is involved.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::assessment::QuestionId;

/// A question that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: QuestionId,
    /// The question it is a variant of.
    pub variant_of: Option<QuestionId>,
}

impl Candidate {
    /// The question that it is a variant of, or itself.
    pub fn family(&self) -> &QuestionId {
        self.variant_of.as_ref().unwrap_or(&self.id)
    }
}

/// Chooses up to `count` of the candidates. Topics take turns, so that a short session is mixed; variants of one question
/// are asked together only when nothing else is left.
pub fn choose(candidates: &[Candidate], seed: u64, count: usize) -> Vec<QuestionId> {
    let mut ordered: Vec<([u8; 32], &Candidate)> = candidates
        .iter()
        .map(|candidate| (draw(seed, &candidate.id), candidate))
        .collect();
    ordered.sort();
    let mut families = BTreeSet::new();
    let (first, variants): (Vec<&Candidate>, Vec<&Candidate>) = ordered
        .into_iter()
        .map(|(_, candidate)| candidate)
        .partition(|candidate| families.insert(candidate.family().clone()));
    take_turns(&first)
        .into_iter()
        .chain(take_turns(&variants))
        .take(count)
        .collect()
}

/// Every topic's first question, then every topic's second, and so on; within a round in the drawn order.
fn take_turns(ordered: &[&Candidate]) -> Vec<QuestionId> {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut turns: Vec<(usize, usize)> = ordered
        .iter()
        .enumerate()
        .map(|(place, candidate)| {
            let round = taken.entry(candidate.id.topic()).or_default();
            *round += 1;
            (*round, place)
        })
        .collect();
    turns.sort_unstable();
    turns
        .into_iter()
        .map(|(_, place)| ordered[place].id.clone())
        .collect()
}

fn draw(seed: u64, id: &QuestionId) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(seed.to_be_bytes());
    digest.update(id.as_str().as_bytes());
    digest.finalize().into()
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(&other.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(ids: &[&str]) -> Vec<Candidate> {
        ids.iter()
            .map(|id| Candidate {
                id: QuestionId::new(*id),
                variant_of: None,
            })
            .collect()
    }

    fn chosen(candidates: &[Candidate], seed: u64, count: usize) -> Vec<String> {
        choose(candidates, seed, count)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_seed_means_the_same_session_in_every_release() {
        let bank = candidates(&["p/a/1", "p/a/2", "p/b/1", "p/b/2", "p/c/1"]);
        assert_eq!(
            chosen(&bank, 7, 5),
            ["p/b/1", "p/a/2", "p/c/1", "p/a/1", "p/b/2"]
        );
        assert_ne!(chosen(&bank, 7, 5), chosen(&bank, 8, 5));
    }

    #[test]
    fn the_order_of_the_bank_changes_nothing() {
        let bank = candidates(&["p/a/1", "p/a/2", "p/b/1"]);
        let mut turned = bank.clone();
        turned.reverse();
        assert_eq!(choose(&bank, 1, 3), choose(&turned, 1, 3));
    }

    #[test]
    fn topics_take_turns() {
        let bank = candidates(&["p/a/1", "p/a/2", "p/a/3", "p/a/4", "p/b/1", "p/c/1"]);
        for seed in 0..50 {
            let topics: BTreeSet<String> = choose(&bank, seed, 3)
                .iter()
                .map(|id| id.topic().to_owned())
                .collect();
            assert_eq!(topics.len(), 3, "seed {seed}");
        }
    }

    #[test]
    fn variants_of_one_question_come_last() {
        let mut bank = candidates(&["p/a/1", "p/a/2", "p/b/1"]);
        bank[1].variant_of = Some(QuestionId::new("p/a/1"));
        for seed in 0..20 {
            let two = chosen(&bank, seed, 2);
            assert!(two.contains(&"p/b/1".to_owned()), "seed {seed}: {two:?}");
            assert_eq!(chosen(&bank, seed, 9).len(), 3);
        }
    }
}
