//! What the readers make of four made-up documents, block by block.

use std::fmt::Write as _;

use document::{BlockKind, Document, Options, read_bytes};

fn dump(d: &Document) -> String {
    let mut out = format!("{:?} {:?}, title {:?}\n", d.format, d.language, d.title);
    let mut sentences = d.sentences.iter().peekable();
    for (i, b) in d.blocks.iter().enumerate() {
        let kind = match b.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::ListItem { depth } => format!("item{depth}"),
            other => format!("{other:?}").to_lowercase(),
        };
        let clause = b.clause.map(|c| &d.clauses[c]);
        let _ = write!(out, "\n{i} {kind}");
        if let Some(c) = clause {
            let opens = if c.first_block == i { "▸" } else { "" };
            let _ = write!(out, " {opens}{}", c.number.as_deref().unwrap_or("-"));
            if let Some(h) = c.heading.as_deref().filter(|_| c.first_block == i) {
                let _ = write!(out, " «{h}»");
            }
        }
        if let Some(l) = b.lead_in {
            let _ = write!(out, " ←{l}");
        }
        let _ = writeln!(out, "\n  | {}", d.slice(b.range).replace('\t', " ⇥ ").replace('\n', "\n  | "));
        while let Some(s) = sentences.next_if(|s| s.block == i) {
            if s.range != b.range {
                let _ = writeln!(out, "    {:?}: {}", s.kind, d.slice(s.range));
            }
        }
    }
    for u in &d.unread {
        let _ = writeln!(out, "\nunread {}: {}", u.place, u.reason);
    }
    out
}

macro_rules! snapshot {
    ($test:ident, $file:literal) => {
        #[test]
        fn $test() {
            let text = include_str!(concat!("documents/", $file));
            let document = read_bytes($file, text.as_bytes(), &Options::default()).unwrap();
            insta::assert_snapshot!(dump(&document));
        }
    };
}

snapshot!(markdown_with_html_tables_and_indented_items, "service-levels.md");
snapshot!(chinese_contract_in_plain_text, "hosting-contract.txt");
snapshot!(filed_agreement_with_page_breaks, "filing.txt");
snapshot!(web_page, "terms.html");
