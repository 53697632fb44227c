//! A mistake in a library file, said so that the person who edits it can mend it.

use std::fmt;

/// A mistake in a library file: where, which words, what is wrong, what to do.
///
/// ```
/// let p = library::Problem::new("clauses/x.md", 12, "unknown cue `libility`").hint("did you mean `liability`?");
/// assert_eq!(p.to_string(), "clauses/x.md:12: unknown cue `libility`. Hint: did you mean `liability`?");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the user knows it.
    pub file: String,
    /// Line, counted from 1; 0 stands for the whole file.
    pub line: usize,
    /// The words in question; empty where there are none.
    pub words: String,
    /// What is wrong.
    pub message: String,
    /// What to do; empty where the message says it.
    pub hint: String,
}

impl Problem {
    /// A problem at a line (0 = the whole file).
    #[must_use]
    pub fn new(file: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.into(), line, message: message.into(), ..Self::default() }
    }

    /// With the words in question.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.words.is_empty() && !self.message.contains(&self.words) {
            write!(f, ": “{}”", self.words)?;
        }
        if !self.hint.is_empty() {
            write!(f, ". Hint: {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// "did you mean `x`?" for the name nearest to `word`; empty where none is near.
#[must_use]
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let limit = (word.chars().count() / 3).max(1);
    let near = names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min();
    near.map_or_else(String::new, |(_, name)| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_name_or_none() {
        for (word, names, want) in [
            ("libility", vec!["liability", "liable"], "did you mean `liability`?"),
            ("feees", vec!["fees", "fee"], "did you mean `fees`?"),
            ("xyz", vec!["liability"], ""),
            ("责认", vec!["责任"], "did you mean `责任`?"),
        ] {
            assert_eq!(did_you_mean(word, names), want, "{word}");
        }
    }

    #[test]
    fn display_leaves_out_what_is_missing() {
        assert_eq!(Problem::new("a.md", 0, "is empty").to_string(), "a.md: is empty");
        assert_eq!(Problem::new("a.md", 3, "broken").words("x y").to_string(), "a.md:3: broken: “x y”");
    }
}
