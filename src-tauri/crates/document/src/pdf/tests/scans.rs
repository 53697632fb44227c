//! Scanned pages and the words that a recogniser found on them.

use super::*;
use crate::{Document, RecognisedPage, RecognisedWord};

/// A picture over all of the page.
const SCAN: &str = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q";

/// Words on lines of 12 points from `y` down, `y` counted from the top of a page of 595 by 842 points: five points for
/// each character, set in ten points.
fn words(x: f32, y: f32, lines: &[&str], first_line: usize) -> Vec<RecognisedWord> {
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let (bottom, mut left) = (y + 12.0 * i as f32, x);
        for text in line.split(' ') {
            let right = left + 5.0 * text.chars().count() as f32;
            let low = text.contains(['g', 'j', 'p', 'q', 'y', ',']);
            let high = text.chars().any(|c| c.is_uppercase() || "bdfhklt".contains(c));
            let (top, bottom) = (bottom - if high { 7.2 } else { 4.8 }, bottom + if low { 2.2 } else { 0.0 });
            let bbox = [left / 595.0, top / 842.0, right / 595.0, bottom / 842.0];
            out.push(RecognisedWord { text: text.into(), bbox, confidence: 0.8, line: first_line + i });
            left = right + 5.0;
        }
    }
    out
}

fn with_words(bytes: &[u8], pages: Vec<RecognisedPage>) -> Raw {
    let options = Options { recognised: pages, ..Options::default() };
    let raw = read("test.pdf", bytes, &options, &mut |_| {}).unwrap();
    raw.blocks.iter().for_each(check);
    raw
}

#[test]
fn recognised_words_are_laid_out_like_text() {
    let mut builder = Builder::new();
    builder.page(&body(50.0, 700.0, &["1. Fees are due within thirty days."])).page(SCAN).page(SCAN);
    let bytes = builder.finish();
    let mut found = words(50.0, 100.0, &[LONG, "maintenance, which it announces by e-mail."], 0);
    found.extend(words(50.0, 148.0, &["3. Nothing else is owed."], 2));
    for (i, (a, b)) in [("Availability", "Credit"), ("below", "10%"), ("down", "25%")].into_iter().enumerate() {
        for (x, text) in [(60.0, a), (260.0, b)] {
            found.extend(words(x, 200.0 + 16.0 * i as f32, &[text], 3 + i));
        }
    }
    let raw = with_words(&bytes, vec![RecognisedPage { page: 2, words: found }]);
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    let expected = [
        r#"p "1. Fees are due within thirty days.""#,
        r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance, which it announces by e-mail.""#,
        r#"p "3. Nothing else is owed.""#,
        r#"table "Availability\tCredit\nbelow\t10%\ndown\t25%""#,
    ];
    assert_eq!(lines, expected);
    // Page 3 is as unread as before.
    assert_eq!(raw.unread.iter().map(|u| u.scanned_page).collect::<Vec<_>>(), [Some(3)]);
    assert_eq!(raw.recognised.len(), 1);
}

fn document(bytes: &[u8], pages: Vec<RecognisedPage>) -> Document {
    let options = Options { recognised: pages, ..Options::default() };
    crate::read_bytes("test.pdf", bytes, &options).unwrap()
}

#[test]
fn recognised_text_is_marked_with_page_and_confidence() {
    for more in ["", "/Rotate 90", "/CropBox [20 30 595 842]"] {
        let mut builder = Builder::new();
        builder.page(&body(50.0, 700.0, &["1. Fees are due within thirty days."]));
        builder.page_with(SCAN.as_bytes(), "", more);
        let mut found = words(50.0, 100.0, &["2. Nothing else is owed."], 0);
        found[1].confidence = 0.4;
        let d = document(&builder.finish(), vec![RecognisedPage { page: 2, words: found }]);
        assert_eq!(d.unread, [], "{more}");
        let [marked] = d.recognised.as_slice() else { panic!("{more}: {:?}", d.recognised) };
        assert_eq!((marked.page, d.slice(marked.range)), (2, "2. Nothing else is owed."), "{more}");
        assert!((marked.confidence - 0.72).abs() < 0.001, "{more}: {}", marked.confidence);
    }
}

#[test]
fn a_page_with_text_of_its_own_keeps_it() {
    let bytes = Builder::new().page(&body(50.0, 700.0, &["Fees are due."])).finish();
    let d = document(&bytes, vec![RecognisedPage { page: 1, words: words(50.0, 142.0, &["Fces arc duc."], 0) }]);
    assert_eq!((d.text.as_str(), d.recognised.len()), ("Fees are due.\n", 0));
    // Text over a scan that says what is in it.
    let searchable = format!("{SCAN} BT 3 Tr /F1 10 Tf 50 700 Td (Fees are due.) Tj ET");
    let d = document(&Builder::new().page(&searchable).finish(), Vec::new());
    assert_eq!((d.text.as_str(), d.unread.len()), ("Fees are due.\n", 0));
}

#[test]
fn a_line_printed_over_a_scan_hides_nothing() {
    let stamped = format!("{SCAN} {}", body(50.0, 820.0, &["Envelope 12-34-56"]));
    let mut builder = Builder::new();
    builder.page(&body(50.0, 700.0, &["1. Fees are due within thirty days."])).page(&stamped);
    let bytes = builder.finish();
    let d = document(&bytes, Vec::new());
    assert_eq!(d.unread.iter().map(|u| u.scanned_page).collect::<Vec<_>>(), [Some(2)]);
    assert!(d.text.contains("Envelope 12-34-56"), "{}", d.text);
    // The recogniser finds the stamp too: it is not read twice.
    let mut found = words(50.0, 22.0, &["Envelope 12-34-56"], 0);
    found.extend(words(50.0, 100.0, &["2. Nothing else is owed."], 1));
    let d = document(&bytes, vec![RecognisedPage { page: 2, words: found }]);
    assert_eq!(d.text.matches("Envelope").count(), 1, "{}", d.text);
    assert!(d.text.contains("2. Nothing else is owed.") && d.unread.is_empty(), "{}", d.text);
}
