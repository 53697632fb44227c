//! Text printed twice a hair apart, or filled and then stroked: how a face without a bold weight is made bold.

use super::collect::Glyph;

/// Two like glyphs nearer than this part of their size are one.
const NEAR: f64 = 0.14;

/// Takes out glyphs that are printed over a like one and marks the ones below as bold.
pub(super) fn merge(glyphs: &mut Vec<Glyph>) {
    // By character and place: a glyph and its overprint become neighbours.
    let key = |(i, g): (usize, &Glyph)| {
        let c = g.text.chars().next().filter(|c| !c.is_whitespace())?;
        #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
        let (y, x) = ((g.y * 2.0).round() as i32, (g.x0 * 1000.0) as i32);
        Some((c, g.direction, y, x, i))
    };
    let mut order: Vec<_> = glyphs.iter().enumerate().filter_map(key).collect();
    order.sort_unstable();
    let mut over = vec![false; glyphs.len()];
    for pair in order.windows(2) {
        let (i, j) = (pair[0].4, pair[1].4);
        let (a, b) = (&glyphs[i], &glyphs[j]);
        let near = NEAR * a.size.max(b.size);
        let same = a.text == b.text
            && a.direction == b.direction
            && (a.x0 - b.x0).abs() <= near
            && (a.y - b.y).abs() <= near
            && (a.size - b.size).abs() < 0.2 * a.size;
        if same {
            // The one drawn first stands for both.
            let (first, second) = (i.min(j), i.max(j));
            over[second] = true;
            glyphs[first].look.bold = true;
        }
    }
    let mut over = over.into_iter();
    glyphs.retain(|_| !over.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::collect::Direction;
    use crate::pdf::fonts::Look;
    use crate::pdf::hidden::Paintwork;

    fn glyph(text: &str, x0: f64, y: f64) -> Glyph {
        Glyph {
            text: text.into(),
            x0,
            x1: x0 + 5.0,
            y,
            size: 10.0,
            look: Look::default(),
            direction: Direction::Across,
            artifact: false,
            paint: Paintwork::Seen,
        }
    }

    #[test]
    fn only_what_lies_on_top_of_its_like_goes() {
        let mut glyphs = vec![
            glyph("l", 0.0, 100.0),
            glyph("l", 2.2, 100.0),
            glyph("a", 4.4, 100.0),
            glyph("l", 0.3, 100.0),
            glyph("l", 2.5, 100.1),
            glyph("l", 0.0, 90.0),
            glyph("a", 4.4, 104.0),
        ];
        merge(&mut glyphs);
        let left: Vec<(&str, f64, f64, bool)> =
            glyphs.iter().map(|g| (g.text.as_str(), g.x0, g.y, g.look.bold)).collect();
        let expected = [
            ("l", 0.0, 100.0, true),
            ("l", 2.2, 100.0, true),
            ("a", 4.4, 100.0, false),
            ("l", 0.0, 90.0, false),
            ("a", 4.4, 104.0, false),
        ];
        assert_eq!(left, expected);
    }
}
