//! Tracked changes: who made them, and in which view their words show.

use super::xml::Element;
use crate::{ChangeKind, Revisions};

/// One tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub(super) kind: ChangeKind,
    pub(super) author: Option<String>,
    /// As the file has it.
    pub(super) date: Option<String>,
}

impl Revision {
    /// The change that an element stands for.
    pub(super) fn of(element: &Element<'_>, kind: ChangeKind) -> Self {
        Self { kind, author: element.attribute("author"), date: element.attribute("date") }
    }

    /// The change that an element of this local name makes to what it holds.
    pub(super) fn kind(name: &str) -> Option<ChangeKind> {
        Some(match name {
            "ins" | "cellIns" => ChangeKind::Inserted,
            "del" | "cellDel" => ChangeKind::Deleted,
            "moveTo" => ChangeKind::MovedTo,
            "moveFrom" => ChangeKind::MovedFrom,
            _ => return None,
        })
    }

    /// Whether what it touches shows in a view.
    pub(super) fn is_shown(&self, view: Revisions) -> bool {
        match view {
            Revisions::Accepted => self.kind.adds(),
            Revisions::Original => !self.kind.adds(),
            Revisions::Marked => true,
        }
    }
}
