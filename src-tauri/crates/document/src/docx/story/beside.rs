//! What stands beside the text of a story: tracked changes, places of comments, words that are not printed.

use std::ops::Range;

use super::{Paragraph, StoryNode, StoryReader};
use crate::docx::revisions::Revision;
use crate::docx::xml::{Element, Node, Vocabulary::Word};
use crate::{AsideKind, ChangeKind, Error};

/// What is noted beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docx) enum Beside {
    /// A tracked change.
    Change(Revision),
    /// Words that are not printed.
    Aside(AsideKind),
    /// The first or last place that the comment with this id is about.
    Comment(String),
}

/// A note to a stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docx) struct NoteAt {
    /// Bytes of [`Paragraph::text`]; empty for a point.
    pub(in crate::docx) text: Range<usize>,
    pub(in crate::docx) what: Beside,
    /// The words of a change or aside.
    pub(in crate::docx) words: String,
}

/// Notes ending at the same place that are looked through for one to go on with.
const NEIGHBOURS: usize = 4;

impl Paragraph {
    /// Notes words; a note of the same kind that ends where these begin goes on with them.
    fn note(&mut self, text: Range<usize>, what: &Beside, words: &str) {
        let neighbour = |n: &&mut NoteAt| n.text.end == text.start && n.what == *what;
        if let Some(last) = self.notes.iter_mut().rev().take(NEIGHBOURS).find(neighbour) {
            last.text.end = text.end;
            last.words.push_str(words);
            return;
        }
        self.notes.push(NoteAt { text, what: what.clone(), words: words.to_owned() });
    }
}

impl StoryReader<'_> {
    /// Whether what is read now shows in this view.
    pub(super) fn is_shown(&self) -> bool {
        self.revisions.iter().all(|r| r.is_shown(self.view))
    }

    /// Whether what is read now was taken out by somebody.
    pub(super) fn is_taken_out(&self) -> bool {
        self.revisions.iter().any(|r| !r.kind.adds())
    }

    /// Reads what a tracked change holds.
    pub(super) fn changed<T>(
        &mut self,
        element: &Element<'_>,
        kind: ChangeKind,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.revisions.push(Revision::of(element, kind));
        let result = read(self);
        self.revisions.pop();
        result
    }

    /// The changes that count for what is read now: words put in by one person may have been taken out by another.
    fn open_changes(&self) -> impl Iterator<Item = &Revision> {
        let last = |adds: bool| self.revisions.iter().rev().find(move |r| r.kind.adds() == adds);
        last(true).into_iter().chain(last(false))
    }

    /// Puts what `write` writes into the text, or beside it where this view does not show it (`aside` says that no view
    /// does).
    pub(super) fn put(&self, p: &mut Paragraph, aside: Option<AsideKind>, write: impl FnOnce(&mut Paragraph)) {
        let from = p.text.len();
        let shown = self.is_shown();
        if shown && aside.is_none() {
            write(p);
            if !self.revisions.is_empty() {
                let words = p.text[from..].to_owned();
                self.note_changes(p, from, &words);
            }
            return;
        }
        let mut scratch = Paragraph::default();
        write(&mut scratch);
        match aside.filter(|_| shown) {
            Some(kind) => p.note(from..from, &Beside::Aside(kind), &scratch.text),
            None => self.note_changes(p, from, &scratch.text),
        }
    }

    /// Notes words that belong to the changes that are open; they stand from `from` to the end of the text.
    fn note_changes(&self, p: &mut Paragraph, from: usize, words: &str) {
        if words.is_empty() {
            return;
        }
        let range = from..p.text.len();
        for revision in self.open_changes() {
            p.note(range.clone(), &Beside::Change(revision.clone()), words);
        }
    }

    /// Notes that the end of a paragraph was put in or taken out.
    pub(super) fn note_end(&self, p: &mut Paragraph) {
        let mark = std::mem::take(&mut p.properties.mark);
        let at = p.text.len();
        for revision in [&mark.inserted, &mark.deleted].into_iter().flatten() {
            p.note(at..at, &Beside::Change((**revision).clone()), "\n");
        }
        p.properties.mark = mark;
    }

    /// Passes over the element that is open; what words it holds are kept as an aside.
    pub(super) fn set_aside(&mut self, p: Option<&mut Paragraph>, kind: AsideKind) -> Result<(), Error> {
        let words = self.words()?;
        if words.trim().is_empty() {
            return Ok(());
        }
        let what = Beside::Aside(kind);
        match p {
            Some(p) => p.note(p.text.len()..p.text.len(), &what, &words),
            None => self.adrift.push(NoteAt { text: 0..0, what, words }),
        }
        Ok(())
    }

    /// All words of the element that is open, its paragraphs parted by line feeds.
    pub(super) fn words(&mut self) -> Result<String, Error> {
        let mut words = String::new();
        let mut open = 0_usize;
        let mut in_text = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    open += 1;
                    in_text = matches!(e.name(), (Word, "t" | "delText"));
                    if e.name() == (Word, "p") && !words.is_empty() && !words.ends_with('\n') {
                        words.push('\n');
                    }
                }
                Node::Text(text, _) if in_text => words.push_str(&text),
                Node::Reference(text, _) if in_text => words.push_str(&text),
                Node::Close if open > 0 => {
                    open -= 1;
                    in_text = false;
                }
                Node::Close | Node::End => return Ok(words),
                _ => {}
            }
        }
    }

    /// The comment that an element begins, ends or shows.
    pub(super) fn comment_of(e: &Element<'_>) -> Option<Beside> {
        match e.name() {
            (Word, "commentRangeStart" | "commentRangeEnd" | "commentReference") => {
                e.attribute("id").map(Beside::Comment)
            }
            _ => None,
        }
    }

    /// Notes the place of a comment in a paragraph.
    pub(super) fn note_comment(p: &mut Paragraph, what: Beside) {
        p.notes.push(NoteAt { text: p.text.len()..p.text.len(), what, words: String::new() });
    }

    /// Notes the place of a comment between paragraphs: an end belongs to the paragraph before, a start to the next.
    pub(super) fn note_comment_between(&mut self, e: &Element<'_>, what: Beside, out: &mut [StoryNode]) {
        match out.last_mut() {
            Some(StoryNode::Paragraph(p)) if e.name().1 == "commentRangeEnd" => Self::note_comment(p, what),
            _ => self.adrift.push(NoteAt { text: 0..0, what, words: String::new() }),
        }
    }
}
