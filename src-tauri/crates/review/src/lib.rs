//! One review from end to end.

pub mod typescript;
pub mod view;
