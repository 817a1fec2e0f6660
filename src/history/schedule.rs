//! When a question is due again: FSRS (the `fsrs` crate) behind values of ours. Pure: days are given, nothing is stored.

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, MemoryState};
use jiff::civil::Date;

use super::due::Rating;

/// Reviews with at least one before them that a fit needs. Below 64 the crate keeps its defaults but for the first
/// intervals, and a few hundred is what its authors ask for.
pub const ENOUGH_TO_FIT: usize = 200;

/// One day's recall of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Review {
    /// The day.
    pub day: Date,
    /// How it went.
    pub rating: Rating,
}

/// What the reviews of a question come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// Days until the chance of recall falls to nine in ten.
    pub stability: f32,
    /// From 1, easy, to 10.
    pub difficulty: f32,
    /// The day of its first review.
    pub first_day: Date,
    /// The day of its latest review.
    pub last_day: Date,
    /// The day from which it is due again.
    pub due: Date,
}

/// What turns reviews into cards.
#[derive(Debug)]
pub(super) struct Scheduler {
    fsrs: FSRS,
    decay: f32,
    retention: f32,
}

impl Scheduler {
    /// A scheduler that aims at this chance of recall on the due day (0.7 to 0.99), with these fitted parameters; the
    /// default ones where none are given or they are not valid.
    pub(super) fn new(parameters: &[f32], retention: f32) -> Self {
        // The crate also takes those of older versions, which have fewer and no decay.
        let fitted = FSRS::new(parameters)
            .ok()
            .filter(|_| parameters.len() == fsrs::DEFAULT_PARAMETERS.len());
        let decay = match (&fitted, parameters.last()) {
            (Some(_), Some(decay)) => *decay,
            _ => fsrs::FSRS6_DEFAULT_DECAY,
        };
        Self {
            fsrs: fitted.unwrap_or_default(),
            decay,
            retention: retention.clamp(0.7, 0.99),
        }
    }

    /// The card of these reviews, in the order of their days and one a day; none without any.
    pub(super) fn card(&self, reviews: &[Review]) -> Option<Card> {
        let (first, last) = (reviews.first()?, reviews.last()?);
        let memory = self.fsrs.memory_state(item(reviews), None).ok()?;
        let interval =
            self.fsrs
                .next_interval(Some(memory.stability), self.retention, last.rating as u32);
        Some(Card {
            stability: memory.stability,
            difficulty: memory.difficulty,
            first_day: first.day,
            last_day: last.day,
            due: later(last.day, interval.round().max(1.0)),
        })
    }

    /// The chance, 0 to 1, that a card is recalled on a day.
    pub(super) fn recall(&self, card: &Card, day: Date) -> f32 {
        let memory = MemoryState {
            stability: card.stability,
            difficulty: card.difficulty,
        };
        fsrs::current_retrievability(memory, days(card.last_day, day) as f32, self.decay)
    }
}

/// How many of these reviews a fit could learn from: all but the first of each question.
pub(super) fn to_learn_from(histories: &[Vec<Review>]) -> usize {
    histories
        .iter()
        .map(|reviews| reviews.len().saturating_sub(1))
        .sum()
}

/// Parameters fitted to the reviews of many questions, each in the order of its days; none when there are fewer than
/// [`ENOUGH_TO_FIT`] to learn from, or they can't be fitted.
pub(super) fn fit(histories: &[Vec<Review>]) -> Option<Vec<f32>> {
    if to_learn_from(histories) < ENOUGH_TO_FIT {
        return None;
    }
    let train_set = histories
        .iter()
        .flat_map(|reviews| (2..=reviews.len()).map(|end| item(&reviews[..end])))
        .collect();
    fsrs::compute_parameters(ComputeParametersInput {
        train_set,
        // One review a day: there is nothing to learn about the minutes after it.
        enable_short_term: false,
        ..ComputeParametersInput::default()
    })
    .ok()
}

fn item(reviews: &[Review]) -> FSRSItem {
    let mut before: Option<Date> = None;
    FSRSItem {
        reviews: reviews
            .iter()
            .map(|review| FSRSReview {
                rating: review.rating as u32,
                delta_t: days(before.replace(review.day).unwrap_or(review.day), review.day),
            })
            .collect(),
    }
}

/// Whole days from one to the other; none backwards.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or(0)
}

fn later(day: Date, days: f32) -> Date {
    day.saturating_add(jiff::Span::new().days(days.min(36_500.0) as i64))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn reviews(of: &[(i8, Rating)]) -> Vec<Review> {
        of.iter()
            .map(|&(day, rating)| Review {
                day: date(2026, 3, day),
                rating,
            })
            .collect()
    }

    #[test]
    fn what_is_recalled_comes_later_and_what_is_forgotten_sooner() {
        let scheduler = Scheduler::new(&[], 0.9);
        let due = |of: &[(i8, Rating)]| scheduler.card(&reviews(of)).unwrap().due;
        assert_eq!(due(&[(1, Rating::Again)]), date(2026, 3, 2));
        assert_eq!(due(&[(1, Rating::Good)]), date(2026, 3, 3));
        assert_eq!(due(&[(1, Rating::Easy)]), date(2026, 3, 9));
        let kept = due(&[(1, Rating::Good), (3, Rating::Good)]);
        let lost = due(&[(1, Rating::Good), (3, Rating::Again)]);
        assert!(
            kept > date(2026, 3, 8) && lost < date(2026, 3, 6),
            "{kept} {lost}"
        );
        assert_eq!(scheduler.card(&[]), None);
    }

    #[test]
    fn recall_fades_with_the_days_and_is_nine_in_ten_after_the_stability() {
        let scheduler = Scheduler::new(&[], 0.9);
        let card = scheduler.card(&reviews(&[(1, Rating::Easy)])).unwrap();
        let on = |day| scheduler.recall(&card, date(2026, 3, day));
        assert_eq!(on(1), 1.0);
        assert!(on(3) > on(9) && on(9) > on(20));
        assert!((on(9) - 0.9).abs() < 0.01, "{}", on(9));
        // A clock that was set back makes nothing worse.
        assert_eq!(scheduler.recall(&card, date(2026, 2, 1)), 1.0);
    }

    #[test]
    fn who_wants_to_recall_more_is_asked_sooner() {
        let history = reviews(&[(1, Rating::Easy)]);
        let due = |retention| Scheduler::new(&[], retention).card(&history).unwrap().due;
        assert!(due(0.95) < due(0.9) && due(0.9) < due(0.8));
    }

    #[test]
    fn a_fit_needs_enough_and_follows_how_well_one_recalls() {
        let history = |last: Rating| reviews(&[(1, Rating::Good), (5, Rating::Good), (15, last)]);
        assert_eq!(fit(&[history(Rating::Good)]), None);
        // Of those who forget one in ten and those who forget every second time, the latter are asked sooner.
        let learner = |forgets_every: usize| -> Vec<Vec<Review>> {
            (0..150)
                .map(|number| match number % forgets_every {
                    0 => history(Rating::Again),
                    _ => history(Rating::Good),
                })
                .collect()
        };
        let due = |forgets_every| {
            let parameters = fit(&learner(forgets_every)).unwrap();
            Scheduler::new(&parameters, 0.9)
                .card(&history(Rating::Good))
                .unwrap()
                .due
        };
        assert!(due(2) < due(10), "{} {}", due(2), due(10));
    }

    #[test]
    fn parameters_that_make_no_sense_are_passed_over() {
        let history = reviews(&[(1, Rating::Good)]);
        for wrong in [vec![f32::NAN; 21], vec![1.0; 3]] {
            assert_eq!(
                Scheduler::new(&wrong, 0.9).card(&history),
                Scheduler::new(&[], 0.9).card(&history)
            );
        }
    }
}
