//! Reads a folder of real agreements, where there is one: `CARVEOUT_CORPUS`, or `../shared/corpus` beside the
//! repository. Without it these tests say "skipped: no corpus".

#![expect(clippy::unwrap_used, reason = "tests say what they expect")]

use std::path::{Path, PathBuf};

use document::{Document, Options, Source, read_bytes};

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("CARVEOUT_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let found = given.into_iter().chain([beside]).find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no corpus");
    }
    found
}

fn agreements(corpus: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = ["en", "zh"]
        .iter()
        .filter_map(|l| std::fs::read_dir(corpus.join("agreements").join(l)).ok())
        .flatten()
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| {
            let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let format = p.extension().is_some_and(|e| ["md", "mdx", "txt", "html"].iter().any(|x| e == *x));
            format && name != "README.md"
        })
        .collect();
    out.sort();
    out
}

fn read(path: &Path) -> (String, Document) {
    let bytes = std::fs::read(path).unwrap();
    let document = read_bytes(&path.to_string_lossy(), &bytes, &Options::default())
        .unwrap_or_else(|e| panic!("{} {e}", path.display()));
    (String::from_utf8(bytes).unwrap(), document)
}

#[test]
fn every_agreement_has_text_and_true_places() {
    let Some(corpus) = corpus() else { return };
    let files = agreements(&corpus);
    assert!(!files.is_empty());
    for path in files {
        let (text, d) = read(&path);
        assert!(!d.text.trim().is_empty(), "{}", path.display());
        assert!(!d.sentences.is_empty(), "{}", path.display());
        if d.clauses.is_empty() {
            println!("no outline: {}", path.display());
        }
        let plain = |s: &str| s.split_whitespace().collect::<String>();
        for s in &d.segments {
            let Source::Bytes { start, end } = s.source else { panic!("{}: not a text source", path.display()) };
            if end - start == s.text.len() {
                assert_eq!(plain(d.slice(s.text)), plain(&text[start..end]), "{}", path.display());
            }
        }
        // Nothing but mark-up may be missing: nearly all Han characters and long words come through.
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
        let (before, after) = (letters(&text), letters(&d.text));
        if before > 500 {
            assert!(after * 100 >= before * 93, "{}: {after} of {before} letters", path.display());
        }
    }
}

/// How far the borders of sentences agree with the borders that people drew around provisions.
#[test]
fn sentences_line_up_with_hand_made_labels() {
    let Some(corpus) = corpus() else { return };
    let (mut all, mut starts, mut ends, mut both) = (0, 0, 0, 0);
    let show = std::env::var_os("SHOW").is_some();
    for path in agreements(&corpus) {
        let labels = PathBuf::from(format!("{}.labels.json", path.display()));
        let Ok(json) = std::fs::read_to_string(&labels) else { continue };
        let labels: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        let (text, d) = read(&path);
        let mut at_byte = vec![0usize; text.len() + 1];
        for (n, (i, c)) in text.char_indices().enumerate() {
            at_byte[i..i + c.len_utf8()].fill(n);
        }
        at_byte[text.len()] = text.chars().count();
        let (mut from, mut to): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        let ranges = d.sentences.iter().map(|s| s.range).chain(d.blocks.iter().map(|b| b.range));
        for (start, end) in ranges.filter_map(|r| d.source_range(r)) {
            from.push(at_byte[start]);
            to.push(at_byte[end]);
        }
        let (mut n, mut fine) = (0, 0);
        for l in labels.iter().filter(|l| l["category"] != "_neutral") {
            let near = |list: &[usize], key: &str| {
                let v = l[key].as_u64().unwrap() as usize;
                list.iter().any(|x| x.abs_diff(v) <= 5)
            };
            let (s, e) = (near(&from, "start"), near(&to, "end"));
            n += 1;
            starts += usize::from(s);
            ends += usize::from(e);
            fine += usize::from(s && e);
            if show && !(s && e) {
                println!("{} start {s} end {e}: {}", path.file_name().unwrap().to_string_lossy(), l["text"]);
            }
        }
        println!("{fine:4} of {n:4} {}", path.file_name().unwrap().to_string_lossy());
        all += n;
        both += fine;
    }
    println!("labels {all}: start {starts}, end {ends}, both {both}");
    assert!(all > 0 && both * 100 >= all * 80, "{both} of {all}");
}
