//! Files made to use up time, memory or stack: small ones that stand for much, and plainly large ones.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use zip::CompressionMethod;

use crate::pdf::{Pdf, text};
use crate::word::{Part, pack};

/// A file that is made when it is wanted: some are large.
#[derive(Clone, Copy, Debug)]
pub struct Bomb {
    /// Its name as a file.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> io::Result<Vec<u8>>,
}

/// All of them.
#[must_use]
#[rustfmt::skip]
pub fn all() -> Vec<Bomb> {
    let mut all = Vec::new();
    let mut add = |name, make| all.push(Bomb { name, make });
    add("zip-nested.docx", || nested_archives(10));
    add("zip-overlapping.docx", || overlapping(30_000));
    add("zip-million-entries.docx", || many_entries(1_000_000));
    add("zip-sizes-that-lie.docx", sizes_that_lie);
    add("zip-gigabyte-of-blanks.docx", || Ok(archive_of("word/document.xml", &deflated(1 << 30)?, 1 << 30)));
    add("zip-long-comment.docx", long_comment);
    add("word-200-mb.docx", || word(&"<w:p><w:r><w:t>Fees are due within thirty days.</w:t></w:r></w:p>".repeat(3_100_000)));
    add("word-100-mb.docx", || word(&"<w:p><w:r><w:t>Fees are due within thirty days.</w:t></w:r></w:p>".repeat(1_550_000)));
    add("word-million-empty-paragraphs.docx", || word(&"<w:p/>".repeat(1_000_000)));
    add("word-million-runs.docx", || word(&format!("<w:p>{}</w:p>", "<w:r><w:t>fee </w:t></w:r>".repeat(1_000_000))));
    add("word-one-long-word.docx", || word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(50 << 20))));
    add("word-entities.docx", entities);
    add("word-nested-tables.docx", || word(&"<w:tbl><w:tr><w:tc><w:p/>".repeat(100_000)));
    add("word-nested-elements.docx", || word(&"<w:sdt><w:sdtContent>".repeat(1_000_000)));
    add("word-wide-table.docx", || word(&format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>".repeat(1000))));
    add("word-table-of-million-cells.docx", || word(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>".repeat(1000)).repeat(1000))));
    add("word-huge-numbers.docx", huge_numbers);
    add("word-styles-in-a-circle.docx", || styles(100_000, true));
    add("word-styles-in-a-chain.docx", || styles(100_000, false));
    add("word-million-notes.docx", many_notes);
    add("word-million-comments.docx", many_comments);
    add("word-many-namespaces.docx", many_namespaces);
    add("word-many-attributes.docx", || word(&format!("<w:p {}><w:r><w:t>x</w:t></w:r></w:p>", (0..1_000_000).fold(String::new(), |mut s, i| { let _ = write!(s, "a{i}=\"\" "); s }))));
    add("word-open-fields.docx", || word(&"<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(300_000)));
    add("pdf-flate-gigabyte.pdf", || flate_page(1 << 30, b" "));
    add("pdf-flate-gigabyte-of-text.pdf", || flate_page(1 << 30, b"BT /F1 9 Tf 9 9 Td (fee) Tj ET "));
    add("pdf-flate-in-flate.pdf", flate_in_flate);
    add("pdf-flate-font-table.pdf", flate_font_table);
    add("pdf-pages-in-a-circle.pdf", pages_in_a_circle);
    add("pdf-pages-doubling.pdf", pages_doubling);
    add("pdf-forms-in-a-circle.pdf", forms_in_a_circle);
    add("pdf-forms-doubling.pdf", || forms_doubling(26));
    add("pdf-five-million-operators.pdf", || page(&"q 1 0 0 1 0 0 cm 9 9 m 20 20 l S Q\n".repeat(1_000_000)));
    add("pdf-million-glyphs.pdf", || page(&text(50.0, 700.0, &vec!["Fees are due within thirty days."; 31_250])));
    add("pdf-glyphs-on-one-spot.pdf", || page(&format!("BT /F1 9 Tf {} ET", "1 0 0 1 50 700 Tm (x) Tj ".repeat(200_000))));
    add("pdf-scattered-glyphs.pdf", || page(&scattered(100_000)));
    add("pdf-rules.pdf", || page(&rules(300)));
    add("pdf-random-rules.pdf", || page(&random_rules(100_000)));
    add("pdf-10000-pages.pdf", || many_pages(10_000));
    add("pdf-100000-pages.pdf", || many_pages(100_000));
    add("pdf-nested-arrays.pdf", || object(&"[".repeat(100_000)));
    add("pdf-nested-dictionaries.pdf", || object(&"<</A ".repeat(100_000)));
    add("pdf-nested-arrays-in-page.pdf", || page(&format!("{}(x) Tj", "[".repeat(1_000_000))));
    add("pdf-nested-dictionaries-in-page.pdf", || page(&format!("/A {} BDC (x) Tj", "<</A ".repeat(1_000_000))));
    add("pdf-nested-parentheses.pdf", || page(&"(".repeat(5_000_000)));
    add("pdf-saved-states.pdf", || page(&"q ".repeat(5_000_000)));
    add("pdf-marked-content.pdf", || page(&"/Artifact BMC ".repeat(2_000_000)));
    add("pdf-million-objects.pdf", million_objects);
    add("pdf-previous-tables-in-a-circle.pdf", previous_in_a_circle);
    add("pdf-references-in-a-chain.pdf", references_in_a_chain);
    add("pdf-huge-picture.pdf", || page("BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI"));
    add("pdf-postscript-loop.pdf", function_loop);
    add("html-nested-blocks.html", || Ok("<div>".repeat(1_000_000).into()));
    add("html-nested-blocks-of-text.html", || Ok("<div>fee ".repeat(1_000_000).into()));
    add("html-nested-spans.html", || Ok("<b><i>fee ".repeat(1_000_000).into()));
    add("html-nested-lists.html", || Ok("<ol><li>fee".repeat(500_000).into()));
    add("html-nested-tables.html", || Ok("<table><tr><td>fee".repeat(300_000).into()));
    add("html-million-cells.html", || Ok(format!("<table>{}", format!("<tr>{}", "<td>x".repeat(1000)).repeat(1000)).into()));
    add("html-wide-cells.html", || Ok(format!("<table>{}", "<tr><td rowspan=1000000 colspan=1000000>x".repeat(5000)).into()));
    add("html-long-attribute.html", || Ok(format!("<p class=\"{}\">fee", "a ".repeat(20 << 20)).into()));
    add("html-many-attributes.html", || Ok(format!("<p {}>fee", (0..1_000_000).fold(String::new(), |mut s, i| { let _ = write!(s, "a{i}=1 "); s })).into()));
    add("html-open-brackets.html", || Ok(format!("<html>{}", "<".repeat(20 << 20)).into()));
    add("html-references.html", || Ok(format!("<html>{}", "&amp;&".repeat(3_000_000)).into()));
    add("html-comments.html", || Ok(format!("<html>{}", "<!--".repeat(5_000_000)).into()));
    add("html-end-tags.html", || Ok(format!("<html>{}{}", "<i>".repeat(500), "x</b>".repeat(1_000_000)).into()));
    add("markdown-quotes.md", || Ok(">".repeat(1_000_000).into()));
    add("markdown-quotes-by-line.md", || Ok((0..3000).fold(String::new(), |s, i| s + &"> ".repeat(i) + "x\n").into()));
    add("markdown-brackets.md", || Ok("[".repeat(1_000_000).into()));
    add("markdown-links.md", || Ok("[a](".repeat(500_000).into()));
    add("markdown-link-definitions.md", || Ok((0..200_000).fold(String::new(), |mut s, i| { let _ = writeln!(s, "[a{i}]: b\n[a{i}]"); s }).into()));
    add("markdown-stars.md", || Ok("*".repeat(1_000_000).into()));
    add("markdown-stars-and-words.md", || Ok("*a **b ".repeat(300_000).into()));
    add("markdown-backticks.md", || Ok((0..4000).fold(String::new(), |s, i| s + "x" + &"`".repeat(i)).into()));
    add("markdown-lists.md", || Ok("- ".repeat(1_000_000).into()));
    add("markdown-tables.md", || Ok(format!("|{}\n|{}\n{}", "a|".repeat(5000), "-|".repeat(5000), "|x\n".repeat(20_000)).into()));
    add("markdown-html.md", || Ok("<table><tr><td>\n\nx\n\n".repeat(200_000).into()));
    add("markdown-front-matter.md", || Ok(format!("---\n{}", "a: b\n".repeat(2_000_000)).into()));
    add("text-one-line.txt", || Ok("Fees are due within thirty days of the invoice. ".repeat(1_250_000).into()));
    add("text-one-word.txt", || Ok("a".repeat(60 << 20).into()));
    add("text-one-line-of-han.txt", || Ok("供应商不承担间接损失，".repeat(1_800_000).into()));
    add("text-line-feeds.txt", || Ok(format!("x{}", "\n".repeat(60 << 20)).into()));
    add("text-short-lines.txt", || Ok("a\n".repeat(5 << 20).into()));
    add("text-short-paragraphs.txt", || Ok("a.\n\n".repeat(5 << 20).into()));
    add("text-labels.txt", || Ok((1..300_000).fold(String::new(), |mut s, i| { let _ = writeln!(s, "{i}. Fees\n(a) due\n"); s }).into()));
    add("text-deep-labels.txt", || Ok("1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1 fee\n".repeat(300_000).into()));
    add("text-long-label.txt", || Ok(format!("{} fee", "1.".repeat(10 << 20)).into()));
    add("text-definitions.txt", || Ok("\"Fees\" means \"Fees\" and Section 9.2.\n".repeat(500_000).into()));
    add("text-quotation-marks.txt", || Ok("“".repeat(5 << 20).into()));
    add("text-parentheses.txt", || Ok("（以下简称“".repeat(1 << 20).into()));
    add("text-contents.txt", || Ok(format!("Contents\n{}", "1. Fees ...... 3\n".repeat(500_000)).into()));
    add("text-same-lines.txt", || Ok("Page 2 of 3\n\u{c}\n".repeat(1_000_000).into()));
    add("text-utf16-halves.txt", || Ok([&[0xFF, 0xFE][..], &[0x00, 0xD8].repeat(10 << 20)].concat()));
    add("text-utf16-odd.txt", || Ok([&[0xFF, 0xFE][..], &[0x61, 0x00].repeat(10 << 20), &[0x61]].concat()));
    add("text-combining-marks.txt", || Ok(format!("e{}", "\u{301}".repeat(10 << 20)).into()));
    all
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn stored(parts: &[(&str, String)]) -> io::Result<Vec<u8>> {
    packed(parts, CompressionMethod::Stored)
}

fn packed(parts: &[(&str, String)], method: CompressionMethod) -> io::Result<Vec<u8>> {
    let parts: Vec<Part> = parts.iter().map(|(n, c)| ((*n).to_owned(), c.clone().into_bytes())).collect();
    pack(&parts, method).map_err(io::Error::other)
}

fn document(body: &str) -> String {
    format!("<w:document {W}><w:body>{body}</w:body></w:document>")
}

fn word(body: &str) -> io::Result<Vec<u8>> {
    packed(&[("word/document.xml", document(body))], CompressionMethod::Deflated)
}

/// So many blanks, packed at about a thousand to one.
fn deflated(bytes: usize) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    repeat(&mut encoder, b" ", bytes)?;
    encoder.finish()
}

fn zlib(bytes: usize, unit: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    repeat(&mut encoder, unit, bytes)?;
    encoder.finish()
}

fn repeat(to: &mut impl io::Write, unit: &[u8], bytes: usize) -> io::Result<()> {
    let chunk = unit.repeat((1 << 20) / unit.len());
    for _ in 0..bytes / chunk.len() {
        to.write_all(&chunk)?;
    }
    Ok(())
}

/// A local header of a ZIP file (the mark aside, both headers have the same fields).
fn header(mark: &[u8], name: &str, packed: u32, unpacked: u32) -> Vec<u8> {
    let mut out = mark.to_vec();
    if mark == b"PK\x01\x02" {
        out.extend([20, 0]);
    }
    // Version, no flags, deflate, no time, no checksum.
    out.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    out.extend(packed.to_le_bytes());
    out.extend(unpacked.to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    if mark == b"PK\x01\x02" {
        out.extend([0; 10]);
    }
    out
}

fn central(name: &str, packed: u32, unpacked: u32, at: u32) -> Vec<u8> {
    let mut out = header(b"PK\x01\x02", name, packed, unpacked);
    out.extend(at.to_le_bytes());
    out.extend(name.bytes());
    out
}

fn end(entries: u16, size: u32, at: u32) -> Vec<u8> {
    let mut out = b"PK\x05\x06\0\0\0\0".to_vec();
    out.extend(entries.to_le_bytes().repeat(2));
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A ZIP file of one packed entry that is said to have a size.
fn archive_of(name: &str, content: &[u8], said: u32) -> Vec<u8> {
    let packed = content.len() as u32;
    let mut out = header(b"PK\x03\x04", name, packed, said);
    out.extend(name.bytes());
    out.extend_from_slice(content);
    let at = out.len() as u32;
    let directory = central(name, packed, said, 0);
    out.extend_from_slice(&directory);
    out.extend(end(1, directory.len() as u32, at));
    out
}

fn nested_archives(depth: usize) -> io::Result<Vec<u8>> {
    let mut inner = archive_of("word/document.xml", &deflated(1 << 28)?, 1 << 28);
    for _ in 0..depth {
        let parts: Vec<Part> = (0..8).map(|i| (format!("word/embeddings/{i}.docx"), inner.clone())).collect();
        inner = pack(&parts, CompressionMethod::Deflated).map_err(io::Error::other)?;
        inner.truncate(8 << 20);
    }
    let parts = [
        ("word/document.xml".to_owned(), document("<w:p><w:r><w:t>Fees</w:t></w:r></w:p>").into_bytes()),
        ("word/embeddings/a.docx".to_owned(), inner),
    ];
    pack(&parts, CompressionMethod::Deflated).map_err(io::Error::other)
}

/// Entries that all unpack the same 64 MB; the usual parts among them.
fn overlapping(entries: u16) -> io::Result<Vec<u8>> {
    let content = deflated(64 << 20)?;
    let said = 64 << 20;
    let mut out = header(b"PK\x03\x04", "word/document.xml", content.len() as u32, said);
    out.extend(b"word/document.xml");
    out.extend_from_slice(&content);
    let at = out.len() as u32;
    let mut directory = Vec::new();
    let names =
        ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml"];
    for i in 0..entries {
        let name = names.get(i as usize).map_or_else(|| format!("word/{i}.xml"), |n| (*n).to_owned());
        directory.extend(central(&name, content.len() as u32, said, 0));
    }
    out.extend_from_slice(&directory);
    out.extend(end(entries, directory.len() as u32, at));
    Ok(out)
}

fn many_entries(entries: usize) -> io::Result<Vec<u8>> {
    let mut parts: Vec<Part> = (0..entries).map(|i| (format!("{i}"), Vec::new())).collect();
    parts.push(("word/document.xml".into(), document("<w:p><w:r><w:t>Fees</w:t></w:r></w:p>").into_bytes()));
    pack(&parts, CompressionMethod::Stored).map_err(io::Error::other)
}

fn sizes_that_lie() -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(document("<w:p><w:r><w:t>Fees</w:t></w:r></w:p>").as_bytes())?;
    Ok(archive_of("word/document.xml", &encoder.finish()?, 0xFFFF_FFF0))
}

/// Marks of the end of an archive without end.
fn long_comment() -> io::Result<Vec<u8>> {
    let mut out = stored(&[("word/document.xml", document("<w:p><w:r><w:t>Fees</w:t></w:r></w:p>"))])?;
    out.extend(b"PK\x05\x06".repeat(5_000_000));
    Ok(out)
}

fn entities() -> io::Result<Vec<u8>> {
    let mut types = String::from("<!ENTITY a0 \"fees fees fees fees fees fees fees fees\">");
    for i in 1..30 {
        let _ = write!(types, "<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10));
    }
    let body = "<w:p><w:r><w:t>Fees &a29; are due.</w:t></w:r></w:p>";
    stored(&[("word/document.xml", format!("<!DOCTYPE w:document [{types}]>{}", document(body)))])
}

fn huge_numbers() -> io::Result<Vec<u8>> {
    let formats = [
        "upperRoman",
        "lowerLetter",
        "chineseCounting",
        "chineseCountingThousand",
        "ideographTraditional",
        "decimalZero",
        "cardinalText",
        "ordinalText",
        "hex",
    ];
    let level = |(i, format): (usize, &&str)| {
        format!(
            "<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1000000000\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{}%{}\"/></w:lvl>",
            "%1".repeat(1000),
            i + 1
        )
    };
    let levels: String = formats.iter().enumerate().map(level).collect();
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let item = |i: usize| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Fees</w:t></w:r></w:p>",
            i % 9
        )
    };
    let body: String = (0..900).map(item).collect();
    packed(&[("word/document.xml", document(&body)), ("word/numbering.xml", numbering)], CompressionMethod::Deflated)
}

fn styles(count: usize, circle: bool) -> io::Result<Vec<u8>> {
    let style = |i: usize| {
        let based = if i > 0 {
            i - 1
        } else if circle {
            count - 1
        } else {
            count
        };
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"s{i}\"><w:name w:val=\"s{i}\"/><w:basedOn w:val=\"s{based}\"/></w:style>"
        )
    };
    let styles: String = (0..count).map(style).collect();
    let item = |i: usize| format!("<w:p><w:pPr><w:pStyle w:val=\"s{i}\"/></w:pPr><w:r><w:t>Fees</w:t></w:r></w:p>");
    let body: String = (0..count).map(item).collect();
    packed(
        &[("word/document.xml", document(&body)), ("word/styles.xml", format!("<w:styles {W}>{styles}</w:styles>"))],
        CompressionMethod::Deflated,
    )
}

fn many_notes() -> io::Result<Vec<u8>> {
    let body = format!(
        "<w:p>{}<w:r><w:t>x</w:t></w:r></w:p>",
        (0..1_000_000).fold(String::new(), |mut s, i| {
            let _ = write!(s, "<w:r><w:footnoteReference w:id=\"{}\"/></w:r>", i % 1000);
            s
        })
    );
    let notes = (0..1000).fold(String::new(), |mut s, i| {
        let _ = write!(
            s,
            "<w:footnote w:id=\"{i}\"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>",
            "note ".repeat(2000)
        );
        s
    });
    packed(
        &[
            ("word/document.xml", document(&body)),
            ("word/footnotes.xml", format!("<w:footnotes {W}>{notes}</w:footnotes>")),
        ],
        CompressionMethod::Deflated,
    )
}

fn many_comments() -> io::Result<Vec<u8>> {
    let count = 200_000;
    let mut body = String::from("<w:p>");
    (0..count).for_each(|i| {
        let _ = write!(body, "<w:commentRangeStart w:id=\"{i}\"/>");
    });
    body += "<w:r><w:t>Fees</w:t></w:r>";
    (0..count).for_each(|i| {
        let _ = write!(body, "<w:commentRangeEnd w:id=\"{i}\"/>");
    });
    body += "</w:p>";
    let comments = (0..count).fold(String::new(), |mut s, i| {
        let _ = write!(s, "<w:comment w:id=\"{i}\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:comment>");
        s
    });
    packed(
        &[
            ("word/document.xml", document(&body)),
            ("word/comments.xml", format!("<w:comments {W}>{comments}</w:comments>")),
        ],
        CompressionMethod::Deflated,
    )
}

/// Every element is looked up among all names that were declared.
fn many_namespaces() -> io::Result<Vec<u8>> {
    let declared = (0..20_000).fold(String::new(), |mut s, i| {
        let _ = write!(s, " xmlns:n{i}=\"u{i}\"");
        s
    });
    let body = "<w:p><w:r><w:t>Fees</w:t></w:r></w:p>".repeat(20_000);
    packed(
        &[("word/document.xml", document(&body).replacen("<w:body>", &format!("<w:body{declared}>"), 1))],
        CompressionMethod::Deflated,
    )
}

fn page(content: &str) -> io::Result<Vec<u8>> {
    Ok(Pdf::default().page(&text(50.0, 800.0, &["Fees are due."])).page(content).finish())
}

fn packed_page(content: &[u8], filter: &str) -> Vec<u8> {
    let mut pdf = Pdf::default();
    pdf.page(&text(50.0, 800.0, &["Fees are due."]));
    let stream = pdf.stream(&format!("/Filter {filter}"), content);
    pdf.page_of(stream, "").finish()
}

fn flate_page(bytes: usize, unit: &[u8]) -> io::Result<Vec<u8>> {
    Ok(packed_page(&zlib(bytes, unit)?, "/FlateDecode"))
}

/// A gigabyte that was packed three times is a few hundred bytes long.
fn flate_in_flate() -> io::Result<Vec<u8>> {
    let mut content = zlib(1 << 30, b" ")?;
    for _ in 0..2 {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&content)?;
        content = encoder.finish()?;
    }
    Ok(packed_page(&content, "[/FlateDecode /FlateDecode /FlateDecode]"))
}

/// The table of characters of a font that unpacks to half a gigabyte.
fn flate_font_table() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let table =
        pdf.stream("/Filter /FlateDecode", &zlib(1 << 29, b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n")?);
    let font = pdf.object(format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {table} 0 R >>"));
    let content = pdf.stream("", b"BT /F2 9 Tf 50 700 Td (Fees) Tj ET");
    Ok(pdf.page_of(content, &format!(">> /Font << /F2 {font} 0 R >>")).finish())
}

fn pages_in_a_circle() -> io::Result<Vec<u8>> {
    Ok(Pdf::default()
        .page(&text(50.0, 700.0, &["Fees"]))
        .finish_with("<< /Type /Pages /Kids [2 0 R 5 0 R 2 0 R] /Count 3 >>"))
}

/// Each list of pages holds the next one twice: 2^40 pages in the end.
fn pages_doubling() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let content = pdf.stream("", text(50.0, 700.0, &["Fees"]).as_bytes());
    let mut kid =
        pdf.object(format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << >> >>"));
    for _ in 0..40 {
        kid = pdf.object(format!("<< /Type /Pages /Kids [{kid} 0 R {kid} 0 R] /Count 2 >>"));
    }
    Ok(pdf.finish_with(&format!("<< /Type /Pages /Kids [{kid} 0 R] /Count 1 >>")))
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]";

fn forms_in_a_circle() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    // The form's own number is the next one.
    let own = pdf.object("null") + 1;
    let form = pdf.stream(&format!("{FORM} /Resources << /XObject << /X {own} 0 R >> >>"), b"/X Do /X Do");
    let content = pdf.stream("", format!("{}/X Do", text(50.0, 700.0, &["Fees"])).as_bytes());
    Ok(pdf.page_of(content, &format!("/XObject << /X {form} 0 R >>")).finish())
}

/// Each form draws the next one twice.
fn forms_doubling(depth: usize) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let mut form = pdf.stream(&format!("{FORM} /Resources << >>"), b"0 0 10 10 re f");
    for _ in 0..depth {
        form = pdf.stream(&format!("{FORM} /Resources << /XObject << /X {form} 0 R >> >>"), b"/X Do /X Do");
    }
    pdf.page(&text(50.0, 700.0, &["Fees are due."]));
    let content = pdf.stream("", b"/X Do");
    Ok(pdf.page_of(content, &format!("/XObject << /X {form} 0 R >>")).finish())
}

fn scattered(glyphs: usize) -> String {
    let mut random = crate::Random::new(1);
    (0..glyphs).fold(String::from("BT /F1 9 Tf "), |mut s, _| {
        let _ = write!(
            s,
            "1 0 0 1 {} {} Tm (x) Tj ",
            random.below(59_500) as f64 / 100.0,
            random.below(84_200) as f64 / 100.0
        );
        s
    }) + "ET"
}

/// A grid of so many rules each way, with a word in every cell.
fn rules(n: usize) -> String {
    let mut out = String::new();
    for i in 0..n {
        let at = i as f64 * 590.0 / n as f64;
        let _ = write!(out, "{at} 0 m {at} 590 l S 0 {at} m 590 {at} l S ");
    }
    out += "BT /F1 1 Tf ";
    for i in 0..n * n {
        let (x, y) = ((i % n) as f64 * 590.0 / n as f64, (i / n) as f64 * 590.0 / n as f64);
        let _ = write!(out, "1 0 0 1 {x} {y} Tm (fee) Tj ");
    }
    out + "ET"
}

fn random_rules(n: usize) -> String {
    let mut random = crate::Random::new(2);
    (0..n).fold(text(50.0, 700.0, &["Fees"; 50]), |mut s, i| {
        let (x, y, length) = (random.below(590), random.below(800), random.below(300));
        let (x1, y1) = if i % 2 == 0 { (x + length, y) } else { (x, y + length) };
        let _ = write!(s, "{x} {y} m {x1} {y1} l S ");
        s
    })
}

fn many_pages(count: usize) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    for i in 0..count {
        let number = format!("{}. Fees of the year {i} are due within thirty days of the invoice.", i + 1);
        let foot = format!("Page {} of {count}", i + 1);
        pdf.page(&(text(50.0, 700.0, &[&number, "Interest runs from the day after."]) + &text(280.0, 30.0, &[&foot])));
    }
    Ok(pdf.finish())
}

/// A page whose resources lead to an object.
fn object(body: &str) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let object = pdf.object(body);
    let content = pdf.stream("", text(50.0, 700.0, &["Fees"]).as_bytes());
    Ok(pdf.page_of(content, &format!("/XObject {object} 0 R /Properties {object} 0 R")).finish())
}

fn million_objects() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    for _ in 0..1_000_000 {
        pdf.object("null");
    }
    Ok(pdf.page(&text(50.0, 700.0, &["Fees"])).finish())
}

fn previous_in_a_circle() -> io::Result<Vec<u8>> {
    let sound = String::from_utf8_lossy(&Pdf::default().page(&text(50.0, 700.0, &["Fees"])).finish()).into_owned();
    let at = sound.find("xref\n").unwrap_or_default();
    Ok(sound.replace("/Root 1 0 R", &format!("/Root 1 0 R /Prev {at}")).into())
}

/// Lengths of streams that stand in other objects, each of which leads to the next.
fn references_in_a_chain() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let first = pdf.object("null") + 1;
    for i in 0..100_000 {
        pdf.object(format!("{} 0 R", first + i + 1));
    }
    let content = pdf.object(format!("<< /Length {first} 0 R >>\nstream\n{}\nendstream", text(50.0, 700.0, &["Fees"])));
    Ok(pdf.page_of(content, &format!("/XObject {first} 0 R")).finish())
}

/// A colour that is worked out by a program of loops in loops.
fn function_loop() -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::default();
    let program = format!("{{ {} pop 0 0 0 }}", "dup mul ".repeat(500_000));
    let function = pdf.stream("/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]", program.as_bytes());
    let content = pdf.stream(
        "",
        format!("/C cs {} {}", "0.5 scn 9 9 20 20 re f ".repeat(10_000), text(50.0, 700.0, &["Fees"])).as_bytes(),
    );
    Ok(pdf.page_of(content, &format!("/ColorSpace << /C [/Separation /X /DeviceRGB {function} 0 R] >>")).finish())
}
