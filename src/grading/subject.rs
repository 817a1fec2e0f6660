//! Of whom each word is said, where a question compares things: direct mentions, pronouns, "the other", topics
//! carried over, and ellipses such as "lists are mutable, tuples aren't".

use super::compile::Prepared;
use super::reading::{Reading, Said, Stretch};
use crate::text::{Span, is_auxiliary, is_pronoun};

/// A mention of a subject.
#[derive(Debug, Clone, Copy)]
struct Mention {
    at: usize,
    subject: usize,
    /// It stands after "than", "unlike", "from", ...: it is not what the clause is about.
    oblique: bool,
}

/// At most this many other words stand inside a subject's name.
const NAME_GAP: usize = 1;

/// An ellipsis is short: a subject, an auxiliary, and little else.
const ELLIPSIS_AT_MOST: usize = 7;

/// "One list" and "the other" belong together over at most this many words.
const PAIR_REACH: usize = 8;

/// A subject mentioned after a word still owns it when it stands at most this far to the right.
const REACH_BACK: usize = 7;

/// Gives each word its subject, and appends the words that ellipses repeat.
pub(super) fn resolve(reading: &mut Reading<'_>, prepared: &Prepared, topic: Option<usize>) {
    let named = mentions(reading, prepared);
    split_coordinated_clauses(&mut reading.words, &named);
    let mut topic = topic;
    let mut before_topic = None;
    let mut previous_clause: Option<(usize, usize)> = None;
    let mut repeated: Vec<Said<'_>> = Vec::new();
    let mut previous_sentence = None;
    let mut carried = false;
    let mut from = 0;
    while from < reading.words.len() {
        let clause = reading.words[from].clause;
        let to = reading.words[from..]
            .iter()
            .position(|word| word.clause != clause)
            .map_or(reading.words.len(), |length| from + length);
        let all = clause_mentions(
            &reading.words,
            (from, to),
            &named,
            (topic, before_topic),
            prepared.subjects.len(),
        );
        let direct: Vec<Mention> = all.iter().copied().filter(|m| !m.oblique).collect();
        // Over a sentence end only a pronoun or a word like "so" takes the subject along for certain.
        let taken_up = reading.words[from..to]
            .iter()
            .take(3)
            .any(|word| is_pronoun(word.form) || matches!(word.form, "so" | "also" | "then"));
        if previous_sentence != Some(reading.words[from].sentence) {
            previous_sentence = Some(reading.words[from].sentence);
            carried = true;
        }
        carried &= !taken_up;
        if !direct.is_empty() {
            carried = false;
        }
        // "If I have a record, I use a tuple": a condition speaks of what its sentence goes on to name.
        let is_open_condition = all.is_empty()
            && matches!(reading.words[from].form, "if" | "when" | "for")
            && !reading.words[from..to]
                .iter()
                .any(|word| is_pronoun(word.form));
        let announced = if is_open_condition {
            let sentence = reading.words[from].sentence;
            first_mention_in_sentence(&reading.words, to, sentence, &named)
        } else {
            None
        };
        for at in from..to {
            let owner = direct
                .iter()
                .rev()
                .find(|mention| mention.at <= at)
                .or_else(|| direct.first().filter(|first| first.at - at <= REACH_BACK));
            let word = &mut reading.words[at];
            word.subject = owner.map(|mention| mention.subject).or(announced).or(topic);
            word.carried = direct.is_empty() && announced.is_none() && carried;
        }
        if let (Some(mention), Some(previous)) = (direct.last(), previous_clause)
            && let Some(denied) = is_ellipsis(&reading.words, (from, to), &named)
        {
            let ellipsis = Ellipsis {
                of: previous,
                subject: mention.subject,
                denied,
                written: reading.span(Stretch {
                    first: from,
                    last: to - 1,
                }),
            };
            repeat(&reading.words, &ellipsis, &named, &mut repeated);
        }
        if let Some(last) = direct.last() {
            if topic != Some(last.subject) {
                before_topic = topic;
            }
            topic = Some(last.subject);
        }
        if to - from > 2 {
            previous_clause = Some((from, to));
        }
        from = to;
    }
    let sentence = reading.words.last().map_or(0, |word| word.sentence) + 5;
    let clause = reading.words.last().map_or(0, |word| word.clause) + 5;
    for mut word in repeated {
        word.sentence += sentence;
        word.statement += sentence;
        word.clause += clause;
        reading.words.push(word);
    }
}

/// Where subjects are named, by the place of the name's first word; the longest name wins.
fn mentions(reading: &Reading<'_>, prepared: &Prepared) -> Vec<Option<(usize, usize)>> {
    let mut named: Vec<Option<(usize, usize)>> = vec![None; reading.words.len()];
    for (subject, (_, phrases)) in prepared.subjects.iter().enumerate() {
        for phrase in phrases {
            for stretch in reading.phrase(phrase, NAME_GAP) {
                let longer = named[stretch.first].is_none_or(|(_, last)| last < stretch.last);
                if longer {
                    named[stretch.first] = Some((subject, stretch.last));
                }
            }
        }
    }
    named
}

/// "... and tuples are ...": a conjunction before a new subject begins a clause of its own.
fn split_coordinated_clauses(words: &mut [Said<'_>], named: &[Option<(usize, usize)>]) {
    let mut added = 0;
    for at in 0..words.len() {
        let begins = matches!(words[at].form, "and" | "or")
            && (at + 1..words.len().min(at + 4)).any(|next| {
                named[next].is_some()
                    || matches!(
                        words[next].form,
                        "it" | "they" | "other" | "you" | "i" | "latter"
                    )
            });
        if begins {
            added += 1;
        }
        words[at].clause += added;
    }
}

fn clause_mentions(
    words: &[Said<'_>],
    (from, to): (usize, usize),
    named: &[Option<(usize, usize)>],
    (topic, before_topic): (Option<usize>, Option<usize>),
    subjects: usize,
) -> Vec<Mention> {
    let mut found = Vec::new();
    for at in from..to {
        let form = words[at].form;
        if let Some((subject, _)) = named[at] {
            let oblique = is_oblique(words, from, at);
            found.push(Mention {
                at,
                subject,
                oblique,
            });
        } else if subjects == 2
            && form == "other"
            && at > from
            && words[at - 1].form == "the"
            && !one_of_a_pair_stands_before(&words[from.saturating_sub(PAIR_REACH)..at])
            && other_stands_alone(words.get(at + 1).filter(|_| at + 1 < to))
        {
            let other = topic.map_or(1, |topic| 1 - topic.min(1));
            // "Moving to the other": the clause is not about it.
            let after_preposition = at >= from + 2
                && matches!(words[at - 2].form, "to" | "from" | "into" | "of" | "than");
            found.push(Mention {
                at,
                subject: other,
                oblique: after_preposition,
            });
        } else if form == "latter"
            && let Some(subject) = topic
        {
            found.push(Mention {
                at,
                subject,
                oblique: false,
            });
        } else if form == "former"
            && let Some(subject) = before_topic
        {
            found.push(Mention {
                at,
                subject,
                oblique: false,
            });
        }
    }
    found
}

/// Whether a mention stands after "than", "unlike", "prefer X over", "not", ...: the clause is not about it.
fn is_oblique(words: &[Said<'_>], from: usize, at: usize) -> bool {
    let before = |reach: usize| words[at.saturating_sub(reach).max(from)..at].iter();
    let compared = before(3).any(|word| {
        matches!(
            word.form,
            "than" | "unlike" | "versus" | "vs" | "instead" | "similar"
        )
    });
    let preferred = before(3).any(|word| word.form == "over")
        && before(8).any(|word| {
            matches!(
                word.stem,
                "prefer" | "choos" | "advantag" | "benefit" | "pick" | "favor"
            )
        });
    let after_preposition = before(1).any(|word| matches!(word.form, "not" | "of" | "from"));
    compared || preferred || after_preposition
}

/// The first subject named from this word on to the end of its sentence, where no pronoun comes before it.
fn first_mention_in_sentence(
    words: &[Said<'_>],
    from: usize,
    sentence: u32,
    named: &[Option<(usize, usize)>],
) -> Option<usize> {
    for at in from..words.len() {
        if words[at].sentence != sentence || matches!(words[at].form, "it" | "they") {
            return None;
        }
        if let Some((subject, _)) = named[at] {
            return Some(subject);
        }
    }
    None
}

/// "From one list, then the other": a pair of its own.
fn one_of_a_pair_stands_before(before: &[Said<'_>]) -> bool {
    before
        .windows(2)
        .rev()
        .take(PAIR_REACH)
        .any(|pair| pair[0].form == "one" && !is_auxiliary(pair[1].form))
}

/// "The other is ...", not "the other threads".
fn other_stands_alone(next: Option<&Said<'_>>) -> bool {
    next.is_none_or(|next| {
        is_auxiliary(next.form)
            || matches!(
                next.form,
                "one"
                    | "just"
                    | "copies"
                    | "gives"
                    | "keeps"
                    | "makes"
                    | "only"
                    | "runs"
                    | "goes"
                    | "takes"
            )
    })
}

/// Whether a clause is a subject with an auxiliary alone ("tuples can't", "and a tuple does not"), and if so whether
/// it denies.
fn is_ellipsis(
    words: &[Said<'_>],
    (from, to): (usize, usize),
    named: &[Option<(usize, usize)>],
) -> Option<bool> {
    // "And a tuple is when ..." goes on; it repeats nothing.
    let goes_on = words
        .get(to)
        .is_some_and(|next| matches!(next.form, "when" | "if" | "unless" | "until" | "then"));
    if to - from > ELLIPSIS_AT_MOST || goes_on {
        return None;
    }
    let mut denied = false;
    let mut auxiliaries = 0;
    let mut inside_name = from;
    for at in from..to {
        if let Some((_, last)) = named[at] {
            inside_name = last + 1;
        }
        if at < inside_name {
            continue;
        }
        match words[at].form {
            "not" | "never" => denied = true,
            form if is_auxiliary(form) => auxiliaries += 1,
            "a" | "an" | "the" | "while" | "whereas" | "but" | "and" | "you" | "it" | "they"
            | "i" | "which" | "so" | "with" | "for" | "on" | "hand" | "other" | "though"
            | "however" => {}
            _ => return None,
        }
    }
    (auxiliaries > 0 || denied).then_some(denied)
}

/// A clause that repeats the one before for another subject.
struct Ellipsis {
    /// The clause that is repeated: its first word, and one past its last.
    of: (usize, usize),
    subject: usize,
    denied: bool,
    /// Where the ellipsis itself was written: what it repeats is quoted as that.
    written: Span,
}

/// Copies a clause for another subject; a denying ellipsis turns every polarity round.
fn repeat<'a>(
    words: &[Said<'a>],
    ellipsis: &Ellipsis,
    named: &[Option<(usize, usize)>],
    repeated: &mut Vec<Said<'a>>,
) {
    let (from, to) = ellipsis.of;
    let number = u32::try_from(repeated.len()).unwrap_or(u32::MAX / 2);
    for at in from..to {
        let word = &words[at];
        let is_name = named[at].is_some();
        repeated.push(Said {
            form: if is_name { "" } else { word.form },
            stem: if is_name { "" } else { word.stem },
            grammar: !is_name && word.grammar,
            sentence: number,
            statement: number,
            clause: number,
            negator: match (ellipsis.denied, word.negator) {
                (false, _) => None,
                (true, Some(_)) => None,
                // One negator for the whole repeated clause, unlike any written one.
                (true, None) => Some(usize::MAX - repeated.len() + (at - from)),
            },
            predicate_negator: None,
            subject: Some(ellipsis.subject),
            carried: false,
            repeated: true,
            span: ellipsis.written,
        });
    }
}
