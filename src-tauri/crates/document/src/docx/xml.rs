//! The XML of one package part as a stream of opened and closed elements, with byte positions.
//!
//! Elements are told apart by namespace and local name, never by prefix: `w:t` is text, `m:t` is a formula, and both
//! may be written with any prefix. The Transitional and the Strict namespaces count as the same vocabulary.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::Error;

/// Deepest nesting of elements that is followed. Word's own files stay under 60; the readers above recurse, so the
/// limit also bounds their stack.
const MAX_DEPTH: usize = 256;
/// Most characters of a library's message that are shown.
const MAX_QUOTED: usize = 120;

/// A part of the package, decoded.
#[derive(Debug)]
pub(super) struct Part {
    /// Name inside the package, such as `word/document.xml`.
    pub(super) name: String,
    /// Its XML without a byte-order mark.
    pub(super) text: String,
    /// Bytes of the byte-order mark taken off in front of `text`: positions are counted with it, as an editor of the
    /// part sees them. Zero for parts that were not UTF-8; there, positions count in the UTF-8 form.
    pub(super) offset: usize,
}

/// Which set of element names an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// WordprocessingML.
    Word,
    /// Office MathML.
    Math,
    /// Markup compatibility (`mc:AlternateContent`).
    Compatibility,
    /// Anything else: drawings, relationships, properties.
    Other,
}

/// An opened element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its vocabulary.
    pub(super) vocabulary: Vocabulary,
    start: BytesStart<'a>,
}

impl<'a> Element<'a> {
    /// Vocabulary and local name, to be matched on.
    pub(super) fn name(&self) -> (Vocabulary, &str) {
        (self.vocabulary, self.start.local_name().into_inner())
    }

    /// The value of the attribute with this local name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        // Duplicate attributes are a mistake of the writer; the first one counts.
        let mut valid = attributes.with_checks(false).flatten();
        let value = valid.find(|a| a.key.local_name().into_inner() == name)?.value;
        match quick_xml::escape::unescape(&value) {
            Ok(v) => Some(v.into_owned()),
            Err(_) => Some(value.into_owned()),
        }
    }

    /// `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// An on/off property: present means on unless its `val` says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The innermost open element ends.
    Close,
    /// Characters that stand in the XML as they are.
    Text(Cow<'a, str>, Range<usize>),
    /// A character or entity reference, resolved.
    Reference(String, Range<usize>),
    /// The part is over.
    End,
}

/// Walks through a part.
pub(super) struct Cursor<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a Part,
    depth: usize,
    paragraphs: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(part: &'a Part) -> Self {
        let mut reader = NsReader::from_str(&part.text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0, paragraphs: 0 }
    }

    /// The part that is walked.
    pub(super) fn part(&self) -> &'a Part {
        self.part
    }

    /// Position after the last node, in bytes of the part.
    pub(super) fn position(&self) -> usize {
        at(self.reader.buffer_position()) + self.part.offset
    }

    /// How many `w:p` have been opened so far, those passed over included.
    pub(super) fn paragraphs(&self) -> usize {
        self.paragraphs
    }

    /// The next node. Comments, processing instructions and document types are passed over.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is not well-formed or nests too deeply.
    pub(super) fn next(&mut self) -> Result<Node<'a>, Error> {
        loop {
            let from = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(e) => {
                    let at = at(self.reader.error_position()) + self.part.offset;
                    return Err(damaged(
                        self.part,
                        at,
                        &format!("the XML is not well-formed ({})", quoted(&e.to_string())),
                    ));
                }
            };
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(damaged(self.part, from, &format!("elements are nested over {MAX_DEPTH} deep")));
                    }
                    let vocabulary = self.vocabulary(&start);
                    if vocabulary == Vocabulary::Word && start.local_name().into_inner() == "p" {
                        self.paragraphs += 1;
                    }
                    return Ok(Node::Open(Element { vocabulary, start }));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.into_inner(), from..self.position())),
                Event::CData(data) => {
                    // The range is that of the characters, not of the mark-up around them.
                    let (open, close) = ("<![CDATA[".len(), "]]>".len());
                    let range = (from + open)..self.position().saturating_sub(close).max(from + open);
                    return Ok(Node::Text(data.into_inner(), range));
                }
                Event::GeneralRef(reference) => {
                    let raw = format!("&{};", &*reference);
                    let text = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), Cow::into_owned);
                    return Ok(Node::Reference(text, from..self.position()));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(damaged(self.part, from, "the XML ends in the middle: the part is cut off"));
                }
                Event::Eof => return Ok(Node::End),
                _ => {}
            }
        }
    }

    /// Passes over the rest of the innermost open element.
    ///
    /// # Errors
    /// As [`Cursor::next`].
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Node::End) {
                break;
            }
        }
        Ok(())
    }

    fn vocabulary(&self, start: &BytesStart<'_>) -> Vocabulary {
        match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(Namespace(uri)) => match uri {
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
                "http://schemas.openxmlformats.org/officeDocument/2006/math"
                | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
                "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
                _ => Vocabulary::Other,
            },
            // Written by a tool that forgot the declaration: Word refuses it, but what is meant is plain.
            ResolveResult::Unknown(prefix) => match prefix.as_str() {
                "w" => Vocabulary::Word,
                "m" => Vocabulary::Math,
                "mc" => Vocabulary::Compatibility,
                _ => Vocabulary::Other,
            },
            ResolveResult::Unbound => Vocabulary::Other,
        }
    }
}

/// quick-xml counts in `u64`; a part that is in memory fits `usize`.
fn at(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// What a library says of a mistake: it may quote the file, which may be long and hold anything.
pub(super) fn quoted(message: &str) -> String {
    let mut shown = message.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c });
    let mut start: String = shown.by_ref().take(MAX_QUOTED).collect();
    if shown.next().is_some() {
        start.push('…');
    }
    start
}

/// An [`Error::Damaged`] that says part, byte and remedy.
pub(super) fn damaged(part: &Part, position: usize, what: &str) -> Error {
    Error::Damaged {
        detail: format!(
            "{}, byte {position}: {what}. Open it in Word and save it again, or ask the sender for another copy",
            quoted(&part.name)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part { name: "word/document.xml".into(), text: text.into(), offset: 3 }
    }

    #[test]
    fn vocabularies_go_by_namespace_not_by_prefix() {
        let part = part(concat!(
            r#"<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" "#,
            r#"xmlns:w="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:t/><t/></x:p>"#,
        ));
        let mut cursor = Cursor::new(&part);
        let mut seen = Vec::new();
        loop {
            match cursor.next().unwrap() {
                Node::Open(e) => seen.push((e.name().0, e.name().1.to_owned())),
                Node::End => break,
                _ => {}
            }
        }
        let expected = [(Vocabulary::Word, "p"), (Vocabulary::Math, "t"), (Vocabulary::Other, "t")];
        assert_eq!(seen, expected.map(|(v, n)| (v, n.to_owned())));
    }

    #[test]
    fn positions_count_the_byte_order_mark() {
        let part = part("<a>xy&amp;<![CDATA[z]]></a>");
        let mut cursor = Cursor::new(&part);
        let mut ranges = Vec::new();
        loop {
            match cursor.next().unwrap() {
                Node::Text(t, r) => ranges.push((t.into_owned(), r)),
                Node::Reference(t, r) => ranges.push((t, r)),
                Node::End => break,
                _ => {}
            }
        }
        assert_eq!(ranges, [("xy".to_owned(), 6..8), ("&".to_owned(), 8..13), ("z".to_owned(), 22..23)]);
    }

    #[test]
    fn broken_xml_is_damaged_with_part_and_byte() {
        let cases = [
            ("<a><b></a>", "word/document.xml, byte 9: the XML is not well-formed"),
            ("<a><b>", "word/document.xml, byte 9: the XML ends in the middle"),
            ("<a attr=\"1>", "word/document.xml, byte 3: the XML is not well-formed"),
            ("<a></b\u{8}>", "but `</b\u{FFFD}>` was found). Open it"),
            (&format!("<a></{}>", "b".repeat(5000)), "bbb…). Open it"),
        ];
        for (xml, message) in cases {
            let part = part(xml);
            let mut cursor = Cursor::new(&part);
            let error = loop {
                match cursor.next() {
                    Ok(Node::End) => panic!("{xml} was read"),
                    Ok(_) => {}
                    Err(e) => break e.to_string(),
                }
            };
            assert!(error.contains(message), "{xml}: {error}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let part = part(&"<a>".repeat(MAX_DEPTH + 1));
        let mut cursor = Cursor::new(&part);
        let error = cursor.next().and_then(|_| cursor.skip()).unwrap_err();
        assert!(error.to_string().contains("nested over 256 deep"), "{error}");
    }
}
