//! Paragraphs of a story: runs, fields, drawings.

use std::ops::Range;

use super::{Field, MAX_PIECES, Paragraph, Picture, Piece, StoryNode, StoryReader};
use crate::docx::revisions::Revision;
use crate::docx::styles::{Marks, RunProperties, paragraph_properties, run_properties};
use crate::docx::symbols;
use crate::docx::xml::{Element, Node, Vocabulary::Compatibility, Vocabulary::Math, Vocabulary::Word};
use crate::{AsideKind, Error};

impl StoryReader<'_> {
    /// Reads runs and what wraps them up to the end of the element that is open.
    pub(super) fn inline(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "pPr") => p.properties = paragraph_properties(&mut self.cursor, self.view)?,
                    (Word, "r") => {
                        let (style, plain) = (p.properties.style.as_deref(), RunProperties::default());
                        let mut run = Run {
                            index: p.runs,
                            hidden: self.styles.is_hidden(style, &plain),
                            look: Look {
                                marks: self.styles.marks(style, &plain),
                                size: self.styles.size(style, &plain),
                            },
                        };
                        p.runs += 1;
                        self.run(p, boxes, &mut run)?;
                        if p.pieces.len() + p.notes.len() > MAX_PIECES {
                            return self.count(p.pieces.len() + p.notes.len());
                        }
                    }
                    (Word, "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo") => {
                        self.inline(p, boxes)?
                    }
                    // Read whether they show or not, for their runs to be counted and their fields to be closed.
                    (Word, "ins" | "del" | "moveTo" | "moveFrom") => match Revision::kind(e.name().1) {
                        Some(kind) => self.changed(&e, kind, |this| this.inline(p, boxes))?,
                        None => self.inline(p, boxes)?,
                    },
                    (Word, "sdt") => self.content_control(|this| this.inline(p, boxes))?,
                    (Compatibility, "AlternateContent") => {
                        self.alternative(|this| this.inline(p, boxes))?;
                        p.notes.append(&mut self.adrift_at(p.text.len()));
                    }
                    (Math, "oMathPara" | "oMath") => self.formula(p)?,
                    (Word, "subDoc") => {
                        boxes.push(StoryNode::Foreign(e.attribute("id").unwrap_or_default()));
                        self.cursor.skip()?;
                    }
                    _ => {
                        if let Some(comment) = Self::comment_of(&e) {
                            Self::note_comment(p, comment);
                        }
                        self.set_aside(Some(p), AsideKind::Unplaced)?;
                    }
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Takes the notes met where there was no paragraph at hand, for a place in one.
    fn adrift_at(&mut self, at: usize) -> Vec<super::NoteAt> {
        let mut notes = std::mem::take(&mut self.adrift);
        notes.iter_mut().for_each(|n| n.text = at..at);
        notes
    }

    /// Why words of a run are not printed in any view, if they are not.
    fn aside(&self, run: &Run) -> Option<AsideKind> {
        if self.fields.last().is_some_and(Field::is_instruction) {
            Some(AsideKind::Unplaced)
        } else {
            run.hidden.then_some(AsideKind::Hidden)
        }
    }

    fn run(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>, run: &mut Run) -> Result<(), Error> {
        loop {
            let from = self.cursor.position();
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "rPr") => {
                        let properties = run_properties(&mut self.cursor, self.view)?;
                        let style = p.properties.style.as_deref();
                        run.hidden = self.styles.is_hidden(style, &properties);
                        run.look = Look {
                            marks: self.styles.marks(style, &properties),
                            size: self.styles.size(style, &properties),
                        };
                    }
                    (Word, name @ ("t" | "delText")) => {
                        let stray = name == "delText" && !self.is_taken_out();
                        let preserve = e.attribute("space").as_deref() == Some("preserve");
                        let aside = if stray { Some(AsideKind::Unplaced) } else { self.aside(run) };
                        self.text(p, run, aside, preserve)?;
                    }
                    (Word, "instrText" | "delInstrText") => self.instruction()?,
                    (Word, "fldChar") => self.field_character(&e, p, run)?,
                    (Word, "drawing" | "pict" | "object") => {
                        let mut picture = None;
                        let object = e.name().1 == "object";
                        let before = boxes.len();
                        self.graphic(boxes, &mut picture)?;
                        // A shape with text is read by its text.
                        if let Some(name) = picture.filter(|_| boxes.len() == before && self.is_printed(run)) {
                            p.pictures.push(Picture { name, object });
                        }
                        p.notes.append(&mut self.adrift_at(p.text.len()));
                    }
                    (Word, "ruby") => self.phonetic(p, boxes)?,
                    (Compatibility, "AlternateContent") => {
                        self.alternative(|this| this.run(p, boxes, run))?;
                        p.notes.append(&mut self.adrift_at(p.text.len()));
                    }
                    (Word, "footnoteReference" | "endnoteReference") => {
                        let printed = self.is_printed(run);
                        let mark = self.marker.as_mut().and_then(|m| m.mark(&e, printed));
                        self.cursor.skip()?;
                        if let Some(mark) = mark {
                            let source = from..self.cursor.position();
                            self.put(p, None, |p| push(p, &mark, source, run.index, Look::default()));
                        }
                    }
                    (Word, _) => {
                        if let Some(comment) = Self::comment_of(&e) {
                            Self::note_comment(p, comment);
                        }
                        let sign = sign_of(&e);
                        self.set_aside(Some(p), AsideKind::Unplaced)?;
                        if let Some(sign) = sign {
                            let source = from..self.cursor.position();
                            self.put(p, self.aside(run), |p| push(p, sign, source, run.index, run.look));
                        }
                    }
                    _ => self.set_aside(Some(p), AsideKind::Unplaced)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn phonetic(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "rubyBase") => self.inline(p, boxes)?,
                    _ => self.set_aside(Some(p), AsideKind::Phonetic)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Whether text of this run shows in print in this view.
    fn is_printed(&self, run: &Run) -> bool {
        self.is_shown() && self.aside(run).is_none()
    }

    /// Reads `w:t`. Without `xml:space="preserve"` Word drops blanks at both ends.
    fn text(&mut self, p: &mut Paragraph, run: &Run, aside: Option<AsideKind>, preserve: bool) -> Result<(), Error> {
        let look = run.look;
        let mut parts = Vec::new();
        loop {
            match self.cursor.next()? {
                Node::Text(text, range) => parts.push((text, range, false)),
                Node::Reference(text, range) => parts.push((text.into(), range, true)),
                Node::Open(_) => self.cursor.skip()?,
                Node::Close | Node::End => break,
            }
        }
        self.put(p, aside, |p| {
            let last = parts.len().saturating_sub(1);
            for (i, (text, range, reference)) in parts.iter().enumerate() {
                let (mut text, mut from) = (&**text, range.start);
                if *reference {
                    if let Some(c) = symbols::fold(text) {
                        push(p, &c, range.clone(), run.index, look);
                    }
                    continue;
                }
                if !preserve && i == 0 {
                    let cut = text.trim_ascii_start();
                    from += text.len() - cut.len();
                    text = cut;
                }
                if !preserve && i == last {
                    text = text.trim_ascii_end();
                }
                characters(p, text, from, run.index, look);
            }
        });
        Ok(())
    }

    fn instruction(&mut self) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Text(text, _) => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.in_result) {
                        field.instruction.push_str(&text);
                    }
                }
                Node::Open(_) => self.cursor.skip()?,
                Node::Close | Node::End => return Ok(()),
                Node::Reference(..) => {}
            }
        }
    }

    fn field_character(&mut self, e: &Element<'_>, p: &mut Paragraph, run: &Run) -> Result<(), Error> {
        let from = self.cursor.position();
        match e.attribute("fldCharType").as_deref() {
            Some("begin") => {
                let form = self.form_field()?;
                let field = Field::inside(self.fields.last(), form);
                self.fields.push(field);
                return Ok(());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    p.contents |= field.is_contents();
                }
            }
            Some("end") => {
                // A check box or list of choices shows its state instead of a result.
                if let Some(form) = self.fields.pop().and_then(|f| f.form) {
                    self.put(p, self.aside(run), |p| push(p, &form, from..from, run.index, run.look));
                }
            }
            _ => {}
        }
        self.cursor.skip()
    }

    /// What a form field shows: a box, ticked or not, or the chosen entry of a list.
    fn form_field(&mut self) -> Result<Option<String>, Error> {
        let mut open = 0_usize;
        let (mut check_box, mut default, mut checked) = (false, false, None);
        let (mut choices, mut choice) = (Vec::new(), 0_usize);
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    open += 1;
                    match e.name() {
                        (Word, "checkBox") => check_box = true,
                        (Word, "default") if check_box => default = e.is_on(),
                        (Word, "checked") => checked = Some(e.is_on()),
                        (Word, "listEntry") => choices.push(e.attribute("val").unwrap_or_default()),
                        (Word, "result") => choice = e.number("val").unwrap_or(0),
                        _ => {}
                    }
                }
                Node::Close if open > 0 => open -= 1,
                Node::Close | Node::End => break,
                _ => {}
            }
        }
        if check_box {
            return Ok(Some(if checked.unwrap_or(default) { "☒" } else { "☐" }.to_owned()));
        }
        Ok(choices.into_iter().nth(choice))
    }

    /// Reads a drawing: text boxes into `boxes`, the name of a picture into `picture`.
    fn graphic(&mut self, boxes: &mut Vec<StoryNode>, picture: &mut Option<String>) -> Result<(), Error> {
        let mut name = String::new();
        self.graphic_part(boxes, picture, &mut name)?;
        if let Some(p) = picture.as_mut().filter(|p| p.is_empty()) {
            *p = name;
        }
        Ok(())
    }

    fn graphic_part(
        &mut self,
        boxes: &mut Vec<StoryNode>,
        picture: &mut Option<String>,
        name: &mut String,
    ) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "txbxContent") => {
                        // Fields do not reach into a text box.
                        let outer = std::mem::take(&mut self.fields);
                        let result = self.flow(boxes);
                        self.fields = outer;
                        result?;
                    }
                    (Compatibility, "AlternateContent") => {
                        self.alternative(|this| this.graphic_part(boxes, picture, name))?;
                    }
                    (Word, "p" | "r" | "t") => self.set_aside(None, AsideKind::Unplaced)?,
                    (_, local) => {
                        match local {
                            "docPr" => {
                                let given = |a| e.attribute(a).filter(|v| !v.trim().is_empty());
                                *name = given("descr")
                                    .or_else(|| given("title"))
                                    .or_else(|| given("name"))
                                    .unwrap_or_default();
                            }
                            "blip" | "imagedata" | "chart" | "relIds" => {
                                picture.get_or_insert_with(String::new);
                            }
                            "OLEObject" => {
                                *name = e.attribute("ProgID").unwrap_or_default();
                                picture.get_or_insert_with(String::new);
                            }
                            _ => {}
                        }
                        self.graphic_part(boxes, picture, name)?;
                    }
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }
}

#[derive(Debug)]
struct Run {
    index: usize,
    hidden: bool,
    look: Look,
}

/// How a run is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) marks: Marks,
    /// In half points; 0 where it is not known.
    pub(super) size: u32,
}

/// What an element of a run prints that is not text.
fn sign_of(e: &Element<'_>) -> Option<&'static str> {
    Some(match e.name().1 {
        "tab" | "ptab" => "\t",
        "br" | "cr" => "\n",
        "noBreakHyphen" => "-",
        "sym" => symbols::of_font(&e.attribute("font").unwrap_or_default(), e.attribute("char").as_deref()),
        _ => return None,
    })
}

/// Appends characters as they stand in the XML, folding those that only differ in how they are set.
pub(super) fn characters(p: &mut Paragraph, text: &str, from: usize, run: usize, look: Look) {
    let mut plain = 0;
    for (i, c) in text.char_indices() {
        if !symbols::is_special(c) {
            continue;
        }
        push(p, &text[plain..i], from + plain..from + i, run, look);
        let end = i + c.len_utf8();
        if let Some(folded) = symbols::fold(&text[i..end]) {
            push(p, &folded, from + i..from + end, run, look);
        }
        plain = end;
    }
    push(p, &text[plain..], from + plain..from + text.len(), run, look);
}

pub(super) fn push(p: &mut Paragraph, text: &str, source: Range<usize>, run: usize, look: Look) {
    if text.is_empty() {
        return;
    }
    let start = p.text.len();
    p.text.push_str(text);
    // Past the limit the part is refused once the run is read.
    if p.pieces.len() > MAX_PIECES {
        return;
    }
    let Look { marks, size } = look;
    p.pieces.push(Piece { text: start..p.text.len(), run, paragraph: p.index, source, marks, size });
}
