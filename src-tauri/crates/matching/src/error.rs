//! What can go wrong while the library is made ready for matching.

/// Why a library cannot be matched with. A library that passed `carveout library check` gives none of these.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A phrase that cannot be read.
    #[error("{entry}: phrase `{phrase}` of cue `{cue}` cannot be used: {cause}")]
    Phrase {
        /// Entry or lexicon.
        entry: String,
        /// The cue.
        cue: String,
        /// The phrase.
        phrase: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A cue that neither the entry nor the lexicon has.
    #[error("{entry}: unknown cue `{cue}` in {place}. Add it to the entry or to clauses/lexicon")]
    UnknownCue {
        /// The entry.
        entry: String,
        /// The cue.
        cue: String,
        /// Pattern or term that names it.
        place: String,
    },
    /// A condition of a rating rule that cannot be read.
    #[error("{entry}: rating condition `{condition}` cannot be read: {cause}")]
    Condition {
        /// The entry.
        entry: String,
        /// The condition.
        condition: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The phrases together are too many for the search automaton.
    #[error("the phrases of the library cannot be compiled: {0}")]
    Automaton(String),
}
