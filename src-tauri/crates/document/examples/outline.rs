//! Prints what the reader makes of a file: blocks with kind, label, number, heading and lead-in.
//!
//! `cargo run --example outline -- FILE... [--sentences] [--clauses] [--gaps] [--ranges] [--links]`; `--gaps` prints only
//! the clauses whose numbers do not count on from their siblings, `--ranges` the source ranges of all sentences, `--links`
//! definitions and references with what they lead to.

use std::path::Path;

use document::{BlockKind, Document, Options, Target, TextRange};

fn main() {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|f| f == flag);
    for file in &files {
        match document::read_file(Path::new(file), &Options::default()) {
            Ok(d) if has("--clauses") => clauses(&d),
            Ok(d) if has("--gaps") => gaps(&d),
            Ok(d) if has("--ranges") => ranges(&d),
            Ok(d) if has("--links") => links(&d),
            Ok(d) => blocks(&d, has("--sentences")),
            Err(e) => eprintln!("{file} {e}"),
        }
    }
}

fn cut(text: &str, n: usize) -> String {
    let one_line = text.replace(['\n', '\t'], " ⏎ ");
    match one_line.char_indices().nth(n) {
        Some((i, _)) => format!("{}…", &one_line[..i]),
        None => one_line,
    }
}

fn head(d: &Document) {
    println!("== {} [{:?} {:?} {:?}] title {:?}", d.source, d.format, d.language, d.encoding, d.title);
    println!(
        "   {} blocks, {} clauses, {} sentences, {} unread",
        d.blocks.len(),
        d.clauses.len(),
        d.sentences.len(),
        d.unread.len()
    );
}

fn clauses(d: &Document) {
    head(d);
    for c in &d.clauses {
        let indent = "  ".repeat(usize::from(c.level) - 1);
        println!("{indent}{} | {}", c.number.as_deref().unwrap_or("-"), cut(c.heading.as_deref().unwrap_or(""), 70));
    }
}

fn ranges(d: &Document) {
    for (start, end) in d.sentences.iter().filter_map(|s| d.source_range(s.range)) {
        println!("{} {start} {end}", d.source);
    }
}

/// What stands around a range, with the range marked.
fn around(d: &Document, range: TextRange) -> String {
    let cut = |mut at: usize| {
        while !d.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let before = d.slice(TextRange::new(cut(range.start.saturating_sub(60)), range.start));
    let after = d.slice(TextRange::new(range.end, cut((range.end + 60).min(d.text.len()))));
    format!("{before}[[{}]]{after}", d.slice(range)).replace(['\n', '\t'], " ⏎ ")
}

fn links(d: &Document) {
    head(d);
    for x in &d.definitions {
        println!("DEF {:?} {} = {}", x.kind, x.term, cut(d.slice(x.meaning), 90));
    }
    for r in &d.references {
        let target = match &r.target {
            Target::Clause(c) => {
                let c = &d.clauses[*c];
                format!("{} «{}»", c.number.as_deref().unwrap_or("-"), cut(c.heading.as_deref().unwrap_or(""), 30))
            }
            other => format!("{other:?}"),
        };
        println!("REF {} -> {target}", around(d, r.range));
    }
}

/// The last number in a label, and the label with numbers masked.
fn last_number(label: &str) -> Option<(usize, String)> {
    let masked: String = label.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    let digits = label.trim_end_matches(|c: char| !c.is_ascii_digit());
    let value = digits.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    Some((value, masked.replace("##", "#").replace("##", "#")))
}

fn gaps(d: &Document) {
    let mut before: std::collections::HashMap<(Option<usize>, String), usize> = std::collections::HashMap::new();
    for c in &d.clauses {
        let Some((value, kind)) = c.label.as_deref().and_then(last_number) else { continue };
        let last = before.insert((c.parent, kind), value).unwrap_or(0);
        if value != last + 1 {
            let text = cut(d.slice(d.blocks[c.first_block].range), 90);
            println!("{}: {last} -> {} | {text}", d.source, c.number.as_deref().unwrap_or("-"));
        }
    }
}

fn blocks(d: &Document, sentences: bool) {
    head(d);
    let mut next = d.sentences.iter().peekable();
    for (i, b) in d.blocks.iter().enumerate() {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("H{level}"),
            BlockKind::Paragraph => "P".to_owned(),
            BlockKind::ListItem { depth } => format!("L{depth}"),
            BlockKind::Table => "T".to_owned(),
            BlockKind::Code => "CODE".to_owned(),
            BlockKind::Furniture => "FURN".to_owned(),
            BlockKind::Contents => "TOC".to_owned(),
        };
        let clause = b.clause.map(|c| &d.clauses[c]);
        let level = clause.map_or(0, |c| usize::from(c.level));
        let opens = clause.is_some_and(|c| c.first_block == i);
        let number = clause.and_then(|c| c.number.as_deref()).unwrap_or("-");
        let heading = clause.filter(|_| opens).and_then(|c| c.heading.as_deref());
        println!(
            "{i:4} {kind:4} {}{}{} {}{} {}",
            "  ".repeat(level),
            if opens { "▸" } else { " " },
            number,
            heading.map(|h| format!("«{}» ", cut(h, 50))).unwrap_or_default(),
            b.lead_in.map(|l| format!("(←{l})")).unwrap_or_default(),
            cut(d.slice(b.range), 110),
        );
        while let Some(s) = next.next_if(|s| s.block == i) {
            if sentences {
                println!("                 - {:?} {}", s.kind, cut(d.slice(s.range), 150));
            }
        }
    }
}
