//! What must hold for every document that a reader gives.

use document::{Block, BlockKind, Document, Error, Format, Segment, Source, Target, TextRange};

/// Checks a document against the promises of its model.
///
/// # Errors
/// The first promise that is broken.
pub fn check(document: &Document) -> Result<(), String> {
    let check = Check { document };
    check.blocks()?;
    check.outline()?;
    check.sentences()?;
    check.segments()?;
    check.beside_the_text()
}

/// Checks that the message of an error is one that a person can act on: one paragraph, that begins as what follows a
/// file's name, and is no longer than a person reads.
///
/// # Errors
/// What is wrong with it.
pub fn check_error(error: &Error) -> Result<(), String> {
    let message = error.to_string();
    let flaw = |what: &str| Err(format!("{what}: {message:?}"));
    if message.chars().any(|c| c.is_control()) {
        return flaw("control characters in the message");
    }
    if message.len() > 600 {
        return flaw("the message is too long");
    }
    // What to do stands in a sentence or clause of its own.
    let remedies = [
        "again",
        "split",
        "export",
        "save",
        "print",
        "check",
        "ask",
        "supported:",
        "run text recognition",
        "report",
        "give its password",
        "unpack",
        "choose",
        "convert",
        "stopped on request",
        "recognise",
        "look at it",
    ];
    let lower = message.to_lowercase();
    if !remedies.iter().any(|r| lower.contains(r)) {
        return flaw("the message names no remedy");
    }
    Ok(())
}

struct Check<'a> {
    document: &'a Document,
}

macro_rules! promise {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}

impl Check<'_> {
    /// A range lies in the text, on character boundaries.
    fn inside(&self, what: &str, r: TextRange) -> Result<(), String> {
        let text = &self.document.text;
        promise!(r.start <= r.end && r.end <= text.len(), "{what}: {r:?} in a text of {} bytes", text.len());
        promise!(text.is_char_boundary(r.start) && text.is_char_boundary(r.end), "{what}: {r:?} cuts a character");
        Ok(())
    }

    fn blocks(&self) -> Result<(), String> {
        let d = self.document;
        let mut end = 0;
        for (i, block) in d.blocks.iter().enumerate() {
            self.inside("block", block.range)?;
            promise!(block.range.start >= end, "block {i} begins before the one before it ends");
            end = block.range.end;
            self.block(block).map_err(|e| format!("block {i}: {e}"))?;
            promise!(block.clause.is_none_or(|c| c < d.clauses.len()), "block {i} is in a clause that is not there");
            promise!(block.lead_in.is_none_or(|l| l < i), "block {i} is led in by one after it");
        }
        Ok(())
    }

    fn block(&self, block: &Block) -> Result<(), String> {
        self.inside("body", block.body)?;
        promise!(block.range.contains(block.body), "its body lies outside");
        if let Some(range) = block.label.as_ref().and_then(|l| l.range) {
            self.inside("label", range)?;
            promise!(block.range.contains(range) && range.end <= block.body.start, "its label stands in its body");
        }
        for emphasis in &block.emphasis {
            self.inside("emphasis", emphasis.range)?;
            promise!(block.range.contains(emphasis.range), "emphasis outside");
        }
        let Some(table) = &block.table else { return Ok(()) };
        promise!(block.kind == BlockKind::Table, "cells in a {:?}", block.kind);
        for cell in &table.cells {
            self.inside("cell", cell.range)?;
            promise!(block.range.contains(cell.range), "a cell outside");
            let fits = |at: usize, span: usize, all: usize| at < all && at.checked_add(span).is_some_and(|e| e <= all);
            promise!(fits(cell.row, cell.row_span, table.rows), "a cell in row {} of {}", cell.row, table.rows);
            promise!(
                fits(cell.column, cell.column_span, table.columns),
                "a cell in column {} of {}",
                cell.column,
                table.columns
            );
        }
        Ok(())
    }

    fn outline(&self) -> Result<(), String> {
        let d = self.document;
        for (i, clause) in d.clauses.iter().enumerate() {
            promise!(
                clause.first_block < clause.end_block && clause.end_block <= d.blocks.len(),
                "clause {i} has the blocks {}..{}",
                clause.first_block,
                clause.end_block
            );
            promise!(clause.level >= 1, "clause {i} has no level");
            let below = |p: usize| p < i && d.clauses[p].level < clause.level;
            promise!(clause.parent.is_none_or(below), "clause {i} is not below its parent");
        }
        Ok(())
    }

    fn sentences(&self) -> Result<(), String> {
        let d = self.document;
        let mut last = (0, 0);
        for (i, sentence) in d.sentences.iter().enumerate() {
            self.inside("sentence", sentence.range)?;
            promise!(!sentence.range.is_empty(), "sentence {i} is empty");
            let block = d.blocks.get(sentence.block);
            promise!(block.is_some_and(|b| b.range.contains(sentence.range)), "sentence {i} lies outside its block");
            promise!((sentence.block, sentence.range.start) >= last, "sentence {i} is out of order");
            last = (sentence.block, sentence.range.end);
        }
        Ok(())
    }

    fn segments(&self) -> Result<(), String> {
        let mut at = 0;
        for (i, segment) in self.document.segments.iter().enumerate() {
            self.inside("segment", segment.text)?;
            promise!(segment.text.start >= at, "segment {i} is out of order");
            at = segment.text.end;
            self.source(segment).map_err(|e| format!("segment {i}: {e}"))?;
        }
        Ok(())
    }

    fn source(&self, segment: &Segment) -> Result<(), String> {
        let d = self.document;
        match &segment.source {
            Source::Bytes { start, end } => {
                promise!(!matches!(d.format, Format::Docx | Format::Pdf), "bytes of a {:?}", d.format);
                promise!(start <= end, "bytes {start}..{end}");
            }
            Source::Docx { start, end, part, .. } => {
                promise!(d.format == Format::Docx && !part.is_empty(), "part {part:?} of a {:?}", d.format);
                promise!(start <= end, "bytes {start}..{end} of {part}");
            }
            Source::Pdf { page, bbox } => {
                promise!(d.format == Format::Pdf, "page of a {:?}", d.format);
                promise!((1..=d.pages.len()).contains(page), "page {page} of {}", d.pages.len());
                let sound = bbox.iter().all(|v| v.is_finite()) && bbox[0] <= bbox[2] && bbox[1] <= bbox[3];
                promise!(sound, "box {bbox:?}");
            }
        }
        Ok(())
    }

    /// Pages, notes, definitions and references.
    fn beside_the_text(&self) -> Result<(), String> {
        let d = self.document;
        for (i, page) in d.pages.iter().enumerate() {
            let sound = [page.width, page.height].iter().all(|v| v.is_finite() && *v >= 0.0);
            promise!(sound && page.transform.iter().all(|v| v.is_finite()), "page {}: {page:?}", i + 1);
        }
        for recognised in &d.recognised {
            self.inside("recognised text", recognised.range)?;
            promise!((0.0..=1.0).contains(&recognised.confidence), "confidence {}", recognised.confidence);
        }
        for change in &d.changes {
            self.inside("change", change.range)?;
        }
        for comment in &d.comments {
            self.inside("comment", comment.range)?;
        }
        for aside in &d.asides {
            self.inside("aside", TextRange::new(aside.at, aside.at))?;
        }
        let clause = |c: usize| c < d.clauses.len();
        for definition in &d.definitions {
            self.inside("defined term", definition.range)?;
            self.inside("meaning", definition.meaning)?;
            promise!(
                definition.clause.is_none_or(clause),
                "{:?} is defined in a clause that is not there",
                definition.term
            );
        }
        for reference in &d.references {
            self.inside("reference", reference.range)?;
            let there = !matches!(reference.target, Target::Clause(c) if !clause(c));
            promise!(there, "a reference leads to a clause that is not there");
        }
        Ok(())
    }
}
