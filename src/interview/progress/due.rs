//! How much is due, and when.

use jiff::Span;
use jiff::civil::Date;

/// How many questions of the bank are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// Due today or since longer.
    pub today: usize,
    /// Due tomorrow.
    pub tomorrow: usize,
    /// Due by the sixth day from today, with today's and tomorrow's.
    pub week: usize,
}

impl Due {
    /// What these days on which questions come due mean today.
    pub fn of(days: impl IntoIterator<Item = Date>, today: Date) -> Self {
        let tomorrow = today.saturating_add(Span::new().days(1));
        let week = today.saturating_add(Span::new().days(6));
        let mut due = Self::default();
        for day in days {
            due.today += usize::from(day <= today);
            due.tomorrow += usize::from(day > today && day <= tomorrow);
            due.week += usize::from(day <= week);
        }
        due
    }
}
