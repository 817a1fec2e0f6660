//! Any output of a recognizer, graded as what was said, and any text made speakable.

use std::time::Duration;

use viva::assessment::{Answer, Medium};
use viva::grading::grade;
use viva::speech::{read_transcript, speakable_question};
use viva::text::spoken_delivery;

use crate::{check_grade, rubric};

/// The first byte chooses the question, the rest is what the recognizer printed.
pub fn speech(bytes: &[u8]) {
    let Some((&first, printed)) = bytes.split_first() else {
        return;
    };
    let printed = String::from_utf8_lossy(printed);
    let heard = read_transcript(&printed);
    assert!(!heard.text.contains(char::is_control), "{:?}", heard.text);
    let delivery = spoken_delivery(
        &heard.text,
        &heard.words,
        Duration::from_secs(60),
        Duration::from_secs(120),
    );
    assert!(delivery.pace.is_none_or(f64::is_finite));
    let prepared = rubric(first);
    let answer = Answer {
        text: heard.text,
        medium: Medium::Spoken,
    };
    check_grade(prepared, &answer, &grade(prepared, &answer));
    let code = (first >= 128).then_some(printed.as_ref());
    let _ = speakable_question(&printed, code);
}
