//! From a reader's blocks to a [`Document`]: labels, outline, headings, lead-ins, sentences.

mod furniture;
mod headings;
pub(crate) mod labels;
mod language;
mod lead_in;
mod lines;
mod number;
mod outline;
mod sentences;

use crate::draft::shift;
use crate::raw::Raw;
use crate::{Block, BlockKind, Clause, Document, Emphasis, Label, Segment, Sentence, SentenceKind, Table, TextRange};

use headings::Style;
use labels::{Digits, Shape};
use outline::{Node, Outline, Placed};

/// Works out the structure of what a reader handed over.
pub(crate) fn build(source: &str, sha256: String, raw: Raw) -> Document {
    let Raw { format, encoding, title, blocks, unread } = raw;
    let mut units = lines::units(blocks, format);
    furniture::mark(&mut units);
    let Outline { mut placed, nodes, .. } = outline::build(units);
    let titles = titles(&placed, &nodes);
    let headings: Vec<Option<TextRange>> = (0..placed.len()).map(|i| heading_of(&placed[i], titles[i])).collect();
    for i in 0..placed.len() {
        settle_kind(&mut placed, &nodes, i, titles[i]);
    }
    let lead_ins = lead_in::lead_ins(&placed, &nodes);
    let mut document = Document {
        source: source.to_owned(),
        format,
        language: crate::Language::En,
        encoding,
        sha256,
        title: None,
        text: String::new(),
        blocks: Vec::with_capacity(placed.len()),
        clauses: Vec::new(),
        sentences: Vec::new(),
        segments: Vec::new(),
        unread,
    };
    let mut heading_texts: Vec<Option<String>> = Vec::with_capacity(placed.len());
    for (i, p) in placed.into_iter().enumerate() {
        heading_texts.push(headings[i].and_then(|r| p.block.text.get(r.start..r.end)).map(str::to_owned));
        append(&mut document, p, lead_ins[i], headings[i]);
    }
    document.clauses = clauses(&nodes, &heading_texts, &document.blocks);
    document.language = language::of(&document.text);
    document.title = title.or_else(|| guess_title(&document));
    document
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
    if body.is_empty() || !(captioned || headings::is_title(body)) {
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
        let open = body.len() - body.trim_start_matches('【').len();
        return (body.len() > open).then(|| TextRange::new(p.body + open, p.body + body.len()));
    }
    let prose = matches!(p.block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
    (prose && p.opens).then(|| headings::run_in(&p.block, p.body)).flatten()
}

/// Blocks that became headings or list items by their looks.
fn settle_kind(placed: &mut [Placed], nodes: &[Node], i: usize, title: bool) {
    let p = &placed[i];
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
    placed[i].block.kind = kind;
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
            for row in text[base..range.end].split('\n') {
                let r = trimmed(text, TextRange::new(at, at + row.len()));
                if !r.is_empty() {
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

/// The first heading without a number, or the first line up to its date.
fn guess_title(document: &Document) -> Option<String> {
    let early =
        || document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Furniture | BlockKind::Contents)).take(10);
    let heading = early().find(|b| matches!(b.kind, BlockKind::Heading { .. }) && b.label.is_none());
    let first = early().find(|b| b.kind == BlockKind::Paragraph && b.label.is_none());
    let block = match (heading, first) {
        (Some(h), Some(f)) if h.range.start > f.range.start && headings::is_title(undated(document.slice(f.body))) => f,
        (Some(h), _) => h,
        (None, f) => f?,
    };
    let text = undated(document.slice(block.body));
    // A title over two lines.
    let at = document.blocks.iter().position(|b| b.range == block.range).unwrap_or(0);
    let more: Vec<&str> = document.blocks[at + 1..]
        .iter()
        .take_while(|b| {
            block.clause.is_none()
                && b.clause.is_none()
                && b.kind == block.kind
                && matches!(b.kind, BlockKind::Heading { .. })
        })
        .map(|b| document.slice(b.body))
        .collect();
    if !more.is_empty() {
        let joined = std::iter::once(text).chain(more).collect::<Vec<_>>().join(" ");
        return (joined.chars().count() <= 160).then_some(joined);
    }
    let heading = matches!(block.kind, BlockKind::Heading { .. });
    let fits =
        heading || headings::is_title(text) || outline::names_document(text) && !text.contains(['：', '。', '，']);
    (fits && !text.is_empty() && text.chars().count() <= 120).then(|| text.to_owned())
}

/// The text before "Last updated ..." and its like.
fn undated(text: &str) -> &str {
    let marks = [
        "Last updated",
        "Last Updated",
        "Latest version",
        "Effective",
        "Version",
        "Last modified",
        "更新日期",
        "生效日期",
        "版本",
    ];
    let cut = marks.iter().filter_map(|m| text.find(m)).filter(|i| *i > 0).min().unwrap_or(text.len());
    text[..cut].trim_end_matches([' ', '-', '–', '—', '|', '(', '（', ',', '，', ':', '：'])
}
