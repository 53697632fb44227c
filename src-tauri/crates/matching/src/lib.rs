//! Find clauses and read their terms: [`Document`](document::Document) + [`Library`](library::Library) → [`Matches`].
//!
//! Each sentence is folded to one spelling ([`normalize`]), scanned once for the literals of all cues and for values
//! ([`cues`], [`values`]), and put into its place: what introduces it, which headings stand above, what stands beside
//! ([`context`]). The library's patterns then look at sets of cues only ([`patterns`]). A finding carries the cues that
//! fired, its terms as typed values ([`terms`]) and its rating ([`rating`]); a clause type that is not there comes with
//! the nearest places that were looked at.

mod compile;
mod context;
mod cues;
mod error;
mod matcher;
mod model;
mod normalize;
mod patterns;
mod rating;
mod selftest;
mod terms;
mod tiers;
mod values;

pub use error::Error;
pub use matcher::{Matcher, Matches};
pub use model::*;
pub use selftest::selftest;
