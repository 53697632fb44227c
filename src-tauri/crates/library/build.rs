//! The clause files are embedded in the crate: a changed file must rebuild it.

fn main() {
    println!("cargo:rerun-if-changed=../../../clauses");
}
