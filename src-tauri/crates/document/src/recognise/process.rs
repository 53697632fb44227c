//! Running a program with a limit of time.

use std::ffi::OsStr;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// Most that is taken of what a program says. A page of the densest text is a hundredth of it.
const MAX_OUTPUT: u64 = 32 << 20;

/// What a program said.
pub(super) struct Answer {
    /// On standard output.
    pub(super) output: String,
    /// On standard error.
    pub(super) noise: String,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Ended {
    /// It could not be started.
    Start(io::Error),
    /// It told of an error; what it said last.
    Badly(String),
    /// It took too long.
    Late,
    /// It was stopped.
    Cancelled,
}

/// Runs a program on `input` and waits for its answer, at most for `time`, and until `stop` is set.
pub(super) fn run(
    program: &Path,
    arguments: &[&OsStr],
    input: Vec<u8>,
    time: Duration,
    stop: &AtomicBool,
) -> Result<Answer, Ended> {
    let deadline = Instant::now() + time;
    let mut child = command(program, arguments).spawn().map_err(Ended::Start)?;
    let (Some(mut to), Some(output), Some(noise)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        end(&mut child);
        return Err(Ended::Badly("it has no standard streams".into()));
    };
    // These threads are left to themselves: should the program have started others that keep its pipes open, nobody
    // waits for those.
    thread::spawn(move || {
        // A program that has failed no longer listens; its status tells.
        let _ = to.write_all(&input);
    });
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        let noise = thread::spawn(move || text(noise));
        let output = text(output);
        // Nobody listens any more if it was too late.
        let _ = sender.send((output, noise.join().unwrap_or_default()));
    });
    let (output, noise) = loop {
        if stop.load(Ordering::Relaxed) {
            end(&mut child);
            return Err(Ended::Cancelled);
        }
        match answer.recv_timeout(PATIENCE) {
            Ok(answer) => break answer,
            Err(RecvTimeoutError::Timeout) if Instant::now() < deadline => {}
            Err(RecvTimeoutError::Timeout) => {
                end(&mut child);
                return Err(Ended::Late);
            }
            Err(RecvTimeoutError::Disconnected) => {
                end(&mut child);
                return Err(Ended::Badly("its answer was lost".into()));
            }
        }
    };
    let status = wait(&mut child, deadline)?;
    if status.success() {
        return Ok(Answer { output, noise });
    }
    let said = noise.lines().rev().find(|l| !l.trim().is_empty()).map(str::trim).unwrap_or_default();
    Err(Ended::Badly(if said.is_empty() { status.to_string() } else { format!("{said} ({status})") }))
}

fn command(program: &Path, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(program);
    // Several pages are worked on at the same time; more threads for each would only get in their way.
    command.args(arguments).env("OMP_THREAD_LIMIT", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        // Without a console window.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command
}

/// Waits for the end of a program that has closed its output.
fn wait(child: &mut Child, deadline: Instant) -> Result<std::process::ExitStatus, Ended> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(1)),
            Ok(None) => {
                end(child);
                return Err(Ended::Late);
            }
            Err(e) => return Err(Ended::Badly(e.to_string())),
        }
    }
}

/// Ends a program that may have ended by itself.
fn end(child: &mut Child) {
    if let Err(error) = child.kill().and_then(|()| child.wait().map(drop)) {
        tracing::warn!("a program could not be ended: {error}");
    }
}

/// What comes out of a stream, as far as it could be read.
fn text(stream: impl Read) -> String {
    let mut bytes = Vec::new();
    if let Err(error) = stream.take(MAX_OUTPUT).read_to_end(&mut bytes) {
        tracing::warn!("what a program said was cut short: {error}");
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
