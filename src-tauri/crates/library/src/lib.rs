//! The clause library: the Markdown files under `clauses/` as typed, validated data.

mod model;

pub use model::*;
