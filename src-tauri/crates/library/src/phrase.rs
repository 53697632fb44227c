//! The syntax of a cue's phrases (see [`crate::Cue`]). Matching compiles them; this module only says what is wrong.

use crate::did_you_mean;

/// Values that a phrase may ask for in braces, and a pattern as `@name`.
pub const VALUE_NAMES: [&str; 4] = ["money", "percent", "duration", "number"];

/// What is wrong with a phrase, with a hint; nothing where it is well formed.
pub(crate) fn fault(phrase: &str) -> Option<(String, String)> {
    let fault = |message: &str, hint: &str| Some((message.to_owned(), hint.to_owned()));
    let trimmed = phrase.trim();
    if trimmed.is_empty() {
        return fault("empty phrase", "remove it or write words");
    }
    if trimmed != phrase {
        return fault(
            "phrase begins or ends with a blank",
            "phrases match whole words by themselves: remove the blank",
        );
    }
    if phrase.contains("...") {
        return fault("three full stops in a phrase", "a gap is written `…` (one character)");
    }
    if phrase.starts_with('…') || phrase.ends_with('…') {
        return fault("a gap at the begin or end of a phrase", "a gap `…` stands between words");
    }
    if phrase.split('…').any(|part| part.trim().is_empty()) {
        return fault("two gaps side by side", "one `…` is enough");
    }
    brace_fault(phrase).or_else(|| star_fault(phrase))
}

fn brace_fault(phrase: &str) -> Option<(String, String)> {
    let mut rest = phrase;
    while let Some(at) = rest.find(['{', '}']) {
        let tail = &rest[at..];
        let names = "a value is written `{money}`, `{percent}`, `{duration}` or `{number}`".to_owned();
        let Some(inner) = tail.strip_prefix('{') else { return Some(("`}` without `{`".to_owned(), names)) };
        let Some(end) = inner.find('}') else { return Some(("`{` without `}`".to_owned(), names)) };
        let name = &inner[..end];
        if !VALUE_NAMES.contains(&name) {
            let hint = did_you_mean(name, VALUE_NAMES);
            return Some((format!("unknown value `{{{name}}}`"), if hint.is_empty() { names } else { hint }));
        }
        rest = &inner[end + 1..];
    }
    None
}

fn star_fault(phrase: &str) -> Option<(String, String)> {
    let letters: Vec<char> = phrase.chars().collect();
    for (i, _) in letters.iter().enumerate().filter(|(_, c)| **c == '*') {
        let after_letter = i > 0 && letters[i - 1].is_ascii_alphanumeric();
        let at_end = letters.get(i + 1).is_none_or(|c| !c.is_alphanumeric() && *c != '*');
        if !after_letter || !at_end {
            let message = "`*` does not stand at the end of an English word".to_owned();
            return Some((message, "`indemnif*` matches any ending; between words use `…`".to_owned()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn well_formed() {
        for phrase in [
            "liability",
            "in no event … exceed",
            "indemnif*",
            "hold* harmless",
            "within {duration} of",
            "以…为限",
            "不超过{money}",
            "re-perform*",
            "24x7",
        ] {
            assert_eq!(fault(phrase), None, "{phrase}");
        }
    }

    #[test]
    fn malformed() {
        let found: Vec<String> = [
            "",
            " ",
            " liable",
            "in no event ... exceed",
            "… exceed",
            "a … … b",
            "{mony}",
            "{x",
            "x}",
            "*ing",
            "in*event",
            "责任*",
        ]
        .into_iter()
        .map(|p| fault(p).map_or_else(|| format!("{p:?}: no fault"), |(m, h)| format!("{p:?}: {m} | {h}")))
        .collect();
        insta::assert_snapshot!(found.join("\n"));
    }
}
