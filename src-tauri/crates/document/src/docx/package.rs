//! The ZIP container of a Word file: parts, relationships, limits, and what a ZIP that is no Word file seems to be.

use std::collections::HashMap;
use std::io::{Cursor as Bytes, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Cursor, Node, Part, quoted};
use crate::{Error, Options};

/// XML read from one file, as a multiple of [`Options::max_text`]: mark-up takes far more room than the text, and real
/// files stay under 40 times of it only because they are small.
const XML_PER_TEXT: u64 = 2;

/// Most entries of the container; real files have some dozens, with many pictures some hundreds. The ZIP reader keeps a
/// record of each, whether it is used or not.
const MAX_ENTRIES: usize = 20_000;
/// What each entry of a ZIP's directory begins with.
const ENTRY_MARK: &[u8] = b"PK\x01\x02";

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Bytes<&'a [u8]>>,
    /// Part name in lower case with forward slashes to its place in the archive: names are case-insensitive, and some
    /// tools write backslashes.
    entries: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    budget: u64,
    limit: u64,
}

/// A relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last segment of its type: `styles`, `footer`, `image`.
    pub(super) kind: String,
    /// Part it leads to, as a name inside the package; a URL where it leads outside.
    pub(super) target: String,
    pub(super) external: bool,
}

impl<'a> Package<'a> {
    /// Opens the container.
    ///
    /// # Errors
    /// [`Error::Damaged`] where it is no readable ZIP, or one of far too many entries.
    pub(super) fn open(bytes: &'a [u8], options: &Options) -> Result<Self, Error> {
        // Counted before the directory is read, and not taken from its own figure, which may lie.
        if bytes.windows(ENTRY_MARK.len()).filter(|w| *w == ENTRY_MARK).nth(MAX_ENTRIES).is_some() {
            return Err(Error::Damaged {
                detail: format!(
                    "its ZIP container has over {MAX_ENTRIES} entries, which no Word file has. Open it in Word and save \
                     it again, or ask the sender for another copy"
                ),
            });
        }
        let archive = ZipArchive::new(Bytes::new(bytes)).map_err(|e| container(&e))?;
        let mut entries = HashMap::new();
        for index in 0..archive.len() {
            // A name that cannot be decoded is none of ours.
            if let Some(Ok(name)) = archive.name_for_index(index) {
                entries.entry(normal(&name)).or_insert(index);
            }
        }
        let limit = options.max_text.saturating_mul(XML_PER_TEXT);
        Ok(Self { archive, entries, budget: limit, limit })
    }

    /// The name of the main part.
    ///
    /// # Errors
    /// [`Error::Unsupported`] that says what the container is, if it is no Word document.
    pub(super) fn main_part(&mut self) -> Result<String, Error> {
        let named = self.relationships("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        let found =
            named.filter(|n| self.has(n)).or_else(|| Some("word/document.xml".to_owned()).filter(|n| self.has(n)));
        match found {
            Some(name) if !is_other_office(&name) => Ok(name),
            _ => Err(self.not_word()),
        }
    }

    /// Whether the package holds a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&normal(name))
    }

    /// Names, in lower case, of all parts that could hold a story of the document: those beside the main part or in a
    /// folder below it that are called as Word calls them. In the order of their names.
    pub(super) fn stories_besides(&self, main: &str) -> Vec<String> {
        let main = normal(main);
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let stories = ["document", "header", "footer", "footnotes", "endnotes", "comments"];
        let is_story = |name: &&String| {
            name.starts_with(&folder)
                && name.rsplit('/').next().is_some_and(|file| {
                    file.strip_suffix(".xml")
                        .is_some_and(|stem| stories.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit())))
                })
        };
        let mut names: Vec<String> = self.entries.keys().filter(is_story).cloned().collect();
        names.sort();
        names
    }

    /// Reads a part; `None` where the package has none of this name.
    ///
    /// # Errors
    /// [`Error::TooLarge`] once more has been unpacked than allowed, [`Error::Encrypted`], [`Error::Damaged`].
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, Error> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        decode(name, bytes).map(Some)
    }

    /// The relationships of a part (of the package itself for an empty name). None where it has none.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub(super) fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, Error> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let Some(part) = self.part(&join(folder, &format!("_rels/{file}.rels")))? else { return Ok(Vec::new()) };
        let mut cursor = Cursor::new(&part);
        let mut found = Vec::new();
        loop {
            match cursor.next()? {
                Node::Open(e) if e.name().1 == "Relationship" => {
                    let (Some(target), Some(kind)) = (e.attribute("Target"), e.attribute("Type")) else { continue };
                    let external = e.attribute("TargetMode").as_deref() == Some("External");
                    found.push(Relationship {
                        id: e.attribute("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: if external { target } else { join(folder, &target) },
                        external,
                    });
                }
                Node::End => return Ok(found),
                _ => {}
            }
        }
    }

    /// Unpacks a part, counting what comes out: sizes in the headers may lie.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(&index) = self.entries.get(&normal(name)) else { return Ok(None) };
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword) => {
                return Err(Error::Encrypted { found: "a password-protected ZIP container".into() });
            }
            Err(e) => return Err(entry(name, &e.to_string())),
        };
        let declared = file.size();
        if declared > self.budget {
            return Err(Error::TooLarge { size: self.limit - self.budget + declared, limit: self.limit });
        }
        let mut bytes = Vec::new();
        // One byte over the budget tells "too large" from "just fits".
        if let Err(e) = file.take(self.budget.saturating_add(1)).read_to_end(&mut bytes) {
            return Err(entry(name, &e.to_string()));
        }
        let size = bytes.len() as u64;
        if size > self.budget {
            return Err(Error::TooLarge { size: self.limit - self.budget + size, limit: self.limit });
        }
        self.budget -= size;
        Ok(Some(bytes))
    }

    fn not_word(&mut self) -> Error {
        let mimetype = self.bytes("mimetype").ok().flatten().unwrap_or_default();
        let mimetype = String::from_utf8_lossy(&mimetype).trim().to_owned();
        let has = |folder: &str| self.entries.keys().any(|n| n.starts_with(folder));
        let found = match mimetype.as_str() {
            "application/vnd.oasis.opendocument.text" => "an OpenDocument text, ODT; save it as DOCX",
            m if m.starts_with("application/vnd.oasis.opendocument") => "an OpenDocument file; export its text as PDF",
            "application/epub+zip" => "an EPUB book; export it as PDF",
            _ if has("xl/") => "an Excel workbook, XLSX; export the sheet as PDF",
            _ if has("ppt/") => "a PowerPoint presentation, PPTX; export it as PDF",
            _ if has("visio/") => "a Visio drawing; export it as PDF",
            _ if has("index/document.iwa") || has("index.zip") => "a Pages document; export it as DOCX or PDF",
            _ if self.has("[Content_Types].xml") => {
                return Error::Damaged {
                    detail: "the package has no main document part (word/document.xml is missing). Open it in Word \
                             and save it again, or ask the sender for another copy"
                        .into(),
                };
            }
            _ => "a ZIP archive without a Word document; unpack it and choose the files in it",
        };
        Error::Unsupported { found: found.into() }
    }
}

fn is_other_office(main: &str) -> bool {
    ["xl/", "ppt/", "visio/"].iter().any(|folder| normal(main).starts_with(folder))
}

fn normal(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A relationship target as a part name: relative to `folder`, or to the package root if it starts with a slash.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut segments: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|s| !s.is_empty()).collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            s => segments.push(s),
        }
    }
    segments.join("/")
}

/// The text of a part. Word writes UTF-8; UTF-16 and declared legacy encodings are allowed and are decoded.
fn decode(name: &str, bytes: Vec<u8>) -> Result<Part, Error> {
    let part = |text: String, offset| Part { name: name.to_owned(), text, offset };
    let bad = |at: usize, what: &str| {
        Err(Error::Damaged {
            detail: format!(
                "{}, byte {at}: {what}. Open it in Word and save it again, or ask the sender for another copy",
                quoted(name)
            ),
        })
    };
    if let Some((encoding, _)) = Encoding::for_bom(&bytes).filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE) {
        let (text, _, broken) = encoding.decode(&bytes);
        if broken {
            return bad(0, "the part is not valid UTF-16");
        }
        return Ok(part(text.into_owned(), 0));
    }
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.drain(..mark);
            Ok(part(text, mark))
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let bytes = e.into_bytes();
            let declared = declared_encoding(&bytes).filter(|e| *e != encoding_rs::UTF_8);
            match declared.map(|e| e.decode(&bytes)) {
                Some((text, _, false)) => Ok(part(text.into_owned(), 0)),
                _ => bad(at, "the part is not valid UTF-8"),
            }
        }
    }
}

fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head.split_once("encoding=")?.1.get(1..)?.split(['"', '\'']).next()?.to_owned();
    Encoding::for_label(label.as_bytes())
}

fn container(e: &ZipError) -> Error {
    Error::Damaged {
        detail: format!(
            "its ZIP container cannot be opened ({}); the file is cut off or was changed on the way. Download or \
             export it again",
            quoted(&e.to_string())
        ),
    }
}

fn entry(name: &str, e: &str) -> Error {
    Error::Damaged {
        detail: format!(
            "{} cannot be unpacked ({}); the file was changed on the way. Download or export it again",
            quoted(name),
            quoted(e)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_become_part_names() {
        let cases = [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/footer1.xml", "word/footer1.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("word", "media\\image1.png", "word/media/image1.png"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../../..", ""),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(join(folder, target), expected);
        }
    }

    #[test]
    fn parts_in_other_encodings_are_decoded() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>责任</a>";
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(xml.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode("p", utf16).unwrap().text, xml);

        let declared = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>责任</a>";
        let (gbk, ..) = encoding_rs::GBK.encode(declared);
        assert_eq!(decode("p", gbk.into_owned()).unwrap().text, declared);

        let marked = decode("p", b"\xEF\xBB\xBF<a/>".to_vec()).unwrap();
        assert_eq!((marked.text.as_str(), marked.offset), ("<a/>", 3));

        let broken = decode("word/document.xml", b"<a>\xFF</a>".to_vec()).unwrap_err().to_string();
        assert!(broken.contains("word/document.xml, byte 3: the part is not valid UTF-8"), "{broken}");
    }
}
