//! From a learner's words to a pattern: what says something is kept, as it was said or denied; what would match anything, or
//! what the rubric's own wrong answers say, is refused with the reason.

use super::{Claim, Phrase, Ready, gains_in_sample, overlaps, to_overrule};
use crate::assessment::{Answer, MarkedSample};
use crate::grading::belief::find_held;
use crate::grading::explain::{Behind, explain};
use crate::grading::reading::Reading;
use crate::grading::{Grade, Prepared, Verdict, analyze_answer, what_is_read};
use crate::text::{Analysis, Span, Token, analyze, is_function_word};

/// So many words that say something are a phrase at most: a longer one is never said again.
const TELLING_AT_MOST: usize = 12;

/// So many other words may stand in a phrase besides those that were there when it was first said.
const SLACK: usize = 4;

/// Samples up to this mark are no answers: what they say earns nothing.
const NO_ANSWER: f64 = 20.0;

/// Words that only deny another one.
const DENYING: &[&str] = &["never", "not", "no", "without", "none", "neither", "nor"];

/// Why words are not kept as a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What they are said of has left the rubric.
    Gone,
    /// There is no word in them.
    Empty,
    /// They do not stand in the answer.
    NotInAnswer,
    /// They go over the end of a sentence.
    SeveralSentences,
    /// They would match nearly anything: so many words of theirs say something.
    TooLittle {
        /// Words that say something.
        telling: usize,
    },
    /// All that they say stands in the question.
    OnlyTheQuestion,
    /// More words that say something than are ever said again.
    TooMuch {
        /// Words that say something.
        telling: usize,
    },
    /// They are read as said of something else than the point is about, or of nothing.
    OfWhat {
        /// What the point is about.
        subject: String,
    },
    /// They are read as a wrong belief, which has to be overruled first.
    ReadAsBelief {
        /// The belief.
        belief: String,
    },
    /// They are not those that the belief was read from.
    NotTheBelief,
    /// A wrong answer of the rubric's samples says the same.
    InWrongSample {
        /// How it begins.
        sample: String,
    },
    /// No pattern made of them meets the answer.
    NoPattern,
}

/// Words by which a verdict is to be overruled.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The words.
    pub words: &'a str,
    /// The answer in which they stand.
    pub answer: &'a Answer,
    /// It was given to a follow-up about the point.
    pub to_follow_up: bool,
}

/// The phrase that words make about a claim; `samples` are the rubric's, of which those that are no answers must not gain by it.
///
/// # Errors
/// Why they are not kept.
pub fn phrase_of(
    prepared: &Prepared,
    samples: &[MarkedSample],
    claim: &Claim,
    said: Said<'_>,
) -> Result<Phrase, Refusal> {
    let Said {
        words,
        answer,
        to_follow_up,
    } = said;
    let place = claim.place(&prepared.rubric).ok_or(Refusal::Gone)?;
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let (first, last) = stretch_of(&analysis, words)?;
    let tokens = &analysis.tokens[first..=last];
    if tokens[0].sentence != tokens[tokens.len() - 1].sentence {
        return Err(Refusal::SeveralSentences);
    }
    let subject = match claim {
        Claim::KeyPoint(_) if prepared.subjects.len() > 1 => prepared.points[place].subject,
        _ => None,
    };
    let telling = telling(tokens);
    check(prepared, &telling, subject.is_some())?;
    let span = tokens
        .iter()
        .map(|token| token.span)
        .reduce(Span::join)
        .ok_or(Refusal::Empty)?;
    let phrase = Phrase {
        claim: claim.clone(),
        words: span.of(source).to_owned(),
        pattern: pattern(&telling, tokens.len()),
    };
    let ready = Ready::of(prepared, std::slice::from_ref(&phrase));
    match claim {
        Claim::KeyPoint(_) => {
            let topic = prepared.points[place].subject.filter(|_| to_follow_up);
            let own = Reading::new(&ready.own, &analysis, topic);
            let Some(found) = ready.find(0, &own) else {
                return Err(match subject {
                    Some(subject) => Refusal::OfWhat {
                        subject: prepared.subjects[subject].0.clone(),
                    },
                    None => Refusal::NoPattern,
                });
            };
            let reading = Reading::new(prepared, &analysis, topic);
            let held = find_held(prepared, &reading);
            if let Some(held) = held.iter().find(|held| overlaps(held, found)) {
                let belief = &prepared.rubric.misconceptions[held.index];
                return Err(Refusal::ReadAsBelief {
                    belief: belief.belief.clone(),
                });
            }
        }
        Claim::Misconception(_) => {
            let reading = Reading::new(prepared, &analysis, None);
            let held = find_held(prepared, &reading);
            let mut shown = held.into_iter().find(|held| held.index == place);
            // Of several places each is overruled by its own words.
            if let Some(held) = &mut shown {
                held.places
                    .retain(|&place| reading.span(place).overlaps(span));
            }
            let shown = shown.filter(|held| !held.places.is_empty());
            let shown = shown.ok_or(Refusal::NotTheBelief)?;
            if ready.excuse_of(&shown, &reading, source).is_none() {
                return Err(Refusal::NoPattern);
            }
        }
    }
    let no_answers = (samples.iter())
        .filter(|sample| sample.human <= NO_ANSWER || matches!(claim, Claim::Misconception(_)));
    for sample in no_answers {
        if gains_in_sample(prepared, &phrase, &sample.answer) {
            return Err(Refusal::InWrongSample {
                sample: sample.answer.trim().to_owned(),
            });
        }
    }
    Ok(phrase)
}

/// The words that are most probably meant: those that the verdict rests on, or that came closest; else the one clause that no
/// point was met by, or the whole of an answer of one sentence. Of these the first that would be kept. None where that is
/// anybody's guess.
pub fn usual_words(
    prepared: &Prepared,
    claim: &Claim,
    answer: &Answer,
    grade: &Grade,
) -> Option<String> {
    let (_, evidence) = to_overrule(grade, claim)?;
    let source = what_is_read(answer);
    let analysis = analyze_answer(answer);
    let mut candidates: Vec<String> = (evidence.iter())
        .map(|piece| piece.text.clone())
        .filter(|words| stretch_of(&analysis, words).is_ok())
        .collect();
    let would_be_kept = |words: &str| {
        let said = Said {
            words,
            answer,
            to_follow_up: false,
        };
        phrase_of(prepared, &[], claim, said).is_ok()
    };
    if let Claim::KeyPoint(id) = claim {
        let place = grade.key_points.iter().position(|point| point.id == *id);
        let behind = explain(prepared, answer, grade);
        if let Some(Behind::Closest(closest)) = place.and_then(|place| behind.get(place)) {
            candidates.push(closest.text.clone());
        }
        let mut silent = silent_clauses(&analysis, grade).filter(|words| would_be_kept(words));
        if let (Some(only), None) = (silent.next(), silent.next()) {
            candidates.push(only.to_owned());
        }
    }
    let last = analysis.tokens.last()?;
    if last.sentence == analysis.tokens[0].sentence {
        candidates.push(source.trim().to_owned());
    }
    let kept = candidates.iter().position(|words| would_be_kept(words));
    (!candidates.is_empty()).then(|| candidates.swap_remove(kept.unwrap_or(0)))
}

/// The clauses of an answer in which no point was met.
fn silent_clauses<'a>(
    analysis: &'a Analysis<'_>,
    grade: &'a Grade,
) -> impl Iterator<Item = &'a str> {
    let met = (grade.key_points.iter())
        .filter(|point| point.verdict == Verdict::Met)
        .flat_map(|point| &point.evidence);
    let met: Vec<Span> = met.map(|piece| piece.span).collect();
    let clauses = analysis.tokens.chunk_by(|a, b| a.clause == b.clause);
    let spans = clauses.filter_map(|clause| clause.iter().map(|t| t.span).reduce(Span::join));
    spans
        .filter(move |span| !met.iter().any(|met| met.overlaps(*span)))
        .map(|span| span.of(analysis.source))
}

/// Where words stand in an answer, first and last token: compared as an answer is read, else letter by letter.
fn stretch_of(analysis: &Analysis<'_>, words: &str) -> Result<(usize, usize), Refusal> {
    let wanted: Vec<String> = analyze(words)
        .tokens
        .into_iter()
        .map(|token| token.stem.into_owned())
        .collect();
    if wanted.is_empty() {
        return Err(Refusal::Empty);
    }
    let tokens = &analysis.tokens;
    let is_there = |window: &[Token<'_>]| {
        window
            .iter()
            .map(|token| token.stem.as_ref())
            .eq(wanted.iter().map(String::as_str))
    };
    if let Some(first) = (tokens.windows(wanted.len())).position(is_there) {
        return Ok((first, first + wanted.len() - 1));
    }
    // What is read together with its neighbours ("double underscore init") may be read otherwise alone.
    let start = analysis
        .source
        .find(words.trim())
        .ok_or(Refusal::NotInAnswer)?;
    let span = Span::new(start, start + words.trim().len());
    let touched = |token: &Token<'_>| token.span.overlaps(span);
    let first = tokens.iter().position(touched);
    let last = tokens.iter().rposition(touched);
    first.zip(last).ok_or(Refusal::NotInAnswer)
}

/// The words that say something, each once.
fn telling<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t Token<'a>> {
    let mut found: Vec<&Token<'_>> = Vec::new();
    for token in tokens {
        let says_something = !is_function_word(&token.form)
            && !DENYING.contains(&token.form.as_ref())
            && token.form.chars().any(char::is_alphanumeric);
        if says_something && found.iter().all(|other| other.stem != token.stem) {
            found.push(token);
        }
    }
    found
}

/// Whether words say enough to be recognized by, and no more than is ever said again. What a point is about stands for one.
fn check(prepared: &Prepared, telling: &[&Token<'_>], has_subject: bool) -> Result<(), Refusal> {
    let own = (telling.iter()).any(|token| !prepared.question.contains(token.stem.as_ref()));
    match telling.len() {
        few @ (0 | 1) if few + usize::from(has_subject && own) < 2 => {
            Err(Refusal::TooLittle { telling: few })
        }
        _ if !own => Err(Refusal::OnlyTheQuestion),
        many if many > TELLING_AT_MOST => Err(Refusal::TooMuch { telling: many }),
        _ => Ok(()),
    }
}

/// The pattern: each telling word, denied where it was denied, within few more words than there were.
fn pattern(telling: &[&Token<'_>], words: usize) -> String {
    let mut terms: Vec<String> = telling
        .iter()
        .map(|token| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let form = match token.form.chars().all(is_plain) {
                true => token.form.to_string(),
                false => format!("\"{}\"", token.form),
            };
            let denied = if token.negator.is_some() { "not:" } else { "" };
            format!("{denied}{form}")
        })
        .collect();
    if telling.len() > 1 {
        terms.push(format!("/{}", (words + SLACK).clamp(telling.len(), 60)));
    }
    terms.join(" ")
}
