//! `carveout library` and `carveout sample`.

use crate::args::LibraryCommand;
use crate::output::print;
use crate::{Failure, Outcome, report};
use document::Language;
use library::{Library, Problem, did_you_mean};
use std::path::Path;

/// The sample agreements.
const SAMPLES: [&str; 2] = [
    include_str!("../../../../tests/agreements/sample-en.md"),
    include_str!("../../../../tests/agreements/sample-zh.md"),
];

/// Carries out a library command.
pub(crate) fn run(command: &LibraryCommand) -> Result<Outcome, Failure> {
    match command {
        LibraryCommand::Check { dir } => check(dir.as_deref()),
        LibraryCommand::Show { id, lang, library } => show(id, (*lang).into(), library.as_deref()),
        LibraryCommand::List { library } => list(library.as_deref()),
    }
}

/// Prints the sample agreement of a language.
pub(crate) fn sample(language: Language) -> Result<Outcome, Failure> {
    print(SAMPLES[usize::from(language == Language::Zh)])
}

/// The built-in library, with a user's folder laid over it.
pub(crate) fn load(dir: Option<&Path>) -> Result<Library, Failure> {
    let builtin = Library::builtin().map_err(|problems| {
        Failure::Work(format!("the built-in clause library has problems:\n{}", lines(&problems)))
    })?;
    match dir {
        None => Ok(builtin),
        Some(dir) => builtin.overlay(dir).map_err(|problems| {
            let hint = "Mend them and run `carveout library check` on the folder";
            Failure::Usage(format!("{}: the clause library has problems:\n{}{hint}", dir.display(), lines(&problems)))
        }),
    }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("{p}\n")).collect()
}

/// Checks the built-in library, or a folder over it: every file by itself, then all examples against all patterns.
fn check(dir: Option<&Path>) -> Result<Outcome, Failure> {
    let loaded = match (Library::builtin(), dir) {
        (loaded, None) => loaded,
        (Ok(builtin), Some(dir)) => builtin.overlay(dir),
        // Whoever edits the built-in library itself names its folder: then that folder is all there is.
        (Err(_), Some(dir)) => Library::load(dir),
    };
    let problems = match &loaded {
        Ok(library) => selftest(library),
        Err(problems) => problems.clone(),
    };
    if let (Ok(library), []) = (&loaded, problems.as_slice()) {
        let examples: usize = library.clause_types.values().map(|e| e.examples.len() + e.counter_examples.len()).sum();
        return print(&format!(
            "No problem: {} clause types, {examples} examples and counter-examples, {} shared cues, {} law cards. Version {}\n",
            library.clause_types.len(),
            library.lexicon.len(),
            library.law.len(),
            library.version
        ));
    }
    let n = problems.len();
    print(&format!("{}{n} problem{}\n", lines(&problems), if n == 1 { "" } else { "s" }))?;
    Ok(Outcome::Partly)
}

/// Runs the examples of all entries. A problem of an entry from a user's folder names the file in that folder.
fn selftest(library: &Library) -> Vec<Problem> {
    let mut problems = matching::selftest(library);
    for problem in &mut problems {
        let id = problem.file.trim_start_matches("clauses/").trim_end_matches(".md");
        if let Some(entry) = library.clause_types.get(id) {
            problem.file.clone_from(&entry.file);
        }
    }
    problems
}

fn show(id: &str, language: Language, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let library = load(dir)?;
    let id = id.trim_end_matches(".md");
    if let Some(entry) = library.clause_types.get(id) {
        return print(&report::entry(entry, &library, language, report::width(true)));
    }
    if let Some(card) = library.law.get(id) {
        return print(&report::law(card, language, report::width(true)));
    }
    let ids = library.clause_types.keys().chain(library.law.keys()).map(String::as_str);
    let hint = did_you_mean(id, ids);
    let hint = if hint.is_empty() { "`carveout library list` prints all ids".to_owned() } else { hint };
    Err(Failure::Usage(format!("{id}: no such entry. {hint}")))
}

fn list(dir: Option<&Path>) -> Result<Outcome, Failure> {
    let library = load(dir)?;
    let types = library.clause_types.values().map(|e| (&e.id, &e.front.title));
    let law = library.law.values().map(|c| (&c.id, &c.title));
    let rows: Vec<_> = types.chain(law).collect();
    let wide = rows.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    print(&rows.iter().map(|(id, title)| format!("{id:wide$}  {}  {}\n", title.en, title.zh)).collect::<String>())
}
