//! `viva report --class`: the results of a class, read line by line, as a page, as Markdown or as JSON; or as a folder with
//! a page for each student.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use jiff::Zoned;

use super::file::{self, refused};
use super::{Target, in_words, question, show, target, tell, tell_gone};
use crate::cli::{ReportArgs, ReportFormat, SharedArgs};
use crate::commands::grade::open_input;
use crate::commands::open_bank::open_bank;
use crate::commands::output::{print, print_json, write_pieces};
use crate::commands::{Exit, Failure};
use crate::report::{
    Added, Class, NotAResult, class_html, class_json, class_markdown, read_line, student_html,
};
use crate::terminal::clean;

/// A line of this many bytes is no result: those have some kilobytes, whatever the answer was.
const LINE_AT_MOST: u64 = 8 << 20;

/// So many complaints are told one by one.
const TOLD: usize = 20;

/// Runs `viva report --class`.
pub(super) fn run(
    results: &Path,
    args: &ReportArgs,
    shared: &SharedArgs,
    format: ReportFormat,
) -> Result<Exit, Failure> {
    let folder = args
        .output
        .as_deref()
        .filter(|path| format == ReportFormat::Html && is_folder(path));
    let target = target(args, format)?;
    let (mut class, bad) = read(results)?;
    if class.answers() == 0 {
        return Err(
            Failure::usage(format!("no result in {}", results.display()))
                .hint("it takes what `viva grade --jsonl` printed; give each request a `student`"),
        );
    }
    let bank = open_bank(shared);
    tell_gone(class.look_up(|id| question(&bank, id)));
    let made = in_words(&Zoned::now());
    let page = |to: &mut dyn io::Write| match format {
        ReportFormat::Html => class_html(&class, &made, None, &mut { to }),
        ReportFormat::Md => to.write_all(class_markdown(&class, &made).as_bytes()),
        ReportFormat::Json => writeln!(to, "{}", class_json(&class)),
    };
    let written = match (folder, target) {
        (Some(folder), _) => Some(into_folder(folder, &class, &made)?),
        (None, Target::Stdout) => {
            match format {
                ReportFormat::Html => write_pieces(page)?,
                ReportFormat::Md => print(&clean(&class_markdown(&class, &made)))?,
                ReportFormat::Json => print_json(&(class_json(&class) + "\n"))?,
            }
            None
        }
        (None, Target::File(path)) => {
            file::replace(&path, &page)?;
            Some(path)
        }
        (None, Target::New) => Some(file::create("viva-class", &page)?),
    };
    if let Some(path) = written {
        tell(&format!("The report is in {}", path.display()));
        if args.open {
            show(&path)?;
        }
    }
    Ok(if bad { Exit::No } else { Exit::Done })
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Reads the results; what is no result is told, and true comes back beside the rest.
fn read(results: &Path) -> Result<(Class, bool), Failure> {
    let shown = match results.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => results.display().to_string(),
    };
    let mut input = BufReader::with_capacity(256 * 1024, open_input(results)?);
    let mut class = Class::default();
    let mut complaints = Complaints::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = (&mut input).take(LINE_AT_MOST).read_until(b'\n', &mut line);
        let read =
            read.map_err(|error| Failure::outside(format!("{shown} can't be read: {error}")))?;
        if read == 0 {
            break;
        }
        let place = format!("{shown}:{number}");
        if line.len() as u64 == LINE_AT_MOST && !line.ends_with(b"\n") {
            input
                .skip_until(b'\n')
                .map_err(|error| Failure::outside(format!("{shown} can't be read: {error}")))?;
            let error = NotAResult::Shape("the line is too long for one".to_owned());
            complaints.bad(&format!("{place}: {error}"));
            continue;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        match read_line(text).and_then(|line| class.add(number, line)) {
            Err(error) => complaints.bad(&format!("{place}: {error}")),
            Ok(Added::InPlaceOf {
                student,
                question,
                line,
            }) => complaints.tell(&format!(
                "{place}: {student} answered {question} in line {line} already; both are graded, and this later one counts"
            )),
            Ok(Added::Counted | Added::NotGraded) => {}
        }
    }
    complaints.end();
    match class.not_graded() {
        0 => {}
        1 => tell("1 answer could not be graded; the batch told why"),
        many => tell(&format!(
            "{many} answers could not be graded; the batch told why"
        )),
    }
    match class.nameless() {
        0 => {}
        1 => tell("1 result names no student"),
        many => tell(&format!("{many} results name no student")),
    }
    Ok((class, complaints.any_bad))
}

/// What is to be told of lines: the first of them, and how many more there were.
#[derive(Default)]
struct Complaints {
    told: usize,
    any_bad: bool,
}

impl Complaints {
    fn bad(&mut self, message: &str) {
        self.any_bad = true;
        self.tell(message);
    }

    fn tell(&mut self, message: &str) {
        self.told += 1;
        if self.told <= TOLD {
            tell(message);
        }
    }

    fn end(&self) {
        if self.told > TOLD {
            tell(&format!("and {} more such lines", self.told - TOLD));
        }
    }
}

/// Writes `index.html` and a page for each student into a folder, which is made where there is none; returns the path of the
/// index. A student's page holds nothing of the others.
fn into_folder(folder: &Path, class: &Class, made: &str) -> Result<std::path::PathBuf, Failure> {
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    let links: Vec<String> = class
        .students()
        .enumerate()
        .map(|(number, name)| format!("{}.html", file_name(number, name)))
        .collect();
    for (number, link) in links.iter().enumerate() {
        let page = |to: &mut dyn io::Write| student_html(class, made, number, &mut { to });
        file::replace(&folder.join(link), &page)?;
    }
    let index = folder.join("index.html");
    file::replace(&index, &|to| {
        class_html(class, made, Some(&links), &mut { to })
    })?;
    Ok(index)
}

/// A name that every system takes for a file: the student's number, and of the name its plain letters.
fn file_name(number: usize, name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let mut file = format!("student-{:03}", number + 1);
    for word in words {
        file.push('-');
        file.push_str(word);
    }
    file
}
