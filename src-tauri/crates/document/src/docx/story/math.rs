//! Formulas on one line.

use super::runs::{Look, characters, push};
use super::{Paragraph, StoryReader};
use crate::Error;
use crate::docx::xml::{Node, Vocabulary::Math, Vocabulary::Word};

impl StoryReader<'_> {
    /// Reads a formula on one line: `(a + b)/(c)`, `x^(2)`.
    pub(super) fn math(&mut self, p: &mut Paragraph) -> Result<(), Error> {
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
                        (Math, "rPr" | "ctrlPr") | (Word, "rPr" | "del" | "moveFrom") => self.cursor.skip()?,
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
