//! Pages of a PDF and the text recognised on scanned ones.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// A page of a PDF, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Width in PDF points (1/72 inch), after turning.
    pub width: f32,
    /// Height in PDF points, after turning.
    pub height: f32,
    /// From the file's coordinates (those of [`super::Source::Pdf`]) to the shown page in points, y downwards: the
    /// coefficients a to f of `x' = ax + cy + e`, `y' = bx + dy + f`.
    pub transform: [f32; 6],
}

/// A stretch of text that came from text recognition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recognised {
    /// Where in the text.
    pub range: TextRange,
    /// Page, counted from 1.
    pub page: usize,
    /// How sure the recogniser was of the words in it on average, 0 to 1.
    pub confidence: f32,
}

/// A word that a recogniser found on the picture of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecognisedWord {
    /// The word.
    pub text: String,
    /// Left, top, right, bottom as shares of the page's shown width and height, 0 to 1.
    pub bbox: [f32; 4],
    /// How sure the recogniser was, 0 to 1.
    pub confidence: f32,
    /// The line of the page it stands on: words of a line share the number, and lines ascend.
    pub line: usize,
}

/// The words recognised on one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecognisedPage {
    /// Page, counted from 1.
    pub page: usize,
    /// The words, line by line.
    pub words: Vec<RecognisedWord>,
}
