//! Word files written for the tests (`bench/docx_make.py`): what is read of each, and that no word is lost.

#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use document::{BlockKind, Document, Options, Revisions, Story, read_file};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/word")
}

fn read(path: &Path, revisions: Revisions) -> Document {
    let options = Options { revisions, ..Options::default() };
    read_file(path, &options).unwrap_or_else(|e| panic!("{} {e}", path.display()))
}

/// Word files in a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_word = |p: &PathBuf| p.extension().is_some_and(|e| e == "docx" || e == "docm");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(is_word).collect();
    files.sort();
    files
}

/// A document on one line a block, and what stands beside it.
fn shown(d: &Document) -> String {
    let mut out = String::new();
    for block in &d.blocks {
        // Headings and clauses are told by structure, which has tests of its own.
        let kind = match block.kind {
            BlockKind::Table => "table ",
            BlockKind::Furniture => "furniture ",
            BlockKind::Contents => "contents ",
            _ => "",
        };
        let story = if block.story == Story::Body { String::new() } else { format!("{:?} ", block.story) };
        let label = block.label.as_ref().map_or("", |l| l.text.as_str());
        let text = d.slice(block.range).replace('\t', " | ").replace('\n', " / ");
        write!(out, "{story}{kind}[{label}] {text}").unwrap();
        for e in &block.emphasis {
            let marks = [(e.bold, 'b'), (e.underline, 'u'), (e.italic, 'i')];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, c)| *c).collect();
            write!(out, " <{marks}: {}>", d.slice(e.range)).unwrap();
        }
        for cell in block.table.iter().flat_map(|t| &t.cells).filter(|c| c.row_span > 1 || c.column_span > 1) {
            write!(out, " <{}x{}: {}>", cell.row_span, cell.column_span, d.slice(cell.range)).unwrap();
        }
        out.push('\n');
    }
    let who = |author: &Option<String>| author.clone().unwrap_or_default();
    for c in &d.changes {
        writeln!(out, "change {:?} by {}: {:?} at {:?}", c.kind, who(&c.author), c.text, d.slice(c.range)).unwrap();
    }
    for c in &d.comments {
        writeln!(out, "comment by {}: {:?} at {:?}", who(&c.author), c.text, d.slice(c.range)).unwrap();
    }
    for a in &d.asides {
        writeln!(out, "aside {:?}: {:?}", a.kind, a.text).unwrap();
    }
    for u in &d.unread {
        writeln!(out, "unread {}", u.place).unwrap();
    }
    out
}

#[test]
fn what_is_read() {
    let files = files(&folder());
    assert_eq!(files.len(), 10);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        insta::assert_snapshot!(name, shown(&read(&path, Revisions::Accepted)));
    }
}

/// The text with labels, one line for a paragraph or cell.
fn printed(d: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &d.blocks {
        let label = block.label.as_ref().filter(|l| l.range.is_none()).map(|l| format!("{} ", l.text));
        let text = format!("{}{}", label.unwrap_or_default(), d.slice(block.range));
        lines.extend(text.split(['\t', '\n']).map(str::to_owned));
    }
    lines
}

/// The lines are those that LibreOffice has after it accepts or rejects all changes: `bench/docx_revisions.py`.
#[test]
fn accepted_and_original_text() {
    let path = folder().join("changes.docx");
    let accepted = [
        "1. The customer pays within 45 days of the invoice.",
        "2. The supplier may raise the fees once a year.",
        "3. Interest runs at the rate of the central bank.",
        "4. Set-off is allowed for claims that are not disputed.",
        "5. Invoices go by e-mail.",
        "6. Paper costs extra.",
        "7. Either party may end this agreement on written notice.",
        "8. The last fees stay due.",
        "9. Notices go to the address in the order.",
        "10. This paragraph had no number.",
        "11. This one follows it.",
        "Service",
        "Fee",
        "Archive",
        "5 euros",
        "Support",
        "20 euros",
        "Signed in two copies.",
    ];
    let original = [
        "1. The customer pays within 30 days of the invoice.",
        "2. The supplier may raise the fees at any time.",
        "3. Interest runs at nine per cent.",
        "4. Set-off is allowed",
        "5. for claims that are not disputed.",
        "6. Invoices go by e-mail. Paper costs extra.",
        "7. Notices go to the address in the order.",
        "8. Either party may end this agreement on notice.",
        "9. The last fees stay due.",
        "This paragraph had no number.",
        "10. This one follows it.",
        "Service",
        "Fee",
        "Backup",
        "10 euros",
        "Support",
        "20 euros",
        "Signed in two copies.",
    ];
    assert_eq!(printed(&read(&path, Revisions::Accepted)), accepted);
    assert_eq!(printed(&read(&path, Revisions::Original)), original);
    let marked = shown(&read(&path, Revisions::Marked));
    assert!(marked.contains("pays within 3045 days"), "{marked}");
}

/// Without blanks and characters that print nothing.
fn bare(text: &str) -> String {
    let nothing = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    text.chars().filter(|c| !nothing(*c)).collect()
}

/// All text elements of all parts, whatever their prefix, with how often each comes.
fn stretches(path: &Path) -> BTreeMap<String, usize> {
    let element = regex::Regex::new(r"<(?:\w+:)?(?:t|delText)(?: [^>]*)?>([^<]*)</").unwrap();
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        if !file.name().unwrap().ends_with(".xml") {
            continue;
        }
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        let texts = element.captures_iter(&xml).map(|c| quick_xml::escape::unescape(&c[1]).unwrap().into_owned());
        texts.map(|t| bare(&t)).filter(|t| !t.is_empty()).for_each(|t| *found.entry(t).or_default() += 1);
    }
    found
}

#[test]
fn no_word_is_lost() {
    let corpus = std::env::var_os("CARVEOUT_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus"), PathBuf::from);
    let agreements = corpus.join("agreements/en");
    let mut all = files(&folder());
    if agreements.is_dir() {
        all.extend(files(&agreements));
    } else {
        eprintln!("skipped: no corpus");
    }
    for path in all {
        for view in [Revisions::Accepted, Revisions::Original, Revisions::Marked] {
            let d = read(&path, view);
            let mut held = d.text.clone();
            let beside = d.changes.iter().map(|c| &c.text).chain(d.comments.iter().map(|c| &c.text));
            for words in beside.chain(d.asides.iter().map(|a| &a.text)) {
                held.push('\n');
                held.push_str(words);
            }
            let held = bare(&held);
            let stretches = stretches(&path);
            assert!(!stretches.is_empty(), "{}", path.display());
            for (words, times) in &stretches {
                let found = held.matches(words.as_str()).count();
                assert!(found >= *times, "{} {view:?}: {words:?} {found} of {times} times", path.display());
            }
        }
    }
}
