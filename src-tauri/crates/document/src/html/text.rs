//! Character references, with the place of each.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// Calls `emit` with stretches of decoded text and their ranges in `source`. Stretches that stand as they are have the
/// same length; a decoded reference has the range of all of its characters.
pub(crate) fn decode(source: &str, mut emit: impl FnMut(&str, Range<usize>)) {
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let Some(amp) = rest.find('&') else {
            emit(rest, at..source.len());
            return;
        };
        if amp > 0 {
            emit(&rest[..amp], at..at + amp);
        }
        let start = at + amp;
        let body = &source[start + 1..];
        let name = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').take(33).count();
        let end = start + 1 + name + usize::from(name > 0 && body[name..].starts_with(';'));
        let written = &source[start..end];
        let decoded = reference(written);
        emit(decoded.as_deref().unwrap_or(written), start..end);
        at = end;
    }
}

/// What `&amp;` and its like stand for; `None` where it is no reference.
fn reference(written: &str) -> Option<String> {
    if written.len() < 3 {
        return None;
    }
    let decoded = Tokenizer::new(written).flatten().find_map(|t| match t {
        Token::String(s) => String::from_utf8(s.value.0).ok(),
        _ => None,
    })?;
    (decoded != written).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_keep_their_places() {
        let mut got = Vec::new();
        decode("a&amp;b&nbsp;&#x4e00; R&D & &bogus; &copy", |t, r| got.push((t.to_owned(), r)));
        let texts: String = got.iter().map(|(t, _)| t.as_str()).collect();
        assert_eq!(texts, "a&b\u{a0}一 R&D & &bogus; ©");
        assert_eq!(got[1], ("&".to_owned(), 1..6));
        for (t, r) in &got {
            if t.len() == r.len() {
                assert_eq!(&"a&amp;b&nbsp;&#x4e00; R&D & &bogus; &copy"[r.clone()], t);
            }
        }
    }
}
