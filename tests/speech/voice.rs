//! The whole way with real programs: espeak-ng speaks a known answer, a recorder hears it slowly, pocketsphinx writes it down,
//! and it is graded.

use std::path::PathBuf;
use std::time::Duration;

use viva::assessment::{Answer, Medium};
use viva::bank::Bank;
use viva::grading::{grade, prepare};
use viva::speech::{
    RecordOptions, gate, patience, read_wav, record, speakable_question, speakers, transcribe,
    transcribers,
};
use viva::text::spoken_delivery;

use super::sound::{as_recorded, has, spoken_into, write_wav};
use super::{LONG, NEVER, look_until, recorder};

/// The answer, in words that a small recognizer knows.
const ANSWER: &str = "one can be changed and the other can not be changed";

#[test]
fn a_spoken_answer_goes_the_whole_way_to_a_grade() {
    if !has(&["espeak-ng", "pocketsphinx_continuous"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (voice, microphone): (PathBuf, PathBuf) = (
        folder.path().join("voice.wav"),
        folder.path().join("microphone.wav"),
    );
    as_recorded(&spoken_into(&voice, ANSWER), &microphone);
    let whole = read_wav(&microphone).unwrap().length();

    // A third of a second at a time, and it goes on until it is stopped.
    let slowly = format!(
        "exec 3< '{}'; n=0; while [ $n -lt 40 ]; do head -c 10000 <&3 >> \"$1\"; n=$((n+1)); sleep 0.02; done; exec sleep 600",
        microphone.display()
    );
    let mut recording = record(&recorder(&slowly), RecordOptions::default()).unwrap();
    look_until(&mut recording, |moment| moment.elapsed >= whole).unwrap();
    let recorded = recording.stop().unwrap();
    let heard = gate(&recorded.sound().unwrap()).unwrap();
    assert!(heard.from >= Duration::from_millis(900), "{heard:?}");

    let transcriber = &transcribers(None)[0];
    let time = patience(heard.length);
    let transcript = transcribe(transcriber, recorded.path(), time, &NEVER).unwrap();
    let right = ANSWER.replace("can not", "cannot");
    let right: Vec<&str> = right.split(' ').collect();
    let found = transcript
        .text
        .split(' ')
        .filter(|word| right.contains(word));
    assert!(found.count() >= 4, "{}", transcript.text);

    let delivery = spoken_delivery(
        &transcript.text,
        &transcript.words,
        heard.to - heard.from,
        Duration::from_secs(120),
    );
    assert_eq!(delivery.words, transcript.words.len());
    assert!(delivery.first_word.unwrap() > Duration::from_millis(500));
    assert!(delivery.longest_pause.is_some() && delivery.pace.is_some());

    let bank = Bank::open(&[], &[], false);
    let entry = bank.find("python/data-model/list-vs-tuple").unwrap();
    let item = bank.read(entry).unwrap();
    let question = &item.question;
    let (prepared, _) = prepare(
        &item.rubric,
        &question.shown(),
        question.kind,
        bank.lexicon(),
    );
    let answer = Answer {
        text: transcript.text.clone(),
        medium: Medium::Spoken,
    };
    let graded = grade(&prepared, &answer);
    assert!((0.0..=100.0).contains(&graded.score.points()));
    for evidence in graded.key_points.iter().flat_map(|point| &point.evidence) {
        assert!(transcript.text.contains(evidence.span.of(&transcript.text)));
    }
}

#[test]
fn a_question_is_spoken() {
    if !has(&["espeak-ng"]) {
        return;
    }
    assert_eq!(speakers(None)[0].command.program(), "espeak-ng");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("question.wav");
    let text = speakable_question("What do `__init__` and *args do in O(n)?", Some("x == y"));
    let sound = spoken_into(&file, &text);
    assert!(
        sound.length() > Duration::from_secs(2),
        "{:?}",
        sound.length()
    );
    assert!(gate(&sound).is_ok());
}

#[test]
fn silence_is_not_transcribed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("silence.wav");
    let quiet: Vec<i16> = (0..30_000).map(|n| (n % 9) - 4).collect();
    write_wav(&file, &quiet);
    assert!(gate(&read_wav(&file).unwrap()).is_err());
}

#[test]
fn a_recognizer_of_its_own_says_what_is_wrong_with_a_file() {
    if !has(&["pocketsphinx_continuous"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-sound.wav");
    std::fs::write(&file, "this is no sound").unwrap();
    let error = transcribe(&transcribers(None)[0], &file, LONG, &NEVER).unwrap_err();
    assert!(
        error.to_string().contains("pocketsphinx_continuous"),
        "{error}"
    );
}
