//! One review from end to end.

pub mod view;
