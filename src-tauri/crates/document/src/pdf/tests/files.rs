//! Files that are broken, protected, scanned or hostile.

use std::time::Duration;

use proptest::prelude::*;

use super::*;

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
        let error =
            read("x.pdf", &Builder::new().page(content).finish(), &Options::default(), &mut |_| {}).unwrap_err();
        assert!(matches!(&error, Error::NoText { detail, .. } if detail.contains("OCR")), "{error}");
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
    ];
    for (name, bytes, message) in cases {
        let error = read("x.pdf", &bytes, &Options::default(), &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains(message), "{name}: {error}");
    }
    let owner = include_bytes!("../../../tests/files/owner-password.pdf");
    assert!(
        read_all(owner).blocks[0].text.starts_with("This agreement"),
        "an owner password does not keep readers out"
    );

    let options = Options { max_text: 5, ..Options::default() };
    let error = read("x.pdf", &good, &options, &mut |_| {}).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 5, .. }), "{error}");
}

#[test]
fn passwords_of_every_kind() {
    let files: [(&str, &[u8]); 4] = [
        ("RC4, 40 bits", include_bytes!("../../../tests/files/rc4-40.pdf")),
        ("RC4, 128 bits", include_bytes!("../../../tests/files/rc4-128.pdf")),
        ("AES, 128 bits", include_bytes!("../../../tests/files/aes-128.pdf")),
        ("AES, 256 bits", include_bytes!("../../../tests/files/aes-256.pdf")),
    ];
    for (name, bytes) in files {
        let with = |password: Option<&str>| {
            let options = Options { password: password.map(str::to_owned), ..Options::default() };
            read("x.pdf", bytes, &options, &mut |_| {})
        };
        assert!(matches!(with(None), Err(Error::Password { wrong: false })), "{name}");
        assert!(matches!(with(Some("opens")), Err(Error::Password { wrong: true })), "{name}");
        let raw = with(Some("open")).unwrap();
        assert_eq!(raw.blocks[0].text, "This agreement is kept behind a password.", "{name}");
        assert!(matches!(draw(bytes, 1, 100, Some("no")), Err(Error::Password { wrong: true })), "{name}");
        assert!(draw(bytes, 1, 100, Some("open")).is_ok(), "{name}");
    }
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
    let raw = read_all(&builder.finish());
    assert_eq!(raw.blocks.len(), 2);
    assert_eq!(raw.unread.iter().map(|u| u.place.as_str()).collect::<Vec<_>>(), ["page 2"]);
}

#[test]
fn pages_that_differ_in_numbers_only_are_text() {
    let mut builder = Builder::new();
    for i in 1..=4 {
        builder.page(&body(50.0, 700.0, &[&format!("The fee for order {i} is due in {i} days.")]));
    }
    let raw = read_all(&builder.finish());
    assert_eq!(raw.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(), [BlockKind::Paragraph; 4]);
}

#[test]
fn pages_left_when_time_is_up_are_named() {
    let bytes = Builder::new().page(&body(50.0, 700.0, &["Fees are due."])).page("").finish();
    let options = Options { max_time: Duration::ZERO, ..Options::default() };
    let error = read("x.pdf", &bytes, &options, &mut |_| {}).unwrap_err();
    assert!(matches!(&error, Error::NoText { detail, .. } if detail.contains("too long")), "{error}");
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
        if let Ok(raw) = read("x.pdf", &bytes, &Options::default(), &mut |_| {}) {
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
        if let Ok(raw) = read("x.pdf", &Builder::new().page(&content).finish(), &Options::default(), &mut |_| {}) {
            raw.blocks.iter().for_each(check);
        }
    }
}
