//! Where a stretch of text stands in the file, in words.

use crate::report::Words;
use document::{Document, Source, TextRange};

/// The place to the point: bytes; part, paragraph and run; page and box. Empty for text that the file does not have.
pub(crate) fn exact(document: &Document, range: TextRange, words: Words) -> String {
    if let Some(bytes) = bytes(document, range, words) {
        return bytes;
    }
    let mut places: Vec<Place<'_>> = Vec::new();
    for source in document.segments_in(range).map(|s| &s.source) {
        if !places.last_mut().is_some_and(|last| last.extend(source)) {
            places.extend(Place::of(source));
        }
    }
    places.iter().map(|p| p.exact(words)).collect::<Vec<_>>().join("; ")
}

/// Where to look for it: bytes, paragraph, or page.
pub(crate) fn short(document: &Document, range: TextRange, words: Words) -> String {
    if let Some(bytes) = bytes(document, range, words) {
        return bytes;
    }
    let first = document.segments_in(range).next();
    first.and_then(|s| Place::of(&s.source)).map(|p| p.short(words)).unwrap_or_default()
}

fn bytes(document: &Document, range: TextRange, words: Words) -> Option<String> {
    let (start, end) = document.source_range(range)?;
    Some(format!("{} {start}-{end}", words.pick("bytes", "字节")))
}

/// A stretch of runs of a Word part, or a box on a page.
enum Place<'a> {
    Word { part: &'a str, from: (usize, usize), to: (usize, usize) },
    Page { page: usize, bbox: [f32; 4] },
}

impl<'a> Place<'a> {
    fn of(source: &'a Source) -> Option<Self> {
        match source {
            Source::Bytes { .. } => None,
            Source::Docx { part, paragraph, run, .. } => {
                Some(Self::Word { part, from: (*paragraph, *run), to: (*paragraph, *run) })
            }
            Source::Pdf { page, bbox } => Some(Self::Page { page: *page, bbox: *bbox }),
        }
    }

    /// Takes in what follows in the same part or on the same page.
    fn extend(&mut self, source: &Source) -> bool {
        match (self, source) {
            (Self::Word { part, from, to }, Source::Docx { part: other, paragraph, run, .. }) if part == other => {
                *from = (*from).min((*paragraph, *run));
                *to = (*to).max((*paragraph, *run));
                true
            }
            (Self::Page { page, bbox }, Source::Pdf { page: other, bbox: more }) if page == other => {
                let [left, bottom, right, top] = *bbox;
                *bbox = [left.min(more[0]), bottom.min(more[1]), right.max(more[2]), top.max(more[3])];
                true
            }
            _ => false,
        }
    }

    fn exact(&self, words: Words) -> String {
        let (paragraph, run) = (words.pick("paragraph", "段落"), words.pick("run", "文本段"));
        match *self {
            Self::Word { part, from, to } if from == to => format!("{part} {paragraph} {} {run} {}", from.0, from.1),
            Self::Word { part, from, to } if from.0 == to.0 => {
                format!("{part} {paragraph} {} {run} {}-{}", from.0, from.1, to.1)
            }
            Self::Word { part, from, to } => {
                format!("{part} {paragraph} {} {run} {} - {paragraph} {} {run} {}", from.0, from.1, to.0, to.1)
            }
            Self::Page { bbox: [left, bottom, right, top], .. } => {
                let shown = words.pick("box", "区域");
                format!("{} {shown} {left:.1} {bottom:.1} {right:.1} {top:.1}", self.short(words))
            }
        }
    }

    fn short(&self, words: Words) -> String {
        match (self, words.0) {
            (Self::Word { from, .. }, _) => format!("{} {}", words.pick("paragraph", "段落"), from.0),
            (Self::Page { page, .. }, document::Language::En) => format!("page {page}"),
            (Self::Page { page, .. }, document::Language::Zh) => format!("第 {page} 页"),
        }
    }
}
