//! Any answer to a question of the bank.

use viva::assessment::Answer;
use viva::grading;

use crate::{check_grade, check_recovery, rubric};

/// The first byte chooses the question, the rest is the answer.
pub fn grade(bytes: &[u8]) {
    let Some((&first, text)) = bytes.split_first() else {
        return;
    };
    let prepared = rubric(first);
    let answer = Answer::typed(String::from_utf8_lossy(text));
    let graded = grading::grade(prepared, &answer);
    check_grade(prepared, &answer, &graded);
    check_recovery(prepared, &graded, first, &answer);
}
