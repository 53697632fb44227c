//! Changes to Word files: in the XML inside, in the set of parts, in the ZIP around them.

use zip::CompressionMethod;

use crate::Random;
use crate::word::{Part, pack, unpack};

use super::{bytes, tokens};

/// Values of a field of a ZIP record that lie.
const LIES: [u32; 8] = [0, 1, 8, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF, 0xFFFF_FFFE, 0xFFFF_FFFF];

pub(super) fn mutated(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let kind = random.below(10);
    if kind == 0 {
        let mut changed = seed.to_vec();
        bytes::change(random, &mut changed, seed, &[]);
        return changed;
    }
    if kind == 1 {
        return with_lies(random, seed);
    }
    // A seed is sound: what cannot be unpacked or packed is one that is not, and stays as it is.
    let Ok(mut parts) = unpack(seed) else { return seed.to_vec() };
    if kind == 2 {
        change_parts(random, &mut parts);
    } else {
        for _ in 0..=random.below(2) {
            change_xml(random, &mut parts);
        }
    }
    let method = if random.once_in(4) { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    pack(&parts, method).unwrap_or_else(|_| seed.to_vec())
}

fn change_xml(random: &mut Random, parts: &mut [Part]) {
    let count = parts.len();
    let chosen = match parts.iter().position(|(name, _)| name == "word/document.xml") {
        Some(body) if !random.once_in(3) => body,
        _ => random.below(count),
    };
    let other = parts[random.below(count)].1.clone();
    let Some((_, content)) = parts.get_mut(chosen) else { return };
    match random.below(4) {
        0 => bytes::change(random, content, &other, &tokens::WORD),
        1 => bytes::number(random, content),
        // Whole elements moved or doubled leave the XML well-formed more often.
        _ => {
            for _ in 0..=random.below(4) {
                change_tags(random, content);
            }
        }
    }
}

/// Takes out, doubles or moves a tag, or all from one tag to another.
fn change_tags(random: &mut Random, content: &mut Vec<u8>) {
    let tag_at = |content: &[u8], from: usize| -> Option<usize> {
        content.get(from..)?.iter().position(|b| *b == b'<').map(|i| from + i)
    };
    let from = random.below(content.len() + 1);
    let Some(start) = tag_at(content, from) else { return };
    let length = if random.once_in(2) { 1 } else { random.below(2000) };
    let end = tag_at(content, (start + length).min(content.len())).unwrap_or(content.len());
    let piece = content[start..end].to_vec();
    match random.below(3) {
        0 => drop(content.drain(start..end)),
        1 => {
            let times = if random.once_in(8) { (100_000 / piece.len().max(1)).max(1) } else { 1 };
            content.splice(start..start, piece.repeat(times));
        }
        _ => {
            content.drain(start..end);
            let to = random.below(content.len() + 1);
            let to = tag_at(content, to).unwrap_or(content.len());
            content.splice(to..to, piece);
        }
    }
}

fn change_parts(random: &mut Random, parts: &mut Vec<Part>) {
    let count = parts.len();
    let (a, b) = (random.below(count), random.below(count));
    match random.below(5) {
        0 => drop(parts.remove(a)),
        1 => {
            let content = parts[b].1.clone();
            parts[a].1 = content;
        }
        2 => {
            let names =
                ["word/header1.xml", "word/styles.xml", "/WORD\\document.xml", "../../x", "word/footnotes.xml", ""];
            if let Some(name) = random.pick(&names)
                && parts.iter().all(|(n, _)| n != name)
            {
                parts[a].0 = (*name).to_owned();
            }
        }
        3 => parts[a].1.clear(),
        // Every relationship leads to one part.
        _ => {
            let target = parts[a].0.clone();
            for (_, content) in parts.iter_mut().filter(|(n, _)| n.ends_with(".rels")) {
                let text = String::from_utf8_lossy(content);
                let pieces: Vec<&str> = text.split("Target=\"").collect();
                let led = pieces.iter().enumerate().map(|(i, piece)| match piece.split_once('"') {
                    Some((_, rest)) if i > 0 => format!("Target=\"/{target}\"{rest}"),
                    _ => (*piece).to_owned(),
                });
                *content = led.collect::<String>().into_bytes();
            }
        }
    }
}

/// Fields of the ZIP records set to what is not so: sizes, offsets, methods, flags, counts.
fn with_lies(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let mut changed = seed.to_vec();
    let marks: [(&[u8], usize); 3] = [(b"PK\x01\x02", 46), (b"PK\x03\x04", 30), (b"PK\x05\x06", 22)];
    for _ in 0..=random.below(4) {
        let (mark, length) = marks[random.below(marks.len())];
        let places: Vec<usize> =
            changed.windows(mark.len()).enumerate().filter(|(_, w)| *w == mark).map(|(i, _)| i).collect();
        let Some(&record) = places.get(random.below(places.len())) else { continue };
        let field = record + 4 + 2 * random.below((length - 4) / 2);
        let lie = if random.once_in(2) { LIES[random.below(LIES.len())] } else { random.below(changed.len()) as u32 };
        let width = if random.once_in(2) { 2 } else { 4 };
        for (place, byte) in changed.iter_mut().skip(field).take(width).zip(lie.to_le_bytes()) {
            *place = byte;
        }
    }
    changed
}
