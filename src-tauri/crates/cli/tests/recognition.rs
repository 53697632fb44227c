//! `--ocr`: scanned pages recognised with Tesseract; where it is not installed, with a script in its place.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

use std::path::Path;
use std::process::{Command, Output};

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
