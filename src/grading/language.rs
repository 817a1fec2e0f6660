//! Whether an answer is English: hardly any English grammar in it, or the grammar of another language.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::content::is_part_of_name;
use super::reading::{Reading, Said};
use crate::text::WordList;

/// Frequent grammar words of German, French, Spanish, Italian, Portuguese, Dutch and Polish that no English answer needs.
/// English words ("die", "hat", "met", "sin"), sounds ("um") and names ("de", "la", "es", "os", "du") are left out.
const FOREIGN_WORDS: &str = "\
und oder nicht ist sind ein eine einen einem einer der das dem den wenn ohne mit wird werden auf für fuer zu zum zur nur \
auch aber sich wie weil dass kann beim bei nach über ueber durch keine kein als dann wir ich sie aus immer noch zwischen mehr \
diese dieser dieses jede jeder gibt alle \
le les une et est pas que qui dans pour avec sans sur sont par ou mais aux ce cette il elle nous vous quand comme peut donc \
lorsque leur ses fait être etre \
el los las una unos por para con se lo como cuando pero más esta este entre tiene puede hay sus cada porque también tambien \
sino muy donde \
gli che di uno sono della delle dei degli nel nella alla dal dalla questo questa quando anche tutti viene più ogni essere sia \
quindi perché \
uma não nao são sao mais pelo pela isso ele ela seu sua ser das foi \
het een niet voor dat zijn wordt worden uit aan ook naar deze maar geen wanneer zonder dit kan heeft omdat \
nie jest się sie dla oraz lub przez jak gdy tylko jako bez który która które jeśli jesli czy są że ale może można mozna";

/// Words of English grammar that are words of those languages too: they tell neither.
const SHARED_WORDS: &str = "a am an as all also do go had has he i in is me my of on or over per so to use via was we will etc";

static FOREIGN: LazyLock<WordList> =
    LazyLock::new(|| WordList::of(FOREIGN_WORDS.split_whitespace()));
static SHARED: LazyLock<WordList> = LazyLock::new(|| WordList::of(SHARED_WORDS.split_whitespace()));

/// Whether an answer of some length hardly holds a word of English grammar, nor code.
pub(super) fn lacks_english(reading: &Reading<'_>) -> bool {
    let words: Vec<_> = written(reading).collect();
    let letters = words
        .iter()
        .filter(|word| word.form.chars().all(char::is_alphabetic))
        .count();
    let grammar = words
        .iter()
        .filter(|word| word.grammar || word.form == "not")
        .count();
    let known = words.iter().filter(|word| word.form.is_ascii()).count();
    let foreign_script = words.len() >= 3 && known * 2 < words.len();
    let foreign_grammar = letters >= 8 && letters * 10 >= words.len() * 9 && grammar * 12 < letters;
    foreign_script || foreign_grammar
}

/// Whether an answer is built with the grammar of another language, whatever terms it names: two of its words at least, more
/// than twice as many as English ones, and one word in eight.
pub(super) fn speaks_another(reading: &Reading<'_>, source: &str) -> bool {
    if !source.is_ascii() && is_in_another_script(source) {
        return true;
    }
    let all = written(reading).count();
    let english = written(reading)
        .filter(|word| word.grammar && !SHARED.has(word.form))
        .count();
    // English prose has many such words, and needs no second look.
    if english * 4 > all {
        return false;
    }
    let (mut count, mut grammar, mut kinds) = (0, false, BTreeSet::new());
    for word in written(reading) {
        let listed = FOREIGN.has(word.form);
        if (listed || has_accent(word.form)) && !is_name(source, word) {
            count += 1;
            grammar |= listed;
            kinds.insert(word.form);
        }
    }
    grammar && kinds.len() >= 2 && count > 2 * english && count * 8 >= all
}

fn written<'r, 'a>(reading: &'r Reading<'a>) -> impl Iterator<Item = &'r Said<'a>> {
    reading.words.iter().filter(|word| !word.repeated)
}

/// Whether most letters are neither Latin nor Greek, in which formulas are written: Chinese and Japanese put no spaces between
/// words, so words can't be counted there.
fn is_in_another_script(source: &str) -> bool {
    let letters = source.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut other) = (0, 0);
    for c in letters {
        all += 1;
        other += usize::from(
            matches!(c, '\u{400}'..='\u{1cff}' | '\u{3041}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'),
        );
    }
    other >= 6 && other * 2 > all
}

/// Whether a word has a letter of the Latin script that English does not use.
fn has_accent(form: &str) -> bool {
    !form.is_ascii() && form.chars().any(|c| matches!(c, 'ß'..='ö' | 'ø'..='ɏ'))
}

/// Whether a word is a part of a name, or one by its capitals: the MIT license, DER and PEM.
fn is_name(source: &str, word: &Said<'_>) -> bool {
    let written = &source[word.span.start..word.span.end];
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let is_capital = letters.clone().count() > 1 && letters.all(char::is_uppercase);
    is_capital || is_part_of_name(source, word.span)
}

#[cfg(test)]
mod tests {
    use crate::assessment::Answer;
    use crate::grading::tests::{lists_and_tuples, prepared};
    use crate::grading::{NOT_ENGLISH, grade};

    #[test]
    fn another_language_gets_low_confidence_and_a_sentence() {
        let prepared = prepared(&lists_and_tuples());
        for answer in [
            "Eine Liste kann man nachträglich verändern, ein Tupel dagegen bleibt immer gleich und fest",
            "列表是可变的，元组是不可变的。 列表 元组 字典",
            "リストは変更できるがタプルはできない",
            "Список mutable, кортеж immutable нельзя изменить",
            "Der Tupel ist immutable, die Liste nicht",
            "Der linke Join gibt alle Zeilen zurueck und fuellt mit NULL auf, wenn es keine passende Zeile gibt",
            "Ein tuple wird mit () geschrieben und ist fixed",
            "Un tuple est immuable, une liste est mutable",
            "Una tupla no se puede modificar, una lista con append",
            "Una tupla non può essere modificata",
            "Uma tupla não pode ser alterada",
            "Een tuple kan niet worden gewijzigd",
            "Krotki nie można zmienić, lista jest mutable",
        ] {
            let grade = grade(&prepared, &Answer::typed(answer));
            assert!(grade.confidence.is_low(), "{answer}");
            assert_eq!(
                grade.notes,
                ["this does not look like English, and Viva grades English answers only"]
            );
        }
    }

    #[test]
    fn names_and_a_foreign_word_or_two_leave_an_answer_english() {
        let prepared = prepared(&lists_and_tuples());
        for answer in [
            "A tuple is immutable, und a list is not: it can be changed",
            "Der tuple is immutable, mit the list you can append what you like",
            "MIT license, DER and PEM, EST time, DAS storage",
            "naïve list, mutable; tuple, immutable",
            "list.und, tuple.mit, der_das: mutable",
            "von Neumann machine, per se mutable",
            "um, a tuple, pour like, immutable",
            "a tuple of 列表 is immutable",
            "",
        ] {
            let grade = grade(&prepared, &Answer::typed(answer));
            assert!(
                !grade.notes.iter().any(|note| note == NOT_ENGLISH),
                "{answer}"
            );
        }
    }
}
