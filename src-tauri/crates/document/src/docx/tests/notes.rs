//! Tracked changes in each view, comments, and words that are not printed.

use super::*;
use crate::{AsideKind, ChangeKind, Document};

fn document_of(bytes: &[u8], revisions: Revisions) -> Document {
    crate::read_bytes("x.docx", bytes, &Options { revisions, ..Options::default() }).unwrap()
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn change(kind: &str, inner: &str) -> String {
    format!("<w:{kind} w:id=\"1\" w:author=\"Li Na\" w:date=\"2026-03-01T09:00:00Z\">{inner}</w:{kind}>")
}

fn del(text: &str) -> String {
    change("del", &format!("<w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r>"))
}

fn ins(text: &str) -> String {
    change("ins", &t(text))
}

/// A paragraph whose mark was changed.
fn marked(kind: &str, inner: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{kind} w:author=\"Li Na\"/></w:rPr></w:pPr>{inner}</w:p>")
}

/// Kind and words of every change.
fn changes(d: &Document) -> Vec<(ChangeKind, &str)> {
    d.changes.iter().map(|c| (c.kind, c.text.as_str())).collect()
}

struct Case {
    name: &'static str,
    body: String,
    /// The text as accepted, original, marked.
    texts: [&'static str; 3],
    changes: Vec<(ChangeKind, &'static str)>,
}

#[test]
fn changes_in_each_view() {
    use ChangeKind::{Deleted, Inserted, MovedFrom, MovedTo};
    let row = |props: &str, a: &str, b: &str| {
        format!("<w:tr><w:trPr>{props}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(a), p(b))
    };
    let cases = vec![
        Case {
            name: "words replaced",
            body: format!("<w:p>{}{}{}{}</w:p>", t("within "), del("30"), ins("60"), t(" days")),
            texts: ["within 60 days", "within 30 days", "within 3060 days"],
            changes: vec![(Deleted, "30"), (Inserted, "60")],
        },
        Case {
            name: "words put in by one person and taken out by another",
            body: format!("<w:p>{}{}</w:p>", t("fees"), change("ins", &del(" and taxes"))),
            texts: ["fees", "fees", "fees and taxes"],
            changes: vec![(Inserted, " and taxes"), (Deleted, " and taxes")],
        },
        Case {
            name: "paragraph mark taken out joins",
            body: format!("{}{}", marked("del", &t("Fees are due ")), p("at once.")),
            texts: ["Fees are due at once.", "Fees are due\nat once.", "Fees are due\nat once."],
            changes: vec![(Deleted, "\n")],
        },
        Case {
            name: "paragraph mark put in parts",
            body: format!("{}{}", marked("ins", &t("Fees are due. ")), p("Taxes are not.")),
            texts: ["Fees are due.\nTaxes are not.", "Fees are due. Taxes are not.", "Fees are due.\nTaxes are not."],
            changes: vec![(Inserted, "\n")],
        },
        Case {
            name: "paragraph taken out, paragraph put in",
            body: format!("{}{}{}", marked("del", &del("Old clause.")), marked("ins", &ins("New clause.")), p("Last.")),
            texts: ["New clause.\nLast.", "Old clause.\nLast.", "Old clause.\nNew clause.\nLast."],
            // Word gives the mark's author without a date here: another change than that of the words.
            changes: vec![(Deleted, "Old clause."), (Deleted, "\n"), (Inserted, "New clause."), (Inserted, "\n")],
        },
        Case {
            name: "last paragraph taken out",
            body: format!("{}{}", p("First."), marked("del", &del("Last."))),
            texts: ["First.", "First.\nLast.", "First.\nLast."],
            changes: vec![(Deleted, "Last."), (Deleted, "\n")],
        },
        Case {
            name: "moved",
            body: format!(
                "{}{}{}",
                marked("moveFrom", &change("moveFrom", &t("Moved."))),
                p("Stays."),
                marked("moveTo", &change("moveTo", &t("Moved.")))
            ),
            texts: ["Stays.\nMoved.", "Moved.\nStays.", "Moved.\nStays.\nMoved."],
            changes: vec![(MovedFrom, "Moved."), (MovedFrom, "\n"), (MovedTo, "Moved."), (MovedTo, "\n")],
        },
        Case {
            name: "rows",
            body: format!(
                "<w:tbl>{}{}{}{}</w:tbl>",
                row("", "a", "b"),
                row("<w:del/>", "c", "d"),
                row("<w:ins/>", "e", "f"),
                row("", "g", "h")
            ),
            texts: ["a\tb\ne\tf\ng\th", "a\tb\nc\td\ng\th", "a\tb\nc\td\ne\tf\ng\th"],
            changes: vec![(Deleted, "c"), (Deleted, "d"), (Inserted, "e"), (Inserted, "f")],
        },
        Case {
            name: "formula",
            body: format!(
                "<w:p>{}<m:oMath>{}<m:r><m:t>y</m:t></m:r></m:oMath></w:p>",
                t("U = "),
                change("del", "<m:r><m:t>x</m:t></m:r>")
            ),
            texts: ["U = y", "U = xy", "U = xy"],
            changes: vec![(Deleted, "x")],
        },
    ];
    for case in cases {
        let bytes = word(&case.body, &[]);
        let views = [Revisions::Accepted, Revisions::Original, Revisions::Marked];
        for (view, text) in views.into_iter().zip(case.texts) {
            let d = document_of(&bytes, view);
            assert_eq!(d.text.trim_end(), text, "{} {view:?}", case.name);
            let mut found = changes(&d);
            let mut expected = case.changes.clone();
            found.sort_by_key(|c| format!("{c:?}"));
            expected.sort_by_key(|c| format!("{c:?}"));
            assert_eq!(found, expected, "{} {view:?}", case.name);
            for c in &d.changes {
                let shown = c.kind.adds() && view == Revisions::Accepted
                    || !c.kind.adds() && view == Revisions::Original
                    || view == Revisions::Marked;
                let words = d.slice(c.range);
                assert!(
                    words.is_empty() || (shown && words.trim() == c.text.trim()),
                    "{} {view:?}: {c:?} at {words:?}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn changes_know_author_date_and_place() {
    let body = format!("<w:p>{}{}{}{}</w:p>", t("within "), del("30"), ins("60"), t(" days"));
    let d = document_of(&word(&body, &[]), Revisions::Accepted);
    let taken = &d.changes[0];
    assert_eq!(taken.author.as_deref(), Some("Li Na"));
    assert_eq!(taken.date.as_deref(), Some("2026-03-01T09:00:00Z"));
    assert_eq!((taken.range.start, taken.range.len()), ("within ".len(), 0));
    assert_eq!(d.slice(d.changes[1].range), "60");
}

#[test]
fn old_formatting_counts_in_the_original_only() {
    let level = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>"#;
    let list = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    let number = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let body = [
        format!("<w:p><w:pPr>{number}</w:pPr>{}</w:p>", t("always")),
        format!("<w:p><w:pPr>{number}<w:pPrChange><w:pPr/></w:pPrChange></w:pPr>{}</w:p>", t("now")),
        format!("<w:p><w:pPr><w:pPrChange><w:pPr>{number}</w:pPr></w:pPrChange></w:pPr>{}</w:p>", t("once")),
        format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", number.replace("</w:numPr>", "<w:ins/></w:numPr>"), t("new")),
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>shown</w:t></w:r></w:p>".into(),
    ]
    .concat();
    let bytes = word(&body, &[list]);
    let lines = |revisions| {
        let raw = read("x.docx", &bytes, &Options { revisions, ..Options::default() }).unwrap();
        raw.blocks.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(Revisions::Accepted),
        ["l1 [1.] \"always\"", "l1 [2.] \"now\"", "p \"once\"", "l1 [3.] \"new\"", "p \"shown\" b=\"shown\""]
    );
    assert_eq!(lines(Revisions::Original), ["l1 [1.] \"always\"", "p \"now\"", "l1 [2.] \"once\"", "p \"new\""]);
}

#[test]
fn paragraphs_about_to_go_take_no_number() {
    let level = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>"#;
    let list = numbering(&format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    ));
    let item = |mark: &str, inner: &str| {
        format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>")
    };
    let body =
        [item("", &t("a")), item("<w:del/>", &del("b")), item("<w:ins/>", &ins("c")), item("", &t("d"))].concat();
    let bytes = word(&body, &[list]);
    let labels = |revisions| {
        let raw = read("x.docx", &bytes, &Options { revisions, ..Options::default() }).unwrap();
        raw.blocks.iter().map(|b| format!("{}{}", b.auto_label.as_deref().unwrap_or("-"), b.text)).collect::<Vec<_>>()
    };
    assert_eq!(labels(Revisions::Accepted), ["1.a", "2.c", "3.d"]);
    assert_eq!(labels(Revisions::Original), ["1.a", "2.b", "3.d"]);
    assert_eq!(labels(Revisions::Marked), ["1.a", "-b", "2.c", "3.d"]);
}

#[test]
fn comments_have_author_date_and_words() {
    let comment = |id: u32, text: &str| {
        format!("<w:comment w:id=\"{id}\" w:author=\"Wang\" w:date=\"2026-02-03T10:00:00Z\">{text}</w:comment>")
    };
    let comments = [
        comment(1, &(p("Too short?") + &p("Ask."))),
        comment(2, &p("Over two paragraphs.")),
        comment(3, &p("At a point.")),
        comment(4, &p("Its place is lost.")),
    ];
    let parts = [("word/comments.xml", format!("<w:comments {NAMESPACES}>{}</w:comments>", comments.concat()))];
    let start = |id: u32| format!("<w:commentRangeStart w:id=\"{id}\"/>");
    let end = |id: u32| format!("<w:commentRangeEnd w:id=\"{id}\"/>");
    let reference = |id: u32| format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    let body = [
        format!("<w:p>{}{}{}{}{}{}</w:p>", t("due in "), start(1), t("30"), t(" days"), end(1), reference(1)),
        start(2),
        p("First."),
        format!("<w:p>{}{}{}</w:p>", t("Second"), end(2), t(" part.")),
        format!("<w:p>{}{}</w:p>", t("Third."), reference(3)),
    ]
    .concat();
    let d = document_of(&word(&body, &parts), Revisions::Accepted);
    let found: Vec<(&str, &str)> = d.comments.iter().map(|c| (d.slice(c.range), c.text.as_str())).collect();
    assert_eq!(
        found,
        [
            ("30 days", "Too short?\nAsk."),
            ("First.\nSecond", "Over two paragraphs."),
            ("", "At a point."),
            ("", "Its place is lost.")
        ]
    );
    assert!(d.text[..d.comments[2].range.start].ends_with("Third."));
    let first = &d.comments[0];
    assert_eq!((first.author.as_deref(), first.date.as_deref()), (Some("Wang"), Some("2026-02-03T10:00:00Z")));
}

#[test]
fn words_that_are_not_printed_are_kept() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>";
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>zé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>责</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let boxed =
        |text: &str| format!("<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>", p(text));
    let alternative = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        boxed("first"),
        boxed("second")
    );
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = [field("begin"), t("code"), field("separate"), t("result"), field("end")].concat();
    let cases: Vec<(&str, String, AsideKind, &str)> = vec![
        ("hidden", format!("<w:p>{}{hidden}{}</w:p>", t("a"), t("b")), AsideKind::Hidden, "hidden"),
        ("phonetic", format!("<w:p>{ruby}</w:p>"), AsideKind::Phonetic, "zé"),
        ("fallback", format!("<w:p>{}{alternative}</w:p>", t("a")), AsideKind::Alternative, "second"),
        ("code of a field", format!("<w:p>{code}</w:p>"), AsideKind::Unplaced, "code"),
        ("loose run", format!("{}{}", p("a"), t("loose")), AsideKind::Unplaced, "loose"),
        (
            "in an unknown element",
            format!("<w:p>{}<w:new>{}</w:new></w:p>", t("a"), t("new")),
            AsideKind::Unplaced,
            "new",
        ),
        (
            "deleted text that nobody deleted",
            format!("{}<w:p><w:r><w:delText>x</w:delText></w:r></w:p>", p("a")),
            AsideKind::Unplaced,
            "x",
        ),
        (
            "between rows",
            format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr>{}</w:tbl>", p("a"), p("loose")),
            AsideKind::Unplaced,
            "loose",
        ),
    ];
    for (name, body, kind, words) in cases {
        let d = document_of(&word(&body, &[]), Revisions::Accepted);
        let found: Vec<(AsideKind, &str)> = d.asides.iter().map(|a| (a.kind, a.text.as_str())).collect();
        assert_eq!(found, [(kind, words)], "{name}: {:?}", d.text);
        assert!(!d.text.contains(words), "{name}");
    }
    let at = document_of(&word(&format!("<w:p>{}{hidden}{}</w:p>", t("a"), t("b")), &[]), Revisions::Accepted);
    assert_eq!(at.asides[0].at, 1);
}

#[test]
fn building_blocks_and_parts_without_a_relationship_are_kept() {
    let part = |root: &str, inner: &str| format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>");
    let bytes = word(
        &p("body"),
        &[
            ("word/glossary/document.xml", part("glossaryDocument", &p("Enter a name."))),
            ("word/header7.xml", part("hdr", &p("Old header"))),
        ],
    );
    let d = document_of(&bytes, Revisions::Accepted);
    let found: Vec<&str> = d.asides.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(found, ["Enter a name.", "Old header"]);
    assert_eq!(d.text, "body\n");
}

#[test]
fn text_boxes_are_a_story_of_their_own() {
    let boxed = |text: &str| {
        format!("<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>", p(text))
    };
    // The box of a paragraph that goes on in the next does not come between them.
    let body = format!("{}{}", marked("del", &(t("one ") + &boxed("in the box"))), p("two"));
    let d = document_of(&word(&body, &[]), Revisions::Accepted);
    let found: Vec<(crate::Story, &str)> = d.blocks.iter().map(|b| (b.story, d.slice(b.range))).collect();
    assert_eq!(found, [(crate::Story::Body, "one two"), (crate::Story::TextBox, "in the box")]);
}
