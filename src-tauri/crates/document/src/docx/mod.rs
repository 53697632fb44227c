//! Word files (Office Open XML, `.docx` and `.docm`).
//!
//! The reader keeps what a writer needs to come back: each piece of text knows its part, paragraph, run and bytes. It
//! resolves automatic numbers to the labels that Word prints, as those are what people cite.
//!
//! ```text
//! package -> xml -> styles, numbering -> story (paragraphs, tables) -> blocks
//! ```
//!
//! No crate was found that gives resolved labels together with byte positions, so both are worked out here on top of
//! quick-xml and zip.

mod blocks;
mod number_format;
mod numbering;
mod package;
mod story;
mod styles;
mod symbols;
mod table;
mod xml;

use std::collections::HashSet;

use blocks::{Builder, StoryKind};
use numbering::Numbering;
use package::{Package, Relationship};
use story::StoryReader;
use styles::Styles;
use xml::{Cursor, Node, Part};

use crate::raw::Raw;
use crate::{Error, Format, Options, Unread};

/// Reads a Word file.
///
/// Blocks come in reading order: the body, then footnotes, endnotes, headers and footers.
///
/// # Errors
/// [`Error::Damaged`] for a broken container or broken XML, [`Error::Unsupported`] for another kind of ZIP,
/// [`Error::Encrypted`], [`Error::TooLarge`] for what unpacks to more than the limits, [`Error::NoText`].
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Raw, Error> {
    let mut package = Package::open(bytes, options)?;
    let main = package.main_part()?;
    let related = package.relationships(&main)?;
    tracing::debug!(name, main, parts = related.len(), "reading a Word file");
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    // What a relationship of this kind leads to, or the usual place where relationships are lost.
    let target = |kind: &str| {
        let named = related.iter().find(|r| r.kind == kind && !r.external).map(|r| r.target.clone());
        named.unwrap_or_else(|| format!("{folder}/{kind}.xml"))
    };

    let styles = match package.part(&target("styles"))? {
        Some(part) => Styles::read(&part)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&target("numbering"))? {
        Some(part) => Numbering::read(&part)?,
        None => Numbering::default(),
    };

    let mut builder = Builder::new(&styles, &numbering, options.max_text);
    let mut story = |package: &mut Package<'_>, name: &str, kind| -> Result<bool, Error> {
        let Some(part) = package.part(name)? else { return Ok(false) };
        let nodes = StoryReader::new(&part, &styles).read()?;
        builder.story(&part.name, kind, nodes)?;
        Ok(true)
    };
    story(&mut package, &main, StoryKind::Body)?;
    story(&mut package, &target("footnotes"), StoryKind::Notes)?;
    story(&mut package, &target("endnotes"), StoryKind::Notes)?;
    for furniture in headers_and_footers(&related) {
        story(&mut package, furniture, StoryKind::Furniture)?;
    }

    let Builder { mut blocks, mut unread, title, .. } = builder;
    drop_repeated_furniture(&mut blocks);
    if blocks.is_empty() {
        let detail = if unread.is_empty() {
            "its body is empty. Check that it is the right file"
        } else {
            "it holds only pictures. Run text recognition (OCR) on it, or ask the sender for the text version"
        };
        return Err(Error::NoText { detail: detail.into(), scanned_pages: Vec::new() });
    }
    let title = match title {
        Some(title) => Some(title),
        // The text is whole without its properties.
        None => core_title(&mut package).unwrap_or_else(|e| {
            unread.push(Unread { place: "document properties".into(), scanned_page: None, reason: e.to_string() });
            None
        }),
    };
    Ok(Raw { title, blocks, unread, ..Raw::new(Format::Docx) })
}

fn headers_and_footers(related: &[Relationship]) -> Vec<&str> {
    let mut seen = HashSet::new();
    let mut parts = Vec::new();
    for kind in ["header", "footer"] {
        let of_kind = related.iter().filter(|r| r.kind == kind && !r.external);
        parts.extend(of_kind.map(|r| r.target.as_str()).filter(|t| seen.insert(t.to_lowercase())));
    }
    parts
}

/// A header is kept once, though first, odd and even pages each have their own copy.
fn drop_repeated_furniture(blocks: &mut Vec<crate::raw::RawBlock>) {
    let mut seen = HashSet::new();
    blocks.retain(|b| b.kind != crate::BlockKind::Furniture || seen.insert(b.text.clone()));
}

/// The title in the document properties.
fn core_title(package: &mut Package<'_>) -> Result<Option<String>, Error> {
    let named = package.relationships("")?.into_iter().find(|r| r.kind == "core-properties").map(|r| r.target);
    let Some(part) = package.part(&named.unwrap_or_else(|| "docProps/core.xml".into()))? else { return Ok(None) };
    title_in(&part)
}

fn title_in(part: &Part) -> Result<Option<String>, Error> {
    let mut cursor = Cursor::new(part);
    let mut title: Option<String> = None;
    let mut inside = false;
    loop {
        match cursor.next()? {
            Node::Open(e) => inside = e.name().1 == "title",
            Node::Text(text, _) if inside => title.get_or_insert_default().push_str(&text),
            Node::Reference(text, _) if inside => title.get_or_insert_default().push_str(&text),
            Node::Close => inside = false,
            Node::End => return Ok(title.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
