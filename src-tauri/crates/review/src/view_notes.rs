//! The parts of a review's view that say where the text comes from and what stands beside it: lines on pages, changes,
//! comments, hidden words, recognised text, definitions, references.

use crate::view::{AsideView, ChangeView, CommentView, DefinitionView, LineView, Mark, RecognisedView, ReferenceView};
use crate::view_build::Builder;
use document::{
    Aside, AsideKind, Block, Change, ChangeKind, Comment, Definition, Page, Recognised, Reference, Segment, Source,
    Story, Target, TextRange,
};

/// Share of a line's height by which neighbours on it may stand higher or lower: small capitals, superior figures.
const SAME_LINE: f32 = 0.5;

/// The name of a story in the view.
pub(crate) const fn story_name(story: Story) -> &'static str {
    match story {
        Story::Body => "body",
        Story::Footnote => "footnote",
        Story::Endnote => "endnote",
        Story::TextBox => "text-box",
        Story::Header => "header",
        Story::Footer => "footer",
    }
}

impl Builder<'_> {
    /// The printed lines of a block of a PDF, in the order of its text.
    pub(crate) fn lines(&self, block: &Block) -> Vec<LineView> {
        // Units are counted on from segment to segment: from the block's start each time would take quadratic time.
        let (mut at, mut unit) = (block.range.start, 0);
        let mut unit_of = |to: usize| {
            let to = to.clamp(at, block.range.end);
            unit += self.document.slice(TextRange::new(at, to)).encode_utf16().count();
            at = to;
            unit
        };
        let mut lines: Vec<LineView> = Vec::new();
        for segment in self.document.segments_in(block.range) {
            let Some((page, [left, top, right, bottom])) = self.shown(segment) else { continue };
            let (start, end) = (unit_of(segment.text.start), unit_of(segment.text.end));
            let line = LineView { start, end, page, left, top, right, bottom };
            match lines.last_mut().filter(|last| goes_on(last, &line)) {
                Some(last) => {
                    last.end = line.end;
                    last.top = last.top.min(line.top);
                    last.right = last.right.max(line.right);
                    last.bottom = last.bottom.max(line.bottom);
                }
                None => lines.push(line),
            }
        }
        lines
    }

    /// The page of a segment, and its left, top, right and bottom there. `None` where the source is no PDF.
    fn shown(&self, segment: &Segment) -> Option<(usize, [f32; 4])> {
        let Source::Pdf { page, bbox } = segment.source else { return None };
        let shown = self.document.pages.get(page.checked_sub(1)?)?;
        Some((page, on_page(shown, bbox)))
    }

    /// One mark for each block with words in `range`; for an empty range one empty mark where it stands.
    fn place(&self, range: TextRange) -> Vec<Mark> {
        if !range.is_empty() {
            return self.marks(range);
        }
        let blocks = &self.document.blocks;
        // At the end of a block it belongs to that block, and not to the next one.
        let after = blocks.partition_point(|b| b.range.end < range.start);
        let found = blocks.get(after).map(|b| (after, b)).or_else(|| blocks.iter().enumerate().next_back());
        let mark = found.map(|(block, b)| {
            let unit = self.unit(b, range.start);
            Mark { block, start: unit, end: unit }
        });
        mark.into_iter().collect()
    }

    pub(crate) fn change(&self, change: &Change) -> ChangeView {
        let kind = match change.kind {
            ChangeKind::Inserted => "inserted",
            ChangeKind::Deleted => "deleted",
            ChangeKind::MovedTo => "moved-to",
            ChangeKind::MovedFrom => "moved-from",
        };
        ChangeView {
            kind: kind.to_owned(),
            author: change.author.clone(),
            date: change.date.clone(),
            text: change.text.clone(),
            marks: self.place(change.range),
        }
    }

    pub(crate) fn comment(&self, comment: &Comment) -> CommentView {
        CommentView {
            author: comment.author.clone(),
            date: comment.date.clone(),
            text: comment.text.clone(),
            marks: self.place(comment.range),
        }
    }

    pub(crate) fn aside(&self, aside: &Aside) -> AsideView {
        let kind = match aside.kind {
            AsideKind::Hidden => "hidden",
            AsideKind::Phonetic => "phonetic",
            AsideKind::Alternative => "alternative",
            AsideKind::Unplaced => "unplaced",
        };
        AsideView {
            kind: kind.to_owned(),
            text: aside.text.clone(),
            marks: self.place(TextRange::new(aside.at, aside.at)),
        }
    }

    pub(crate) fn recognised(&self, recognised: &Recognised) -> RecognisedView {
        RecognisedView { marks: self.marks(recognised.range), page: recognised.page, confidence: recognised.confidence }
    }

    pub(crate) fn definition(&self, definition: &Definition) -> DefinitionView {
        DefinitionView {
            term: definition.term.clone(),
            meaning: self.document.slice(definition.meaning).trim().to_owned(),
            marks: self.marks(definition.range),
            clause: definition.clause,
        }
    }

    pub(crate) fn reference(&self, reference: &Reference) -> ReferenceView {
        let (target, clause, name) = match &reference.target {
            Target::Clause(clause) => ("clause", Some(*clause), None),
            Target::Attachment(name) => ("attachment", None, Some(name.clone())),
            Target::Elsewhere(name) => ("elsewhere", None, Some(name.clone())),
            Target::Missing => ("missing", None, None),
        };
        ReferenceView { marks: self.marks(reference.range), target: target.to_owned(), clause, name }
    }
}

/// Whether `next` continues the printed line of `last` to the right.
fn goes_on(last: &LineView, next: &LineView) -> bool {
    let height = (last.bottom - last.top).max(next.bottom - next.top);
    let same = |a: f32, b: f32| (a - b).abs() <= height * SAME_LINE;
    last.page == next.page
        && same(last.top, next.top)
        && same(last.bottom, next.bottom)
        && next.left >= last.left
        && next.left - last.right <= height * 2.0
}

/// A box of the file's coordinates as left, top, right and bottom on the shown page, to a tenth of a point.
fn on_page(page: &Page, [x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
    let [a, b, c, d, e, f] = page.transform;
    let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let (mut left, mut top) = (f32::INFINITY, f32::INFINITY);
    let (mut right, mut bottom) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (x, y) in corners {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    [left, top, right, bottom].map(|v| (v * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::document;
    use document::{BlockKind, DefinitionKind, Document, Format, Language};
    use library::Library;
    use std::collections::BTreeMap;

    const P: BlockKind = BlockKind::Paragraph;

    fn with<T>(document: &Document, work: impl FnOnce(&Builder<'_>) -> T) -> T {
        let (library, decisions) = (Library::default(), BTreeMap::new());
        work(&Builder { document, library: &library, decisions: &decisions })
    }

    fn segment(start: usize, end: usize, page: usize, bbox: [f32; 4]) -> Segment {
        Segment { text: TextRange::new(start, end), source: Source::Pdf { page, bbox } }
    }

    /// Two paragraphs of a page 200 by 100 points, shown upright, and a second page of the same size turned clockwise.
    fn pdf() -> Document {
        let mut doc = document(Format::Pdf, Language::Zh, &[(P, "责任上限 is 😀 low"), (P, "next")]);
        doc.pages = vec![
            Page { width: 200.0, height: 100.0, transform: [1.0, 0.0, 0.0, -1.0, 0.0, 100.0] },
            Page { width: 100.0, height: 200.0, transform: [0.0, 1.0, 1.0, 0.0, 0.0, 0.0] },
        ];
        doc.segments = vec![
            segment(0, 12, 1, [10.0, 70.0, 50.0, 80.0]),
            segment(12, 16, 1, [52.0, 71.0, 60.0, 79.0]),
            segment(16, 24, 1, [10.0, 50.0, 60.04, 60.0]),
            segment(25, 29, 2, [10.0, 20.0, 30.0, 24.0]),
        ];
        doc
    }

    #[test]
    fn lines_have_units_and_places_on_the_shown_page() {
        let doc = pdf();
        let lines = |block: usize| with(&doc, |view| view.lines(&doc.blocks[block]));
        assert_eq!(
            lines(0),
            [
                LineView { start: 0, end: 8, page: 1, left: 10.0, top: 20.0, right: 60.0, bottom: 30.0 },
                LineView { start: 8, end: 14, page: 1, left: 10.0, top: 40.0, right: 60.0, bottom: 50.0 },
            ]
        );
        assert_eq!(
            lines(1),
            [LineView { start: 0, end: 4, page: 2, left: 20.0, top: 10.0, right: 24.0, bottom: 30.0 }]
        );
        let text = document(Format::Text, Language::En, &[(P, "no page")]);
        assert_eq!(with(&text, |view| view.lines(&text.blocks[0])), []);
    }

    #[test]
    fn a_page_that_is_not_there_gives_no_line() {
        let mut doc = pdf();
        for page in [0, 3] {
            doc.segments[0].source = Source::Pdf { page, bbox: [0.0; 4] };
            assert_eq!(with(&doc, |view| view.lines(&doc.blocks[0])[0].start), 4, "page {page}");
        }
    }

    #[test]
    fn a_point_belongs_to_the_block_that_it_ends_or_stands_in() {
        let doc = document(Format::Docx, Language::En, &[(P, "one"), (P, "two")]);
        let cases = [(0, (0, 0)), (2, (0, 2)), (3, (0, 3)), (4, (1, 0)), (7, (1, 3)), (99, (1, 3))];
        for (at, expected) in cases {
            let marks = with(&doc, |view| view.place(TextRange::new(at, at)));
            assert_eq!(marks.iter().map(|m| (m.block, m.start)).collect::<Vec<_>>(), [expected], "{at}");
            assert!(marks.iter().all(|m| m.start == m.end));
        }
        let empty = Document::new("empty", Format::Docx);
        assert_eq!(with(&empty, |view| view.place(TextRange::new(0, 0))), []);
    }

    #[test]
    fn notes_and_links_keep_their_words_and_places() {
        let doc = document(Format::Docx, Language::En, &[(P, "“Fees” means money. See Section 9."), (P, "Fees")]);
        let at = |words: &str| {
            let start = doc.text.find(words).unwrap();
            TextRange::new(start, start + words.len())
        };
        let author = Some("A. Lee".to_owned());
        let change = Change {
            kind: ChangeKind::Deleted,
            author: author.clone(),
            date: None,
            range: TextRange::new(7, 7),
            text: "old".into(),
        };
        let comment = Comment { author, date: None, range: at("money"), text: "how much?".into() };
        let definition = Definition {
            term: "Fees".into(),
            kind: DefinitionKind::Sentence,
            range: at("Fees"),
            meaning: at(" money."),
            clause: None,
        };
        with(&doc, |view| {
            let change = view.change(&change);
            assert_eq!((change.kind.as_str(), change.text.as_str(), change.marks.len()), ("deleted", "old", 1));
            assert_eq!(change.marks[0].start, change.marks[0].end);
            let comment = view.comment(&comment);
            assert_eq!((comment.marks[0].start, comment.marks[0].end), (13, 18));
            let definition = view.definition(&definition);
            assert_eq!((definition.meaning.as_str(), definition.marks[0].start), ("money.", 1));
            let targets = [
                (Target::Clause(3), ("clause", Some(3), None)),
                (Target::Attachment("Exhibit B".into()), ("attachment", None, Some("Exhibit B"))),
                (Target::Elsewhere("GDPR".into()), ("elsewhere", None, Some("GDPR"))),
                (Target::Missing, ("missing", None, None)),
            ];
            for (target, expected) in targets {
                let reference = view.reference(&Reference { range: at("Section 9"), target });
                assert_eq!((reference.target.as_str(), reference.clause, reference.name.as_deref()), expected);
            }
            let aside = Aside { kind: AsideKind::Hidden, at: 0, text: "secret".into() };
            assert_eq!(view.aside(&aside).kind, "hidden");
        });
    }
}
