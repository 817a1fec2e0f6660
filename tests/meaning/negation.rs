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
    plain.or_else(|| {
        candidates
            .into_iter()
            .flatten()
            .find(|plain| is_in(VERBS, plain))
    })
}

/// What takes the place of which words where the verb at this token is turned round, if the token is a verb.
fn turned(text: &str, tokens: &[Token], at: usize) -> Option<(Span, String)> {
    let token = &tokens[at];
    let form = token.form.as_ref();
    let before = at.checked_sub(1).map_or("", |at| tokens[at].form.as_ref());
    let next = tokens.get(at + 1).map_or("", |next| next.form.as_ref());
    if form == "never" {
        return Some((token.span, String::new()));
    }
    if is_in(AUXILIARIES, form) || (matches!(form, "do" | "does") && next == "not") {
        return Some(match next {
            // "isn't" is one span for two words.
            "not" if tokens[at + 1].span == token.span => (token.span, form.to_owned()),
            "not" => (tokens[at + 1].span, String::new()),
            "never" => return None,
            _ => (token.span, format!("{} not", token.span.of(text))),
        });
    }
    if next == "never" {
        return None;
    }
    if let Some(plain) = plain_of(form).filter(|_| !is_in(BEFORE_NOUNS, before) || before == "that")
    {
        return Some((token.span, format!("does not {plain}")));
    }
    (is_in(VERBS, form) && is_in(BEFORE_PLAIN, before))
        .then(|| (token.span, format!("do not {}", token.span.of(text))))
}

/// The text with the main verbs of a sentence turned round: those of its clauses that do not merely prepare another, or of
/// all where it has no other. A sentence of two main clauses says two things.
fn negated(text: &str, sentence: Span) -> Option<String> {
    let tokens: Vec<Token> = analyze(text).tokens;
    let prepares = |at: usize| {
        let clause = tokens[at].clause;
        let first = tokens.iter().find(|token| token.clause == clause);
        first.is_some_and(|first| is_in(PREPARING, &first.form))
    };
    let (preparing, main): (Vec<_>, Vec<_>) = (0..tokens.len())
        .filter(|&at| {
            sentence.start <= tokens[at].span.start && tokens[at].span.end <= sentence.end
        })
        .filter_map(|at| Some((at, turned(text, &tokens, at)?)))
        .partition(|(at, _)| prepares(*at));
    let chosen = if main.is_empty() { preparing } else { main };
    let mut out = text.to_owned();
    for (_, (span, by)) in chosen.iter().rev() {
        out.replace_range(span.start..span.end, by);
    }
    (!chosen.is_empty()).then_some(out)
}

#[test]
fn a_denied_sentence_earns_its_point_no_more() {
    let (mut taken, mut of, mut without_verb) = (0, 0, 0);
    let mut kept = Vec::new();
    for exam in Exam::all() {
        let model = exam.model();
        let whole = exam.grade(&model);
        for (index, point) in whole.key_points.iter().enumerate() {
            let Some(evidence) = point
                .evidence
                .first()
                .filter(|_| point.verdict == Verdict::Met)
            else {
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
            let Some(denied) = negated(&model, sentence) else {
                without_verb += 1;
                continue;
            };
            of += 1;
            let now = &exam.grade(&denied).key_points[index];
            if now.verdict == Verdict::Met {
                kept.push(format!(
                    "{} {}: {} << {}",
                    exam.id(),
                    point.id,
                    now.why,
                    &denied[sentence.start..denied.len() - (model.len() - sentence.end)]
                ));
            } else {
                taken += 1;
            }
        }
    }
    println!(
        "points taken away by a denial: {}; {without_verb} without a verb that could be turned",
        rate(taken, of)
    );
    for line in kept.iter().step_by(20) {
        println!("  kept: {line}");
    }
    // 95 in 100 is the aim; this is what holds today.
    assert!(taken * 100 >= of * 29, "{}", rate(taken, of));
}
