//! Which block introduces a list item or a table.

use super::headings::introduces;
use super::outline::{Node, Placed};
use crate::BlockKind;

const PHRASES: [&str; 16] = [
    "the following",
    "as follows",
    "including",
    "include",
    "includes",
    "any of",
    "each of",
    "following:",
    "below",
    "下列",
    "以下",
    "如下",
    "包括",
    "下述",
    "下表",
    "table below",
];

/// Whether a block's text introduces what follows it.
fn leads_in(text: &str) -> bool {
    if introduces(text) {
        return true;
    }
    let tail_from = text.char_indices().rev().map(|(i, _)| i).nth(80).unwrap_or(0);
    let tail = text[tail_from..].to_lowercase();
    let bare = tail.trim_end_matches(['.', ',', ';', '。', '，', ' ']);
    PHRASES.iter().any(|p| bare.contains(p))
}

/// Whether the text has words that introduce a list.
pub(crate) fn has_phrase(text: &str) -> bool {
    let lower = text.to_lowercase();
    PHRASES.iter().any(|p| lower.contains(p))
}

fn skipped(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Furniture | BlockKind::Contents)
}

/// The lead-in of every block, by index.
pub(crate) fn lead_ins(placed: &[Placed], nodes: &[Node]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; placed.len()];
    // First item and lead-in of the open lists without labels, by depth.
    let mut lists: Vec<(u8, Option<usize>)> = Vec::new();
    let mut previous: Option<usize> = None;
    for (i, p) in placed.iter().enumerate() {
        if skipped(p.block.kind) {
            continue;
        }
        let item = match p.block.kind {
            BlockKind::ListItem { depth } => Some(depth),
            _ if p.bullet => Some(1),
            _ => None,
        };
        let intro = |b: usize| {
            let heading = matches!(placed[b].block.kind, BlockKind::Heading { .. });
            leads_in(&placed[b].block.text) || !heading
        };
        if p.block.kind == BlockKind::Table {
            out[i] = previous
                .filter(|&b| leads_in(&placed[b].block.text) && !matches!(placed[b].block.kind, BlockKind::Table));
        } else if p.opens
            && p.label.is_some()
            && let Some(clause) = p.clause
        {
            out[i] = labelled(placed, nodes, clause, previous, &out).filter(|&b| intro(b));
            lists.clear();
        } else if let Some(depth) = item {
            while lists.last().is_some_and(|(d, _)| *d > depth) {
                lists.pop();
            }
            if lists.last().is_none_or(|(d, _)| *d < depth) {
                lists.push((depth, previous.filter(|&b| intro(b))));
            }
            out[i] = lists.last().and_then(|(_, b)| *b);
        } else if p.block.level.is_none() {
            lists.clear();
        }
        if matches!(p.block.kind, BlockKind::Heading { .. }) {
            out[i] = None;
        }
        previous = Some(i);
    }
    out
}

/// For a labelled clause: what its first sibling had, if that stands before it; else the block right before it if that
/// introduces; else the parent's own block.
fn labelled(
    placed: &[Placed],
    nodes: &[Node],
    clause: usize,
    previous: Option<usize>,
    known: &[Option<usize>],
) -> Option<usize> {
    let node = &nodes[clause];
    // A line that introduces, right before: a new list of the same kind may begin there, whatever its first number.
    let fresh =
        previous.filter(|&b| introduces(&placed[b].block.text) && !placed[b].opens && placed[b].clause.is_some());
    if fresh.is_some() {
        return fresh;
    }
    let value = node.reading.as_ref().map_or(1, super::labels::Reading::value);
    if value > 1 {
        let sibling =
            nodes[..clause].iter().enumerate().rev().take_while(|(n, _)| node.parent.is_none_or(|p| *n > p)).find(
                |(_, n)| {
                    n.parent == node.parent
                        && n.reading
                            .as_ref()
                            .zip(node.reading.as_ref())
                            .is_some_and(|(a, b)| a.shape == b.shape && a.digits == b.digits)
                },
            );
        if let Some((_, sibling)) = sibling {
            return known[sibling.first_block];
        }
    }
    let before = previous.filter(|&b| leads_in(&placed[b].block.text) && placed[b].clause.is_some());
    before.or_else(|| node.parent.map(|p| nodes[p].first_block))
}
