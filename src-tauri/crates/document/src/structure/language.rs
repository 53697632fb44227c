//! Which language a text is in.

use crate::Language;
use crate::draft::is_han;

/// Chinese where Han characters make up a fifth of the letters: a Han character says more than a Latin letter, and
/// product names stay Latin in Chinese agreements.
pub(crate) fn of(text: &str) -> Language {
    let (mut han, mut letters) = (0usize, 0usize);
    for c in text.chars() {
        if is_han(c) {
            han += 1;
            letters += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    if letters > 0 && han * 5 >= letters { Language::Zh } else { Language::En }
}
