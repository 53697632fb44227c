//! Input made to break the readers, and what must hold whatever they are given.
//!
//! The same seed gives the same files on every machine: a failure is known by its format and number.

pub mod bombs;
pub mod pdf;
pub mod word;

mod check;
mod mutate;
mod random;
mod seeds;

pub use check::{check, check_error};
pub use mutate::mutated;
pub use random::Random;
pub use seeds::{FORMATS, Seed, name_of, seeds};
