//! Headings, tables, lists, and what is kept apart.

use super::*;

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
    let note = |id: u32, kind: &str, text: &str| {
        format!("<w:footnote w:id=\"{id}\" w:type=\"{kind}\">{}</w:footnote>", p(text))
    };
    let notes = [
        note(0, "separator", "---"),
        note(1, "normal", "another"),
        note(2, "normal", "a note"),
        note(3, "normal", "never referred to"),
    ];
    let bytes = word(
        concat!(
            "<w:p><w:r><w:t>body</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>",
            "<w:r><w:t xml:space=\"preserve\"> goes on</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
        ),
        &[
            ("word/footnotes.xml", part("footnotes", &notes.concat())),
            ("word/header1.xml", part("hdr", &p("Confidential"))),
            ("word/header2.xml", part("hdr", &p("Confidential"))),
            ("word/footer1.xml", part("ftr", &p("Page 1"))),
            related(&[("footer", "footer1.xml"), ("header", "header1.xml"), ("header", "/word/header2.xml")]),
        ],
    );
    let raw = read_all(&bytes);
    let lines: Vec<(Story, String)> = raw.blocks.iter().map(|b| (b.story, line(b))).collect();
    let expected = [
        (Story::Body, "p \"body[1] goes on[2]\""),
        (Story::Footnote, "p [[1]] \"a note\""),
        (Story::Footnote, "p [[2]] \"another\""),
        (Story::Footnote, "p \"never referred to\""),
        (Story::Footnote, "furniture \"---\""),
        // First, odd and even pages have their own, of the same words.
        (Story::Header, "furniture \"Confidential\""),
        (Story::Header, "furniture \"Confidential\""),
        (Story::Footer, "furniture \"Page 1\""),
    ];
    assert_eq!(lines, expected.map(|(story, text)| (story, text.to_owned())));
    let source = raw.blocks.last().map(|b| &b.pieces[0].1);
    assert!(matches!(source, Some(Source::Docx { part, .. }) if part == "word/footer1.xml"), "{source:?}");
}

#[test]
fn marks_of_notes_are_numbered_as_the_settings_say() {
    let reference = |kind: &str, id: u32, more: &str| format!("<w:r><w:{kind}Reference w:id=\"{id}\"{more}/></w:r>");
    let notes = |kind: &str| {
        let all: String = (1..=3).map(|id| format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", p("note"))).collect();
        format!("<w:{kind}s {NAMESPACES}>{all}</w:{kind}s>")
    };
    let body = format!(
        "<w:p>{}{}<w:del>{}</w:del>{}{}</w:p>",
        reference("footnote", 3, ""),
        reference("footnote", 1, " w:customMarkFollows=\"1\"") + "<w:r><w:t>*</w:t></w:r>",
        reference("endnote", 1, ""),
        reference("endnote", 2, ""),
        reference("footnote", 2, ""),
    );
    let settings = format!(
        "<w:settings xmlns:w=\"{W}\"><w:footnotePr><w:numFmt w:val=\"upperLetter\"/><w:numStart w:val=\"2\"/><w:footnote w:id=\"0\"/></w:footnotePr></w:settings>"
    );
    let raw = read_all(&word(
        &body,
        &[
            ("word/settings.xml", settings),
            ("word/footnotes.xml", notes("footnote")),
            ("word/endnotes.xml", notes("endnote")),
        ],
    ));
    assert_eq!(raw.blocks[0].text, "[B]*[i][C]", "the reference taken out has no number");
    let labels: Vec<Option<&str>> = raw.blocks[1..].iter().map(|b| b.auto_label.as_deref()).collect();
    assert_eq!(labels, [Some("[B]"), None, Some("[C]"), Some("[i]"), None, None]);
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
fn items_of_one_level_are_siblings_whatever_their_labels() {
    let level = |i: usize, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let list = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "Step %1:"),
        level(1, "Part %1 of %2:"),
    ));
    let item = |level: usize| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>The supplier acts on the report at once.</w:t></w:r></w:p>"#
        )
    };
    let bytes = word(&[0, 1, 1, 0].map(item).concat(), &[list]);
    let d = crate::read_bytes("x.docx", &bytes, &Options::default()).unwrap();
    let tree: Vec<(Option<&str>, u8)> = d.clauses.iter().map(|c| (c.label.as_deref(), c.level)).collect();
    let expected = [(Some("Step 1:"), 1), (Some("Part 1 of 1:"), 2), (Some("Part 1 of 2:"), 2), (Some("Step 2:"), 1)];
    assert_eq!(tree, expected);
}

#[test]
fn typed_bullets_stay_in_the_text() {
    let d = crate::read_bytes(
        "x.docx",
        &word(&(p("The supplier provides:") + &p("•\u{A0} backup of data;") + &p("- support.")), &[]),
        &Options::default(),
    )
    .unwrap();
    assert_eq!(d.text, "The supplier provides:\n• backup of data;\n- support.\n");
    let items: Vec<(BlockKind, Option<&str>, &str)> =
        d.blocks[1..].iter().map(|b| (b.kind, b.label.as_ref().map(|l| l.text.as_str()), d.slice(b.body))).collect();
    let item = BlockKind::ListItem { depth: 1 };
    assert_eq!(items, [(item, Some("•"), "backup of data;"), (item, Some("-"), "support.")]);
    let sentences: Vec<&str> = d.sentences.iter().map(|s| d.slice(s.range)).collect();
    assert_eq!(sentences, ["The supplier provides:", "backup of data;", "support."]);
}

/// A service agreement with what such files have: title, numbered headings, clauses set in heading styles, lists,
/// a table, a run-in heading behind a style separator, a switched-off number, a section break with a number.
pub(super) fn agreement() -> Vec<u8> {
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
