//! Markdown as blocks, by pulldown-cmark: headings, items, bold paragraphs, folds and tables.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::{Block, Kind};
use super::columns::Columns;
use super::html::{Piece, pieces};
use super::{label, wording};

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader {
        starts: std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        ..Reader::default()
    };
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
            .into_offset_iter()
    {
        reader.event(event, range.start);
    }
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    /// Where each line begins.
    starts: Vec<usize>,
    blocks: Vec<Block>,
    /// The text being read, where it began, and how much of its beginning is bold.
    text: String,
    began: Option<usize>,
    strong: bool,
    bold_to: usize,
    /// The next number of each open list.
    lists: Vec<Option<u64>>,
    /// The marker of an item whose text has not come yet.
    marker: Option<Kind>,
    /// Whether the text stands in a link within the page, and how many bytes of it do.
    in_link: bool,
    linked: usize,
    heading: Option<u8>,
    in_code: bool,
    in_summary: bool,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    row: Vec<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => self.push(&text, at),
            Event::Code(code) => self.push(&format!("`{code}`"), at),
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.push(&format!("${math}$"), at)
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", at),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, at),
            Event::Rule => self.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Strong => self.strong = true,
            Tag::Link { dest_url, .. } => self.in_link = dest_url.starts_with('#'),
            Tag::Paragraph | Tag::HtmlBlock | Tag::BlockQuote(_) => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(number(*level));
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
                self.began = Some(at);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(next)) => {
                        *next += 1;
                        Kind::Numbered(u32::try_from(*next - 1).unwrap_or(u32::MAX))
                    }
                    _ => Kind::Bullet,
                });
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Strong => self.strong = false,
            TagEnd::Link => self.in_link = false,
            TagEnd::CodeBlock => {
                let text = std::mem::take(&mut self.text);
                self.in_code = false;
                self.marker = None;
                self.push_block(Kind::Code, text.trim_end().to_owned());
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.marker = None;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let cell = self.text.trim().to_owned();
                self.text.clear();
                (self.bold_to, self.linked) = (0, 0);
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            TagEnd::TableHead => {
                self.began = None;
                if let Some(table) = &mut self.table {
                    table.columns = Columns::of(&std::mem::take(&mut table.row));
                }
            }
            TagEnd::TableRow => self.row(at),
            TagEnd::Table => self.table = None,
            _ => {}
        }
    }

    fn row(&mut self, at: usize) {
        let line = self.line(at);
        self.began = None;
        let Some(table) = &mut self.table else {
            return;
        };
        let cells = std::mem::take(&mut table.row);
        let depth = self.lists.len();
        self.blocks.push(match &table.columns {
            Some(columns) => Block::new(
                line,
                depth,
                Kind::Row(Box::new(columns.question(&cells, line))),
                "",
            ),
            None => Block::new(line, depth, Kind::Text, cells.join(", ")),
        });
    }

    fn push(&mut self, text: &str, at: usize) {
        self.began.get_or_insert(at);
        let was_bold = self.bold_to == self.text.len();
        self.text.push_str(text);
        if self.in_link {
            self.linked += text.len();
        }
        if self.strong && was_bold {
            self.bold_to = self.text.len();
        }
    }

    fn html(&mut self, html: &str, at: usize) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => self.push(&text, at),
                Piece::Open(name) => match name.as_str() {
                    "summary" => {
                        self.flush();
                        self.in_summary = true;
                    }
                    "details" => self.flush(),
                    "b" | "strong" => self.strong = true,
                    "code" => self.push("`", at),
                    "li" => self.push("\n- ", at),
                    _ => self.tag(&name, at),
                },
                Piece::Close(name) => match name.as_str() {
                    "summary" => {
                        self.flush();
                        self.in_summary = false;
                    }
                    "details" => {
                        self.flush();
                        self.began = Some(at);
                        self.push_block(Kind::Closed, String::new());
                    }
                    "b" | "strong" => self.strong = false,
                    "code" => self.push("`", at),
                    _ => self.tag(&name, at),
                },
            }
        }
    }

    fn tag(&mut self, name: &str, at: usize) {
        let level = name
            .strip_prefix('h')
            .and_then(|level| level.parse::<u8>().ok());
        match (name, level) {
            (_, Some(level)) => {
                self.flush();
                self.heading = self.heading.is_none().then_some(level);
            }
            ("br", _) => self.push("\n", at),
            ("p" | "div" | "pre" | "ul" | "ol" | "blockquote", _) => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        if self.in_code {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let bold = text
            .get(..std::mem::take(&mut self.bold_to))
            .unwrap_or("")
            .trim();
        let whole = text.trim();
        let is_link = std::mem::take(&mut self.linked) >= whole.len();
        if whole.is_empty() {
            self.began = None;
            return;
        }
        if is_link && self.heading.is_none() {
            self.marker = None;
            self.push_block(Kind::Link, whole.to_owned());
        } else if self.in_summary {
            self.push_block(Kind::Summary, whole.to_owned());
        } else if let Some(level) = self.heading {
            self.push_block(Kind::Heading(level), whole.to_owned());
        } else if !bold.is_empty() && bold.len() < whole.len() && wording::asks(bold) {
            // A bold question with its answer behind it.
            let began = self.began;
            let rest = whole[bold.len()..].trim().to_owned();
            self.emit(bold, true);
            self.began = began;
            self.push_block(Kind::Text, rest);
            if let Some(last) = self.blocks.last_mut() {
                last.depth += 1;
            }
        } else {
            self.emit(whole, bold.len() == whole.len());
        }
    }

    fn emit(&mut self, text: &str, is_bold: bool) {
        if let Some(rest) = label::answer(text) {
            self.marker = None;
            self.push_block(Kind::Answer, rest.to_owned());
        } else if let Some(rest) = label::question(text) {
            self.marker = None;
            self.push_block(Kind::Asked, rest.to_owned());
        } else if let Some(marker) = self.marker.take() {
            self.push_block(marker, text.to_owned());
            if let Some(last) = self.blocks.last_mut() {
                last.depth = self.lists.len().saturating_sub(1);
            }
        } else if is_bold {
            let (kind, text) = label::item(text).unwrap_or((Kind::Bold, text));
            self.push_block(kind, text.to_owned());
        } else {
            self.push_block(Kind::Text, text.to_owned());
        }
    }

    fn push_block(&mut self, kind: Kind, text: String) {
        let began = self.began.take().unwrap_or(0);
        let line = self.line(began);
        self.blocks
            .push(Block::new(line, self.lists.len(), kind, text));
    }

    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at)
    }
}

const fn number(level: HeadingLevel) -> u8 {
    level as u8
}
