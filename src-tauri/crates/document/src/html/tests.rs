use crate::{BlockKind, Document, Options, read_bytes};

fn read(text: &str) -> Document {
    read_bytes("t.html", text.as_bytes(), &Options::default()).unwrap()
}

fn texts(text: &str) -> Vec<String> {
    let d = read(text);
    d.blocks.iter().filter(|b| b.kind != BlockKind::Furniture).map(|b| d.slice(b.range).to_owned()).collect()
}

#[test]
fn elements() {
    let cases: &[(&str, &[&str])] = &[
        ("<p>One<p>Two", &["One", "Two"]),
        ("<div>One<div>Two</div>Three</div>", &["One", "Two", "Three"]),
        ("<p>a\n  b&nbsp;&lt;c&gt;", &["a b <c>"]),
        ("<p>a<br>b", &["a b"]),
        ("<p>One.<br>Two.", &["One.", "Two."]),
        ("<p>a<script>if (a < b) { x = '</p>' }</script>b", &["ab"]),
        ("<p>a<span hidden>b</span><i aria-hidden=true>c</i>d", &["ad"]),
        ("<style>p { }</style><p>a", &["a"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", &["a", "b", "c"]),
        ("<dl><dt>Term<dd>Meaning</dl>", &["Term", "Meaning"]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", &["a\tb\nc\td"]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", &["One.", "Two."]),
        ("<pre>One.\nTwo.</pre>", &["One.", "Two."]),
        ("<p>{{ company }} is liable", &["{{ company }} is liable"]),
        ("<p>1 < 2 and 3 > 2", &["1 < 2 and 3 > 2"]),
        ("<p>cut <b>off", &["cut off"]),
        ("</p></div></td>text", &["text"]),
        ("<p>unfinished <a href=", &["unfinished <a href="]),
    ];
    for (html, expected) in cases {
        assert_eq!(texts(html), *expected, "{html}");
    }
}

#[test]
fn lists_print_their_numbers() {
    let cases: &[(&str, &[&str])] = &[
        ("<ol><li>x<li>y</ol>", &["1.", "2."]),
        ("<ol type=a start=3><li>x<li>y</ol>", &["c.", "d."]),
        ("<ol type=I><li>x<li value=7>y</ol>", &["I.", "VII."]),
        ("<ol reversed start=2><li>x<li>y</ol>", &["2.", "1."]),
        ("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>", &["i.", "ii."]),
        ("<ul><li>x</ul><ol style='list-style: none'><li>y</ol>", &[]),
    ];
    for (html, expected) in cases {
        let d = read(html);
        let labels: Vec<&str> = d.blocks.iter().filter_map(|b| b.label.as_ref()).map(|l| l.text.as_str()).collect();
        assert_eq!(labels, *expected, "{html}");
    }
}

#[test]
fn cells_know_their_place() {
    let d = read("<table><tr><th rowspan=2>A<th colspan=2>B<tr><td>C<td>D<tr><td>E<td colspan=9>F</table>");
    let table = d.blocks[0].table.as_ref().unwrap();
    let cells: Vec<(&str, usize, usize, usize, usize, bool)> =
        table.cells.iter().map(|c| (d.slice(c.range), c.row, c.column, c.row_span, c.column_span, c.header)).collect();
    assert_eq!(
        cells,
        [
            ("A", 0, 0, 2, 1, true),
            ("B", 0, 1, 1, 2, true),
            ("C", 1, 1, 1, 1, false),
            ("D", 1, 2, 1, 1, false),
            ("E", 2, 0, 1, 1, false),
            ("F", 2, 1, 1, 9, false),
        ]
    );
    assert_eq!((table.rows, table.columns), (3, 10));
}

#[test]
fn cells_that_push_each_other_to_the_right_find_an_end() {
    let d = read(&format!("<table>{}</table>", "<tr><td rowspan=1000 colspan=1000>x<td>y".repeat(500)));
    assert_eq!(d.text.matches('x').count(), 500);
    let widest = d.blocks.iter().filter_map(|b| b.table.as_ref()).map(|t| t.columns).max();
    assert!(widest.is_none_or(|columns| columns < 2000), "{widest:?}");
}

#[test]
fn emphasis_and_places() {
    let html = "<p><b>2.1 Cap.</b> We pay <span style=\"text-decoration: underline\">100&nbsp;%</span>.</p>";
    let d = read(html);
    let marked: Vec<(&str, bool, bool)> =
        d.blocks[0].emphasis.iter().map(|e| (d.slice(e.range), e.bold, e.underline)).collect();
    assert_eq!(marked, [("2.1 Cap.", true, false), ("100 %", false, true)]);
    let (start, end) = d.source_range(d.sentences[1].range).unwrap();
    assert_eq!(&html[start..end], "We pay <span style=\"text-decoration: underline\">100&nbsp;%</span>.");
}
