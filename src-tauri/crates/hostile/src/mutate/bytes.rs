//! Changes to bytes, whatever they mean.

use encoding_rs::{BIG5, GB18030, SHIFT_JIS, WINDOWS_1252};

use crate::Random;

use super::tokens;

/// Longest that a changed file gets, over its first length.
const GROWTH: usize = 256 << 10;

/// Makes one to eight changes. `other` is a file to take pieces from, `tokens` are words of the format.
pub(super) fn change(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8], tokens: &[&str]) {
    let most = bytes.len() + GROWTH;
    for _ in 0..=random.below(8) {
        once(random, bytes, other, tokens);
        bytes.truncate(most);
    }
}

fn once(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8], words: &[&str]) {
    let at = random.below(bytes.len() + 1);
    match random.below(12) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.byte();
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        2 => {
            let added: Vec<u8> = (0..=random.below(8)).map(|_| random.byte()).collect();
            bytes.splice(at..at, added);
        }
        3 => drop(bytes.drain(piece(random, bytes.len()))),
        // The same piece again, or very often.
        4 => {
            let piece = bytes[piece(random, bytes.len())].to_vec();
            let times = if random.once_in(8) { 400 } else { 1 + random.below(4) };
            let times = times.min(GROWTH / piece.len().max(1));
            bytes.splice(at..at, piece.repeat(times));
        }
        5 => {
            let moved: Vec<u8> = bytes.drain(piece(random, bytes.len())).collect();
            let at = at.min(bytes.len());
            bytes.splice(at..at, moved);
        }
        6 => {
            let taken = other[piece(random, other.len())].to_vec();
            let until = (at + random.below(taken.len() + 1)).min(bytes.len());
            bytes.splice(at..until, taken);
        }
        7 if random.once_in(4) => bytes.truncate(at),
        8 => number(random, bytes),
        9 => {
            let word = random.pick(&tokens::CHARACTERS).unwrap_or_default();
            bytes.splice(at..at, word.iter().copied());
        }
        _ => {
            let word = random.pick(words).unwrap_or_default().as_bytes();
            let times = if random.once_in(8) { 1 + random.below(2000) } else { 1 };
            bytes.splice(at..at, word.repeat(times));
        }
    }
}

/// A stretch, mostly a short one.
fn piece(random: &mut Random, length: usize) -> std::ops::Range<usize> {
    let start = random.below(length + 1);
    let most = if random.once_in(4) { length } else { 64 };
    start..(start + random.below(most + 1)).min(length)
}

/// Writes an awkward number in the place of one that is there.
pub(super) fn number(random: &mut Random, bytes: &mut Vec<u8>) {
    let from = random.below(bytes.len() + 1);
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|i| from + i) else { return };
    let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |i| start + i);
    let awkward = random.pick(&tokens::NUMBERS).unwrap_or_default();
    bytes.splice(start..end, awkward.bytes());
}

/// The text in another encoding, sometimes cut in the middle of a character.
pub(super) fn in_another_encoding(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let wide = |bytes_of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes_of).collect::<Vec<u8>>();
    let mut out = match random.below(8) {
        0 => [&[0xFF, 0xFE][..], &wide(u16::to_le_bytes)].concat(),
        1 => [&[0xFE, 0xFF][..], &wide(u16::to_be_bytes)].concat(),
        2 => wide(u16::to_le_bytes),
        3 => wide(u16::to_be_bytes),
        4 => GB18030.encode(&text).0.into_owned(),
        5 => BIG5.encode(&text).0.into_owned(),
        6 => SHIFT_JIS.encode(&text).0.into_owned(),
        _ => WINDOWS_1252.encode(&text).0.into_owned(),
    };
    if random.once_in(2) {
        out.truncate(random.below(out.len() + 1));
    }
    out
}
