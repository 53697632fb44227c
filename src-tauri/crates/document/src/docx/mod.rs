//! Word files (Office Open XML, `.docx` and `.docm`).
//!
//! The reader keeps what a writer needs to come back: each piece of text knows its part, paragraph, run and bytes. It
//! resolves automatic numbers to the labels that Word prints, as those are what people cite.
//!
//! ```text
//! package -> xml -> styles, numbering -> story (paragraphs, tables, what stands beside them) -> blocks, notes
//! ```
//!
//! No crate was found that gives resolved labels together with byte positions, so both are worked out here on top of
//! quick-xml and zip.

mod blocks;
mod notes;
mod number_format;
mod numbering;
mod package;
mod revisions;
mod story;
mod styles;
mod symbols;
mod table;
mod xml;

use std::collections::HashSet;

use blocks::Builder;
use notes::Marker;
use numbering::Numbering;
use package::{Package, Relationship};
use story::StoryReader;
use styles::Styles;
use xml::{Cursor, Node, Part};

use crate::raw::Raw;
use crate::{Error, Format, Options, Story, Unread};

/// Reads a Word file.
///
/// Blocks come in reading order: the body with its text boxes, then footnotes, endnotes, headers and footers.
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

    let mut marker = match package.part(&target("settings"))? {
        Some(part) => Marker::read(&part)?,
        None => Marker::default(),
    };

    let mut read = HashSet::from([main.to_lowercase()]);
    let mut part = |package: &mut Package<'_>, name: &str| {
        read.insert(name.to_lowercase());
        package.part(name)
    };
    let mut builder = Builder::new(&styles, &numbering, options);
    // First, for the body to say where they stand.
    if let Some(part) = part(&mut package, &target("comments"))? {
        for comment in StoryReader::new(&part, &styles, options.revisions).read_notes()? {
            builder.comment(comment)?;
        }
    }
    if let Some(part) = part(&mut package, &main)? {
        let nodes = StoryReader::new(&part, &styles, options.revisions).marking(&mut marker).read()?;
        builder.story(&part.name, Story::Body, nodes)?;
    }
    for (kind, story) in [("footnotes", Story::Footnote), ("endnotes", Story::Endnote)] {
        let Some(part) = part(&mut package, &target(kind))? else { continue };
        let notes = StoryReader::new(&part, &styles, options.revisions).read_notes()?;
        for (mark, note) in marker.sort(story == Story::Footnote, notes) {
            builder.note(&part.name, story, mark, note)?;
        }
    }
    for (name, story) in headers_and_footers(&related) {
        let Some(part) = part(&mut package, name)? else { continue };
        let nodes = StoryReader::new(&part, &styles, options.revisions).read()?;
        builder.story(&part.name, story, nodes)?;
    }
    // Whatever words the file carries besides, nothing is lost.
    for name in package.stories_besides(&main) {
        if read.insert(name.clone())
            && let Some(part) = package.part(&name)?
        {
            let words = StoryReader::new(&part, &styles, options.revisions).read_words()?;
            if !words.trim().is_empty() {
                builder.unplaced(words)?;
            }
        }
    }

    let Builder { blocks, notes, mut unread, title, .. } = builder;
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
    Ok(Raw { title, blocks, notes, unread, ..Raw::new(Format::Docx) })
}

/// The parts of headers and footers. First, odd and even pages have their own, often of the same words; all are kept.
fn headers_and_footers(related: &[Relationship]) -> Vec<(&str, Story)> {
    let mut seen = HashSet::new();
    let mut parts = Vec::new();
    for (kind, story) in [("header", Story::Header), ("footer", Story::Footer)] {
        let of_kind = related.iter().filter(|r| r.kind == kind && !r.external);
        let new = of_kind.filter(|r| seen.insert(r.target.to_lowercase()));
        parts.extend(new.map(|r| (r.target.as_str(), story)));
    }
    parts
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
