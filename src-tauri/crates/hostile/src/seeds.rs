//! Sound files to begin with: the test files of the project, and small ones that hold what those lack.

use std::io;
use std::path::{Path, PathBuf};

use document::Format;
use zip::CompressionMethod;

use crate::pdf::{self, Pdf};
use crate::word::{self, Part};

/// A sound file.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its file name.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// All formats that are read.
pub const FORMATS: [Format; 5] = [Format::Docx, Format::Pdf, Format::Html, Format::Markdown, Format::Text];

/// A format's name on the command line.
#[must_use]
pub const fn name_of(format: Format) -> &'static str {
    match format {
        Format::Docx => "docx",
        Format::Pdf => "pdf",
        Format::Html => "html",
        Format::Markdown => "markdown",
        Format::Text => "text",
    }
}

const FOLDERS: [&str; 3] = ["../../../tests/agreements", "../document/tests/documents", "../document/tests/files"];

/// All seeds of a format, ordered by name.
///
/// # Errors
/// Where the test files of the project cannot be read, or a small one cannot be made.
pub fn seeds(format: Format) -> io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for folder in FOLDERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths.into_iter().filter(|p| format_of(p) == Some(format)) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What the project's own notes say is no agreement.
            if name != "README.md" {
                seeds.push(Seed { name, format, bytes: std::fs::read(path)? });
            }
        }
    }
    let small: Vec<(&str, Vec<u8>)> = match format {
        Format::Docx => vec![
            ("small.docx", small_word(CompressionMethod::Deflated).map_err(io::Error::other)?),
            ("small-stored.docx", small_word(CompressionMethod::Stored).map_err(io::Error::other)?),
        ],
        Format::Pdf => vec![("small.pdf", small_pdf()), ("forms.pdf", pdf_with_forms())],
        Format::Html => vec![("small.html", SMALL_HTML.as_bytes().to_vec())],
        Format::Markdown => vec![("small.md", SMALL_MARKDOWN.as_bytes().to_vec())],
        Format::Text => {
            let wide: Vec<u8> =
                [0xFF, 0xFE].into_iter().chain(SMALL_TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            let (big5, ..) = encoding_rs::BIG5.encode(SMALL_TEXT);
            vec![("small.txt", SMALL_TEXT.into()), ("utf16.txt", wide), ("big5.txt", big5.into_owned())]
        }
    };
    seeds.extend(small.into_iter().map(|(name, bytes)| Seed { name: name.to_owned(), format, bytes }));
    Ok(seeds)
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "docx" => Some(Format::Docx),
        "pdf" => Some(Format::Pdf),
        "html" => Some(Format::Html),
        "md" => Some(Format::Markdown),
        "txt" => Some(Format::Text),
        _ => None,
    }
}

const SMALL_TEXT: &str = "HOSTING AGREEMENT\r\n\r\n1. Fees\r\n\r\n1.1 The fees are due in\r\nthirty days.\r\n\
(a) Interest runs from then on;\r\n(b) nothing else is owed.\r\n\r\n第二條 責任\r\n\r\n2.1 供應商不承擔間接損失：\r\n（一）利潤損失；\r\n\
（二）數據丟失。\r\n\r\n\u{c}Page 2 of 3\r\n\r\nSection 3. \"Service\" means what Section 1.1 and Exhibit A say.\r\n";

const SMALL_MARKDOWN: &str = "---\ntitle: Terms\n---\n\n# 1. Liability {#liability}\n\n**1.1 Cap.** Neither party pays \
more than the fees.\n\n- (a) loss of profit;\n  1. and of data\n  2. and of time\n\n> quoted\n\n| Availability | Credit |\n\
|---|---:|\n| below 99.9% | 10% |\n\n<table><tr><td rowspan=2>a<td>b<tr><td>c</table>\n\n```\ncode\n```\n\n![x](y.png) \
[Section 1.1](#liability) 1\\. not a list\n\n第三条 责任限制\n===\n\n任何一方不承担**间接损失**。\n\n<Note>\ninside\n</Note>\n";

const SMALL_HTML: &str = "<!doctype html><html lang=en><head><title>Terms</title><meta charset=utf-8></head><body><nav>\
<ul><li>Home</ul></nav><main><h1 id=a>1. Fees</h1><p>Fees are <b>due</b>&nbsp;in <i>thirty</i> days &amp; no later.<ol \
type=a start=3><li>interest<li value=9>costs<ol><li>of <u>court</u></ol></ol><table><thead><tr><th colspan=2>Credit\
</thead><tr><td rowspan=2>below<td>10%<tr><td>25%</table><pre>x  y</pre><dl><dt>Service<dd>what is ordered</dl>\
<details><summary>More</summary>text</details><p hidden>not shown<script>1<2</script><style>p{}</style><!-- c -->\
<select><option>x</select><svg><text>drawn</text></svg><p>第二条 责任<br>2.1 不承担责任&#12290;</main></body></html>";

/// Names of elements that Word files are made of, with what a writer puts around them.
const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

fn small_word(method: CompressionMethod) -> Result<Vec<u8>, String> {
    let t = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let styled = |style: &str, inner: &str| p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}"));
    let cell = |more: &str, text: &str| format!("<w:tc><w:tcPr>{more}</w:tcPr>{}</w:tc>", p(&t(text)));
    let body = [
        styled("H1", &t("Availability")),
        styled("H2", &format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", t("The service is available, see "))),
        styled("H2", "<w:ins w:id=\"5\" w:author=\"A\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id=\"6\" w:author=\"B\"><w:r><w:delText>old</w:delText></w:r></w:del>"),
        p("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a \\r </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1.1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        p("<w:commentRangeStart w:id=\"1\"/><w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t>Liability</w:t></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"),
        format!("<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
            cell("<w:vMerge w:val=\"restart\"/>", "a"), cell("", "b"), cell("<w:vMerge/>", ""), cell("", "c"), cell("<w:gridSpan w:val=\"2\"/>", "d")),
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>controlled</w:t><w:tab/><w:br/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p></w:sdtContent></w:sdt>".to_owned(),
        p("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wps:txbx><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
        p("<m:oMath><m:r><m:t>x</m:t></m:r><m:sSup><m:e><m:r><m:t>y</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath><w:hyperlink r:id=\"r9\"><w:r><w:t>第三条</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>&amp;&#x4E00;</w:t></w:r></w:smartTag>"),
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p><w:sectPr/>".to_owned(),
    ]
    .concat();
    let level = |i: usize, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:pStyle w:val="H{}"/><w:lvlText w:val="{text}"/></w:lvl>"#,
            i + 1
        )
    };
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>"#,
        level(0, "chineseCountingThousand", "第%1条"),
        level(1, "decimal", "%1.%2"),
    );
    let style = |id: &str, based: &str, level: usize| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="heading {level}"/><w:basedOn w:val="{based}"/><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#
        )
    };
    let notes = |kind: &str| format!("<w:{kind}s {W}><w:{kind} w:id=\"2\">{}</w:{kind}></w:{kind}s>", p(&t("a note")));
    let comments =
        format!("<w:comments {W}><w:comment w:id=\"1\" w:author=\"C\">{}</w:comment></w:comments>", p(&t("why?")));
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related =
        |(i, kind): (usize, &str)| format!("<Relationship Id=\"r{i}\" Type=\"{base}/{kind}\" Target=\"{kind}.xml\"/>");
    let kinds = ["styles", "numbering", "footnotes", "endnotes", "comments", "header"];
    let relationships = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        kinds.into_iter().enumerate().map(related).collect::<String>().replace("header.xml", "header1.xml")
    );
    let parts: [(&str, String); 8] = [
        (
            "word/document.xml",
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}</w:body></w:document>"),
        ),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", format!("<w:styles {W}>{}{}</w:styles>", style("H1", "H2", 0), style("H2", "Normal", 1))),
        ("word/footnotes.xml", notes("footnote")),
        ("word/endnotes.xml", notes("endnote")),
        ("word/comments.xml", comments),
        ("word/header1.xml", format!("<w:hdr {W}>{}</w:hdr>", p(&t("Draft")))),
        ("word/_rels/document.xml.rels", relationships),
    ];
    let parts: Vec<Part> = parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    word::pack(&parts, method)
}

/// A page of text, a table and page furniture, nothing of it compressed.
fn small_pdf() -> Vec<u8> {
    let table = "50 612 m 450 612 l S 50 592 m 450 592 l S 50 572 m 450 572 l S 50 572 m 50 612 l S 250 572 m 250 612 l S \
                 450 572 m 450 612 l S\n/Artifact BMC\n";
    let mut pdf = Pdf::default();
    let first = [
        &pdf::text(50.0, 760.0, &["Hosting Agreement"]),
        &pdf::text(
            50.0,
            700.0,
            &["1. The limit of this clause covers all claims, and the limi-", "tation ends (soon)."],
        ),
        &pdf::text(60.0, 600.0, &["Availability"]),
        &pdf::text(260.0, 600.0, &["Credit"]),
        &pdf::text(60.0, 580.0, &["below 99.0%"]),
        &pdf::text(260.0, 580.0, &["10% of the fee"]),
        table,
        &pdf::text(290.0, 30.0, &["1"]),
        "EMC\nq 20 0 0 20 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q\n",
        "BT /F1 8 Tf 1 0 0.2 1 50 300 Tm [(ker) -120 (ned) 30] TJ 3 Tr 2 Tc 5 Tw 80 Tz 4 Ts (x) ' ET\n",
    ];
    pdf.page(&first.concat()).page(&pdf::text(50.0, 700.0, &["2. Nothing else is owed."]));
    pdf.finish()
}

/// Text in a form in a form, and in a composite font whose codes are given by a table.
fn pdf_with_forms() -> Vec<u8> {
    let mut pdf = Pdf::default();
    let table = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
                 2 beginbfchar <0001> <8D23> <0002> <4EFB> endbfchar 1 beginbfrange <0003> <0009> <0041> endbfrange endcmap";
    let table = pdf.stream("", table.as_bytes());
    let descendant = pdf.object(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> \
         /DW 1000 /W [1 [500 600] 3 9 700] >>",
    );
    let font = pdf.object(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {table} 0 R >>"
    ));
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 600 800]";
    let inner = pdf.stream(
        &format!("{form} /Matrix [1 0 0 1 10 10] /Resources << /Font << /F2 {font} 0 R >> >>"),
        b"BT /F2 12 Tf 50 500 Td <000100020003> Tj ET",
    );
    let outer =
        pdf.stream(&format!("{form} /Resources << /XObject << /Y {inner} 0 R >> >>"), b"q 1 0 0 1 0 50 cm /Y Do Q");
    let page = format!("{}/X Do\n", pdf::text(50.0, 700.0, &["Fees are due."]));
    let page = pdf.stream("", page.as_bytes());
    pdf.page_of(page, &format!("/XObject << /X {outer} 0 R >>"));
    pdf.finish()
}
