//! What a paragraph says.

use super::*;

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
            "nested in a result",
            field(
                &[&begin, &separate, &t("a"), &begin, &t("gone"), &separate, &t("b"), &end, &t("c"), &end]
                    .map(String::as_str)
                    .concat(),
            ),
            "abc",
        ),
        (
            "so many never closed that each must not look at all others",
            [
                field(&[&begin, &separate].map(String::as_str).concat()).repeat(20_000),
                field(&t("shown")),
                field(&[&begin, &t("gone")].map(String::as_str).concat()),
                field(&t("gone")),
            ]
            .concat(),
            "shown",
        ),
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
fn pictures_alone_are_reported() {
    let picture = "<w:r><w:drawing><wp:docPr w:name=\"Picture 1\" descr=\"formula.png\"/><a:blip/></w:drawing></w:r>";
    let body = format!("{}<w:p>{picture}</w:p><w:p>{picture}<w:r><w:t>text</w:t></w:r></w:p>", p("Uptime is"));
    let raw = read_all(&word(&body, &[]));
    let places: Vec<&str> = raw.unread.iter().map(|u| u.place.as_str()).collect();
    assert_eq!(places, ["picture \"formula.png\" near \"Uptime is\""]);

    let only = read("x.docx", &word(&format!("<w:p>{picture}</w:p>"), &[]), &Options::default()).unwrap_err();
    assert!(only.to_string().contains("only pictures"), "{only}");
}
