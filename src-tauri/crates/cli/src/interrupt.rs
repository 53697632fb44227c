//! Ctrl-C: what is under way ends in good order, so that no worker goes on and no half-written file stays.

use document::Watch;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Time to end in good order.
const GRACE: Duration = Duration::from_secs(1);
/// Exit status after Ctrl-C, as shells have it: 128 and the number of the signal.
pub(crate) const STATUS: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// Watches for Ctrl-C and for the signals that ask a program to end.
pub(crate) fn watch() {
    let set = ctrlc::set_handler(|| {
        ASKED.store(true, Ordering::Relaxed);
        std::thread::sleep(GRACE);
        // Still here: it waits for input that does not come, for example.
        std::process::exit(i32::from(STATUS));
    });
    if let Err(error) = set {
        tracing::warn!("Ctrl-C is not watched for: {error}");
    }
}

/// Whether the user wants to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Tells workers that the user wants to stop.
pub(crate) struct Interrupt;

impl Watch for Interrupt {
    fn cancelled(&mut self) -> bool {
        asked()
    }
}
