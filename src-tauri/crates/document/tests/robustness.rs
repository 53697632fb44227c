//! Whatever the bytes are, the reader answers with a sound document or an error, and does so in time.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say what they expect")]

use document::{Document, Error, Format, Options, Source, read_bytes};
use proptest::prelude::*;

/// What must hold for every document, and for places in a decoded text.
fn check(d: &Document, decoded: Option<&str>) {
    hostile::check(d).unwrap();
    for s in &d.segments {
        if let (Some(decoded), Source::Bytes { start, end }) = (decoded, &s.source) {
            let source = decoded.get(*start..*end).expect("a source range on character boundaries");
            if end - start == s.text.len() {
                let plain = |t: &str| t.split_whitespace().collect::<String>();
                assert_eq!(plain(d.slice(s.text)), plain(source));
            }
        }
    }
}

fn read(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Document, Error> {
    read_bytes(name, bytes, &Options { format, ..Options::default() })
}

const TEXT_FORMATS: [(&str, Format); 3] =
    [("a.md", Format::Markdown), ("a.html", Format::Html), ("a.txt", Format::Text)];

fn check_text(text: &str) {
    for (name, format) in TEXT_FORMATS {
        if let Ok(d) = read(name, text.as_bytes(), Some(format)) {
            check(&d, Some(text));
        }
    }
}

/// Bits that the readers react to, in both languages.
fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "# ",
            "## 1. ",
            "\n",
            "\n\n",
            "\r\n",
            "1. ",
            "1、",
            "1.1 ",
            "(a) ",
            "（一）",
            "第一条 ",
            "Section 4. ",
            "**",
            "*",
            "__",
            "- ",
            "* ",
            "> ",
            "|a|b|\n|-|-|\n|c|d|\n",
            "a | b\n--|--\nc | d\n",
            "<table><tr><td>x<td rowspan=2>y</table>",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<ol type=a start=3><li>x",
            "</ol>",
            "<br>",
            "&amp;",
            "&nbsp;",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "{#id .c}",
            ":::note\n",
            "```\n",
            "    ",
            "\t",
            "[a](#b)",
            "![i](f.png)",
            "---\n",
            "===\n",
            "...... 3",
            "Table of Contents\n\n",
            "目录\n",
            "2/18",
            "Page 3 of 9",
            "\u{feff}",
            "\u{200b}",
            "\u{a0}",
            "\u{3000}",
            "。",
            "；",
            "：",
            "”",
            "“",
            ")",
            "（",
            "】",
            "【",
            "<main>",
            "<nav>",
            "</div>",
            "<td>",
            "</tr>",
            "\\.",
            "“费用” means ",
            "以下简称“",
            "（the \"X\")",
            "是指",
            "Sections 4(a) and ",
            "Article IV of the ",
            "第三条第（二）款、",
            "《法》第",
            "本条",
            "附件一",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z ,.;:]{0,30}",
        "[\u{4e00}-\u{4e50}，。；：]{0,20}",
        "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        check_text(&text);
    }

    #[test]
    fn likely_text(parts in prop::collection::vec(fragment(), 0..60)) {
        check_text(&parts.concat());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), name in prop::sample::select(vec!["a.md", "a.txt", "a.html", "a.docx", "a.pdf", "a"])) {
        if let Ok(d) = read(name, &bytes, None) {
            check(&d, None);
        }
    }
}

#[test]
fn places_count_bytes_of_the_decoded_text() {
    let text = "\u{feff}# 协议\r\n\r\n**1.1 责任：**任何一方\r\n不承担间接损失。\r\n";
    for (name, format) in TEXT_FORMATS {
        let d = read(name, text.as_bytes(), Some(format)).unwrap();
        check(&d, Some(text));
        let sentence = d.sentences.iter().find(|s| d.slice(s.range).contains("任何一方")).expect("the sentence");
        let (start, end) = d.source_range(sentence.range).unwrap();
        // Plain text keeps its lines where nothing says that they are wrapped.
        let end_of_it = if format == Format::Text { "任何一方" } else { "不承担间接损失。" };
        assert!(text[start..end].ends_with(end_of_it), "{name}: {}", &text[start..end]);
    }
}

#[test]
fn refusals_name_cause_and_remedy() {
    let options = Options { max_bytes: 10, ..Options::default() };
    let cases: [(&[u8], &Options, &str); 4] = [
        (b"", &Options::default(), "is empty"),
        (b"far more than ten bytes", &options, "the limit is 10"),
        (b"\n \n\t\n", &Options::default(), "no readable text"),
        (b"\x00\x01\x02\x03\x04\x05", &Options::default(), "not a supported format"),
    ];
    for (bytes, options, words) in cases {
        let error = read_bytes("a.txt", bytes, options).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let small = Options { max_text: 8, ..Options::default() };
    assert!(matches!(read_bytes("a.txt", b"nine bytes", &small), Err(Error::TooLarge { size: 10, limit: 8 })));
    let missing = document::read_file(std::path::Path::new("/no/such/file.md"), &Options::default());
    assert!(matches!(missing, Err(Error::Io { .. })));
}

#[test]
fn what_nests_without_end_is_read() {
    let cases = [
        ("a.md", "- 1. ".repeat(2_000)),
        ("a.md", "> ".repeat(5_000)),
        ("a.html", "<ol><li>fee".repeat(5_000)),
        ("a.html", "<table><tr><td>fee".repeat(2_000)),
        ("a.html", "<div><b>fee".repeat(20_000)),
        ("a.txt", (1..400).map(|depth| format!("{} fee\n\n", vec!["1"; depth].join("."))).collect()),
    ];
    for (name, text) in cases {
        match read(name, text.as_bytes(), None) {
            Ok(document) => {
                check(&document, Some(&text));
                assert!(document.clauses.iter().all(|c| c.level <= 64), "{name}");
            }
            Err(error) => assert!(matches!(error, Error::NoText { .. }), "{name}: {error}"),
        }
    }
}

/// Long inputs of one kind that would keep a quadratic reader busy for many minutes.
#[test]
fn long_inputs_of_one_kind_are_read() {
    let cases = [
        ("a.md", "1. "),
        ("a.md", "> "),
        ("a.md", "**x "),
        ("a.md", "[a](#b)\n\n"),
        ("a.md", "<div>"),
        ("a.md", "| a "),
        ("a.md", "    indented prose\n\n"),
        ("a.html", "<b>x"),
        ("a.html", "<ul><li>x"),
        ("a.html", "<table><tr><td>x"),
        ("a.html", "&amp;&"),
        ("a.txt", "("),
        ("a.txt", "1."),
        ("a.txt", "1.\n"),
        ("a.txt", "“"),
        ("a.txt", "“X” "),
        ("a.txt", "one line "),
        ("a.txt", "(a) x (b) "),
        ("a.txt", "1.1 The "),
        ("a.txt", "Section 9.2 and "),
        ("a.txt", "Section 9.2.\n\n"),
        ("a.txt", "(“X”) means "),
        ("a.txt", "第三条第（二）款、"),
        ("a.txt", "以下简称“甲方”"),
        ("a.txt", "不承担责任；"),
        ("a.txt", "A. B. "),
        ("a.txt", "Contents\n\nx\n\n"),
    ];
    for (name, unit) in cases {
        let text = unit.repeat((1 << 18) / unit.len());
        match read(name, text.as_bytes(), None) {
            Ok(d) => check(&d, Some(&text)),
            Err(e) => assert!(!e.to_string().is_empty(), "{name} {unit:?}"),
        }
    }
}
