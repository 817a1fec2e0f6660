//! The result objects of `grade --jsonl`, one a line. The structs here are the published shape: their fields,
//! and the order of them, change only together with `SCHEMA`.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::value::RawValue;

use crate::assessment::QuestionId;
use crate::grading::{Adjusted, ENGINE_VERSION, Evidence, Grade, HeldMisconception, KeyPointGrade};
use crate::text::is_invisible;

/// The version of the result's shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct ResultLine<'a, Id: Serialize + ?Sized> {
    schema: u32,
    id: &'a Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    student: Option<&'a RawValue>,
    question: Option<&'a str>,
    score: f64,
    band: &'static str,
    confidence: f64,
    key_points: Vec<KeyPointJson<'a>>,
    misconceptions: Vec<MisconceptionJson<'a>>,
    /// What should be known of the grade besides; left out where there is nothing.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    engine: &'static str,
    bank: &'a str,
}

#[derive(Serialize)]
struct KeyPointJson<'a> {
    id: &'a str,
    statement: &'a str,
    weight: f64,
    verdict: &'static str,
    credit: f64,
    why: &'a str,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct MisconceptionJson<'a> {
    id: &'a str,
    belief: &'a str,
    correction: &'a str,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    method: &'static str,
}

#[derive(Serialize)]
struct ErrorLine<'a, Id: Serialize + ?Sized> {
    line: u64,
    id: &'a Id,
    error: &'a str,
}

/// A result object with further fields at its end.
pub fn with_fields(line: &str, fields: &[(&str, serde_json::Value)]) -> String {
    let more: String = fields
        .iter()
        .map(|(name, value)| format!(",\"{name}\":{value}"))
        .collect();
    match line.strip_suffix('}') {
        Some(start) => format!("{start}{more}}}"),
        None => line.to_owned(),
    }
}

/// What a learner's own phrases make of a grade: the field `personal`.
pub fn personal_json(adjusted: &Adjusted) -> serde_json::Value {
    let overruled: Vec<serde_json::Value> = (adjusted.overruled.iter())
        .map(|found| {
            serde_json::json!({
                "kind": found.phrase.claim.kind(),
                "id": found.phrase.claim.id(),
                "statement": found.statement,
                "verdict": found.verdict,
                "phrase": found.phrase.words,
                "evidence": {
                    "start": found.evidence.span.start,
                    "end": found.evidence.span.end,
                    "text": found.evidence.text,
                },
                "follow_up": found.probe.map(|probe| probe + 1),
            })
        })
        .collect();
    let not_applied: Vec<serde_json::Value> = (adjusted.gone.iter())
        .map(|phrase| {
            serde_json::json!({
                "kind": phrase.claim.kind(),
                "id": phrase.claim.id(),
                "phrase": phrase.words,
            })
        })
        .collect();
    serde_json::json!({
        "score": adjusted.score.points(),
        "band": adjusted.score.band().name(),
        "overruled": overruled,
        "not_applied": not_applied,
    })
}

/// The result object of a grade as one line, without its newline. `id` is echoed as it came; `bank` is the hash of
/// the question and rubric used.
pub fn grade_line<Id: Serialize + ?Sized>(
    id: &Id,
    question: Option<&QuestionId>,
    bank: &str,
    grade: &Grade,
) -> String {
    grade_line_for(id, None, question, bank, grade)
}

/// As [`grade_line`], with the student's name echoed where the request gave one.
pub fn grade_line_for<Id: Serialize + ?Sized>(
    id: &Id,
    student: Option<&RawValue>,
    question: Option<&QuestionId>,
    bank: &str,
    grade: &Grade,
) -> String {
    json_line(&ResultLine {
        schema: SCHEMA,
        id,
        student,
        question: question.map(QuestionId::as_str),
        score: grade.score.points(),
        band: grade.band().name(),
        confidence: grade.confidence.value(),
        key_points: grade.key_points.iter().map(key_point).collect(),
        misconceptions: grade.misconceptions.iter().map(misconception).collect(),
        notes: &grade.notes,
        engine: ENGINE_VERSION,
        bank,
    })
}

/// What stands in place of a result that could not be made. `line` counts from 1.
pub fn error_line<Id: Serialize + ?Sized>(line: u64, id: &Id, error: &str) -> String {
    json_line(&ErrorLine { line, id, error })
}

fn key_point(point: &KeyPointGrade) -> KeyPointJson<'_> {
    KeyPointJson {
        id: &point.id,
        statement: &point.statement,
        weight: point.weight,
        verdict: point.verdict.name(),
        credit: (point.credit * 100.0).round() / 100.0,
        why: &point.why,
        evidence: evidence(&point.evidence),
    }
}

fn misconception(held: &HeldMisconception) -> MisconceptionJson<'_> {
    MisconceptionJson {
        id: &held.id,
        belief: &held.belief,
        correction: &held.correction,
        evidence: evidence(&held.evidence),
    }
}

fn evidence(found: &[Evidence]) -> Vec<EvidenceJson<'_>> {
    found
        .iter()
        .map(|evidence| EvidenceJson {
            start: evidence.span.start,
            end: evidence.span.end,
            text: &evidence.text,
            method: evidence.method.name(),
        })
        .collect()
}

/// A value as JSON on one line. What a terminal would act on, or what some readers take for the end of a line, is
/// written as an escape: a JSON reader sees the same text.
///
/// # Panics
/// When the value has a map whose keys are not strings, which no shape of ours has.
pub fn json_line<T: Serialize + ?Sized>(value: &T) -> String {
    let mut bytes = Vec::with_capacity(1024);
    value
        .serialize(&mut serde_json::Serializer::with_formatter(
            &mut bytes, OneLine,
        ))
        .expect("the shapes are plain structs and a vector takes every byte");
    String::from_utf8(bytes).expect("JSON of text is text")
}

/// Compact JSON whose strings hold no hidden characters.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_visible(writer, fragment)
    }

    fn write_raw_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_visible(writer, fragment)
    }
}

fn write_visible<W: io::Write + ?Sized>(writer: &mut W, text: &str) -> io::Result<()> {
    // Most of it is printable ASCII, which is seen at a glance.
    let is_plain = |plain, byte| plain & (byte < 0x7f) & (byte != b'\r');
    if text.bytes().fold(true, is_plain) {
        return writer.write_all(text.as_bytes());
    }
    let mut written = 0;
    for (at, hidden) in text.char_indices().filter(|&(_, c)| is_hidden(c)) {
        writer.write_all(&text.as_bytes()[written..at])?;
        if hidden == '\r' {
            // Only between the values of an echoed `id`, where a space means the same.
            writer.write_all(b" ")?;
        } else {
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        written = at + hidden.len_utf8();
    }
    writer.write_all(&text.as_bytes()[written..])
}

/// Controls that serde_json leaves as they are, and what no reader can see.
const fn is_hidden(c: char) -> bool {
    matches!(c, '\r' | '\u{7f}'..='\u{9f}') || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{error_line, grade_line, grade_line_for};
    use crate::assessment::QuestionId;
    use crate::grading::{
        Arithmetic, Confidence, Evidence, Grade, HeldMisconception, KeyPointGrade, Method, Score,
        Verdict,
    };
    use crate::text::Span;

    fn evidence(start: usize, text: &str) -> Vec<Evidence> {
        vec![Evidence {
            span: Span::new(start, start + text.len()),
            text: text.to_owned(),
            method: Method::Phrase,
        }]
    }

    fn grade() -> Grade {
        Grade {
            score: Score::new(71.44),
            confidence: Confidence::new(0.857),
            key_points: vec![KeyPointGrade {
                id: "sealed".to_owned(),
                statement: "A tuple is sealed".to_owned(),
                weight: 2.0,
                essential: true,
                verdict: Verdict::Partial,
                credit: 0.333_33,
                why: "nearly".to_owned(),
                evidence: evidence(3, "can't \u{202e}change\u{1b}[2J"),
            }],
            misconceptions: vec![HeldMisconception {
                id: "open".to_owned(),
                belief: "A tuple is open".to_owned(),
                correction: "It is not.".to_owned(),
                penalty: 40.0,
                evidence: evidence(0, "open"),
            }],
            arithmetic: Arithmetic {
                earned: 1.0,
                possible: 2.0,
                reference: None,
                steps: Vec::new(),
            },
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_result_has_the_published_fields_in_order() {
        let question = QuestionId::new("python/data-model/list-vs-tuple");
        let line = grade_line(&json!("7"), Some(&question), "00ff", &grade());
        assert_eq!(
            line,
            concat!(
                r#"{"schema":1,"id":"7","question":"python/data-model/list-vs-tuple","score":71.4,"band":"solid","#,
                r#""confidence":0.86,"key_points":[{"id":"sealed","statement":"A tuple is sealed","weight":2.0,"#,
                r#""verdict":"partial","credit":0.33,"why":"nearly","evidence":[{"start":3,"end":22,"#,
                r#""text":"can't \u202echange\u001b[2J","method":"phrase"}]}],"misconceptions":[{"id":"open","#,
                r#""belief":"A tuple is open","correction":"It is not.","evidence":[{"start":0,"end":4,"#,
                r#""text":"open","method":"phrase"}]}],"engine":"1.5.0","bank":"00ff"}"#
            )
        );
    }

    #[test]
    fn what_the_card_notes_stands_in_the_result() {
        let noted = Grade {
            notes: vec!["mostly the question's own words".to_owned()],
            ..grade()
        };
        let (plain, line) = (
            grade_line(&(), None, "00ff", &grade()),
            grade_line(&(), None, "00ff", &noted),
        );
        let expected = plain.replace(
            r#","engine""#,
            r#","notes":["mostly the question's own words"],"engine""#,
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn an_id_is_echoed_as_it_came() {
        let id: Box<serde_json::value::RawValue> =
            serde_json::from_str("{\"b\": 1.50,\r\"a\":\"\u{2028}\u{e0041}\"}").unwrap();
        assert_eq!(
            error_line(12, &id, "no"),
            r#"{"line":12,"id":{"b": 1.50, "a":"\u2028\udb40\udc41"},"error":"no"}"#
        );
        let student = serde_json::value::RawValue::from_string("\"Ada\"".to_owned()).unwrap();
        let line = grade_line_for(&Value::Null, Some(&student), None, "", &grade());
        assert!(line.starts_with(r#"{"schema":1,"id":null,"student":"Ada","question":null,"#));
    }
}
