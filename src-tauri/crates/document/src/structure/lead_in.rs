//! Which block introduces a list item or a table.

use std::collections::HashMap;

use super::headings::introduces;
use super::outline::{Node, Placed};
use crate::BlockKind;

/// Say that a list follows, wherever they stand in the last sentence.
const ANNOUNCE: [&str; 9] =
    ["the following", "as follows", "following:", "table below", "下列", "以下", "如下", "下述", "下表"];

/// Open a list only where no sentence ends behind them.
const OPEN: [&str; 7] = ["including", "include", "includes", "any of", "each of", "below", "包括"];

/// Whether a block's text introduces what follows it.
fn leads_in(text: &str) -> bool {
    if introduces(text) {
        return true;
    }
    let tail_from = text.char_indices().rev().map(|(i, _)| i).nth(80).unwrap_or(0);
    let tail = text[tail_from..].to_lowercase();
    let bare = tail.trim_end_matches(['.', ',', ';', '。', '，', ' ']);
    let ended = tail.trim_end().ends_with(['.', '。']);
    ANNOUNCE.iter().any(|p| bare.contains(p)) || (!ended && OPEN.iter().any(|p| bare.contains(p)))
}

/// Whether the text has words that introduce a list.
pub(crate) fn has_phrase(text: &str) -> bool {
    let lower = text.to_lowercase();
    ANNOUNCE.iter().chain(&OPEN).any(|p| lower.contains(p))
}

fn skipped(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Furniture | BlockKind::Contents)
}

/// The lead-in of every block, by index. `headed` says which blocks have a heading of their own.
pub(crate) fn lead_ins(placed: &[Placed], nodes: &[Node], headed: &[bool]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; placed.len()];
    // First item and lead-in of the open lists without labels, by depth.
    let mut lists: Vec<(u8, Option<usize>)> = Vec::new();
    let mut previous: Option<usize> = None;
    // The block of the last clause of each kind under each parent.
    let mut siblings = HashMap::new();
    for (i, p) in placed.iter().enumerate() {
        if skipped(p.block.kind) {
            continue;
        }
        let item = match p.block.kind {
            BlockKind::ListItem { depth } => Some(depth),
            _ if p.bullet => Some(1),
            _ => None,
        };
        let intro = |b: usize| match placed[b].block.kind {
            BlockKind::Table => false,
            BlockKind::Heading { .. } => leads_in(&placed[b].block.text),
            _ => true,
        };
        if p.block.kind == BlockKind::Table {
            out[i] = previous.filter(|&b| leads_in(&placed[b].block.text) && intro(b));
        } else if p.opens
            && p.label.is_some()
            && let Some(clause) = p.clause
        {
            let node = &nodes[clause];
            let key = (node.parent, node.reading.as_ref().map(|r| (r.shape, r.digits)));
            let sibling = siblings.insert(key, i);
            out[i] = labelled(placed, nodes, clause, previous, sibling.map(|s| out[s])).filter(|&b| intro(b));
            // "The parties agree as follows:" introduces all of the agreement, and says nothing about a clause.
            if headed[i] && out[i].is_some_and(|b| placed[b].clause.is_none()) {
                out[i] = None;
            }
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

/// For a labelled clause: the line right before it if that introduces; else what its sibling had; else the block before
/// it if that leads in, or the parent's own block.
fn labelled(
    placed: &[Placed],
    nodes: &[Node],
    clause: usize,
    previous: Option<usize>,
    sibling: Option<Option<usize>>,
) -> Option<usize> {
    let node = &nodes[clause];
    // A new list of the same kind may begin here, whatever its first number.
    let fresh =
        previous.filter(|&b| introduces(&placed[b].block.text) && !placed[b].opens && placed[b].clause.is_some());
    if fresh.is_some() {
        return fresh;
    }
    if let Some(lead) = sibling.filter(|_| node.reading.as_ref().is_some_and(|r| r.value() > 1)) {
        return lead;
    }
    let before = previous.filter(|&b| leads_in(&placed[b].block.text) && placed[b].clause.is_some());
    before.or_else(|| node.parent.map(|p| nodes[p].first_block))
}
