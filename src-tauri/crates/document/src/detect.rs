//! Which format a file is in: by its content first, by its name where the content is plain text.

use std::path::Path;

use crate::{Error, Format};

/// What the first look says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A format whose content gives it away.
    Known(Format),
    /// Some text; decode it first, then ask [`text_format`].
    Text,
}

/// Looks at a file's bytes.
///
/// # Errors
/// [`Error::Unsupported`] and [`Error::Encrypted`] for formats that are recognised but not read.
pub(crate) fn detect(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
    let unsupported = |found: &str| Err(Error::Unsupported { found: found.to_owned() });
    // PDF allows rubbish before its header.
    let head = &bytes[..bytes.len().min(1024)];
    if find(head, b"%PDF-").is_some() {
        return Ok(Kind::Known(Format::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return cfb_kind(bytes);
    }
    let magic: [(&[u8], &str); 12] = [
        (b"{\\rtf", "Rich Text Format; save it as DOCX"),
        (b"\x89PNG", "PNG image; recognise its text with an OCR program first"),
        (b"\xFF\xD8\xFF", "JPEG image; recognise its text with an OCR program first"),
        (b"GIF8", "GIF image"),
        (b"II*\0", "TIFF image; recognise its text with an OCR program first"),
        (b"MM\0*", "TIFF image; recognise its text with an OCR program first"),
        (b"%!PS", "PostScript; convert it to PDF"),
        (b"7z\xBC\xAF\x27\x1C", "7-Zip archive; unpack it first"),
        (b"Rar!\x1A\x07", "RAR archive; unpack it first"),
        (b"\x1F\x8B", "gzip archive; unpack it first"),
        (b"\x7FELF", "program"),
        (b"SQLite format 3", "SQLite database"),
    ];
    if let Some((_, found)) = magic.iter().find(|(m, _)| bytes.starts_with(m)) {
        return unsupported(found);
    }
    let _ = name;
    Ok(Kind::Text)
}

/// Most entries of an archive that is opened. Word files have some dozens; a list of millions takes a gigabyte.
const MAX_ENTRIES: usize = 10_000;
/// Every entry has a record in the directory that begins so and is at least so long.
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;

/// What an Office Open XML or other ZIP file is, by the names of its entries.
fn zip_kind(bytes: &[u8]) -> Result<Kind, Error> {
    let unsupported = |found: &str| Err(Error::Unsupported { found: found.to_owned() });
    let large = bytes.len() > MAX_ENTRIES * ENTRY_LENGTH;
    if large && bytes.windows(ENTRY.len()).filter(|w| *w == ENTRY).count() > MAX_ENTRIES {
        return Err(Error::Damaged {
            detail: format!(
                "it is an archive of more than {MAX_ENTRIES} files, which no Word document is. Download or export it again"
            ),
        });
    }
    let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return Err(Error::Damaged {
            detail: "it begins like a ZIP file (DOCX), but its directory cannot be read. Download or export it again"
                .to_owned(),
        });
    };
    let has = |prefix: &str| archive.file_names().flatten().any(|n| n.trim_start_matches('/').starts_with(prefix));
    if has("word/") {
        return Ok(Kind::Known(Format::Docx));
    }
    match () {
        () if has("xl/") => unsupported("Excel workbook; export the agreement's text as DOCX or PDF"),
        () if has("ppt/") => unsupported("PowerPoint presentation; export it as PDF"),
        () if has("META-INF/container.xml") => unsupported("EPUB book; convert it to PDF or DOCX"),
        () if has("mimetype") && has("content.xml") => unsupported("OpenDocument file; save it as DOCX"),
        () if has("Index/") => unsupported("Apple Pages document; export it as DOCX"),
        () => unsupported("ZIP archive without a Word document in it; unpack it first"),
    }
}

/// Old Office files and encrypted new ones share a container; the names in its directory tell them apart (UTF-16).
fn cfb_kind(bytes: &[u8]) -> Result<Kind, Error> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(Error::Encrypted { found: "Office document with a password".to_owned() });
    }
    let found = if has("WordDocument") {
        "Word 97-2003 document (.doc); open it in Word or LibreOffice and save it as DOCX"
    } else if has("Workbook") || has("Book") {
        "Excel 97-2003 workbook (.xls); export the agreement's text as DOCX or PDF"
    } else if has("PowerPoint Document") {
        "PowerPoint 97-2003 presentation (.ppt); export it as PDF"
    } else if has("__properties_version1.0") {
        "Outlook message (.msg); save its attachment"
    } else {
        "old Microsoft Office file; save it as DOCX"
    };
    Err(Error::Unsupported { found: found.to_owned() })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// Which of the text formats a decoded file is in.
pub(crate) fn text_format(name: &str, text: &str) -> Format {
    let extension = Path::new(name).extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if looks_like_html(text) {
        // Markdown may begin with HTML; the name decides there.
        return if matches!(extension.as_str(), "md" | "markdown" | "mdx") { Format::Markdown } else { Format::Html };
    }
    match extension.as_str() {
        "md" | "markdown" | "mdx" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" | "vue" => Format::Html,
        "txt" | "text" => Format::Text,
        _ if looks_like_markdown(text) => Format::Markdown,
        _ => Format::Text,
    }
}

fn looks_like_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && (head.contains("<html") || head.contains("<body") || head.contains("<template")))
}

/// Marks that plain text does not carry by chance: several `#` headings, links, emphasis or front matter.
fn looks_like_markdown(text: &str) -> bool {
    let mut score = 0;
    for line in text.lines().take(400) {
        let line = line.trim();
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
            score += 2;
        }
        if line.contains("](http")
            || (line.starts_with("**") && line[2..].contains("**"))
            || line.starts_with("|--")
            || line.starts_with("| --")
        {
            score += 1;
        }
    }
    score >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content_then_by_name() {
        let cases = [
            ("a.txt", "<!DOCTYPE html><html><body>x", Format::Html),
            ("a.md", "<html><body>x", Format::Markdown),
            ("a", "# Terms\n\n## Fees\n\ntext", Format::Markdown),
            ("a.unknown", "1. Fees\n\nPay them.", Format::Text),
            ("a.MDX", "plain", Format::Markdown),
            ("a.htm", "plain", Format::Html),
            ("page.html", "<template><div>x</div></template>", Format::Html),
        ];
        for (name, text, expected) in cases {
            assert_eq!(text_format(name, text), expected, "{name}: {text}");
        }
    }

    #[test]
    fn what_is_not_read_is_named() {
        let wide = |name: &str| -> Vec<u8> {
            let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
            out.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            out
        };
        let zip = |entry: &str| -> Vec<u8> {
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(entry, options).unwrap();
            std::io::Write::write_all(&mut writer, b"x").unwrap();
            writer.finish().unwrap().into_inner()
        };
        let cases = [
            (wide("WordDocument"), "Word 97-2003"),
            (wide("EncryptedPackage"), "password"),
            (wide("Workbook"), "Excel 97-2003"),
            (zip("xl/workbook.xml"), "Excel workbook"),
            (zip("content.xml"), "ZIP archive"),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "PNG"),
            (b"{\\rtf1 x}".to_vec(), "Rich Text"),
            (b"PK\x03\x04rubbish".to_vec(), "directory"),
            (
                [b"PK\x03\x04".to_vec(), [ENTRY, &[0; ENTRY_LENGTH - 4]].concat().repeat(10_001)].concat(),
                "more than 10000 files",
            ),
        ];
        for (bytes, words) in cases {
            let error = detect("a.docx", &bytes).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        assert_eq!(detect("a", b"junk %PDF-1.7").unwrap(), Kind::Known(Format::Pdf));
        assert_eq!(detect("a.bin", &zip("word/document.xml")).unwrap(), Kind::Known(Format::Docx));
    }
}
