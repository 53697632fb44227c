//! One story of a Word file (body, footnotes, a header) as paragraphs and tables, read from its XML.
//!
//! Text is taken as a reader of the accepted document sees it: insertions in, deletions and hidden text out, of a field
//! only its result, of alternative contents only the first, of a phonetic guide only the base text.

use std::ops::Range;

use super::styles::{Marks, ParagraphProperties, RunProperties, Styles, paragraph_properties, run_properties};
use super::symbols;
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Compatibility, Vocabulary::Math, Vocabulary::Word, damaged};
use crate::Error;

/// Most paragraphs read from one part. The longest agreements have some ten thousand; the limit bounds memory for a
/// part made of empty elements.
const MAX_PARAGRAPHS: usize = 1_000_000;

/// A stretch of a paragraph's text that comes from one place of the XML.
///
/// Text and source have the same bytes, or the piece is a single character written in another way (`&amp;`, `<w:tab/>`,
/// a no-break space).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of [`Paragraph::text`].
    pub(super) text: Range<usize>,
    /// Run within its paragraph.
    pub(super) run: usize,
    /// Paragraph within the part: differs within a paragraph that was joined from several.
    pub(super) paragraph: usize,
    /// Bytes of the part.
    pub(super) source: Range<usize>,
    pub(super) marks: Marks,
    /// Font size in half points.
    pub(super) size: u32,
}

/// A picture or embedded object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its name or description as Word has it, or what kind of object it is.
    pub(super) name: String,
    /// Whether it is an embedded object (such as an old equation) and not a plain picture.
    pub(super) object: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Counted from 0 over all `w:p` of the part.
    pub(super) index: usize,
    pub(super) properties: ParagraphProperties,
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) pictures: Vec<Picture>,
    /// Part of a table of contents.
    pub(super) contents: bool,
    runs: usize,
}

/// A cell of a table as the XML has it.
#[derive(Clone, Debug, Default)]
pub(super) struct RawCell {
    pub(super) span: usize,
    /// Continues the cell above.
    pub(super) continues: bool,
    pub(super) nodes: Vec<StoryNode>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<RawCell>,
    /// Grid columns left out before the first cell.
    pub(super) before: usize,
    /// Repeated at the top of each page.
    pub(super) header: bool,
    deleted: bool,
}

/// What a story is made of.
#[derive(Clone, Debug)]
pub(super) enum StoryNode {
    Paragraph(Box<Paragraph>),
    Table(Vec<Row>),
    /// Contents kept in another format inside the package, which are not read.
    Foreign(String),
}

/// Where the reader is inside a complex field.
#[derive(Clone, Debug, Default)]
struct Field {
    /// After the separator: what is printed.
    in_result: bool,
    instruction: String,
    /// What a form field shows when it has no result of its own.
    form: Option<String>,
}

impl Field {
    /// Whether what is read now belongs to a table of contents.
    fn is_contents(&self) -> bool {
        let name = self.instruction.split_whitespace().next();
        self.in_result && name.is_some_and(|n| n.eq_ignore_ascii_case("TOC"))
    }
}

/// Reads one part.
pub(super) struct StoryReader<'a> {
    cursor: Cursor<'a>,
    styles: &'a Styles,
    fields: Vec<Field>,
    /// Content controls open that hold a table of contents.
    in_contents: usize,
}

impl<'a> StoryReader<'a> {
    pub(super) fn new(part: &'a Part, styles: &'a Styles) -> Self {
        Self { cursor: Cursor::new(part), styles, fields: Vec::new(), in_contents: 0 }
    }

    /// All paragraphs and tables of the part.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read(mut self) -> Result<Vec<StoryNode>, Error> {
        let mut nodes = Vec::new();
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    // The root, and what wraps the blocks of each kind of part.
                    (Word, "document" | "body" | "hdr" | "ftr" | "footnotes" | "endnotes") => {}
                    (Word, "footnote" | "endnote") => {
                        // Separators and continuation notices are no notes.
                        if e.attribute("type").is_some_and(|t| t != "normal") {
                            self.cursor.skip()?;
                        }
                    }
                    _ => self.block(&e, &mut nodes)?,
                },
                Node::End => return Ok(nodes),
                _ => {}
            }
        }
    }

    /// Reads blocks up to the end of the element that is open.
    fn flow(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => self.block(&e, out)?,
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn block(&mut self, e: &Element<'_>, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        match e.name() {
            (Word, "p") => self.paragraph(out),
            (Word, "tbl") => self.table(out),
            (Word, "sdt") => self.content_control(|this| this.flow(out)),
            (Word, "ins" | "moveTo" | "customXml" | "smartTag") => self.flow(out),
            (Compatibility, "AlternateContent") => self.alternative(|this| this.flow(out)),
            (Math, "oMathPara" | "oMath") => {
                let mut paragraph = Paragraph { index: self.cursor.paragraphs(), ..Paragraph::default() };
                self.math(&mut paragraph)?;
                out.push(StoryNode::Paragraph(Box::new(paragraph)));
                Ok(())
            }
            (Word, "altChunk" | "subDoc") => {
                out.push(StoryNode::Foreign(e.attribute("id").unwrap_or_default()));
                self.cursor.skip()
            }
            _ => self.cursor.skip(),
        }
    }

    /// Reads a content control; `content` reads what is in it.
    fn content_control(&mut self, mut content: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let mut contents = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "sdtPr") => contents = self.is_contents_control()?,
                    (Word, "sdtContent") => {
                        self.in_contents += usize::from(contents);
                        content(self)?;
                        self.in_contents -= usize::from(contents);
                    }
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn is_contents_control(&mut self) -> Result<bool, Error> {
        let mut found = false;
        let mut open = 0_usize;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    open += 1;
                    if e.name() == (Word, "docPartGallery") {
                        found |= e.attribute("val").as_deref() == Some("Table of Contents");
                    }
                }
                Node::Close if open > 0 => open -= 1,
                Node::Close | Node::End => return Ok(found),
                _ => {}
            }
        }
    }

    /// Reads the first alternative that there is.
    fn alternative(&mut self, mut content: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let mut taken = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Compatibility, "Choice" | "Fallback") if !taken => {
                        taken = true;
                        content(self)?;
                    }
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn table(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        let mut rows = Vec::new();
        self.rows(&mut rows)?;
        rows.retain(|row| !row.deleted);
        out.push(StoryNode::Table(rows));
        Ok(())
    }

    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tr") => {
                        let mut row = Row::default();
                        self.cells(&mut row)?;
                        rows.push(row);
                    }
                    (Word, "sdt") => self.content_control(|this| this.rows(rows))?,
                    (Word, "ins" | "moveTo" | "customXml") => self.rows(rows)?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.rows(rows))?,
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tc") => {
                        let mut cell = RawCell { span: 1, ..RawCell::default() };
                        self.cell(&mut cell)?;
                        row.cells.push(cell);
                    }
                    (Word, "trPr") => self.row_properties(row)?,
                    (Word, "sdt") => self.content_control(|this| this.cells(row))?,
                    (Word, "ins" | "moveTo" | "customXml") => self.cells(row)?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.cells(row))?,
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn row_properties(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    match e.name() {
                        (Word, "gridBefore") => row.before = e.number("val").unwrap_or(0).min(MAX_SPAN),
                        (Word, "tblHeader") => row.header = e.is_on(),
                        (Word, "del") => row.deleted = true,
                        _ => {}
                    }
                    self.cursor.skip()?;
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell(&mut self, cell: &mut RawCell) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tcPr") => self.cell_properties(cell)?,
                    _ => self.block(&e, &mut cell.nodes)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell_properties(&mut self, cell: &mut RawCell) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    match e.name() {
                        (Word, "gridSpan") => cell.span = e.number("val").unwrap_or(1).clamp(1, MAX_SPAN),
                        // Without a value the cell continues the one above.
                        (Word, "vMerge") => cell.continues = e.attribute("val").as_deref() != Some("restart"),
                        // Horizontal merge of old files: joined to the cell before.
                        (Word, "hMerge") if e.attribute("val").as_deref() != Some("restart") => cell.span = 0,
                        _ => {}
                    }
                    self.cursor.skip()?;
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        let index = self.cursor.paragraphs().saturating_sub(1);
        if index >= MAX_PARAGRAPHS {
            let what = format!("the part has over {MAX_PARAGRAPHS} paragraphs, which no agreement has");
            return Err(damaged(self.cursor.part(), self.cursor.position(), &what));
        }
        let contents = self.in_contents > 0 || self.fields.iter().any(Field::is_contents);
        let mut paragraph = Paragraph { index, contents, ..Paragraph::default() };
        // Text boxes anchored here follow as paragraphs of their own.
        let mut boxes = Vec::new();
        self.inline(&mut paragraph, &mut boxes, false)?;
        out.push(StoryNode::Paragraph(Box::new(paragraph)));
        out.append(&mut boxes);
        Ok(())
    }

    /// Reads runs and what wraps them up to the end of the element that is open.
    fn inline(&mut self, p: &mut Paragraph, boxes: &mut Vec<StoryNode>, deleted: bool) -> Result<(), Error> {
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

    /// Reads a formula on one line: `(a + b)/(c)`, `x^(2)`.
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

/// Most grid columns one cell may cover; Word itself allows 63.
const MAX_SPAN: usize = 64;

#[derive(Debug)]
struct Run {
    index: usize,
    deleted: bool,
    hidden: bool,
    look: Look,
}

/// How a run is set.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    marks: Marks,
    /// In half points; 0 where it is not known.
    size: u32,
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
fn characters(p: &mut Paragraph, text: &str, from: usize, run: usize, look: Look) {
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

fn push(p: &mut Paragraph, text: &str, source: Range<usize>, run: usize, look: Look) {
    if text.is_empty() {
        return;
    }
    let start = p.text.len();
    p.text.push_str(text);
    let Look { marks, size } = look;
    p.pieces.push(Piece { text: start..p.text.len(), run, paragraph: p.index, source, marks, size });
}
