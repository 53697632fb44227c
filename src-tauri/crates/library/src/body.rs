//! The Markdown of a library file: front matter block, headings, paragraphs, fenced blocks, with byte ranges.

use crate::Problem;
use crate::source::SourceFile;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading with what stands below it, down to the next heading of any level.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// Level, 1 the highest; 0 for what stands before the first heading.
    pub(crate) level: usize,
    /// Words of the heading.
    pub(crate) heading: String,
    /// Line of the heading.
    pub(crate) line: usize,
    /// Blocks of text (paragraphs, lists, quotes) as Markdown, in order.
    pub(crate) texts: Vec<String>,
    /// Fenced blocks, in order.
    pub(crate) fences: Vec<Fence>,
}

impl Section {
    /// All text as Markdown.
    pub(crate) fn text(&self) -> String {
        self.texts.join("\n\n")
    }
}

/// A fenced block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fence {
    /// What stands after the opening fence.
    pub(crate) info: String,
    /// Its content.
    pub(crate) text: String,
    /// Line of the opening fence.
    pub(crate) line: usize,
}

/// A file's front matter range and sections.
#[derive(Debug)]
pub(crate) struct Body {
    /// Byte range of the TOML.
    pub(crate) front: Range<usize>,
    /// In order; the first has level 0.
    pub(crate) sections: Vec<Section>,
}

/// Splits a file.
pub(crate) fn read(file: &SourceFile) -> Result<Body, Problem> {
    let mut events =
        Parser::new_ext(&file.text, Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS | Options::ENABLE_TABLES)
            .into_offset_iter();
    let Some((Event::Start(Tag::MetadataBlock(MetadataBlockKind::PlusesStyle)), block)) = events.next() else {
        let hint = "the first line is `+++`, the TOML follows without an empty line, then a line `+++`";
        return Err(Problem::new(&file.shown, 1, "has no front matter").hint(hint));
    };
    let front = front_range(&file.text, &block);
    let mut splitter = Splitter { file, sections: vec![Section::default()], depth: 0, heading: false, fence: false };
    for (event, range) in events.skip_while(|(_, range)| range.start < block.end) {
        splitter.event(&event, range);
    }
    Ok(Body { front, sections: splitter.sections })
}

/// The TOML between the two fences of a metadata block.
fn front_range(text: &str, block: &Range<usize>) -> Range<usize> {
    let inner = text.get(block.clone()).unwrap_or("");
    let start = inner.find('\n').map_or(0, |at| at + 1);
    let end = inner.trim_end().rfind("\n+++").map_or(start, |at| at + 1);
    block.start + start..block.start + end.max(start)
}

struct Splitter<'a> {
    file: &'a SourceFile,
    sections: Vec<Section>,
    depth: usize,
    heading: bool,
    fence: bool,
}

impl Splitter<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.top(tag, range);
                }
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.heading &= !matches!(tag, TagEnd::Heading(_));
                self.fence &= !matches!(tag, TagEnd::CodeBlock);
            }
            Event::Text(words) | Event::Code(words) if self.heading => self.last().heading.push_str(words),
            Event::Text(words) if self.fence => {
                if let Some(fence) = self.last().fences.last_mut() {
                    fence.text.push_str(words);
                }
            }
            _ => {}
        }
    }

    /// A block begins that is not inside another.
    fn top(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let line = self.file.line_at(range.start);
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = true;
                self.sections.push(Section { level: level_number(*level), line, ..Section::default() });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.fence = true;
                let info = info.trim().to_owned();
                self.last().fences.push(Fence { info, text: String::new(), line });
            }
            _ => {
                let text = self.file.text.get(range).unwrap_or("").trim().to_owned();
                self.last().texts.push(text);
            }
        }
    }

    fn last(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }
}

const fn level_number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
