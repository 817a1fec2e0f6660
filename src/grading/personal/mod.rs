//! A learner's own phrases: words by which they overruled a verdict, kept as patterns of the rubric's own notation. What they
//! say of an answer is worked out beside its grade, by the grade's own arithmetic, and never in it.

mod phrase;
#[cfg(test)]
mod tests;

pub use phrase::{Refusal, Said, phrase_of, usual_words};

use super::belief::{Held, find_held};
use super::compile::{CompiledPattern, Prepared, prepare};
use super::grade::{Confidence, Evidence, Grade, Method, Score, Verdict};
use super::method::phrase::{Manner, find};
use super::probe::{allow, recover};
use super::reading::{Reading, Stretch};
use super::rescore::{BeliefRuling, PointRuling, Rulings, rescore};
use super::verdict::{evidence, judge_all};
use super::{grade, what_is_read};
use crate::assessment::{Answer, KeyPoint, Lexicon, Rubric};
use crate::text::{Analysis, analyze};

/// What a verdict is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// A key point, by its id.
    KeyPoint(String),
    /// A misconception, by its id.
    Misconception(String),
}

impl Claim {
    /// The claim of that kind (`key_point` or `misconception`).
    pub fn of(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "key_point" => Some(Self::KeyPoint(id.to_owned())),
            "misconception" => Some(Self::Misconception(id.to_owned())),
            _ => None,
        }
    }

    /// The kind, in the store and in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::KeyPoint(_) => "key_point",
            Self::Misconception(_) => "misconception",
        }
    }

    /// The id in the rubric.
    pub fn id(&self) -> &str {
        match self {
            Self::KeyPoint(id) | Self::Misconception(id) => id,
        }
    }

    /// Its place among the rubric's points or misconceptions; none where it has left the rubric.
    fn place(&self, rubric: &Rubric) -> Option<usize> {
        match self {
            Self::KeyPoint(id) => rubric.key_points.iter().position(|point| point.id == *id),
            Self::Misconception(id) => rubric.misconceptions.iter().position(|m| m.id == *id),
        }
    }

    /// The point or belief as a sentence; none where it has left the rubric.
    pub fn statement<'a>(&self, rubric: &'a Rubric) -> Option<&'a str> {
        let place = self.place(rubric)?;
        Some(match self {
            Self::KeyPoint(_) => &rubric.key_points[place].statement,
            Self::Misconception(_) => &rubric.misconceptions[place].belief,
        })
    }
}

/// A learner's own phrase: of a key point another way of saying it, of a misconception words that do not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it is about.
    pub claim: Claim,
    /// The words as they stood in an answer.
    pub words: String,
    /// The pattern that was made of them, in the rubric's notation.
    pub pattern: String,
}

/// What phrases make of a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// The score with the verdicts that they overrule, 0 to 100.
    pub score: Score,
    /// The verdicts that they overrule, in the rubric's order, points first.
    pub overruled: Vec<Overruled>,
    /// The phrases that can't be applied: what they are about has left the rubric.
    pub gone: Vec<Phrase>,
}

/// A verdict that a phrase overrules.
#[derive(Debug, Clone, PartialEq)]
pub struct Overruled {
    /// The phrase.
    pub phrase: Phrase,
    /// The point or belief as a sentence.
    pub statement: String,
    /// The verdict of the grade, which stands: `missing`, `partial`, `contradicted`, or `held`.
    pub verdict: &'static str,
    /// The words of the answer, or of the answer to a follow-up.
    pub evidence: Evidence,
    /// The words stand in the answer to this follow-up, from 0.
    pub probe: Option<usize>,
}

/// What these phrases make of the grade of an answer and of its follow-ups, each with the place of the point that it asked
/// for; none where they change nothing of it and none of them is gone.
pub fn adjust(
    prepared: &Prepared,
    phrases: &[Phrase],
    answer: &Answer,
    probes: &[(usize, &Answer)],
) -> Option<Adjusted> {
    let ready = Ready::of(prepared, phrases);
    let gone = ready.gone();
    if phrases.is_empty() {
        return None;
    }
    let source = what_is_read(answer);
    let (rulings, mut overruled) = ready.rulings(source);
    let rescored = rescore(prepared, answer, &rulings);
    // What says nothing as a whole earns nothing by a phrase either.
    overruled.retain(|found| match &found.phrase.claim {
        claim @ Claim::KeyPoint(_) => claim
            .place(&prepared.rubric)
            .is_some_and(|place| rescored.key_points[place].verdict == Verdict::Met),
        Claim::Misconception(_) => true,
    });
    let mut grade = Grade {
        score: rescored.score,
        confidence: Confidence::new(0.0),
        key_points: rescored.key_points,
        misconceptions: rescored.misconceptions,
        arithmetic: rescored.arithmetic,
        notes: Vec::new(),
    };
    for (number, (index, said)) in probes.iter().enumerate() {
        if *index >= grade.key_points.len() {
            continue;
        }
        let before = grade.key_points[*index].verdict;
        grade = recover(prepared, &grade, *index, said).after;
        if grade.key_points[*index].verdict == Verdict::Met {
            continue;
        }
        if let Some((phrase, evidence)) = ready.said_in_probe(*index, what_is_read(said)) {
            grade = allow(&grade, *index, evidence.clone());
            overruled.push(Overruled {
                phrase: phrases[phrase].clone(),
                statement: grade.key_points[*index].statement.clone(),
                verdict: before.name(),
                evidence,
                probe: Some(number),
            });
        }
    }
    (!overruled.is_empty() || !gone.is_empty()).then_some(Adjusted {
        score: grade.score,
        overruled,
        gone,
    })
}

/// Phrases made ready beside a rubric: its subjects, and of each phrase its pattern alone.
struct Ready<'a> {
    prepared: &'a Prepared,
    phrases: &'a [Phrase],
    /// One point for each phrase; without a pattern where the phrase is gone.
    own: Prepared,
}

impl<'a> Ready<'a> {
    fn of(prepared: &'a Prepared, phrases: &'a [Phrase]) -> Self {
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
    fn gone(&self) -> Vec<Phrase> {
        let is_gone = |(number, _): &(usize, &Phrase)| self.pattern(*number).is_none();
        let phrases = self.phrases.iter().enumerate().filter(is_gone);
        phrases.map(|(_, phrase)| phrase.clone()).collect()
    }

    fn pattern(&self, phrase: usize) -> Option<&CompiledPattern> {
        self.own.points[phrase].patterns.first()
    }

    /// Where a phrase stands: said as a key point must be said.
    fn find(&self, phrase: usize, reading: &Reading<'_>) -> Option<Stretch> {
        let subject = self.own.points[phrase].subject;
        let pattern = self.pattern(phrase)?;
        Some(find(&self.own, reading, pattern, subject, Manner::Support)?.whole())
    }

    /// What the phrases say of an answer.
    fn rulings(&self, source: &str) -> (Rulings, Vec<Overruled>) {
        let analysis = analyze(source);
        let reading = Reading::new(self.prepared, &analysis, None);
        let own = Reading::new(&self.own, &analysis, None);
        let mut held = find_held(self.prepared, &reading);
        let findings = judge_all(self.prepared, &reading, &held);
        let mut rulings = Rulings::default();
        let mut beliefs = Vec::new();
        held.retain(|held| match self.excused(held, &reading, source) {
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
    fn excused(&self, held: &Held, reading: &Reading<'_>, source: &str) -> Option<usize> {
        let first = self.excuse_of(held, reading, source)?;
        let mut left = source.to_owned();
        let mut places = sentences_of(held, reading);
        while !places.is_empty() {
            for (start, end) in places {
                left.replace_range(start..end, &" ".repeat(end - start));
            }
            let analysis = analyze(&left);
            let reading = Reading::new(self.prepared, &analysis, None);
            let still = find_held(self.prepared, &reading);
            places = match still.iter().find(|still| still.index == held.index) {
                Some(still) => {
                    self.excuse_of(still, &reading, &left)?;
                    sentences_of(still, &reading)
                }
                None => Vec::new(),
            };
        }
        Some(first)
    }

    /// The first phrase by which these places do not show a belief; none where one of them still does.
    fn excuse_of(&self, held: &Held, reading: &Reading<'_>, source: &str) -> Option<usize> {
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
    fn said_in_probe(&self, index: usize, source: &str) -> Option<(usize, Evidence)> {
        let analysis: Analysis = analyze(source);
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

fn overlaps(held: &Held, place: Stretch) -> bool {
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

/// The verdict on a claim in a grade that can be overruled, with the words that it rests on: of a point one that is not met, of
/// a belief one that is held.
pub fn to_overrule<'a>(grade: &'a Grade, claim: &Claim) -> Option<(&'static str, &'a [Evidence])> {
    match claim {
        Claim::KeyPoint(id) => {
            let mut points = grade.key_points.iter();
            let point = points.find(|point| point.id == *id && point.verdict != Verdict::Met)?;
            Some((point.verdict.name(), &point.evidence))
        }
        Claim::Misconception(id) => {
            let held = grade.misconceptions.iter().find(|held| held.id == *id)?;
            Some(("held", &held.evidence))
        }
    }
}

/// What of a grade can be overruled, in the order of its numbers: the points that are not met, then the beliefs held.
pub fn disputable(grade: &Grade) -> Vec<Claim> {
    let points = (grade.key_points.iter())
        .filter(|point| point.verdict != Verdict::Met)
        .map(|point| Claim::KeyPoint(point.id.clone()));
    let beliefs = (grade.misconceptions.iter()).map(|held| Claim::Misconception(held.id.clone()));
    points.chain(beliefs).collect()
}

/// Whether a sample of the rubric that is no answer would gain by a phrase: a point that it does not make, or a belief that it
/// shows.
fn gains_in_sample(prepared: &Prepared, phrase: &Phrase, sample: &str) -> bool {
    let answer = Answer::typed(sample);
    let gained = adjust(prepared, std::slice::from_ref(phrase), &answer, &[]);
    let local = grade(prepared, &answer);
    gained.is_some_and(|gained| !gained.overruled.is_empty() && gained.score >= local.score)
}
