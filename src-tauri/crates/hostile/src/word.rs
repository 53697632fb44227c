//! Word files of parts, and their parts.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Name and content of a part.
pub type Part = (String, Vec<u8>);

/// What the parts of an input for the fuzzer are, in their order: a fuzzer cannot make checksums and compression, so
/// it changes the parts only.
const PARTS: [&str; 8] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
    "word/header1.xml",
    "word/_rels/document.xml.rels",
];

/// A ZIP file of these parts.
///
/// # Errors
/// Where the parts cannot be stored: two have one name, or a name is too long.
pub fn pack(parts: &[Part], method: CompressionMethod) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in parts {
        zip.start_file(name.as_str(), options).map_err(|e| format!("{name}: {e}"))?;
        zip.write_all(content).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(zip.finish().map_err(|e| e.to_string())?.into_inner())
}

/// The parts of a ZIP file.
///
/// # Errors
/// Where it is no ZIP file, or a part cannot be unpacked.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Part>, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).map_err(|e| e.to_string())?;
        let name = file.name().map_err(|e| e.to_string())?.into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(|e| format!("{name}: {e}"))?;
        parts.push((name, content));
    }
    Ok(parts)
}

/// A Word file from an input of the fuzzer: the parts, parted by zero bytes.
///
/// # Errors
/// As [`pack`].
pub fn from_fuzzer(input: &[u8]) -> Result<Vec<u8>, String> {
    let contents = input.splitn(PARTS.len(), |b| *b == 0);
    let parts: Vec<Part> = PARTS.iter().zip(contents).map(|(n, c)| ((*n).to_owned(), c.to_vec())).collect();
    pack(&parts, CompressionMethod::Stored)
}

/// The input of the fuzzer that stands for a Word file.
///
/// # Errors
/// As [`unpack`].
pub fn for_fuzzer(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let parts = unpack(bytes)?;
    let content = |name: &&str| parts.iter().find(|(n, _)| n == name).map_or(&[][..], |(_, c)| c.as_slice());
    Ok(PARTS.iter().map(content).collect::<Vec<_>>().join(&0))
}
