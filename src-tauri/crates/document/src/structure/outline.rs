//! Which labels are labels, and where their clauses stand in the outline.
//!
//! A stack of open levels takes each label as the next sibling of an open one, as a first child, or, with less trust,
//! as a number that was skipped or repeated. The less sure a cut is, the better the label has to fit.

use crate::raw::RawBlock;
use crate::{BlockKind, TextRange};

use super::headings::{self, Style};
use super::labels::{Digits, Match, Reading, Shape, Word};
use super::lines::{self, Cut, Unit, ends_statement};
use super::number;

/// A block in its place.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// The block; its `auto_label` is moved to `label`.
    pub(crate) block: RawBlock,
    /// Its label and where that is in the block's text.
    pub(crate) label: Option<(String, Option<TextRange>)>,
    /// Where the text after the label starts.
    pub(crate) body: usize,
    /// Its clause.
    pub(crate) clause: Option<usize>,
    /// It opens its clause.
    pub(crate) opens: bool,
    /// A heading without mark-up.
    pub(crate) unmarked: Option<Style>,
    /// Bulleted.
    pub(crate) bullet: bool,
}

impl Placed {
    /// The text after the label.
    pub(crate) fn body_text(&self) -> &str {
        self.block.text.get(self.body..).unwrap_or("")
    }
}

/// A clause in the making.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) label: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) reading: Option<Reading>,
    pub(crate) level: u8,
    pub(crate) parent: Option<usize>,
    pub(crate) first_block: usize,
}

/// An open level.
#[derive(Clone, Debug)]
struct Level {
    reading: Option<Reading>,
    /// Level of marked headings.
    heading: Option<u8>,
    /// Unmarked heading.
    style: Option<Style>,
    /// Depth in the format's lists, 0 outside.
    list: u8,
    clause: usize,
    block: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// Fits nowhere.
    Orphan,
    /// The number was there already.
    Repeat,
    /// Numbers are missing before it.
    Skip,
    /// The first of a new level.
    First,
    /// The next of an open level.
    Next,
}

#[derive(Clone, Copy, Debug)]
struct Fit {
    quality: Quality,
    /// Levels that stay open.
    keep: usize,
}

/// The outline under construction.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) placed: Vec<Placed>,
    pub(crate) nodes: Vec<Node>,
    stack: Vec<Level>,
}

/// Places all units.
pub(crate) fn build(units: Vec<Unit>) -> Outline {
    let mut outline = Outline::default();
    let title = title_units(&units);
    let carried: Vec<bool> = (0..units.len()).map(|i| goes_on_counting(&units, i)).collect();
    for (i, unit) in units.into_iter().enumerate() {
        if title.contains(&i) {
            outline.title(unit);
        } else {
            outline.add(unit, carried[i]);
        }
    }
    outline
}

/// Whether one of the next possible labels counts on from a number like `3.2.12`: then it is one itself, even where the
/// numbers before it are lost.
fn goes_on_counting(units: &[Unit], i: usize) -> bool {
    let path = |u: &Unit| {
        let reading = u.label.as_ref()?.readings.first()?;
        (reading.shape == Shape::Path && reading.path.len() > 1).then(|| reading.path.clone())
    };
    let Some(own) = units.get(i).filter(|u| u.cut == Cut::Inline).and_then(path) else { return false };
    let n = own.len();
    units[i + 1..].iter().take(8).filter_map(path).any(|next| {
        let sibling = next.len() == n && next[..n - 1] == own[..n - 1] && next[n - 1] == own[n - 1] + 1;
        let child = next.len() == n + 1 && next[..n] == own && next[n] == 1;
        sibling || child
    })
}

/// Words that a document is called by.
const DOCUMENT_WORDS: [&str; 22] = [
    "agreement",
    "terms",
    "contract",
    "policy",
    "addendum",
    "sla",
    "licence",
    "license",
    "conditions",
    "schedule",
    "order form",
    "statement",
    "service level",
    "notice",
    "协议",
    "合同",
    "条款",
    "规则",
    "声明",
    "政策",
    "细则",
    "承诺",
];

/// Whether a line says what kind of document this is.
pub(crate) fn names_document(text: &str) -> bool {
    let lower = text.to_lowercase();
    DOCUMENT_WORDS.iter().any(|w| lower.contains(w))
}

/// The document's own title: the first heading, where it stands before all other text and is the only one so high or
/// says what the document is; with the lines that go on with it.
fn title_units(units: &[Unit]) -> std::ops::Range<usize> {
    let headed = |u: &Unit| matches!(u.block.kind, BlockKind::Heading { .. }) || headings::unmarked(&u.block).is_some();
    let bare = |u: &Unit| u.label.is_none() && u.block.auto_label.is_none();
    let Some((i, first)) = units.iter().enumerate().take(8).find(|(_, u)| headed(u)) else { return 0..0 };
    let level = match first.block.kind {
        BlockKind::Heading { level } => Some(level),
        _ => None,
    };
    let count =
        |l: u8| units.iter().filter(|u| matches!(u.block.kind, BlockKind::Heading { level: o } if o <= l)).count();
    let long_before = units[..i].iter().any(|u| u.block.text.len() > 300 || u.label.is_some());
    let single = level.is_some_and(|l| count(l) == 1);
    if !bare(first) || long_before || !(single || i < 3 && names_document(&first.block.text)) {
        return 0..0;
    }
    let mut end = i + 1;
    while let Some(next) = units.get(end).filter(|u| headed(u) && bare(u) && u.block.kind == first.block.kind) {
        let before = &units[end - 1].block.text;
        let unfinished = before.ends_with(['&', ',', '-', '–', '—'])
            || before
                .rsplit(' ')
                .next()
                .is_some_and(|w| matches!(w.to_lowercase().as_str(), "and" | "of" | "for" | "the" | "to" | "with"));
        if !(unfinished
            || next.block.text.starts_with(['(', '（'])
            || (names_document(&next.block.text) && !names_document(before)))
        {
            break;
        }
        end += 1;
    }
    i..end
}

const fn list_depth(block: &RawBlock) -> u8 {
    match (block.kind, block.level) {
        (BlockKind::ListItem { depth }, _) => depth,
        (BlockKind::Heading { .. }, _) | (_, None) => 0,
        (_, Some(level)) => level,
    }
}

fn same_sequence(a: &Reading, b: &Reading) -> bool {
    a.shape == b.shape && a.digits == b.digits && a.path.len() == b.path.len()
}

/// Whether numbers of `b` can count under `a`: `2.` or `第二条` before `2.1`.
fn counts_under(a: &Reading) -> bool {
    matches!(
        a.shape,
        Shape::Dot | Shape::Round | Shape::Comma | Shape::Bare | Shape::Path | Shape::Dash | Shape::Word(_)
    ) && !matches!(a.digits, Digits::Lower | Digits::LowerRoman)
}

const fn rank(reading: &Reading) -> Option<Word> {
    match reading.shape {
        Shape::Word(w) => Some(w),
        _ => None,
    }
}

/// Whether a sentence or an item of a list ends here: `...;`, `...; or`, `...；以及`.
fn item_ends(text: &str) -> bool {
    let text = text.trim_end();
    let last = ["and/or", "and", "or", "以及", "和", "或", "及"].iter().find_map(|w| text.strip_suffix(w));
    ends_statement(text) || last.is_some_and(|t| t.trim_end().ends_with([';', ',', '；', '，']))
}

/// Whether text begins as a clause does.
fn opens_text(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || crate::draft::is_cjk(c) || matches!(c, '"' | '[' | '{' | '*'))
}

impl Outline {
    fn add(&mut self, unit: Unit, carried: bool) {
        if matches!(unit.block.kind, BlockKind::Furniture | BlockKind::Contents) {
            return self.plain(unit, None);
        }
        let depth = list_depth(&unit.block);
        let heading = match unit.block.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        };
        let auto = unit.block.auto_label.as_deref().map(super::labels::lex_auto);
        let candidate = match &auto {
            Some(found) => found.clone(),
            None => unit.label.clone(),
        };
        if let Some(found) = candidate
            && let Some((reading, fit)) = self.judge(&unit, &found, heading, depth, carried)
        {
            return self.open(unit, &found, reading, fit, heading, depth);
        }
        match unit.cut {
            Cut::Line | Cut::Inline => {
                if let Some(last) = self.placed.last_mut().filter(|p| p.block.kind != BlockKind::Furniture) {
                    last.block.append(unit.glue, unit.block);
                    return;
                }
                self.plain(unit, None);
            }
            Cut::Block | Cut::Hard => {
                if let Some(i) = self.runs_on(&unit) {
                    let into = &mut self.placed[i].block;
                    let glue = crate::draft::glue(&into.text, &unit.block.text);
                    into.append(glue, unit.block);
                    return;
                }
                if self.completes_label(&unit) {
                    return self.complete_label(unit);
                }
                if let Some(label) = unit.block.auto_label.clone().filter(|_| matches!(auto, Some(None))) {
                    // A label in a style of its own ("Step 1:") is still the format's label.
                    self.close_for(&unit, depth, heading);
                    return self.open_as(unit, Some(label), None, heading, None, depth);
                }
                if let Some(level) = heading {
                    let keep =
                        self.stack.iter().rposition(|l| l.heading.is_some_and(|h| h < level)).map_or(0, |i| i + 1);
                    self.stack.truncate(keep);
                    return self.open_as(unit, None, None, heading, None, 0);
                }
                if let Some(style) = headings::unmarked(&unit.block).filter(|_| !unit.bullet) {
                    return self.open_unmarked(unit, style);
                }
                self.close_for(&unit, depth, heading);
                let clause = self.stack.last().map(|l| l.clause);
                self.plain(unit, clause);
            }
        }
    }

    /// The block that a paragraph goes on with: one that stops in the middle of a sentence before a page break or a
    /// stray empty line.
    fn runs_on(&self, unit: &Unit) -> Option<usize> {
        let plain = |b: &RawBlock| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
        let lower = unit.block.text.starts_with(char::is_lowercase);
        if unit.block.kind != BlockKind::Paragraph
            || unit.bullet
            || unit.label.is_some()
            || unit.block.auto_label.is_some()
        {
            return None;
        }
        let furniture = self.placed.iter().rev().take_while(|p| p.block.kind == BlockKind::Furniture).count();
        let i = self.placed.len().checked_sub(furniture + 1)?;
        let last = &self.placed[i];
        let text = last.block.text.as_str();
        let open = !ends_statement(text)
            && last.unmarked.is_none()
            && plain(&last.block)
            && list_depth(&last.block) == list_depth(&unit.block);
        let long = text.len() > 60 && !headings::is_title(last.body_text());
        // Across a page break a capital or a Han character may go on as well.
        let broken = furniture > 0
            && text.chars().count() > 30
            && headings::unmarked(&unit.block).is_none()
            && !text.ends_with([',', '，', '、']);
        (open && long && (lower || broken)).then_some(i)
    }

    /// Whether a block is what a label alone on the line before belongs to: `ARTICLE IV`, then its title.
    fn completes_label(&self, unit: &Unit) -> bool {
        let Some(last) = self.placed.last() else { return false };
        let alone =
            last.opens && last.label.as_ref().is_some_and(|(_, r)| r.is_some()) && last.body >= last.block.text.len();
        let unlabelled =
            unit.block.auto_label.is_none() && !unit.bullet && list_depth(&unit.block) == list_depth(&last.block);
        if !alone || !unlabelled {
            return false;
        }
        let word =
            self.nodes.last().and_then(|n| n.reading.as_ref()).is_some_and(|r| matches!(r.shape, Shape::Word(_)));
        match (last.block.kind, unit.block.kind) {
            (BlockKind::Paragraph, BlockKind::Heading { .. }) => word,
            (BlockKind::Paragraph, BlockKind::Paragraph) => {
                !word || headings::is_title(&unit.block.text) || headings::unmarked(&unit.block).is_some()
            }
            (BlockKind::Heading { level: a }, BlockKind::Heading { level: b }) => a == b,
            _ => false,
        }
    }

    fn complete_label(&mut self, unit: Unit) {
        let Some(last) = self.placed.last_mut() else { return };
        if let BlockKind::Heading { level } = unit.block.kind {
            last.block.kind = unit.block.kind;
            last.block.level = Some(level);
            if let Some(open) = self.stack.last_mut() {
                open.heading = Some(level);
            }
        }
        let glue = match crate::draft::glue(&last.block.text, &unit.block.text) {
            "" if last.block.text.ends_with(|c: char| crate::draft::is_han(c)) => " ",
            glue => glue,
        };
        last.body = last.block.text.len() + glue.len();
        last.block.append(glue, unit.block);
    }

    /// Whether a possible label is believed, read how, and where it goes.
    fn judge(
        &self,
        unit: &Unit,
        found: &Match,
        heading: Option<u8>,
        depth: u8,
        carried: bool,
    ) -> Option<(Reading, Fit)> {
        let auto = unit.block.auto_label.is_some();
        let body = unit.block.text.get(found.body..).unwrap_or("");
        let title = headings::is_title(if auto { &unit.block.text } else { body }) || heading.is_some();
        let best = found
            .readings
            .iter()
            .map(|r| (r, self.fit(r, heading, depth, title)))
            // The first reading wins a tie.
            .rev()
            .max_by_key(|(_, f)| (f.quality, f.keep))?;
        let (reading, fit) = best;
        // "Exhibit 10.7" over a whole agreement is the filing's number for it.
        if rank(reading) == Some(Word::Schedule) && self.nodes.is_empty() && self.placed.len() < 6 {
            return None;
        }
        let settled = self.placed.last().is_none_or(|p| item_ends(&p.block.text) || headings::is_title(p.body_text()));
        let enough = match unit.cut {
            _ if auto => true,
            Cut::Inline => {
                let none_open = self.stack.iter().all(|l| l.reading.is_none());
                let begins = none_open && reading.path.iter().all(|&v| v == 1) && settled;
                begins
                    || carried
                    || fit.quality == Quality::Next
                    || (fit.quality == Quality::First && reading.path.len() > 1 && fit.keep == self.stack.len())
            }
            Cut::Line if found.weak => fit.quality == Quality::Next && settled,
            Cut::Line => match fit.quality {
                // "as set out in Sections 12.1 and" / "12.2 of this Agreement"
                Quality::Next => settled || (opens_text(body) && !self.refers()),
                Quality::First if reading.path.len() > 1 => settled || (opens_text(body) && !self.refers()),
                Quality::First | Quality::Skip => settled,
                Quality::Repeat | Quality::Orphan => false,
            },
            Cut::Block | Cut::Hard if found.weak => match fit.quality {
                Quality::Next => true,
                Quality::First => reading.shape != Shape::Bare || title,
                // "D. RESERVATION OF RIGHTS. ..." after B.
                Quality::Skip => headings::is_capitals(body.split('.').next().unwrap_or("")),
                _ => false,
            },
            Cut::Block | Cut::Hard => true,
        };
        enough.then(|| (reading.clone(), fit))
    }

    /// Whether the text so far ends in words that a number would complete to a reference.
    fn refers(&self) -> bool {
        self.placed.last().is_some_and(|p| {
            let text = p.block.text.trim_end();
            let word = text.rsplit(' ').next().unwrap_or("").trim_matches(['(', '"', '“']);
            text.ends_with([',', '，', '、', '第']) || lines::REFERRING.contains(&word.to_ascii_lowercase().as_str())
        })
    }

    fn fit(&self, r: &Reading, heading: Option<u8>, depth: u8, title: bool) -> Fit {
        let mut best = Fit { quality: Quality::Orphan, keep: self.parent_for(r, heading, depth) };
        let better = |best: &mut Fit, quality, keep| {
            if quality > best.quality {
                *best = Fit { quality, keep };
            }
        };
        let n = r.path.len();
        let mut next_with_other_face = None;
        for (i, level) in self.stack.iter().enumerate().rev() {
            let Some(open) = &level.reading else { continue };
            if depth > 0 && level.list > 0 && depth != level.list {
                continue;
            }
            let other_rank = heading.zip(level.heading).is_some_and(|(a, b)| a != b);
            if same_sequence(open, r) && other_rank {
                // Headings that count on do so even where the author took the wrong rank, if nothing fits better.
                let next = open.path[..n - 1] == r.path[..n - 1] && r.value() == open.value() + 1;
                if next && next_with_other_face.is_none() {
                    next_with_other_face = Some(i);
                }
            } else if same_sequence(open, r) {
                let same_parent = open.path[..n - 1] == r.path[..n - 1];
                if same_parent && r.value() == open.value() + 1 {
                    // A title does not follow an item that is none where an outer level would do.
                    if self.is_titled(level) == title {
                        better(&mut best, Quality::Next, i);
                    } else if next_with_other_face.is_none() {
                        next_with_other_face = Some(i);
                    }
                } else if same_parent && r.value() > open.value() && r.value() - open.value() <= 20 {
                    better(&mut best, Quality::Skip, i);
                } else if n > 1
                    && r.value() == 1
                    && r.path[n - 2] == open.path[n - 2] + 1
                    && r.path[..n - 2] == open.path[..n - 2]
                {
                    // 2.9, then 3.1 without a heading for 3
                    better(&mut best, Quality::Skip, i);
                } else if r.value() <= open.value() && n == 1 && r.value() > 1 {
                    better(&mut best, Quality::Repeat, i);
                } else if same_parent && r.value() <= open.value() && n > 1 {
                    better(&mut best, Quality::Repeat, i);
                }
            }
            if n > 1
                && counts_under(open)
                && open.path == r.path[..n - 1]
                && (open.shape != r.shape || open.path.len() + 1 == n)
            {
                better(&mut best, if r.value() == 1 { Quality::First } else { Quality::Skip }, i + 1);
            }
            if rank(open) == Some(Word::Schedule) && rank(r).is_none() {
                break;
            }
        }
        if best.quality < Quality::Next
            && let Some(i) = next_with_other_face
        {
            best = Fit { quality: Quality::Next, keep: i };
        }
        let after_path = r.shape == Shape::Round
            && self.stack.iter().any(|l| l.reading.as_ref().is_some_and(|o| o.shape == Shape::Path));
        if after_path && best.quality < Quality::First {
            // "1.0" at the end of 1.2, 1.1: a version, not a first clause
            let at = self.stack.iter().position(|l| l.reading.as_ref().is_some_and(|o| o.shape == Shape::Path));
            return Fit { quality: Quality::Repeat, keep: at.unwrap_or(self.stack.len()) };
        }
        if n == 1 && r.value() == 1 && best.quality < Quality::First {
            best = Fit { quality: Quality::First, keep: self.first_child(r, heading, depth, title) };
        }
        best
    }

    /// How many levels stay open for a label that starts a level of its own.
    fn parent_for(&self, r: &Reading, heading: Option<u8>, depth: u8) -> usize {
        let mut keep = self.stack.len();
        for (i, level) in self.stack.iter().enumerate() {
            let list = depth > 0 && level.list >= depth;
            let ranked =
                rank(r).is_some_and(|w| level.reading.as_ref().is_some_and(|o| rank(o).is_none_or(|v| v >= w)));
            let above = heading.is_some_and(|h| level.heading.map_or(!self.is_titled(level), |l| l >= h));
            if list || ranked || above {
                keep = i;
                break;
            }
        }
        if rank(r) == Some(Word::Schedule) { 0 } else { keep }
    }

    /// Where `1.`, `(a)`, `（一）` goes: under the innermost clause, or in the place of the list that stands there.
    fn first_child(&self, r: &Reading, heading: Option<u8>, depth: u8, title: bool) -> usize {
        let keep = self.parent_for(r, heading, depth);
        let Some(top) = self.stack[..keep].last() else { return keep };
        let restarts = top.reading.as_ref().is_some_and(|o| same_sequence(o, r))
            && (depth == 0 || top.list == 0 || top.list == depth);
        if !restarts {
            return keep;
        }
        let led = self.placed.last().is_some_and(|p| headings::introduces(&p.block.text));
        if led || (self.is_titled(top) && !title) { keep } else { keep - 1 }
    }

    /// Whether a level's own block is a title and no running text.
    fn is_titled(&self, level: &Level) -> bool {
        let Some(p) = self.placed.get(level.block) else { return false };
        level.heading.is_some()
            || level.style.is_some_and(|s| s != Style::RunIn)
            || headings::is_title(p.body_text())
            || (p.block.text.len() < 200 && p.block.emphasised(TextRange::new(p.body, p.block.text.len())))
    }

    fn open(&mut self, unit: Unit, found: &Match, reading: Reading, fit: Fit, heading: Option<u8>, depth: u8) {
        self.stack.truncate(fit.keep);
        let printed = unit.block.auto_label.is_none();
        let label = match &unit.block.auto_label {
            Some(label) => label.trim().to_owned(),
            None => unit.block.text[..found.len].trim().to_owned(),
        };
        let found = printed.then(|| found.clone());
        self.open_as(unit, Some(label), Some(reading), heading, found, depth);
    }

    fn open_as(
        &mut self,
        unit: Unit,
        label: Option<String>,
        reading: Option<Reading>,
        heading: Option<u8>,
        printed: Option<Match>,
        depth: u8,
    ) {
        let parent = self.stack.last().map(|l| l.clause);
        let clause = self.nodes.len();
        let block = self.placed.len();
        let level = parent.map_or(1, |p| self.nodes[p].level.saturating_add(1));
        let number = label.as_deref().map(|l| number::compose(&self.nodes, parent, reading.as_ref(), l));
        self.nodes.push(Node {
            label: label.clone(),
            number,
            reading: reading.clone(),
            level,
            parent,
            first_block: block,
        });
        self.stack.push(Level { reading, heading, style: None, list: depth, clause, block });
        let range = printed.as_ref().map(|m| TextRange::new(0, m.len));
        self.placed.push(Placed {
            label: label.map(|l| (l, range)),
            body: printed.map_or(0, |m| m.body.min(unit.block.text.len())),
            clause: Some(clause),
            opens: true,
            unmarked: None,
            bullet: unit.bullet,
            block: unit.block,
        });
    }

    fn open_unmarked(&mut self, unit: Unit, style: Style) {
        if let Some(i) = self.stack.iter().position(|l| l.style == Some(style)) {
            self.stack.truncate(i);
        } else {
            while let Some(top) = self.stack.last()
                && !self.is_titled(top)
            {
                self.stack.pop();
            }
        }
        self.open_as(unit, None, None, None, None, 0);
        if let (Some(level), Some(placed)) = (self.stack.last_mut(), self.placed.last_mut()) {
            level.style = Some(style);
            placed.unmarked = Some(style);
        }
    }

    /// Ends the levels that a block without a label does not belong to.
    fn close_for(&mut self, unit: &Unit, depth: u8, heading: Option<u8>) {
        if heading.is_some() {
            return;
        }
        while let Some(top) = self.stack.last() {
            let out_of_list = top.list > depth && !(depth == 0 && self.is_titled(top));
            if out_of_list || self.flush(top, unit) {
                self.stack.pop();
            } else {
                break;
            }
        }
    }

    /// Whether a paragraph goes on with the clause around an item, not with the item: it begins in the middle of a
    /// sentence, or the item was one of a led-in list and ended as such.
    fn flush(&self, top: &Level, unit: &Unit) -> bool {
        let Some(reading) = &top.reading else { return false };
        let item = matches!(reading.shape, Shape::Paren | Shape::Half | Shape::Circle)
            || matches!(reading.digits, Digits::Lower | Digits::LowerRoman);
        if !item || top.list > 0 || unit.bullet || unit.block.kind != BlockKind::Paragraph || self.stack.len() < 2 {
            return false;
        }
        let own = &self.placed[top.block].block.text;
        let lower = unit.block.text.starts_with(|c: char| c.is_lowercase());
        lower || own.ends_with([';', '；']) || self.placed.last().is_some_and(|p| p.block.text.ends_with([';', '；']))
    }

    /// A heading that is the document's title or part of it.
    fn title(&mut self, mut unit: Unit) {
        if !matches!(unit.block.kind, BlockKind::Heading { .. }) {
            unit.block.kind = BlockKind::Heading { level: 1 };
        }
        self.plain(unit, None);
    }

    fn plain(&mut self, unit: Unit, clause: Option<usize>) {
        let label = unit.block.auto_label.clone().map(|l| (l, None));
        self.placed.push(Placed {
            label,
            body: 0,
            clause,
            opens: false,
            unmarked: None,
            bullet: unit.bullet,
            block: unit.block,
        });
    }
}
