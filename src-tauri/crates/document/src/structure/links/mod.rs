//! Defined terms and cross-references, as data: what the text calls things, and where it sends its reader.
//!
//! Both are read block by block, after the outline: a reference is looked up among the clauses, a label is never one.

mod chinese;
mod definitions;
mod english;
mod index;
mod quotes;
mod references;
#[cfg(test)]
mod tests;

use crate::{BlockKind, Document};

use super::outline::Node;

/// Fills in [`Document::definitions`] and [`Document::references`].
pub(super) fn find(document: &mut Document, nodes: &[Node]) {
    document.definitions = definitions::definitions(document);
    document.references = references::references(document, nodes);
}

/// Whether a block is part of the agreement's own words.
const fn is_read(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Furniture | BlockKind::Contents | BlockKind::Code)
}
