//! Characters that are written in more than one way, and those of symbol fonts.

use std::borrow::Cow;

/// Whether a character needs [`fold`].
pub(super) fn is_special(c: char) -> bool {
    matches!(c,
        '\u{A0}' | '\u{AD}' | '\r' | '\n' | '\t'
        | '\u{2000}'..='\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2011}' | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{2064}' | '\u{3000}' | '\u{FEFF}' | '\u{F000}'..='\u{F0FF}')
}

/// One character as it is kept: blanks of any width become a blank, invisible marks go, a hyphen that does not break
/// is a hyphen, and the private characters of symbol fonts become what they look like. `None` for nothing.
pub(super) fn fold(text: &str) -> Option<Cow<'_, str>> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return Some(Cow::Borrowed(text)) };
    match c {
        '\u{A0}'
        | '\u{2000}'..='\u{200A}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\r'
        | '\n'
        | '\t' => Some(Cow::Borrowed(" ")),
        '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => None,
        '\u{2011}' => Some(Cow::Borrowed("-")),
        '\u{F000}'..='\u{F0FF}' => Some(Cow::Borrowed(private(u32::from(c)))),
        _ => Some(Cow::Borrowed(text)),
    }
}

/// What `<w:sym w:font=".." w:char="F0A8"/>` prints, where it is a sign that agreements use.
pub(super) fn of_font(font: &str, code: Option<&str>) -> &'static str {
    let Some(code) = code.and_then(|c| u32::from_str_radix(c, 16).ok()) else { return UNKNOWN };
    let code = code & 0xFF;
    let font = font.to_lowercase();
    if font.starts_with("wingdings 2") {
        return match code {
            0x4F | 0x50 => "✓",
            0x52 => "☑",
            0x51 | 0x53 | 0x54 | 0x56 => "☒",
            0xA3 | 0x2A => "☐",
            _ => UNKNOWN,
        };
    }
    if font.starts_with("symbol") {
        return match code {
            0xB7 => "•",
            0xA3 => "≤",
            0xB3 => "≥",
            0xB4 => "×",
            0xB1 => "±",
            0xB8 => "÷",
            0xB9 => "≠",
            0xA5 => "∞",
            0xD7 => "·",
            0xE5 => "∑",
            0x2D => "−",
            0x2B => "+",
            0x3D => "=",
            0xD2 | 0xE2 => "®",
            0xD3 | 0xE3 => "©",
            0xD4 | 0xE4 => "™",
            _ => UNKNOWN,
        };
    }
    private(0xF000 | code)
}

/// A sign that has no counterpart here is shown as unknown, not left out.
const UNKNOWN: &str = "\u{FFFD}";

/// Characters of Wingdings (and the bullet of Symbol) in the private use area.
fn private(code: u32) -> &'static str {
    match code & 0xFF {
        0xB7 | 0x6C | 0x9F => "•",
        0xA7 | 0x6E => "▪",
        0x6F | 0x71 | 0x72 | 0xA8 => "☐",
        0xFE => "☑",
        0xFD | 0x78 | 0x54 => "☒",
        0xFC | 0x50 => "✓",
        0xFB => "✗",
        0xD8 => "➢",
        0xE0 | 0xE8 => "→",
        0x76 => "❖",
        0x4A => "☺",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_folded() {
        let cases = [
            ("\u{A0}", Some(" ")),
            ("\u{2003}", Some(" ")),
            ("\u{3000}", Some(" ")),
            ("\u{200B}", None),
            ("\u{AD}", None),
            ("\u{2011}", Some("-")),
            ("\u{F0B7}", Some("•")),
            ("\u{F0A8}", Some("☐")),
            ("a", Some("a")),
            ("&", Some("&")),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text).as_deref(), expected, "{text:?}");
            assert_eq!(is_special(text.chars().next().unwrap()), fold(text).as_deref() != Some(text), "{text:?}");
        }
    }

    #[test]
    fn signs_of_symbol_fonts() {
        let cases = [
            ("Wingdings", Some("F0A8"), "☐"),
            ("Wingdings", Some("F0FE"), "☑"),
            ("Wingdings 2", Some("F052"), "☑"),
            ("Symbol", Some("F0A3"), "≤"),
            ("Symbol", Some("00B7"), "•"),
            ("Wingdings", Some("F021"), UNKNOWN),
            ("Wingdings", Some("zz"), UNKNOWN),
            ("Wingdings", None, UNKNOWN),
        ];
        for (font, code, expected) in cases {
            assert_eq!(of_font(font, code), expected, "{font} {code:?}");
        }
    }
}
