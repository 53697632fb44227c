//! What people wrote into a Word file beside its text: tracked changes, comments, hidden words.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// What a tracked change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Words put in.
    Inserted,
    /// Words taken out.
    Deleted,
    /// Words put here from another place.
    MovedTo,
    /// Words taken from here to another place.
    MovedFrom,
}

impl ChangeKind {
    /// Whether the words stand in the text once the change is accepted.
    #[must_use]
    pub const fn adds(self) -> bool {
        matches!(self, Self::Inserted | Self::MovedTo)
    }
}

/// A tracked change. Words that one person put in and another took out are in two. No view loses its words: where the view does not show them, `range` is empty at the place where
/// they would stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it does.
    pub kind: ChangeKind,
    /// Who made it, as Word has it.
    pub author: Option<String>,
    /// When, as Word has it (ISO 8601).
    pub date: Option<String>,
    /// Where the words stand in the text; empty where this view does not show them.
    pub range: TextRange,
    /// The words. A line feed stands for the end of a paragraph: taken out, it joins the paragraph to the next.
    pub text: String,
}

/// A comment in the margin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who wrote it, as Word has it.
    pub author: Option<String>,
    /// When, as Word has it (ISO 8601).
    pub date: Option<String>,
    /// The words it is about; empty where it stands at a point, or its place is lost.
    pub range: TextRange,
    /// What it says; paragraphs are parted by line feeds.
    pub text: String,
}

/// Why words of the file are not printed in its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsideKind {
    /// Formatted as hidden. Whoever signs does not see it, so it is worth a look.
    Hidden,
    /// A reading aid above the words (ruby, pinyin).
    Phonetic,
    /// Another version of contents that are printed in their first version (`mc:Fallback`).
    Alternative,
    /// At a place from which nothing is printed: in a field's code, in an element that Word passes over, among the
    /// building blocks that are stored with the file.
    Unplaced,
}

/// Words that the file carries without printing them in its flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Why they are not printed.
    pub kind: AsideKind,
    /// Where in the text they would stand.
    pub at: usize,
    /// The words.
    pub text: String,
}
