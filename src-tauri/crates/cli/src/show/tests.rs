//! What is printed of documents that are made by hand, so that every part of the model occurs.

use super::{json, outline, text};
use crate::report::Words;
use document::{
    Aside, AsideKind, Block, BlockKind, Change, ChangeKind, Clause, Comment, Definition, DefinitionKind, Document,
    Format, Label, Language, Reference, Segment, Source, Story, Target, TextRange,
};

/// A Word file with a header, two numbered clauses, a footnote, and notes beside the text.
fn word_file() -> Document {
    let mut d = Document::new("hosting.docx", Format::Docx);
    let body = "word/document.xml";
    for (kind, story, label, words, part, paragraph) in [
        (BlockKind::Furniture, Story::Header, None, "Draft of May", "word/header1.xml", 0),
        (BlockKind::Heading { level: 1 }, Story::Body, Some("1."), "Fees", body, 0),
        (BlockKind::Paragraph, Story::Body, Some("1.1"), "The Fees are listed in clause 9.", body, 1),
        (BlockKind::Table, Story::Body, None, "Uptime\tCredit\n99%\t10%", body, 2),
        (BlockKind::Paragraph, Story::Footnote, None, "Without tax.", "word/footnotes.xml", 1),
    ] {
        let range = TextRange::new(d.text.len(), d.text.len() + words.len());
        d.text.push_str(words);
        d.text.push('\n');
        let label = label.map(|l| Label { text: l.into(), range: None });
        let (emphasis, table, lead_in) = (Vec::new(), None, None);
        d.blocks.push(Block { kind, story, range, label, body: range, emphasis, table, clause: None, lead_in });
        let source = Source::Docx { part: part.into(), paragraph, run: 0, start: 100, end: 100 + words.len() };
        d.segments.push(Segment { text: range, source });
    }
    let at = |words: &str| d.text.find(words).map(|i| TextRange::new(i, i + words.len())).unwrap();
    let (fees, credit, reference) = (at("The Fees"), at("10%"), at("clause 9"));
    d.clauses = vec![
        Clause {
            label: Some("1.".into()),
            number: Some("1".into()),
            heading: Some("Fees".into()),
            level: 1,
            parent: None,
            first_block: 1,
            end_block: 4,
        },
        Clause {
            label: Some("1.1".into()),
            number: Some("1.1".into()),
            heading: None,
            level: 2,
            parent: Some(0),
            first_block: 2,
            end_block: 4,
        },
    ];
    d.changes.push(Change {
        kind: ChangeKind::Deleted,
        author: Some("Ann".into()),
        date: None,
        range: TextRange::new(fees.start, fees.start),
        text: "All\nof".into(),
    });
    d.comments.push(Comment {
        author: Some("Bo".into()),
        date: Some("2026-01-02".into()),
        range: credit,
        text: "Too low".into(),
    });
    d.asides.push(Aside { kind: AsideKind::Hidden, at: d.text.len(), text: "do not show".into() });
    d.definitions.push(Definition {
        term: "Fees".into(),
        kind: DefinitionKind::Inline,
        range: fees,
        meaning: fees,
        clause: Some(1),
    });
    d.references.push(Reference { range: reference, target: Target::Missing });
    d.references.push(Reference { range: reference, target: Target::Clause(1) });
    d
}

#[test]
fn the_text_alone() {
    insta::assert_snapshot!(text::text(&word_file(), Words(Language::En), false, false));
}

#[test]
fn the_text_with_all_that_stands_beside_it() {
    insta::assert_snapshot!(text::text(&word_file(), Words(Language::En), true, true));
    let chinese = text::text(&word_file(), Words(Language::Zh), true, true);
    for words in ["⟦页眉⟧", "⟦脚注⟧", "⟦删除 · Ann⟧", "⟦批注 · Bo", "⟦隐藏文字⟧", "段落 1 文本段 0"]
    {
        assert!(chinese.contains(words), "{words} is not in {chinese}");
    }
}

#[test]
fn the_outline_with_links() {
    insta::assert_snapshot!(outline::outline(&word_file(), Words(Language::En), true));
}

#[test]
fn lines_on_several_pages_have_a_box_for_each_page() {
    let mut d = Document::new("scan.pdf", Format::Pdf);
    d.text = "one two three\n".into();
    let range = TextRange::new(0, 13);
    d.blocks.push(Block {
        kind: BlockKind::Paragraph,
        story: Story::Body,
        range,
        label: None,
        body: range,
        emphasis: Vec::new(),
        table: None,
        clause: None,
        lead_in: None,
    });
    for (start, end, page, bbox) in [
        (0, 3, 1, [50.0, 20.0, 90.0, 30.0]),
        (4, 7, 1, [40.0, 8.0, 80.0, 18.0]),
        (8, 13, 2, [40.0, 700.0, 99.5, 710.0]),
    ] {
        d.segments.push(Segment { text: TextRange::new(start, end), source: Source::Pdf { page, bbox } });
    }
    let shown = text::text(&d, Words(Language::En), false, true);
    assert_eq!(shown, "⟦page 1 box 40.0 8.0 90.0 30.0; page 2 box 40.0 700.0 99.5 710.0⟧\none two three\n");
}

#[test]
fn the_json_is_one_line_with_all_parts() {
    let line = json::line(&word_file()).unwrap();
    assert_eq!(line.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    // The order of a parsed object's keys depends on what else of the workspace is built.
    insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(value) });
}
