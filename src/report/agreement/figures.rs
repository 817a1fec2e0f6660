//! How far grades agree with the marks of readers. Each figure is defined where it is computed; the program that
//! measures Viva from outside computes the same ones, and a test holds the two together.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::kappa::weighted_kappa;

/// Answers of one question count as differing when their marks differ by so many points of 100.
const APART: f64 = 20.0;
/// A reader's mark up to this says "wrong", from `GOOD_FROM` "good"; a score from `HALF` accepts.
pub(super) const WRONG_UP_TO: f64 = 20.0;
pub(super) const GOOD_FROM: f64 = 85.0;
pub(super) const HALF: f64 = 50.0;
/// A correlation inside a question asks for so many answers at least.
const ANSWERS_WITHIN: usize = 5;
/// Below this there is nothing to correlate.
const LEAST: usize = 3;

/// An answer with the mark of its readers and the score of the grader.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The question it answers, or any name for what it is compared with.
    pub group: String,
    /// What manner of answer it is.
    pub kind: Option<String>,
    /// The mean mark, 0 to 100.
    pub human: f64,
    /// The score, 0 to 100.
    pub score: f64,
}

/// The figures. Correlations and shares are rounded to four decimals, points to two, as they are printed; none where
/// the answers don't allow the figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// How many answers were compared.
    pub graded: usize,
    /// Cohen's weighted kappa with quadratic weights, over the five bands of marks and scores.
    pub kappa: Option<f64>,
    /// Pearson's correlation over all answers.
    pub pearson: Option<f64>,
    /// Spearman's rank correlation over all answers.
    pub spearman: Option<f64>,
    /// Mean of Pearson's correlations inside the questions that have five answers and a spread.
    pub within: Option<f64>,
    /// Share of the pairs of answers to one question, marked 20 points apart or more, that are in the right order; a tie
    /// counts half.
    pub order: Option<f64>,
    /// Mean absolute difference, in points of 100.
    pub mae: Option<f64>,
    /// Share of the answers marked 20 or less that score 50 or more: false positives.
    pub accepted_wrong: Option<f64>,
    /// Share of the answers marked 85 or more that score below 50: false negatives.
    pub rejected_good: Option<f64>,
    /// The counts behind the last two: how many, of how many.
    pub counts: Counts,
    /// By kind of answer, in the order of their first appearance.
    pub kinds: Vec<KindMeans>,
}

/// The counts behind the shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Accepted, and marked 20 or less.
    pub accepted_wrong: (usize, usize),
    /// Rejected, and marked 85 or more.
    pub rejected_good: (usize, usize),
}

/// The means of one kind of answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindMeans {
    /// The kind.
    pub kind: String,
    /// How many answers.
    pub n: usize,
    /// The readers' mean mark, to one decimal.
    pub readers: f64,
    /// The grader's mean score, to one decimal.
    pub viva: f64,
}

impl Agreement {
    /// Compares scores with marks.
    pub fn of(answers: &[Marked]) -> Self {
        let human: Vec<f64> = answers.iter().map(|answer| answer.human).collect();
        let score: Vec<f64> = answers.iter().map(|answer| answer.score).collect();
        let mut groups: BTreeMap<&str, Vec<&Marked>> = BTreeMap::new();
        for answer in answers {
            groups.entry(&answer.group).or_default().push(answer);
        }
        let enough = answers.len() >= LEAST;
        let within: Vec<f64> = groups
            .values()
            .filter(|group| group.len() >= ANSWERS_WITHIN)
            .filter_map(|group| {
                let human: Vec<f64> = group.iter().map(|answer| answer.human).collect();
                let score: Vec<f64> = group.iter().map(|answer| answer.score).collect();
                pearson(&human, &score)
            })
            .collect();
        let differences = answers
            .iter()
            .map(|answer| (answer.score - answer.human).abs());
        let wrong = || answers.iter().filter(|answer| answer.human <= WRONG_UP_TO);
        let good = || answers.iter().filter(|answer| answer.human >= GOOD_FROM);
        let counts = Counts {
            accepted_wrong: (
                wrong().filter(|answer| answer.score >= HALF).count(),
                wrong().count(),
            ),
            rejected_good: (
                good().filter(|answer| answer.score < HALF).count(),
                good().count(),
            ),
        };
        Self {
            graded: answers.len(),
            kappa: rounded(
                weighted_kappa(answers.iter().map(|answer| (answer.human, answer.score)))
                    .filter(|_| enough),
                4,
            ),
            pearson: rounded(pearson(&score, &human).filter(|_| enough), 4),
            spearman: rounded(
                pearson(&ranks(&score), &ranks(&human)).filter(|_| enough),
                4,
            ),
            within: rounded(mean(within.iter().copied()), 4),
            order: rounded(order(groups.values()), 4),
            mae: rounded(mean(differences), 2),
            accepted_wrong: rounded(share(counts.accepted_wrong), 4),
            rejected_good: rounded(share(counts.rejected_good), 4),
            counts,
            kinds: kinds(answers),
        }
    }
}

/// The figures one a line, then the kinds.
impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            accepted_wrong,
            rejected_good,
        } = self.counts;
        let errors = |(count, of): (usize, usize), marked: &str| match of {
            0 => String::new(),
            _ => format!("{count} of {of} {marked}"),
        };
        let figures = [
            (
                "kappa",
                self.kappa,
                "weighted by squares, on the five bands".to_owned(),
            ),
            ("pearson", self.pearson, String::new()),
            ("spearman", self.spearman, String::new()),
            (
                "within",
                self.within,
                "pearson inside a question, mean".to_owned(),
            ),
            (
                "order",
                self.order,
                "pairs of a question in the right order".to_owned(),
            ),
            ("mae", self.mae, "mean difference, points of 100".to_owned()),
            (
                "false positives",
                self.accepted_wrong,
                errors(accepted_wrong, "marked 20 or less score 50 or more"),
            ),
            (
                "false negatives",
                self.rejected_good,
                errors(rejected_good, "marked 85 or more score below 50"),
            ),
        ];
        for (name, figure, meaning) in figures {
            // Debug keeps the `.0` of a whole number.
            let figure = figure.map_or("none".to_owned(), |figure| format!("{figure:?}"));
            let line = format!("  {name:15}  {figure:7} {meaning}");
            writeln!(f, "{}", line.trim_end())?;
        }
        for KindMeans {
            kind,
            n,
            readers,
            viva,
        } in &self.kinds
        {
            writeln!(
                f,
                "  {kind:17} n={n:3}  readers {readers:5.1}  viva {viva:5.1}"
            )?;
        }
        Ok(())
    }
}

fn kinds(answers: &[Marked]) -> Vec<KindMeans> {
    let mut kinds: Vec<(&str, Vec<&Marked>)> = Vec::new();
    for answer in answers {
        let Some(kind) = answer.kind.as_deref() else {
            continue;
        };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, members)) => members.push(answer),
            None => kinds.push((kind, vec![answer])),
        }
    }
    kinds
        .into_iter()
        .map(|(kind, members)| KindMeans {
            kind: kind.to_owned(),
            n: members.len(),
            readers: rounded(mean(members.iter().map(|answer| answer.human)), 1).unwrap_or(0.0),
            viva: rounded(mean(members.iter().map(|answer| answer.score)), 1).unwrap_or(0.0),
        })
        .collect()
}

/// The share of pairs in the right order, in halves so that a tie counts one of two.
fn order<'a>(groups: impl Iterator<Item = &'a Vec<&'a Marked>>) -> Option<f64> {
    let (mut halves, mut pairs) = (0, 0);
    for group in groups {
        for (number, one) in group.iter().enumerate() {
            for other in &group[number + 1..] {
                let marks = one.human - other.human;
                if marks.abs() < APART {
                    continue;
                }
                pairs += 1;
                let scores = one.score - other.score;
                if marks * scores > 0.0 {
                    halves += 2;
                } else if scores == 0.0 {
                    halves += 1;
                }
            }
        }
    }
    share((halves, 2 * pairs))
}

#[allow(clippy::cast_precision_loss)] // counts of answers
pub(super) fn share((count, of): (usize, usize)) -> Option<f64> {
    (of > 0).then(|| count as f64 / of as f64)
}

/// The mean, summed exactly (in units of 2^-60): one that lies between two printed figures then falls to the same side in
/// every program that computes it.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // values up to 100, a few million of them
pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let unit = f64::from(2_u8).powi(60);
    let (sum, count) = values.fold((0_i128, 0_i128), |(sum, count), value| {
        (sum + (value * unit) as i128, count + 1)
    });
    (count > 0).then(|| (sum / count) as f64 / unit)
}

/// Pearson's correlation; none where one side has no spread.
fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let mean_x = mean(x.iter().copied())?;
    let mean_y = mean(y.iter().copied())?;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x) * (x - mean_x);
        yy += (y - mean_y) * (y - mean_y);
    }
    let spread = (xx * yy).sqrt();
    (spread > 0.0).then(|| xy / spread)
}

/// Ranks from 0; equal values share the mean of theirs.
#[allow(clippy::cast_precision_loss)] // counts of answers
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        for &index in tied {
            ranks[index] = before as f64 + (tied.len() - 1) as f64 / 2.0;
        }
        before += tied.len();
    }
    ranks
}

/// Rounded as decimal notation rounds, so that what is printed and what is compared are the same.
pub(super) fn rounded(value: Option<f64>, decimals: usize) -> Option<f64> {
    value.map(|value| format!("{value:.decimals$}").parse().unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Marked};

    fn marked(rows: &[(&str, &str, f64, f64)]) -> Vec<Marked> {
        rows.iter()
            .map(|&(group, kind, human, score)| Marked {
                group: group.to_owned(),
                kind: (!kind.is_empty()).then(|| kind.to_owned()),
                human,
                score,
            })
            .collect()
    }

    /// Scores on the borders (50, marks 20 and 85), ties, a question without spread and one with few answers. The
    /// figures were computed once by the program that measures from outside.
    #[test]
    fn the_figures_are_those_measured_from_outside() {
        let answers = marked(&[
            ("a", "strong", 95.0, 88.5),
            ("a", "strong", 90.0, 91.0),
            ("a", "plain", 85.0, 49.9),
            ("a", "partial", 50.0, 50.0),
            ("a", "wrong", 20.0, 50.0),
            ("a", "wrong", 0.0, 12.5),
            ("b", "strong", 100.0, 97.0),
            ("b", "partial", 60.0, 60.0),
            ("b", "wrong", 10.0, 10.0),
            ("c", "", 40.0, 70.0),
            ("c", "", 60.0, 70.0),
            ("d", "plain", 80.0, 40.0),
            ("d", "plain", 80.0, 45.5),
            ("d", "plain", 80.0, 61.0),
            ("d", "plain", 80.0, 66.0),
            ("d", "plain", 80.0, 70.3),
        ]);
        assert_eq!(
            Agreement::of(&answers).to_string(),
            "  kappa            0.7917  weighted by squares, on the five bands
  pearson          0.7469
  spearman         0.6096
  within           0.8496  pearson inside a question, mean
  order            0.8125  pairs of a question in the right order
  mae              15.33   mean difference, points of 100
  false positives  0.3333  1 of 3 marked 20 or less score 50 or more
  false negatives  0.25    1 of 4 marked 85 or more score below 50
  strong            n=  3  readers  95.0  viva  92.2
  plain             n=  6  readers  80.8  viva  55.5
  partial           n=  2  readers  55.0  viva  55.0
  wrong             n=  3  readers  10.0  viva  24.2
"
        );
    }

    #[test]
    fn figures_that_the_answers_do_not_allow_are_none() {
        let figures = Agreement::of(&marked(&[("a", "", 50.0, 60.0), ("a", "", 50.0, 70.0)]));
        assert_eq!(
            figures.to_string(),
            "  kappa            none    weighted by squares, on the five bands
  pearson          none
  spearman         none
  within           none    pearson inside a question, mean
  order            none    pairs of a question in the right order
  mae              15.0    mean difference, points of 100
  false positives  none
  false negatives  none
"
        );
    }
}
