//! The desktop program.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(status) = carveout_desktop::serve() {
        return status;
    }
    match carveout_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("carveout-desktop: the window could not be opened: {error}. Check that a display is there");
            ExitCode::FAILURE
        }
    }
}
