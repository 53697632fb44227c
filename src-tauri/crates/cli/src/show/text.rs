//! The text of a document, paragraph by paragraph.

use super::place;
use crate::report::Words;
use document::{Aside, AsideKind, Block, BlockKind, Change, ChangeKind, Comment, Document, Story, TextRange};
use std::fmt::Write as _;

/// The text in reading order, paragraphs parted by empty lines; the cells of a table row are parted by tabs. Page
/// headers and footers and what people wrote beside the text are left out unless `all` is set; `anchors` puts its place
/// before each paragraph. What is not the agreement's own text stands in ⟦ ⟧.
pub(super) fn text(document: &Document, words: Words, all: bool, anchors: bool) -> String {
    let mut out = String::with_capacity(document.text.len() + document.blocks.len() * 2);
    let mut notes = if all { beside(document, words) } else { Vec::new() }.into_iter().peekable();
    for block in document.blocks.iter().filter(|b| all || !is_furniture(b)) {
        if !out.is_empty() {
            out.push('\n');
        }
        if anchors {
            let place = place::exact(document, block.range, words);
            if !place.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "⟦{place}⟧");
            }
        }
        if let Some(mark) = mark(block, words) {
            let _ = write!(out, "⟦{mark}⟧ ");
        }
        push_block(&mut out, document, block);
        out.push('\n');
        while let Some((_, note)) = notes.next_if(|(at, _)| *at <= block.range.end) {
            out.push_str(&note);
        }
    }
    notes.for_each(|(_, note)| out.push_str(&note));
    out
}

/// A block's text with its label.
pub(super) fn push_block(out: &mut String, document: &Document, block: &Block) {
    if let Some(label) = block.label.as_ref().filter(|l| l.range.is_none()) {
        out.push_str(&label.text);
        out.push(' ');
    }
    out.push_str(document.slice(block.range).trim_end_matches('\n'));
}

/// Whether it is printed at the edge of pages, or is navigation.
fn is_furniture(block: &Block) -> bool {
    block.kind == BlockKind::Furniture || matches!(block.story, Story::Header | Story::Footer)
}

/// What a block is, where it is not running text.
fn mark(block: &Block, words: Words) -> Option<&'static str> {
    Some(match block.story {
        Story::Footnote => words.pick("footnote", "脚注"),
        Story::Endnote => words.pick("endnote", "尾注"),
        Story::TextBox => words.pick("text box", "文本框"),
        Story::Header => words.pick("header", "页眉"),
        Story::Footer => words.pick("footer", "页脚"),
        Story::Body if block.kind == BlockKind::Furniture => words.pick("page furniture", "版面元素"),
        Story::Body => return None,
    })
}

/// What stands beside the text, each with its place, in the order of the text.
fn beside(document: &Document, words: Words) -> Vec<(usize, String)> {
    let changes = document.changes.iter().map(|c| (c.range.start, change(c, words)));
    let comments = document.comments.iter().map(|c| (c.range.start, comment(document, c, words)));
    let asides = document.asides.iter().map(|a| (a.at, aside(a, words)));
    let mut all: Vec<_> = changes.chain(comments).chain(asides).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

fn change(change: &Change, words: Words) -> String {
    let what = match change.kind {
        ChangeKind::Inserted => words.pick("inserted", "插入"),
        ChangeKind::Deleted => words.pick("deleted", "删除"),
        ChangeKind::MovedTo => words.pick("moved to here", "移入"),
        ChangeKind::MovedFrom => words.pick("moved from here", "移出"),
    };
    note(what, change.author.as_deref(), change.date.as_deref(), None, &change.text)
}

fn comment(document: &Document, comment: &Comment, words: Words) -> String {
    let about = Some(comment.range).filter(|r: &TextRange| !r.is_empty()).map(|r| document.slice(r));
    let what = words.pick("comment", "批注");
    note(what, comment.author.as_deref(), comment.date.as_deref(), about, &comment.text)
}

fn aside(aside: &Aside, words: Words) -> String {
    let what = match aside.kind {
        AsideKind::Hidden => words.pick("hidden", "隐藏文字"),
        AsideKind::Phonetic => words.pick("reading aid", "注音"),
        AsideKind::Alternative => words.pick("alternative", "替代内容"),
        AsideKind::Unplaced => words.pick("not printed", "不打印的文字"),
    };
    note(what, None, None, None, &aside.text)
}

/// One line: what, who, when, about which words, and what it says.
fn note(what: &str, author: Option<&str>, date: Option<&str>, about: Option<&str>, text: &str) -> String {
    let about = about.map(|words| format!("“{}”", one_line(words)));
    let head = [Some(what), author, date, about.as_deref()];
    let head = head.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    format!("⟦{head}⟧ {}\n", one_line(text))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
