//! Examples, counter-examples and wordings: the fenced blocks of an entry.

use crate::body::Fence;
use crate::{Example, Problem, did_you_mean};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the info string of a fence says: `example en also="a, b" good`.
#[derive(Debug, Default)]
pub(crate) struct Info {
    pub(crate) kind: String,
    pub(crate) language: String,
    pub(crate) also: Vec<String>,
    pub(crate) good: bool,
}

/// The kinds of fence that an entry may have.
const KINDS: [&str; 3] = ["example", "counter", "wording"];

/// Reads an info string.
pub(crate) fn info(file: &str, fence: &Fence) -> Result<Info, Problem> {
    let bad = |message: String, hint: &str| Problem::new(file, fence.line, message).words(&fence.info).hint(hint);
    let form = "write ```example en, ```counter zh or ```wording en";
    let (kind, rest) = fence.info.split_once(char::is_whitespace).unwrap_or((&fence.info, ""));
    if !KINDS.contains(&kind) {
        let hint = did_you_mean(kind, KINDS);
        return Err(bad(format!("unknown kind of block `{kind}`"), if hint.is_empty() { form } else { &hint }));
    }
    let rest = rest.trim_start();
    let (language, mut rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if !["en", "zh"].contains(&language) {
        return Err(bad(format!("the block's language is `{language}`"), form));
    }
    let mut info = Info { kind: kind.to_owned(), language: language.to_owned(), ..Info::default() };
    loop {
        rest = rest.trim_start();
        if let Some(list) = rest.strip_prefix("also=\"") {
            let Some(end) = list.find('"') else {
                return Err(bad("`also` has no closing quote".to_owned(), "write also=\"family/name, family/name\""));
            };
            info.also = list[..end].split([' ', ',']).filter(|id| !id.is_empty()).map(str::to_owned).collect();
            rest = &list[end + 1..];
        } else if let Some(after) = rest.strip_prefix("good") {
            info.good = true;
            rest = after;
        } else if rest.is_empty() {
            return Ok(info);
        } else {
            let word = rest.split_whitespace().next().unwrap_or(rest);
            return Err(bad(format!("unknown word `{word}`"), "after the language: also=\"ids\" or good"));
        }
    }
}

/// What stands below `===` in a counter-example.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    why: String,
}

/// Reads an example or counter-example.
pub(crate) fn read(file: &str, fence: &Fence, info: Info) -> Result<Example, Problem> {
    let (marked, below, below_line) = split(fence);
    let problem = |message: String| Problem::new(file, fence.line, message);
    let (text, marks) = unmark(marked).map_err(|(at, message)| {
        let line = fence.line + 1 + marked[..at].matches('\n').count();
        let words: String = marked[at..].chars().take(40).take_while(|c| *c != '\n').collect();
        Problem::new(file, line, message)
            .words(words)
            .hint("marks are written [[ and ]] in pairs, not inside each other")
    })?;
    let toml_problem = |e: toml::de::Error| {
        let line = below_line + below[..e.span().map_or(0, |s| s.start).min(below.len())].matches('\n').count();
        let form = "below `===` stand lines such as look_back = \"12 months\"; every value in quotes";
        let form = if info.kind == "counter" { "below `===` stands: why = \"the reason\"" } else { form };
        Problem::new(file, line, e.message().trim().replace('\n', ", ")).hint(form)
    };
    let (mut terms, mut why) = (BTreeMap::new(), String::new());
    if info.kind == "counter" {
        why = toml::from_str::<Why>(below).map_err(toml_problem)?.why;
        if !marks.is_empty() {
            return Err(problem("a counter-example has marks".to_owned())
                .hint("nothing is to be found in it: remove [[ and ]]"));
        }
        if why.trim().is_empty() {
            return Err(
                problem("a counter-example does not say why".to_owned()).hint("below `===`: why = \"the reason\"")
            );
        }
    } else {
        terms = toml::from_str(below).map_err(toml_problem)?;
        if marks.is_empty() {
            return Err(
                problem("an example has no mark".to_owned()).hint("put [[ and ]] around the sentence to be found")
            );
        }
    }
    if text.trim().is_empty() {
        return Err(problem("the block is empty".to_owned()));
    }
    let Info { language, also, good, .. } = info;
    Ok(Example { language, text, marks, terms, also, good, why, line: fence.line })
}

/// Splits a fence's content at the last line `===`: text, what stands below, and the line where that begins.
fn split(fence: &Fence) -> (&str, &str, usize) {
    let mut found = None;
    let mut at = 0;
    for (i, line) in fence.text.split_inclusive('\n').enumerate() {
        if line.trim_end() == "===" {
            found = Some((at, at + line.len(), i));
        }
        at += line.len();
    }
    match found {
        Some((end, below, i)) => (&fence.text[..end], &fence.text[below..], fence.line + i + 2),
        None => (&fence.text, "", fence.line),
    }
}

/// A text without its marks, and their byte ranges in it.
type Unmarked = (String, Vec<(usize, usize)>);

/// Takes `[[` and `]]` out. The error names the byte and what is wrong there.
fn unmark(marked: &str) -> Result<Unmarked, (usize, &'static str)> {
    let marked_end = marked.trim_end().len();
    let marked = &marked[..marked_end];
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None);
    let mut at = 0;
    while let Some(next) = marked[at..].find(['[', ']']).map(|i| at + i) {
        text.push_str(&marked[at..next]);
        let here = &marked[next..];
        at = next + 2;
        if here.starts_with("[[") {
            if open.replace((text.len(), next)).is_some() {
                return Err((next, "a mark begins inside a mark"));
            }
        } else if here.starts_with("]]") {
            let Some((start, _)) = open.take() else { return Err((next, "a mark ends that has not begun")) };
            marks.push((start, text.len()));
        } else {
            text.push_str(&here[..1]);
            at = next + 1;
        }
    }
    text.push_str(&marked[at..]);
    match open {
        Some((_, at)) => Err((at, "a mark does not end")),
        None => Ok((text, marks)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fence(info: &str, text: &str) -> Fence {
        Fence { info: info.into(), text: text.into(), line: 10 }
    }

    fn parse(f: &Fence) -> Result<Example, Problem> {
        info("x.md", f).and_then(|i| read("x.md", f, i))
    }

    #[test]
    fn example_with_marks_terms_and_flags() {
        let f = fence(
            "example zh also=\"a/b, c/d\" good",
            "前言。[[责任不超过已付费用。]]后语[1]。\n\n[[二]]\n===\nbasis = \"paid\"\n",
        );
        let e = parse(&f).unwrap();
        assert_eq!(e.text, "前言。责任不超过已付费用。后语[1]。\n\n二");
        let marked: Vec<_> = e.marks.iter().map(|(a, b)| &e.text[*a..*b]).collect();
        assert_eq!(marked, ["责任不超过已付费用。", "二"]);
        assert_eq!(e.also, ["a/b", "c/d"]);
        assert!(e.good);
        assert_eq!(e.terms["basis"], "paid");
    }

    #[test]
    fn mistakes_name_line_and_remedy() {
        let cases = [
            ("exampel en", "[[x]]"),
            ("example fr", "[[x]]"),
            ("example", "[[x]]"),
            ("example en nice", "[[x]]"),
            ("example en also=\"a", "[[x]]"),
            ("example en", "no mark"),
            ("example en", "line one\nline [[two"),
            ("example en", "a ]] b"),
            ("example en", "[[a [[b]]"),
            ("example en", "[[x]]\n===\nok = \"1\"\nlook_back = 6"),
            ("counter en", "[[x]]\n===\nwhy = \"y\""),
            ("counter en", "x"),
            ("counter en", "x\n===\nwhy = \"\""),
            ("counter en", "x\n===\nwyh = \"\""),
            ("example en", "[[]]"),
        ];
        let found: Vec<String> = cases
            .into_iter()
            .map(|(i, t)| parse(&fence(i, t)).map_or_else(|p| p.to_string(), |_| format!("no problem: {i} {t}")))
            .collect();
        insta::assert_snapshot!(found.join("\n"));
    }
}
