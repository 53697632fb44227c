//! From the paragraphs and tables of a story to blocks: labels, kinds, joined paragraphs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::numbering::{Counters, Numbering, Place, Printed};
use super::story::{Beside, NoteAt, Paragraph, Piece, StoryNode};
use super::styles::Styles;
use super::table;
use crate::measure::words;
use crate::raw::{Note, RawBlock};
use crate::{BlockKind, Emphasis, Error, Options, Revisions, Source, Story, TextRange, Unread};

/// Longest text that is taken for a title by its size alone.
const TITLE_WORDS: usize = 14;
/// How much larger than the body a title is set, in per cent.
const TITLE_SIZE: u32 = 125;
/// Longest text of a heading style that is taken for a heading: many agreements set whole clauses in `Heading 2`.
const HEADING_WORDS: usize = 25;
/// The same when it ends like a sentence.
const HEADING_SENTENCE_WORDS: usize = 8;
/// Characters of the text before a picture that are shown to find it by.
const CONTEXT: usize = 40;

/// Collects the blocks of a document, story by story.
pub(super) struct Builder<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counters: Counters,
    part: String,
    story: Story,
    /// What is read is printed on every page, or only draws a line between text and notes.
    furniture: bool,
    view: Revisions,
    text_left: u64,
    max_text: u64,
    pub(super) blocks: Vec<RawBlock>,
    pub(super) notes: Vec<Note>,
    /// Comments by their ids, as indices into the notes.
    comments: HashMap<String, usize>,
    /// Notes of paragraphs without text, for the next block.
    waiting: Vec<usize>,
    pub(super) unread: Vec<Unread>,
    /// The first paragraph of style Title.
    pub(super) title: Option<String>,
    /// Font sizes of titles without a style, the largest first.
    title_sizes: Vec<u32>,
}

/// Why a paragraph goes on in the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Its mark does not show in this view: it was taken out with changes tracked, or put in.
    Mark,
    /// Its mark is a style separator: a run-in heading.
    Separator,
}

impl<'a> Builder<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering, options: &Options) -> Self {
        Self {
            styles,
            numbering,
            counters: Counters::default(),
            part: String::new(),
            story: Story::Body,
            furniture: false,
            view: options.revisions,
            text_left: options.max_text,
            max_text: options.max_text,
            blocks: Vec::new(),
            notes: Vec::new(),
            comments: HashMap::new(),
            waiting: Vec::new(),
            unread: Vec::new(),
            title: None,
            title_sizes: Vec::new(),
        }
    }

    /// Adds the blocks of a part.
    ///
    /// # Errors
    /// [`Error::TooLarge`] once there is more text than allowed.
    pub(super) fn story(&mut self, part: &str, story: Story, nodes: Vec<StoryNode>) -> Result<(), Error> {
        self.part = part.to_owned();
        self.story = story;
        self.furniture = matches!(story, Story::Header | Story::Footer);
        if story == Story::Body {
            self.title_sizes = title_sizes(&nodes);
        }
        self.nodes(nodes)?;
        self.settle();
        Ok(())
    }

    /// Notes that still wait at the end of a story stay in it.
    fn settle(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            let end = TextRange::new(last.text.len(), last.text.len());
            last.notes.extend(self.waiting.drain(..).map(|note| (end, note)));
        }
    }

    /// Adds the blocks of a footnote or endnote; `mark` is what the reference to it prints.
    ///
    /// # Errors
    /// As [`Builder::story`].
    pub(super) fn note(
        &mut self,
        part: &str,
        story: Story,
        mark: Option<String>,
        note: super::notes::NoteText,
    ) -> Result<(), Error> {
        let first = self.blocks.len();
        self.furniture = note.separator;
        self.part = part.to_owned();
        self.story = story;
        self.nodes(note.nodes)?;
        self.settle();
        if let Some(block) = self.blocks.get_mut(first).filter(|b| b.auto_label.is_none()) {
            block.auto_label = mark;
        }
        Ok(())
    }

    /// Takes in a comment, to be placed by the paragraphs that it is about.
    pub(super) fn comment(&mut self, comment: super::notes::NoteText) -> Result<(), Error> {
        let mut lines = Vec::new();
        self.comment_lines(comment.nodes, &mut lines);
        let text = lines.join("\n");
        self.take(text.len())?;
        self.comments.insert(comment.id, self.notes.len());
        self.notes.push(Note::Comment { author: comment.author, date: comment.date, text });
        Ok(())
    }

    fn comment_lines(&mut self, nodes: Vec<StoryNode>, lines: &mut Vec<String>) {
        for node in nodes {
            match node {
                StoryNode::Paragraph(p) => {
                    // What is changed or hidden inside a comment has no place in the text.
                    self.anchor(p.notes, 0);
                    lines.extend(Some(p.text.trim().to_owned()).filter(|t| !t.is_empty()));
                }
                StoryNode::Table(rows) => {
                    rows.into_iter().flat_map(|r| r.cells).for_each(|c| self.comment_lines(c.nodes, lines));
                }
                StoryNode::TextBox(nodes) => self.comment_lines(nodes, lines),
                StoryNode::Foreign(_) => {}
            }
        }
    }

    /// Keeps words that stand at no place of the text.
    ///
    /// # Errors
    /// As [`Builder::story`].
    pub(super) fn unplaced(&mut self, text: String) -> Result<(), Error> {
        self.take(text.len())?;
        self.notes.push(Note::Aside { kind: crate::AsideKind::Unplaced, text });
        Ok(())
    }

    /// Adds notes, and says where they stand in a text to which theirs was appended at `offset`.
    pub(super) fn anchor(&mut self, notes: Vec<NoteAt>, offset: usize) -> Vec<(TextRange, usize)> {
        let mut placed = Vec::with_capacity(notes.len());
        for NoteAt { text, what, words } in notes {
            let range = TextRange::new(text.start + offset, text.end + offset);
            let note = match what {
                Beside::Change(r) => Note::Change { kind: r.kind, author: r.author, date: r.date, text: words },
                Beside::Aside(kind) => Note::Aside { kind, text: words },
                Beside::Comment(id) => {
                    placed.extend(self.comments.get(&id).map(|&comment| (range, comment)));
                    continue;
                }
            };
            placed.push((range, self.notes.len()));
            self.notes.push(note);
        }
        placed
    }

    /// Notes that wait for a block with text.
    pub(super) fn wait(&mut self, notes: Vec<NoteAt>) {
        let placed = self.anchor(notes, 0);
        self.waiting.extend(placed.into_iter().map(|(_, note)| note));
    }

    pub(super) fn nodes(&mut self, nodes: Vec<StoryNode>) -> Result<(), Error> {
        let mut open: Option<(Box<Paragraph>, Join)> = None;
        // Text boxes of a paragraph that goes on: they must not come between its parts.
        let mut boxes: Vec<StoryNode> = Vec::new();
        for node in nodes {
            match node {
                StoryNode::Paragraph(paragraph) => {
                    let (paragraph, run_in) = join(open.take(), paragraph);
                    let mark = &paragraph.properties.mark;
                    if !mark.ends_paragraph(self.view) {
                        open = Some((paragraph, Join::Mark));
                    } else if mark.style_separator && run_in.is_none() && !paragraph.text.trim().is_empty() {
                        open = Some((paragraph, Join::Separator));
                    } else {
                        self.paragraph(*paragraph, run_in)?;
                        self.boxes(std::mem::take(&mut boxes))?;
                    }
                }
                StoryNode::TextBox(nodes) if open.is_some() => boxes.extend(nodes),
                StoryNode::TextBox(nodes) => self.boxes(nodes)?,
                StoryNode::Table(rows) => {
                    self.close(open.take())?;
                    self.boxes(std::mem::take(&mut boxes))?;
                    if table::is_layout(&rows, self) {
                        for cell in rows.into_iter().flat_map(|row| row.cells) {
                            self.nodes(cell.nodes)?;
                        }
                    } else {
                        // What stands across all columns above the table introduces it.
                        let mut rows = rows;
                        let body = rows.split_off(table::leading(&rows));
                        for cell in rows.into_iter().flat_map(|row| row.cells) {
                            self.nodes(cell.nodes)?;
                        }
                        let block = table::block(body, self)?;
                        self.add(block)?;
                    }
                }
                StoryNode::Foreign(id) => self.unread.push(Unread {
                    scanned_page: None,
                    place: format!("{}, embedded document {id}", self.part),
                    reason: "it is kept in another format inside the Word file and is not read. Open the file in \
                             Word, save it once (which takes the part in) and read it again"
                        .into(),
                }),
            }
        }
        self.close(open.take())?;
        self.boxes(boxes)
    }

    /// Adds what stands in text boxes.
    fn boxes(&mut self, nodes: Vec<StoryNode>) -> Result<(), Error> {
        if nodes.is_empty() {
            return Ok(());
        }
        let around = self.story;
        if around == Story::Body {
            self.story = Story::TextBox;
        }
        let result = self.nodes(nodes);
        self.story = around;
        result
    }

    fn close(&mut self, open: Option<(Box<Paragraph>, Join)>) -> Result<(), Error> {
        match open {
            // With its mark and all of its text gone there is no paragraph.
            Some((paragraph, Join::Mark)) if paragraph.text.trim().is_empty() => {
                self.wait(paragraph.notes);
                Ok(())
            }
            Some((paragraph, _)) => self.paragraph(*paragraph, None),
            None => Ok(()),
        }
    }

    /// Where a paragraph stands in which list.
    fn place(&self, paragraph: &Paragraph) -> Option<Place> {
        self.numbering.place(&paragraph.properties, self.styles)
    }

    /// Whether a paragraph gets a printed number (not a bullet) or stands in the outline.
    pub(super) fn is_labelled(&self, paragraph: &Paragraph) -> bool {
        self.place(paragraph).is_some_and(|p| !self.numbering.is_bullet(p, self.styles))
            || self.styles.outline(paragraph.properties.style.as_deref()).is_some()
    }

    /// What a table of this story is.
    pub(super) fn table_kind(&self) -> BlockKind {
        if self.furniture { BlockKind::Furniture } else { BlockKind::Table }
    }

    /// Counts a paragraph and gives its place and what is printed in front of it.
    pub(super) fn label(&mut self, paragraph: &Paragraph) -> Option<(Place, Printed)> {
        let empty = paragraph.text.trim().is_empty();
        // A paragraph that is about to go takes no number from those that stay.
        if self.view == Revisions::Marked && paragraph.properties.mark.deleted.is_some() {
            return None;
        }
        // Word prints no number on a hidden paragraph, nor on one that only ends a section.
        if empty && (paragraph.properties.mark.vanish == Some(true) || paragraph.properties.section_break) {
            return None;
        }
        let place = self.place(paragraph)?;
        Some((place, self.counters.next(place, self.numbering, self.styles)?))
    }

    fn paragraph(&mut self, paragraph: Paragraph, run_in: Option<usize>) -> Result<(), Error> {
        let numbered = self.label(&paragraph);
        self.pictures(&paragraph);
        if paragraph.text.trim().is_empty() {
            self.wait(paragraph.notes);
            return Ok(());
        }
        let style = paragraph.properties.style.as_deref();
        let style_name = self.styles.name(style);
        let outline = match paragraph.properties.outline {
            Some(level) => Some(level).filter(|&l| l < 9),
            None => self.styles.outline(style),
        };
        let heading = outline.filter(|_| run_in.is_none() && is_heading(&paragraph.text)).map(|l| l + 1);
        let by_size = || {
            let size = title_size(&paragraph)?;
            let rank = self.title_sizes.iter().position(|&s| s == size)?;
            (numbered.is_none() && self.story == Story::Body).then(|| u8::try_from(rank + 1).unwrap_or(9).min(3))
        };
        // Where style and list disagree the deeper one is meant: a clause set in the style of a heading.
        let level = outline.map(|l| l + 1).max(numbered.as_ref().map(|(place, _)| level_of(*place)));
        let heading = heading.map(|h| level.unwrap_or(h)).or_else(by_size);
        let kind = if self.furniture {
            BlockKind::Furniture
        } else if style_name.starts_with("toc ") || (paragraph.contents && looks_like_contents(&paragraph.text)) {
            BlockKind::Contents
        } else if style_name == "title" {
            if self.title.is_none() {
                self.title = Some(paragraph.text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            BlockKind::Heading { level: 1 }
        } else if let Some(level) = heading {
            BlockKind::Heading { level }
        } else if let Some((place, _)) = &numbered {
            BlockKind::ListItem { depth: level_of(*place) }
        } else {
            BlockKind::Paragraph
        };
        let auto_label = match numbered {
            Some((_, Printed::Label(label))) => Some(label),
            _ => None,
        };
        let mut emphasis = emphasis(&paragraph.pieces);
        // The words before a style separator are a heading, however they are set.
        if let Some(end) = run_in {
            emphasis.retain(|e| e.range.end > end);
            for e in &mut emphasis {
                e.range.start = e.range.start.max(end);
            }
            let range = TextRange::new(0, end);
            emphasis.insert(0, Emphasis { range, bold: true, underline: false, italic: false });
        }
        let pieces = paragraph.pieces.iter().map(|p| self.piece(p, 0)).collect();
        let notes = self.anchor(paragraph.notes, 0);
        self.add(RawBlock { text: paragraph.text, pieces, auto_label, level, emphasis, notes, ..RawBlock::new(kind) })
    }

    /// A piece of a paragraph whose text was appended at `offset`.
    pub(super) fn piece(&self, piece: &Piece, offset: usize) -> (TextRange, Source) {
        let source = Source::Docx {
            part: self.part.clone(),
            paragraph: piece.paragraph,
            run: piece.run,
            start: piece.source.start,
            end: piece.source.end,
        };
        (TextRange::new(piece.text.start + offset, piece.text.end + offset), source)
    }

    /// Reports what a paragraph shows as a picture only.
    pub(super) fn pictures(&mut self, paragraph: &Paragraph) {
        if self.furniture {
            return;
        }
        let alone = paragraph.text.trim().is_empty();
        for picture in paragraph.pictures.iter().filter(|p| alone || p.object) {
            let text = if alone { self.blocks.last().map_or("", |b| b.text.as_str()) } else { &paragraph.text };
            let context: String = text.trim().chars().take(CONTEXT).collect();
            let place = match (picture.name.trim(), context.as_str()) {
                ("", "") => "picture at the beginning".to_owned(),
                ("", c) => format!("picture near \"{c}\""),
                (n, "") => format!("picture \"{n}\" at the beginning"),
                (n, c) => format!("picture \"{n}\" near \"{c}\""),
            };
            let reason = "pictures are not read. If it shows terms or a formula, type them into the agreement or \
                          review them by eye"
                .into();
            self.unread.push(Unread { place, scanned_page: None, reason });
        }
    }

    fn add(&mut self, mut block: RawBlock) -> Result<(), Error> {
        trim(&mut block);
        if block.text.is_empty() {
            self.waiting.extend(block.notes.into_iter().map(|(_, note)| note));
            return Ok(());
        }
        let start = TextRange::new(0, 0);
        block.notes.splice(0..0, self.waiting.drain(..).map(|note| (start, note)));
        block.story = self.story;
        self.take(block.text.len())?;
        self.blocks.push(block);
        Ok(())
    }

    /// Counts text against the limit.
    fn take(&mut self, size: usize) -> Result<(), Error> {
        let size = size as u64;
        let Some(left) = self.text_left.checked_sub(size) else {
            return Err(Error::TooLarge { size: self.max_text - self.text_left + size, limit: self.max_text });
        };
        self.text_left = left;
        Ok(())
    }
}

fn level_of(place: Place) -> u8 {
    u8::try_from(place.level + 1).unwrap_or(u8::MAX)
}

/// Joins a paragraph to one that goes on in it. The number says how far the heading reaches where it was joined by a
/// style separator.
fn join(open: Option<(Box<Paragraph>, Join)>, mut next: Box<Paragraph>) -> (Box<Paragraph>, Option<usize>) {
    let Some((mut first, kind)) = open else { return (next, None) };
    let run_in = (kind == Join::Separator).then(|| first.text.trim_end().len());
    if kind == Join::Separator && !first.text.ends_with(char::is_whitespace) {
        first.text.push(' ');
    }
    let offset = first.text.len();
    first.text.push_str(&next.text);
    first.pieces.extend(next.pieces.drain(..).map(|mut p| {
        p.text = p.text.start + offset..p.text.end + offset;
        p
    }));
    first.pictures.append(&mut next.pictures);
    first.notes.extend(next.notes.drain(..).map(|mut n| {
        n.text = n.text.start + offset..n.text.end + offset;
        n
    }));
    let mark = std::mem::take(&mut next.properties.mark);
    match kind {
        // What follows such a mark keeps its own properties, as in Word.
        Join::Mark => first.properties = std::mem::take(&mut next.properties),
        Join::Separator => {}
    }
    first.properties.mark = mark;
    (first, run_in)
}

/// Whether text in a heading style reads as a heading and not as a clause.
fn is_heading(text: &str) -> bool {
    let text = text.trim();
    let count = words(text);
    if text.ends_with([',', ';', '，', '；']) || text.starts_with(|c: char| c.is_lowercase()) {
        return false;
    }
    if !text.ends_with(['.', ':', '。', '：']) {
        return count <= HEADING_WORDS;
    }
    // "Term and Termination." is a heading, "Nothing limits liability for intent." is a sentence.
    let low = text.split_whitespace().filter(|w| w.len() > 3 && w.starts_with(|c: char| c.is_lowercase())).count();
    !text.contains(". ") && low < 3 && count <= HEADING_SENTENCE_WORDS
}

/// The size of a paragraph short enough for a title, where all of it has the same.
fn title_size(paragraph: &Paragraph) -> Option<u32> {
    let mut sizes =
        paragraph.pieces.iter().filter(|p| !paragraph.text[p.text.clone()].trim().is_empty()).map(|p| p.size);
    let size = sizes.next()?;
    (sizes.all(|s| s == size) && words(&paragraph.text) <= TITLE_WORDS).then_some(size)
}

/// The sizes that titles without a style are set in: clearly larger than most of the text.
fn title_sizes(nodes: &[StoryNode]) -> Vec<u32> {
    fn walk<'n>(nodes: &'n [StoryNode], visit: &mut impl FnMut(&'n Paragraph)) {
        for node in nodes {
            match node {
                StoryNode::Paragraph(p) => visit(p),
                StoryNode::Table(rows) => rows.iter().flat_map(|r| &r.cells).for_each(|c| walk(&c.nodes, visit)),
                StoryNode::TextBox(nodes) => walk(nodes, visit),
                StoryNode::Foreign(_) => {}
            }
        }
    }
    let mut lengths: BTreeMap<u32, usize> = BTreeMap::new();
    let mut titles = BTreeSet::new();
    walk(nodes, &mut |p| {
        titles.extend(title_size(p));
        for piece in &p.pieces {
            *lengths.entry(piece.size).or_default() += piece.text.len();
        }
    });
    let body = lengths.into_iter().max_by_key(|&(_, length)| length).map_or(0, |(size, _)| size);
    titles.into_iter().rev().filter(|&size| size * 100 >= body * TITLE_SIZE).collect()
}

/// Whether a line inside a table of contents is one of its entries. A field that was never closed would otherwise
/// swallow the agreement.
fn looks_like_contents(text: &str) -> bool {
    let text = text.trim();
    let page = text.ends_with(|c: char| c.is_ascii_digit()) || text.contains('\t');
    words(text) <= if page { 40 } else { 6 }
}

fn emphasis(pieces: &[Piece]) -> Vec<Emphasis> {
    let mut out: Vec<Emphasis> = Vec::new();
    for piece in pieces.iter().filter(|p| p.marks.any()) {
        let marks = piece.marks;
        match out.last_mut() {
            Some(last)
                if last.range.end == piece.text.start
                    && (last.bold, last.italic, last.underline) == (marks.bold, marks.italic, marks.underline) =>
            {
                last.range.end = piece.text.end;
            }
            _ => out.push(Emphasis {
                range: TextRange::new(piece.text.start, piece.text.end),
                bold: marks.bold,
                underline: marks.underline,
                italic: marks.italic,
            }),
        }
    }
    out
}

/// The emphasis of a paragraph whose text was appended at `offset`.
pub(super) fn emphasis_at(pieces: &[Piece], offset: usize) -> impl Iterator<Item = Emphasis> {
    emphasis(pieces).into_iter().map(move |mut e| {
        e.range = TextRange::new(e.range.start + offset, e.range.end + offset);
        e
    })
}

/// Takes blanks off both ends of a block; tables keep theirs, as their cells are counted by tabs.
fn trim(block: &mut RawBlock) {
    if block.table.is_some() {
        return;
    }
    let end = block.text.trim_end().len();
    let start = end - block.text[..end].trim_start().len();
    if start == 0 && end == block.text.len() {
        return;
    }
    block.text = block.text[start..end].to_owned();
    for (range, _) in &mut block.notes {
        *range = TextRange::new(range.start.clamp(start, end) - start, range.end.clamp(start, end) - start);
    }
    let cut = |r: TextRange| {
        let range = TextRange::new(r.start.clamp(start, end) - start, r.end.clamp(start, end) - start);
        (!range.is_empty()).then_some(range)
    };
    let pieces = std::mem::take(&mut block.pieces);
    block.pieces = pieces
        .into_iter()
        .filter_map(|(text, mut source)| {
            let kept = cut(text)?;
            if let Source::Docx { start: from, end: to, .. } = &mut source {
                // Only pieces with the same bytes on both sides can be cut; the others are one character.
                if *to - *from == text.len() {
                    *from += (kept.start + start) - text.start;
                    *to -= text.end - (kept.end + start);
                }
            }
            Some((kept, source))
        })
        .collect();
    block.emphasis.retain_mut(|e| match cut(e.range) {
        Some(range) => {
            e.range = range;
            true
        }
        None => false,
    });
}
