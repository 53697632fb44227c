//! The reader of Word files. A file that is no ZIP stands for the parts of one, parted by zero bytes: a fuzzer cannot
//! make checksums and compression.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"PK") {
        carveout_fuzz::read(data, document::Format::Docx);
    } else if let Ok(word) = hostile::word::from_fuzzer(data) {
        carveout_fuzz::read(&word, document::Format::Docx);
    }
});
