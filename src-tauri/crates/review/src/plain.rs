//! The Markdown of library entries as plain text for the screen: paragraphs parted by an empty line, list items on a
//! line each. Text and not HTML, so that nothing in a user's own library folder can become mark-up in the window.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The words of some Markdown.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::SoftBreak => soft_break(&mut out),
            Event::HardBreak => out.push('\n'),
            Event::Start(Tag::List(first)) => {
                new_line(&mut out);
                lists.push(first);
            }
            Event::Start(Tag::Item) => start_item(&mut out, &mut lists),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_)) if lists.is_empty() => {
                new_paragraph(&mut out)
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// A line end of the source: a blank between words, nothing between Chinese characters.
fn soft_break(out: &mut String) {
    if out.chars().last().is_some_and(|c| c.is_ascii() || c.is_alphabetic() && !is_wide(c)) {
        out.push(' ');
    }
}

/// Whether `c` is a Chinese character or mark, which no blank follows.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn new_paragraph(out: &mut String) {
    if !out.is_empty() {
        let kept = out.trim_end_matches('\n').len();
        out.truncate(kept);
        out.push_str("\n\n");
    }
}

fn start_item(out: &mut String, lists: &mut [Option<u64>]) {
    new_line(out);
    out.push_str(&"  ".repeat(lists.len().saturating_sub(1)));
    match lists.last_mut() {
        Some(Some(number)) => {
            out.push_str(&format!("{number}. "));
            *number += 1;
        }
        _ => out.push_str("• "),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_only() {
        for (markdown, want) in [
            ("A **bold** and `code` line\nbroken in two.", "A bold and code line broken in two."),
            ("One.\n\nTwo.", "One.\n\nTwo."),
            ("Intro:\n- a\n- b\n  - c\n\nAfter.", "Intro:\n• a\n• b\n  • c\n\nAfter."),
            ("3. x\n4. y", "3. x\n4. y"),
            ("中文一行\n接着一行。", "中文一行接着一行。"),
            ("第一，\n第二 <b>x</b>", "第一，第二 <b>x</b>"),
        ] {
            assert_eq!(plain(markdown), want, "{markdown:?}");
        }
    }
}
