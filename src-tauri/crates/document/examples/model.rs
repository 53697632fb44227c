//! Prints a file as the reader holds it, as JSON: for scripts that compare it with other programs.
//!
//! `cargo run -p document --example model -- FILE [--original | --marked]`

use std::path::Path;
use std::process::ExitCode;

use document::{Options, Revisions};

fn main() -> ExitCode {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let revisions = match flags.first().map(String::as_str) {
        Some("--original") => Revisions::Original,
        Some("--marked") => Revisions::Marked,
        _ => Revisions::Accepted,
    };
    let [file] = files.as_slice() else {
        eprintln!("one file, please");
        return ExitCode::FAILURE;
    };
    let read = document::read_file(Path::new(file), &Options { revisions, ..Options::default() });
    let printed = read.map_err(|e| e.to_string()).and_then(|d| serde_json::to_string(&d).map_err(|e| e.to_string()));
    match printed {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("{file} {e}");
            ExitCode::FAILURE
        }
    }
}
