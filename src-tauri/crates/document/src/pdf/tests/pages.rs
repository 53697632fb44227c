//! What is made of the text on pages.

use super::*;

#[test]
fn lines_become_paragraphs() {
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        (
            "lines of one paragraph",
            body(
                50.0,
                700.0,
                &[LONG, "maintenance, which it announces at least seven days before in writing to the", "customer."],
            ),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance, which it announces at least seven days before in writing to the\ncustomer.""#,
            ],
        ),
        (
            "a gap",
            body(50.0, 700.0, &[LONG, "maintenance and emergencies."]) + &body(50.0, 668.0, &["Credits follow."]),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance and emergencies.""#,
                r#"p "Credits follow.""#,
            ],
        ),
        (
            "a short last line and a label",
            body(
                50.0,
                700.0,
                &[
                    "1.1 The supplier keeps the service available at all times except in the hours of",
                    "maintenance.",
                    "1.2 The customer may end the agreement if the supplier fails to do so in three months",
                    "of one year.",
                ],
            ),
            vec![
                r#"p "1.1 The supplier keeps the service available at all times except in the hours of\nmaintenance.""#,
                r#"p "1.2 The customer may end the agreement if the supplier fails to do so in three months\nof one year.""#,
            ],
        ),
        (
            "a reference at the start of a line is no label",
            body(
                50.0,
                700.0,
                &[
                    "The customer is entitled to the credits and all the other remedies that are set out in Section",
                    "9.2 and nothing else, whatever the cause of the failure and however long it may have lasted.",
                ],
            ),
            vec![
                r#"p "The customer is entitled to the credits and all the other remedies that are set out in Section\n9.2 and nothing else, whatever the cause of the failure and however long it may have lasted.""#,
            ],
        ),
        (
            "a first line set in",
            body(
                50.0,
                700.0,
                &[LONG, "maintenance, and it announces the hours at least seven days before to all its customers."],
            ) + &body(70.0, 676.0, &["A second paragraph begins with a first line that is set in from the margin"]),
            vec![
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance, and it announces the hours at least seven days before to all its customers.""#,
                r#"p "A second paragraph begins with a first line that is set in from the margin""#,
            ],
        ),
        (
            "headings by size and bold",
            text(50.0, 760.0, "F2", 18.0, &["Hosting Agreement"])
                + &text(50.0, 730.0, "F2", 10.0, &["1. Availability"])
                + &body(50.0, 714.0, &[LONG, "maintenance."]),
            vec![
                r#"h1 "Hosting Agreement" b="Hosting Agreement""#,
                r#"p "1. Availability" b="1. Availability""#,
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance.""#,
            ],
        ),
        (
            "hyphens",
            body(
                50.0,
                700.0,
                &[
                    "The limitation of liability in this clause covers every claim, and the limi-",
                    "tation also covers each third-",
                    "party claim.",
                ],
            ),
            vec![
                r#"p "The limitation of liability in this clause covers every claim, and the limitation also covers each third-party claim.""#,
            ],
        ),
        (
            "a heading with a typed underline",
            body(50.0, 700.0, &["2.1 Price.", "-----", LONG, "maintenance."]),
            vec![
                r#"p "2.1 Price." u="2.1 Price.""#,
                r#"p "The supplier keeps the service available at all times except in the hours of planned\nmaintenance.""#,
            ],
        ),
        (
            "contents",
            body(
                50.0,
                700.0,
                &[
                    "1. Availability ................................ 2",
                    "2. Liability .................................. 3",
                ],
            ),
            vec![
                r#"contents "1. Availability ................................ 2""#,
                r#"contents "2. Liability .................................. 3""#,
            ],
        ),
    ];
    for (name, content, expected) in cases {
        assert_eq!(lines(&content), expected, "{name}");
    }
}

#[test]
fn bold_italic_and_underlined_text() {
    let content = [
        text(50.0, 700.0, "F2", 10.0, &["Cap."]),
        body(80.0, 700.0, &["No party pays more."]),
        // Filled and stroked, and printed twice a hair apart: both ways to make a font bold.
        "BT /F1 10 Tf 2 Tr 50 660 Td (Stroked words) Tj ET\n".to_owned(),
        body(50.0, 620.0, &["Doubled words"]),
        body(50.3, 620.0, &["Doubled words"]),
        "BT /F1 10 Tf 0 Tr 50 580 Td (Underlined words) Tj ET 50 578.6 80 0.5 re f\n".to_owned(),
    ]
    .concat()
    .replace("BT /F1 10 Tf 12 TL 50 620", "BT /F1 10 Tf 0 Tr 12 TL 50 620");
    let expected = [
        r#"p "Cap. No party pays more." b="Cap.""#,
        r#"p "Stroked words" b="Stroked words""#,
        r#"p "Doubled words" b="Doubled words""#,
        r#"p "Underlined words" u="Underlined words""#,
    ];
    assert_eq!(lines(&content), expected);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left: Vec<String> = (1..=8).map(|i| format!("left column, line {i} of running text")).collect();
    let right: Vec<String> = (1..=8).map(|i| format!("right column, line {i} of the text")).collect();
    let refs = |lines: &[String]| -> String {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        body(if lines[0].starts_with("left") { 50.0 } else { 320.0 }, 700.0, &lines)
    };
    let raw = read_all(&Builder::new().page(&(refs(&right) + &refs(&left))).finish());
    let all: String = raw.blocks.iter().map(|b| b.text.replace('\n', " ") + " ").collect();
    let (first, second) = (all.find("left column, line 8").unwrap(), all.find("right column, line 1").unwrap());
    assert!(first < second, "{all}");
}

#[test]
fn tables_with_and_without_rules() {
    let cells = [
        body(60.0, 700.0, &["Availability"]),
        body(260.0, 700.0, &["Credit"]),
        body(60.0, 680.0, &["99.0% to 99.9%"]),
        body(260.0, 680.0, &["10% of the fee"]),
        body(60.0, 660.0, &["below 99.0%"]),
        body(260.0, 660.0, &["25% of the fee"]),
    ]
    .concat();
    let rules: String = [713.0, 693.0, 673.0, 653.0]
        .iter()
        .map(|y| format!("50 {y} m 450 {y} l S "))
        .chain([50.0, 250.0, 450.0].iter().map(|x| format!("{x} 653 m {x} 713 l S ")))
        .collect();
    let before = body(50.0, 760.0, &["The supplier gives these credits:"]);
    let after = body(50.0, 600.0, &["Credits are paid with the next invoice."]);
    for (name, rules) in [("ruled", rules), ("plain", String::new())] {
        let raw =
            read_all(&Builder::new().page(&[&before, &cells, &rules, &after].map(String::as_str).concat()).finish());
        let lines: Vec<String> = raw.blocks.iter().map(line).collect();
        let expected = [
            r#"p "The supplier gives these credits:""#,
            r#"table "Availability\tCredit\n99.0% to 99.9%\t10% of the fee\nbelow 99.0%\t25% of the fee""#,
            r#"p "Credits are paid with the next invoice.""#,
        ];
        assert_eq!(lines, expected, "{name}");
        let table = raw.blocks[1].table.as_ref().unwrap();
        assert_eq!((table.rows, table.columns, table.cells.len()), (3, 2, 6), "{name}");
    }
}

#[test]
fn a_table_goes_on_over_the_page() {
    let row = |y: f64, a: &str, b: &str| body(60.0, y, &[a]) + &body(260.0, y, &[b]);
    let first = [
        body(50.0, 200.0, &["Credits:"]),
        row(100.0, "99.0% to 99.9%", "10% of the fee"),
        row(80.0, "98.0% to 99.0%", "25% of the fee"),
    ];
    let second = [row(780.0, "below 98.0%", "50% of the fee"), body(50.0, 700.0, &["Nothing else is owed."])];
    let raw = read_all(&Builder::new().page(&first.concat()).page(&second.concat()).finish());
    let lines: Vec<String> = raw.blocks.iter().map(line).collect();
    let expected = [
        r#"p "Credits:""#,
        r#"table "99.0% to 99.9%\t10% of the fee\n98.0% to 99.0%\t25% of the fee\nbelow 98.0%\t50% of the fee""#,
        r#"p "Nothing else is owed.""#,
    ];
    assert_eq!(lines, expected);
    let pages: Vec<usize> = raw.blocks[1]
        .pieces
        .iter()
        .map(|(_, s)| match s {
            Source::Pdf { page, .. } => *page,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pages, [1, 1, 1, 1, 2, 2]);
}

#[test]
fn headers_and_footers_are_kept_apart() {
    let mut builder = Builder::new();
    for (page, subject) in [(1, "Fees"), (2, "Credits"), (3, "Notices"), (4, "Claims")] {
        let second =
            format!("planned hours. {subject} are dealt with on page {page} of this agreement and nowhere else.");
        let content = [
            body(50.0, 810.0, &["Hosting Agreement, confidential"]),
            body(
                50.0,
                700.0,
                &[&format!("{subject}: the supplier keeps the service available at all times except in the"), &second],
            ),
            body(290.0, 30.0, &[&format!("- {page} -")]),
        ];
        builder.page(&content.concat());
    }
    let raw = read_all(&builder.finish());
    let count = |kind| raw.blocks.iter().filter(|b| b.kind == kind).count();
    assert_eq!((count(BlockKind::Furniture), count(BlockKind::Paragraph)), (8, 4));

    // Marked as artifacts, on a single page.
    let tagged = body(50.0, 700.0, &["Fees are due."])
        + "/Artifact << /Type /Pagination >> BDC\n"
        + &body(50.0, 30.0, &["Draft of May"])
        + "EMC\n";
    assert_eq!(lines(&tagged), [r#"p "Fees are due.""#, r#"furniture "Draft of May""#]);
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let full = "and the customer pays them within thirty days of receipt of a correct invoice unless it";
    let first = body(
        50.0,
        112.0,
        &["The supplier sends its invoices at the end of every month for the services of that month", full],
    );
    let second = body(50.0, 780.0, &["disputes an amount in good faith."])
        + &body(50.0, 740.0, &["Late payment bears interest."]);
    let raw = read_all(&Builder::new().page(&first).page(&second).finish());
    assert_eq!(raw.blocks.len(), 2);
    assert!(raw.blocks[0].text.ends_with("unless it\ndisputes an amount in good faith."), "{:?}", raw.blocks[0].text);
}

#[test]
fn places_are_in_the_coordinates_of_the_file() {
    let boxes = |more: &str, content: &str| -> Vec<[f32; 4]> {
        let raw = read_all(&Builder::new().page_with(content.as_bytes(), "", more).finish());
        let of = |b: &RawBlock| match &b.pieces[0].1 {
            Source::Pdf { bbox, .. } => *bbox,
            other => panic!("{other:?}"),
        };
        raw.blocks.iter().map(of).collect()
    };
    let upright = boxes("", &body(100.0, 700.0, &["Fees"]));
    let [left, bottom, right, top] = upright[0];
    assert!((left - 100.0).abs() < 0.5 && (115.0..125.0).contains(&right), "{upright:?}");
    assert!((bottom - 697.8).abs() < 0.5 && (top - 707.8).abs() < 0.5, "{upright:?}");
    // Cropped: the same place. Turned: the text runs up the page and is read all the same.
    assert_eq!(boxes("/CropBox [50 50 595 842]", &body(100.0, 700.0, &["Fees"])), upright);
    let turned = boxes("/Rotate 90", "BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Fees) Tj ET");
    let [left, bottom, right, top] = turned[0];
    assert!((bottom - 100.0).abs() < 0.5 && top - bottom > right - left, "{turned:?}");
}

#[test]
fn chinese_fonts_that_are_not_embedded() {
    let sentence = "第一条 服务费按月支付。";
    let (gbk, ..) = encoding_rs::GBK.encode(sentence);
    let cases =
        [("GBK-EUC-H", gbk.into_owned()), ("UniGB-UCS2-H", utf16(sentence)), ("UniGB-UTF16-H", utf16(sentence))];
    for (encoding, bytes) in cases {
        let content = format!("BT /F3 12 Tf 50 700 Td <{}> Tj ET", hex(&bytes));
        let raw = read_all(&chinese(encoding).page(&content).finish());
        assert_eq!(raw.blocks[0].text, sentence, "{encoding}");
    }
}

#[test]
fn chinese_set_from_top_to_bottom() {
    let column = |x: u32, text: &str| format!("BT /F3 12 Tf {x} 700 Td <{}> Tj ET ", hex(&utf16(text)));
    let content = column(480, "逾期支付的应当支付利息。") + &column(500, "第一条服务费按月支付，");
    let raw = read_all(&chinese("UniGB-UCS2-V").page(&content).finish());
    let all: String = raw.blocks.iter().map(|b| b.text.replace('\n', "")).collect();
    assert_eq!(all, "第一条服务费按月支付，逾期支付的应当支付利息。");
}

#[test]
fn text_that_stands_for_glyphs() {
    let content = "/Span << /ActualText <FEFF0066006900780065> >> BDC BT /F1 10 Tf 50 700 Td (xy) Tj ET EMC BT /F1 10 Tf 62 700 Td (d fee) Tj ET";
    assert_eq!(lines(content), [r#"p "fixed fee""#]);
}

#[test]
fn raised_signs_stand_where_they_belong() {
    // The line first, then the sign in its gap.
    let content =
        body(50.0, 700.0, &["on the 30   day of June, and no later"]) + &text(83.5, 703.0, "F1", 5.0, &["th"]);
    assert_eq!(lines(&content), [r#"p "on the 30th day of June, and no later""#]);
}

#[test]
fn words_that_nobody_sees_are_kept_apart() {
    let seen = body(50.0, 700.0, &["1. The provider is liable for every loss that it causes."]);
    let white = format!("q 1 g {} Q", body(50.0, 650.0, &["It is liable for nothing."]));
    let tiny = text(50.0, 600.0, "F1", 1.0, &["Nor is its parent."]);
    let unpainted = "BT 3 Tr /F1 10 Tf 50 550 Td (None of them pays.) Tj ET 0 Tr\n";
    let header = format!("0.2 g 50 490 200 20 re f 1 g {} 0 g", body(60.0, 497.0, &["White on dark"]));
    let cases: [(&str, String, &str); 4] = [
        ("white", white, "It is liable for nothing."),
        ("tiny", tiny, "Nor is its parent."),
        ("not painted", format!("q {unpainted} Q"), "None of them pays."),
        ("white on dark", header, ""),
    ];
    for (name, content, hidden) in cases {
        let raw = read_all(&Builder::new().page(&(seen.clone() + &content)).finish());
        let notes: Vec<&Note> = raw.notes.iter().collect();
        let all: String = raw.blocks.iter().map(|b| b.text.as_str()).collect();
        if hidden.is_empty() {
            assert!(notes.is_empty() && all.contains("White on dark"), "{name}: {notes:?} {all}");
        } else {
            let expected = Note::Aside { kind: AsideKind::Hidden, text: hidden.into() };
            assert_eq!(notes, [&expected], "{name}");
            assert_eq!(raw.blocks[0].notes, [(TextRange::new(0, 0), 0)], "{name}");
            assert!(!all.contains(hidden), "{name}: {all}");
        }
    }
}

#[test]
fn pictures_beside_text_are_reported() {
    let picture = |x: f64, y: f64| format!("q 120 0 0 30 {x} {y} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q\n");
    let mut builder = Builder::new();
    for page in 1..=4 {
        // A logo, and on one page a formula; a shaded box under text is neither.
        let mut content = picture(400.0, 800.0) + &body(50.0, 700.0, &[&format!("{page}. The fee is:")]);
        if page == 2 {
            content += &picture(50.0, 640.0);
        }
        if page == 3 {
            content += &(picture(50.0, 640.0) + &body(60.0, 650.0, &["Note"]));
        }
        builder.page(&content);
    }
    let unread = read_all(&builder.finish()).unread;
    let places: Vec<(&str, Option<usize>)> = unread.iter().map(|u| (u.place.as_str(), u.scanned_page)).collect();
    assert_eq!(places, [("page 2", None)]);
    assert!(unread[0].reason.contains("formula"), "{}", unread[0].reason);
}

#[test]
fn headers_that_swap_sides_and_numbers_in_sentences() {
    let mut builder = Builder::new();
    for (page, what) in (1..).zip(["hosting", "support", "storage", "backup", "training", "advice"]) {
        let (left, right) = ("Hosting Agreement, Version 2".to_owned(), format!("{page} of 6"));
        let (left, right) = if page % 2 == 0 { (right, left) } else { (left, right) };
        let first =
            format!("{page}. The supplier sends its invoices for {what} at the end of every month of the term,");
        let full = format!("and the customer pays for {what} within thirty days of receipt of an invoice unless it");
        let last = format!("disputes the amount in good faith before {what} begins.");
        let content = [
            body(50.0, 780.0, &[if page == 1 { "Hosting Agreement of both parties" } else { &last }]),
            body(50.0, 124.0, &[&first, &full]),
            body(50.0, 40.0, &[&left]),
            body(420.0, 40.0, &[&right]),
        ];
        builder.page(&content.concat());
    }
    let raw = read_all(&builder.finish());
    let furniture: Vec<&RawBlock> = raw.blocks.iter().filter(|b| b.kind == BlockKind::Furniture).collect();
    assert_eq!(furniture.len(), 6, "{:?}", raw.blocks.iter().map(line).collect::<Vec<_>>());
    assert!(furniture.iter().all(|b| b.story == Story::Footer && b.text.contains("of 6")));
    let through = raw.blocks.iter().filter(|b| b.text.contains("unless it\ndisputes the amount")).count();
    assert_eq!(through, 5);
}

#[test]
fn shown_pages_fit_the_places_in_the_file() {
    // Where text of 10 points at (100, 700) shows on the page: left, top, right and bottom in points.
    let across = "BT /F1 10 Tf 100 700 Td (Fees) Tj ET";
    let up = "BT /F1 10 Tf 0 1 -1 0 300 100 Tm (Fees) Tj ET";
    let cases = [
        ("upright", "", across, [100.0, 134.2, 122.0, 144.2]),
        ("cropped", "/CropBox [50 60 545 800]", across, [50.0, 92.2, 72.0, 102.2]),
        ("turned", "/Rotate 90", up, [100.0, 292.2, 122.0, 302.2]),
        ("turned and cropped", "/Rotate 90 /CropBox [50 60 545 800]", up, [40.0, 242.2, 62.0, 252.2]),
    ];
    for (name, more, content, expected) in cases {
        let raw = read_all(&Builder::new().page_with(content.as_bytes(), "", more).finish());
        let Source::Pdf { page: 1, bbox } = raw.blocks[0].pieces[0].1 else { panic!("{name}") };
        let [a, b, c, d, e, f] = raw.pages[0].transform;
        let shown = |x: f32, y: f32| (a * x + c * y + e, b * x + d * y + f);
        let ((x0, y0), (x1, y1)) = (shown(bbox[0], bbox[1]), shown(bbox[2], bbox[3]));
        let found = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
        let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1.5);
        assert!(near, "{name}: {found:?} {expected:?}");
        let inside = found[0] >= 0.0 && found[2] <= raw.pages[0].width && found[3] <= raw.pages[0].height;
        assert!(inside, "{name}: {found:?} {:?}", raw.pages[0]);
    }
}
