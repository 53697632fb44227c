//! Word files made in memory: each case is a body or a set of parts, and the blocks that must come out.

use std::io::{Cursor as Bytes, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::raw::RawBlock;
use crate::{BlockKind, Source};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);

/// A ZIP file of these entries.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Bytes::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// `word/document.xml` around a body.
fn document(body: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#)
}

/// A Word file of a body and further parts of the `word` folder, found by their usual names.
fn word(body: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let document = document(body);
    let mut all: Vec<(String, Vec<u8>)> = vec![("word/document.xml".into(), document.into_bytes())];
    all.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())));
    let all: Vec<(&str, &[u8])> = all.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    archive(&all)
}

fn styles(body: &str) -> (&'static str, String) {
    ("word/styles.xml", format!(r#"<w:styles xmlns:w="{W}">{body}</w:styles>"#))
}

fn numbering(body: &str) -> (&'static str, String) {
    ("word/numbering.xml", format!(r#"<w:numbering xmlns:w="{W}">{body}</w:numbering>"#))
}

/// Relationships of the document to headers and footers.
fn related(kinds: &[(&str, &str)]) -> (&'static str, String) {
    let one = |(i, (kind, target)): (usize, &(&str, &str))| {
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(r#"<Relationship Id="r{i}" Type="{base}/{kind}" Target="{target}"/>"#)
    };
    let all: String = kinds.iter().enumerate().map(one).collect();
    let xml = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    );
    ("word/_rels/document.xml.rels", xml)
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

fn read_all(bytes: &[u8]) -> Raw {
    let raw = read("test.docx", bytes, &Options::default()).unwrap();
    raw.blocks.iter().for_each(check);
    raw
}

/// What holds for every block: ranges lie in its text in order, cells are parted as promised.
fn check(block: &RawBlock) {
    let mut last = 0;
    for (range, _) in &block.pieces {
        assert!(range.start >= last && block.text.get(range.start..range.end).is_some(), "{block:?}");
        last = range.end;
    }
    for e in &block.emphasis {
        assert!(block.text.get(e.range.start..e.range.end).is_some(), "{block:?}");
    }
    for cell in block.table.iter().flat_map(|t| &t.cells) {
        let text = block.text.get(cell.range.start..cell.range.end).unwrap();
        assert!(!text.contains(['\t', '\n']), "{block:?}");
    }
}

/// The texts of a body's blocks.
fn texts(body: &str) -> Vec<String> {
    read_all(&word(body, &[])).blocks.into_iter().map(|b| b.text).collect()
}

/// A block on one line: kind, label, text.
fn line(block: &RawBlock) -> String {
    let kind = match block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::Paragraph => "p".into(),
        BlockKind::ListItem { depth } => format!("l{depth}"),
        BlockKind::Table => "table".into(),
        BlockKind::Code => "code".into(),
        BlockKind::Furniture => "furniture".into(),
        BlockKind::Contents => "contents".into(),
    };
    let label = block.auto_label.as_ref().map_or_else(String::new, |l| format!(" [{l}]"));
    let marks: String = block
        .emphasis
        .iter()
        .map(|e| {
            let which = [(e.bold, "b"), (e.italic, "i"), (e.underline, "u")];
            let which: String = which.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
            format!(" {which}={:?}", &block.text[e.range.start..e.range.end])
        })
        .collect();
    format!("{kind}{label} {:?}{marks}", block.text)
}

#[test]
fn text_of_a_paragraph() {
    let run = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let cases: &[(&str, String, &str)] = &[
        ("plain", p("Fees are due."), "Fees are due."),
        ("entities", p("A &amp; B &lt;C&gt; &#x8D23;&#20219;"), "A & B <C> 责任"),
        ("no preserve", run("<w:t> a b </w:t><w:t>c</w:t>"), "a bc"),
        ("tab, break, hyphens", run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"), "a\tb\nc-d"),
        ("blanks of all widths", p("a\u{A0}b\u{2003}c\u{3000}d\u{200B}e"), "a b c de"),
        ("symbol", run(r#"<w:sym w:font="Wingdings" w:char="F0A8"/><w:t xml:space="preserve"> yes</w:t>"#), "☐ yes"),
        ("hyperlink, smart tag, simple field", "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>b</w:t></w:r></w:smartTag><w:fldSimple w:instr=\"REF x\"><w:r><w:t>c</w:t></w:r></w:fldSimple></w:p>".into(), "abc"),
        ("phonetic guide", run("<w:ruby><w:rt><w:r><w:t>zé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>责</w:t></w:r></w:rubyBase></w:ruby>"), "责"),
        ("hidden", "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>not seen</w:t></w:r></w:p>".into(), "seen"),
        ("comment in XML", "<w:p><w:r><w:t>a<!-- x -->b<![CDATA[<c>]]></w:t></w:r></w:p>".into(), "ab<c>"),
        ("formula", "<w:p><w:r><w:t xml:space=\"preserve\">U = </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>T−D</m:t></m:r></m:num><m:den><m:r><m:t>T</m:t></m:r></m:den></m:f></m:oMath></w:p>".into(), "U = (T−D)/(T)"),
        ("content control", "<w:p><w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent><w:r><w:t>30 days</w:t></w:r></w:sdtContent></w:sdt></w:p>".into(), "30 days"),
    ];
    for (name, body, expected) in cases {
        assert_eq!(texts(body), [*expected], "{name}");
    }
}

#[test]
fn fields_show_their_result_only() {
    let field = |inner: &str| format!("<w:p>{inner}</w:p>");
    let chr = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let (begin, separate, end) = (chr("begin"), chr("separate"), chr("end"));
    let instr = |t: &str| format!("<w:r><w:instrText>{t}</w:instrText></w:r>");
    let t = |t: &str| format!("<w:r><w:t>{t}</w:t></w:r>");
    let check_box = |state: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{state}</w:checkBox></w:ffData></w:fldChar></w:r>{}{end}"#,
            instr("FORMCHECKBOX")
        )
    };
    let cases = [
        (
            "reference",
            field(&[&begin, &instr("REF _x"), &separate, &t("9.2"), &end].map(String::as_str).concat()),
            "9.2",
        ),
        (
            "nested in the instruction",
            field(
                &[&begin, &instr("IF "), &begin, &instr("X"), &separate, &t("gone"), &end, &separate, &t("kept"), &end]
                    .map(String::as_str)
                    .concat(),
            ),
            "kept",
        ),
        ("no result", field(&[&begin, &t("gone"), &end, &t("after")].map(String::as_str).concat()), "after"),
        (
            "box",
            field(&[&check_box(""), &t("a"), &check_box("<w:checked/>"), &t("b")].map(String::as_str).concat()),
            "☐a☒b",
        ),
        (
            "choice",
            field(&format!(
                r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="monthly"/><w:listEntry w:val="yearly"/></w:ddList></w:ffData></w:fldChar></w:r>{}{end}"#,
                instr("FORMDROPDOWN")
            )),
            "yearly",
        ),
    ];
    for (name, body, expected) in cases {
        assert_eq!(texts(&body), [expected], "{name}");
    }
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let mark = |what: &str| format!("<w:pPr><w:rPr><w:{what} w:id=\"1\"/></w:rPr></w:pPr>");
    let t = |t: &str| format!("<w:r><w:t xml:space=\"preserve\">{t}</w:t></w:r>");
    let del = |t: &str| format!("<w:del><w:r><w:delText>{t}</w:delText></w:r></w:del>");
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("replaced", format!("<w:p>{}{}<w:ins>{}</w:ins></w:p>", t("within "), del("30"), t("60")), vec!["within 60"]),
        (
            "moved",
            format!(
                "<w:p><w:moveFrom>{}</w:moveFrom></w:p><w:p><w:moveTo>{}</w:moveTo></w:p>",
                t("clause"),
                t("clause")
            ),
            vec!["clause"],
        ),
        (
            "paragraph mark deleted",
            format!("<w:p>{}{}</w:p><w:p>{}</w:p>", mark("del"), t("first "), t("second")),
            vec!["first second"],
        ),
        ("paragraph deleted", format!("<w:p>{}{}</w:p>{}", mark("del"), del("gone"), p("stays")), vec!["stays"]),
        ("paragraph inserted", format!("<w:p>{}<w:ins>{}</w:ins></w:p>", mark("ins"), t("new")), vec!["new"]),
        (
            "row deleted",
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                p("a"),
                p("b"),
                p("c"),
                p("d"),
                p("e"),
                p("f")
            ),
            vec!["a\tb\ne\tf"],
        ),
        (
            "old formatting is not read",
            format!(
                "<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>{}</w:p>",
                t("x")
            ),
            vec!["x"],
        ),
    ];
    for (name, body, expected) in cases {
        assert_eq!(texts(&body), expected, "{name}");
    }
}

#[test]
fn text_boxes_are_read_once() {
    let drawing =
        |inner: &str| format!("<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>");
    let body = format!(
        concat!(
            "<w:p><w:r><w:t>host</w:t></w:r><w:r><mc:AlternateContent>",
            "<mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>",
            "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback>",
            "</mc:AlternateContent></w:r><w:r><w:t> goes on</w:t></w:r></w:p>{}",
        ),
        drawing(&p("in the box")),
        p("in the box"),
        p("after"),
    );
    let raw = read_all(&word(&body.replace("<w:t> goes", "<w:t xml:space=\"preserve\"> goes"), &[]));
    let lines: Vec<&str> = raw.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(lines, ["host goes on", "in the box", "after"]);
    // Paragraphs are counted as they stand in the part, the ones of the fallback too.
    let paragraph = |b: &RawBlock| match &b.pieces[0].1 {
        Source::Docx { paragraph, .. } => *paragraph,
        other => panic!("{other:?}"),
    };
    assert_eq!(raw.blocks.iter().map(paragraph).collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn pieces_point_into_the_part() {
    let body = concat!(
        "<w:p><w:r><w:t xml:space=\"preserve\">The Supplier&#8217;s fees &amp; </w:t></w:r>",
        "<w:del><w:r><w:delText>no</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>责任上限</w:t><w:tab/><w:t>a\u{A0}b</w:t></w:r></w:p>",
    );
    for mark in ["", "\u{FEFF}"] {
        let xml = format!("{mark}{}", document(body));
        let raw = read_all(&archive(&[("word/document.xml", xml.as_bytes())]));
        let block = &raw.blocks[0];
        assert_eq!(block.text, "The Supplier’s fees & 责任上限\ta b");
        let covered: usize = block.pieces.iter().map(|(r, _)| r.len()).sum();
        assert_eq!(covered, block.text.len(), "every byte has a source");
        let mut runs = Vec::new();
        for (range, source) in &block.pieces {
            let Source::Docx { part, paragraph, run, start, end } = source else { panic!("{source:?}") };
            assert_eq!((part.as_str(), *paragraph), ("word/document.xml", 0));
            let text = &block.text[range.start..range.end];
            let raw = &xml[*start..*end];
            let written = ["&#8217;", "&amp;", "<w:tab/>", "\u{A0}"];
            assert!(raw == text || written.contains(&raw), "{text:?} {raw:?}");
            runs.push(*run);
        }
        runs.dedup();
        assert_eq!(runs, [0, 2], "the deleted run is counted");
    }
}

#[test]
fn tables() {
    let cell = |props: &str, text: &str| format!("<w:tc><w:tcPr>{props}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let c = |text: &str| cell("", text);
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell("<w:vMerge w:val=\"restart\"/>", "Service"), cell("<w:gridSpan w:val=\"2\"/>", "Credit")]),
        row(&[cell("<w:vMerge/>", ""), c("below 99.9%"), c("10%")]),
        row(&[c("Compute"), c("below 99%"), c("25%")]),
        row(&[c("Storage"), format!("<w:tc>{}{}</w:tc>", p("two"), p("paragraphs")), c("")]),
    );
    let raw = read_all(&word(&body, &[]));
    let block = &raw.blocks[0];
    assert_eq!(block.text, "Service\tCredit\n\tbelow 99.9%\t10%\nCompute\tbelow 99%\t25%\nStorage\ttwo paragraphs\t");
    let table = block.table.as_ref().unwrap();
    assert_eq!((table.rows, table.columns), (4, 3));
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|c| (c.row, c.column, c.row_span, c.column_span, &block.text[c.range.start..c.range.end]))
        .collect();
    assert_eq!(
        cells[..4],
        [(0, 0, 2, 1, "Service"), (0, 1, 1, 2, "Credit"), (1, 1, 1, 1, "below 99.9%"), (1, 2, 1, 1, "10%")]
    );
    assert_eq!(cells.last().unwrap(), &(3, 2, 1, 1, ""));

    // Full-width rows at the top introduce the table; a frame is none; a nested table is part of its cell.
    let title = row(&[cell("<w:gridSpan w:val=\"2\"/>", "Service credits")]);
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("title row", format!("<w:tbl>{title}{}</w:tbl>", row(&[c("a"), c("b")])), vec!["Service credits", "a\tb"]),
        ("frame", format!("<w:tbl>{}{}</w:tbl>", row(&[c("one")]), row(&[c("two")])), vec!["one", "two"]),
        (
            "nested",
            format!(
                "<w:tbl>{}</w:tbl>",
                row(&[c("a"), format!("<w:tc>{}<w:tbl>{}</w:tbl></w:tc>", p("b"), row(&[c("c"), c("d")]))])
            ),
            vec!["a", "b", "c\td"],
        ),
    ];
    for (name, body, expected) in cases {
        assert_eq!(texts(&body), expected, "{name}");
    }
}

#[test]
fn header_rows() {
    let bold = |t: &str| format!("<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{t}</w:t></w:r></w:p></w:tc>");
    let plain = |t: &str| format!("<w:tc>{}</w:tc>", p(t));
    let rows = |first: String| format!("<w:tbl>{first}<w:tr>{}{}</w:tr></w:tbl>", plain("99%"), plain("10%"));
    let cases = [
        ("marked", format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>", plain("a"), plain("b")), true),
        ("bold", format!("<w:tr>{}{}</w:tr>", bold("a"), bold("b")), true),
        ("plain", format!("<w:tr>{}{}</w:tr>", plain("a"), plain("b")), false),
    ];
    for (name, first, expected) in cases {
        let raw = read_all(&word(&rows(first), &[]));
        let cells = &raw.blocks[0].table.as_ref().unwrap().cells;
        assert_eq!(cells.iter().map(|c| c.header).collect::<Vec<_>>(), [expected, expected, false, false], "{name}");
    }
}

#[test]
fn contents_are_kept_apart() {
    let toc = |text: &str, style: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let named = styles(r#"<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>"#);
    let long = "This sentence stands after a field that was never closed and must not be taken for an entry of it.";
    let body = format!(
        concat!(
            "{}<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>",
            "<w:sdtContent>{}</w:sdtContent></w:sdt>",
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2 Liability 4</w:t></w:r></w:p>{}",
        ),
        toc("1 Fees 3", "T1"),
        p("Contents"),
        p(long)
    );
    let raw = read_all(&word(&body, &[named]));
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    let expected = [
        "contents \"1 Fees 3\"".to_owned(),
        "contents \"Contents\"".to_owned(),
        "contents \"2 Liability 4\"".to_owned(),
        format!("p {long:?}"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn notes_headers_and_footers_follow_the_body() {
    let part = |root: &str, inner: &str| format!(r#"<w:{root} {NAMESPACES}>{inner}</w:{root}>"#);
    let note = |kind: &str, text: &str| format!("<w:footnote w:type=\"{kind}\">{}</w:footnote>", p(text));
    let bytes = word(
        "<w:p><w:r><w:t>body</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        &[
            ("word/footnotes.xml", part("footnotes", &(note("separator", "---") + &note("normal", "a note")))),
            ("word/header1.xml", part("hdr", &p("Confidential"))),
            ("word/header2.xml", part("hdr", &p("Confidential"))),
            ("word/footer1.xml", part("ftr", &p("Page 1"))),
            related(&[("footer", "footer1.xml"), ("header", "header1.xml"), ("header", "/word/header2.xml")]),
        ],
    );
    let raw = read_all(&bytes);
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    assert_eq!(lines, ["p \"body\"", "p \"a note\"", "furniture \"Confidential\"", "furniture \"Page 1\""]);
    let parts: Vec<&str> = raw
        .blocks
        .iter()
        .map(|b| match &b.pieces[0].1 {
            Source::Docx { part, .. } => part.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(parts, ["word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"]);
}

#[test]
fn pictures_alone_are_reported() {
    let picture = "<w:r><w:drawing><wp:docPr w:name=\"Picture 1\" descr=\"formula.png\"/><a:blip/></w:drawing></w:r>";
    let body = format!("{}<w:p>{picture}</w:p><w:p>{picture}<w:r><w:t>text</w:t></w:r></w:p>", p("Uptime is"));
    let raw = read_all(&word(&body, &[]));
    let places: Vec<&str> = raw.unread.iter().map(|u| u.place.as_str()).collect();
    assert_eq!(places, ["picture \"formula.png\" near \"Uptime is\""]);

    let only = read("x.docx", &word(&format!("<w:p>{picture}</w:p>"), &[]), &Options::default()).unwrap_err();
    assert!(only.to_string().contains("only pictures"), "{only}");
}

#[test]
fn other_prefixes_namespaces_and_encodings() {
    let strict = document(&p("Fees"))
        .replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("<w:", "<x:")
        .replace("</w:", "</x:")
        .replace("xmlns:w=", "xmlns:x=");
    let default = format!(r#"<document xmlns="{W}"><body><p><r><t>Fees</t></r></p></body></document>"#);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(document(&p("Fees")).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    // A text element of another vocabulary is not the document's text.
    let foreign = document(r#"<w:p><w:r><q:t xmlns:q="urn:other">no</q:t><w:t>Fees</w:t></w:r></w:p>"#);
    for (name, xml) in [
        ("strict", strict.into_bytes()),
        ("default", default.into_bytes()),
        ("UTF-16", utf16),
        ("foreign", foreign.into_bytes()),
    ] {
        let raw = read_all(&archive(&[("word/document.xml", &xml)]));
        assert_eq!(raw.blocks[0].text, "Fees", "{name}");
    }
}

#[test]
fn the_main_part_is_found_by_its_relationship() {
    let relationships = related(&[("officeDocument", "/parts/main.xml")]).1;
    let bytes =
        archive(&[("_rels/.rels", relationships.as_bytes()), ("Parts\\Main.xml", document(&p("Fees")).as_bytes())]);
    assert_eq!(read_all(&bytes).blocks[0].text, "Fees");
}

#[test]
fn titles() {
    let title_style = styles(r#"<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>"#);
    let core = |title: &str| {
        let xml = format!(
            r#"<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>"#
        );
        ("docProps/core.xml", xml)
    };
    let styled =
        "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>Master</w:t><w:br/><w:t>Agreement</w:t></w:r></w:p>";
    let large = "<w:p><w:r><w:rPr><w:sz w:val=\"40\"/></w:rPr><w:t>Order Form</w:t></w:r></w:p>";
    let body = p("A longer paragraph that makes the size of the body.");
    let cases: Vec<(&str, Vec<u8>, Option<&str>, &str)> = vec![
        (
            "style",
            word(styled, &[title_style.clone(), core("Old")]),
            Some("Master Agreement"),
            "h1 \"Master\\nAgreement\"",
        ),
        ("properties", word(&p("a"), &[core("T &amp; C")]), Some("T & C"), "p \"a\""),
        ("size", word(&format!("{large}{body}"), &[]), None, "h1 \"Order Form\""),
    ];
    for (name, bytes, title, first) in cases {
        let raw = read_all(&bytes);
        assert_eq!(raw.title.as_deref(), title, "{name}");
        assert_eq!(line(&raw.blocks[0]), first, "{name}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let word = word(&p("Fees"), &[]);
    let zip = |names: &[&str]| archive(&names.iter().map(|n| (*n, b"x".as_slice())).collect::<Vec<_>>());
    let xml = |text: &str| archive(&[("word/document.xml", text.as_bytes())]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut off", word[..word.len() / 2].to_vec(), "is damaged: its ZIP container cannot be opened"),
        ("no ZIP", b"PK\x03\x04 and nothing else".to_vec(), "is damaged: its ZIP container"),
        ("workbook", zip(&["[Content_Types].xml", "xl/workbook.xml"]), "(an Excel workbook, XLSX"),
        ("slides", zip(&["ppt/presentation.xml"]), "(a PowerPoint presentation, PPTX"),
        (
            "OpenDocument",
            archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
            "(an OpenDocument text, ODT; save it as DOCX)",
        ),
        ("plain ZIP", zip(&["contract.txt"]), "(a ZIP archive without a Word document"),
        ("no document part", zip(&["[Content_Types].xml", "word/styles.xml"]), "word/document.xml is missing"),
        (
            "malformed",
            xml("<w:document><w:body></w:document>"),
            "word/document.xml, byte 20: the XML is not well-formed",
        ),
        ("XML cut off", xml("<w:document><w:body>"), "word/document.xml, byte 20: the XML ends in the middle"),
        (
            "not UTF-8",
            archive(&[("word/document.xml", b"<a>\xFF")]),
            "word/document.xml, byte 3: the part is not valid UTF-8",
        ),
        ("deep", xml(&"<a>".repeat(100_000)), "nested over 256 deep"),
        ("empty", xml(&document("")), "holds no readable text: its body is empty"),
    ];
    for (name, bytes, message) in cases {
        let error = read("x.docx", &bytes, &Options::default()).unwrap_err().to_string();
        assert!(error.contains(message), "{name}: {error}");
    }
}

#[test]
fn what_nests_as_deep_as_allowed_is_read() {
    let nest = |open: &str, close: &str, times: usize, inner: &str| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let in_box = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>";
    let out_of_box = "</w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    let run = "<w:r><w:t>Fees</w:t></w:r>";
    let cases = [
        ("tags", format!("<w:p>{}</w:p>", nest("<w:smartTag>", "</w:smartTag>", 240, run))),
        ("controls", nest("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120, &p("Fees"))),
        ("tables", nest("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80, &p("Fees"))),
        ("boxes", nest(in_box, out_of_box, 48, &p("Fees"))),
        ("formulas", format!("<w:p><m:oMath>{}</m:oMath></w:p>", nest("<m:box>", "</m:box>", 240, "<m:r><m:t>Fees</m:t></m:r>"))),
    ];
    for (name, body) in cases {
        assert_eq!(texts(&body), ["Fees"], "{name}");
    }
}

#[test]
fn unpacking_stops_at_the_limit() {
    let body = p(&"word ".repeat(400_000));
    let bytes = word(&body, &[]);
    assert!(bytes.len() < 20_000, "a bomb: {} bytes", bytes.len());
    let options = Options { max_text: 100_000, ..Options::default() };
    let error = read("x.docx", &bytes, &options).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 200_000, .. }), "{error}");
    // The parts share the limit, and the text has its own.
    let near = word(&p(&"word ".repeat(30_000)), &[]);
    let error = read("x.docx", &near, &options).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 100_000, .. }), "{error}");
}

/// A service agreement with what such files have: title, numbered headings, clauses set in heading styles, lists,
/// a table, a run-in heading behind a style separator, a switched-off number, a section break with a number.
fn agreement() -> Vec<u8> {
    let style = |id: &str, name: &str, more: &str| {
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>"#)
    };
    let styles = styles(&[
        style("N", "Normal", "").replace("w:styleId", "w:default=\"1\" w:styleId"),
        style("Ti", "Title", "<w:rPr><w:b/><w:sz w:val=\"40\"/></w:rPr>"),
        style("H1", "heading 1", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr>"),
        style("H2", "heading 2", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr>"),
        style("H3", "heading 3", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"),
    ].concat());
    let level = |i: usize, format: &str, text: &str, style: &str| {
        format!(
            r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#,
        level(0, "decimal", "%1.", "H1"),
        level(1, "decimal", "%1.%2", "H2"),
        level(2, "lowerLetter", "(%3)", "H3"),
        level(0, "bullet", "\u{F0B7}", ""),
    ));
    let styled = |id: &str, more: &str, inner: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/>{more}</w:pPr>{inner}</w:p>")
    };
    let t = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let b = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let off = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>";
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|c| format!("<w:tc>{}</w:tc>", p(c))).concat();
        format!("<w:tr>{cells}</w:tr>")
    };
    let body = [
        styled("Ti", "", &t("Cloud Hosting Agreement")),
        p("between Harbour Hosting Ltd and the customer named in the order."),
        styled("H1", "<w:sectPr/>", ""),
        styled("H1", "", &t("Availability")),
        styled("H2", "", &t("The supplier keeps the service available for 99.9 per cent of each month, planned maintenance left out.")),
        styled("H3", "", &t("the customer's own equipment,")),
        styled("H3", "", &t("events that nobody could prevent.")),
        styled("H2", "", &t("Service credits")),
        format!("<w:tbl>{}{}{}</w:tbl>", row(["Availability", "Credit"]), row(["below 99.9%", "10%"]), row(["below 99.0%", "25%"])),
        styled("H1", "", &t("Liability")),
        styled("H2", separator, &t("Cap.")),
        format!("<w:p>{}{}</w:p>", t("Neither party pays more than the fees of "), b("twelve months")),
        styled("H2", off, &t("Nothing limits liability for intent.")),
        styled("N", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr>", &t("a bulleted remark")),
    ]
    .concat();
    word(&body, &[styles, numbering])
}

#[test]
fn a_whole_agreement() {
    let raw = read_all(&agreement());
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    h1 "Cloud Hosting Agreement" b="Cloud Hosting Agreement"
    p "between Harbour Hosting Ltd and the customer named in the order."
    h1 [1.] "Availability" b="Availability"
    l2 [1.1] "The supplier keeps the service available for 99.9 per cent of each month, planned maintenance left out."
    l3 [(a)] "the customer's own equipment,"
    l3 [(b)] "events that nobody could prevent."
    h2 [1.2] "Service credits"
    table "Availability\tCredit\nbelow 99.9%\t10%\nbelow 99.0%\t25%"
    h1 [2.] "Liability" b="Liability"
    l2 [2.1] "Cap. Neither party pays more than the fees of twelve months" b="Cap." b="twelve months"
    p "Nothing limits liability for intent."
    l1 "a bulleted remark"
    "#);
    assert_eq!(raw.title.as_deref(), Some("Cloud Hosting Agreement"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the container or to the XML in it: an answer, never a panic.
    #[test]
    fn changed_files_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), in_xml: bool) {
        let change = |bytes: &mut Vec<u8>| for (index, value) in &changes {
            let at = index.index(bytes.len());
            bytes[at] = *value;
        };
        let mut bytes = agreement();
        if in_xml {
            let mut packed = zip::ZipArchive::new(Bytes::new(&bytes)).unwrap();
            let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
            for i in 0..packed.len() {
                let mut file = packed.by_index(i).unwrap();
                let mut content = Vec::new();
                std::io::Read::read_to_end(&mut file, &mut content).unwrap();
                change(&mut content);
                parts.push((file.name().unwrap().to_string(), content));
            }
            let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
            bytes = archive(&parts);
        } else {
            change(&mut bytes);
        }
        if let Ok(raw) = read("x.docx", &bytes, &Options::default()) {
            raw.blocks.iter().for_each(check);
        }
    }
}
