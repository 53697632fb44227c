//! Footnotes, endnotes and comments: their marks in the text, and their texts.

use std::collections::HashMap;

use super::number_format::format;
use super::story::StoryNode;
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Word};
use crate::Error;

/// A footnote, endnote or comment as its part has it.
#[derive(Clone, Debug)]
pub(super) struct NoteText {
    pub(super) id: String,
    /// It is no note but what Word draws between text and notes, or prints where a note goes on over the page.
    pub(super) separator: bool,
    /// Of comments.
    pub(super) author: Option<String>,
    /// Of comments.
    pub(super) date: Option<String>,
    pub(super) nodes: Vec<StoryNode>,
}

/// How notes of one kind are numbered.
#[derive(Clone, Debug)]
struct Numbers {
    format: String,
    next: i64,
    /// Marks given, by the id of the note; `None` for a note that brings its own.
    given: HashMap<String, Option<String>>,
    /// Ids in the order of the references.
    order: Vec<String>,
}

impl Numbers {
    fn new(format: &str) -> Self {
        Self { format: format.into(), next: 1, given: HashMap::new(), order: Vec::new() }
    }
}

/// Numbers footnotes and endnotes in the order in which the text refers to them. How sections number theirs anew is not
/// followed: the marks are unique in the document.
#[derive(Clone, Debug)]
pub(super) struct Marker {
    footnotes: Numbers,
    endnotes: Numbers,
}

impl Default for Marker {
    fn default() -> Self {
        // What Word does unless told otherwise.
        Self { footnotes: Numbers::new("decimal"), endnotes: Numbers::new("lowerRoman") }
    }
}

impl Marker {
    /// As the document's settings say.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read(settings: &Part) -> Result<Self, Error> {
        let mut marker = Self::default();
        let mut cursor = Cursor::new(settings);
        let mut kind = None;
        loop {
            match cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "settings") => {}
                    (Word, "footnotePr") => kind = Some(&mut marker.footnotes),
                    (Word, "endnotePr") => kind = Some(&mut marker.endnotes),
                    (_, local) => {
                        if let Some(numbers) = &mut kind {
                            match local {
                                "numFmt" => numbers.format = e.attribute("val").unwrap_or_default(),
                                "numStart" => numbers.next = e.number("val").unwrap_or(1),
                                _ => {}
                            }
                        }
                        cursor.skip()?;
                    }
                },
                Node::Close => kind = None,
                Node::End => return Ok(marker),
                _ => {}
            }
        }
    }

    /// The mark that a reference prints: `[1]`. None where it is not `printed`, or where the text has a mark of its own.
    pub(super) fn mark(&mut self, reference: &Element<'_>, printed: bool) -> Option<String> {
        let numbers = self.of(reference.name().1 == "footnoteReference");
        let id = reference.attribute("id").filter(|_| printed)?;
        if let Some(known) = numbers.given.get(&id) {
            return known.clone();
        }
        let own =
            reference.attribute("customMarkFollows").is_some_and(|v| !matches!(v.as_str(), "0" | "false" | "off"));
        let mark = (!own).then(|| {
            let number = format(numbers.next, &numbers.format);
            numbers.next += 1;
            format!("[{number}]")
        });
        numbers.order.push(id.clone());
        numbers.given.insert(id, mark.clone());
        mark
    }

    /// Brings notes into the order in which the text refers to them, each with its mark. Those that it never refers to
    /// come last.
    pub(super) fn sort(&mut self, footnotes: bool, notes: Vec<NoteText>) -> Vec<(Option<String>, NoteText)> {
        let numbers = self.of(footnotes);
        let rank: HashMap<&str, usize> = numbers.order.iter().enumerate().map(|(i, id)| (id.as_str(), i)).collect();
        let mut sorted: Vec<(Option<String>, NoteText)> =
            notes.into_iter().map(|n| (numbers.given.get(&n.id).cloned().flatten(), n)).collect();
        sorted.sort_by_key(|(_, note)| (note.separator, rank.get(note.id.as_str()).copied().unwrap_or(usize::MAX)));
        sorted
    }

    fn of(&mut self, footnotes: bool) -> &mut Numbers {
        if footnotes { &mut self.footnotes } else { &mut self.endnotes }
    }
}
