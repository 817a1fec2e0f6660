//! The words of an answer that earned or lost something, marked in it. Spans may overlap, nest and repeat; the answer is
//! cut at their borders, so that its pieces, one after the other, are the answer.

use crate::grading::{Grade, KeyPointGrade, Verdict};
use crate::text::Span;

/// What words are marked for. The later one wins where words stand for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Mark {
    /// They meet a key point.
    Met,
    /// They meet one in part.
    Partial,
    /// They say the opposite of one, or show a wrong belief.
    Wrong,
}

impl Mark {
    /// What the words of a point with this verdict are marked for; nothing where it was not said.
    pub(in crate::report) const fn of(verdict: Verdict) -> Option<Self> {
        match verdict {
            Verdict::Met => Some(Self::Met),
            Verdict::Partial => Some(Self::Partial),
            Verdict::Contradicted => Some(Self::Wrong),
            Verdict::Missing => None,
        }
    }

    /// The class in the page.
    pub(in crate::report) const fn class(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Wrong => "wrong",
        }
    }
}

/// Words that stand for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// Where they stand in the answer.
    pub(super) span: Span,
    /// What for.
    pub(super) mark: Mark,
    /// The name of the point or belief, shown where the words end: `1`, `A`.
    pub(super) label: String,
}

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// What it is marked for, if it is.
    pub(super) mark: Option<Mark>,
    /// The names of what ends with it, each once.
    pub(super) ends: Vec<(Mark, String)>,
}

/// The claims of a grade's evidence: points under their numbers from 1, beliefs under letters.
pub(super) fn claims(grade: &Grade) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, point) in grade.key_points.iter().enumerate() {
        claims.extend(claims_of(point, &(index + 1).to_string()));
    }
    for (index, held) in grade.misconceptions.iter().enumerate() {
        let label = letter(index);
        claims.extend(held.evidence.iter().map(|piece| Claim {
            span: piece.span,
            mark: Mark::Wrong,
            label: label.clone(),
        }));
    }
    claims
}

/// The claims of one point's evidence.
pub(super) fn claims_of(point: &KeyPointGrade, label: &str) -> Vec<Claim> {
    let Some(mark) = Mark::of(point.verdict) else {
        return Vec::new();
    };
    let claim = |span| Claim {
        span,
        mark,
        label: label.to_owned(),
    };
    point
        .evidence
        .iter()
        .map(|piece| claim(piece.span))
        .collect()
}

/// The name of the belief at an index: `A` to `Z`, then `A2` and so on.
pub(in crate::report) fn letter(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{}", round + 1),
    }
}

/// The answer in pieces. A span that is none of this answer, as in a damaged store, marks nothing.
pub(super) fn pieces<'a>(answer: &'a str, claims: &[Claim]) -> Vec<Piece<'a>> {
    let claims: Vec<&Claim> = claims
        .iter()
        .filter(|claim| {
            answer
                .get(claim.span.start..claim.span.end)
                .is_some_and(|words| !words.is_empty())
        })
        .collect();
    let mut borders: Vec<usize> = claims
        .iter()
        .flat_map(|claim| [claim.span.start, claim.span.end])
        .chain([0, answer.len()])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut begins = 0;
    for border in borders.windows(2) {
        let (start, end) = (border[0], border[1]);
        let here = claims
            .iter()
            .filter(|claim| claim.span.start <= start && end <= claim.span.end);
        let mark = here.map(|claim| claim.mark).max();
        let mut ends: Vec<(Mark, String)> = Vec::new();
        for claim in claims.iter().filter(|claim| claim.span.end == end) {
            let name = (claim.mark, claim.label.clone());
            if !ends.contains(&name) {
                ends.push(name);
            }
        }
        match pieces.last_mut() {
            // Marked alike, and nothing ends between them: one piece.
            Some(last) if last.mark == mark && last.ends.is_empty() => {
                last.text = &answer[begins..end];
                last.ends = ends;
            }
            _ => {
                begins = start;
                pieces.push(Piece {
                    text: &answer[start..end],
                    mark,
                    ends,
                });
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Claim, Mark, letter, pieces};
    use crate::text::Span;

    fn claim(start: usize, end: usize, mark: Mark, label: &str) -> Claim {
        Claim {
            span: Span::new(start, end),
            mark,
            label: label.to_owned(),
        }
    }

    /// The pieces as text: `[words]` marked, `!` wrong, `~` partial, then what ends there.
    fn shown(answer: &str, claims: &[Claim]) -> String {
        pieces(answer, claims)
            .iter()
            .map(|piece| {
                let ends: Vec<&str> = piece.ends.iter().map(|(_, name)| name.as_str()).collect();
                let ends = ends.join(",");
                match piece.mark {
                    None => piece.text.to_owned(),
                    Some(Mark::Met) => format!("[{}]{ends}", piece.text),
                    Some(Mark::Partial) => format!("[~{}]{ends}", piece.text),
                    Some(Mark::Wrong) => format!("[!{}]{ends}", piece.text),
                }
            })
            .collect()
    }

    #[test]
    fn spans_that_overlap_nest_or_touch_are_marked_once_each() {
        use Mark::{Met, Partial, Wrong};
        let cases: [(&str, Vec<Claim>, &str); 9] = [
            ("abcdef", vec![], "abcdef"),
            ("", vec![], ""),
            ("abcdef", vec![claim(1, 3, Met, "1")], "a[bc]1def"),
            ("abcdef", vec![claim(0, 6, Met, "1")], "[abcdef]1"),
            (
                "abcdef",
                vec![claim(0, 4, Met, "1"), claim(2, 6, Met, "2")],
                "[abcd]1[ef]2",
            ),
            (
                "abcdef",
                vec![claim(0, 6, Met, "1"), claim(2, 4, Wrong, "A")],
                "[ab][!cd]A[ef]1",
            ),
            (
                "abcdef",
                vec![claim(1, 3, Partial, "2"), claim(1, 3, Met, "1")],
                "a[~bc]2,1def",
            ),
            (
                "abcdef",
                vec![claim(1, 3, Met, "1"), claim(1, 3, Met, "1")],
                "a[bc]1def",
            ),
            (
                "abcdef",
                vec![claim(0, 2, Met, "1"), claim(2, 4, Met, "2")],
                "[ab]1[cd]2ef",
            ),
        ];
        for (answer, claims, expected) in cases {
            assert_eq!(shown(answer, &claims), expected);
        }
    }

    #[test]
    fn a_span_that_is_none_of_the_answer_marks_nothing() {
        let answer = "naïve 🎉";
        for (start, end) in [(2, 3), (3, 2), (0, 99), (50, 60), (4, 4), (7, 8)] {
            let claims = [claim(start, end, Mark::Met, "1")];
            assert_eq!(shown(answer, &claims), answer, "{start}..{end}");
        }
        let whole = [claim(0, 6, Mark::Met, "1"), claim(7, 11, Mark::Wrong, "A")];
        assert_eq!(shown(answer, &whole), "[naïve]1 [!🎉]A");
    }

    #[test]
    fn beliefs_have_letters_that_never_run_out() {
        assert_eq!(
            [letter(0), letter(25), letter(26), letter(53)],
            ["A", "Z", "A2", "B3"]
        );
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_answer(answer in "[a-cï🎉 \n]{0,40}", spans in prop::collection::vec((0_usize..60, 0_usize..60), 0..12)) {
            let claims: Vec<Claim> = spans.iter().enumerate().map(|(n, &(start, end))| {
                claim(start, end, [Mark::Met, Mark::Partial, Mark::Wrong][n % 3], &n.to_string())
            }).collect();
            let pieces = pieces(&answer, &claims);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, answer.clone());
            let ended: usize = pieces.iter().map(|piece| piece.ends.len()).sum();
            let valid = claims.iter().filter(|c| answer.get(c.span.start..c.span.end).is_some_and(|w| !w.is_empty())).count();
            prop_assert_eq!(ended, valid);
            prop_assert!(pieces.iter().all(|piece| piece.ends.is_empty() || piece.mark.is_some()));
        }
    }
}
