//! What a careful reader finds in the sample agreements, against what the program finds.
//!
//! `tests/agreements/sample-*.expected.json` is written by hand. `findings` must be there, with all their terms and no other;
//! `gaps` is what a lawyer expects and the program does not do yet; `extra` is what it finds beyond that. Each gap and
//! each extra finding says why it stands. The same agreement as a Word file must give the same findings.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Gaps, and extra findings, that a sample's file may list at most.
const MOST_ODD: usize = 6;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    clause_type: String,
    text: String,
    terms: BTreeMap<String, String>,
    number: String,
}

fn agreements() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements")
}

/// The findings of `carveout review FILE --format json`.
fn review(file: &str) -> Result<Vec<Found>> {
    let output = Command::new(env!("CARGO_BIN_EXE_carveout"))
        .arg("review")
        .arg(agreements().join(file))
        .args(["--format", "json"])
        .output()?;
    if !output.status.success() {
        return Err(format!("{file}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    let review: Value = serde_json::from_slice(&output.stdout)?;
    let findings = review["findings"].as_array().ok_or("no findings in the JSON")?;
    Ok(findings
        .iter()
        .map(|f| Found {
            clause_type: f["clause_type"].as_str().unwrap_or_default().to_owned(),
            text: f["text"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
            terms: terms(&f["terms"], |t| &t["short"]),
            number: f["clause"]["number"].as_str().unwrap_or_default().to_owned(),
        })
        .collect())
}

/// Term names with their short forms.
fn terms(object: &Value, short: impl Fn(&Value) -> &Value) -> BTreeMap<String, String> {
    let pairs = object.as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.clone(), short(value).as_str().unwrap_or_default().to_owned())).collect()
}

/// Takes the first finding of that type that begins so, with those terms if any has them.
fn take(found: &mut Vec<Found>, expected: &Value) -> Option<Found> {
    let (kind, start) = (expected["clause_type"].as_str()?, expected["starts_with"].as_str()?);
    let wanted = terms(&expected["terms"], |t| t);
    let fits = |f: &Found| f.clause_type == kind && f.text.starts_with(start);
    let at = found.iter().position(|f| fits(f) && f.terms == wanted).or_else(|| found.iter().position(fits))?;
    Some(found.remove(at))
}

fn check(sample: &str) -> Result<()> {
    let file = agreements().join(format!("{sample}.expected.json"));
    let golden: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    let mut found = review(&format!("{sample}.md"))?;
    let mut problems = Vec::new();
    let list = |key: &str| golden[key].as_array().cloned().unwrap_or_default();
    assert!(!list("findings").is_empty(), "{} lists no finding", file.display());
    for expected in list("findings") {
        match take(&mut found, &expected) {
            None => problems.push(format!("missing: {} “{}…”", expected["clause_type"], expected["starts_with"])),
            Some(f) => {
                let wanted = terms(&expected["terms"], |t| t);
                if f.terms != wanted {
                    problems.push(format!(
                        "terms of {} “{}…”: {:?}, expected {wanted:?}",
                        f.clause_type, expected["starts_with"], f.terms
                    ));
                }
            }
        }
    }
    let (gaps, extra) = (list("gaps"), list("extra"));
    for (what, entries) in [("gaps", &gaps), ("extra findings", &extra)] {
        assert!(entries.len() <= MOST_ODD, "{}: more than {MOST_ODD} {what}", file.display());
        for entry in entries {
            assert!(entry["why"].as_str().is_some_and(|w| !w.is_empty()), "without `why`: {entry}");
        }
    }
    for gap in &gaps {
        if take(&mut found, gap).is_some_and(|f| f.terms == terms(&gap["terms"], |t| t)) {
            problems.push(format!("no gap any more, move it to `findings`: {gap}"));
        }
    }
    for allowed in &extra {
        if take(&mut found, allowed).is_none() {
            problems.push(format!("no extra finding any more, strike it out: {allowed}"));
        }
    }
    problems.extend(found.iter().map(|f| format!("extra: {} at {} “{}”", f.clause_type, f.number, f.text)));
    assert!(problems.is_empty(), "{sample}.md:\n{}", problems.join("\n"));
    Ok(())
}

#[test]
fn english_sample() -> Result<()> {
    check("sample-en")
}

#[test]
fn chinese_sample() -> Result<()> {
    check("sample-zh")
}

/// The same words give the same findings, whatever the format.
fn same_in_word(sample: &str) -> Result<()> {
    let mut markdown = review(&format!("{sample}.md"))?;
    let mut word = review(&format!("{sample}.docx"))?;
    markdown.sort();
    word.sort();
    let only = |a: &[Found], b: &[Found]| -> Vec<String> {
        a.iter()
            .filter(|f| !b.contains(f))
            .map(|f| format!("{} {} “{}” {:?}", f.clause_type, f.number, f.text, f.terms))
            .collect()
    };
    let (in_markdown, in_word) = (only(&markdown, &word), only(&word, &markdown));
    assert!(
        in_markdown.is_empty() && in_word.is_empty(),
        "only in Markdown:\n{}\nonly in Word:\n{}",
        in_markdown.join("\n"),
        in_word.join("\n")
    );
    Ok(())
}

#[test]
fn english_word_file_as_markdown() -> Result<()> {
    same_in_word("sample-en")
}

#[test]
fn chinese_word_file_as_markdown() -> Result<()> {
    same_in_word("sample-zh")
}
