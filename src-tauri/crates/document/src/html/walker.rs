//! Element rules: what opens a block, a list, a cell; what is bold; what is not read at all.

use std::ops::Range;

use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};

use super::text::decode;
use crate::flow::{Flow, Numbering, Style};
use crate::{BlockKind, Unread};

/// What to undo when an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    None,
    Inline(Option<Style>, bool),
    Block,
    List,
    Item,
    Table,
    Row,
    Cell,
    Skip,
    Furniture,
    Title,
}

#[derive(Debug)]
struct Element {
    name: Vec<u8>,
    effect: Effect,
    /// A second style (bold and underlined at once).
    also: Option<Style>,
    /// The page's main element.
    main: bool,
}

#[derive(Debug)]
struct ListInfo {
    numbering: Numbering,
    next: i64,
    step: i64,
}

/// Walks HTML into a [`Flow`]. Keeps its open elements between calls, so that HTML in bits (inside Markdown) works.
#[derive(Debug)]
pub(crate) struct Walker {
    open: Vec<Element>,
    lists: Vec<ListInfo>,
    skipping: u32,
    preformatted: u32,
    /// The page's title.
    pub(crate) title: Option<String>,
    in_title: bool,
    /// Images.
    pub(crate) unread: Vec<Unread>,
    /// Where the start tag of the page's main element begins: all around it is furniture.
    main: Option<usize>,
}

pub(super) const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
];

/// Elements whose start ends a paragraph.
const BLOCKS: [&[u8]; 34] = [
    b"address",
    b"article",
    b"aside",
    b"blockquote",
    b"body",
    b"center",
    b"dd",
    b"details",
    b"div",
    b"dl",
    b"dt",
    b"fieldset",
    b"figcaption",
    b"figure",
    b"footer",
    b"form",
    b"header",
    b"hgroup",
    b"html",
    b"legend",
    b"main",
    b"nav",
    b"p",
    b"pre",
    b"section",
    b"summary",
    b"template",
    b"tbody",
    b"thead",
    b"tfoot",
    b"caption",
    b"colgroup",
    b"hr",
    b"head",
];

const SKIPPED: [&[u8]; 12] = [
    b"script",
    b"style",
    b"noscript",
    b"svg",
    b"iframe",
    b"select",
    b"button",
    b"textarea",
    b"canvas",
    b"object",
    b"datalist",
    b"dialog",
];

/// Whether an element's content is not read at all.
pub(super) fn is_skipped(name: &[u8]) -> bool {
    SKIPPED.contains(&name)
}

/// What an element holds that belongs to the site and not to the text, told by its name, role or class.
pub(super) fn class_of(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> Option<()> {
    let role = attribute("role").unwrap_or_default();
    let class = attribute("class").unwrap_or_default().to_ascii_lowercase();
    let by_class = class.split_whitespace().any(|c| {
        matches!(c, "breadcrumb" | "breadcrumbs" | "navbar" | "sidebar" | "site-header" | "site-footer")
            || c.starts_with("cookie")
    });
    let by_role = matches!(role.as_str(), "navigation" | "banner" | "contentinfo" | "search" | "complementary");
    (matches!(name, b"nav" | b"aside") || by_role || by_class).then_some(())
}

/// Deepest nesting followed; elements below are read as if they had no tags.
const MAX_DEPTH: usize = 512;

impl Walker {
    pub(crate) fn new() -> Self {
        Self {
            open: Vec::new(),
            lists: Vec::new(),
            skipping: 0,
            preformatted: 0,
            title: None,
            in_title: false,
            unread: Vec::new(),
            main: None,
        }
    }

    /// Takes everything outside the element whose start tag begins at `start` for furniture.
    pub(crate) fn only(&mut self, flow: &mut Flow, start: usize) {
        self.main = Some(start);
        flow.furniture(true);
    }

    /// Whether text at this place is not to be read.
    pub(crate) fn skipping(&self) -> bool {
        self.skipping > 0
    }

    /// Reads a stretch of HTML. `place` tells where a range of it stands in the file.
    pub(crate) fn feed(&mut self, flow: &mut Flow, html: &str, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut done = 0;
        for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
            let span = match &token {
                Token::StartTag(t) => t.span,
                Token::EndTag(t) => t.span,
                Token::Comment(c) => c.span,
                Token::Doctype(d) => d.span,
                // Text is what stands between the tags: that way its place is known to the byte.
                Token::String(_) | Token::Error(_) => continue,
            };
            let Span { start, end } = tag_span(html, span, done);
            self.text(flow, html, done..start, place);
            match token {
                Token::StartTag(tag) => {
                    self.start(flow, &tag, place(start..end));
                    if self.main == Some(start) {
                        flow.furniture(false);
                        self.main = None;
                        if let Some(e) = self.open.last_mut() {
                            e.main = true;
                        }
                    }
                }
                Token::EndTag(tag) => self.end(flow, &tag.name),
                _ => {}
            }
            done = end;
        }
        self.text(flow, html, done..html.len(), place);
    }

    fn text(&mut self, flow: &mut Flow, html: &str, range: Range<usize>, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        let Some(part) = html.get(range.clone()).filter(|p| !p.is_empty()) else { return };
        if self.in_title {
            let mut title = String::new();
            decode(part, |t, _| title.push_str(t));
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            if !title.is_empty() && self.title.is_none() {
                self.title = Some(title);
            }
            return;
        }
        if self.skipping() {
            return;
        }
        let preformatted = self.preformatted > 0;
        decode(part, |t, r| {
            let source = |from: usize, to: usize| place(range.start + from..range.start + to);
            if !preformatted && part.get(r.clone()) == Some(t) && t.contains(['\n', '\r']) {
                // A line end in HTML is a blank.
                let mut at = 0;
                for line in t.split_inclusive(['\n', '\r']) {
                    let bare = line.trim_end_matches(['\n', '\r']);
                    flow.text(bare, source(r.start + at, r.start + at + bare.len()));
                    if bare.len() < line.len() {
                        flow.text(" ", source(r.start + at + bare.len(), r.start + at + line.len()));
                    }
                    at += line.len();
                }
            } else if preformatted && t.contains('\n') && part.get(r.clone()) == Some(t) {
                let mut at = 0;
                for line in t.split_inclusive('\n') {
                    let bare = line.trim_end_matches('\n');
                    flow.text(bare, source(r.start + at, r.start + at + bare.len()));
                    if bare.len() < line.len() {
                        flow.line_break(true, source(r.start + at + bare.len(), r.start + at + line.len()));
                    }
                    at += line.len();
                }
            } else if part.get(r.clone()) == Some(t) {
                flow.text(t, source(r.start, r.end));
            } else {
                flow.decoded(t, source(r.start, r.end));
            }
        });
    }

    fn start(&mut self, flow: &mut Flow, tag: &StartTag<usize>, source: Range<usize>) {
        let name: &[u8] = &tag.name.0;
        let attribute = |key: &str| {
            tag.attributes
                .iter()
                .find(|(k, _)| k.0 == key.as_bytes())
                .map(|(_, v)| String::from_utf8_lossy(&v.value.0).into_owned())
        };
        match name {
            b"br" => {
                if !self.skipping() {
                    flow.line_break(true, source);
                }
                return;
            }
            b"img" => {
                if !self.skipping() {
                    self.image(attribute("src"), attribute("alt"));
                }
                return;
            }
            b"hr" => return flow.block_end(),
            b"properties" => {
                self.title = self.title.take().or_else(|| attribute("pagetitle"));
                return;
            }
            _ if VOID.contains(&name) => return,
            _ => {}
        }
        self.imply_ends(flow, name);
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        let (effect, also) = self.effect(flow, name, &attribute);
        if tag.self_closing && !matches!(effect, Effect::Table | Effect::Cell | Effect::Row) && foreign(name) {
            self.undo(flow, effect, also, name);
            return;
        }
        self.open.push(Element { name: name.to_vec(), effect, also, main: false });
    }

    fn effect(
        &mut self,
        flow: &mut Flow,
        name: &[u8],
        attribute: &dyn Fn(&str) -> Option<String>,
    ) -> (Effect, Option<Style>) {
        let number = |key: &str| attribute(key).and_then(|v| v.trim().parse::<i64>().ok());
        let css = attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let hidden = css.contains("display:none")
            || attribute("hidden").is_some_and(|v| v != "until-found")
            || attribute("aria-hidden").is_some_and(|v| v == "true");
        if self.skipping() || hidden || SKIPPED.contains(&name) {
            self.skipping += 1;
            return (Effect::Skip, None);
        }
        let class = attribute("class").unwrap_or_default().to_ascii_lowercase();
        let bold = css.contains("font-weight:bold")
            || ["600", "700", "800", "900"].iter().any(|w| css.contains(&format!("font-weight:{w}")))
            || class.split_whitespace().any(|c| matches!(c, "strong" | "bold" | "font-bold" | "fw-bold"));
        let underline = css.contains("text-decoration:underline");
        let styled = (bold.then_some(Style::Bold), underline.then_some(Style::Underline));
        let effect = match name {
            _ if class_of(name, attribute).is_some()
                || (matches!(name, b"header" | b"footer") && !self.in_article()) =>
            {
                flow.furniture(true);
                return (Effect::Furniture, None);
            }
            b"title" => {
                self.in_title = true;
                return (Effect::Title, None);
            }
            b"b" | b"strong" => (Some(Style::Bold), styled.1),
            b"i" | b"em" => (Some(Style::Italic), styled.0),
            b"u" | b"ins" => (Some(Style::Underline), styled.0),
            b"a" => {
                let anchor = attribute("href").is_some_and(|h| h.starts_with('#') && h.len() > 1);
                if anchor {
                    flow.anchor(true);
                }
                self.styles(flow, styled, true);
                return (Effect::Inline(styled.0, anchor), styled.1);
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                flow.block_start(BlockKind::Heading { level: name[1] - b'0' });
                return (Effect::Block, None);
            }
            b"p" => {
                flow.block_start(BlockKind::Paragraph);
                self.styles(flow, styled, true);
                return (Effect::Block, styled.0.or(styled.1));
            }
            b"pre" => {
                flow.block_start(BlockKind::Paragraph);
                self.preformatted += 1;
                return (Effect::Block, None);
            }
            b"ul" | b"menu" | b"dir" | b"ol" => {
                let numbering = match attribute("type").as_deref() {
                    _ if name != b"ol" => Numbering::Bullet,
                    Some("a") => Numbering::LowerAlpha,
                    Some("A") => Numbering::UpperAlpha,
                    Some("i") => Numbering::LowerRoman,
                    Some("I") => Numbering::UpperRoman,
                    _ if css.contains("list-style-type:lower-alpha") || css.contains("list-style:lower-alpha") => {
                        Numbering::LowerAlpha
                    }
                    _ if css.contains("list-style-type:lower-roman") || css.contains("list-style:lower-roman") => {
                        Numbering::LowerRoman
                    }
                    _ if css.contains("list-style-type:upper-alpha") => Numbering::UpperAlpha,
                    _ if css.contains("list-style-type:upper-roman") => Numbering::UpperRoman,
                    _ if css.contains("list-style:none") || css.contains("list-style-type:none") => Numbering::Bullet,
                    _ => Numbering::Decimal,
                };
                let step = if attribute("reversed").is_some() { -1 } else { 1 };
                self.lists.push(ListInfo { numbering, next: number("start").unwrap_or(1), step });
                flow.list_start();
                return (Effect::List, None);
            }
            b"li" => {
                let label = self.lists.last_mut().and_then(|list| {
                    let value = number("value").unwrap_or(list.next);
                    list.next = value.saturating_add(list.step);
                    list.numbering.print(value)
                });
                flow.item_start(label.map(|l| l + "."));
                self.styles(flow, styled, true);
                return (Effect::Item, styled.0.or(styled.1));
            }
            b"table" => {
                flow.table_start();
                return (Effect::Table, None);
            }
            b"tr" => {
                flow.row_start();
                return (Effect::Row, None);
            }
            b"td" | b"th" => {
                let span = |key| usize::try_from(number(key).unwrap_or(1)).unwrap_or(1);
                flow.cell_start(name == b"th", span("rowspan"), span("colspan"));
                return (Effect::Cell, None);
            }
            _ if BLOCKS.contains(&name) => {
                flow.block_end();
                self.styles(flow, styled, true);
                return (Effect::Block, styled.0.or(styled.1));
            }
            _ => styled,
        };
        self.styles(flow, effect, true);
        if effect.0.is_none() && effect.1.is_none() {
            return (Effect::None, None);
        }
        (Effect::Inline(effect.0, false), effect.1)
    }

    fn styles(&self, flow: &mut Flow, styles: (Option<Style>, Option<Style>), on: bool) {
        for style in [styles.0, styles.1].into_iter().flatten() {
            flow.style(style, on);
        }
    }

    /// `header` and `footer` of an article are part of it.
    fn in_article(&self) -> bool {
        self.open.iter().any(|e| e.name == b"article" || e.name == b"main")
    }

    fn image(&mut self, src: Option<String>, alt: Option<String>) {
        let src = src.unwrap_or_default();
        let file = src.rsplit(['/', '\\']).next().unwrap_or("").split(['?', '#']).next().unwrap_or("");
        self.unread.push(image_note(file, alt.as_deref().unwrap_or("")));
    }

    /// Ends that HTML lets authors leave out.
    fn imply_ends(&mut self, flow: &mut Flow, name: &[u8]) {
        let block = BLOCKS.contains(&name)
            || matches!(name, b"ul" | b"ol" | b"table" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6");
        if block {
            self.close_within(flow, &[b"p"], &[b"table", b"td", b"th", b"div", b"li", b"ul", b"ol"]);
        }
        match name {
            b"li" => self.close_within(flow, &[b"li"], &[b"ul", b"ol", b"menu", b"dir", b"table"]),
            b"td" | b"th" => self.close_within(flow, &[b"td", b"th"], &[b"tr", b"table"]),
            b"tr" => self.close_within(flow, &[b"tr"], &[b"table"]),
            b"tbody" | b"thead" | b"tfoot" => {
                self.close_within(flow, &[b"tbody", b"thead", b"tfoot", b"tr"], &[b"table"])
            }
            b"dd" | b"dt" => self.close_within(flow, &[b"dd", b"dt"], &[b"dl"]),
            _ => {}
        }
    }

    /// Closes the innermost of `names` that is open inside the innermost of `limits`.
    fn close_within(&mut self, flow: &mut Flow, names: &[&[u8]], limits: &[&[u8]]) {
        let at =
            self.open.iter().rposition(|e| names.contains(&e.name.as_slice()) || limits.contains(&e.name.as_slice()));
        if let Some(at) = at
            && names.contains(&self.open[at].name.as_slice())
        {
            self.close_to(flow, at);
        }
    }

    fn end(&mut self, flow: &mut Flow, name: &[u8]) {
        let table_part = matches!(name, b"table" | b"tr" | b"td" | b"th" | b"tbody" | b"thead" | b"tfoot");
        let at = self.open.iter().rposition(|e| e.name == name || (!table_part && e.effect == Effect::Cell));
        if let Some(at) = at
            && self.open[at].name == name
        {
            self.close_to(flow, at);
        } else if name == b"p" {
            flow.block_end();
        }
    }

    fn close_to(&mut self, flow: &mut Flow, at: usize) {
        while self.open.len() > at {
            if let Some(e) = self.open.pop() {
                self.undo(flow, e.effect, e.also, &e.name);
                if e.main {
                    flow.furniture(true);
                }
            }
        }
    }

    fn undo(&mut self, flow: &mut Flow, effect: Effect, also: Option<Style>, name: &[u8]) {
        match effect {
            Effect::None => {}
            Effect::Inline(style, anchor) => {
                self.styles(flow, (style, also), false);
                if anchor {
                    flow.anchor(false);
                }
            }
            Effect::Block => {
                if name == b"pre" {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
                flow.block_end();
                self.styles(flow, (also, None), false);
            }
            Effect::List => {
                self.lists.pop();
                flow.list_end();
            }
            Effect::Item => {
                flow.item_end();
                self.styles(flow, (also, None), false);
            }
            Effect::Table => flow.table_end(),
            Effect::Row => flow.cell_end(),
            Effect::Cell => flow.cell_end(),
            Effect::Skip => self.skipping = self.skipping.saturating_sub(1),
            Effect::Furniture => flow.furniture(false),
            Effect::Title => self.in_title = false,
        }
    }

    /// Ends inline elements that a paragraph of the text around it left open.
    pub(crate) fn close_inline(&mut self, flow: &mut Flow) {
        while let Some(e) = self.open.last()
            && matches!(e.effect, Effect::Inline(..) | Effect::None)
        {
            self.close_to(flow, self.open.len() - 1);
        }
    }

    /// Ends all.
    pub(crate) fn finish(&mut self, flow: &mut Flow) {
        self.close_to(flow, 0);
    }
}

/// Says that an image was not read.
pub(crate) fn image_note(file: &str, alt: &str) -> Unread {
    let name = if file.is_empty() || file.len() > 120 { alt } else { file };
    Unread {
        place: format!("image \"{name}\""),
        scanned_page: None,
        reason: "an image holds no text that can be read; if it shows a formula or a table, look at it in the source"
            .to_owned(),
    }
}

/// Elements that HTML does not know may be closed by `/>` (Vue, MDX, XML).
fn foreign(name: &[u8]) -> bool {
    let known_inline: [&[u8]; 12] =
        [b"a", b"b", b"i", b"u", b"em", b"strong", b"span", b"p", b"li", b"ul", b"ol", b"font"];
    !known_inline.contains(&name)
}

/// The tag's range, made sure of: it starts at `<` not before `done` and ends inside `html`.
fn tag_span(html: &str, span: Span<usize>, done: usize) -> Span<usize> {
    let mut start = span.start.clamp(done, html.len());
    while !html.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, html.len());
    while !html.is_char_boundary(end) {
        end += 1;
    }
    Span { start: start.max(done), end: end.max(done) }
}
