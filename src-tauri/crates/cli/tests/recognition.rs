//! `--ocr`: scanned pages recognised with Tesseract; where it is not installed, with a script in its place.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// The words of a page of 2480 by 3508 pixels, as Tesseract tells them: one line of text each.
const LINES: [&str; 2] = ["1.1 Our total liability is limited to the fees", "paid in the previous month."];

fn file(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements/bad").join(name).display().to_string()
}

fn carveout(args: &[&str], tesseract: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carveout"));
    command.args(args).env_remove("CARVEOUT_LOG").env_remove("CARVEOUT_TESSERACT");
    if let Some(program) = tesseract {
        command.env("CARVEOUT_TESSERACT", program);
    }
    command.output().expect("it starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A script that answers as Tesseract does; `page` is what it does with a page.
fn fake(dir: &Path, languages: &str, page: &str) -> std::path::PathBuf {
    let path = dir.join("tesseract");
    let text = format!(
        "#!/bin/sh\ncase $1 in\n--version) echo 'tesseract 5.3.0';;\n--list-langs) printf 'List:\\n{languages}';;\n\
         *) {page};;\nesac\n"
    );
    // Written by another program: a file that this one has open for writing may not be started by its other threads.
    let written =
        Command::new("sh").args(["-c", "printf %s \"$1\" >\"$0\" && chmod +x \"$0\""]).arg(&path).arg(text).status();
    assert!(written.unwrap().success());
    path
}

/// Tesseract's answer with the words of [`LINES`].
fn answer() -> String {
    let mut out = "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n".to_owned();
    for (i, line) in LINES.iter().enumerate() {
        let mut left = 300;
        for (j, word) in line.split(' ').enumerate() {
            let width = word.len() * 28;
            let (top, conf) = (400 + 100 * i, 90 + j % 3);
            out += &format!("5\t1\t1\t1\t{}\t{}\t{left}\t{top}\t{width}\t50\t{conf}\t{word}\n", i + 1, j + 1);
            left += width + 20;
        }
    }
    out
}

#[test]
fn recognised_words_become_marked_text() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("answer"), answer()).unwrap();
    let page = format!("cat >/dev/null; cat '{}'", dir.path().join("answer").display());
    let tesseract = fake(dir.path(), "eng\\nosd\\n", &page);

    let output = carveout(&["text", "--ocr", &file("scanned.pdf")], Some(&tesseract));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(String::from_utf8(output.stdout.clone()).unwrap().trim(), LINES.join(" "));
    for words in ["of page 1 came from text recognition (confidence 91%)", "no data for simplified Chinese (chi_sim)"] {
        assert!(said(&output).contains(words), "{words} is not in {}", said(&output));
    }

    let output = carveout(&["review", "--ocr=eng", "--format", "json", &file("scanned.pdf")], Some(&tesseract));
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    let review: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(review["recognised"][0]["page"], 1);
    assert!(review["warnings"].as_array().unwrap().iter().any(|w| w["code"] == "recognised"), "{review}");
    let findings = review["findings"].as_array().unwrap();
    assert!(!findings.is_empty(), "{review}");
    for finding in findings {
        let confidence = finding["recognised"].as_f64().expect("a confidence");
        assert!((0.9..=0.92).contains(&confidence), "{finding}");
        assert_eq!(finding["anchor"][0]["page"], 1);
    }
    let report = carveout(&["review", "--ocr=eng", &file("scanned.pdf")], Some(&tesseract));
    assert!(String::from_utf8(report.stdout).unwrap().contains("text recognition read these words"));
}

#[test]
fn what_goes_wrong_is_told_with_the_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let cases = [
        ("eng\\n", "echo 'Error opening data file' >&2; exit 1", "page 1 was not recognised: Error opening data file"),
        ("eng\\n", "cat >/dev/null; echo surprise", "line 1 of Tesseract's answer cannot be understood"),
        ("eng\\n", "cat >/dev/null", "holds no readable text"),
        ("osd\\n", "exit 1", "apt install tesseract-ocr-eng tesseract-ocr-chi-sim"),
    ];
    for (languages, page, want) in cases {
        let tesseract = fake(dir.path(), languages, page);
        let output = carveout(&["text", "--ocr", &file("scanned.pdf")], Some(&tesseract));
        assert_eq!(output.status.code(), Some(1), "{page}");
        assert!(said(&output).contains(want), "{page}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
    let missing = dir.path().join("none");
    let output = carveout(&["text", "--ocr", &file("scanned.pdf")], Some(&missing));
    assert!(said(&output).contains("none does not run") && said(&output).contains("brew install"), "{}", said(&output));
    let without = carveout(&["text", &file("scanned.pdf")], Some(&missing));
    assert!(said(&without).contains("With --ocr, Tesseract recognises it"), "{}", said(&without));
    let no_pdf = carveout(&["text", "--ocr", &file("notutf8-gbk.txt")], Some(&missing));
    assert_eq!(no_pdf.status.code(), Some(0), "not looked for where no page is scanned: {}", said(&no_pdf));
}

#[test]
fn tesseract_reads_english_and_chinese() {
    let asked = Command::new("tesseract").arg("--list-langs").output();
    let installed = asked.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    for (language, name, want) in [
        (
            "eng",
            "scanned.pdf",
            "servicesagreement1liability11ourtotalliabilityislimitedtothefeespaidinthepreviousmonth",
        ),
        (
            "chi_sim",
            "scanned-zh.pdf",
            "云服务协议第一条责任限制11在任何情况下乙方承担的赔偿责任总额不超过甲方在索赔前三个月内已支付的服务费\
             12乙方对甲方的利润损失不承担责任",
        ),
    ] {
        if !installed.lines().any(|l| l == language) {
            println!("skipped: no Tesseract with {language}");
            continue;
        }
        let output = carveout(&["text", "--ocr", &file(name)], None);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        let read: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        // Recognition may take a character for another.
        let same = want.chars().filter(|c| read.contains(*c)).count();
        let (whole, length) = (want.chars().count(), read.chars().count());
        assert!(same * 20 >= whole * 19 && length.abs_diff(whole) <= 2, "{name}: {text}");
        assert!(!text.contains("云 服"), "no blanks between Chinese characters: {text}");
    }
}
