//! What all targets do with an input.

use std::time::Duration;

use document::{Format, Options};

/// Reads an input; the answer must be a sound document or an error that a person can act on.
///
/// # Panics
/// If it is neither.
pub fn read(data: &[u8], format: Format) {
    // An endless page is stopped by the clock: a short one, as the fuzzer wants many inputs.
    let options = Options { format: Some(format), max_time: Duration::from_secs(5), ..Options::default() };
    let sound = match document::read_bytes("fuzz", data, &options) {
        Ok(document) => hostile::check(&document),
        Err(error) => hostile::check_error(&error),
    };
    if let Err(flaw) = sound {
        panic!("{flaw}");
    }
}
