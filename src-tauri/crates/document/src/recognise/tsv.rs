//! Tesseract's answer: one line for each page, block, paragraph, line and word, with columns parted by tabs.
//!
//! ```text
//! level page_num block_num par_num line_num word_num left top width height conf text
//! ```

use crate::RecognisedWord;

/// Columns of a line.
const COLUMNS: usize = 12;
const PAGE: u32 = 1;
const WORD: u32 = 5;

/// The words of a page, or the number of the line (counted from 1) that cannot be understood.
pub(super) fn words(answer: &str) -> Result<Vec<RecognisedWord>, usize> {
    let mut words: Vec<RecognisedWord> = Vec::new();
    let mut size = None;
    // Block, paragraph and line of the last word.
    let mut last: Option<[u32; 3]> = None;
    let mut line = 0;
    for (i, row) in answer.lines().enumerate() {
        if row.trim().is_empty() || row.starts_with("level\t") {
            continue;
        }
        let row = Row::parse(row).ok_or(i + 1)?;
        match row.level {
            PAGE => size = Some([row.bbox[2], row.bbox[3]]),
            WORD if !row.text.trim().is_empty() => {
                let [width, height] = size.filter(|[w, h]| *w > 0.0 && *h > 0.0).ok_or(i + 1)?;
                if last.is_some_and(|l| l != row.place) {
                    line += 1;
                }
                last = Some(row.place);
                let [left, top, across, down] = row.bbox;
                let share = |value: f32, whole: f32| (value / whole).clamp(0.0, 1.0);
                words.push(RecognisedWord {
                    text: row.text.trim().to_owned(),
                    bbox: [
                        share(left, width),
                        share(top, height),
                        share(left + across, width),
                        share(top + down, height),
                    ],
                    confidence: (row.confidence / 100.0).clamp(0.0, 1.0),
                    line,
                });
            }
            _ => {}
        }
    }
    Ok(words)
}

struct Row<'a> {
    level: u32,
    /// Block, paragraph, line.
    place: [u32; 3],
    /// Left, top, width, height in pixels.
    bbox: [f32; 4],
    /// 0 to 100; -1 for anything but a word.
    confidence: f32,
    text: &'a str,
}

impl<'a> Row<'a> {
    fn parse(row: &'a str) -> Option<Self> {
        let mut columns = row.splitn(COLUMNS, '\t');
        let mut whole = || columns.next()?.parse::<u32>().ok();
        let (level, _page) = (whole()?, whole()?);
        let place = [whole()?, whole()?, whole()?];
        let _word = whole()?;
        let mut number = || columns.next()?.parse::<f32>().ok().filter(|n| n.is_finite());
        let bbox = [number()?, number()?, number()?, number()?];
        let confidence = number()?;
        // Some versions leave out the last tab where there is no text.
        Some(Self { level, place, bbox, confidence, text: columns.next().unwrap_or_default() })
    }
}
