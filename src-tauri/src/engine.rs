//! The clause library made ready, and one review with it.

use document::Document;
use library::{Library, Problem, Side};
use review::{
    Reviewer, Settings,
    view::{self, ClauseTypeView, Decided, ReviewView},
};
use std::{collections::BTreeMap, path::Path};

/// The compiled library, shared by all reviews.
pub(crate) struct Engine {
    reviewer: Reviewer,
    problems: Vec<String>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("library", &self.version()).field("problems", &self.problems).finish()
    }
}

impl Engine {
    /// The built-in library with the user's folder `own` laid over it where there is one. A folder with mistakes is left
    /// out as a whole, and its mistakes are kept to be told: half a library would give reviews that nobody can explain.
    ///
    /// # Errors
    /// Where the built-in library is unusable: a sentence for people.
    pub(crate) fn new(own: &Path) -> Result<Self, String> {
        let (own, problems) = if own.exists() { with_own(own) } else { (None, Vec::new()) };
        for problem in &problems {
            tracing::warn!("the user's library: {problem}");
        }
        let reviewer = match own {
            Some(reviewer) => reviewer,
            None => compile(builtin()?).map_err(|e| broken(&e))?,
        };
        Ok(Self { reviewer, problems })
    }

    /// Changes whenever a file of the library does.
    pub(crate) fn version(&self) -> &str {
        &self.reviewer.library().version
    }

    /// Mistakes in the user's folder, one sentence each.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The library for reading.
    pub(crate) fn clause_types(&self) -> Vec<ClauseTypeView> {
        view::clause_type_views(self.reviewer.library())
    }

    /// Reviews a document; the view has no decisions yet.
    pub(crate) fn review(&self, document: &Document, side: Side) -> ReviewView {
        let settings = Settings { side, language: None };
        let review = review::run(document, &self.reviewer, settings, &mut |_| {});
        view::build(document, &review, self.reviewer.library(), &BTreeMap::<String, Decided>::new())
    }
}

fn builtin() -> Result<Library, String> {
    Library::builtin().map_err(|problems| broken(&sentences(problems).join("; ")))
}

fn compile(library: Library) -> Result<Reviewer, String> {
    Reviewer::new(library).map_err(|e| e.to_string())
}

fn broken(cause: &str) -> String {
    format!("The clause library of this program is damaged: {cause}. Install the program again")
}

/// The built-in library with a folder over it, or what is wrong with the folder.
fn with_own(dir: &Path) -> (Option<Reviewer>, Vec<String>) {
    let library = match builtin() {
        Ok(library) => library,
        Err(error) => return (None, vec![error]),
    };
    match library.overlay(dir).map_err(sentences).and_then(|library| compile(library).map_err(|e| vec![e])) {
        Ok(reviewer) => (Some(reviewer), Vec::new()),
        Err(problems) => (None, problems),
    }
}

fn sentences(problems: Vec<Problem>) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}
