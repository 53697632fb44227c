//! Whether a possible label is believed, how it is read, and where its clause goes.

use super::headings;
use super::labels::{Digits, Match, Reading, Shape, Word};
use super::lines::{self, Cut, Unit, ends_statement};
use super::outline::Outline;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
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
pub(super) struct Fit {
    pub(super) quality: Quality,
    /// Levels that stay open.
    pub(super) keep: usize,
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

pub(super) const fn rank(reading: &Reading) -> Option<Word> {
    match reading.shape {
        Shape::Word(w) => Some(w),
        _ => None,
    }
}

/// Whether a sentence or an item of a list ends here: `...;`, `...; or`, `...；以及`.
pub(super) fn item_ends(text: &str) -> bool {
    let text = text.trim_end();
    let last = ["and/or", "and", "or", "以及", "和", "或", "及"].iter().find_map(|w| text.strip_suffix(w));
    ends_statement(text) || last.is_some_and(|t| t.trim_end().ends_with([';', ',', '；', '，']))
}

/// Whether text begins as a clause does.
fn opens_text(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || crate::draft::is_cjk(c) || matches!(c, '"' | '[' | '{' | '*'))
}

/// Whether one of the next possible labels counts on from a number like `3.2.12`: then it is one itself, even where the
/// numbers before it are lost.
pub(super) fn goes_on_counting(units: &[Unit], i: usize) -> bool {
    let path = |u: &Unit| {
        let reading = u.label.as_ref()?.readings.first()?;
        (reading.shape == Shape::Path && reading.path.len() > 1).then(|| reading.path.clone())
    };
    let Some(own) = units.get(i).filter(|u| matches!(u.cut, Cut::Inline | Cut::Line)).and_then(path) else {
        return false;
    };
    let n = own.len();
    units[i + 1..].iter().take(8).filter_map(path).any(|next| {
        let sibling = next.len() == n && next[..n - 1] == own[..n - 1] && next[n - 1] == own[n - 1] + 1;
        let child = next.len() == n + 1 && next[..n] == own && next[n] == 1;
        sibling || child
    })
}

/// How a number stands to an open one of the same sequence.
fn relation(open: &Reading, r: &Reading) -> Quality {
    let n = r.path.len();
    let (value, last) = (r.value(), open.value());
    if open.path[..n - 1] == r.path[..n - 1] {
        return match value {
            v if v == last + 1 => Quality::Next,
            v if v > last && v - last <= 20 => Quality::Skip,
            v if v <= last && (n > 1 || v > 1) => Quality::Repeat,
            _ => Quality::Orphan,
        };
    }
    // 2.9, then 3.1 without a heading for 3
    let next_parent = n > 1 && r.path[n - 2] == open.path[n - 2] + 1 && r.path[..n - 2] == open.path[..n - 2];
    if next_parent && value == 1 { Quality::Skip } else { Quality::Orphan }
}

impl Outline {
    /// Whether a possible label is believed, read how, and where it goes.
    pub(super) fn judge(
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
            Cut::Line if carried && settled && !found.weak => true,
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
            if same_sequence(open, r) {
                match relation(open, r) {
                    // Headings that count on do so even where the author took the wrong rank, and a title does not
                    // follow an item that is none: only if nothing fits better.
                    Quality::Next if other_rank || self.is_titled(level) != title => {
                        next_with_other_face = next_with_other_face.or(Some(i));
                    }
                    Quality::Orphan => {}
                    _ if other_rank => {}
                    quality => better(&mut best, quality, i),
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
            // "A. Services", then "1. Scope" as a heading of the same rank: another numbering begins below it.
            let begins_below = rank(r).is_none()
                && r.path == [1]
                && heading.is_some()
                && level.heading == heading
                && level.reading.as_ref().is_some_and(|o| !same_sequence(o, r));
            let above =
                !begins_below && heading.is_some_and(|h| level.heading.map_or(!self.is_titled(level), |l| l >= h));
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
}
