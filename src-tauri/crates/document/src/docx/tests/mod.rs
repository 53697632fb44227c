//! Word files made in memory: each case is a body or a set of parts, and the blocks that must come out.

mod content;
mod files;
mod notes;
mod structure;

use std::io::{Cursor as Bytes, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::raw::RawBlock;
use crate::{BlockKind, Revisions, Source};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);

/// A ZIP file of these entries.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Bytes::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// `word/document.xml` around a body.
fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#)
}

/// A Word file of a body and further parts of the `word` folder, found by their usual names.
fn word(body: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let document = document(body);
    let mut all: Vec<(String, Vec<u8>)> = vec![("word/document.xml".into(), document.into_bytes())];
    all.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())));
    let all: Vec<(&str, &[u8])> = all.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    archive(&all)
}

fn styles(body: &str) -> (&'static str, String) {
    ("word/styles.xml", format!(r#"<w:styles xmlns:w="{W}">{body}</w:styles>"#))
}

fn numbering(body: &str) -> (&'static str, String) {
    ("word/numbering.xml", format!(r#"<w:numbering xmlns:w="{W}">{body}</w:numbering>"#))
}

/// Relationships of the document to headers and footers.
fn related(kinds: &[(&str, &str)]) -> (&'static str, String) {
    let one = |(i, (kind, target)): (usize, &(&str, &str))| {
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(r#"<Relationship Id="r{i}" Type="{base}/{kind}" Target="{target}"/>"#)
    };
    let all: String = kinds.iter().enumerate().map(one).collect();
    let xml = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    );
    ("word/_rels/document.xml.rels", xml)
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

fn read_all(bytes: &[u8]) -> Raw {
    let raw = read("test.docx", bytes, &Options::default()).unwrap();
    raw.blocks.iter().for_each(check);
    raw
}

/// What holds for every block: ranges lie in its text in order, cells are parted as promised.
fn check(block: &RawBlock) {
    let mut last = 0;
    for (range, _) in &block.pieces {
        assert!(range.start >= last && block.text.get(range.start..range.end).is_some(), "{block:?}");
        last = range.end;
    }
    for (range, _) in &block.notes {
        assert!(block.text.get(range.start..range.end).is_some(), "{block:?}");
    }
    for e in &block.emphasis {
        assert!(block.text.get(e.range.start..e.range.end).is_some(), "{block:?}");
    }
    for cell in block.table.iter().flat_map(|t| &t.cells) {
        let text = block.text.get(cell.range.start..cell.range.end).unwrap();
        assert!(!text.contains(['\t', '\n']), "{block:?}");
    }
}

/// The texts of a body's blocks.
fn texts(body: &str) -> Vec<String> {
    read_all(&word(body, &[])).blocks.into_iter().map(|b| b.text).collect()
}

/// A block on one line: kind, label, text.
fn line(block: &RawBlock) -> String {
    let kind = match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::Paragraph => "p".into(),
        BlockKind::ListItem { depth } => format!("l{depth}"),
        BlockKind::Table => "table".into(),
        BlockKind::Code => "code".into(),
        BlockKind::Furniture => "furniture".into(),
        BlockKind::Contents => "contents".into(),
    };
    let label = block.auto_label.as_ref().map_or_else(String::new, |l| format!(" [{l}]"));
    let marks: String = block
        .emphasis
        .iter()
        .map(|e| {
            let which = [(e.bold, "b"), (e.italic, "i"), (e.underline, "u")];
            let which: String = which.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
            format!(" {which}={:?}", &block.text[e.range.start..e.range.end])
        })
        .collect();
    format!("{kind}{label} {:?}{marks}", block.text)
}
