//! What a look is worth in marked answers, as text: the worst first, and a few of each kind unless all are asked for.

use crate::report::{
    Details, Discrimination, FiringPattern, Missed, PatternFigures, PointFigures, QuestionFigures,
    RubricPattern, Said, Suggestion, Verdicts, Wrongest,
};
use crate::terminal::render::{paragraph, quote};
use crate::terminal::{Look, Paint, clean};
use crate::text::count;

/// So many of each kind are shown, and so many answers: they take more room.
const SHOWN: usize = 10;
const ANSWERS_SHOWN: usize = 5;
/// So many points of an answer are shown.
const POINTS_SHOWN: usize = 4;
/// An answer is quoted in so many columns; the words of a point or pattern in so many.
const ANSWER_COLUMNS: usize = 210;
const WORDS_COLUMNS: usize = 60;

/// Everything that there is to say; starts with a blank line.
pub(super) fn told(details: &Details, all: bool, look: &Look) -> String {
    let page = Page { all, look };
    [
        page.questions(&details.questions),
        page.key_points(&details.key_points),
        page.worst(&details.worst),
        page.suggestions(&details.suggestions),
        page.patterns(&details.patterns),
    ]
    .concat()
}

struct Page<'a> {
    all: bool,
    look: &'a Look,
}

impl Page<'_> {
    /// A heading, perhaps the names of columns, and what stands under them; nothing where there is nothing.
    fn section<T>(
        &self,
        heading: &str,
        columns: &str,
        items: &[T],
        at_most: usize,
        told: impl Fn(&T) -> String,
    ) -> String {
        if items.is_empty() {
            return String::new();
        }
        let shown = if self.all { items.len() } else { at_most };
        let heading = paragraph(self.look, "", "", heading);
        let mut text = format!("\n{}{columns}", self.look.paint(Paint::Strong, &heading));
        text.extend(items.iter().take(shown).map(told));
        if items.len() > shown {
            text.push_str(&format!("  and {} more: --all\n", items.len() - shown));
        }
        text
    }

    /// A paragraph under a heading, so many steps in.
    fn under(&self, depth: usize, text: &str) -> String {
        let margin = "  ".repeat(depth);
        paragraph(self.look, &margin, &format!("{margin}  "), text)
    }

    fn questions(&self, questions: &[QuestionFigures]) -> String {
        let columns = format!(
            "  {:>4} {:>6} {:>6} {:>6} {:>3} {:>3}  question\n",
            "n", "human", "viva", "off", "FP", "FN"
        );
        let heading = "Questions, furthest off first (mean mark, mean score, mean difference, false positives, false negatives)";
        self.section(heading, &columns, questions, SHOWN, |one| {
            let question = clean(&one.question).replace('\n', " ");
            format!(
                "  {:>4} {:>6.1} {:>6.1} {:>6.1} {:>3} {:>3}  {question}\n",
                one.n, one.human, one.viva, one.off, one.false_positives, one.false_negatives,
            )
        })
    }

    fn key_points(&self, points: &[PointFigures]) -> String {
        let bad: Vec<&PointFigures> = points
            .iter()
            .filter(|point| self.all || point.finding.is_some())
            .collect();
        let heading = if self.all {
            "Key points in good answers (65 or more) and in poor ones (below 40)"
        } else {
            "Key points that don't tell good answers (65 or more) from poor ones (below 40)"
        };
        self.section(heading, "", &bad, SHOWN, |point| self.key_point(point))
    }

    fn key_point(&self, point: &PointFigures) -> String {
        let finding = point.finding.map(|finding| match finding {
            Discrimination::ContradictedByGood => "good answers are read as its opposite",
            Discrimination::AsOftenInPoor => "poor answers meet it as often as good ones",
            Discrimination::NeverMet => "no good answer meets it",
        });
        let finding = finding.map_or(String::new(), |finding| format!(": {finding}"));
        [
            self.under(1, &format!("{} {}{finding}", point.question, point.id)),
            self.under(2, &quote(&point.statement, WORDS_COLUMNS)),
            self.under(
                2,
                &format!(
                    "good: {}; poor: {}",
                    verdicts(point.good),
                    verdicts(point.poor)
                ),
            ),
        ]
        .concat()
    }

    fn worst(&self, answers: &[Wrongest]) -> String {
        let heading = "Answers graded furthest from their marks";
        self.section(heading, "", answers, ANSWERS_SHOWN, |one| self.answer(one))
    }

    fn answer(&self, one: &Wrongest) -> String {
        let kind = one
            .kind
            .as_ref()
            .map_or(String::new(), |kind| format!(", {kind}"));
        let is_high = one.off > 0.0;
        let direction = if is_high { "too high" } else { "too low" };
        let mut text = self.under(
            1,
            &format!(
                "{} ({}{kind}): marked {}, graded {:.1}, {:.1} {direction}",
                one.place,
                one.question,
                one.human,
                one.score,
                one.off.abs()
            ),
        );
        text.push_str(&self.under(2, &quote(&one.answer, ANSWER_COLUMNS)));
        let given = self.listed("gave", &one.given, |said: &Said| {
            format!("{} for {}", said.id, quote(&said.words, WORDS_COLUMNS))
        });
        let wrong = self.listed("read as wrong", &one.wrong, |said: &Said| {
            format!(
                "{} ({}), for {}",
                said.id,
                said.statement,
                quote(&said.words, WORDS_COLUMNS)
            )
        });
        let missed = self.listed("missed", &one.missed, missed_point);
        let off = self.listed("points off", &one.taken_off, |step| {
            format!("{}: from {:.1} to {:.1}", step.reason, step.from, step.to)
        });
        // What explains the difference comes first.
        let parts = if is_high {
            [given, wrong, off, String::new()]
        } else {
            [wrong, off, missed, given]
        };
        text.extend(parts);
        text
    }

    /// Items of one kind, each a line.
    fn listed<T>(&self, name: &str, items: &[T], told: impl Fn(&T) -> String) -> String {
        let shown = if self.all { items.len() } else { POINTS_SHOWN };
        let mut text: String = items
            .iter()
            .take(shown)
            .map(|item| self.under(2, &format!("{name}: {}", told(item))))
            .collect();
        if items.len() > shown {
            let more = format!("{} more", items.len() - shown);
            text.push_str(&self.under(2, &format!("{name}: {more}")));
        }
        text
    }

    fn suggestions(&self, suggestions: &[Suggestion]) -> String {
        let heading =
            "What good answers (85 or more) say where no pattern met: patterns to consider";
        self.section(heading, "", suggestions, SHOWN, |one| {
            let words: Vec<String> = one
                .words
                .iter()
                .map(|words| quote(words, WORDS_COLUMNS))
                .collect();
            [
                self.under(
                    1,
                    &format!(
                        "'{}' for {} {}: in {} that {} it, in {}",
                        one.pattern,
                        one.question,
                        one.key_point,
                        count(one.good, "good answer", "good answers"),
                        if one.good == 1 { "misses" } else { "miss" },
                        count(one.poor, "poor one", "poor ones"),
                    ),
                ),
                self.under(2, &format!("point: {}", one.statement)),
                self.under(2, &words.join(", ")),
            ]
            .concat()
        })
    }

    fn patterns(&self, patterns: &PatternFigures) -> String {
        let firing = |one: &FiringPattern| {
            let counts = format!(
                "{}: in {}, in {}",
                named(&one.pattern),
                count(one.wrong, "wrong answer", "wrong answers"),
                count(one.good, "good one", "good ones")
            );
            self.under(1, &counts) + &self.under(2, &quote(&one.words, WORDS_COLUMNS))
        };
        let never = format!(
            "Patterns that met no marked answer and no sample of their rubric: {} of {}",
            patterns.never.len(),
            patterns.all
        );
        [
            self.section(
                "Patterns that credit wrong answers (below 15, or of the kind `wrong`); good: 85 or more",
                "",
                &patterns.on_wrong,
                SHOWN,
                firing,
            ),
            self.section(
                "Patterns of misconceptions and of `wrong` that accuse good answers (85 or more)",
                "",
                &patterns.on_good,
                SHOWN,
                firing,
            ),
            self.section(&never, "", &patterns.never, SHOWN, |one| {
                self.under(1, &named(one))
            }),
        ]
        .concat()
    }
}

/// "3 met, 1 partly, 2 missing of 6"
fn verdicts(verdicts: Verdicts) -> String {
    if verdicts.n == 0 {
        return "none".to_owned();
    }
    let counts = [
        (verdicts.met, "met"),
        (verdicts.partial, "partly"),
        (verdicts.missing, "missing"),
        (verdicts.contradicted, "contradicted"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    format!("{} of {}", told.join(", "), verdicts.n)
}

fn missed_point(missed: &Missed) -> String {
    let point = format!("{} ({}), {}", missed.id, missed.statement, missed.why);
    match &missed.closest {
        Some(words) if !missed.lacking.is_empty() => format!(
            "{point}; closest: {}, where nothing says: {}",
            quote(words, WORDS_COLUMNS),
            missed.lacking.join("; ")
        ),
        Some(words) => format!("{point}; closest: {}", quote(words, WORDS_COLUMNS)),
        None => point,
    }
}

/// Whose pattern it is, and the pattern.
fn named(pattern: &RubricPattern) -> String {
    let list = match pattern.list {
        "wrong" => ", wrong",
        _ => "",
    };
    format!(
        "'{}' ({} {}{list})",
        pattern.pattern, pattern.question, pattern.of
    )
}
