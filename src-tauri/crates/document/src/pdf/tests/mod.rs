//! PDF files made in memory: a content stream in, blocks out.

mod drawing;
mod files;
mod pages;
mod scans;

use super::*;

/// A PDF under construction: objects by number, the first is the catalog, the second the list of pages.
struct Builder {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    fonts: String,
}

/// Size of the pages, in points.
const PAGE: &str = "[0 0 595 842]";

impl Builder {
    /// With Helvetica as F1 and its bold face as F2, neither embedded.
    fn new() -> Self {
        let mut builder = Self { objects: vec![Vec::new(), Vec::new()], pages: Vec::new(), fonts: String::new() };
        for (name, font) in [("F1", "Helvetica"), ("F2", "Helvetica-Bold")] {
            let object = format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>");
            builder.font(name, &object);
        }
        builder
    }

    fn object(&mut self, body: &[u8]) -> usize {
        self.objects.push(body.to_vec());
        self.objects.len()
    }

    fn font(&mut self, name: &str, body: &str) -> &mut Self {
        let number = self.object(body.as_bytes());
        self.fonts += &format!("/{name} {number} 0 R ");
        self
    }

    fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(&body)
    }

    /// Adds a page with this content; `more` goes into its dictionary.
    fn page_with(&mut self, content: &[u8], resources: &str, more: &str) -> &mut Self {
        let stream = self.stream("", content);
        let fonts = self.fonts.clone();
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox {PAGE} /Contents {stream} 0 R /Resources << /Font << {fonts}>> {resources} >> {more} >>"
        );
        let number = self.object(page.as_bytes());
        self.pages.push(number);
        self
    }

    fn page(&mut self, content: &str) -> &mut Self {
        self.page_with(content.as_bytes(), "", "")
    }

    fn finish(&self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|n| format!("{n} 0 R ")).collect();
        let mut objects = self.objects.clone();
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
        objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into_bytes();
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend(format!("{} 0 obj\n", i + 1).into_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).into_bytes());
        for offset in &offsets {
            out.extend(format!("{offset:010} 00000 n \n").into_bytes());
        }
        let size = offsets.len() + 1;
        out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
        out
    }
}

/// Lines of text at 12 points distance from `y` down, in font and size.
fn text(x: f64, y: f64, font: &str, size: f64, lines: &[&str]) -> String {
    let leading = size * 1.2;
    let shown: String =
        lines.iter().map(|l| format!("({}) Tj T* ", l.replace('(', "\\(").replace(')', "\\)"))).collect();
    format!("BT /{font} {size} Tf {leading} TL {x} {y} Td {shown}ET\n")
}

fn body(x: f64, y: f64, lines: &[&str]) -> String {
    text(x, y, "F1", 10.0, lines)
}

fn read_all(bytes: &[u8]) -> Raw {
    let raw = read("test.pdf", bytes, &Options::default(), &mut |_| {}).unwrap();
    raw.blocks.iter().for_each(check);
    raw
}

/// What holds for every block.
fn check(block: &RawBlock) {
    let mut last = 0;
    for (range, source) in &block.pieces {
        assert!(range.start >= last && block.text.get(range.start..range.end).is_some(), "{block:?}");
        last = range.end;
        let Source::Pdf { page, bbox } = source else { panic!("{source:?}") };
        assert!(*page >= 1 && bbox[0] <= bbox[2] && bbox[1] <= bbox[3], "{source:?}");
    }
    for e in &block.emphasis {
        assert!(block.text.get(e.range.start..e.range.end).is_some(), "{block:?}");
    }
    for cell in block.table.iter().flat_map(|t| &t.cells) {
        let text = block.text.get(cell.range.start..cell.range.end).unwrap();
        assert!(!text.contains(['\t', '\n']), "{block:?}");
    }
}

/// A block on one line: kind, text, what is set off.
fn line(block: &RawBlock) -> String {
    let kind = match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::Paragraph => "p".into(),
        BlockKind::Table => "table".into(),
        BlockKind::Furniture => "furniture".into(),
        BlockKind::Contents => "contents".into(),
        other => format!("{other:?}"),
    };
    let marks: String = block
        .emphasis
        .iter()
        .map(|e| {
            let which = [(e.bold, "b"), (e.italic, "i"), (e.underline, "u")];
            let which: String = which.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
            format!(" {which}={:?}", &block.text[e.range.start..e.range.end])
        })
        .collect();
    format!("{kind} {:?}{marks}", block.text)
}

fn lines(content: &str) -> Vec<String> {
    read_all(&Builder::new().page(content).finish()).blocks.iter().map(line).collect()
}

/// A file with a Chinese font as F3 that is not embedded and has no table of characters.
fn chinese(encoding: &str) -> Builder {
    let mut builder = Builder::new();
    let descriptor = builder.object(
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>",
    );
    let descendant = builder.object(
        format!("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor {descriptor} 0 R >>").as_bytes(),
    );
    builder.font("F3", &format!("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] >>"));
    builder
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

const LONG: &str = "The supplier keeps the service available at all times except in the hours of planned";
