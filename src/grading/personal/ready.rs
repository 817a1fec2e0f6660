//! Phrases made ready beside a rubric: where they stand in an answer, and which of its verdicts they overrule.

use super::{Claim, Overruled, Phrase};
use crate::assessment::{Answer, KeyPoint, Lexicon, Rubric};
use crate::grading::belief::{Held, find_held};
use crate::grading::compile::{CompiledPattern, prepare};
use crate::grading::method::phrase::{Manner, find};
use crate::grading::reading::{Reading, Stretch};
use crate::grading::rescore::{BeliefRuling, PointRuling, Rulings};
use crate::grading::verdict::{evidence, judge_all};
use crate::grading::{Evidence, Method, Prepared, Verdict, analyze_answer, what_is_read};
use crate::text::analyze;

/// Phrases made ready beside a rubric: its subjects, and of each phrase its pattern alone.
pub(super) struct Ready<'a> {
    prepared: &'a Prepared,
    phrases: &'a [Phrase],
    /// One point for each phrase; without a pattern where the phrase is gone.
    pub(super) own: Prepared,
}

impl<'a> Ready<'a> {
    pub(super) fn of(prepared: &'a Prepared, phrases: &'a [Phrase]) -> Self {
        let point = |(number, phrase): (usize, &Phrase)| KeyPoint {
            id: number.to_string(),
            statement: String::new(),
            weight: 1.0,
            essential: false,
            subject: match phrase.claim.place(&prepared.rubric) {
                Some(place) if matches!(phrase.claim, Claim::KeyPoint(_)) => {
                    prepared.rubric.key_points[place].subject.clone()
                }
                _ => None,
            },
            patterns: (phrase.claim.place(&prepared.rubric).iter())
                .map(|_| phrase.pattern.clone())
                .collect(),
            wrong: Vec::new(),
            probe: None,
        };
        let rubric = Rubric {
            subjects: prepared.rubric.subjects.clone(),
            key_points: phrases.iter().enumerate().map(point).collect(),
            ..Rubric::default()
        };
        let (mut own, _) = prepare(&rubric, "", prepared.kind, &Lexicon::default());
        own.question.clone_from(&prepared.question);
        Self {
            prepared,
            phrases,
            own,
        }
    }

    /// The phrases without a pattern that can be looked for.
    pub(super) fn gone(&self) -> Vec<Phrase> {
        let is_gone = |(number, _): &(usize, &Phrase)| self.pattern(*number).is_none();
        let phrases = self.phrases.iter().enumerate().filter(is_gone);
        phrases.map(|(_, phrase)| phrase.clone()).collect()
    }

    fn pattern(&self, phrase: usize) -> Option<&CompiledPattern> {
        self.own.points[phrase].patterns.first()
    }

    /// Where a phrase stands: said as a key point must be said.
    pub(super) fn find(&self, phrase: usize, reading: &Reading<'_>) -> Option<Stretch> {
        let subject = self.own.points[phrase].subject;
        let pattern = self.pattern(phrase)?;
        Some(find(&self.own, reading, pattern, subject, Manner::Support)?.whole())
    }

    /// What the phrases say of an answer.
    pub(super) fn rulings(&self, answer: &Answer) -> (Rulings, Vec<Overruled>) {
        let source = what_is_read(answer);
        let analysis = analyze_answer(answer);
        let reading = Reading::new(self.prepared, &analysis, None);
        let own = Reading::new(&self.own, &analysis, None);
        let mut held = find_held(self.prepared, &reading);
        let findings = judge_all(self.prepared, &reading, &held);
        let mut rulings = Rulings::default();
        let mut beliefs = Vec::new();
        held.retain(|held| match self.excused(held, &reading, answer) {
            Some(phrase) => {
                rulings.misconceptions.push(BeliefRuling {
                    index: held.index,
                    held: None,
                });
                let belief = &self.prepared.rubric.misconceptions[held.index];
                beliefs.push(Overruled {
                    phrase: self.phrases[phrase].clone(),
                    statement: belief.belief.clone(),
                    verdict: "held",
                    evidence: evidence(&reading, held.places[0], held.method, source),
                    probe: None,
                });
                false
            }
            None => true,
        });
        let mut overruled = Vec::new();
        for (index, finding) in findings.iter().enumerate() {
            if finding.verdict == Verdict::Met {
                continue;
            }
            let said = self.of_point(index).find_map(|phrase| {
                let place = self.find(phrase, &own)?;
                let is_wrong = (held.iter()).any(|held| overlaps(held, place));
                // The opposite, said in other words, stands.
                let accused = finding.accused
                    && !(finding.evidence.iter()).any(|(words, _)| words.overlaps(place));
                (!is_wrong && !accused).then_some((phrase, place))
            });
            if let Some((phrase, place)) = said {
                rulings.key_points.push(PointRuling {
                    index,
                    verdict: Verdict::Met,
                    quote: Some(own.span(place)),
                    why: "said in a phrase of your own".to_owned(),
                });
                overruled.push(Overruled {
                    phrase: self.phrases[phrase].clone(),
                    statement: self.prepared.rubric.key_points[index].statement.clone(),
                    verdict: finding.verdict.name(),
                    evidence: evidence(&own, place, Method::Phrase, source),
                    probe: None,
                });
            }
        }
        overruled.append(&mut beliefs);
        (rulings, overruled)
    }

    /// The phrases about a key point.
    fn of_point(&self, index: usize) -> impl Iterator<Item = usize> {
        let id = &self.prepared.rubric.key_points[index].id;
        let is_about =
            move |phrase: &Phrase| matches!(&phrase.claim, Claim::KeyPoint(of) if of == id);
        (0..self.phrases.len()).filter(move |&phrase| is_about(&self.phrases[phrase]))
    }

    /// The first phrase by which a belief is not held: all places that show it stand in sentences around such words. A pattern
    /// finds one place of several, so that what is left is looked through again.
    fn excused(&self, held: &Held, reading: &Reading<'_>, answer: &Answer) -> Option<usize> {
        let source = what_is_read(answer);
        let first = self.excuse_of(held, reading, source)?;
        let mut left = Answer {
            text: source.to_owned(),
            medium: answer.medium,
        };
        let mut places = sentences_of(held, reading);
        while !places.is_empty() {
            for (start, end) in places {
                left.text
                    .replace_range(start..end, &" ".repeat(end - start));
            }
            let analysis = analyze_answer(&left);
            let reading = Reading::new(self.prepared, &analysis, None);
            let still = find_held(self.prepared, &reading);
            places = match still.iter().find(|still| still.index == held.index) {
                Some(still) => {
                    self.excuse_of(still, &reading, &left.text)?;
                    sentences_of(still, &reading)
                }
                None => Vec::new(),
            };
        }
        Some(first)
    }

    /// The first phrase by which these places do not show a belief; none where one of them still does.
    pub(super) fn excuse_of(
        &self,
        held: &Held,
        reading: &Reading<'_>,
        source: &str,
    ) -> Option<usize> {
        let id = &self.prepared.rubric.misconceptions[held.index].id;
        let is_about =
            |phrase: &Phrase| matches!(&phrase.claim, Claim::Misconception(of) if of == id);
        let by_place = held.places.iter().map(|place| {
            let sentence = sentence_of(reading, *place);
            let start = reading.words[sentence.first].span.start;
            let analysis = analyze(reading.span(sentence).of(source));
            let own = Reading::new(&self.own, &analysis, None);
            let place = reading.span(*place);
            (0..self.phrases.len()).find(|&phrase| {
                is_about(&self.phrases[phrase])
                    && self.find(phrase, &own).is_some_and(|found| {
                        let found = own.span(found);
                        found.start + start < place.end && place.start < found.end + start
                    })
            })
        });
        let excuses: Option<Vec<usize>> = by_place.collect();
        excuses?.first().copied()
    }

    /// A phrase about a point that the answer to its follow-up says.
    pub(super) fn said_in_probe(&self, index: usize, answer: &Answer) -> Option<(usize, Evidence)> {
        let source = what_is_read(answer);
        let analysis = analyze_answer(answer);
        let subject = self.prepared.points[index].subject;
        let reading = Reading::new(self.prepared, &analysis, subject);
        let held = find_held(self.prepared, &reading);
        let own = Reading::new(&self.own, &analysis, subject);
        self.of_point(index).find_map(|phrase| {
            let place = self.find(phrase, &own)?;
            let is_wrong = held.iter().any(|held| overlaps(held, place));
            let found = || (phrase, evidence(&own, place, Method::Phrase, source));
            (!is_wrong).then(found)
        })
    }
}

pub(super) fn overlaps(held: &Held, place: Stretch) -> bool {
    held.places.iter().any(|shown| shown.overlaps(place))
}

/// The bytes of the sentences in which a belief shows.
fn sentences_of(held: &Held, reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let span = |place: &Stretch| reading.span(sentence_of(reading, *place));
    let spans = held.places.iter().map(span);
    spans.map(|span| (span.start, span.end)).collect()
}

/// The written words of the sentence that a stretch begins in.
fn sentence_of(reading: &Reading<'_>, place: Stretch) -> Stretch {
    let sentence = reading.words[place.first].sentence;
    let same = |at: &usize| reading.words[*at].sentence == sentence && !reading.words[*at].repeated;
    Stretch {
        first: (0..reading.words.len()).find(same).unwrap_or(place.first),
        last: (0..reading.words.len())
            .rev()
            .find(same)
            .unwrap_or(place.last),
    }
}
