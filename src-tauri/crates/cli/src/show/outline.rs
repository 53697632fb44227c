//! The tree of clauses.

use super::place;
use crate::report::{Words, shortened};
use document::{Clause, DefinitionKind, Document, Target};
use std::fmt::Write as _;

/// Characters shown of a clause without a heading.
const MOST: usize = 60;

/// One line for each clause: number, heading (or the first words), place; two blanks further in for each level. With
/// `links`, the defined terms and the references below.
pub(super) fn outline(document: &Document, words: Words, links: bool) -> String {
    let mut out = String::new();
    for clause in &document.clauses {
        let indent = "  ".repeat(usize::from(clause.level.saturating_sub(1)));
        let parts =
            [clause.number.clone().unwrap_or_default(), name(document, clause), first_place(document, clause, words)];
        let line = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("  ");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{indent}{line}");
    }
    if links {
        definitions(&mut out, document, words);
        references(&mut out, document, words);
    }
    out
}

/// The heading, or the first words in quotation marks.
fn name(document: &Document, clause: &Clause) -> String {
    if let Some(heading) = &clause.heading {
        return shortened(heading, 2 * MOST);
    }
    let text = document.blocks.get(clause.first_block).map(|b| document.slice(b.body)).unwrap_or_default();
    if text.trim().is_empty() { String::new() } else { format!("“{}”", shortened(text, MOST)) }
}

fn first_place(document: &Document, clause: &Clause, words: Words) -> String {
    let place = document.blocks.get(clause.first_block).map(|b| place::short(document, b.range, words));
    place.filter(|p| !p.is_empty()).map(|p| format!("⟦{p}⟧")).unwrap_or_default()
}

/// How a clause is cited: its number, else its heading.
fn cited(document: &Document, clause: Option<usize>) -> Option<String> {
    let clause = document.clauses.get(clause?)?;
    clause.number.clone().or_else(|| clause.heading.clone())
}

fn definitions(out: &mut String, document: &Document, words: Words) {
    let _ = writeln!(out, "\n{}", words.count(document.definitions.len(), "defined term", "defined terms", "项定义"));
    for definition in &document.definitions {
        let how = match definition.kind {
            DefinitionKind::Sentence => words.pick("means", "指"),
            DefinitionKind::Inline => words.pick("stands for", "代表"),
        };
        let meaning = shortened(document.slice(definition.meaning), MOST);
        let place = place::short(document, definition.range, words);
        let clause = cited(document, definition.clause).map(|c| format!("{c}  ")).unwrap_or_default();
        let _ = writeln!(out, "  “{}” {how} “{meaning}”  {clause}⟦{place}⟧", definition.term);
    }
}

fn references(out: &mut String, document: &Document, words: Words) {
    let _ = writeln!(out, "\n{}", words.count(document.references.len(), "reference", "references", "处引用"));
    for reference in &document.references {
        let target = match &reference.target {
            Target::Clause(clause) => {
                format!("{} {}", words.pick("clause", "条款"), cited(document, Some(*clause)).unwrap_or_default())
            }
            Target::Attachment(name) => format!("{} {name}", words.pick("attachment", "附件")),
            Target::Elsewhere(name) => format!("{} {name}", words.pick("elsewhere:", "其他文件：")),
            Target::Missing => words.pick("not in this document", "本文件中没有").to_owned(),
        };
        let place = place::short(document, reference.range, words);
        let _ = writeln!(out, "  “{}” → {target}  ⟦{place}⟧", shortened(document.slice(reference.range), MOST));
    }
}
