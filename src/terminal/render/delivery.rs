//! How an answer was given, beside its grade; and what is shown while one is recorded.

use std::time::Duration;

use super::wrap::paragraph;
use crate::terminal::{Look, Paint};
use crate::text::{Delivery, FILLER_CAVEAT, Length, SpokenDelivery, TypedDelivery, USUAL_PACE};

/// How an answer was given. Starts with a blank line.
pub fn delivery(delivery: &Delivery, look: &Look) -> String {
    let margin = look.margin();
    let (head, facts) = match delivery {
        Delivery::Spoken(spoken) => ("How you said it, no part of the score", said(spoken)),
        Delivery::Typed(typed) => ("How you typed it, no part of the score", written(typed)),
    };
    let head = paragraph(look, margin, margin, head);
    let mut text = format!("\n{}\n", look.paint(Paint::Faint, head.trim_end()));
    for fact in facts {
        let (first, rest) = if look.plain {
            (margin.to_owned(), margin.to_owned())
        } else {
            (format!("{margin}· "), format!("{margin}  "))
        };
        text.push_str(&paragraph(look, &first, &rest, &fact));
    }
    text
}

fn said(spoken: &SpokenDelivery) -> Vec<String> {
    let (least, most) = USUAL_PACE;
    let mut facts = Vec::new();
    if let Some(pace) = spoken.pace {
        facts.push(format!(
            "{pace:.0} words a minute (usual: {least} to {most})"
        ));
    }
    let fillers: usize = spoken.fillers.iter().map(|(_, count)| count).sum();
    let rate = spoken
        .fillers_a_minute
        .map_or(String::new(), |rate| format!(", {rate:.1} a minute"));
    facts.push(match fillers {
        0 => format!("No fillers written down; {FILLER_CAVEAT}"),
        1 => format!(
            "1 filler{rate} ({}); {FILLER_CAVEAT}",
            listed(&spoken.fillers)
        ),
        _ => format!(
            "{fillers} fillers{rate} ({}); {FILLER_CAVEAT}",
            listed(&spoken.fillers)
        ),
    });
    if let Some(first) = spoken.first_word {
        facts.push(format!("First word after {:.1} s", first.as_secs_f64()));
    }
    if let Some(pause) = spoken.longest_pause {
        facts.push(format!("Longest pause {:.1} s", pause.as_secs_f64()));
    }
    if !spoken.hedges.is_empty() {
        facts.push(format!("Hedges: {}", listed(&spoken.hedges)));
    }
    facts.push(length(spoken.words, spoken.spoke_for, spoken.length));
    facts
}

fn written(typed: &TypedDelivery) -> Vec<String> {
    let first = typed
        .first_key
        .map(|first| format!("First key after {}", time(first)));
    first
        .into_iter()
        .chain([length(typed.words, typed.took, typed.length)])
        .collect()
}

fn length(words: usize, took: Duration, length: Length) -> String {
    let words = match words {
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    };
    let beside = match length {
        Length::Short => "less than half of the suggested time",
        Length::AsAsked => "about the suggested time",
        Length::Long => "longer than the suggested time",
    };
    format!("{words} in {}, {beside}", time(took))
}

fn listed(counted: &[(&str, usize)]) -> String {
    let each = counted.iter().map(|(phrase, count)| match count {
        1 => format!("\"{phrase}\""),
        count => format!("\"{phrase}\" {count} times"),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn time(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{}:{:02} min", seconds / 60, seconds % 60),
    }
}

/// The line that says how to answer by voice.
pub fn listen_hint(look: &Look) -> String {
    let margin = look.margin();
    paragraph(
        look,
        margin,
        margin,
        "Enter starts recording and Enter stops it; or type your answer.",
    )
}

/// How wide the bar of a level is, in columns.
const BAR: usize = 20;

/// The line that is redrawn while an answer is recorded: how long it is, and how loud it is now, in dB of full scale.
pub fn level_line(elapsed: Duration, level: Option<f32>, look: &Look) -> String {
    let margin = look.margin();
    if elapsed.is_zero() {
        return format!("{margin}waiting for the microphone · Enter stops");
    }
    // From -60 dB, a quiet room, to full scale.
    let share = level.map_or(0.0, |level| ((level + 60.0) / 60.0).clamp(0.0, 1.0));
    let filled = (share * BAR as f32).round() as usize;
    let bar = "█".repeat(filled) + &"░".repeat(BAR - filled);
    let seconds = elapsed.as_secs();
    format!(
        "{margin}{}:{:02} {bar} Enter stops",
        seconds / 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{spoken_delivery, typed_delivery};

    #[test]
    fn figures_are_told_in_words_with_the_usual_band_and_the_caveat() {
        let said = "um a tuple I think is sort of fixed and um a list you can change";
        let spoken = spoken_delivery(said, &[], Duration::from_secs(6), Duration::from_secs(60));
        let look = Look {
            plain: true,
            ..Look::default()
        };
        assert_eq!(
            delivery(&Delivery::Spoken(spoken), &look),
            "\nHow you said it, no part of the score\n\
             160 words a minute (usual: 120 to 160)\n\
             3 fillers, 30.0 a minute (\"um\" 2 times, \"sort of\"); recognizers often drop \"um\"\n\
             and \"uh\", so there may have been more\n\
             Hedges: \"i think\"\n\
             16 words in 6.0 s, less than half of the suggested time\n"
        );
        let typed = typed_delivery(
            "a tuple",
            Some(Duration::from_millis(2100)),
            Duration::from_secs(75),
            Duration::from_secs(60),
        );
        assert_eq!(
            delivery(&Delivery::Typed(typed), &Look::default()),
            "\n  How you typed it, no part of the score\n  · First key after 2.1 s\n  · 2 words in 1:15 min, about the suggested time\n"
        );
    }

    #[test]
    fn the_level_fills_its_bar_and_the_microphone_is_waited_for() {
        let look = Look::default();
        let line = |seconds, level| level_line(Duration::from_secs(seconds), level, &look);
        assert!(line(0, None).contains("waiting for the microphone"));
        assert_eq!(
            line(67, Some(-30.0)),
            "  1:07 ██████████░░░░░░░░░░ Enter stops"
        );
        assert!(line(1, Some(3.0)).contains(&"█".repeat(20)));
        assert!(line(1, Some(-100.0)).contains(&"░".repeat(20)));
    }
}
