//! The system's file dialog: not part of the page, so `xdotool` works it.

use anyhow::{Context, Result, bail};
use std::{
    path::Path,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

/// The file dialog, open.
#[derive(Debug)]
pub struct FileDialog {
    window: String,
}

impl FileDialog {
    /// Waits for the dialog with this title.
    ///
    /// # Errors
    /// Where none comes up within half a minute, or without `xdotool`.
    pub fn wait(title: &str) -> Result<Self> {
        let start = Instant::now();
        loop {
            let found = Command::new("xdotool").args(["search", "--onlyvisible", "--name", title]).output();
            let found = found.context("xdotool is not installed")?;
            if let Some(window) = String::from_utf8_lossy(&found.stdout).lines().last() {
                // The list of files is still being filled; keys would go nowhere.
                sleep(Duration::from_millis(700));
                return Ok(Self { window: window.into() });
            }
            if start.elapsed() > Duration::from_secs(30) {
                bail!("no dialog “{title}”");
            }
            sleep(Duration::from_millis(100));
        }
    }

    /// Types a path and confirms it.
    ///
    /// # Errors
    /// Where `xdotool` fails.
    pub fn choose(&self, path: &Path) -> Result<()> {
        let path = path.to_str().context("a path that can be typed")?;
        xdotool(&["windowfocus", "--sync", &self.window])?;
        xdotool(&["key", "--clearmodifiers", "ctrl+l"])?;
        sleep(Duration::from_millis(300));
        xdotool(&["type", "--clearmodifiers", "--delay", "15", path])?;
        sleep(Duration::from_millis(300));
        xdotool(&["key", "--clearmodifiers", "Return"])
    }

    /// Closes it without a choice.
    ///
    /// # Errors
    /// Where `xdotool` fails.
    pub fn cancel(&self) -> Result<()> {
        xdotool(&["windowfocus", "--sync", &self.window])?;
        xdotool(&["key", "--clearmodifiers", "Escape"])
    }
}

fn xdotool(args: &[&str]) -> Result<()> {
    let status = Command::new("xdotool").args(args).status()?;
    if status.success() { Ok(()) } else { bail!("xdotool {args:?}: {status}") }
}
