use crate::{BlockKind, Document, Options, Source, read_bytes};

fn read(name: &str, text: &str) -> Document {
    read_bytes(name, text.as_bytes(), &Options::default()).unwrap()
}

fn texts(d: &Document) -> Vec<&str> {
    d.blocks.iter().map(|b| d.slice(b.range)).collect()
}

#[test]
fn what_people_publish_as_markdown() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("escapes and references", "1\\. Fees &amp; taxes\\*\n", &["1. Fees & taxes*"]),
        (
            "links keep their words",
            "See the [policy](https://example.com/p) and <https://example.com>.\n",
            &["See the policy and https://example.com."],
        ),
        ("emphasis", "**Bold** and *italic* and ~~struck~~ `code`.\n", &["Bold and italic and struck code."]),
        (
            "bold that CommonMark does not see",
            "甲方**“应当”**赔偿**损失。**如有异议\n",
            &["甲方“应当”赔偿损失。如有异议"],
        ),
        ("headings without a blank", "##1. Scope\n\nText.\n", &["1. Scope", "Text."]),
        ("heading attributes", "# Terms {#top .legal}\n\n## Fees {#f}\n", &["Terms", "Fees"]),
        ("front matter is no text", "---\ntitle: T\n---\n\nText.\n", &["Text."]),
        ("front matter in TOML", "+++\ntitle = \"T\"\n+++\n\nText.\n", &["Text."]),
        ("note fences", ":::warning\nMind this.\n:::\n\nText.\n", &["Mind this.", "Text."]),
        ("properties of a page", "<properties\n\tpageTitle=\"T\"\n\ttags=\"\"/>\n\nText.\n", &["Text."]),
        ("prose that is set in", "Excluded:\n\n    1. floods;\n\n    2. wars.\n", &["Excluded:", "floods;", "wars."]),
        ("a sentence cut by line ends", "您可以向\nAcme\nInc.提出\n申请。\n", &["您可以向Acme Inc.提出申请。"]),
        (
            "HTML among the words",
            "<span class=\"x\">Fees</span> are <u>due</u><br>now &copy; us.\n",
            &["Fees are due now © us."],
        ),
        ("a comment", "Text.\n\n<!-- not this -->\n\nMore.\n", &["Text.", "More."]),
        (
            "an HTML table with empty lines in it",
            "<table>\n\n<tr>\n\n<td>a</td>\n\n<td>b c</td>\n\n</tr>\n\n<tr><td>d</td><td>e</td></tr>\n</table>\n",
            &["a\tb c\nd\te"],
        ),
        ("a table without outer bars", "a | b\n--|--\nc | d\n", &["a\tb\nc\td"]),
        (
            "a broken number",
            "8.1.1 Scope is all.\n\n8. 1.2 Fees are due.\n",
            &["8.1.1 Scope is all.", "8.1.2 Fees are due."],
        ),
        ("quotes and rules", "> Quoted.\n\n---\n\nText.\n", &["Quoted.", "Text."]),
        ("footnotes", "Text[^1].\n\n[^1]: The note.\n", &["Text.", "The note."]),
        (
            "lines printed one by one",
            "1.1 First rule;\n1.2 Second rule;\n1.3 Third rule.\n",
            &["1.1 First rule;", "1.2 Second rule;", "1.3 Third rule."],
        ),
        ("windows line ends", "# A\r\n\r\nOne\r\ntwo.\r\n", &["A", "One two."]),
    ];
    for (what, text, expected) in cases {
        let d = read("t.md", text);
        assert_eq!(texts(&d), *expected, "{what}");
        for s in &d.segments {
            let Source::Bytes { start, end } = s.source else { panic!("{what}") };
            if end - start == s.text.len() {
                assert_eq!(text[start..end].replace(['\n', '\r'], " "), d.slice(s.text).replace('\n', " "), "{what}");
            }
        }
    }
}

#[test]
fn mdx_keeps_words_and_drops_code() {
    let text = "import Note from './note'\n\nexport const meta = {}\n\n# Terms\n\n<Note type=\"x\">Mind this.</Note>\n";
    assert_eq!(texts(&read("t.mdx", text)), ["Terms", "Mind this."]);
}

#[test]
fn titles_come_from_the_front_matter() {
    assert_eq!(
        read("t.md", "---\ntitle: \"Service Terms\"\n---\n\nText of it.\n").title.as_deref(),
        Some("Service Terms")
    );
    assert_eq!(read("t.md", "Service Terms\n=====\n\nText of it.\n").title.as_deref(), Some("Service Terms"));
}

#[test]
fn programs_stay_programs() {
    let d = read("t.md", "Call:\n\n```rust\nfn main() {\n    run();\n}\n```\n\n    let x = 1;\n    let y = {};\n");
    let kinds: Vec<BlockKind> = d.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Code, BlockKind::Code]);
    assert_eq!(d.sentences.len(), 1);
}

#[test]
fn numbers_are_those_that_markdown_prints() {
    let d = read("t.md", "3. three\n3. four\n\n   1) one\n   2) two\n\n- a\n");
    let labels: Vec<Option<&str>> = d.blocks.iter().map(|b| b.label.as_ref().map(|l| l.text.as_str())).collect();
    assert_eq!(labels, [Some("3."), Some("4."), Some("1)"), Some("2)"), None]);
    assert!(d.blocks.iter().all(|b| b.label.as_ref().is_none_or(|l| l.range.is_none())));
}

#[test]
fn images_are_listed_as_unread() {
    let d = read("t.md", "The formula:\n\n![uptime](https://example.com/img/formula.png?x=1)\n");
    assert_eq!(d.unread.len(), 1);
    assert_eq!(d.unread[0].place, "image \"formula.png\"");
    assert_eq!(texts(&d), ["The formula:"]);
}
