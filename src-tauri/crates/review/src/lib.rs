//! One review from end to end: [`run`] takes a document and a compiled library and gives a [`Review`], plain data that
//! the command line prints as JSON; [`view::build`] turns it into what the window shows.

#[cfg(test)]
mod fixtures;
mod model;
mod plain;
mod recognised;
mod run;
mod severity;
pub mod typescript;
mod values;
pub mod view;
mod view_build;
mod view_notes;
mod warnings;

pub use model::*;
pub use plain::plain;
pub use run::{Reviewer, Stage, run};
pub use severity::severity;
pub use values::{cue_words, value_text};
pub use warnings::{reading_warnings, warning_text};
