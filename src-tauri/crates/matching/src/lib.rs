//! Find clauses and read their terms.

mod model;

pub use model::*;
