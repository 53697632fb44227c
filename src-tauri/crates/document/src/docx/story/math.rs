//! Formulas on one line.

use super::runs::{Look, characters, push};
use super::{Paragraph, StoryReader};
use crate::Error;
use crate::docx::revisions::Revision;
use crate::docx::xml::{Node, Vocabulary::Math, Vocabulary::Word};

impl StoryReader<'_> {
    /// Reads a formula on one line: `(a + b)/(c)`, `x^(2)`; beside the text where this view does not show it.
    pub(super) fn formula(&mut self, p: &mut Paragraph) -> Result<(), Error> {
        if self.revisions.is_empty() {
            return self.math(p);
        }
        let mut formula = Paragraph { index: p.index, runs: p.runs, ..Paragraph::default() };
        self.math(&mut formula)?;
        let offset = p.text.len();
        p.notes.extend(formula.notes.drain(..).map(|mut n| {
            n.text = n.text.start + offset..n.text.end + offset;
            n
        }));
        self.put(p, None, |p| {
            p.text.push_str(&formula.text);
            p.pieces.extend(formula.pieces.into_iter().map(|mut piece| {
                piece.text = piece.text.start + offset..piece.text.end + offset;
                piece
            }));
        });
        Ok(())
    }

    fn math(&mut self, p: &mut Paragraph) -> Result<(), Error> {
        loop {
            let from = self.cursor.position();
            match self.cursor.next()? {
                Node::Open(e) => {
                    let local = e.name().1.to_owned();
                    let here = from..from;
                    let (run, look) = (p.runs.saturating_sub(1), Look::default());
                    match (e.vocabulary, local.as_str()) {
                        (Math | Word, "t") => self.math_text(p)?,
                        (Math, "num" | "den" | "sup" | "sub" | "deg" | "d") => {
                            let (open, close) = match local.as_str() {
                                "num" => ("(", ")"),
                                "den" => ("/(", ")"),
                                "sup" => ("^(", ")"),
                                "sub" => ("_(", ")"),
                                "deg" => ("root(", ") "),
                                _ => ("(", ")"),
                            };
                            let before = p.text.len();
                            push(p, open, here, run, look);
                            let inside = p.text.len();
                            self.math(p)?;
                            if p.text.len() == inside {
                                // An empty place prints nothing.
                                p.text.truncate(before);
                                p.pieces.retain(|piece| piece.text.end <= before);
                            } else {
                                let end = self.cursor.position();
                                push(p, close, end..end, run, look);
                            }
                        }
                        (Math, "chr") => {
                            if let Some(sign) = e.attribute("val") {
                                push(p, &sign, here, run, look);
                            }
                            self.cursor.skip()?;
                        }
                        (Math, "rPr" | "ctrlPr") | (Word, "rPr") => self.cursor.skip()?,
                        (Word, name @ ("ins" | "del" | "moveTo" | "moveFrom")) => match Revision::kind(name) {
                            Some(kind) => self.changed(&e, kind, |this| this.formula(p))?,
                            None => self.math(p)?,
                        },
                        _ => self.math(p)?,
                    }
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn math_text(&mut self, p: &mut Paragraph) -> Result<(), Error> {
        let (run, look) = (p.runs.saturating_sub(1), Look::default());
        loop {
            match self.cursor.next()? {
                Node::Text(text, range) => characters(p, &text, range.start, run, look),
                Node::Reference(text, range) => push(p, &text, range, run, look),
                Node::Open(_) => self.cursor.skip()?,
                Node::Close | Node::End => return Ok(()),
            }
        }
    }
}
