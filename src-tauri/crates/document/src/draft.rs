//! Cutting and joining blocks while every piece keeps its place in the source.

use crate::raw::RawBlock;
use crate::{BlockKind, Emphasis, Source, TextRange};

/// Characters that take no room and carry no meaning in an agreement.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
        || (c.is_control() && !c.is_whitespace())
}

/// Han characters and the punctuation and kana that are set without blanks between them.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3134F)
        || matches!(c, '“' | '”' | '‘' | '’' | '…')
}

/// Han characters only, no punctuation.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3134F | 0x3007)
}

/// What to put between two lines that are joined: nothing where both sides are set without blanks.
pub(crate) fn glue(before: &str, after: &str) -> &'static str {
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return "" };
    let curly = |c| matches!(c, '“' | '”' | '‘' | '’' | '…');
    let wide = |c| is_cjk(c) && !curly(c);
    if wide(a) || wide(b) || (curly(a) && curly(b)) { "" } else { " " }
}

/// The source of part of a piece. Where text and source have the same length the cut is exact; else the whole source
/// stands for every part of it (a PDF line is cut in proportion).
fn part_of(source: &Source, whole: TextRange, part: TextRange) -> Source {
    let (skip, drop) = (part.start - whole.start, whole.end - part.end);
    match source {
        Source::Bytes { start, end } if end - start == whole.len() => {
            Source::Bytes { start: start + skip, end: end - drop }
        }
        Source::Docx { part: name, paragraph, run, start, end } if end - start == whole.len() => {
            Source::Docx { part: name.clone(), paragraph: *paragraph, run: *run, start: start + skip, end: end - drop }
        }
        Source::Pdf { page, bbox: [left, bottom, right, top] } if !whole.is_empty() => {
            let width = (right - left) / whole.len() as f32;
            Source::Pdf { page: *page, bbox: [left + width * skip as f32, *bottom, right - width * drop as f32, *top] }
        }
        other => other.clone(),
    }
}

/// One source for two neighbours, if there is one.
fn cover(a: &Source, b: &Source) -> Source {
    match (a, b) {
        (Source::Bytes { start: s, end: e }, Source::Bytes { start: t, end: f }) => {
            Source::Bytes { start: *s.min(t), end: *e.max(f) }
        }
        (
            Source::Docx { part, paragraph, run, start, end },
            Source::Docx { part: other, paragraph: p, run: r, start: s, end: e },
        ) if part == other && paragraph == p && run == r => {
            Source::Docx { part: part.clone(), paragraph: *p, run: *r, start: *start.min(s), end: *end.max(e) }
        }
        _ => a.clone(),
    }
}

/// A part of a block's text on its way into another block.
#[derive(Clone, Copy)]
struct Part {
    /// Range in the old text.
    from: TextRange,
    /// Put this in its place; `None` copies the text.
    instead: Option<char>,
}

impl RawBlock {
    /// An empty block.
    pub(crate) fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            text: String::new(),
            pieces: Vec::new(),
            auto_label: None,
            level: None,
            emphasis: Vec::new(),
            table: None,
            story: crate::Story::Body,
            notes: Vec::new(),
        }
    }

    /// Appends text with its source, joining it to the last piece where both run on.
    pub(crate) fn push(&mut self, text: &str, source: Source) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.push_piece(TextRange::new(start, self.text.len()), source);
    }

    fn push_piece(&mut self, range: TextRange, source: Source) {
        if let (Some((last, Source::Bytes { start: s, end: e })), Source::Bytes { start, end }) =
            (self.pieces.last_mut(), &source)
            && last.end == range.start
            && *e == *start
            && *e - *s == last.len()
            && end - start == range.len()
        {
            last.end = range.end;
            *e = *end;
            return;
        }
        self.pieces.push((range, source));
    }

    /// Appends another block's text after `glue`, which has no source.
    pub(crate) fn append(&mut self, glue: &str, other: Self) {
        self.text.push_str(glue);
        let by = self.text.len();
        self.text.push_str(&other.text);
        for (range, source) in other.pieces {
            self.push_piece(shift(range, by), source);
        }
        self.emphasis.extend(other.emphasis.into_iter().map(|e| Emphasis { range: shift(e.range, by), ..e }));
        self.notes.extend(other.notes.into_iter().map(|(range, note)| (shift(range, by), note)));
    }

    /// The part `range` of the text with blanks squeezed: runs of blanks and line breaks become one blank, those at
    /// the ends go, invisible characters go. Kind, story, level and automatic label are kept.
    pub(crate) fn squeeze(&self, range: TextRange) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut blank: Option<TextRange> = None;
        for (i, c) in self.text.get(range.start..range.end).unwrap_or("").char_indices() {
            let here = TextRange::new(range.start + i, range.start + i + c.len_utf8());
            if c.is_whitespace() {
                blank = Some(blank.map_or(here, |b| b.cover(here)));
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            if let Some(b) = blank.take()
                && !parts.is_empty()
            {
                let single = b.len() == 1 && self.text.as_bytes().get(b.start) == Some(&b' ');
                push_part(&mut parts, Part { from: b, instead: (!single).then_some(' ') });
            }
            push_part(&mut parts, Part { from: here, instead: None });
        }
        self.rebuild(&parts, range)
    }

    /// The block made of `parts`, which were picked from `range`.
    fn rebuild(&self, parts: &[Part], range: TextRange) -> Self {
        let mut out =
            Self { auto_label: self.auto_label.clone(), level: self.level, story: self.story, ..Self::new(self.kind) };
        // Old range and new start of every part, for the emphasis.
        let mut moved: Vec<(TextRange, TextRange)> = Vec::with_capacity(parts.len());
        let first = parts.first().map_or(0, |p| p.from.start);
        let mut at = self.pieces.partition_point(|(r, _)| r.end <= first);
        for part in parts {
            let start = out.text.len();
            match part.instead {
                Some(c) => out.text.push(c),
                None => out.text.push_str(self.text.get(part.from.start..part.from.end).unwrap_or("")),
            }
            let new = TextRange::new(start, out.text.len());
            moved.push((part.from, new));
            while self.pieces.get(at).is_some_and(|(r, _)| r.end <= part.from.start) {
                at += 1;
            }
            let mut replaced: Option<Source> = None;
            for (range, source) in self.pieces[at..].iter().take_while(|(r, _)| r.start < part.from.end) {
                let inside = TextRange::new(range.start.max(part.from.start), range.end.min(part.from.end));
                let cut = part_of(source, *range, inside);
                if part.instead.is_some() {
                    replaced = Some(replaced.map_or_else(|| cut.clone(), |r| cover(&r, &cut)));
                } else {
                    let by = new.start;
                    out.push_piece(
                        TextRange::new(by + inside.start - part.from.start, by + inside.end - part.from.start),
                        cut,
                    );
                }
            }
            if let Some(source) = replaced {
                out.push_piece(new, source);
            }
        }
        for e in &self.emphasis {
            let from = moved.partition_point(|(old, _)| old.end <= e.range.start);
            let mut covered: Option<TextRange> = None;
            for (old, new) in moved[from..].iter().take_while(|(old, _)| old.start < e.range.end) {
                let whole = new.len() != old.len();
                let start = if whole { new.start } else { new.start + e.range.start.saturating_sub(old.start) };
                let end = if whole { new.end } else { new.end - old.end.saturating_sub(e.range.end) };
                let here = TextRange::new(start, end);
                covered = Some(covered.map_or(here, |c| c.cover(here)));
            }
            if let Some(range) = covered
                && !range.is_empty()
            {
                out.emphasis.push(Emphasis { range, ..*e });
            }
        }
        // Where a place of the old text has come to be.
        let place = |at: usize| {
            let i = moved.partition_point(|(old, _)| old.end < at);
            match moved.get(i) {
                Some((old, new)) if at <= old.start => new.start,
                Some((old, new)) if old.len() == new.len() => new.start + (at - old.start),
                Some((_, new)) => new.end,
                None => out.text.len(),
            }
        };
        let touched = self.notes.iter().filter(|(r, _)| r.start <= range.end && range.start <= r.end);
        out.notes = touched
            .filter(|(r, _)| r.is_empty() || r.overlaps(range))
            .map(|&(r, note)| (TextRange::new(place(r.start.max(range.start)), place(r.end.min(range.end))), note))
            .collect();
        out
    }

    /// Whether (nearly) all of `range` is bold or underlined.
    pub(crate) fn emphasised(&self, range: TextRange) -> bool {
        let mut covered = 0;
        for e in self.emphasis.iter().filter(|e| e.bold || e.underline) {
            covered += e.range.end.min(range.end).saturating_sub(e.range.start.max(range.start));
        }
        // Trailing punctuation is often left out of the mark-up.
        !range.is_empty() && covered + 4 >= range.len() && covered * 10 >= range.len() * 8
    }
}

fn push_part(parts: &mut Vec<Part>, part: Part) {
    match parts.last_mut() {
        Some(last) if last.instead.is_none() && part.instead.is_none() && last.from.end == part.from.start => {
            last.from.end = part.from.end;
        }
        _ => parts.push(part),
    }
}

/// `range` moved to the right by `by` bytes.
pub(crate) const fn shift(range: TextRange, by: usize) -> TextRange {
    TextRange::new(range.start + by, range.end + by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_move_with_their_words() {
        let mut block = RawBlock::new(BlockKind::Paragraph);
        block.text = "  The  fee\u{200b}s are\n due now ".to_owned();
        let at = |words: &str| {
            let start = block.text.find(words).unwrap();
            TextRange::new(start, start + words.len())
        };
        let point = |at: usize| TextRange::new(at, at);
        block.notes = vec![(at("fee\u{200b}s"), 0), (at(" due"), 1), (point(0), 2), (point(block.text.len()), 3)];
        let whole = block.squeeze(TextRange::new(0, block.text.len()));
        assert_eq!(whole.text, "The fees are due now");
        let words: Vec<(&str, usize)> = whole.notes.iter().map(|(r, n)| (&whole.text[r.start..r.end], *n)).collect();
        assert_eq!(words, [("fees", 0), ("due", 1), ("", 2), ("", 3)]);
        assert_eq!(whole.notes[3].0, point(whole.text.len()));

        // A line of it takes the notes that stand there, and no others.
        let line = block.squeeze(TextRange::new(block.text.find('\n').unwrap() + 1, block.text.len()));
        assert_eq!((line.text.as_str(), line.notes), ("due now", vec![(TextRange::new(0, 3), 1), (point(7), 3)]));

        let mut joined = RawBlock::new(BlockKind::Paragraph);
        joined.text = "Then".to_owned();
        joined.append(" ", whole);
        assert_eq!(&joined.text[joined.notes[0].0.start..joined.notes[0].0.end], "fees");
    }
}
