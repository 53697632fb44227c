//! The same agreement as Markdown, Word and PDF: the same clauses with the same numbers, headings and words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use document::{BlockKind, Document, Options, Source, read_file};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements").join(name)
}

fn read(name: &str) -> Document {
    read_file(&sample(name), &Options::default()).unwrap_or_else(|e| panic!("{name} {e}"))
}

fn numbers(document: &Document) -> BTreeSet<String> {
    document.clauses.iter().filter_map(|c| c.number.clone()).collect()
}

fn headings(document: &Document) -> BTreeSet<(String, String)> {
    let of = |c: &document::Clause| Some((c.number.clone()?, c.heading.clone()?));
    document.clauses.iter().filter_map(of).collect()
}

/// The body's letters and digits: blanks, marks and page furniture aside.
fn letters(document: &Document) -> String {
    let kept = document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Furniture));
    kept.flat_map(|b| document.slice(b.body).chars()).filter(|c| c.is_alphanumeric()).collect()
}

fn tables(document: &Document) -> Vec<Vec<String>> {
    let cells = |b: &document::Block| -> Option<Vec<String>> {
        let cells = &b.table.as_ref()?.cells;
        Some(cells.iter().map(|c| document.slice(c.range).trim().to_owned()).collect())
    };
    document.blocks.iter().filter_map(cells).collect()
}

#[test]
fn an_agreement_reads_alike_in_every_format() {
    for name in ["sample-en", "sample-zh"] {
        let gold = read(&format!("{name}.md"));
        for format in ["docx", "pdf"] {
            let found = read(&format!("{name}.{format}"));
            assert_eq!(found.unread, [], "{name}.{format}");
            assert_eq!(found.language, gold.language, "{name}.{format}");
            let missing: Vec<String> = numbers(&gold).difference(&numbers(&found)).cloned().collect();
            let extra: Vec<String> = numbers(&found).difference(&numbers(&gold)).cloned().collect();
            assert_eq!((missing, extra), (vec![], vec![]), "clause numbers of {name}.{format}");
            let missing: Vec<_> = headings(&gold).difference(&headings(&found)).cloned().collect();
            assert_eq!(missing, [], "headings of {name}.{format}");
            assert_eq!(letters(&found), letters(&gold), "letters of {name}.{format}");
            assert_eq!(tables(&found), tables(&gold), "tables of {name}.{format}");
        }
    }
}

#[test]
fn every_sentence_has_a_place_in_the_file() {
    for name in ["sample-en.docx", "sample-en.pdf", "sample-zh.docx", "sample-zh.pdf"] {
        let document = read(name);
        for sentence in &document.sentences {
            let places: Vec<&Source> = document.segments_in(sentence.range).map(|s| &s.source).collect();
            let text = document.slice(sentence.range);
            assert!(!places.is_empty(), "{name}: no place for {text:?}");
            let fits = places.iter().all(|p| match p {
                Source::Docx { part, start, end, .. } => part.starts_with("word/") && start < end,
                Source::Pdf { page, bbox } => *page > 0 && bbox[0] < bbox[2] && bbox[1] < bbox[3],
                Source::Bytes { .. } => false,
            });
            assert!(fits, "{name}: {text:?} at {places:?}");
        }
    }
}
