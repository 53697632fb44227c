//! PDF files made in memory: a content stream in, blocks out.

use proptest::prelude::*;

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
    let raw = read("test.pdf", bytes, &Options::default()).unwrap();
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

const LONG: &str = "The supplier keeps the service available at all times except in the hours of planned";

#[test]
fn lines_become_paragraphs() {
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        (
            "lines of one paragraph",
            body(
                50.0,
                700.0,
                &[LONG, "maintenance, which it announces at least seven days before in writing to the", "customer."],
            ),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance, which it announces at least seven days before in writing to the\ncustomer.""#,
            ],
        ),
        (
            "a gap",
            body(50.0, 700.0, &[LONG, "maintenance and emergencies."]) + &body(50.0, 668.0, &["Credits follow."]),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance and emergencies.""#,
                r#"p "Credits follow.""#,
            ],
        ),
        (
            "a short last line and a label",
            body(
                50.0,
                700.0,
                &[
                    "1.1 The supplier keeps the service available at all times except in the hours of",
                    "maintenance.",
                    "1.2 The customer may end the agreement if the supplier fails to do so in three months",
                    "of one year.",
                ],
            ),
            vec![
                r#"p "1.1 The supplier keeps the service available at all times except in the hours of\nmaintenance.""#,
                r#"p "1.2 The customer may end the agreement if the supplier fails to do so in three months\nof one year.""#,
            ],
        ),
        (
            "a reference at the start of a line is no label",
            body(
                50.0,
                700.0,
                &[
                    "The customer is entitled to the credits and all the other remedies that are set out in Section",
                    "9.2 and nothing else, whatever the cause of the failure and however long it may have lasted.",
                ],
            ),
            vec![
                r#"p "The customer is entitled to the credits and all the other remedies that are set out in Section\n9.2 and nothing else, whatever the cause of the failure and however long it may have lasted.""#,
            ],
        ),
        (
            "a first line set in",
            body(
                50.0,
                700.0,
                &[LONG, "maintenance, and it announces the hours at least seven days before to all its customers."],
            ) + &body(70.0, 676.0, &["A second paragraph begins with a first line that is set in from the margin"]),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance, and it announces the hours at least seven days before to all its customers.""#,
                r#"p "A second paragraph begins with a first line that is set in from the margin""#,
            ],
        ),
        (
            "headings by size and bold",
            text(50.0, 760.0, "F2", 18.0, &["Hosting Agreement"])
                + &text(50.0, 730.0, "F2", 10.0, &["1. Availability"])
                + &body(50.0, 714.0, &[LONG, "maintenance."]),
            vec![
                r#"h1 "Hosting Agreement" b="Hosting Agreement""#,
                r#"p "1. Availability" b="1. Availability""#,
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance.""#,
            ],
        ),
        (
            "hyphens",
            body(
                50.0,
                700.0,
                &[
                    "The limitation of liability in this clause covers every claim, and the limi-",
                    "tation also covers each third-",
                    "party claim.",
                ],
            ),
            vec![
                r#"p "The limitation of liability in this clause covers every claim, and the limitation also covers each third-party claim.""#,
            ],
        ),
        (
            "contents",
            body(
                50.0,
                700.0,
                &[
                    "1. Availability ................................ 2",
                    "2. Liability .................................. 3",
                ],
            ),
            vec![
                r#"contents "1. Availability ................................ 2""#,
                r#"contents "2. Liability .................................. 3""#,
            ],
        ),
    ];
    for (name, content, expected) in cases {
        assert_eq!(lines(&content), expected, "{name}");
    }
}

#[test]
fn bold_italic_and_underlined_text() {
    let content = [
        text(50.0, 700.0, "F2", 10.0, &["Cap."]),
        body(80.0, 700.0, &["No party pays more."]),
        // Filled and stroked, and printed twice a hair apart: both ways to make a font bold.
        "BT /F1 10 Tf 2 Tr 50 660 Td (Stroked words) Tj ET\n".to_owned(),
        body(50.0, 620.0, &["Doubled words"]),
        body(50.3, 620.0, &["Doubled words"]),
        "BT /F1 10 Tf 0 Tr 50 580 Td (Underlined words) Tj ET 50 578.6 80 0.5 re f\n".to_owned(),
    ]
    .concat()
    .replace("BT /F1 10 Tf 12 TL 50 620", "BT /F1 10 Tf 0 Tr 12 TL 50 620");
    let expected = [
        r#"p "Cap. No party pays more." b="Cap.""#,
        r#"p "Stroked words" b="Stroked words""#,
        r#"p "Doubled words" b="Doubled words""#,
        r#"p "Underlined words" u="Underlined words""#,
    ];
    assert_eq!(lines(&content), expected);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left: Vec<String> = (1..=8).map(|i| format!("left column, line {i} of running text")).collect();
    let right: Vec<String> = (1..=8).map(|i| format!("right column, line {i} of the text")).collect();
    let refs = |lines: &[String]| -> String {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        body(if lines[0].starts_with("left") { 50.0 } else { 320.0 }, 700.0, &lines)
    };
    let raw = read_all(&Builder::new().page(&(refs(&right) + &refs(&left))).finish());
    let all: String = raw.blocks.iter().map(|b| b.text.replace('\n', " ") + " ").collect();
    let (first, second) = (all.find("left column, line 8").unwrap(), all.find("right column, line 1").unwrap());
    assert!(first < second, "{all}");
}

#[test]
fn tables_with_and_without_rules() {
    let cells = [
        body(60.0, 700.0, &["Availability"]),
        body(260.0, 700.0, &["Credit"]),
        body(60.0, 680.0, &["99.0% to 99.9%"]),
        body(260.0, 680.0, &["10% of the fee"]),
        body(60.0, 660.0, &["below 99.0%"]),
        body(260.0, 660.0, &["25% of the fee"]),
    ]
    .concat();
    let rules: String = [713.0, 693.0, 673.0, 653.0]
        .iter()
        .map(|y| format!("50 {y} m 450 {y} l S "))
        .chain([50.0, 250.0, 450.0].iter().map(|x| format!("{x} 653 m {x} 713 l S ")))
        .collect();
    let before = body(50.0, 760.0, &["The supplier gives these credits:"]);
    let after = body(50.0, 600.0, &["Credits are paid with the next invoice."]);
    for (name, rules) in [("ruled", rules), ("plain", String::new())] {
        let raw =
            read_all(&Builder::new().page(&[&before, &cells, &rules, &after].map(String::as_str).concat()).finish());
        let lines: Vec<String> = raw.blocks.iter().map(line).collect();
        let expected = [
            r#"p "The supplier gives these credits:""#,
            r#"table "Availability\tCredit\n99.0% to 99.9%\t10% of the fee\nbelow 99.0%\t25% of the fee""#,
            r#"p "Credits are paid with the next invoice.""#,
        ];
        assert_eq!(lines, expected, "{name}");
        let table = raw.blocks[1].table.as_ref().unwrap();
        assert_eq!((table.rows, table.columns, table.cells.len()), (3, 2, 6), "{name}");
    }
}

#[test]
fn a_table_goes_on_over_the_page() {
    let row = |y: f64, a: &str, b: &str| body(60.0, y, &[a]) + &body(260.0, y, &[b]);
    let first = [
        body(50.0, 200.0, &["Credits:"]),
        row(100.0, "99.0% to 99.9%", "10% of the fee"),
        row(80.0, "98.0% to 99.0%", "25% of the fee"),
    ];
    let second = [row(780.0, "below 98.0%", "50% of the fee"), body(50.0, 700.0, &["Nothing else is owed."])];
    let raw = read_all(&Builder::new().page(&first.concat()).page(&second.concat()).finish());
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    let expected = [
        r#"p "Credits:""#,
        r#"table "99.0% to 99.9%\t10% of the fee\n98.0% to 99.0%\t25% of the fee\nbelow 98.0%\t50% of the fee""#,
        r#"p "Nothing else is owed.""#,
    ];
    assert_eq!(lines, expected);
    let pages: Vec<usize> = raw.blocks[1]
        .pieces
        .iter()
        .map(|(_, s)| match s {
            Source::Pdf { page, .. } => *page,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pages, [1, 1, 1, 1, 2, 2]);
}

#[test]
fn headers_and_footers_are_kept_apart() {
    let mut builder = Builder::new();
    for (page, subject) in [(1, "Fees"), (2, "Credits"), (3, "Notices"), (4, "Claims")] {
        let second =
            format!("planned hours. {subject} are dealt with on page {page} of this agreement and nowhere else.");
        let content = [
            body(50.0, 810.0, &["Hosting Agreement, confidential"]),
            body(
                50.0,
                700.0,
                &[&format!("{subject}: the supplier keeps the service available at all times except in the"), &second],
            ),
            body(290.0, 30.0, &[&format!("- {page} -")]),
        ];
        builder.page(&content.concat());
    }
    let raw = read_all(&builder.finish());
    let count = |kind| raw.blocks.iter().filter(|b| b.kind == kind).count();
    assert_eq!((count(BlockKind::Furniture), count(BlockKind::Paragraph)), (8, 4));

    // Marked as artifacts, on a single page.
    let tagged = body(50.0, 700.0, &["Fees are due."])
        + "/Artifact << /Type /Pagination >> BDC\n"
        + &body(50.0, 30.0, &["Draft of May"])
        + "EMC\n";
    assert_eq!(lines(&tagged), [r#"p "Fees are due.""#, r#"furniture "Draft of May""#]);
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let full = "and the customer pays them within thirty days of receipt of a correct invoice unless it";
    let first = body(
        50.0,
        112.0,
        &["The supplier sends its invoices at the end of every month for the services of that month", full],
    );
    let second = body(50.0, 780.0, &["disputes an amount in good faith."])
        + &body(50.0, 740.0, &["Late payment bears interest."]);
    let raw = read_all(&Builder::new().page(&first).page(&second).finish());
    assert_eq!(raw.blocks.len(), 2);
    assert!(raw.blocks[0].text.ends_with("unless it\ndisputes an amount in good faith."), "{:?}", raw.blocks[0].text);
}

#[test]
fn places_are_in_the_coordinates_of_the_file() {
    let boxes = |more: &str, content: &str| -> Vec<[f32; 4]> {
        let raw = read_all(&Builder::new().page_with(content.as_bytes(), "", more).finish());
        let of = |b: &RawBlock| match &b.pieces[0].1 {
            Source::Pdf { bbox, .. } => *bbox,
            other => panic!("{other:?}"),
        };
        raw.blocks.iter().map(of).collect()
    };
    let upright = boxes("", &body(100.0, 700.0, &["Fees"]));
    let [left, bottom, right, top] = upright[0];
    assert!((left - 100.0).abs() < 0.5 && (115.0..125.0).contains(&right), "{upright:?}");
    assert!((bottom - 697.8).abs() < 0.5 && (top - 707.8).abs() < 0.5, "{upright:?}");
    // Cropped: the same place. Turned: the text runs up the page and is read all the same.
    assert_eq!(boxes("/CropBox [50 50 595 842]", &body(100.0, 700.0, &["Fees"])), upright);
    let turned = boxes("/Rotate 90", "BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Fees) Tj ET");
    let [left, bottom, right, top] = turned[0];
    assert!((bottom - 100.0).abs() < 0.5 && top - bottom > right - left, "{turned:?}");
}

#[test]
fn chinese_fonts_that_are_not_embedded() {
    // GBK bytes, UTF-16 bytes, and the same text in each.
    let sentence = "第一条 服务费按月支付。";
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02X}")).collect::<String>();
    let (gbk, ..) = encoding_rs::GBK.encode(sentence);
    let utf16: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (encoding, bytes) in
        [("GBK-EUC-H", gbk.into_owned()), ("UniGB-UCS2-H", utf16.clone()), ("UniGB-UTF16-H", utf16)]
    {
        let mut builder = Builder::new();
        let descriptor = builder.object(
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>",
        );
        let descendant = builder.object(
            format!("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor {descriptor} 0 R >>").as_bytes(),
        );
        builder.font("F3", &format!("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [{descendant} 0 R] >>"));
        builder.page(&format!("BT /F3 12 Tf 50 700 Td <{}> Tj ET", hex(&bytes)));
        let raw = read_all(&builder.finish());
        assert_eq!(raw.blocks[0].text, sentence, "{encoding}");
    }
}

#[test]
fn text_that_stands_for_glyphs() {
    let content = "/Span << /ActualText <FEFF0066006900780065> >> BDC BT /F1 10 Tf 50 700 Td (xy) Tj ET EMC BT /F1 10 Tf 62 700 Td (d fee) Tj ET";
    assert_eq!(lines(content), [r#"p "fixed fee""#]);
}

#[test]
fn pages_without_text_are_reported() {
    let picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q";
    let mut builder = Builder::new();
    builder.page(&body(50.0, 700.0, &["Fees are due."])).page(picture).page("").page("10 10 m 50 90 70 20 200 300 c S");
    let raw = read_all(&builder.finish());
    let places: Vec<(&str, &str)> =
        raw.unread.iter().map(|u| (u.place.as_str(), u.reason.split_once(':').map_or("", |(a, _)| a))).collect();
    assert_eq!(places, [("page 2", "it is scanned"), ("page 4", "it is drawn")]);

    for content in [picture, "", "10 10 m 50 90 70 20 200 300 c S"] {
        let error = read("x.pdf", &Builder::new().page(content).finish(), &Options::default()).unwrap_err();
        assert!(matches!(&error, Error::NoText { detail } if detail.contains("OCR")), "{error}");
    }
}

#[test]
fn fonts_without_meaning_are_reported() {
    // A font of drawings whose names say nothing.
    let mut builder = Builder::new();
    let glyph = builder.stream("", b"500 0 d0 0 0 400 700 re f");
    builder.font("F3", &format!("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 66 /Widths [500 500] /CharProcs << /g1 {glyph} 0 R /g2 {glyph} 0 R >> /Encoding << /Differences [65 /g1 /g2] >> /Resources << >> >>"));
    builder.page(&body(50.0, 700.0, &["Fees are due."])).page("BT /F3 10 Tf 50 700 Td (ABABAB) Tj ET");
    let raw = read_all(&builder.finish());
    assert_eq!(raw.blocks.len(), 1);
    assert!(raw.unread[0].reason.contains("fonts do not say which characters"), "{:?}", raw.unread);
}

#[test]
fn what_cannot_be_read_says_why() {
    let good = Builder::new().page(&body(50.0, 700.0, &["Fees are due."])).finish();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut off", good[..good.len() - 120].to_vec(), "is damaged: the PDF is cut off"),
        ("only the head", good[..40].to_vec(), "is damaged: it is no readable PDF"),
        ("rubbish", b"%PDF-1.4\nno objects here\n%%EOF".to_vec(), "is damaged: it is no readable PDF"),
        ("no pages", Builder::new().finish(), "is damaged: it is no readable PDF"),
        ("password", include_bytes!("../../tests/files/password.pdf").to_vec(), "is encrypted (a PDF with a password)"),
    ];
    for (name, bytes, message) in cases {
        let error = read("x.pdf", &bytes, &Options::default()).unwrap_err().to_string();
        assert!(error.contains(message), "{name}: {error}");
    }
    let owner = include_bytes!("../../tests/files/owner-password.pdf");
    assert!(
        read_all(owner).blocks[0].text.starts_with("This agreement"),
        "an owner password does not keep readers out"
    );

    let options = Options { max_text: 5, ..Options::default() };
    let error = read("x.pdf", &good, &options).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 5, .. }), "{error}");
}

#[test]
fn a_page_that_never_ends_costs_only_itself() {
    // Forms that draw each other twice, thirty deep: a thousand million drawings.
    let mut builder = Builder::new();
    let mut inner =
        builder.stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << >>", b"0 0 10 10 re f");
    for _ in 0..30 {
        let dictionary =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X {inner} 0 R >> >>");
        inner = builder.stream(&dictionary, b"/X Do /X Do");
    }
    builder.page(&body(50.0, 700.0, &["Fees are due."]));
    builder.page_with(b"/X Do", &format!("/XObject << /X {inner} 0 R >>"), "");
    builder.page(&body(50.0, 700.0, &["Nothing else is owed."]));
    let started = std::time::Instant::now();
    let raw = read_all(&builder.finish());
    assert!(started.elapsed() < PAGE_TIME * 2, "{:?}", started.elapsed());
    assert_eq!(raw.blocks.len(), 2);
    assert_eq!(raw.unread.iter().map(|u| u.place.as_str()).collect::<Vec<_>>(), ["page 2"]);
}

/// A file with all that the reader looks at.
fn sample() -> Vec<u8> {
    let mut builder = Builder::new();
    let content = [
        text(50.0, 760.0, "F2", 18.0, &["Hosting Agreement"]),
        body(50.0, 700.0, &["1. The limitation of liability in this clause covers all claims, and the limi-", "tation ends."]),
        body(60.0, 600.0, &["Availability"]),
        body(260.0, 600.0, &["Credit"]),
        body(60.0, 580.0, &["below 99.0%"]),
        body(260.0, 580.0, &["10% of the fee"]),
        "50 612 m 450 612 l S 50 592 m 450 592 l S 50 572 m 450 572 l S 50 572 m 50 612 l S 250 572 m 250 612 l S 450 572 m 450 612 l S\n".to_owned(),
        "/Artifact BMC\n".to_owned(),
        body(290.0, 30.0, &["1"]),
        "EMC\n".to_owned(),
    ];
    builder.page(&content.concat()).page(&body(50.0, 700.0, &["2. Nothing else is owed."])).finish()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to a file: an answer, never a panic.
    #[test]
    fn changed_files_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24)) {
        let mut bytes = sample();
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok(raw) = read("x.pdf", &bytes, &Options::default()) {
            raw.blocks.iter().for_each(check);
        }
    }

    /// The layout takes glyphs wherever they may be.
    #[test]
    fn any_text_anywhere_is_laid_out(runs in proptest::collection::vec((0.0..595.0f64, 0.0..842.0f64, 1.0..40.0f64, "[ -~]{1,20}"), 1..40)) {
        let content: String = runs
            .iter()
            .map(|(x, y, size, t)| text(*x, *y, "F1", *size, &[&t.replace('\\', "")]))
            .collect();
        if let Ok(raw) = read("x.pdf", &Builder::new().page(&content).finish(), &Options::default()) {
            raw.blocks.iter().for_each(check);
        }
    }
}
