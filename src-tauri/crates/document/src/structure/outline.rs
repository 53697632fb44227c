//! Which labels are labels, and where their clauses stand in the outline.
//!
//! A stack of open levels takes each label as the next sibling of an open one, as a first child, or, with less trust,
//! as a number that was skipped or repeated. The less sure a cut is, the better the label has to fit.

use crate::raw::RawBlock;
use crate::{BlockKind, Story, TextRange};

use super::headings::{self, Style};
use super::labels::{Digits, Match, Reading, Shape};
use super::lines::{Cut, Unit, strip_bullet};
use super::number;
use super::sequence::{Fit, goes_on_counting};
use super::title::title_units;

/// Deepest level of an outline; what would be deeper stands side by side there. Agreements stay under ten. A clause's
/// number holds those of all clauses around it, so without a limit a long chain of labels takes room without end.
const MAX_DEPTH: usize = 64;

/// A block in its place.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// The block; its `auto_label` is moved to `label`.
    pub(crate) block: RawBlock,
    /// Its label and where that is in the block's text.
    pub(crate) label: Option<(String, Option<TextRange>)>,
    /// Where the text after the label starts.
    pub(crate) body: usize,
    /// Its clause.
    pub(crate) clause: Option<usize>,
    /// It opens its clause.
    pub(crate) opens: bool,
    /// A heading without mark-up.
    pub(crate) unmarked: Option<Style>,
    /// Bulleted.
    pub(crate) bullet: bool,
}

impl Placed {
    /// The text after the label.
    pub(crate) fn body_text(&self) -> &str {
        self.block.text.get(self.body..).unwrap_or("")
    }
}

/// A clause in the making.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) label: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) reading: Option<Reading>,
    pub(crate) level: u8,
    pub(crate) parent: Option<usize>,
    pub(crate) first_block: usize,
}

/// An open level.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) reading: Option<Reading>,
    /// Level of marked headings.
    pub(super) heading: Option<u8>,
    /// Unmarked heading.
    pub(super) style: Option<Style>,
    /// Depth in the format's lists, 0 outside.
    pub(super) list: u8,
    pub(super) clause: usize,
    pub(super) block: usize,
}

/// The outline under construction.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) placed: Vec<Placed>,
    pub(crate) nodes: Vec<Node>,
    pub(super) stack: Vec<Level>,
}

/// Places all units.
pub(crate) fn build(units: Vec<Unit>) -> Outline {
    let mut outline = Outline::default();
    let title = title_units(&units);
    let carried: Vec<bool> = (0..units.len()).map(|i| goes_on_counting(&units, i)).collect();
    for (i, unit) in units.into_iter().enumerate() {
        if title.contains(&i) {
            outline.title(unit);
        } else {
            outline.add(unit, carried[i]);
        }
    }
    outline
}

pub(super) const fn list_depth(block: &RawBlock) -> u8 {
    match (block.kind, block.level) {
        (BlockKind::ListItem { depth }, _) => depth,
        (BlockKind::Heading { .. }, _) | (_, None) => 0,
        (_, Some(level)) => level,
    }
}

impl Outline {
    fn add(&mut self, unit: Unit, carried: bool) {
        let note = matches!(unit.block.story, Story::Footnote | Story::Endnote);
        if note || matches!(unit.block.kind, BlockKind::Furniture | BlockKind::Contents) {
            return self.plain(unit, None);
        }
        let depth = list_depth(&unit.block);
        let heading = match unit.block.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        };
        let auto = unit.block.auto_label.as_deref().map(super::labels::lex_auto);
        let candidate = match &auto {
            Some(found) => found.clone(),
            None => unit.label.clone(),
        };
        if let Some(found) = candidate
            && let Some((reading, fit)) = self.judge(&unit, &found, heading, depth, carried)
        {
            return self.open(unit, &found, reading, fit, heading, depth);
        }
        match unit.cut {
            Cut::Line | Cut::Inline => {
                if let Some(last) = self.placed.last_mut().filter(|p| p.block.kind != BlockKind::Furniture) {
                    last.block.append(unit.glue, unit.block);
                    return;
                }
                self.plain(unit, None);
            }
            Cut::Block | Cut::Hard => {
                if let Some(i) = self.runs_on(&unit) {
                    let into = &mut self.placed[i].block;
                    let glue = crate::draft::glue(&into.text, &unit.block.text);
                    into.append(glue, unit.block);
                    return;
                }
                if self.completes_label(&unit) {
                    return self.complete_label(unit);
                }
                if let Some(label) = unit.block.auto_label.clone().filter(|_| matches!(auto, Some(None))) {
                    // A label in a style of its own ("Step 1:") is still the format's label. Items of one level of a list
                    // stand beside each other, though their labels cannot be read.
                    self.close_for(&unit, depth, heading);
                    if let Some(sibling) = self.stack.iter().position(|l| depth > 0 && l.list >= depth) {
                        self.stack.truncate(sibling);
                    }
                    return self.open_as(unit, Some(label), None, heading, None, depth);
                }
                if let Some(level) = heading {
                    let keep =
                        self.stack.iter().rposition(|l| l.heading.is_some_and(|h| h < level)).map_or(0, |i| i + 1);
                    self.stack.truncate(keep);
                    return self.open_as(unit, None, None, heading, None, 0);
                }
                if let Some(style) = headings::unmarked(&unit.block).filter(|_| !unit.bullet) {
                    return self.open_unmarked(unit, style);
                }
                self.close_for(&unit, depth, heading);
                let clause = self.stack.last().map(|l| l.clause);
                self.plain(unit, clause);
            }
        }
    }

    /// Whether a level's own block is a title and no running text.
    pub(super) fn is_titled(&self, level: &Level) -> bool {
        let Some(p) = self.placed.get(level.block) else { return false };
        level.heading.is_some()
            || level.style.is_some_and(|s| s != Style::RunIn)
            || headings::is_title(p.body_text())
            || (p.block.text.len() < 200 && p.block.emphasised(TextRange::new(p.body, p.block.text.len())))
    }

    fn open(&mut self, unit: Unit, found: &Match, reading: Reading, fit: Fit, heading: Option<u8>, depth: u8) {
        self.stack.truncate(fit.keep);
        let printed = unit.block.auto_label.is_none();
        let label = match &unit.block.auto_label {
            Some(label) => label.trim().to_owned(),
            None => unit.block.text[..found.len].trim().to_owned(),
        };
        let found = printed.then(|| found.clone());
        self.open_as(unit, Some(label), Some(reading), heading, found, depth);
    }

    fn open_as(
        &mut self,
        unit: Unit,
        label: Option<String>,
        reading: Option<Reading>,
        heading: Option<u8>,
        printed: Option<Match>,
        depth: u8,
    ) {
        self.stack.truncate(MAX_DEPTH - 1);
        let parent = self.stack.last().map(|l| l.clause);
        let clause = self.nodes.len();
        let block = self.placed.len();
        let level = parent.map_or(1, |p| self.nodes[p].level.saturating_add(1));
        let number = label.as_deref().map(|l| number::compose(&self.nodes, parent, reading.as_ref(), l));
        self.nodes.push(Node {
            label: label.clone(),
            number,
            reading: reading.clone(),
            level,
            parent,
            first_block: block,
        });
        self.stack.push(Level { reading, heading, style: None, list: depth, clause, block });
        let range = printed.as_ref().map(|m| TextRange::new(0, m.len));
        self.placed.push(Placed {
            label: label.map(|l| (l, range)),
            body: printed.map_or(0, |m| m.body.min(unit.block.text.len())),
            clause: Some(clause),
            opens: true,
            unmarked: None,
            bullet: unit.bullet,
            block: unit.block,
        });
    }

    fn open_unmarked(&mut self, unit: Unit, style: Style) {
        if let Some(i) = self.stack.iter().position(|l| l.style == Some(style)) {
            self.stack.truncate(i);
        } else {
            while let Some(top) = self.stack.last()
                && !self.is_titled(top)
            {
                self.stack.pop();
            }
        }
        self.open_as(unit, None, None, None, None, 0);
        if let (Some(level), Some(placed)) = (self.stack.last_mut(), self.placed.last_mut()) {
            level.style = Some(style);
            placed.unmarked = Some(style);
        }
    }

    /// Ends the levels that a block without a label does not belong to.
    fn close_for(&mut self, unit: &Unit, depth: u8, heading: Option<u8>) {
        if heading.is_some() {
            return;
        }
        while let Some(top) = self.stack.last() {
            let out_of_list =
                top.list > depth && !(depth == 0 && self.is_titled(top)) && !self.introduces_table(top, unit);
            if out_of_list || self.flush(top, unit) {
                self.stack.pop();
            } else {
                break;
            }
        }
    }

    /// Whether `unit` is the table that the block before it announces ("... the following table:"): lists of Word end before
    /// their tables, which belong to the item all the same.
    fn introduces_table(&self, top: &Level, unit: &Unit) -> bool {
        unit.block.kind == BlockKind::Table
            && self
                .placed
                .last()
                .is_some_and(|p| p.clause == Some(top.clause) && p.block.text.trim_end().ends_with([':', '：']))
    }

    /// Whether a paragraph goes on with the clause around an item, not with the item: it begins in the middle of a
    /// sentence, or the item was one of a led-in list and ended as such.
    fn flush(&self, top: &Level, unit: &Unit) -> bool {
        let Some(reading) = &top.reading else { return false };
        let item = matches!(reading.shape, Shape::Paren | Shape::Half | Shape::Circle)
            || matches!(reading.digits, Digits::Lower | Digits::LowerRoman);
        if !item || top.list > 0 || unit.bullet || unit.block.kind != BlockKind::Paragraph || self.stack.len() < 2 {
            return false;
        }
        let open_end =
            |p: &Placed| super::sequence::item_ends(&p.block.text) && !p.block.text.ends_with(['.', '。', ':', '：']);
        let lower = unit.block.text.starts_with(|c: char| c.is_lowercase());
        // The items before it ended as items of one sentence do, so this last one ended the list.
        let sibling = self.nodes.iter().rev().skip(1).take(40).find(|n| {
            n.parent == self.nodes[top.clause].parent
                && n.reading.as_ref().is_some_and(|r| r.shape == reading.shape && r.digits == reading.digits)
        });
        lower
            || open_end(&self.placed[top.block])
            || self.placed.last().is_some_and(open_end)
            || sibling.is_some_and(|n| open_end(&self.placed[n.first_block]))
    }

    /// A heading that is the document's title or part of it.
    fn title(&mut self, mut unit: Unit) {
        if !matches!(unit.block.kind, BlockKind::Heading { .. }) {
            unit.block.kind = BlockKind::Heading { level: 1 };
        }
        self.plain(unit, None);
    }

    fn plain(&mut self, unit: Unit, clause: Option<usize>) {
        let text = unit.block.text.as_str();
        let typed = if unit.bullet { strip_bullet(text, TextRange::new(0, text.len())).1 } else { None };
        let bullet = typed.map(|c| (c.to_string(), Some(TextRange::new(0, c.len_utf8()))));
        let body = typed.map_or(0, |c| text.len() - text[c.len_utf8()..].trim_start().len());
        let label = unit.block.auto_label.clone().map(|l| (l, None)).or(bullet);
        self.placed.push(Placed {
            label,
            body,
            clause,
            opens: false,
            unmarked: None,
            bullet: unit.bullet,
            block: unit.block,
        });
    }
}
