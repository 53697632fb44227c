//! From single characters to spans: stretches of one line without a wide gap.

use super::characters::is_wide;
use super::collect::{Direction, Glyph, Rule};
use super::fonts::Look;

/// A gap that parts words, as a part of the font size.
const WORD_GAP: f64 = 0.22;
/// The same between Han characters, which are set wider in justified lines.
const WIDE_WORD_GAP: f64 = 0.6;
/// The same between the label of a list item and its text.
const LABEL_GAP: f64 = 0.12;
/// A gap that parts spans.
const SPAN_GAP: f64 = 1.0;
/// Blanks typed in a row that part spans: people align columns with them.
const TYPED_BLANKS: usize = 4;

/// A stretch of one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Span {
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Font size.
    pub(super) size: f64,
    pub(super) text: Text,
    /// Where words begin: byte of the text and place on the line.
    pub(super) words: Vec<(usize, f64)>,
}

impl Span {
    /// Cuts the span at the first word that begins at `x` or behind; `None` where there is none.
    pub(super) fn split(&self, x: f64) -> Option<(Self, Self)> {
        let cut = self.words.iter().position(|(_, at)| *at >= x)?;
        let (byte, at) = *self.words.get(cut)?;
        let mut left = Self { x1: x.min(at), words: self.words[..cut].to_vec(), ..self.clone() };
        left.text.truncate(byte);
        left.text.trim_end();
        let words = self.words[cut..].iter().map(|(b, x)| (b - byte, *x)).collect();
        let right = Self { x0: at, text: self.text.tail(byte), words, ..*self };
        (!left.text.string.is_empty()).then_some((left, right))
    }
}

/// Text with the looks of its parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) string: String,
    /// End of each part in `string`, and its look; ends ascend.
    pub(super) looks: Vec<(usize, Look)>,
}

impl Text {
    pub(super) fn push(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.string.push_str(text);
        let end = self.string.len();
        match self.looks.last_mut() {
            Some(last) if last.1 == look => last.0 = end,
            _ => self.looks.push((end, look)),
        }
    }

    /// A blank, set like what is before it.
    pub(super) fn blank(&mut self) {
        let look = self.looks.last().map(|l| l.1).unwrap_or_default();
        self.push(" ", look);
    }

    pub(super) fn append(&mut self, other: &Self) {
        let mut start = 0;
        for (end, look) in &other.looks {
            self.push(&other.string[start..*end], *look);
            start = *end;
        }
    }

    /// Underlines all of it.
    pub(super) fn underline(&mut self) {
        for (_, look) in &mut self.looks {
            look.underline = true;
        }
    }

    /// The text from `start` on.
    pub(super) fn tail(&self, start: usize) -> Self {
        let mut out = Self::default();
        for (range, look) in self.parts().filter(|(r, _)| r.end > start) {
            out.push(&self.string[range.start.max(start)..range.end], look);
        }
        out
    }

    /// The parts with their ranges.
    pub(super) fn parts(&self) -> impl Iterator<Item = (std::ops::Range<usize>, Look)> {
        let mut start = 0;
        self.looks.iter().map(move |&(end, look)| {
            let range = start..end;
            start = end;
            (range, look)
        })
    }

    fn ends_blank(&self) -> bool {
        self.string.ends_with(' ')
    }

    fn trim_end(&mut self) {
        self.truncate(self.string.trim_end().len());
    }

    /// Cuts the text off at `end`.
    pub(super) fn truncate(&mut self, end: usize) {
        self.string.truncate(end);
        while self.looks.len() > 1 && self.looks[self.looks.len() - 2].0 >= end {
            self.looks.pop();
        }
        if let Some(last) = self.looks.last_mut() {
            last.0 = last.0.min(end);
        }
        if end == 0 {
            self.looks.clear();
        }
    }

    /// The look that all of the text has, blanks aside, for one property.
    pub(super) fn all(&self, of: fn(Look) -> bool) -> bool {
        let mut any = false;
        for (range, look) in self.parts() {
            if !self.string[range].trim().is_empty() {
                if !of(look) {
                    return false;
                }
                any = true;
            }
        }
        any
    }
}

/// Joins glyphs in the order they were drawn. All must run in the same direction.
pub(super) fn spans(glyphs: &[Glyph], rules: &[Rule]) -> Vec<Span> {
    let rules = Rules::new(rules, glyphs.first().map_or(Direction::Across, |g| g.direction));
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut blanks = 0;
    for glyph in glyphs {
        // Covered by text that stands for several glyphs.
        if glyph.text.is_empty() {
            if let Some(span) = open.as_mut().filter(|s| joins(s, glyph)) {
                span.x1 = span.x1.max(glyph.x1);
            }
            continue;
        }
        let blank = glyph.text.trim().is_empty();
        let mut look = glyph.look;
        look.underline = !blank && rules.under(glyph);
        if let Some(span) = open.as_mut() {
            if !blank && (blanks >= TYPED_BLANKS || rules.between(span, glyph)) {
                out.extend(open.take());
            } else if joins(span, glyph) {
                if blank {
                    blanks += 1;
                    if !span.text.string.is_empty() && !span.text.ends_blank() {
                        span.text.push(" ", look);
                    }
                } else {
                    if needs_blank(span, glyph) {
                        span.text.blank();
                    }
                    if span.text.ends_blank() {
                        span.words.push((span.text.string.len(), glyph.x0));
                    }
                    // Where the blank between two underlined words is drawn the line runs on below it.
                    span.text.push(&glyph.text, look);
                    // A raised sign does not make the line larger.
                    span.size = span.size.max(glyph.size);
                    blanks = 0;
                }
                span.x1 = if blank { span.x1 } else { glyph.x1.max(span.x1.min(glyph.x1 + span.size)) };
                continue;
            } else {
                out.extend(open.take());
            }
        }
        blanks = usize::from(blank);
        if !blank {
            let mut span = Span { x0: glyph.x0, x1: glyph.x1, y: glyph.y, size: glyph.size, ..Span::default() };
            span.text.push(&glyph.text, look);
            open = Some(span);
        }
    }
    out.extend(open);
    for span in &mut out {
        span.text.trim_end();
    }
    out.retain(|s| !s.text.string.is_empty());
    out
}

fn joins(span: &Span, glyph: &Glyph) -> bool {
    let size = span.size.max(glyph.size).max(0.1);
    let gap = glyph.x0 - span.x1;
    let shift = (glyph.y - span.y).abs();
    if shift < 0.25 * size && gap > -1.2 * size && gap < SPAN_GAP * size {
        return true;
    }
    // Raised and lowered signs.
    shift < 0.55 * size && gap > -0.5 * size && gap < 0.8 * size && glyph.size < span.size * 0.95
}

fn needs_blank(span: &Span, glyph: &Glyph) -> bool {
    if span.text.ends_blank() {
        return false;
    }
    let gap = glyph.x0 - span.x1;
    let (before, after) = (span.text.string.chars().next_back(), glyph.text.chars().next());
    let wide = before.is_some_and(is_wide) && after.is_some_and(is_wide);
    let least = match (wide, is_item_label(&span.text.string)) {
        (true, _) => WIDE_WORD_GAP,
        (false, true) => LABEL_GAP,
        (false, false) => WORD_GAP,
    };
    gap > glyph.size * least
}

/// Whether a span so far is the label of a list item, "b." or "(iv)": its text begins at a stop of its own, however
/// little is left before it.
fn is_item_label(text: &str) -> bool {
    let inner = text.strip_prefix('(').unwrap_or(text).strip_suffix([')', '.']);
    inner.is_some_and(|l| (1..=4).contains(&l.len()) && l.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The rules that text runs along: lines under words, walls between cells.
struct Rules {
    /// By height.
    horizontal: Vec<Rule>,
    /// From left to right.
    vertical: Vec<Rule>,
}

impl Rules {
    fn new(rules: &[Rule], direction: Direction) -> Self {
        // Rules beside turned text are not worth the trouble.
        let rules = if direction == Direction::Across { rules } else { &[] };
        let (mut horizontal, mut vertical): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|r| r.horizontal);
        horizontal.sort_by(|a, b| a.at.total_cmp(&b.at));
        vertical.sort_by(|a, b| a.at.total_cmp(&b.at));
        Self { horizontal, vertical }
    }

    /// Whether a glyph is underlined.
    fn under(&self, glyph: &Glyph) -> bool {
        let low = glyph.y - 0.25 * glyph.size;
        let from = self.horizontal.partition_point(|r| r.at < low);
        let middle = (glyph.x0 + glyph.x1) / 2.0;
        self.horizontal[from..].iter().take_while(|r| r.at <= glyph.y).any(|r| r.from <= middle && middle <= r.to)
    }

    /// Whether a wall stands between a span and the glyph after it.
    fn between(&self, span: &Span, glyph: &Glyph) -> bool {
        let slack = 0.1 * glyph.size;
        let height = glyph.y + 0.3 * glyph.size;
        let from = self.vertical.partition_point(|r| r.at < span.x1 - slack);
        self.vertical[from..]
            .iter()
            .take_while(|r| r.at <= glyph.x0 + slack)
            .any(|r| r.from <= height && height <= r.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::hidden::Paintwork;

    fn glyphs(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(i, c): (usize, char)| Glyph {
            text: c.to_string().into(),
            x0: x + 5.0 * i as f64,
            x1: x + 5.0 * (i + 1) as f64,
            y,
            size: 10.0,
            look: Look::default(),
            direction: Direction::Across,
            artifact: false,
            paint: Paintwork::Seen,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn texts(glyphs: &[Glyph], rules: &[Rule]) -> Vec<String> {
        spans(glyphs, rules).into_iter().map(|s| s.text.string).collect()
    }

    #[test]
    fn gaps_part_words_and_spans() {
        let line = |parts: &[(&str, f64, f64)]| parts.iter().flat_map(|&(t, x, y)| glyphs(t, x, y)).collect::<Vec<_>>();
        let cases = [
            ("kerned", line(&[("ab", 0.0, 0.0), ("cd", 11.0, 0.0)]), vec!["abcd"]),
            ("word", line(&[("ab", 0.0, 0.0), ("cd", 13.0, 0.0)]), vec!["ab cd"]),
            ("label", line(&[("b.", 0.0, 0.0), ("If", 11.5, 0.0)]), vec!["b. If"]),
            ("initials", line(&[("U.", 0.0, 0.0), ("S.", 10.5, 0.0)]), vec!["U.S."]),
            ("drawn blank", line(&[("ab ", 0.0, 0.0), ("cd", 15.0, 0.0)]), vec!["ab cd"]),
            ("column", line(&[("ab", 0.0, 0.0), ("cd", 30.0, 0.0)]), vec!["ab", "cd"]),
            ("typed column", line(&[("ab     cd", 0.0, 0.0)]), vec!["ab", "cd"]),
            ("next line", line(&[("ab", 0.0, 20.0), ("cd", 0.0, 8.0)]), vec!["ab", "cd"]),
            ("wide characters", line(&[("责", 0.0, 0.0), ("任", 9.0, 0.0)]), vec!["责任"]),
        ];
        for (name, glyphs, expected) in cases {
            assert_eq!(texts(&glyphs, &[]), expected, "{name}");
        }
    }

    #[test]
    fn rules_below_the_baseline_underline() {
        let rule = Rule { horizontal: true, at: 98.5, from: 0.0, to: 11.0 };
        let found = spans(&glyphs("abcd", 0.0, 100.0), &[rule]);
        let looks: Vec<_> = found[0].text.parts().map(|(r, l)| (r, l.underline)).collect();
        assert_eq!(looks, [(0..2, true), (2..4, false)]);
    }
}
