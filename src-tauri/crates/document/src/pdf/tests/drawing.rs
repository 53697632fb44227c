//! Pictures of pages.

use super::*;

/// Width and height in a PNG file's header.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn pages_are_drawn_in_the_width_asked_for() {
    let mut builder = Builder::new();
    let content = body(100.0, 700.0, &["Fees are due."]);
    builder.page(&content).page_with(content.as_bytes(), "", "/Rotate 90");
    builder.page_with(content.as_bytes(), "", "/CropBox [0 0 595 421]");
    let bytes = builder.finish();
    let drawn = |page, width| size(&draw(&bytes, page, width, None).unwrap());
    let near = |(w, h): (u32, u32), (x, y): (u32, u32)| w.abs_diff(x) <= 1 && h.abs_diff(y) <= 1;
    assert!(near(drawn(1, 595), (595, 842)), "{:?}", drawn(1, 595));
    assert!(near(drawn(1, 1190), (1190, 1684)), "{:?}", drawn(1, 1190));
    assert!(near(drawn(2, 842), (842, 595)), "{:?}", drawn(2, 842));
    assert!(near(drawn(3, 595), (595, 421)), "{:?}", drawn(3, 595));
    // Bounded, whatever is asked for.
    let (width, height) = drawn(1, u32::MAX);
    assert!(width <= 8001 && height <= 8001, "{width} {height}");
    assert!(drawn(1, 0).0 >= 16);
}

#[test]
fn pages_that_are_not_there_are_named() {
    let bytes = Builder::new().page(&body(100.0, 700.0, &["Fees are due."])).finish();
    for page in [0, 2, usize::MAX] {
        let error = draw(&bytes, page, 100, None).unwrap_err();
        assert!(matches!(error, Error::NoPage { page: p, pages: 1 } if p == page), "{error}");
    }
}

#[test]
fn chinese_without_its_font_is_drawn() {
    for encoding in ["UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UCS2-V"] {
        let content = format!("BT /F3 12 Tf 50 700 Td <{}> Tj ET", hex(&utf16("第一条 服务费按月支付。")));
        let bytes = chinese(encoding).page(&content).finish();
        assert!(size(&draw(&bytes, 1, 600, None).unwrap()).0 >= 600, "{encoding}");
    }
}
