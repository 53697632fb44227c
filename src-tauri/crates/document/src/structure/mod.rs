//! From a reader's blocks to a [`Document`]: labels, outline, headings, lead-ins, sentences.

mod furniture;
mod headings;
mod joins;
pub(crate) mod labels;
mod language;
mod lead_in;
mod lines;
mod links;
mod number;
mod outline;
mod recognised;
mod sentences;
mod sequence;
#[cfg(test)]
mod tests;
mod title;

use crate::draft::shift;
use crate::raw::{Note, Raw};
use crate::{
    Aside, Block, BlockKind, Change, Clause, Comment, Document, Emphasis, Label, Segment, Sentence, SentenceKind,
    Table, TextRange,
};

use headings::Style;
use labels::{Digits, Shape};
use outline::{Node, Outline, Placed};

/// Works out the structure of what a reader handed over.
pub(crate) fn build(source: &str, sha256: String, raw: Raw) -> Document {
    let Raw { format, encoding, title, blocks, notes, pages, recognised, unread } = raw;
    let mut units = lines::units(blocks, format);
    furniture::mark(&mut units);
    let Outline { mut placed, nodes, .. } = outline::build(units);
    let titles = titles(&placed, &nodes);
    let headings: Vec<Option<TextRange>> = placed.iter().zip(&titles).map(|(p, &t)| heading_of(p, t)).collect();
    for (p, &title) in placed.iter_mut().zip(&titles) {
        settle_kind(p, &nodes, title);
    }
    let lead_ins = lead_in::lead_ins(&placed, &nodes, &headings.iter().map(Option::is_some).collect::<Vec<_>>());
    let mut document = Document { encoding, sha256, pages, unread, ..Document::new(source, format) };
    document.blocks.reserve(placed.len());
    let mut places: Vec<Option<TextRange>> = vec![None; notes.len()];
    let mut heading_texts: Vec<Option<String>> = Vec::with_capacity(placed.len());
    for (i, p) in placed.into_iter().enumerate() {
        heading_texts.push(headings[i].and_then(|r| p.block.text.get(r.start..r.end)).map(str::to_owned));
        for &(range, note) in &p.block.notes {
            let here = shift(range, document.text.len());
            if let Some(place) = places.get_mut(note) {
                *place = Some(place.map_or(here, |p| p.cover(here)));
            }
        }
        append(&mut document, p, lead_ins[i], headings[i]);
    }
    document.clauses = clauses(&nodes, &heading_texts, &document.blocks);
    document.recognised = recognised::ranges(&document, &recognised);
    document.language = language::of(&document.text);
    document.title = title::choose(title, &document);
    add_notes(&mut document, notes, &places);
    links::find(&mut document, &nodes);
    document
}

/// Puts the notes where the blocks have them; those without a place stand at the end of the text.
fn add_notes(document: &mut Document, notes: Vec<Note>, places: &[Option<TextRange>]) {
    let end = TextRange::new(document.text.len(), document.text.len());
    for (note, place) in notes.into_iter().zip(places) {
        let range = place.unwrap_or(end);
        match note {
            Note::Change { kind, author, date, text } => {
                document.changes.push(Change { kind, author, date, range, text });
            }
            Note::Comment { author, date, text } => document.comments.push(Comment { author, date, range, text }),
            Note::Aside { kind, text } => document.asides.push(Aside { kind, at: range.start, text }),
        }
    }
    document.changes.sort_by_key(|c| c.range);
    document.comments.sort_by_key(|c| c.range);
    document.asides.sort_by_key(|a| a.at);
}

/// Which blocks are titles by themselves: a marked heading, a short labelled line with something under it.
fn titles(placed: &[Placed], nodes: &[Node]) -> Vec<bool> {
    (0..placed.len())
        .map(|i| {
            let p = &placed[i];
            match p.block.kind {
                BlockKind::Heading { .. } => true,
                BlockKind::Paragraph | BlockKind::ListItem { .. } => {
                    if p.unmarked.is_some_and(|s| s != Style::RunIn) {
                        return true;
                    }
                    p.opens && p.label.is_some() && labelled_title(placed, nodes, i)
                }
                _ => false,
            }
        })
        .collect()
}

fn labelled_title(placed: &[Placed], nodes: &[Node], i: usize) -> bool {
    let p = &placed[i];
    let body = p.body_text();
    let captioned = body.ends_with('：') && body.chars().count() <= 12 && !lead_in::has_phrase(body);
    // A short line all in bold needs no capitals: "3. Service credits". Items in brackets are part of a sentence.
    let bold = p.label.as_ref().is_some_and(|(label, _)| !label.starts_with(['(', '（']))
        && p.block.emphasised(TextRange::new(p.body, p.block.text.len()))
        && crate::measure::words(body) <= 14
        && !body.contains(". ")
        && !body.contains(['。', '；', '，'])
        && !body.ends_with(['.', ',', ';', ':', '、', '：']);
    if body.is_empty() || !(captioned || bold || headings::is_title(body)) {
        return false;
    }
    if p.block.emphasised(TextRange::new(p.body, p.block.text.len())) || headings::is_capitals(body) {
        return true;
    }
    // A short line is a title where text or sub-clauses follow it, and an item where its next sibling follows at once.
    let skipped = |b: &&Placed| matches!(b.block.kind, BlockKind::Furniture | BlockKind::Contents);
    let Some(next) = placed[i + 1..].iter().find(|b| !skipped(b)) else { return false };
    let parent = |p: &Placed| p.clause.map(|c| nodes[c].parent);
    let sibling = next.opens && next.label.is_some() && parent(next) == parent(p);
    let before = placed[..i].iter().rev().find(|b| !skipped(b));
    let after_sibling = before.is_some_and(|b| b.opens && b.label.is_some() && parent(b) == parent(p));
    let own_text = next.clause == p.clause || next.clause.is_some_and(|c| nodes[c].parent == p.clause);
    // The last of a list of short items is no title either.
    !sibling && own_text && !after_sibling
}

/// The heading words of a block: all of a title, the opening words of a run-in heading.
fn heading_of(p: &Placed, title: bool) -> Option<TextRange> {
    if title {
        let body = p.body_text().trim_end_matches(['.', ':', '：', ' ', '】']);
        let open = body.len() - body.trim_start_matches(['【', ':', '：', ' ']).len();
        return (body.len() > open).then(|| TextRange::new(p.body + open, p.body + body.len()));
    }
    let prose = matches!(p.block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
    (prose && p.opens).then(|| headings::run_in(&p.block, p.body)).flatten()
}

/// Blocks that became headings or list items by their looks.
fn settle_kind(p: &mut Placed, nodes: &[Node], title: bool) {
    let node = p.clause.map(|c| &nodes[c]);
    let kind = match p.block.kind {
        BlockKind::Heading { level } if level == 0 || level > 9 => BlockKind::Heading { level: level.clamp(1, 9) },
        BlockKind::Paragraph | BlockKind::ListItem { .. } if title => {
            BlockKind::Heading { level: node.map_or(1, |n| n.level).clamp(1, 9) }
        }
        BlockKind::Paragraph if p.bullet => BlockKind::ListItem { depth: 1 },
        BlockKind::Paragraph if p.opens => match node.and_then(|n| n.reading.as_ref()) {
            Some(r)
                if matches!(r.shape, Shape::Paren | Shape::Half | Shape::Circle)
                    || matches!(r.digits, Digits::Lower | Digits::LowerRoman) =>
            {
                BlockKind::ListItem { depth: item_depth(nodes, p.clause) }
            }
            _ => return,
        },
        _ => return,
    };
    p.block.kind = kind;
}

fn item_depth(nodes: &[Node], clause: Option<usize>) -> u8 {
    let items = std::iter::successors(clause, |&c| nodes[c].parent)
        .take_while(|&c| {
            nodes[c].reading.as_ref().is_some_and(|r| {
                matches!(r.shape, Shape::Paren | Shape::Half | Shape::Circle)
                    || matches!(r.digits, Digits::Lower | Digits::LowerRoman)
            })
        })
        .count();
    u8::try_from(items.max(1)).unwrap_or(u8::MAX)
}

/// A table row longer than this many bytes is running text.
const LONG_ROW: usize = 900;

/// Appends a block to the document's text, with its sentences and segments.
fn append(document: &mut Document, p: Placed, lead_in: Option<usize>, heading: Option<TextRange>) {
    let base = document.text.len();
    let index = document.blocks.len();
    let range = TextRange::new(base, base + p.block.text.len());
    document.text.push_str(&p.block.text);
    document.text.push('\n');
    document.segments.extend(p.block.pieces.into_iter().map(|(r, source)| Segment { text: shift(r, base), source }));
    let body = TextRange::new(base + p.body, range.end);
    let table = p.block.table.map(|t| Table {
        cells: t.cells.into_iter().map(|c| crate::Cell { range: shift(c.range, base), ..c }).collect(),
        ..t
    });
    let block = Block {
        kind: p.block.kind,
        story: p.block.story,
        range,
        label: p.label.map(|(text, range)| Label { text, range: range.map(|r| shift(r, base)) }),
        body,
        emphasis: p.block.emphasis.into_iter().map(|e| Emphasis { range: shift(e.range, base), ..e }).collect(),
        table,
        clause: p.clause,
        lead_in,
    };
    let text = document.text.as_str();
    let mut add = |range: TextRange, kind| document.sentences.push(Sentence { range, block: index, kind });
    match block.kind {
        BlockKind::Furniture | BlockKind::Contents | BlockKind::Code => {}
        BlockKind::Heading { .. } => {
            if !body.is_empty() {
                add(trimmed(text, body), SentenceKind::Heading);
            }
        }
        BlockKind::Table => {
            let mut at = base;
            let long = |range: TextRange| range.len() > LONG_ROW;
            for row in text[base..range.end].split('\n') {
                let r = trimmed(text, TextRange::new(at, at + row.len()));
                if long(r) {
                    // Rows of running text (a form's key terms, a playbook) are read cell by cell.
                    let mut cell_at = at;
                    for cell in row.split('\t') {
                        for s in sentences::split(cell) {
                            add(shift(s, cell_at), SentenceKind::Prose);
                        }
                        cell_at += cell.len() + 1;
                    }
                } else if !r.is_empty() {
                    add(r, SentenceKind::Row);
                }
                at += row.len() + 1;
            }
        }
        BlockKind::Paragraph | BlockKind::ListItem { .. } => {
            let mut from = body.start;
            if let Some(h) = heading.map(|h| shift(h, base)) {
                add(h, SentenceKind::Heading);
                let rest = &text[h.end..range.end];
                let cut = rest.trim_start_matches(['】', '.', ':', '：', '。', '—', '–', ' ']);
                from = range.end - cut.len();
            }
            for s in sentences::split(&text[from..range.end]) {
                add(shift(s, from), SentenceKind::Prose);
            }
        }
    }
    document.blocks.push(block);
}

fn trimmed(text: &str, range: TextRange) -> TextRange {
    let part = &text[range.start..range.end];
    let lead = part.len() - part.trim_start().len();
    TextRange::new(range.start + lead, (range.start + part.trim_end().len()).max(range.start + lead))
}

/// The outline's nodes with the ends of their blocks.
fn clauses(nodes: &[Node], headings: &[Option<String>], blocks: &[Block]) -> Vec<Clause> {
    let mut out: Vec<Clause> = nodes
        .iter()
        .map(|n| Clause {
            label: n.label.clone(),
            number: n.number.clone(),
            heading: headings.get(n.first_block).cloned().flatten(),
            level: n.level,
            parent: n.parent,
            first_block: n.first_block,
            end_block: n.first_block + 1,
        })
        .collect();
    for (i, b) in blocks.iter().enumerate() {
        let mut at = b.clause;
        while let Some(c) = at {
            out[c].end_block = out[c].end_block.max(i + 1);
            at = out[c].parent;
        }
    }
    out
}
