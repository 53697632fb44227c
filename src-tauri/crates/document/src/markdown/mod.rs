//! Markdown and MDX, by pulldown-cmark; HTML inside goes through the HTML walker.

mod prepare;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::flow::{Flow, Numbering, Style};
use crate::html::Walker;
use crate::prepared::Prepared;
use crate::raw::Raw;
use crate::{BlockKind, Error, Format};

/// Reads Markdown. `text` is the decoded file from `base` on (after a byte-order mark).
pub(crate) fn read(text: &str, base: usize, encoding: String) -> Result<Raw, Error> {
    let prepared = prepare::prepare(text);
    let mut reader = Reader::new(&prepared, base);
    reader.run();
    let Reader { mut flow, mut walker, title, .. } = reader;
    walker.finish(&mut flow);
    let title = title.or(walker.title);
    Ok(Raw {
        encoding: Some(encoding),
        title,
        blocks: flow.finish(),
        unread: walker.unread,
        ..Raw::new(Format::Markdown)
    })
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM
}

struct Reader<'a> {
    prepared: &'a Prepared,
    base: usize,
    flow: Flow,
    walker: Walker,
    title: Option<String>,
    /// Next number and punctuation of the open ordered lists; `None` for bullets.
    lists: Vec<Option<u64>>,
    metadata: bool,
    image: Option<(String, String)>,
    header_row: bool,
    html: Option<Range<usize>>,
    /// Text events that run on, put together: the parser gives every left-over `*` an event of its own.
    pending: Option<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn new(prepared: &'a Prepared, base: usize) -> Self {
        Self {
            prepared,
            base,
            flow: Flow::new(),
            walker: Walker::new(),
            title: None,
            lists: Vec::new(),
            metadata: false,
            image: None,
            header_row: false,
            html: None,
            pending: None,
        }
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        let r = self.prepared.source(range);
        self.base + r.start..self.base + r.end
    }

    fn run(&mut self) {
        let prepared = self.prepared;
        for (event, range) in Parser::new_ext(&prepared.text, options()).into_offset_iter() {
            if !matches!(event, Event::Text(_)) {
                self.flush_text();
            }
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag),
                Event::Text(t) => self.text(&t, range),
                Event::Code(t) => self.code(&t, range),
                Event::Html(_) => {
                    // Lines of one HTML block are read as one stretch: tags may run over line ends.
                    let whole = self.html.get_or_insert(range.clone());
                    whole.end = range.end;
                }
                Event::InlineHtml(_) => self.feed(range),
                Event::SoftBreak => self.line_break(false, range),
                Event::HardBreak => self.line_break(true, range),
                Event::Rule => self.flow.block_end(),
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
                Event::InlineMath(t) | Event::DisplayMath(t) => self.text(&t, range),
            }
        }
        self.flush_text();
        self.flush_html();
    }

    fn feed(&mut self, range: Range<usize>) {
        let prepared = self.prepared;
        let base = self.base;
        let start = range.start;
        let place = move |r: Range<usize>| {
            let s = prepared.source(start + r.start..start + r.end);
            base + s.start..base + s.end
        };
        if let Some(html) = prepared.text.get(range) {
            self.walker.feed(&mut self.flow, html, &place);
        }
    }

    fn flush_html(&mut self) {
        if let Some(range) = self.html.take() {
            self.feed(range);
        }
    }

    fn line_break(&mut self, hard: bool, range: Range<usize>) {
        if self.image.is_none() && !self.walker.skipping() {
            let source = self.place(range);
            self.flow.line_break(hard, source);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.flow.block_start(BlockKind::Paragraph),
            Tag::Heading { level, .. } => self.flow.block_start(BlockKind::Heading { level: level_number(level) }),
            Tag::CodeBlock(kind) => {
                let code = matches!(kind, CodeBlockKind::Fenced(_)) || range.len() > 4;
                let prose = self.prepared.text.get(range).is_some_and(prepare::is_prose);
                self.flow.block_start(if code && !prose { BlockKind::Code } else { BlockKind::Paragraph });
            }
            Tag::List(first) => {
                self.lists.push(first);
                self.flow.list_start();
            }
            Tag::Item => {
                let label = self.item_label(&range);
                self.flow.item_start(label);
            }
            Tag::Table(_) => self.flow.table_start(),
            Tag::TableHead => {
                self.header_row = true;
                self.flow.row_start();
            }
            Tag::TableRow => self.flow.row_start(),
            Tag::TableCell => self.flow.cell_start(self.header_row, 1, 1),
            Tag::Emphasis => self.flow.style(Style::Italic, true),
            Tag::Strong => self.flow.style(Style::Bold, true),
            Tag::Link { dest_url, .. } if dest_url.starts_with('#') && dest_url.len() > 1 => self.flow.anchor(true),
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.into_string(), String::new())),
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::FootnoteDefinition(_) | Tag::BlockQuote(_) => self.flow.block_end(),
            Tag::HtmlBlock => self.html = None,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.walker.close_inline(&mut self.flow);
                self.flow.block_end();
                if !self.flow.in_cell() {
                    self.flow.reset_styles();
                }
            }
            TagEnd::CodeBlock | TagEnd::FootnoteDefinition | TagEnd::BlockQuote(_) => self.flow.block_end(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.flow.list_end();
            }
            TagEnd::Item => {
                self.walker.close_inline(&mut self.flow);
                self.flow.item_end();
            }
            TagEnd::Table => self.flow.table_end(),
            TagEnd::TableHead => self.header_row = false,
            TagEnd::TableCell => {
                self.walker.close_inline(&mut self.flow);
                self.flow.cell_end();
                self.flow.reset_styles();
            }
            TagEnd::Emphasis => self.flow.style(Style::Italic, false),
            TagEnd::Strong => self.flow.style(Style::Bold, false),
            TagEnd::Link => self.flow.anchor(false),
            TagEnd::Image => {
                if let Some((target, alt)) = self.image.take() {
                    let file = target.rsplit('/').next().unwrap_or("").split(['?', '#']).next().unwrap_or("");
                    self.walker.unread.push(crate::html::image_note(file, &alt));
                }
            }
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::HtmlBlock => self.flush_html(),
            _ => {}
        }
    }

    /// The label that Markdown prints before an item: the list's count with the punctuation of the source.
    fn item_label(&mut self, range: &Range<usize>) -> Option<String> {
        let next = self.lists.last_mut()?.as_mut()?;
        let value = *next;
        *next = next.saturating_add(1);
        let marker = self.prepared.text.get(range.clone()).unwrap_or("").trim_start();
        let after = marker.trim_start_matches(|c: char| c.is_ascii_digit());
        let suffix = if after.starts_with(')') { ")" } else { "." };
        Numbering::Decimal.print(i64::try_from(value).unwrap_or(i64::MAX)).map(|n| n + suffix)
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.metadata {
            if self.title.is_none() {
                self.title = prepare::front_matter_title(text);
            }
            return;
        }
        if let Some((_, alt)) = self.image.as_mut() {
            alt.push_str(text);
            return;
        }
        if self.walker.skipping() {
            return;
        }
        if self.prepared.text.get(range.clone()) != Some(text) {
            self.flush_text();
            let source = self.place(range);
            self.flow.decoded(text, source);
            return;
        }
        match self.pending.as_mut() {
            Some(pending) if pending.end == range.start => pending.end = range.end,
            _ => {
                self.flush_text();
                self.pending = Some(range);
            }
        }
    }

    fn flush_text(&mut self) {
        let Some(range) = self.pending.take() else { return };
        let prepared = self.prepared;
        let text = prepared.text.get(range.clone()).unwrap_or("");
        // CommonMark leaves `**` standing where punctuation touches a Han character; readers see bold all the same.
        let escaped = range.start > 0 && prepared.text.as_bytes().get(range.start - 1) == Some(&b'\\');
        if escaped || !text.contains("**") {
            self.exact(range);
            return;
        }
        let mut at = range.start;
        for (i, part) in text.split("**").enumerate() {
            if i > 0 {
                self.flow.toggle_bold();
                at += 2;
            }
            self.exact(at..at + part.len());
            at += part.len();
        }
    }

    /// Text that stands in the prepared source as it is.
    fn exact(&mut self, range: Range<usize>) {
        let prepared = self.prepared;
        for (new, old) in prepared.parts(range) {
            let Some(part) = prepared.text.get(new.clone()) else { continue };
            if old.len() != part.len() {
                // Put in while preparing.
                self.flow.text(part, self.base + old.start..self.base + old.end);
                continue;
            }
            // Code blocks hold their line ends as text.
            let mut at = old.start;
            for line in part.split_inclusive('\n') {
                let bare = line.trim_end_matches(['\n', '\r']);
                self.flow.text(bare, self.base + at..self.base + at + bare.len());
                if bare.len() < line.len() {
                    self.flow.line_break(true, self.base + at + bare.len()..self.base + at + line.len());
                }
                at += line.len();
            }
        }
    }

    fn code(&mut self, text: &str, range: Range<usize>) {
        if self.image.is_some() || self.walker.skipping() {
            return;
        }
        // The range has the back-ticks in it.
        let whole = self.prepared.text.get(range.clone()).unwrap_or("");
        match whole.find(text).filter(|_| !text.is_empty()) {
            Some(i) => self.exact(range.start + i..range.start + i + text.len()),
            None => {
                let source = self.place(range);
                self.flow.decoded(text, source);
            }
        }
    }
}

const fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
