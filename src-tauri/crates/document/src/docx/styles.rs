//! `styles.xml`: what a paragraph or run inherits.

use std::collections::HashMap;

use super::revisions::Revision;
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Word};
use crate::{Error, Revisions};

/// Longest chain of `w:basedOn` that is followed: chains in broken files may be circular.
const MAX_CHAIN: usize = 32;
/// Font size where nothing states one: 10 points, in half points.
const DEFAULT_SIZE: u32 = 20;

/// Run properties as one element states them; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    /// Character style.
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underline: Option<bool>,
    /// Hidden text.
    pub(super) vanish: Option<bool>,
    /// The paragraph mark is hidden so that the next paragraph goes on in the same line.
    pub(super) style_separator: bool,
    /// Of a paragraph mark: it was put in (or moved here) with changes tracked.
    pub(super) inserted: Option<Box<Revision>>,
    /// Of a paragraph mark: it was taken out (or moved away) with changes tracked.
    pub(super) deleted: Option<Box<Revision>>,
    /// Font size in half points.
    pub(super) size: Option<u32>,
}

impl RunProperties {
    /// Takes in one child of `w:rPr`.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            (Word, "rStyle") => self.style = element.attribute("val"),
            (Word, "b") => self.bold = Some(element.is_on()),
            (Word, "i") => self.italic = Some(element.is_on()),
            (Word, "vanish") => self.vanish = Some(element.is_on()),
            (Word, "specVanish") => self.style_separator = element.is_on(),
            (Word, "sz") => self.size = element.number("val"),
            // Dots below the characters are the Chinese way to underline.
            (Word, "u" | "em") => {
                let on = element.attribute("val").as_deref() != Some("none");
                self.underline = Some(on || self.underline == Some(true));
            }
            (Word, name) => {
                if let Some(kind) = Revision::kind(name) {
                    let mark = if kind.adds() { &mut self.inserted } else { &mut self.deleted };
                    *mark = Some(Box::new(Revision::of(element, kind)));
                }
            }
            _ => {}
        }
    }

    /// Whether the paragraph mark with these properties ends its paragraph in a view.
    pub(super) fn ends_paragraph(&self, view: Revisions) -> bool {
        [&self.inserted, &self.deleted].into_iter().flatten().all(|r| r.is_shown(view))
    }
}

/// Paragraph properties as one element states them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    /// Outline level from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    pub(super) number: Option<u32>,
    pub(super) number_level: Option<u8>,
    /// The paragraph ends a section.
    pub(super) section_break: bool,
    /// Properties of the paragraph mark.
    pub(super) mark: RunProperties,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphProperties,
    run: RunProperties,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default_paragraph: Option<String>,
    defaults: RunProperties,
}

/// Which way a run is set off, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
}

impl Marks {
    pub(super) fn any(self) -> bool {
        self.bold || self.italic || self.underline
    }
}

impl Styles {
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read(part: &Part) -> Result<Self, Error> {
        let mut styles = Self::default();
        let mut cursor = Cursor::new(part);
        loop {
            match cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "styles") => {}
                    (Word, "docDefaults" | "rPrDefault") => {}
                    (Word, "rPr") => styles.defaults = run_properties(&mut cursor, Revisions::Accepted)?,
                    (Word, "style") => styles.style(&e, &mut cursor)?,
                    _ => cursor.skip()?,
                },
                Node::End => return Ok(styles),
                _ => {}
            }
        }
    }

    fn style(&mut self, element: &Element<'_>, cursor: &mut Cursor<'_>) -> Result<(), Error> {
        let id = element.attribute("styleId").unwrap_or_default();
        let is_default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
        if is_default && element.attribute("type").as_deref() == Some("paragraph") {
            self.default_paragraph = Some(id.clone());
        }
        let mut style = Style::default();
        loop {
            match cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "pPr") => style.paragraph = paragraph_properties(cursor, Revisions::Accepted)?,
                    (Word, "rPr") => style.run = run_properties(cursor, Revisions::Accepted)?,
                    (Word, "name") => {
                        style.name = e.attribute("val").unwrap_or_default().to_lowercase();
                        cursor.skip()?;
                    }
                    (Word, "basedOn") => {
                        style.based_on = e.attribute("val");
                        cursor.skip()?;
                    }
                    _ => cursor.skip()?,
                },
                Node::Close | Node::End => break,
                _ => {}
            }
        }
        self.by_id.insert(id, style);
        Ok(())
    }

    /// The style of a paragraph and those it is based on, nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id.filter(|id| self.by_id.contains_key(*id)).or(self.default_paragraph.as_deref());
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(MAX_CHAIN)
    }

    /// The name of a paragraph style in lower case (`heading 1`), empty where it has none.
    pub(super) fn name<'s>(&'s self, id: Option<&'s str>) -> &'s str {
        self.chain(id).next().map_or("", |(_, s)| s.name.as_str())
    }

    /// The outline level of a paragraph style, from 0.
    pub(super) fn outline(&self, id: Option<&str>) -> Option<u8> {
        let built_in = |s: &Style| s.name.strip_prefix("heading ")?.parse::<u8>().ok()?.checked_sub(1);
        self.chain(id).find_map(|(_, s)| s.paragraph.outline.or_else(|| built_in(s))).filter(|&level| level < 9)
    }

    /// The numbering that a paragraph style brings: the style that states it, the number and the level stated.
    pub(super) fn numbering<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, u32, Option<u8>)> {
        let level = self.chain(id).find_map(|(_, s)| s.paragraph.number_level);
        self.chain(id).find_map(|(id, s)| Some((id, s.paragraph.number?, level)))
    }

    /// The number that a numbering style stands for.
    pub(super) fn number_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id)?.paragraph.number
    }

    /// How a run looks, with direct properties, character style, paragraph style and defaults taken together.
    ///
    /// Bold, italic and hidden are toggles (ECMA-376 part 1, 17.7.3): a character style that says bold inside a bold
    /// paragraph style switches it off again. A direct property is absolute.
    pub(super) fn marks(&self, paragraph: Option<&str>, run: &RunProperties) -> Marks {
        Marks {
            bold: self.toggle(paragraph, run, |p| p.bold),
            italic: self.toggle(paragraph, run, |p| p.italic),
            underline: run
                .underline
                .or_else(|| self.in_character_style(run, |p| p.underline))
                .or_else(|| self.chain(paragraph).find_map(|(_, s)| s.run.underline))
                .or(self.defaults.underline)
                .unwrap_or(false),
        }
    }

    /// The font size of a run, in half points.
    pub(super) fn size(&self, paragraph: Option<&str>, run: &RunProperties) -> u32 {
        let by_character = || {
            let id = run.style.as_deref().filter(|id| self.by_id.contains_key(*id))?;
            self.chain(Some(id)).find_map(|(_, s)| s.run.size)
        };
        let by_paragraph = || self.chain(paragraph).find_map(|(_, s)| s.run.size);
        run.size.or_else(by_character).or_else(by_paragraph).or(self.defaults.size).unwrap_or(DEFAULT_SIZE)
    }

    /// Whether a run is hidden.
    pub(super) fn is_hidden(&self, paragraph: Option<&str>, run: &RunProperties) -> bool {
        self.toggle(paragraph, run, |p| p.vanish)
    }

    fn toggle(&self, paragraph: Option<&str>, run: &RunProperties, of: fn(&RunProperties) -> Option<bool>) -> bool {
        if let Some(direct) = of(run) {
            return direct;
        }
        let by_paragraph = self.chain(paragraph).find_map(|(_, s)| of(&s.run)).unwrap_or(false);
        let by_character = self.in_character_style(run, of).unwrap_or(false);
        of(&self.defaults).unwrap_or(false) || (by_paragraph != by_character)
    }

    fn in_character_style(&self, run: &RunProperties, of: fn(&RunProperties) -> Option<bool>) -> Option<bool> {
        // Without a style the chain would start at the default paragraph style.
        let id = run.style.as_deref().filter(|id| self.by_id.contains_key(*id))?;
        self.chain(Some(id)).find_map(|(_, s)| of(&s.run))
    }
}

/// Reads the children of `w:rPr` up to its end. Only the original view takes what a tracked formatting change kept of
/// the old state.
pub(super) fn run_properties(cursor: &mut Cursor<'_>, view: Revisions) -> Result<RunProperties, Error> {
    let mut properties = RunProperties::default();
    loop {
        match cursor.next()? {
            Node::Open(e) if e.name() == (Word, "rPrChange") && view == Revisions::Original => {
                let old = within(cursor, "rPr", |cursor| run_properties(cursor, view))?.unwrap_or_default();
                let RunProperties { inserted, deleted, .. } = properties;
                properties = RunProperties { inserted, deleted, ..old };
            }
            Node::Open(e) => {
                properties.take(&e);
                cursor.skip()?;
            }
            Node::Close | Node::End => return Ok(properties),
            _ => {}
        }
    }
}

/// Reads the children of `w:pPr` up to its end. As with runs, only the original view takes the old state.
pub(super) fn paragraph_properties(cursor: &mut Cursor<'_>, view: Revisions) -> Result<ParagraphProperties, Error> {
    let mut properties = ParagraphProperties::default();
    loop {
        match cursor.next()? {
            Node::Open(e) => match e.name() {
                (Word, "rPr") => properties.mark = run_properties(cursor, view)?,
                (Word, "numPr") => numbering_properties(cursor, &mut properties, view)?,
                (Word, "sectPr") => {
                    properties.section_break = true;
                    cursor.skip()?;
                }
                (Word, "pStyle") => {
                    properties.style = e.attribute("val");
                    cursor.skip()?;
                }
                (Word, "outlineLvl") => {
                    properties.outline = e.number("val");
                    cursor.skip()?;
                }
                (Word, "pPrChange") if view == Revisions::Original => {
                    let old = within(cursor, "pPr", |cursor| paragraph_properties(cursor, view))?.unwrap_or_default();
                    let ParagraphProperties { mark, section_break, .. } = properties;
                    properties = ParagraphProperties { mark, section_break, ..old };
                }
                _ => cursor.skip()?,
            },
            Node::Close | Node::End => return Ok(properties),
            _ => {}
        }
    }
}

/// What `read` makes of the child `name` of the element that is open; the element is read to its end.
fn within<'a, T>(
    cursor: &mut Cursor<'a>,
    name: &str,
    mut read: impl FnMut(&mut Cursor<'a>) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    let mut found = None;
    loop {
        match cursor.next()? {
            Node::Open(e) if e.name() == (Word, name) => found = Some(read(cursor)?),
            Node::Open(_) => cursor.skip()?,
            Node::Close | Node::End => return Ok(found),
            _ => {}
        }
    }
}

fn numbering_properties(
    cursor: &mut Cursor<'_>,
    properties: &mut ParagraphProperties,
    view: Revisions,
) -> Result<(), Error> {
    let mut new = false;
    loop {
        match cursor.next()? {
            Node::Open(e) => {
                match e.name() {
                    (Word, "numId") => properties.number = e.number("val"),
                    (Word, "ilvl") => properties.number_level = e.number("val"),
                    // The number was put in, the paragraph not.
                    (Word, "ins") => new = true,
                    _ => {}
                }
                cursor.skip()?;
            }
            Node::Close | Node::End => break,
            _ => {}
        }
    }
    if new && view == Revisions::Original {
        properties.number = Some(0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(body: &str) -> Styles {
        let text = format!(
            r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:styles>"#
        );
        Styles::read(&Part { name: "word/styles.xml".into(), text, offset: 0 }).unwrap()
    }

    #[test]
    fn outline_and_numbering_come_down_the_chain() {
        let s = styles(concat!(
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Heading 2"/>"#,
            r#"<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Own"/><w:basedOn w:val="A"/></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="C"/>"#,
            r#"<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>"#,
        ));
        assert_eq!(s.outline(Some("B")), Some(1));
        assert_eq!(s.numbering(Some("B")), Some(("A", 7, Some(1))));
        assert_eq!(s.outline(Some("C")), None, "body text level, circular chain");
        assert_eq!(s.name(Some("unknown")), "normal");
    }

    #[test]
    fn toggles_of_paragraph_and_character_style_cancel_out() {
        let s = styles(concat!(
            r#"<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:b/><w:u w:val="single"/></w:rPr></w:style>"#,
            r#"<w:style w:type="character" w:styleId="C"><w:rPr><w:b/><w:u w:val="none"/></w:rPr></w:style>"#,
        ));
        let plain = RunProperties::default();
        let in_style = RunProperties { style: Some("C".into()), ..RunProperties::default() };
        let direct = RunProperties { bold: Some(true), ..in_style.clone() };
        assert_eq!(s.marks(Some("P"), &plain), Marks { bold: true, italic: false, underline: true });
        assert_eq!(s.marks(Some("P"), &in_style), Marks::default());
        assert!(s.marks(Some("P"), &direct).bold);
        assert!(s.marks(None, &in_style).bold);
    }
}
