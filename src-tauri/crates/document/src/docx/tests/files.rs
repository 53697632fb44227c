//! Containers, encodings, limits, broken files.

use proptest::prelude::*;

use super::structure::agreement;
use super::*;

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
        ("entries", [&word[..], &b"PK\x01\x02".repeat(20_000)].concat(), "over 20000 entries"),
        (
            "runs",
            xml(&document(&format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(1_000_002)))),
            "cut into over 1000000 pieces",
        ),
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
        (
            "formulas",
            format!("<w:p><m:oMath>{}</m:oMath></w:p>", nest("<m:box>", "</m:box>", 240, "<m:r><m:t>Fees</m:t></m:r>")),
        ),
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
