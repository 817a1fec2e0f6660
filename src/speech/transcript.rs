//! What a recognizer printed, as the words that were said: time stamps, marks for noise and control characters are taken off,
//! and the times of words are kept where it prints them.

use std::time::Duration;

use serde::Deserialize;

use super::marks::cleaned;
use crate::text::TimedWord;

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transcript {
    /// The words, on one line.
    pub text: String,
    /// When each of them was said, in order; empty where the recognizer doesn't tell.
    pub words: Vec<TimedWord>,
}

/// Reads what a recognizer printed: plain lines, lines with time stamps (`[00:00.000 --> 00:02.000] text`, SRT, WebVTT), the
/// word lists of pocketsphinx 0.8 (`-time yes`), or a JSON object as vosk, whisper and pocketsphinx 5 give it. It cannot fail:
/// what is none of these is text.
pub fn read_transcript(printed: &str) -> Transcript {
    if let Some(transcript) = read_json(printed) {
        return transcript;
    }
    let lines: Vec<Line<'_>> = printed.lines().map(Line::of).collect();
    // Where words have a line each, a second blank before the text begins a word and none goes on with the one before.
    let by_word = lines
        .iter()
        .any(|line| matches!(line, Line::Stretch { text, .. } if text.starts_with("   ")));
    let has_subtitles = lines.iter().any(|line| matches!(line, Line::Stamp));
    let mut text = String::new();
    let mut words: Vec<TimedWord> = Vec::new();
    let mut all_timed = true;
    for line in lines {
        match line {
            Line::Empty | Line::Stamp => {}
            Line::Plain(number) if has_subtitles && is_number(number) => {}
            Line::Plain(plain) => text = joined(text, plain),
            Line::Word(word) => words.push(word),
            Line::Stretch {
                from,
                to,
                text: said,
            } => {
                let goes_on = by_word && !said.starts_with("   ");
                let said = said.trim();
                if goes_on {
                    text.push_str(said);
                } else {
                    text = joined(text, said);
                }
                let said = cleaned(said);
                match words.last_mut() {
                    Some(last) if goes_on => {
                        last.word.push_str(&said);
                        last.to = to;
                    }
                    _ if said.is_empty() => {}
                    _ => {
                        all_timed &= !said.contains(' ');
                        words.push(TimedWord {
                            word: said,
                            from,
                            to,
                        });
                    }
                }
            }
        }
    }
    // Times of whole sentences say nothing of the pauses within them.
    if !all_timed {
        words.clear();
    }
    Transcript {
        text: cleaned(&text),
        words,
    }
}

/// A line of what was printed.
enum Line<'a> {
    Empty,
    /// The times of a subtitle that follows.
    Stamp,
    Plain(&'a str),
    /// A word with its times.
    Word(TimedWord),
    /// Some text with its times; what follows the stamp as it stands.
    Stretch {
        from: Duration,
        to: Duration,
        text: &'a str,
    },
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed == "WEBVTT" {
            Self::Empty
        } else if let Some((from, to, text)) = stamped(line.trim_start()) {
            if text.trim().is_empty() {
                Self::Stamp
            } else {
                Self::Stretch { from, to, text }
            }
        } else if let Some(word) = sphinx_word(trimmed) {
            word.map_or(Self::Empty, Self::Word)
        } else {
            Self::Plain(trimmed)
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `[00:00:00.000 --> 00:00:02.000]  text`, with brackets or without.
fn stamped(line: &str) -> Option<(Duration, Duration, &str)> {
    let (bracketed, rest) = match line.strip_prefix('[') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (from, rest) = rest.split_once("-->")?;
    let from = clock(from.trim())?;
    let rest = rest.trim_start();
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c)))
        .unwrap_or(rest.len());
    let to = clock(&rest[..end])?;
    let text = match bracketed {
        true => rest[end..].strip_prefix(']')?,
        false => &rest[end..],
    };
    Some((from, to, text))
}

/// `01:02:03.456`, `02:03,456` or `3.4` as a time.
fn clock(text: &str) -> Option<Duration> {
    let mut seconds = 0.0;
    for part in text.replace(',', ".").split(':') {
        let number: f64 = part.parse().ok()?;
        seconds = seconds * 60.0 + number;
    }
    Duration::try_from_secs_f64(seconds).ok()
}

/// A word of pocketsphinx with its times and its probability: `the(2) 0.770 0.910 0.051718`. Silence gives none.
fn sphinx_word(line: &str) -> Option<Option<TimedWord>> {
    let mut parts = line.split(' ');
    let (word, from, to, probability) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_decimal = |text: &str| text.contains('.') && text.parse::<f64>().is_ok();
    if parts.next().is_some() || ![from, to, probability].into_iter().all(is_decimal) {
        return None;
    }
    let (from, to) = (clock(from)?, clock(to)?);
    let spoken = word.split('(').next().unwrap_or(word);
    let is_noise = spoken.starts_with(['<', '[', '+']);
    Some((!is_noise && !spoken.is_empty()).then(|| TimedWord {
        word: cleaned(spoken),
        from,
        to,
    }))
}

#[derive(Deserialize)]
struct Json {
    #[serde(alias = "t")]
    text: Option<String>,
    #[serde(default, alias = "result", alias = "w")]
    words: Vec<JsonWord>,
    #[serde(default)]
    segments: Vec<JsonSegment>,
}

#[derive(Deserialize)]
struct JsonSegment {
    #[serde(default)]
    text: String,
    #[serde(default)]
    words: Vec<JsonWord>,
}

#[derive(Deserialize)]
struct JsonWord {
    #[serde(alias = "t")]
    word: String,
    #[serde(alias = "b")]
    start: f64,
    end: Option<f64>,
    /// How long it took; pocketsphinx tells this instead of its end.
    d: Option<f64>,
}

impl JsonWord {
    /// The word with its times; no word where it is silence, nothing where its times are none.
    fn timed(&self) -> Option<Option<TimedWord>> {
        let time = |seconds| Duration::try_from_secs_f64(seconds).ok();
        let end = self.end.or_else(|| Some(self.start + self.d?))?;
        let timed = TimedWord {
            word: cleaned(without_number(&self.word)),
            from: time(self.start)?,
            to: time(end)?,
        };
        Some(Some(timed).filter(|timed| !timed.word.is_empty()))
    }
}

/// A word without the number that pocketsphinx gives to another way of saying it: `the(2)`.
fn without_number(word: &str) -> &str {
    let number = |text: &str| !text.is_empty() && is_number(text);
    match word
        .strip_suffix(')')
        .and_then(|word| word.rsplit_once('('))
    {
        Some((spoken, inner)) if number(inner) => spoken,
        _ => word,
    }
}

fn read_json(printed: &str) -> Option<Transcript> {
    let json: Json = serde_json::from_str(printed.trim()).ok()?;
    let of_segments = || {
        json.segments
            .iter()
            .fold(String::new(), |text, segment| joined(text, &segment.text))
    };
    let text = json.text.clone().unwrap_or_else(of_segments);
    let words = json
        .words
        .iter()
        .chain(json.segments.iter().flat_map(|segment| &segment.words));
    let words: Option<Vec<Option<TimedWord>>> = words.map(JsonWord::timed).collect();
    Some(Transcript {
        text: cleaned(&text),
        words: words.unwrap_or_default().into_iter().flatten().collect(),
    })
}

fn joined(mut text: String, more: &str) -> String {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more.trim());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(printed: &str) -> String {
        read_transcript(printed).text
    }

    /// The words with their times in milliseconds.
    fn times(printed: &str) -> Vec<(String, u128, u128)> {
        read_transcript(printed)
            .words
            .into_iter()
            .map(|word| (word.word, word.from.as_millis(), word.to.as_millis()))
            .collect()
    }

    #[test]
    fn what_was_not_said_is_taken_off() {
        for (printed, said) in [
            ("a list is mutable\n", "a list is mutable"),
            ("a list\n\nis mutable\r\n", "a list is mutable"),
            (
                "[00:00:00.000 --> 00:00:02.500]   A list is mutable,\n[00:00:02.500 --> 00:00:04.000]   a tuple isn't.\n",
                "A list is mutable, a tuple isn't.",
            ),
            (
                "[00:00.000 --> 00:02.000] A list [00:02.000 --> 00:03.000]",
                "A list",
            ),
            ("[BLANK_AUDIO]", ""),
            (
                " (music) a tuple [Laughter] is (clears throat) fixed *coughs*",
                "a tuple is fixed",
            ),
            ("♪ ♪", ""),
            ("<s> a <sil> tuple </s>", "a tuple"),
            ("a ++NOISE++ tuple", "a tuple"),
            (
                "O(n) and (n) and list[int] * 2",
                "O(n) and (n) and list[int] * 2",
            ),
            ("a \u{1b}[31mred\u{7} tuple\0", "a red tuple"),
            (
                "1\n00:00:00,000 --> 00:00:02,000\na tuple\n\n2\n00:00:02,000 --> 00:00:03,000\nis fixed\n",
                "a tuple is fixed",
            ),
            ("WEBVTT\n\n00:00.000 --> 00:02.000\na tuple\n", "a tuple"),
            ("42\n", "42"),
            ("a --> b", "a --> b"),
            ("\u{fffd}\u{fffd} tuple", "\u{fffd}\u{fffd} tuple"),
            ("{\"text\": \"a tuple\"}", "a tuple"),
            ("{\"not\": \"ours\"}", ""),
            ("", ""),
        ] {
            assert_eq!(text(printed), said, "{printed:?}");
        }
    }

    #[test]
    fn word_times_are_kept_where_they_are_printed() {
        let sphinx = "the tuple\n<s> 0.000 0.120 0.99\nthe(2) 0.130 0.310 0.61\n<sil> 0.32 0.57 0.99\ntuple 0.580 0.910 0.12\n";
        assert_eq!(text(sphinx), "the tuple");
        let expected = [("the".to_owned(), 130, 310), ("tuple".to_owned(), 580, 910)];
        assert_eq!(times(sphinx), expected);
        let whisper = "[00:00:00.130 --> 00:00:00.310]   the\n[00:00:00.580 --> 00:00:00.700]   tu\n[00:00:00.700 --> 00:00:00.910]  ple\n";
        assert_eq!(text(whisper), "the tuple");
        assert_eq!(times(whisper), expected);
        for json in [
            r#"{"result": [{"conf": 1.0, "word": "the", "start": 0.13, "end": 0.31}, {"word": "tuple", "start": 0.58, "end": 0.91}], "text": "the tuple"}"#,
            r#"{"text": "the tuple", "segments": [{"text": " the tuple", "words": [{"word": " the", "start": 0.13, "end": 0.31}, {"word": " tuple", "start": 0.58, "end": 0.91}]}]}"#,
            r#"{"b":0.000,"d":0.990,"p":0.001,"t":"the tuple","w":[{"b":0.000,"d":0.130,"p":1.000,"t":"<s>"},{"b":0.130,"d":0.180,"p":0.565,"t":"the(2)"},{"b":0.310,"d":0.270,"p":0.828,"t":"<sil>"},{"b":0.580,"d":0.330,"p":0.970,"t":"tuple"},{"b":0.910,"d":0.080,"p":1.000,"t":"</s>"}]}"#,
        ] {
            assert_eq!(text(json), "the tuple");
            assert_eq!(times(json), expected);
        }
        // The times of sentences are none of words.
        assert_eq!(times("[00:00.000 --> 00:02.000]   a tuple is fixed"), []);
        let negative = r#"{"text": "a", "words": [{"word": "a", "start": -1.0, "end": 1e300}]}"#;
        assert_eq!((text(negative), times(negative)), ("a".to_owned(), vec![]));
    }

    #[test]
    fn any_output_is_read_and_in_time() {
        for odd in [
            "(",
            "[",
            "( ",
            "[ ",
            "<",
            "*",
            "+",
            "[0-->",
            "1 1.0 1.0 1.0\n",
            "{",
            "é [",
            "\u{0}",
        ] {
            let many = odd.repeat(200_000);
            let transcript = read_transcript(&many);
            assert!(!transcript.text.contains(char::is_control));
        }
    }
}
