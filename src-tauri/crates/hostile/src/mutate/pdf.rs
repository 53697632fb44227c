//! Changes to PDF files: in bytes, words, references, lengths, offsets and inside of streams.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::Random;

use super::{bytes, tokens};

pub(super) fn mutated(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut changed = seed.to_vec();
    for _ in 0..=random.below(3) {
        match random.below(6) {
            0 => bytes::change(random, &mut changed, other, &tokens::PDF),
            1 => reference(random, &mut changed),
            2 => bytes::number(random, &mut changed),
            3 => value(random, &mut changed),
            _ => stream(random, &mut changed, other),
        }
    }
    // A reader that insists on the closing marks must not see only that they are gone.
    if random.once_in(2) && !changed.ends_with(b"%%EOF\n") {
        changed.extend_from_slice(b"\nstartxref\n0\n%%EOF\n");
    }
    changed
}

fn places(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    bytes.windows(mark.len()).enumerate().filter(|(_, w)| *w == mark).map(|(i, _)| i).collect()
}

/// Lets a reference lead elsewhere, often to an object that holds it.
fn reference(random: &mut Random, changed: &mut Vec<u8>) {
    let found = places(changed, b" 0 R");
    let Some(&end) = found.get(random.below(found.len())) else { return };
    let start = changed[..end].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |i| i + 1);
    let objects = places(changed, b" 0 obj").len();
    changed.splice(start..end, (1 + random.below(objects + 2)).to_string().into_bytes());
}

/// Gives a key an awkward value.
fn value(random: &mut Random, changed: &mut Vec<u8>) {
    const KEYS: [&[u8]; 14] = [
        b"/Length ",
        b"/Count ",
        b"/Kids ",
        b"/Size ",
        b"/Prev ",
        b"/W ",
        b"/Index ",
        b"/First ",
        b"/N ",
        b"/MediaBox ",
        b"startxref\n",
        b"/Columns ",
        b"/Filter ",
        b"/FirstChar ",
    ];
    let key = KEYS[random.below(KEYS.len())];
    let found = places(changed, key);
    let Some(start) = found.get(random.below(found.len())).map(|at| at + key.len()) else { return };
    let end = changed[start..].iter().position(|b| b"/>\n".contains(b)).map_or(changed.len(), |i| start + i);
    let number = random.pick(&tokens::NUMBERS).unwrap_or_default();
    let other = random.pick(&tokens::PDF).unwrap_or_default();
    let value = if random.once_in(3) { other } else { number };
    changed.splice(start..end, value.bytes());
}

/// Changes the content of a stream; a packed one is unpacked before and packed again.
fn stream(random: &mut Random, changed: &mut Vec<u8>, other: &[u8]) {
    let found = places(changed, b"stream\n");
    let begins: Vec<usize> = found.into_iter().filter(|&i| !changed[..i].ends_with(b"end")).collect();
    let Some(start) = begins.get(random.below(begins.len())).map(|at| at + b"stream\n".len()) else { return };
    let Some(length) = places(&changed[start..], b"endstream").first().copied() else { return };
    let content = changed[start..start + length].to_vec();
    let mut plain = Vec::new();
    // The sound part of a stream is kept where the rest of it cannot be unpacked.
    let packed = ZlibDecoder::new(content.as_slice()).take(1 << 20).read_to_end(&mut plain).is_ok();
    let mut inner = if packed { plain } else { content };
    bytes::change(random, &mut inner, other, &tokens::PDF);
    let inner = if packed { pack(&inner).unwrap_or(inner) } else { inner };
    if random.once_in(2) {
        set_length(changed, start, inner.len());
        // The dictionary before it may have become longer or shorter.
        let Some(moved) = places(changed, b"stream\n").into_iter().find(|i| i.abs_diff(start) < 40) else { return };
        let start = (moved + b"stream\n".len()).min(changed.len());
        let end = (start + length).min(changed.len());
        changed.splice(start..end, inner);
    } else {
        changed.splice(start..start + length, inner);
    }
}

fn set_length(changed: &mut Vec<u8>, before: usize, length: usize) {
    let Some(&key) = places(&changed[..before], b"/Length ").last() else { return };
    let start = key + b"/Length ".len();
    let end = changed[start..].iter().position(|b| !b.is_ascii_digit()).map_or(changed.len(), |i| start + i);
    changed.splice(start..end, length.to_string().into_bytes());
}

fn pack(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content)?;
    encoder.finish()
}
