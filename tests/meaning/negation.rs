//! Turning the verb of a sentence round takes away the point that the sentence alone had earned.

use viva::grading::Verdict;
use viva::text::{Span, Token, analyze};

use crate::exam::{Exam, rate, sentences};

/// Verbs that take "not" after them.
const AUXILIARIES: &str = "is are was were can could will would should must may might";

/// Other verbs of the bank's model answers, as after "to".
const VERBS: &str = "accept add affect allocate allow append apply assert assign ask avoid become begin behave belong bind \
block break bring build bundle buy cache call carry catch change check choose clean close collect combine come compare \
compile compute connect consume contain continue contribute convert copy cost count create cut deal decide declare \
decode define delete depend deploy describe destroy detect die differ disappear do double drop emit empty enforce ensure \
enter evict exist exit expect expire explain expose fail fall fill find finish fit fix flush follow force forget free \
freeze gain generate get give go group grow guarantee handle happen have help hide hit hold import improve include \
increase inherit insert inspect install introduce invalidate iterate join jump keep kill know last lead learn leave let \
limit list live load lock look lose make map mark match mean measure merge miss mock move mutate name need notice offer \
open order overallocate overwrite own parse pass patch pay perform pick pin point prefer prevent print process produce \
promise protect prove provide pull push put raise reach read rebind rebuild receive recompute record reduce refer \
reject release rely remain remember remove render repeat replace report represent require reserve resolve restart \
retry return reuse roll run save say scale see send separate serve set share shift shorten show shrink shuffle sit skip \
slow sort speak split spread stand start stay stop store suffer suit support survive suspend swap switch take talk tell \
terminate test think throw time touch track trigger try turn unpack update use validate vanish vary wait walk want waste \
work wrap write yield";

/// Words after which a form such as `uses` or `copies` is a noun.
const BEFORE_NOUNS: &str = "the a an of in on at for with by from to its their your my our this these those that some any no \
each every all more most many two three several few other such into over and or as than";

/// Words that are followed by the plain form of a verb.
const BEFORE_PLAIN: &str = "i you we they who which both then";

/// Words that open a clause which only prepares another.
const PREPARING: &str = "if when unless until because since although though while whereas where once whenever after before as";

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

/// The plain form of a verb in -s.
fn plain_of(form: &str) -> Option<String> {
    let plain = match form {
        "has" => Some("have".to_owned()),
        "goes" => Some("go".to_owned()),
        "does" => Some("do".to_owned()),
        _ => None,
    };
    let candidates = [
        form.strip_suffix("ies").map(|root| format!("{root}y")),
        form.strip_suffix("es").map(str::to_owned),
        form.strip_suffix('s').map(str::to_owned),
    ];
    plain.or_else(|| candidates.into_iter().flatten().find(|plain| is_in(VERBS, plain)))
}

/// The sentence with the verb at this token turned round, if the token is a verb.
fn turned(text: &str, tokens: &[Token], at: usize) -> Option<String> {
    let token = &tokens[at];
    let form = token.form.as_str();
    let before = at.checked_sub(1).map_or("", |at| tokens[at].form.as_str());
    let next = tokens.get(at + 1).map_or("", |next| next.form.as_str());
    let replace = |span: Span, by: &str| {
        Some(format!("{}{by}{}", &text[..span.start], &text[span.end..]))
    };
    if is_in(AUXILIARIES, form) || (matches!(form, "do" | "does") && next == "not") {
        if next == "not" {
            let span = tokens[at + 1].span;
            // "isn't" is one span for two words.
            return if span == token.span { replace(span, form) } else { replace(span, "") };
        }
        if next == "never" {
            return replace(tokens[at + 1].span, "");
        }
        return replace(token.span, &format!("{} not", token.span.of(text)));
    }
    if form == "never" {
        return replace(token.span, "");
    }
    if let Some(plain) = plain_of(form).filter(|_| !is_in(BEFORE_NOUNS, before) || before == "that") {
        return replace(token.span, &format!("does not {plain}"));
    }
    (is_in(VERBS, form) && is_in(BEFORE_PLAIN, before))
        .then(|| replace(token.span, &format!("do not {}", token.span.of(text))))
        .flatten()
}

/// The sentence with the verb of the clause that the evidence stands in turned round.
fn negated(text: &str, sentence: Span, evidence: Span) -> Option<String> {
    let tokens: Vec<Token> = analyze(text).tokens;
    let inside = |span: Span, of: Span| of.start <= span.start && span.end <= of.end;
    let prepares = |at: usize| {
        let clause = tokens[at].clause;
        let first = tokens.iter().find(|token| token.clause == clause);
        first.is_some_and(|first| is_in(PREPARING, &first.form))
    };
    let in_evidence: Vec<usize> = (0..tokens.len())
        .filter(|&at| inside(tokens[at].span, evidence))
        .collect();
    let before: Vec<usize> = (0..tokens.len())
        .filter(|&at| inside(tokens[at].span, sentence) && tokens[at].span.end <= evidence.start)
        .rev()
        .collect();
    let (preparing, main): (Vec<usize>, Vec<usize>) =
        in_evidence.into_iter().partition(|&at| prepares(at));
    main.iter()
        .chain(&preparing)
        .chain(&before)
        .find_map(|&at| turned(text, &tokens, at))
}

#[test]
fn a_denied_sentence_earns_its_point_no_more() {
    let (mut taken, mut of, mut without_verb) = (0, 0, 0);
    let mut kept = Vec::new();
    for exam in Exam::all() {
        let model = exam.model();
        let whole = exam.grade(&model);
        for (index, point) in whole.key_points.iter().enumerate() {
            let Some(evidence) = point.evidence.first().filter(|_| point.verdict == Verdict::Met) else {
                continue;
            };
            let Some(sentence) = sentences(&model)
                .into_iter()
                .find(|s| s.start <= evidence.span.start && evidence.span.end <= s.end)
            else {
                continue;
            };
            let rest = format!("{}{}", &model[..sentence.start], &model[sentence.end..]);
            if exam.grade(&rest).key_points[index].verdict == Verdict::Met {
                continue;
            }
            let Some(denied) = negated(&model, sentence, evidence.span) else {
                without_verb += 1;
                continue;
            };
            of += 1;
            let now = &exam.grade(&denied).key_points[index];
            if now.verdict == Verdict::Met {
                kept.push(format!("{} {}: {} << {}", exam.id(), point.id, now.why, changed(&model, &denied)));
            } else {
                taken += 1;
            }
        }
    }
    println!("points taken away by a denial: {}; {without_verb} without a verb that could be turned", rate(taken, of));
    for line in &kept {
        println!("  kept: {line}");
    }
    assert!(taken * 100 >= of * 95, "{}", rate(taken, of));
}

/// What differs, with some words around it.
fn changed(before: &str, after: &str) -> String {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let from = after.floor_char_boundary(same.saturating_sub(50));
    let to = after.floor_char_boundary(same + 90);
    after[from..to].to_owned()
}
