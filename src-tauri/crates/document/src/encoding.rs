//! Bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::Error;

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text without a byte-order mark.
    pub(crate) text: String,
    /// Bytes of UTF-8 text before it in the file's text: 3 for a byte-order mark.
    pub(crate) base: usize,
    /// The encoding's name.
    pub(crate) encoding: String,
}

/// Decodes a text file: byte-order mark, then UTF-8, then UTF-16 by its look, then the likeliest legacy encoding.
///
/// # Errors
/// [`Error::Unsupported`] where the bytes are no text in any encoding known here.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = strict(encoding, &bytes[mark..])
            .unwrap_or_else(|| encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
        check(&text)?;
        return Ok(Decoded { text, base: '\u{feff}'.len_utf8(), encoding: encoding.name().to_owned() });
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        check(text)?;
        return Ok(Decoded { text: text.to_owned(), base: 0, encoding: UTF_8.name().to_owned() });
    }
    if let Some(encoding) = utf_16(bytes)
        && let Some(text) = strict(encoding, bytes)
        && check(&text).is_ok()
    {
        return Ok(Decoded { text, base: 0, encoding: encoding.name().to_owned() });
    }
    if bytes.contains(&0) {
        return Err(binary());
    }
    // No hint from a top-level domain: "cn" would make all Big5 into GBK.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed {
        // A stray byte in a long text is no reason to refuse it; many are.
        let broken = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        if broken * 200 > text.chars().count() {
            return Err(binary());
        }
    }
    check(&text)?;
    let name = if encoding == GBK { GB18030 } else { encoding };
    Ok(Decoded { text: text.into_owned(), base: 0, encoding: name.name().to_owned() })
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

fn binary() -> Error {
    Error::Unsupported { found: "binary data".to_owned() }
}

/// Text has few control characters.
fn check(text: &str) -> Result<(), Error> {
    let (mut all, mut control) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        control += usize::from((c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER);
    }
    if control * 50 > all { Err(binary()) } else { Ok(()) }
}

/// UTF-16 without a mark: ASCII has a zero in every second byte, Han text has high bytes from 4E to 9F (and 30, FF for
/// punctuation).
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let share = |offset: usize| {
        let high = sample.iter().skip(offset).step_by(2);
        let fits = high.filter(|b| matches!(b, 0x00 | 0x30 | 0x4E..=0x9F | 0xFF | 0x20)).count();
        fits as f64 / (sample.len() / 2) as f64
    };
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).any(|b| *b == 0);
    let (big, little) = (share(0), share(1));
    // At least one zero byte: every line feed has one.
    if little > 0.9 && little > big && zeros(1) {
        Some(UTF_16LE)
    } else if big > 0.9 && zeros(0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::BIG5;

    use super::*;

    const ZH: &str =
        "本协议由双方签订，任何一方违反本协议的约定，应当赔偿对方因此受到的直接损失，但赔偿总额不超过合同金额。";
    const ZH_HANT: &str =
        "本協議由雙方簽訂，任何一方違反本協議的約定，應當賠償對方因此受到的直接損失，但賠償總額不超過合同金額。";

    #[test]
    fn encodings_are_recognised() {
        let wide = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let zh = format!("{ZH}\r\n{ZH}\n");
        let hant = format!("{ZH_HANT}\r\n{ZH_HANT}\n");
        let en = "Either party may end this agreement.\nNotice is thirty days.\n";
        let cases = [
            (zh.as_bytes().to_vec(), zh.clone(), 0, "UTF-8"),
            ([b"\xEF\xBB\xBF", zh.as_bytes()].concat(), zh.clone(), 3, "UTF-8"),
            ([b"\xFF\xFE".to_vec(), wide(&zh, false)].concat(), zh.clone(), 3, "UTF-16LE"),
            ([b"\xFE\xFF".to_vec(), wide(en, true)].concat(), en.to_owned(), 3, "UTF-16BE"),
            (wide(&zh, false), zh.clone(), 0, "UTF-16LE"),
            (wide(en, true), en.to_owned(), 0, "UTF-16BE"),
            (GBK.encode(&zh).0.into_owned(), zh.clone(), 0, "gb18030"),
            (BIG5.encode(&hant).0.into_owned(), hant.clone(), 0, "Big5"),
        ];
        for (bytes, text, base, name) in cases {
            let got = decode(&bytes).unwrap();
            assert_eq!((got.text.as_str(), got.base, got.encoding.as_str()), (text.as_str(), base, name));
        }
    }

    #[test]
    fn binary_data_is_refused() {
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [noise.as_slice(), b"text\0\0\0\x01\x02 more", &[0u8; 64]] {
            assert!(matches!(decode(bytes), Err(Error::Unsupported { .. })));
        }
    }
}
