//! A second figure from someone else's verdicts, by the very arithmetic of the grade. The grade itself never changes.

use super::belief::{Held, find_held};
use super::compile::Prepared;
use super::content::Emptiness;
use super::grade::{Arithmetic, Grade, HeldMisconception, KeyPointGrade, Method, Score, Verdict};
use super::reading::{Reading, Stretch};
use super::score::COVERAGE;
use super::signals::{Signals, share_earned};
use super::verdict::{Finding, judge_all};
use super::{analyze_answer, weigh, weights, what_is_read};
use crate::assessment::Answer;
use crate::text::Span;

/// What someone else says of a key point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRuling {
    /// The point's place in the rubric; one past the end is ignored.
    pub index: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The words of the answer that it rests on. Any verdict but `Missing` needs them.
    pub quote: Option<Span>,
    /// Why, in a few words.
    pub why: String,
}

/// What someone else says of a misconception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeliefRuling {
    /// Its place in the rubric; one past the end is ignored.
    pub index: usize,
    /// The words of the answer that show it; none where it is not held.
    pub held: Option<Span>,
}

/// What someone else says of an answer. Of what is not named here nothing is said: there the grade's own verdict stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rulings {
    /// Of key points; of two about one point the first counts.
    pub key_points: Vec<PointRuling>,
    /// Of misconceptions; of two about one of them the first counts.
    pub misconceptions: Vec<BeliefRuling>,
}

/// A second figure beside a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescored {
    /// 0 to 100.
    pub score: Score,
    /// How it came about.
    pub arithmetic: Arithmetic,
    /// One for each key point of the rubric, in its order.
    pub key_points: Vec<KeyPointGrade>,
    /// The misconceptions held, in the rubric's order.
    pub misconceptions: Vec<HeldMisconception>,
}

/// The score that the answer would have by these rulings. Where a ruling agrees with the grade, the grade's own finding stays,
/// so that the two figures differ by what they disagree on and by nothing else. What caps a score (words to the grader, terms in
/// a row) caps this one too.
pub fn rescore(prepared: &Prepared, answer: &Answer, rulings: &Rulings) -> Rescored {
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let reading = Reading::new(prepared, &analysis, None);
    let mut held = find_held(prepared, &reading);
    let mut findings = judge_all(prepared, &reading, &held);
    let before = Signals::gather(prepared, &reading, &findings, &held, source);
    let local = weigh(prepared, &reading, findings.clone(), &held, &before, answer);
    let covered = share_earned(prepared, &findings);
    rule_on_points(&mut findings, &local, &reading, &rulings.key_points);
    rule_on_beliefs(&mut held, prepared, &reading, &rulings.misconceptions);
    let mut signals = Signals::gather(prepared, &reading, &findings, &held, source);
    let gained = share_earned(prepared, &findings) - covered;
    // Whoever finds more of what is asked in an answer says that it speaks of that.
    (signals.emptiness).take_if(|found| gained > 0.0 && matches!(found, Emptiness::Elsewhere(_)));
    // Without patterns the words of the full answer stand for the weights met: they move as the weights do.
    let by_words = signals.words.is_some() && gained != 0.0;
    signals.words = signals.words.map(|words| (words + gained).clamp(0.0, 1.0));
    let Grade {
        score,
        mut arithmetic,
        key_points,
        misconceptions,
        ..
    } = weigh(prepared, &reading, findings, &held, &signals, answer);
    if let Some(first) = arithmetic.steps.first_mut().filter(|_| by_words) {
        first.reason = format!(
            "{COVERAGE}: {:.0} % by words and by what was judged otherwise",
            signals.words.unwrap_or_default() * 100.0
        );
    }
    Rescored {
        score,
        arithmetic,
        key_points,
        misconceptions,
    }
}

fn rule_on_points(
    findings: &mut [Finding],
    local: &Grade,
    reading: &Reading<'_>,
    rulings: &[PointRuling],
) {
    let mut ruled = vec![false; findings.len()];
    for ruling in rulings {
        let Some(finding) = findings.get_mut(ruling.index) else {
            continue;
        };
        if std::mem::replace(&mut ruled[ruling.index], true)
            || local.key_points[ruling.index].verdict == ruling.verdict
        {
            continue;
        }
        let place = ruling.quote.and_then(|quote| stretch(reading, quote));
        if place.is_none() && ruling.verdict != Verdict::Missing {
            continue;
        }
        *finding = Finding {
            verdict: ruling.verdict,
            credit: match ruling.verdict {
                Verdict::Met => 1.0,
                Verdict::Partial => weights::NEARLY_CREDIT,
                Verdict::Missing | Verdict::Contradicted => 0.0,
            },
            why: ruling.why.clone(),
            evidence: place
                .filter(|_| ruling.verdict != Verdict::Missing)
                .map(|place| (place, Method::Quoted))
                .into_iter()
                .collect(),
            pattern: None,
            accused: ruling.verdict == Verdict::Contradicted,
        };
    }
}

fn rule_on_beliefs(
    held: &mut Vec<Held>,
    prepared: &Prepared,
    reading: &Reading<'_>,
    rulings: &[BeliefRuling],
) {
    let mut ruled = vec![false; prepared.beliefs.len()];
    for ruling in rulings {
        match ruled.get_mut(ruling.index) {
            Some(ruled) if !*ruled => *ruled = true,
            _ => continue,
        }
        let found = held.iter().any(|held| held.index == ruling.index);
        match ruling.held {
            None => held.retain(|held| held.index != ruling.index),
            Some(quote) if !found => {
                held.extend(stretch(reading, quote).map(|place| Held {
                    index: ruling.index,
                    places: vec![place],
                    method: Method::Quoted,
                }));
            }
            Some(_) => {}
        }
    }
    held.sort_by_key(|held| held.index);
}

/// The words that a span of the answer touches; none where it touches nothing that was read.
fn stretch(reading: &Reading<'_>, span: Span) -> Option<Stretch> {
    let touched = |word: &super::reading::Said<'_>| !word.repeated && word.span.overlaps(span);
    Some(Stretch {
        first: reading.words.iter().position(touched)?,
        last: reading.words.iter().rposition(touched)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{PointRuling, Rulings, rescore};
    use crate::assessment::{Answer, Kind, Lexicon};
    use crate::grading::{Prepared, Verdict, draft_rubric, grade, prepare};
    use crate::text::Span;

    /// A rubric without patterns: words alone make its score.
    fn by_words() -> Prepared {
        let rubric = draft_rubric(
            "What do you know?",
            "A stack returns the last item first. Generators save memory because they yield lazily.",
        );
        prepare(
            &rubric,
            "What do you know?",
            Kind::Open,
            &Lexicon::default(),
        )
        .0
    }

    fn ruling(index: usize, verdict: Verdict, quote: Option<Span>) -> Rulings {
        Rulings {
            key_points: vec![PointRuling {
                index,
                verdict,
                quote,
                why: "so".to_owned(),
            }],
            misconceptions: Vec::new(),
        }
    }

    #[test]
    fn a_score_by_words_moves_as_the_weights_do() {
        let (prepared, answer) = (
            by_words(),
            Answer::typed("A stack returns the last item first, and lines wait."),
        );
        let local = grade(&prepared, &answer);
        assert_eq!(local.key_points[1].verdict, Verdict::Missing, "{local:?}");
        let same = rescore(&prepared, &answer, &ruling(1, Verdict::Missing, None));
        assert_eq!(
            (same.score, &same.arithmetic),
            (local.score, &local.arithmetic)
        );
        let better = rescore(
            &prepared,
            &answer,
            &ruling(1, Verdict::Met, Some(Span::new(37, 51))),
        );
        assert!(better.score > local.score);
        assert_eq!(better.key_points[1].evidence[0].text, "and lines wait");
        assert!(
            better.arithmetic.steps[0]
                .reason
                .ends_with("judged otherwise")
        );
        let worse = rescore(&prepared, &answer, &ruling(0, Verdict::Missing, None));
        assert!(worse.score < local.score);
    }

    #[test]
    fn what_rests_on_no_word_or_on_no_point_is_passed_over() {
        let (prepared, answer) = (
            by_words(),
            Answer::typed("A stack returns the last item first."),
        );
        let local = grade(&prepared, &answer);
        for rulings in [
            ruling(1, Verdict::Met, None),
            ruling(1, Verdict::Met, Some(Span::new(1000, 2000))),
            ruling(9, Verdict::Met, Some(Span::new(0, 7))),
        ] {
            assert_eq!(rescore(&prepared, &answer, &rulings).score, local.score);
        }
    }
}
