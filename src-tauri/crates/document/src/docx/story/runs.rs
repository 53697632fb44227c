//! Paragraphs of a story: runs, fields, drawings.

use std::ops::Range;

use super::{Field, Paragraph, Picture, Piece, StoryNode, StoryReader};
use crate::Error;
use crate::docx::styles::{Marks, RunProperties, paragraph_properties, run_properties};
use crate::docx::symbols;
use crate::docx::xml::{Element, Node, Vocabulary::Compatibility, Vocabulary::Math, Vocabulary::Word};

impl StoryReader<'_> {
    /// Reads runs and what wraps them up to the end of the element that is open.
    pub(super) fn inline(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>, deleted: bool) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "pPr") => p.properties = paragraph_properties(&mut self.cursor)?,
                    (Word, "r") => {
                        let (style, plain) = (p.properties.style.as_deref(), RunProperties::default());
                        let mut run = Run {
                            index: p.runs,
                            deleted,
                            hidden: self.styles.is_hidden(style, &plain),
                            look: Look {
                                marks: self.styles.marks(style, &plain),
                                size: self.styles.size(style, &plain),
                            },
                        };
                        p.runs += 1;
                        self.run(p, boxes, &mut run)?;
                    }
                    (Word, "hyperlink" | "ins" | "moveTo" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo") => {
                        self.inline(p, boxes, deleted)?
                    }
                    // Read for their runs to be counted and their fields to be closed.
                    (Word, "del" | "moveFrom") => self.inline(p, boxes, true)?,
                    (Word, "sdt") => self.content_control(|this| this.inline(p, boxes, deleted))?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.inline(p, boxes, deleted))?,
                    (Math, "oMathPara" | "oMath") if !deleted => self.math(p)?,
                    (Word, "subDoc") => {
                        boxes.push(StoryNode::Foreign(e.attribute("id").unwrap_or_default()));
                        self.cursor.skip()?;
                    }
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn run(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>, run: &mut Run) -> Result<(), Error> {
        loop {
            let from = self.cursor.position();
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "rPr") => {
                        let properties = run_properties(&mut self.cursor)?;
                        let style = p.properties.style.as_deref();
                        run.hidden = self.styles.is_hidden(style, &properties);
                        run.look = Look {
                            marks: self.styles.marks(style, &properties),
                            size: self.styles.size(style, &properties),
                        };
                    }
                    (Word, "t") => {
                        let preserve = e.attribute("space").as_deref() == Some("preserve");
                        self.text(p, run, preserve)?;
                    }
                    (Word, "instrText") => self.instruction()?,
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
                    }
                    (Word, "ruby") => self.phonetic(p, boxes, run)?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.run(p, boxes, run))?,
                    (Word, _) => {
                        let sign = sign_of(&e);
                        self.cursor.skip()?;
                        if let Some(sign) = sign.filter(|_| self.is_printed(run)) {
                            push(p, sign, from..self.cursor.position(), run.index, run.look);
                        }
                    }
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn phonetic(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>, run: &Run) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "rubyBase") => self.inline(p, boxes, run.deleted)?,
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Whether text of this run shows in the accepted, printed document.
    fn is_printed(&self, run: &Run) -> bool {
        !run.deleted && !run.hidden && self.fields.iter().all(|f| f.in_result)
    }

    /// Reads `w:t`. Without `xml:space="preserve"` Word drops blanks at both ends.
    fn text(&mut self, p: &mut Paragraph, run: &Run, preserve: bool) -> Result<(), Error> {
        let printed = self.is_printed(run);
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
        if !printed {
            return Ok(());
        }
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
                self.fields.push(Field { form, ..Field::default() });
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
                if let Some(form) = self.fields.pop().and_then(|f| f.form).filter(|_| self.is_printed(run)) {
                    push(p, &form, from..from, run.index, run.look);
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
    deleted: bool,
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
    let Look { marks, size } = look;
    p.pieces.push(Piece { text: start..p.text.len(), run, paragraph: p.index, source, marks, size });
}
