//! Text that the page has and nobody sees: white on white, too small to read, not painted at all.

use hayro_interpret::Paint;
use hayro_interpret::kurbo::{Point, Rect};

use super::collect::{Direction, Glyph, page_of};
use super::regions::lines;
use super::spans::spans;

/// Smallest text that can be read, in points.
const READABLE: f64 = 2.0;
/// Components of a colour at least this high are white.
const WHITE: f32 = 0.97;
/// Less opacity than this cannot be seen.
const OPACITY: f32 = 0.04;
/// Share of the characters of a page, in per cent, above which something else is going on than hiding: the ground that
/// they stand on was not understood.
const MOST: usize = 50;

/// How a run of characters meets the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Paintwork {
    #[default]
    Seen,
    /// White: seen on dark ground only.
    White,
    /// Not painted: put over the picture of a scanned page it says what is there.
    Unpainted,
}

/// Whether a paint leaves white paper as it is.
pub(super) fn is_white(paint: &Paint<'_>) -> bool {
    let Paint::Color(colour) = paint else { return false };
    let [red, green, blue, opacity] = colour.to_rgba().components();
    red.min(green).min(blue) >= WHITE || opacity < OPACITY
}

/// Takes the hidden characters out of `glyphs`: their words, or nothing where all can be seen. `grounds` are the places
/// where anything but white was painted, `complete` whether all such places are known.
pub(super) fn taken(glyphs: &mut Vec<Glyph>, grounds: &[Rect], complete: bool) -> String {
    let is_hidden = |g: &Glyph| {
        if g.direction == Direction::Slanted || g.text.trim().is_empty() {
            return false;
        }
        g.size < READABLE || (g.paint != Paintwork::Seen && complete && !stands_on(g, grounds))
    };
    let hidden: Vec<bool> = glyphs.iter().map(is_hidden).collect();
    let count = hidden.iter().filter(|h| **h).count();
    let all = glyphs.iter().filter(|g| !g.text.trim().is_empty()).count();
    if count == 0 || count * 100 > all * MOST {
        return String::new();
    }
    let mut hidden = hidden.into_iter();
    let out: Vec<Glyph> = glyphs.extract_if(.., |_| hidden.next().unwrap_or(false)).collect();
    let words: Vec<String> = lines(spans(&out, &[])).into_iter().map(|l| l.text.string).collect();
    words.join(" ")
}

fn stands_on(glyph: &Glyph, grounds: &[Rect]) -> bool {
    let middle = Point::new(f64::midpoint(glyph.x0, glyph.x1), glyph.y + 0.3 * glyph.size);
    let middle = page_of(glyph.direction, middle);
    grounds.iter().any(|r| r.contains(middle))
}
