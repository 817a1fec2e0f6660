//! From blocks to questions: headings give topics and levels, what stands under a question answers it, and the rest is left
//! out with the reason.

use super::block::{Block, Kind};
use super::body::{answer, is_label_alone, level_of, speaks_of_code, split_answer};
use super::heading::{headed, topic_of_title};
use super::level::{level_tag, without_level};
use super::structure::{Structure, structure};
use super::wording::split_title;
use super::{Cause, Found, Imported, excerpt, label};
use crate::assessment::Level;

/// Reads the blocks of a list.
pub(super) fn read(blocks: &[Block]) -> Imported {
    let structure = structure(blocks);
    let mut reader = Reader {
        blocks,
        structure: &structure,
        sections: Vec::new(),
        open: None,
        bodies: Vec::new(),
        imported: Imported::default(),
    };
    for at in 0..blocks.len() {
        reader.block(at);
    }
    reader.close();
    reader.leave_sections(0);
    reader.drop_footer();
    reader.imported
}

/// A heading that is in force.
struct Section {
    depth: u8,
    line: usize,
    text: String,
    level: Option<Level>,
    topic: Option<String>,
    has_questions: bool,
}

/// A question whose answer is being read.
struct Open {
    found: Found,
    rank: u8,
    depth: usize,
    /// The level of its heading, where it is one.
    heading: Option<u8>,
    body: Vec<(usize, Kind, String)>,
}

struct Reader<'a> {
    blocks: &'a [Block],
    structure: &'a Structure,
    sections: Vec<Section>,
    open: Option<Open>,
    /// The lines and texts of each question's answer.
    bodies: Vec<Vec<(usize, Kind, String)>>,
    imported: Imported,
}

/// A question of one kind is not ended by one of a lesser kind: a bullet that asks may be part of an answer.
const fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::Heading(_) | Kind::Row(_) => 6,
        Kind::Summary => 5,
        Kind::Asked => 4,
        Kind::Numbered(_) => 3,
        Kind::Bold => 2,
        Kind::Bullet => 1,
        _ => 0,
    }
}

impl Reader<'_> {
    fn block(&mut self, at: usize) {
        let block = &self.blocks[at];
        if let Kind::Row(row) = &block.kind {
            self.close();
            self.add(row.as_ref().clone(), Vec::new());
        } else if self.structure.heads[at] && !self.is_inner_heading(block) {
            self.heading(at);
        } else if self.structure.opens[at] && self.may_open(block) {
            self.close();
            self.open_question(block);
        } else if block.kind == Kind::Closed {
            if self
                .open
                .as_ref()
                .is_some_and(|open| open.rank == rank(&Kind::Summary))
            {
                self.close();
            }
        } else {
            self.body(block);
        }
    }

    fn may_open(&self, block: &Block) -> bool {
        self.open.as_ref().is_none_or(|open| {
            let is_inner = block.depth > open.depth + 1
                || (block.kind == Kind::Bullet && block.depth > open.depth);
            let outranks = match (&block.kind, open.heading) {
                (Kind::Heading(level), Some(above)) => *level <= above,
                _ => rank(&block.kind) >= open.rank,
            };
            outranks && !is_inner || !self.structure.answered && block.depth <= open.depth + 1
        })
    }

    /// A heading under a question that is a heading itself: "Answer", "Example".
    fn is_inner_heading(&self, block: &Block) -> bool {
        let is_label = label::answer(&block.text).is_some_and(str::is_empty);
        let open = self.open.as_ref();
        match (&block.kind, open.and_then(|open| open.heading)) {
            (Kind::Heading(level), Some(above)) => *level > above,
            _ => is_label && open.is_some(),
        }
    }

    fn heading(&mut self, at: usize) {
        let block = &self.blocks[at];
        // A level right under a question is the question's.
        if let (Some(open), Kind::Line | Kind::Bold) = (&mut self.open, &block.kind)
            && open.body.is_empty()
            && open.found.level.is_none()
            && self.structure.tagged
            && let Some(level) = level_tag(&block.text)
        {
            open.found.level = Some(level);
            return;
        }
        self.close();
        let mut headed = headed(&block.text, &self.structure.title);
        if block.text == self.structure.title {
            headed.topic = topic_of_title(&block.text);
        }
        let marked = match block.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        };
        if marked.is_none() && headed.about_questions && !self.stands_before_question(at) {
            headed.topic = None;
        }
        let depth = marked.unwrap_or(if headed.topic.is_none() { 7 } else { 8 });
        self.leave_sections(depth);
        self.sections.push(Section {
            depth,
            line: block.line,
            text: block.text.clone(),
            level: headed.level,
            topic: headed.topic,
            has_questions: false,
        });
    }

    /// Whether nothing but headings stands between a block and the next question.
    fn stands_before_question(&self, at: usize) -> bool {
        let after = (at + 1..self.blocks.len())
            .take(4)
            .find(|&next| !self.structure.heads[next]);
        after.is_some_and(|next| self.structure.opens[next])
    }

    /// Ends the headings from a depth on; one that had no question is left out.
    fn leave_sections(&mut self, depth: u8) {
        while self
            .sections
            .last()
            .is_some_and(|section| section.depth >= depth)
        {
            let Some(section) = self.sections.pop() else {
                return;
            };
            if !section.has_questions && section.text != self.structure.title {
                let why = format!("a heading without questions: {}", excerpt(&section.text));
                self.imported.leave_out(section.line, Cause::Aside, why);
            }
        }
    }

    fn open_question(&mut self, block: &Block) {
        let text = label::item(&block.text).map_or(block.text.as_str(), |(_, rest)| rest);
        let text = label::question(text).unwrap_or(text);
        let (asked, rest) = split_answer(text);
        let (asked, level) = without_level(asked);
        let (title, prompt) = split_title(&asked);
        let found = Found {
            line: block.line,
            title: title.map(str::to_owned),
            prompt: prompt
                .split('\n')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" "),
            level,
            ..Found::default()
        };
        let heading = match block.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        };
        let mut open = Open {
            found,
            rank: rank(&block.kind),
            depth: block.depth,
            heading,
            body: Vec::new(),
        };
        if !rest.is_empty() {
            open.body.push((block.line, Kind::Text, rest.to_owned()));
        }
        self.open = Some(open);
    }

    /// A block that is neither heading nor question.
    fn body(&mut self, block: &Block) {
        let answered = self.structure.answered;
        let Some(open) = &mut self.open else {
            if !is_label_alone(block) {
                self.aside(block);
            }
            return;
        };
        if let Some(level) = level_of(&block.text).filter(|_| block.kind != Kind::Code)
            && open.found.level.is_none()
        {
            open.found.level = Some(level);
        } else if let Some(topic) = label::topic(&block.text).filter(|_| block.kind == Kind::Text) {
            super::columns::tags(&mut open.found, topic.split(','));
        } else if block.kind == Kind::Link {
            self.aside(block);
        } else if is_label_alone(block) {
        } else if open.rank == rank(&Kind::Bullet)
            && block.kind == Kind::Bullet
            && block.depth <= open.depth
        {
            // Beside the question, not under it.
            self.close();
            self.aside(block);
        } else if answered || block.depth > open.depth || block.kind == Kind::Answer {
            open.body
                .push((block.line, block.kind.clone(), block.text.clone()));
        } else if block.kind == Kind::Code && open.body.is_empty() {
            open.found.code = Some(block.text.clone());
        } else {
            self.close();
            self.aside(block);
        }
    }

    fn aside(&mut self, block: &Block) {
        let why = match block.kind {
            Kind::Answer => format!("an answer without a question: {}", excerpt(&block.text)),
            Kind::Code => "code that belongs to no question".to_owned(),
            Kind::Link => format!("a link within the page: {}", excerpt(&block.text)),
            _ if block.text.starts_with(['©', '®']) => {
                format!("a footer: {}", excerpt(&block.text))
            }
            _ => format!("asks nothing: {}", excerpt(&block.text)),
        };
        self.imported.leave_out(block.line, Cause::Aside, why);
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let mut found = open.found;
        let mut body = open.body;
        if found.code.is_none()
            && speaks_of_code(&found.prompt)
            && body.first().is_some_and(|(_, kind, _)| *kind == Kind::Code)
        {
            found.code = Some(body.remove(0).2);
        }
        self.add(found, body);
    }

    fn add(&mut self, mut found: Found, body: Vec<(usize, Kind, String)>) {
        for section in &mut self.sections {
            section.has_questions = true;
        }
        let sections = || self.sections.iter().rev();
        found.topic = found
            .topic
            .or_else(|| sections().find_map(|section| section.topic.clone()));
        found.level = found
            .level
            .or_else(|| sections().find_map(|section| section.level));
        if found.answer.is_empty() {
            found.answer = answer(&body);
        }
        self.imported.questions.push(found);
        self.bodies.push(body);
    }

    /// What stands behind the last answer of a page belongs to the page. Where every other answer is one or two blocks long,
    /// the last one is no longer.
    fn drop_footer(&mut self) {
        let Some((last, others)) = self.bodies.split_last() else {
            return;
        };
        let longest = others.iter().map(Vec::len).max().unwrap_or(0);
        if others.len() < 4 || !(1..=2).contains(&longest) || last.len() <= longest {
            return;
        }
        let (kept, cut) = last.split_at(longest);
        if let Some(question) = self.imported.questions.last_mut() {
            question.answer = answer(kept);
        }
        for (line, _, text) in cut {
            let why = format!("stands behind the last answer: {}", excerpt(text));
            self.imported.leave_out(*line, Cause::Aside, why);
        }
    }
}
