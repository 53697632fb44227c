//! Loading: a good file, every kind of mistake, overlays, and the built-in library.

use library::{Library, Problem};
use std::fmt::Write as _;

const GOOD: &str = include_str!("good.md");
const LEXICON: &str = "+++\n[cue.liability]\nen = [\"liability\"]\nzh = [\"责任\"]\n[cue.fees]\nen = [\"fees\"]\n\
    [cue.preceding]\nen = [\"preceding\"]\nzh = [\"前\"]\n[cue.paid]\nen = [\"paid\"]\nzh = [\"已付\"]\n\
    [cue.payable]\nen = [\"payable\"]\nzh = [\"应付\"]\n+++\n# Words\n";
const LAW: &str = "+++\ntitle = { en = \"Article 1\", zh = \"第一条\" }\njurisdiction = \"CN\"\ncitation = \"Code, art. 1\"\n\
    evidence = \"V\"\n+++\nA rule in words.\n\n### 中文\n一条规则。\n";

fn load(texts: &[(&str, &str)]) -> Result<Library, Vec<Problem>> {
    Library::from_texts(texts.iter().copied())
}

fn with_entry(entry: &str) -> Result<Library, Vec<Problem>> {
    load(&[("lexicon/words.md", LEXICON), ("law/cn-1.md", LAW), ("compensation-cap/test.md", entry)])
}

fn show(result: Result<Library, Vec<Problem>>) -> String {
    match result {
        Ok(_) => "no problem\n".to_owned(),
        Err(problems) => problems.iter().fold(String::new(), |mut out, p| {
            let _ = writeln!(out, "{p}");
            out
        }),
    }
}

#[test]
fn good_file_is_read_in_full() {
    let library = with_entry(GOOD).unwrap_or_else(|p| panic!("{p:#?}"));
    let entry = &library.clause_types["compensation-cap/test"];
    assert_eq!(entry.family(), "compensation-cap");
    assert_eq!(entry.what.en, "It sets a **ceiling**.");
    assert_eq!(entry.why.en, "- It decides what is paid.\n- Always.");
    assert_eq!(entry.why.zh, "决定赔多少。");
    assert_eq!(entry.ask.preferred.text.zh, "要求二十四个月。");
    assert_eq!(entry.ask.fallback.wording.zh, "责任以前十二个月已付费用为限。");
    assert_eq!(entry.ask.walk_away.wording.en, "");
    assert_eq!((entry.examples.len(), entry.counter_examples.len()), (8, 6));
    assert_eq!(entry.examples[0].terms["look_back"], "6 months");
    assert!(entry.examples[1].good && !entry.examples[0].good);
    assert_eq!(entry.counter_examples[3].why, "配额");
    assert_eq!(library.law["law/cn-1"].text.zh, "一条规则。");
    assert_eq!(library.version.len(), 12);
}

/// Replaces `from` by `to` in the good file.
fn broken(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "the test replaces {from:?}, which is not in good.md");
    GOOD.replacen(from, to, 1)
}

#[test]
fn mistakes_in_the_front_matter() {
    let cases = [
        ("status = \"stable\"", "status = \"stabel\""),
        ("confidence = 0.9\n\n[[pattern.zh]]", "confidance = 0.9\n\n[[pattern.zh]]"),
        ("confidence = 0.9\n\n[[pattern.zh]]", "confidence = 1.5\n\n[[pattern.zh]]"),
        ("confidence = 0.9\n\n[[pattern.zh]]", "\n[[pattern.zh]]"),
        ("kind = \"duration\"", "kind = \"durations\"\nnaer = [\"x\"]"),
        ("taxonomy = \"A1\"", "taxonomi = \"A1\""),
        ("taxonomy = \"A1\"", "taxonomy = A1\nx = = 2"),
        ("since = \"0.1.0\"", "since = \"soon\""),
        ("all = [\"liability\", \"cap-verb\"]\nany", "all = [\"libility\", \"cap-verb\"]\nany"),
        ("\"@money\", \"fees\"", "\"@mony\", \"fees\""),
        ("all = [\"liability\", \"cap-verb\"]\nconfidence", "all = [\"liability\", \"fees\"]\nconfidence"),
        ("all = [\"liability\", \"cap-verb\"]\nconfidence", "not = [\"liability\"]\nconfidence"),
        ("all = [\"liability\", \"cap-verb\"]\nany", "all = [\"liability\"]\nany"),
        (
            "[[pattern.zh]]",
            "[[pattern.en]]\nname = \"liability is capped\"\nall = [\"fees\"]\nconfidence = 0.5\n\n[[pattern.zh]]",
        ),
        ("en = [\"is capped at\"]", "en = [\"is ... capped\", \"limited to {mony}\"]"),
        ("[cue.cap-verb]", "[cue.empty]\n[cue.cap-verb]"),
        ("choices = { paid = [\"paid\"], payable = [\"payable\"] }\nchoice_titles", "choice_titles"),
        ("choices = { paid = [\"paid\"]", "choices = { Paid = [\"payed\"]"),
        ("kind = \"duration\"", "kind = \"choice\""),
        ("near = [\"preceding\"]\n", ""),
        ("choice_titles = { paid", "choice_titles = { pad"),
        ("when = { look_back", "when = { lookback"),
        ("\"< 12 months\"", "\"< twelve months\""),
        ("\"< 12 months\"", "\"< 12%\""),
        ("\"< 12 months\"", "\"long\""),
        ("\"!paid\"", "\"!payed\""),
        ("\"law/cn-1\"", "\"law/cn-2\""),
        ("2026-11-23", "November 2026"),
        ("zh = \"回溯期\"", "zh = \"Look-back\""),
        ("+++\ntitle", "\ntitle"),
        ("+++\ntitle", "+++\n\ntitle"),
    ];
    let mut out = String::new();
    for (from, to) in cases {
        let _ = write!(out, "--- {from:?} -> {to:?}\n{}", show(with_entry(&broken(from, to))));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn mistakes_in_the_body() {
    let cases = [
        ("# Test cap\n", ""),
        ("# Test cap\n", "# Test cap\n\nText.\n"),
        ("## What it is\n", "## What is it\n"),
        ("## Known gaps\n", "## What it is\n"),
        ("### 中文\n决定赔多少。\n", ""),
        ("### 中文\n决定赔多少。\n", "### Chinese\n决定赔多少。\n"),
        ("### 中文\n决定赔多少。\n", "### 中文\nNot Chinese.\n"),
        ("### Walk away\n", "### Walk off\n"),
        ("中文：少于十二个月。", ""),
        ("```wording zh\n责任以前十二个月已付费用为限。\n```", ""),
        ("```wording zh\n责任以前十二", "```example zh\n责任以前十二"),
        ("```example zh\n[[责任以一百元为限。]]\n```", ""),
        ("```counter zh\n存储", "```counter en\n存储"),
        ("```counter zh\n存储", "```example en\n存储"),
        ("look_back = \"6 months\"\n", "lookback = \"6 months\"\n"),
        ("also=\"*\"", "also=\"exemption/x\""),
        ("[[Our liability is capped at USD 5.]]", "[[Our liability is capped at USD 5."),
        ("None known.", "```\ncode\n```\nNone known."),
    ];
    let mut out = String::new();
    for (from, to) in cases {
        let _ = write!(out, "--- {from:?} -> {to:?}\n{}", show(with_entry(&broken(from, to))));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn mistakes_in_other_files() {
    let cue = "+++\n[cue.fees]\nen = [\"fees\", \"fees\"]\n+++\n";
    let cases = [
        vec![("lexicon/a.md", cue), ("lexicon/b.md", "+++\n[cue.fees]\nen = [\"fee\"]\n+++\n")],
        vec![("lexicon/a.md", "+++\n[cues.fees]\nen = [\"fees\"]\n+++\n")],
        vec![("lexicon/a.md", "+++\n[cue.Fees]\nen = [\"fees\"]\nzhh = [\"费\"]\n[cue.b]\nzz = 1\n+++\n")],
        vec![("law/x.md", &LAW.replace("\"CN\"", "\"XX\"").replace("\"V\"", "\"Z\"").replace("A rule in words.", ""))],
        vec![("compensation-caps/x.md", GOOD)],
        vec![("top.md", GOOD)],
        vec![("liability/Bad Name.md", GOOD)],
        vec![("liability/deep/er.md", GOOD)],
    ]
    .map(|files| files.into_iter().map(|(p, t)| (p.to_owned(), t.to_owned())).collect::<Vec<_>>());
    let mut out = String::new();
    for files in cases {
        let texts: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        let paths: Vec<&str> = texts.iter().map(|(p, _)| *p).collect();
        let _ = write!(out, "--- {}\n{}", paths.join(" "), show(load(&texts)));
    }
    insta::assert_snapshot!(out);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    /// Whatever an editor does to a file, loading answers with an entry or with problems that name the file.
    #[test]
    fn damaged_files_are_reported_and_never_panic(
        at in 0.0..1.0_f64,
        cut in 0_usize..200,
        put in proptest::sample::select(vec!["", "\"", "]]", "[[", "```", "+++", "===", "\n## ", "=", "责", "\u{0}", "\r\n", "{", "…"]),
    ) {
        let letters: Vec<char> = GOOD.chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let from = (at * letters.len() as f64) as usize;
        let mut damaged: String = letters[..from].iter().collect();
        damaged.push_str(put);
        damaged.extend(letters.iter().skip(from + cut));
        if let Err(problems) = with_entry(&damaged) {
            proptest::prop_assert!(!problems.is_empty());
            for p in &problems {
                proptest::prop_assert!(p.file.ends_with("test.md") && p.line <= damaged.lines().count() + 1, "{}", p);
            }
        }
    }

    #[test]
    fn any_condition_is_read_or_refused(text in "\\PC{0,16}") {
        if let Ok(condition) = library::Condition::parse(&text) {
            proptest::prop_assert!(!text.trim().is_empty(), "{:?}", condition);
        }
    }
}

#[test]
fn all_problems_of_a_file_are_reported_at_once() {
    let entry = broken("confidence = 0.9\n\n[[pattern.zh]]", "confidance = 0.9\n\n[[pattern.zh]]")
        .replace("kind = \"duration\"", "kind = \"time\"")
        .replace("## Known gaps", "## Gaps");
    let problems = with_entry(&entry).unwrap_err();
    let lines: Vec<usize> = problems.iter().map(|p| p.line).filter(|l| *l > 0).collect();
    assert_eq!(lines.len(), 3, "{problems:#?}");
}

#[test]
fn folder_overlay_replaces_entry_by_entry() {
    let base = with_entry(GOOD).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("compensation-cap/test.md", &GOOD.replace("Test cap", "My cap").replace('\n', "\r\n"));
    write("compensation-cap/second.md", GOOD);
    write("lexicon/mine.md", "\u{feff}+++\n[cue.fees]\nen = [\"charges\"]\nzh = [\"收费\"]\n+++\n");
    write("README.md", "not an entry");
    write(".DS_Store", "\0");
    let merged = base.clone().overlay(dir.path()).unwrap_or_else(|p| panic!("{p:#?}"));
    assert_eq!(merged.clause_types.len(), 2);
    assert_eq!(merged.clause_types["compensation-cap/test"].front.title.en, "My cap");
    assert_eq!(merged.lexicon["fees"].en, ["charges"]);
    assert_eq!(merged.lexicon["paid"], base.lexicon["paid"]);
    assert_ne!(merged.version, base.version);
    assert_eq!(merged.version, base.clone().overlay(dir.path()).unwrap().version);

    write("liability/notes.txt", "x");
    std::fs::write(dir.path().join("law.md"), b"\xff\xfe").unwrap();
    let problems = base.overlay(dir.path()).unwrap_err();
    let shown: Vec<String> = problems
        .iter()
        .map(|p| p.to_string().replace(&dir.path().display().to_string(), "DIR").replace('\\', "/"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_folder_without_library_files_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let empty = Library::load(dir.path()).unwrap_err();
    assert!(empty[0].to_string().contains("holds no library file"), "{}", empty[0]);
    let missing = Library::load(&dir.path().join("nowhere")).unwrap_err();
    assert!(missing[0].to_string().contains("cannot be read"), "{}", missing[0]);
}

#[test]
fn builtin_library_has_no_problem() {
    let library = Library::builtin().unwrap_or_else(|problems| {
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{} problems in clauses/:\n{}", shown.len(), shown.join("\n"));
    });
    assert!(library.law.len() > 5, "{} law cards", library.law.len());
}
