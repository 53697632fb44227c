//! Sound files changed at random, with an eye to what their format is made of.

mod bytes;
mod pdf;
mod tokens;
mod word;

use document::Format;

use crate::{Random, Seed};

/// The file of this number: a seed of the format, changed. Always the same for the same seeds.
///
/// # Panics
/// If there is no seed.
#[must_use]
pub fn mutated(format: Format, seeds: &[Seed], number: u64) -> Vec<u8> {
    let mut random = Random::new(number.wrapping_mul(5) + format as u64);
    // The smaller of two, mostly: changes to a small file more often hit something, and it is read faster.
    let choices = [random.below(seeds.len()), random.below(seeds.len())].map(|i| &seeds[i]);
    let smaller = if choices[0].bytes.len() <= choices[1].bytes.len() { choices[0] } else { choices[1] };
    let seed = if random.once_in(8) { choices[0] } else { smaller };
    let other = &seeds[random.below(seeds.len())].bytes;
    match format {
        Format::Docx => word::mutated(&mut random, &seed.bytes),
        Format::Pdf => pdf::mutated(&mut random, &seed.bytes, other),
        Format::Html | Format::Markdown | Format::Text => {
            let mut bytes = seed.bytes.clone();
            bytes::change(&mut random, &mut bytes, other, tokens::of(format));
            if random.once_in(10) { bytes::in_another_encoding(&mut random, &bytes) } else { bytes }
        }
    }
}
