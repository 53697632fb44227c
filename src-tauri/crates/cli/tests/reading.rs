//! `carveout text` and `carveout outline` as their users see them, and the options that all reading commands share.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn file(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements").join(name);
    path.display().to_string()
}

fn carveout(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carveout")).args(args).env_remove("CARVEOUT_LOG").output().expect("it starts")
}

/// Standard output of a run that must end well.
fn printed(args: &[&str]) -> String {
    let output = carveout(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&printed(args)).expect("a line of JSON")
}

/// Letters and digits only.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn range(value: &Value) -> std::ops::Range<usize> {
    let at = |i: usize| usize::try_from(value[i].as_u64().expect("a range")).unwrap();
    at(0)..at(1)
}

#[test]
fn every_format_gives_the_words_of_the_agreement() {
    for language in ["en", "zh"] {
        let markdown = bare(&printed(&["text", &file(&format!("sample-{language}.md"))]));
        for ending in ["docx", "pdf"] {
            let other = bare(&printed(&["text", &file(&format!("sample-{language}.{ending}"))]));
            // Nobody can compare two long texts without their first difference.
            let same = markdown.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            let from = |text: &str| text.chars().skip(same).take(60).collect::<String>();
            assert!(markdown == other, "{language} {ending}: “{}” is “{}”", from(&markdown), from(&other));
        }
    }
}

#[test]
fn anchors_are_of_the_kind_of_the_format() {
    for (name, mark) in [
        ("sample-en.md", "⟦bytes 2-26⟧\n"),
        ("sample-en.docx", "⟦word/document.xml paragraph 0 run 0"),
        ("sample-en.pdf", "⟦page 1 box "),
    ] {
        let text = printed(&["text", "--anchors", &file(name)]);
        assert!(text.starts_with(mark), "{name}: {}", &text[..100]);
        let plain = printed(&["text", &file(name)]);
        assert!(!plain.contains('⟦'));
        let without: String = text.lines().filter(|l| !l.starts_with('⟦')).map(|l| format!("{l}\n")).collect();
        assert_eq!(without, plain, "{name}");
    }
}

#[test]
fn furniture_is_printed_on_request() {
    let path = file("sample-en.docx");
    let (body, all) = (printed(&["text", &path]), printed(&["text", "--all", &path]));
    assert!(all.len() > body.len());
    assert!(
        all.lines()
            .any(|l| l.starts_with("⟦header⟧") || l.starts_with("⟦footer⟧") || l.starts_with("⟦page furniture⟧"))
    );
    let chinese = printed(&["text", "--all", "--lang", "zh", &path]);
    assert!(["⟦页眉⟧", "⟦页脚⟧", "⟦版面元素⟧"].iter().any(|mark| chinese.contains(mark)));
}

#[test]
fn the_outline_is_a_tree_of_numbers_and_headings() {
    let outline = printed(&["outline", &file("sample-en.md")]);
    let line = |number: &str| outline.lines().find(|l| l.trim_start().starts_with(number)).expect(number);
    let (nine, nine_two) = (line("9  "), line("9.2  "));
    assert!(nine_two.contains("“Subject to clause 9.1,") && nine_two.contains("⟦bytes "), "{nine_two}");
    let indent = |l: &str| l.len() - l.trim_start().len();
    assert_eq!(indent(nine_two), indent(nine) + 2);
    assert!(printed(&["outline", &file("sample-en.pdf")]).contains("⟦page 1⟧"));
    assert!(printed(&["outline", &file("sample-zh.docx")]).contains("⟦段落 "));
    let links = printed(&["outline", "--links", &file("sample-en.md")]);
    assert!(links.starts_with(&outline) && links.contains("defined term"), "{links}");
}

#[test]
fn the_json_points_into_text_and_file() {
    for name in ["sample-en.md", "sample-zh.md", "sla-en.html", "hosting-zh.txt"] {
        let (value, source) =
            (json(&["text", "--format", "json", &file(name)]), std::fs::read_to_string(file(name)).unwrap());
        assert_eq!(value["schema"], "carveout.document/1");
        let text = value["text"].as_str().unwrap();
        let blocks = value["blocks"].as_array().unwrap();
        assert!(blocks.len() > 10 && !value["clauses"].as_array().unwrap().is_empty(), "{name}");
        for block in blocks {
            assert_eq!(&text[range(&block["range"])], block["text"].as_str().unwrap(), "{name}");
        }
        let sentences = value["sentences"].as_array().unwrap();
        for sentence in sentences.iter().filter(|s| s["kind"] != "row" && name != "sla-en.html") {
            let words = sentence["text"].as_str().unwrap();
            assert_eq!(&text[range(&sentence["range"])], words, "{name}");
            assert_eq!(bare(&source[range(&sentence["source_range"])]), bare(words), "{name}");
        }
        assert_eq!(value, json(&["outline", "--format", "json", &file(name)]), "{name}: both commands print the same");
    }
}

#[test]
fn several_files_are_told_apart_and_a_bad_one_does_not_stop_the_others() {
    let (good, bad) = (file("sample-en.md"), file("bad/empty.md"));
    let output = carveout(&["text", &good, &bad, &file("hosting-zh.txt")]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let heads: Vec<&str> = text.lines().filter(|l| l.starts_with("==> ")).collect();
    assert_eq!(heads, [format!("==> {good} <=="), format!("==> {} <==", file("hosting-zh.txt"))]);
    assert!(said(&output).contains("empty.md: is empty"), "{}", said(&output));
    assert_eq!(carveout(&["outline", &bad]).status.code(), Some(1));
    assert_eq!(carveout(&["text"]).status.code(), Some(2));
}

#[test]
fn standard_input_is_read_too() {
    let path = file("sample-en.docx");
    let mut child = Command::new(env!("CARGO_BIN_EXE_carveout"))
        .args(["text", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().unwrap().write_all(&std::fs::read(&path).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), printed(&["text", &path]));
}

#[test]
fn out_holds_what_standard_output_would() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("text.txt").display().to_string();
    let path = file("sample-en.md");
    assert_eq!(printed(&["text", "--out", &out, &path]), "");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), printed(&["text", &path]));
    assert_eq!(carveout(&["text", "--out", &path, &path]).status.code(), Some(2));
}

#[test]
fn the_password_comes_from_a_file() {
    let protected = file("bad/encrypted.pdf");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("password").display().to_string();
    for (command, content, status, want) in [
        ("text", "secret\n", 0, ""),
        ("outline", "secret\n", 0, ""),
        ("review", "secret\n", 0, ""),
        ("text", "wrong", 1, "the password given is wrong"),
        ("text", "", 2, "its first line is empty"),
    ] {
        std::fs::write(&path, content).unwrap();
        let output = carveout(&[command, "--password-file", &path, &protected]);
        assert_eq!(output.status.code(), Some(status), "{command} {content:?}: {}", said(&output));
        assert!(said(&output).contains(want), "{command} {content:?}: {}", said(&output));
        assert_eq!(output.stdout.is_empty(), status != 0);
    }
    let without = carveout(&["text", &protected]);
    assert!(said(&without).contains("is protected with a password"), "{}", said(&without));
    assert_eq!(carveout(&["text", "--password-file", "/no/such/file", &protected]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_carveout"))
        .args(["text", &file("sample-en.md"), "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let held = child.stdin.take();
    // Once the first file is printed it waits for standard input, which stays open here.
    let mut some = [0_u8; 16];
    child.stdout.as_mut().unwrap().read_exact(&mut some).unwrap();
    let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(held);
}
