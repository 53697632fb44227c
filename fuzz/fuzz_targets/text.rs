//! The reader of plain text.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| carveout_fuzz::read(data, document::Format::Text));
