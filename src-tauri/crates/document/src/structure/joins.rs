//! Blocks that go on with the block before: a sentence over a page break, a label alone on its line.

use crate::BlockKind;
use crate::raw::RawBlock;

use super::headings;
use super::labels::Shape;
use super::lines::{Unit, ends_statement};
use super::outline::{Outline, list_depth};

impl Outline {
    /// The block that a paragraph goes on with: one that stops in the middle of a sentence before a page break or a
    /// stray empty line.
    pub(super) fn runs_on(&self, unit: &Unit) -> Option<usize> {
        let plain = |b: &RawBlock| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
        let lower = unit.block.text.starts_with(char::is_lowercase);
        if unit.block.kind != BlockKind::Paragraph
            || unit.bullet
            || unit.label.is_some()
            || unit.block.auto_label.is_some()
        {
            return None;
        }
        let furniture = self.placed.iter().rev().take_while(|p| p.block.kind == BlockKind::Furniture).count();
        let i = self.placed.len().checked_sub(furniture + 1)?;
        let last = &self.placed[i];
        let text = last.block.text.as_str();
        let open = !ends_statement(text)
            && last.block.story == unit.block.story
            && last.unmarked.is_none()
            && plain(&last.block)
            && list_depth(&last.block) == list_depth(&unit.block);
        let long = text.len() > 60 && !headings::is_title(last.body_text());
        // Across a page break a capital or a Han character may go on as well.
        let broken = furniture > 0
            && text.len() > 45
            && headings::unmarked(&unit.block).is_none()
            && !text.ends_with([',', '，', '、']);
        (open && long && (lower || broken)).then_some(i)
    }

    /// Whether a block is what a label alone on the line before belongs to: `ARTICLE IV`, then its title.
    pub(super) fn completes_label(&self, unit: &Unit) -> bool {
        let Some(last) = self.placed.last() else { return false };
        let alone =
            last.opens && last.label.as_ref().is_some_and(|(_, r)| r.is_some()) && last.body >= last.block.text.len();
        let unlabelled =
            unit.block.auto_label.is_none() && !unit.bullet && list_depth(&unit.block) == list_depth(&last.block);
        if !alone || !unlabelled || last.block.story != unit.block.story {
            return false;
        }
        let word =
            self.nodes.last().and_then(|n| n.reading.as_ref()).is_some_and(|r| matches!(r.shape, Shape::Word(_)));
        match (last.block.kind, unit.block.kind) {
            (BlockKind::Paragraph, BlockKind::Heading { .. }) => word,
            (BlockKind::Paragraph, BlockKind::Paragraph) => {
                !word || headings::is_title(&unit.block.text) || headings::unmarked(&unit.block).is_some()
            }
            (BlockKind::Heading { level: a }, BlockKind::Heading { level: b }) => a == b,
            _ => false,
        }
    }

    pub(super) fn complete_label(&mut self, unit: Unit) {
        let Some(last) = self.placed.last_mut() else { return };
        if let BlockKind::Heading { level } = unit.block.kind {
            last.block.kind = unit.block.kind;
            last.block.level = Some(level);
            if let Some(open) = self.stack.last_mut() {
                open.heading = Some(level);
            }
        }
        let glue = match crate::draft::glue(&last.block.text, &unit.block.text) {
            "" if last.block.text.ends_with(|c: char| crate::draft::is_han(c)) => " ",
            glue => glue,
        };
        last.body = last.block.text.len() + glue.len();
        last.block.append(glue, unit.block);
    }
}
