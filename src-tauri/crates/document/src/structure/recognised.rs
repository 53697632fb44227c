//! Which of the text came from text recognition, and how sure the recogniser was of it.

use std::collections::BTreeMap;

use crate::{Document, Page, Recognised, RecognisedPage, RecognisedWord, Source, TextRange};

/// The stretches of each block that hold recognised words. `pages` are the words that were taken into the text.
pub(super) fn ranges(document: &Document, pages: &[RecognisedPage]) -> Vec<Recognised> {
    let words: BTreeMap<usize, &[RecognisedWord]> = pages.iter().map(|p| (p.page, p.words.as_slice())).collect();
    let mut out = Vec::new();
    if words.is_empty() {
        return out;
    }
    let mut segments = document.segments.iter().peekable();
    for block in &document.blocks {
        // Range, page, sum of confidences and number of words of the stretch at work.
        let mut open: Option<(TextRange, usize, f32, usize)> = None;
        while let Some(segment) = segments.next_if(|s| s.text.start < block.range.end) {
            let Source::Pdf { page, bbox } = segment.source else { continue };
            let on_page = words.get(&page).copied().unwrap_or_default();
            let shown = page.checked_sub(1).and_then(|i| document.pages.get(i));
            let inside = |w: &&RecognisedWord| shown.is_some_and(|shown| is_inside(w, bbox, shown));
            let (sum, count) =
                on_page.iter().filter(inside).fold((0.0, 0), |(sum, count), w| (sum + w.confidence, count + 1));
            match &mut open {
                _ if count == 0 => out.extend(open.take().map(finished)),
                Some((range, of, total, n)) if *of == page => {
                    *range = range.cover(segment.text);
                    *total += sum;
                    *n += count;
                }
                _ => {
                    out.extend(open.take().map(finished));
                    open = Some((segment.text, page, sum, count));
                }
            }
        }
        out.extend(open.map(finished));
    }
    out
}

fn finished((range, page, sum, count): (TextRange, usize, f32, usize)) -> Recognised {
    #[expect(clippy::cast_precision_loss, reason = "words on a page")]
    let confidence = (sum / count as f32).clamp(0.0, 1.0);
    Recognised { range, page, confidence }
}

/// Whether the middle of a word is in a box that is in the file's coordinates.
fn is_inside(word: &RecognisedWord, bbox: [f32; 4], page: &Page) -> bool {
    let [left, top, right, bottom] = word.bbox;
    let (x, y) = (f32::midpoint(left, right) * page.width, f32::midpoint(top, bottom) * page.height);
    let [a, b, c, d, e, f] = page.transform;
    let corner = |x: f32, y: f32| (a * x + c * y + e, b * x + d * y + f);
    let (one, other) = (corner(bbox[0], bbox[1]), corner(bbox[2], bbox[3]));
    let between = |v: f32, from: f32, to: f32| from.min(to) <= v && v <= from.max(to);
    between(x, one.0, other.0) && between(y, one.1, other.1)
}
