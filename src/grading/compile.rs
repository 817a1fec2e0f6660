//! Making a rubric ready: patterns read, concepts resolved, every distinct word given a number, so that grading looks
//! each word up once.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

use super::idea::{Idea, ideas};
use super::own_words::OwnText;
use super::pattern::{Alternative, Pattern, Role, Saying, Word, parse_alternative, parse_pattern};
use super::sayings::{AllSayings, CompiledAlternative};
use super::vocabulary::{Vocabulary, WordNumber};
use crate::assessment::{Kind, Lexicon, Rubric};
use crate::text::{analyze, is_function_word};

/// Two words written as one are looked for from this length on: "on" is no "O(n)".
pub(super) const JOINED_AT_LEAST: usize = 6;

/// A pattern or concept that can't be read, or can never match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternProblem {
    /// The path of keys to the pattern in the rubric file, such as `key_points`, `2`, `patterns`, `0`.
    pub keys: Vec<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// A rubric made ready for grading: compile once, grade many.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) rubric: Rubric,
    /// Every distinct word of the rubric's patterns and subjects.
    pub(super) vocabulary: Vocabulary,
    /// What the patterns' terms look for, each once: many of them share a concept.
    pub(super) sayings: AllSayings,
    /// Subjects in the rubric's order: name, and the phrases that mention it.
    pub(super) subjects: Vec<(String, Vec<Vec<WordNumber>>)>,
    pub(super) points: Vec<CompiledPoint>,
    pub(super) beliefs: Vec<CompiledBelief>,
    /// Stems of the question's own words: an echo of them earns nothing.
    pub(super) question: BTreeSet<String>,
    /// Whether a fact is asked for, or an account.
    pub(super) kind: Kind,
    /// The ideas of the reference, one for each distinct content word.
    pub(super) reference: Vec<Idea>,
    /// Its statements and the reference as they stand, made when first asked for.
    pub(super) own_text: OwnText,
}

impl Prepared {
    /// The rubric it was made from, without its marked samples.
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// Whether an author has said how people say any of it; else only its own words can be looked for.
    pub(super) fn has_patterns(&self) -> bool {
        self.points.iter().any(|point| !point.patterns.is_empty())
    }
}

/// A key point with its patterns compiled.
#[derive(Debug, Clone)]
pub(super) struct CompiledPoint {
    pub(super) essential: bool,
    pub(super) subject: Option<usize>,
    pub(super) patterns: Vec<CompiledPattern>,
    pub(super) wrong: Vec<CompiledPattern>,
    pub(super) statement: Vec<Idea>,
}

/// A misconception with its patterns compiled.
#[derive(Debug, Clone)]
pub(super) struct CompiledBelief {
    pub(super) subject: Option<usize>,
    pub(super) patterns: Vec<CompiledPattern>,
    /// The belief's own words, looked for where it has no patterns.
    pub(super) statement: Vec<Idea>,
}

/// A pattern whose concepts are resolved and whose words are numbers.
#[derive(Debug, Clone)]
pub(super) struct CompiledPattern {
    /// Its place in the author's list.
    pub(super) number: usize,
    pub(super) terms: SmallVec<[CompiledTerm; 4]>,
    pub(super) window: Option<usize>,
}

/// A term: what it looks for, and how.
#[derive(Debug, Clone)]
pub(super) struct CompiledTerm {
    /// The place of its sayings among those of the rubric.
    pub(super) sayings: usize,
    pub(super) role: Role,
    pub(super) after_previous: bool,
}

/// Compiles a rubric. `prompt` is what is asked (with its code), so that an echo of it earns nothing; `kind` says whether a
/// fact is asked for, which names or code alone may answer. Patterns with problems are left out of the result.
pub fn prepare(
    rubric: &Rubric,
    prompt: &str,
    kind: Kind,
    lexicon: &Lexicon,
) -> (Prepared, Vec<PatternProblem>) {
    let question: BTreeSet<String> = analyze(prompt)
        .tokens
        .into_iter()
        .filter(|token| !is_function_word(&token.form))
        .map(|token| token.stem.into_owned())
        .collect();
    let mut compiler = Compiler {
        rubric,
        lexicon,
        words: BTreeMap::new(),
        resolved: BTreeMap::new(),
        sayings: BTreeMap::new(),
        problems: Vec::new(),
    };
    let subjects = compiler.subjects();
    let number = |name: Option<&String>| {
        let name = name?;
        subjects.iter().position(|(known, _)| known == name)
    };
    let points = rubric
        .key_points
        .iter()
        .enumerate()
        .map(|(n, point)| {
            let n = n.to_string();
            CompiledPoint {
                essential: point.essential,
                subject: number(point.subject.as_ref()),
                patterns: compiler.patterns(&point.patterns, &["key_points", &n, "patterns"]),
                wrong: compiler.patterns(&point.wrong, &["key_points", &n, "wrong"]),
                statement: ideas(&point.statement, &question),
            }
        })
        .collect();
    let beliefs = rubric
        .misconceptions
        .iter()
        .enumerate()
        .map(|(n, belief)| {
            let keys = ["misconceptions", &n.to_string(), "patterns"];
            let patterns = compiler.patterns(&belief.patterns, &keys);
            CompiledBelief {
                subject: number(belief.subject.as_ref()),
                statement: if patterns.is_empty() {
                    ideas(&belief.belief, &question)
                } else {
                    Vec::new()
                },
                patterns,
            }
        })
        .collect();
    let words = in_order_of_numbers(compiler.words);
    let sayings = in_order_of_numbers(compiler.sayings);
    let prepared = Prepared {
        reference: ideas(&rubric.reference, &question),
        rubric: without_samples(rubric),
        sayings: AllSayings::of(&sayings, words.len()),
        vocabulary: Vocabulary::of(words),
        subjects,
        points,
        beliefs,
        question,
        kind,
        own_text: OwnText::default(),
    };
    (prepared, compiler.problems)
}

/// All of a rubric that grading reads. The samples are most of its text.
fn without_samples(rubric: &Rubric) -> Rubric {
    Rubric {
        reference: rubric.reference.clone(),
        subjects: rubric.subjects.clone(),
        concepts: rubric.concepts.clone(),
        key_points: rubric.key_points.clone(),
        misconceptions: rubric.misconceptions.clone(),
        samples: Vec::new(),
        drafted: rubric.drafted,
        waiting: rubric.waiting,
    }
}

/// What was numbered, in the order of its numbers.
fn in_order_of_numbers<T, N: Ord>(numbered: BTreeMap<T, N>) -> Vec<T> {
    let mut numbered: Vec<(T, N)> = numbered.into_iter().collect();
    numbered.sort_by(|(_, one), (_, other)| one.cmp(other));
    numbered.into_iter().map(|(thing, _)| thing).collect()
}

struct Compiler<'a> {
    rubric: &'a Rubric,
    lexicon: &'a Lexicon,
    words: BTreeMap<Word, WordNumber>,
    /// The concepts met so far: many patterns share one.
    resolved: BTreeMap<String, Vec<CompiledAlternative>>,
    /// The sayings met so far, with their numbers.
    sayings: BTreeMap<Vec<CompiledAlternative>, usize>,
    problems: Vec<PatternProblem>,
}

impl Compiler<'_> {
    fn subjects(&mut self) -> Vec<(String, Vec<Vec<WordNumber>>)> {
        let mut subjects = Vec::new();
        for (name, aliases) in &self.rubric.subjects {
            let mut phrases = Vec::new();
            for (n, alias) in aliases.iter().enumerate() {
                match parse_alternative(alias) {
                    Ok(Alternative {
                        saying: Saying::Words(words),
                        denied: false,
                    }) => phrases.extend(self.phrases(words)),
                    Ok(_) => self.problem(
                        &["subjects", name, &n.to_string()],
                        "a subject's name is words, no concept and not denied".to_owned(),
                    ),
                    Err(message) => self.problem(&["subjects", name, &n.to_string()], message),
                }
            }
            subjects.push((name.clone(), phrases));
        }
        subjects
    }

    fn patterns(&mut self, sources: &[String], keys: &[&str]) -> Vec<CompiledPattern> {
        let mut compiled = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            let n = number.to_string();
            let keys: Vec<&str> = keys.iter().copied().chain([n.as_str()]).collect();
            match parse_pattern(source).and_then(|pattern| self.pattern(number, pattern)) {
                Ok(pattern) => compiled.push(pattern),
                Err(message) => self.problem(&keys, message),
            }
        }
        compiled
    }

    fn pattern(&mut self, number: usize, pattern: Pattern) -> Result<CompiledPattern, String> {
        let mut terms = SmallVec::<[CompiledTerm; 4]>::new();
        for term in pattern.terms {
            let mut alternatives = Vec::new();
            for alternative in term.alternatives {
                self.resolve(alternative, &mut Vec::new(), &mut alternatives)?;
            }
            let next = self.sayings.len();
            terms.push(CompiledTerm {
                sayings: *self.sayings.entry(alternatives).or_insert(next),
                role: term.role,
                after_previous: term.after_previous,
            });
        }
        let said = terms
            .iter()
            .filter(|term| term.role != Role::Absent)
            .count();
        if let Some(window) = pattern.window.filter(|&window| window < said) {
            return Err(format!(
                "{said} terms never stand within {window} words: widen the window"
            ));
        }
        Ok(CompiledPattern {
            number,
            terms,
            window: pattern.window,
        })
    }

    fn resolve(
        &mut self,
        alternative: Alternative,
        open: &mut Vec<String>,
        out: &mut Vec<CompiledAlternative>,
    ) -> Result<(), String> {
        match alternative.saying {
            Saying::Words(words) => {
                for words in self.phrases(words) {
                    out.push(CompiledAlternative {
                        words,
                        denied: alternative.denied,
                    });
                }
            }
            Saying::Concept(name) => {
                if open.contains(&name) {
                    return Err(format!("concept @{name} leads back to itself"));
                }
                if let Some(resolved) = self.resolved.get(&name) {
                    out.extend(resolved.iter().map(|inner| CompiledAlternative {
                        words: inner.words.clone(),
                        denied: inner.denied != alternative.denied,
                    }));
                    return Ok(());
                }
                let sayings = self
                    .rubric
                    .concepts
                    .get(&name)
                    .map(Vec::as_slice)
                    .or_else(|| self.lexicon.sayings(&name));
                let Some(sayings) = sayings else {
                    return Err(self.unknown_concept(&name));
                };
                open.push(name.clone());
                let mut resolved = Vec::new();
                for saying in sayings {
                    self.resolve(parse_alternative(saying)?, open, &mut resolved)?;
                }
                open.pop();
                out.extend(resolved.iter().map(|inner| CompiledAlternative {
                    words: inner.words.clone(),
                    denied: inner.denied != alternative.denied,
                }));
                self.resolved.insert(name, resolved);
            }
        }
        Ok(())
    }

    fn unknown_concept(&self, name: &str) -> String {
        let near = self
            .lexicon
            .iter()
            .map(|(known, _)| known)
            .chain(self.rubric.concepts.keys().map(String::as_str))
            .map(|known| (strsim::osa_distance(known, name), known))
            .filter(|(distance, _)| *distance <= 2)
            .min();
        match near {
            Some((_, near)) => format!("no concept @{name}: did you mean @{near}?"),
            None => format!("no concept @{name}: add it to [concepts] or use another"),
        }
    }

    /// The phrase, and for two plain words also the two written as one (`TypeError`, `typeerror`).
    fn phrases(&mut self, words: Vec<Word>) -> Vec<Vec<WordNumber>> {
        let joined = match words.as_slice() {
            [Word::Stem(first), Word::Stem(second)]
                if first.len() + second.len() >= JOINED_AT_LEAST
                    && [first, second].iter().all(|word| {
                        word.bytes().all(|b| b.is_ascii_alphanumeric())
                            && !is_function_word(word)
                            && word.as_str() != "no"
                    }) =>
            {
                Some(Word::Exact(format!("{first}{second}")))
            }
            _ => None,
        };
        let mut phrases = vec![words.into_iter().map(|word| self.intern(word)).collect()];
        if let Some(word) = joined {
            phrases.push(vec![self.intern(word)]);
        }
        phrases
    }

    fn intern(&mut self, word: Word) -> WordNumber {
        let next = WordNumber::try_from(self.words.len()).unwrap_or(WordNumber::MAX);
        *self.words.entry(word).or_insert(next)
    }

    fn problem(&mut self, keys: &[&str], message: String) {
        self.problems.push(PatternProblem {
            keys: keys.iter().map(|&key| key.to_owned()).collect(),
            message,
        });
    }
}
