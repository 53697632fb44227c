//! Loading: files in, a checked [`Library`] or all problems out.

use crate::source::{self, Files, SourceFile, hex};
use crate::{Library, Problem, body, check, did_you_mean, entry, front};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The families of clause types.
pub const FAMILIES: [&str; 7] =
    ["compensation-cap", "exemption", "liability", "service-level", "security", "change-and-exit", "general"];

static BUILTIN: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../../clauses");

impl Library {
    /// The library that comes with the program.
    ///
    /// # Errors
    /// All problems of its files; none in a released build, as the tests load it.
    pub fn builtin() -> Result<Self, Vec<Problem>> {
        Self::default().with(source::builtin(&BUILTIN))
    }

    /// A library that is one folder, complete in itself.
    ///
    /// # Errors
    /// All problems of its files, or that the folder cannot be read.
    pub fn load(dir: &Path) -> Result<Self, Vec<Problem>> {
        Self::default().with(source::folder(dir))
    }

    /// A library from texts: pairs of a path such as `compensation-cap/general-cap.md` and the file's text.
    ///
    /// # Errors
    /// All problems of the texts.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        Self::default().with(texts_as_files(texts))
    }

    /// This library with a user's folder laid over it: clause type by clause type, cue by cue, law card by law card.
    /// What the folder has replaces what is there, all else stays.
    ///
    /// # Errors
    /// All problems of the folder's files. Cues and law cards of this library may be used in them.
    pub fn overlay(self, dir: &Path) -> Result<Self, Vec<Problem>> {
        self.with(source::folder(dir))
    }

    /// This library with files added or replaced.
    fn with(self, (files, problems): Files) -> Result<Self, Vec<Problem>> {
        let mut loading = Loading { library: self, problems, cue_files: BTreeMap::new(), changed: Vec::new() };
        for file in &files {
            loading.file(file);
        }
        for (id, file) in &loading.changed {
            if let Some(entry) = loading.library.clause_types.get(id) {
                check::clause_type(entry, &loading.library, file, &mut loading.problems);
            }
        }
        if !loading.problems.is_empty() {
            loading.problems.sort();
            return Err(loading.problems);
        }
        loading.library.version = version(&loading.library.version, &files);
        Ok(loading.library)
    }
}

fn texts_as_files<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
    let mut files = Files::default();
    for (path, text) in texts {
        match SourceFile::new(path.to_owned(), format!("clauses/{path}"), text.as_bytes()) {
            Ok(file) => files.0.push(file),
            Err(problem) => files.1.push(problem),
        }
    }
    files
}

/// First 12 hexadecimal digits of the SHA-256 over the version below and all paths and file hashes.
fn version(below: &str, files: &[SourceFile]) -> String {
    let mut hash = Sha256::new();
    hash.update(below.as_bytes());
    for file in files {
        hash.update(format!("{}\n{}\n", file.path, file.sha256()));
    }
    hex(&hash.finalize()[..6])
}

struct Loading<'f> {
    library: Library,
    problems: Vec<Problem>,
    /// The file that defines a cue, of the files being loaded.
    cue_files: BTreeMap<String, &'f SourceFile>,
    /// Clause types to check when all are there.
    changed: Vec<(String, &'f SourceFile)>,
}

impl<'f> Loading<'f> {
    fn file(&mut self, file: &'f SourceFile) {
        let id = file.path.trim_end_matches(".md");
        let Some((folder, name)) = id.split_once('/') else {
            let p = Problem::new(&file.shown, 0, "stands outside the folders of the library");
            return self.problems.push(p.hint(format!("folders: {}, lexicon, law", FAMILIES.join(", "))));
        };
        if !crate::condition::is_name(name) {
            let p = Problem::new(&file.shown, 0, format!("`{name}` is not a file name for the library"));
            return self.problems.push(p.hint("use small letters, digits and hyphens, no folder below the family's"));
        }
        let body = match body::read(file) {
            Ok(body) => body,
            Err(problem) => return self.problems.push(problem),
        };
        match folder {
            "lexicon" => self.lexicon(file, body),
            "law" => self.law(file, id, body),
            _ if FAMILIES.contains(&folder) => self.clause_type(file, id, body),
            _ => {
                let near = did_you_mean(folder, FAMILIES.into_iter().chain(["lexicon", "law"]));
                let all = format!("folders: {}, lexicon, law", FAMILIES.join(", "));
                let p = Problem::new(&file.shown, 0, format!("unknown folder `{folder}`"));
                self.problems.push(p.hint(if near.is_empty() { all } else { near }));
            }
        }
    }

    fn clause_type(&mut self, file: &'f SourceFile, id: &str, body: body::Body) {
        if let Some(entry) = entry::clause_type(file, id, body, &mut self.problems) {
            self.library.clause_types.insert(id.to_owned(), entry);
            self.changed.push((id.to_owned(), file));
        }
    }

    fn law(&mut self, file: &SourceFile, id: &str, body: body::Body) {
        if let Some(card) = entry::law_card(file, id, body, &mut self.problems) {
            check::law_card(&card, file, &mut self.problems);
            self.library.law.insert(id.to_owned(), card);
        }
    }

    fn lexicon(&mut self, file: &'f SourceFile, body: body::Body) {
        let front = match front::read::<front::LexiconFront>(file, body.front) {
            Ok(front) => front,
            Err(mut problems) => return self.problems.append(&mut problems),
        };
        for (name, cue) in front.cue {
            check::cue(&name, &cue, file, &mut self.problems);
            if let Some(first) = self.cue_files.insert(name.clone(), file) {
                let line = file.line_of("", &format!("[cue.{name}]"));
                let p = Problem::new(&file.shown, line, format!("the cue `{name}` is in {} already", first.shown));
                self.problems.push(p.hint("merge the two, or rename one"));
            }
            self.library.lexicon.insert(name, cue);
        }
    }
}
