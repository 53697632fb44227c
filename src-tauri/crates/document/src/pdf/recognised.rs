//! Words that a recogniser found on the picture of a page, as glyphs: the layout makes lines, paragraphs and tables of
//! them as of any others.

use super::characters::{self, is_wide};
use super::collect::{Direction, Glyph};
use super::fonts::Look;
use super::hidden::Paintwork;
use crate::{RecognisedPage, RecognisedWord};

/// Height of a line from the lowest to the highest ink, in font sizes.
const INK: f64 = 0.94;
/// Lines whose sizes differ by less than this from the usual one are set in that: the boxes of words say it roughly.
const ALIKE: f64 = 0.35;

/// A word's box on the upright page, `y` up.
#[derive(Clone, Copy, Debug)]
struct Placed<'w> {
    word: &'w RecognisedWord,
    x0: f64,
    x1: f64,
    bottom: f64,
    top: f64,
}

/// The words of `page` that do not stand where `own` text does: as glyphs, and as a page of their own. `width` and
/// `height` are those of the page in points.
pub(super) fn glyphs(page: &RecognisedPage, width: f64, height: f64, own: &[Glyph]) -> (Vec<Glyph>, RecognisedPage) {
    let placed = page.words.iter().filter_map(|word| place(word, width, height));
    let placed: Vec<Placed<'_>> = placed.filter(|p| !own.iter().any(|g| covers(g, p))).collect();
    let lines: Vec<&[Placed<'_>]> = placed.chunk_by(|a, b| a.word.line == b.word.line).collect();
    let heights: Vec<f64> = lines.iter().map(|l| height_of(l)).collect();
    let usual = usual(&lines, &heights);
    let mut glyphs = Vec::new();
    for (line, height) in lines.iter().zip(heights) {
        let height = if (height - usual).abs() < ALIKE * usual { usual } else { height };
        set(line, height / INK, &mut glyphs);
    }
    let words = placed.iter().map(|p| p.word.clone()).collect();
    (glyphs, RecognisedPage { page: page.page, words })
}

fn place(word: &RecognisedWord, width: f64, height: f64) -> Option<Placed<'_>> {
    let [left, top, right, bottom] = word.bbox.map(|share| f64::from(share.clamp(0.0, 1.0)));
    // Not so for what is no number.
    let sound = left < right && top < bottom && !word.text.trim().is_empty();
    sound.then_some(Placed {
        word,
        x0: left * width,
        x1: right * width,
        bottom: (1.0 - bottom) * height,
        top: (1.0 - top) * height,
    })
}

/// Whether a glyph stands in the middle of a word's box.
fn covers(glyph: &Glyph, word: &Placed<'_>) -> bool {
    let (x, y) = (f64::midpoint(word.x0, word.x1), f64::midpoint(word.bottom, word.top));
    let near = glyph.size / 2.0;
    glyph.direction == Direction::Across
        && (glyph.x0 - near..glyph.x1 + near).contains(&x)
        && (glyph.y - near..glyph.y + glyph.size).contains(&y)
}

/// The height of the highest word: the one that has letters with both strokes up and strokes down, if any has.
fn height_of(line: &[Placed<'_>]) -> f64 {
    line.iter().map(|p| p.top - p.bottom).fold(0.0, f64::max)
}

/// The height that the middle word of the page is set in.
fn usual(lines: &[&[Placed<'_>]], heights: &[f64]) -> f64 {
    let mut all: Vec<f64> = lines.iter().zip(heights).flat_map(|(l, h)| std::iter::repeat_n(*h, l.len())).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

/// Sets the words of a line on one baseline, with blanks between them.
fn set(line: &[Placed<'_>], size: f64, out: &mut Vec<Glyph>) {
    // Words without a stroke down stand on the baseline; the others reach below it.
    let mut bottoms: Vec<f64> = line.iter().map(|p| p.bottom).collect();
    bottoms.sort_by(f64::total_cmp);
    let y = bottoms.get(bottoms.len() * 3 / 4).copied().unwrap_or(0.0);
    let mut last: Option<(f64, bool)> = None;
    for p in line {
        let text: compact_str::CompactString = p.word.text.trim().chars().map(characters::fold).collect();
        let glyph = |text: compact_str::CompactString, x0: f64, x1: f64| Glyph {
            text,
            x0,
            x1,
            y,
            size,
            look: Look::default(),
            direction: Direction::Across,
            artifact: false,
            paint: Paintwork::Seen,
        };
        let wide = text.starts_with(is_wide);
        if let Some((x, wide_before)) = last.filter(|(x, _)| *x <= p.x0)
            && !(wide && wide_before)
        {
            out.push(glyph(" ".into(), x, p.x0));
        }
        last = Some((p.x1, text.ends_with(is_wide)));
        out.push(glyph(text, p.x0, p.x1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, bbox: [f32; 4], line: usize) -> RecognisedWord {
        RecognisedWord { text: text.into(), bbox, confidence: 0.9, line }
    }

    #[test]
    fn words_of_a_line_share_baseline_and_size() {
        let words = vec![
            word("are", [0.1, 0.105, 0.15, 0.115], 0),
            word("payable", [0.16, 0.1, 0.24, 0.12], 0),
            word("end", [0.1, 0.131, 0.15, 0.148], 1),
            word("nothing", [f32::NAN, 0.1, 0.24, 0.12], 2),
            word(" ", [0.1, 0.2, 0.2, 0.3], 2),
        ];
        let (found, used) = glyphs(&RecognisedPage { page: 3, words }, 600.0, 800.0, &[]);
        let texts: Vec<&str> = found.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(texts, ["are", " ", "payable", "end"]);
        assert_eq!((found[0].y, found[0].size), (found[2].y, found[2].size));
        assert!((found[0].size - found[3].size).abs() < 1e-9, "{found:?}");
        assert_eq!((used.page, used.words.len()), (3, 3));
    }

    #[test]
    fn han_characters_stand_without_blanks_and_own_text_stays() {
        let words = vec![
            word("责任", [0.1, 0.1, 0.14, 0.12], 0),
            word("限额", [0.15, 0.1, 0.19, 0.12], 0),
            word("Fees", [0.5, 0.1, 0.6, 0.12], 0),
        ];
        let own = Glyph {
            text: "F".into(),
            x0: 320.0,
            x1: 335.0,
            y: 708.0,
            size: 14.0,
            look: Look::default(),
            direction: Direction::Across,
            artifact: false,
            paint: Paintwork::Seen,
        };
        let (found, used) = glyphs(&RecognisedPage { page: 1, words }, 600.0, 800.0, &[own]);
        let texts: Vec<&str> = found.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(texts, ["责任", "限额"]);
        assert_eq!(used.words.len(), 2);
    }
}
