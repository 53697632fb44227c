//! The command line as its users see it: what goes in, what comes out, and the exit status.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the test agreements.
fn agreements() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements")
}

fn agreement(name: &str) -> String {
    agreements().join(name).display().to_string()
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carveout"));
    command.args(args).env_remove("CARVEOUT_LOG");
    command
}

fn carveout(args: &[&str]) -> Output {
    command(args).output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("not killed")
}

/// The lines of JSON that a command prints.
fn json(args: &[&str]) -> Vec<Value> {
    let output = carveout(args);
    stdout(&output).lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no string in {value}"))
}

/// Letters and digits only: what is left when marks, blanks and table rules go.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn json_of_the_samples_has_the_promised_fields_and_places() {
    for (name, language) in [("sample-en.md", "en"), ("sample-zh.md", "zh"), ("hosting-zh.txt", "zh")] {
        let path = agreement(name);
        let output = carveout(&["review", "--format", "json", &path]);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{name}");
        let lines: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let [review] = lines.as_slice() else { panic!("{name}: {} lines", lines.len()) };
        assert_eq!(string(review, "schema"), "carveout.review/1");
        assert_eq!(string(&review["document"], "source"), path);
        assert_eq!(string(&review["document"], "language"), language);
        assert_eq!(string(&review["document"], "sha256").len(), 64);
        assert!(review["document"]["clauses"].as_u64().unwrap() > 10, "{name}");
        assert_eq!(string(&review["settings"], "side"), "customer");
        let source = std::fs::read(&path).unwrap();
        let findings = review["findings"].as_array().unwrap();
        assert!(findings.len() > 10, "{name}: {} findings", findings.len());
        for finding in findings {
            check_finding(finding, &source);
        }
        let mut starts: Vec<u64> = findings.iter().map(|f| f["source_range"][0].as_u64().unwrap()).collect();
        let before = starts.clone();
        starts.sort_unstable();
        assert_eq!(before, starts, "{name}: findings are in text order");
    }
}

/// A finding of a text file: complete, and its words stand where it says.
fn check_finding(finding: &Value, source: &[u8]) {
    let text = string(finding, "text");
    let range = |i: usize| usize::try_from(finding["source_range"][i].as_u64().unwrap()).unwrap();
    let cut = std::str::from_utf8(&source[range(0)..range(1)]).expect("cut between characters");
    // A table's text has no rules between head and body, and no bars.
    assert_eq!(bare(cut), bare(text), "{finding}");
    assert!(string(finding, "clause_type").contains('/'));
    assert!(!string(finding, "id").is_empty());
    let confidence = finding["confidence"].as_f64().unwrap();
    assert!(confidence > 0.0 && confidence <= 1.0);
    assert!(finding["cues"].as_array().unwrap().iter().all(|c| c["cue"].is_string() && c["text"].is_string()));
    assert!(finding["terms"].as_object().unwrap().values().all(|t| t["short"].is_string() && t["text"].is_string()));
    assert!(["high", "medium", "low", "info"].contains(&string(finding, "severity")));
    assert!(finding["clause"].get("number").is_some() && finding["clause"].get("heading").is_some());
}

#[test]
fn word_and_pdf_have_anchors_instead_of_ranges() {
    for (name, kind) in
        [("sample-en.docx", "docx"), ("sample-zh.docx", "docx"), ("sample-en.pdf", "pdf"), ("sample-zh.pdf", "pdf")]
    {
        let reviews = json(&["review", "--format", "json", &agreement(name)]);
        let findings = reviews[0]["findings"].as_array().unwrap();
        assert!(findings.len() > 10, "{name}: {} findings", findings.len());
        for finding in findings {
            assert!(finding["source_range"].is_null(), "{name}");
            let anchor = finding["anchor"].as_array().expect(name);
            assert!(!anchor.is_empty() && anchor.iter().all(|a| a["kind"] == kind), "{name}: {anchor:?}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_the_order_given() {
    let names =
        ["sample-zh.md", "sla-en.html", "sample-en.md", "hosting-zh-gbk.txt", "sample-en.docx", "hosting-zh.txt"];
    let paths: Vec<String> = names.iter().map(|n| agreement(n)).collect();
    for format in ["json", "text"] {
        let mut args = vec!["review", "--format", format];
        args.extend(paths.iter().map(String::as_str));
        let first = carveout(&args);
        assert_eq!(code(&first), 0, "{}", stderr(&first));
        for _ in 0..3 {
            assert_eq!(carveout(&args).stdout, first.stdout, "{format}");
        }
        if format == "json" {
            let sources: Vec<String> =
                json(&args).iter().map(|r| string(&r["document"], "source").to_owned()).collect();
            assert_eq!(sources, paths);
        }
    }
}

#[test]
fn the_report_is_in_the_language_asked_for_and_names_no_ids() {
    let list = stdout(&carveout(&["library", "list"]));
    let ids: Vec<&str> = list.lines().filter_map(|l| l.split_whitespace().next()).collect();
    for (file, lang, words) in [
        ("sample-en.md", None, "reviewed for the customer"),
        ("sample-zh.md", None, "以客户一方审阅"),
        ("sample-en.md", Some("zh"), "以客户一方审阅"),
        ("sample-zh.md", Some("en"), "reviewed for the customer"),
    ] {
        let path = agreement(file);
        let mut args = vec!["review", &path];
        args.extend(lang.iter().flat_map(|l| ["--lang", l]));
        let output = carveout(&args);
        let report = stdout(&output);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(report.contains(words), "{file} {lang:?}");
        let shown: Vec<_> = ids.iter().filter(|id| report.contains(**id)).collect();
        assert!(shown.is_empty(), "{file} {lang:?}: {shown:?}");
        assert!(!report.contains('\u{1b}'));
    }
}

#[test]
fn the_side_changes_severities() {
    let severities = |side: &str| -> Vec<Value> {
        let reviews = json(&["review", "--format", "json", "--side", side, &agreement("sample-en.md")]);
        reviews[0]["findings"].as_array().unwrap().iter().map(|f| f["severity"].clone()).collect()
    };
    assert_ne!(severities("customer"), severities("provider"));
}

#[test]
fn files_that_cannot_be_reviewed_are_told_and_the_others_are_reviewed() {
    let cases = [
        ("bad/empty.md", "is empty"),
        ("bad/binary.bin", "is not a supported format"),
        ("bad/truncated.docx", "is damaged"),
        ("bad/encrypted.docx", "is encrypted"),
        ("bad/encrypted.pdf", "is protected with a password"),
        ("bad/old.doc", "save it as DOCX"),
        ("bad/zip-that-is-not-word.docx", "is not a supported format"),
        ("no-such-file.md", "cannot be read"),
    ];
    let good = agreement("sample-en.md");
    let mut args = vec!["review".to_owned(), "--format".into(), "json".into()];
    args.extend(cases.iter().map(|(name, _)| agreement(name)));
    args.insert(5, good.clone());
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = carveout(&args);
    assert_eq!(code(&output), 1);
    let reviews: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(reviews.len(), 1);
    assert_eq!(string(&reviews[0]["document"], "source"), good);
    let messages = stderr(&output);
    for ((name, want), line) in cases.iter().zip(messages.lines()) {
        let begin = format!("carveout: {}: ", agreement(name));
        let message = line.strip_prefix(&begin).unwrap_or_else(|| panic!("{line} begins with {begin}"));
        assert!(message.contains(want), "{name}: {message}");
        assert!(message.len() > want.len() + 10, "{name}: no remedy in {message}");
    }
    assert_eq!(messages.lines().count(), cases.len(), "{messages}");
}

#[test]
fn wrong_usage_is_status_2() {
    let sample = agreement("sample-en.md");
    for args in [
        &[][..],
        &["review"],
        &["reviwe", "x.md"],
        &["review", "--side", "seller", &sample],
        &["review", "--format", "yaml", &sample],
        &["review", "--out", "/no/such/folder/out.txt", &sample],
        &["review", "--out", &sample, &sample],
        &["review", "--library", "/no/such/folder", &sample],
        &["library", "show", "compensation-cap/no-such-entry"],
        &["sample", "fr"],
    ] {
        let output = carveout(args);
        assert_eq!(code(&output), 2, "{args:?}: {}", stderr(&output));
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
    let before = std::fs::metadata(&sample).unwrap().len();
    assert!(before > 1000, "--out must not have overwritten the agreement");
}

#[test]
fn help_and_version_are_status_0() {
    for args in [&["--help"][..], &["--version"], &["review", "--help"], &["library", "--help"]] {
        let output = carveout(args);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn standard_input_and_sample_go_together() {
    for language in ["en", "zh"] {
        let sample = carveout(&["sample", language]);
        assert_eq!(code(&sample), 0);
        let file = std::fs::read(agreement(&format!("sample-{language}.md"))).unwrap();
        assert_eq!(sample.stdout, file);
        let mut child = command(&["review", "--format", "json", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().unwrap().write_all(&sample.stdout).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0);
        let review: Value = serde_json::from_slice(&output.stdout).unwrap();
        let direct = &json(&["review", "--format", "json", &agreement(&format!("sample-{language}.md"))])[0];
        assert_eq!(review["findings"], direct["findings"], "{language}");
    }
}

#[test]
fn a_folder_stands_for_its_agreements() {
    let dir = tempfile::tempdir().unwrap();
    for (name, from) in [("b.md", "sample-en.md"), ("a.txt", "hosting-zh.txt"), ("c.csv", "README.md")] {
        std::fs::copy(agreement(from), dir.path().join(name)).unwrap();
    }
    let output = carveout(&["review", "--format", "json", &dir.path().display().to_string()]);
    assert_eq!(code(&output), 0);
    let sources: Vec<String> = stdout(&output)
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap()["document"]["source"].as_str().unwrap().to_owned())
        .collect();
    assert!(sources.len() == 2 && sources[0].ends_with("a.txt") && sources[1].ends_with("b.md"), "{sources:?}");
    assert!(stderr(&output).contains("1 file of another kind was left out"), "{}", stderr(&output));
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(code(&carveout(&["review", &empty.path().display().to_string()])), 1);
}

#[test]
fn out_holds_what_standard_output_would() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("review.json").display().to_string();
    let sample = agreement("sample-en.md");
    let written = carveout(&["review", "--format", "json", "--out", &out, &sample]);
    assert_eq!((code(&written), written.stdout.len()), (0, 0), "{}", stderr(&written));
    let printed = carveout(&["review", "--format", "json", &sample]);
    assert_eq!(std::fs::read(&out).unwrap(), printed.stdout);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no file is left beside it");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sample = agreement("sample-en.md");
    let mut args = vec!["review", "--format", "json"];
    args.extend(std::iter::repeat_n(sample.as_str(), 20));
    let mut child = command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut some = [0_u8; 16];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
}

#[test]
fn library_check_names_file_line_words_and_hint() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/bad-library").display().to_string();
    let output = carveout(&["library", "check", &dir]);
    assert_eq!(code(&output), 1);
    let found = stdout(&output).replace('\\', "/");
    for want in [
        "general/typo-in-toml.md:",
        "not valid TOML",
        "general/unknown-cue.md:15: unknown cue `conterparts`",
        "did you mean `counterparts`?",
        "general/missing-chinese.md:",
        "has no Chinese text",
    ] {
        assert!(found.contains(want), "{want:?} is not in:\n{found}");
    }
    assert!(!found.contains("good.md"), "{found}");
}

/// The gate of the library: every file is well formed, every example is found, no counter-example is.
#[test]
fn the_builtin_library_has_no_problem() {
    let output = carveout(&["library", "check"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).starts_with("No problem: "), "{}", stdout(&output));
}

#[test]
fn library_of_ones_own_is_laid_over_the_builtin_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().display().to_string();
    std::fs::create_dir_all(dir.path().join("lexicon")).unwrap();
    std::fs::create_dir_all(dir.path().join("general")).unwrap();
    let entry = include_str!("own-entry.md");
    std::fs::write(dir.path().join("general/own-entry.md"), entry).unwrap();
    std::fs::write(
        dir.path().join("lexicon/own.md"),
        "+++\n[cue.own-fox]\nen = [\"quick brown fox\"]\nzh = [\"狐狸\"]\n+++\n",
    )
    .unwrap();
    let agreement = dir.path().join("agreement.txt");
    std::fs::write(&agreement, "1. Animals\n\nThe quick brown fox jumps over the lazy dog.\n").unwrap();
    let agreement = agreement.display().to_string();
    let library = dir.path().join("library");
    std::fs::create_dir(&library).unwrap();
    for folder in ["lexicon", "general"] {
        std::fs::rename(dir.path().join(folder), library.join(folder)).unwrap();
    }
    let library = library.display().to_string();
    let review = &json(&["review", "--format", "json", "--library", &library, &agreement])[0];
    let types: Vec<&str> = review["findings"].as_array().unwrap().iter().map(|f| string(f, "clause_type")).collect();
    assert_eq!(types, ["general/own-entry"], "in {path}");
    let builtin = &json(&["review", "--format", "json", &agreement])[0];
    assert_ne!(review["library"]["version"], builtin["library"]["version"]);

    let shown = stdout(&carveout(&["library", "show", "general/own-entry", "--library", &library, "--lang", "zh"]));
    assert!(shown.contains("狐狸条款") && shown.contains("关于狐狸。"), "{shown}");

    std::fs::write(
        Path::new(&library).join("general/own-entry.md"),
        entry.replace("all = [\"own-fox\"]", "all = [\"own-fix\"]"),
    )
    .unwrap();
    let broken = carveout(&["review", "--library", &library, &agreement]);
    assert_eq!(code(&broken), 2);
    let message = stderr(&broken);
    assert!(message.contains("own-entry.md:11: unknown cue `own-fix`"), "{message}");
    assert!(message.contains("did you mean `own-fox`?"), "{message}");
}

#[test]
fn every_entry_can_be_shown_in_both_languages() {
    let list = stdout(&carveout(&["library", "list"]));
    let ids: Vec<&str> = list.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert!(ids.len() > 20, "{} ids", ids.len());
    for id in [ids[0], ids[ids.len() - 1]] {
        for lang in ["en", "zh"] {
            let output = carveout(&["library", "show", id, "--lang", lang]);
            assert_eq!(code(&output), 0, "{id}");
            assert!(stdout(&output).lines().count() > 4, "{id}");
        }
    }
}
