//! The clause library: the Markdown files under `clauses/` as typed, validated data.
//!
//! ```
//! let library = library::Library::from_texts([(
//!     "lexicon/money.md",
//!     "+++\n[cue.fees]\nen = [\"fees\"]\nzh = [\"费用\"]\n+++\n# Money\n",
//! )]).expect("no problem in this file");
//! assert_eq!(library.lexicon["fees"].zh, ["费用"]);
//! ```
//!
//! Every mistake in a file becomes a [`Problem`] with file, line, the words and a hint; loading collects them all.

mod body;
mod check;
mod condition;
mod entry;
mod example;
mod front;
mod load;
mod model;
mod phrase;
mod problem;
mod source;

pub use condition::{Comparison, Condition, ConditionError, Operand, TimeUnit};
pub use load::FAMILIES;
pub use model::*;
pub use phrase::VALUE_NAMES;
pub use problem::{Problem, did_you_mean};
