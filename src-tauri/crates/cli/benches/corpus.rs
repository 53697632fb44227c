//! How long a review takes, over real agreements: `cargo bench -p cli --bench corpus`.
//!
//! The agreements are not part of this repository. They are looked for in the folder that `CARVEOUT_CORPUS` names, else
//! in `../shared/corpus` beside the repository; without them there is nothing to measure.

use document::Options;
use review::{Reviewer, Settings};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Folders below the corpus.
const FOLDERS: [&str; 3] = ["agreements/en", "agreements/zh", "cuad/pdf"];
/// Runs of each file; the fastest counts, so that other programs on the machine count less.
const RUNS: usize = 3;

struct Timed {
    name: String,
    read: Duration,
    review: Duration,
    bytes: usize,
    note: Vec<&'static str>,
}

fn main() -> ExitCode {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let corpus = std::env::var_os("CARVEOUT_CORPUS").map_or(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("skipped: no corpus");
        return ExitCode::SUCCESS;
    }
    let library = match library::Library::builtin() {
        Ok(library) => library,
        Err(problems) => {
            println!("the clause library has {} problems: run `carveout library check`", problems.len());
            return ExitCode::FAILURE;
        }
    };
    let begin = Instant::now();
    let reviewer = match Reviewer::new(library) {
        Ok(reviewer) => reviewer,
        Err(error) => {
            println!("the clause library cannot be used: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("compiling the library: {:.1} ms", millis(begin.elapsed()));
    for folder in FOLDERS {
        measure(&reviewer, &corpus.join(folder), folder);
    }
    ExitCode::SUCCESS
}

fn millis(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

/// The agreements of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let wanted = |p: &PathBuf| {
        let ending = p.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        ["md", "txt", "html", "docx", "pdf"].contains(&ending.as_str()) && !p.ends_with("README.md")
    };
    let mut files: Vec<PathBuf> = entries.map(|e| e.path()).filter(wanted).collect();
    files.sort();
    files
}

fn measure(reviewer: &Reviewer, folder: &Path, name: &str) {
    let mut timed = Vec::new();
    let mut errors = Vec::new();
    for file in files(folder) {
        match time(reviewer, &file) {
            Ok(t) => timed.push(t),
            Err(e) => errors.push(format!("{}: {e}", file.display())),
        }
    }
    println!("\n{name}: {} reviewed, {} not", timed.len(), errors.len());
    errors.iter().for_each(|e| println!("  error: {e}"));
    for t in timed.iter().filter(|t| !t.note.is_empty()) {
        println!("  {}: {}", t.note.join(", "), t.name);
    }
    type Part = fn(&Timed) -> Duration;
    let parts: [(&str, Part); 3] = [("read", |t| t.read), ("review", |t| t.review), ("both", |t| t.read + t.review)];
    for (label, part) in parts {
        timed.sort_by_key(part);
        let (Some(middle), Some(slowest)) = (timed.get(timed.len() / 2), timed.last()) else { return };
        println!(
            "  {label:6} median {:8.2} ms   slowest {:8.2} ms ({}, {} kB)",
            millis(part(middle)),
            millis(part(slowest)),
            slowest.name,
            slowest.bytes / 1024
        );
    }
}

fn time(reviewer: &Reviewer, file: &Path) -> Result<Timed, document::Error> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(file).map_err(|source| document::Error::Io { path: file.to_owned(), source })?;
    let mut timed = Timed { name, read: Duration::MAX, review: Duration::MAX, bytes: bytes.len(), note: Vec::new() };
    for _ in 0..RUNS {
        let begin = Instant::now();
        let document = document::read_bytes(&timed.name, &bytes, &Options::default())?;
        timed.read = timed.read.min(begin.elapsed());
        let begin = Instant::now();
        let review = review::run(&document, reviewer, Settings::default(), &mut |_| {});
        timed.review = timed.review.min(begin.elapsed());
        timed.note.clear();
        let notes = [
            (document.clauses.is_empty(), "no outline"),
            (document.text.trim().is_empty(), "no text"),
            (review.findings.is_empty(), "no finding"),
            (!document.unread.is_empty(), "unread parts"),
        ];
        timed.note.extend(notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note));
    }
    Ok(timed)
}
