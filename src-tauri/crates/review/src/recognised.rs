//! Text that came from text recognition: how far it can be trusted.

use crate::RecognisedPage;
use document::{Document, Language, TextRange};
use std::collections::BTreeMap;

/// The recognised pages, in order, each with its confidence: the mean over its stretches by their length.
pub(crate) fn pages(document: &Document) -> Vec<RecognisedPage> {
    let mut pages: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for stretch in &document.recognised {
        #[expect(clippy::cast_precision_loss, reason = "lengths of text are far below 2^52")]
        let length = stretch.range.len().max(1) as f64;
        let (sum, whole) = pages.entry(stretch.page).or_default();
        *sum += f64::from(stretch.confidence) * length;
        *whole += length;
    }
    pages.into_iter().map(|(page, (sum, whole))| RecognisedPage { page, confidence: rounded(sum / whole) }).collect()
}

/// The least confidence of the stretches in a range; `None` where none of it was recognised.
pub(crate) fn confidence(document: &Document, range: TextRange) -> Option<f64> {
    let inside = document.recognised.iter().filter(|r| r.range.overlaps(range));
    inside.map(|r| rounded(f64::from(r.confidence))).min_by(f64::total_cmp)
}

/// Three digits: more would say nothing.
fn rounded(confidence: f64) -> f64 {
    (confidence * 1000.0).round() / 1000.0
}

/// Which pages were recognised and how sure that was.
pub(crate) fn warning(document: &Document, language: Language) -> String {
    let pages = pages(document);
    let percent = |p: &RecognisedPage| format!("{:.0}%", p.confidence * 100.0);
    let numbers = ranges(&pages.iter().map(|p| p.page).collect::<Vec<_>>(), language);
    let least = pages.iter().min_by(|a, b| a.confidence.total_cmp(&b.confidence)).map(percent).unwrap_or_default();
    match (language, pages.len()) {
        (Language::En, 1) => format!(
            "The text of page {numbers} came from text recognition (confidence {least}) and may have mistakes, in amounts \
             too. Compare what matters with the picture of the page."
        ),
        (Language::En, _) => format!(
            "The text of pages {numbers} came from text recognition (confidence {least} or more) and may have mistakes, in \
             amounts too. Compare what matters with the pictures of the pages."
        ),
        (Language::Zh, n) => {
            let or_more = if n > 1 { "不低于 " } else { "" };
            format!(
                "第 {numbers} 页的文字由文字识别得出（置信度{or_more}{least}），可能有误，金额亦然。重要内容请与页面图像核对。"
            )
        }
    }
}

/// Ascending numbers in words: `1 to 3, 7`.
fn ranges(numbers: &[usize], language: Language) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => runs.push((n, n)),
        }
    }
    let (to, comma) = match language {
        Language::En => (" to ", ", "),
        Language::Zh => ("–", "、"),
    };
    let run = |&(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}{to}{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(comma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Format, Recognised};

    fn document(stretches: &[(usize, usize, usize, f32)]) -> Document {
        let mut d = Document::new("scan.pdf", Format::Pdf);
        d.recognised = stretches
            .iter()
            .map(|&(start, end, page, confidence)| Recognised { range: TextRange::new(start, end), page, confidence })
            .collect();
        d
    }

    #[test]
    fn confidence_of_pages_and_of_ranges() {
        let d = document(&[(0, 10, 1, 0.9), (10, 40, 1, 0.7), (40, 50, 3, 0.95)]);
        let pages: Vec<_> = pages(&d).iter().map(|p| (p.page, p.confidence)).collect();
        assert_eq!(pages, [(1, 0.75), (3, 0.95)]);
        let of = |start, end| confidence(&d, TextRange::new(start, end));
        assert_eq!((of(0, 10), of(5, 20), of(45, 60), of(50, 60)), (Some(0.9), Some(0.7), Some(0.95), None));
    }

    #[test]
    fn warnings_name_pages_and_confidence() {
        for (pages, english, chinese) in [
            (
                &[(0, 9, 4, 0.9)][..],
                "of page 4 came from text recognition (confidence 90%)",
                "第 4 页的文字由文字识别得出（置信度90%）",
            ),
            (
                &[(0, 9, 1, 0.9), (9, 20, 2, 0.8), (20, 30, 7, 0.95)],
                "of pages 1 to 2, 7 came from text recognition (confidence 80% or more)",
                "第 1–2、7 页的文字由文字识别得出（置信度不低于 80%）",
            ),
        ] {
            let d = document(pages);
            assert!(warning(&d, Language::En).contains(english), "{}", warning(&d, Language::En));
            assert!(warning(&d, Language::Zh).contains(chinese), "{}", warning(&d, Language::Zh));
        }
    }
}
