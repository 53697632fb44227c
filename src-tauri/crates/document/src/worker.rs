//! Reading in a process of its own.
//!
//! A hostile file can make a parser run out of stack or memory or run for ever, and none of that can be caught inside a
//! process. So the program starts itself again with `--parse-worker`; that process limits its own memory, takes one
//! request and one file on standard input, answers on standard output and ends. Whatever the file does to it, the
//! program that asked only sees an [`Error`].
//!
//! ```text
//! request: MessagePack, then the file's bytes; the stream stays open for as long as the answer is wanted
//! answer:  MessagePack; messages of progress first, the result last
//! ```

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Document, Error, Options, Progress};

/// The argument that makes the program a worker.
const ARGUMENT: &str = "--parse-worker";
/// Between two looks at whether the user wants to stop.
const PATIENCE: Duration = Duration::from_millis(50);
/// Most that is kept of what a worker writes to standard error.
const MAX_NOISE: u64 = 16 << 10;
/// Largest message, in bytes. A document at its limit of text is far below.
const MAX_MESSAGE: u64 = 1 << 30;
/// What a worker whose answer has ended may take to end itself, before it is ended.
const FAREWELL: Duration = Duration::from_secs(1);
/// Stack of the thread that reads: mark-up and drawings nest.
const STACK: usize = 64 << 20;
/// Stack of a thread that only waits.
const SMALL_STACK: usize = 256 << 10;

/// What one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space in bytes. Enforced on Linux; elsewhere only the limits on size, text, pages and time hold.
    pub memory: u64,
    /// From the start to the last byte of the answer.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1536 << 20, time: Duration::from_secs(20) }
    }
}

/// Whoever waits for a worker.
pub trait Watch {
    /// Told how far it is.
    fn progress(&mut self, _: Progress) {}
    /// Asked several times a second whether to stop.
    fn cancelled(&mut self) -> bool {
        false
    }
}

impl Watch for () {}

/// Starts worker processes.
#[derive(Clone, Debug)]
pub struct Worker {
    program: PathBuf,
    limits: Limits,
}

#[derive(Debug, Serialize, Deserialize)]
enum Task {
    Read { name: String, options: Box<Options> },
    Draw { page: usize, width: u32, password: Option<String> },
}

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    limits: Limits,
    task: Task,
    /// Bytes of the file that follows.
    size: u64,
}

#[derive(Debug, Serialize, Deserialize)]
enum Message {
    Progress(Progress),
    Document(Box<Document>),
    Picture(Vec<u8>),
    Failed(Error),
}

/// What the threads around a worker report.
enum Event {
    Message(Message),
    /// Standard output ended, or could not be understood.
    Closed(io::Result<()>),
}

impl Worker {
    /// Workers that are this very program. Its `main` must call [`serve`] first of all.
    ///
    /// # Errors
    /// [`Error::Worker`] where the system does not tell the program's path.
    pub fn this_program() -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|e| Error::Worker { detail: e.to_string() })?;
        Ok(Self::of(program))
    }

    /// Workers that are another program, which calls [`serve`].
    #[must_use]
    pub fn of(program: PathBuf) -> Self {
        Self { program, limits: Limits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads a file's bytes. `name` helps to tell the format and becomes [`Document::source`].
    ///
    /// # Errors
    /// See [`Error`].
    pub fn read(&self, name: &str, bytes: &[u8], options: &Options, watch: &mut dyn Watch) -> Result<Document, Error> {
        // Refused here, so that it need not be sent.
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        let size = bytes.len() as u64;
        if size > options.max_bytes {
            return Err(Error::TooLarge { size, limit: options.max_bytes });
        }
        let task = Task::Read { name: name.to_owned(), options: Box::new(options.clone()) };
        match self.ask(task, bytes, watch)? {
            Message::Document(document) => Ok(*document),
            other => Err(unexpected(&other)),
        }
    }

    /// Draws a page of a PDF as a PNG picture `width` pixels wide.
    ///
    /// # Errors
    /// [`Error::NoPage`], and those of opening the file.
    pub fn draw_page(
        &self,
        bytes: &[u8],
        page: usize,
        width: u32,
        password: Option<&str>,
        watch: &mut dyn Watch,
    ) -> Result<Vec<u8>, Error> {
        match self.ask(Task::Draw { page, width, password: password.map(str::to_owned) }, bytes, watch)? {
            Message::Picture(png) => Ok(png),
            other => Err(unexpected(&other)),
        }
    }

    fn ask(&self, task: Task, bytes: &[u8], watch: &mut dyn Watch) -> Result<Message, Error> {
        let mut request = Vec::new();
        send(&mut request, &Request { limits: self.limits, task, size: bytes.len() as u64 }).map_err(talk)?;
        let deadline = Instant::now() + self.limits.time;
        let child = Command::new(&self.program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| Error::Worker { detail: format!("{}: {e}", self.program.display()) })?;
        let mut child = Running(child);
        let (Some(mut input), Some(output), Some(noise)) =
            (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take())
        else {
            return Err(Error::Worker { detail: "it has no standard streams".into() });
        };
        // Outside of the threads: it stays open until the answer is here.
        let input = &mut input;
        std::thread::scope(|scope| {
            // Inside of the scope: ended before its threads are waited for, whichever way this is left.
            let mut child = child;
            let (sender, events) = mpsc::channel();
            let thread = |name: &str| Builder::new().name(name.to_owned());
            thread("worker-input")
                .spawn_scoped(scope, move || {
                    // A worker that has seen enough, or has ended, no longer listens; its answer tells.
                    let _ = input.write_all(&request).and_then(|()| input.write_all(bytes));
                })
                .map_err(talk)?;
            let noise = thread("worker-noise").spawn_scoped(scope, move || heard(noise)).map_err(talk)?;
            thread("worker-output").spawn_scoped(scope, move || listen(output, &sender)).map_err(talk)?;
            loop {
                if watch.cancelled() {
                    return Err(Error::Cancelled);
                }
                let Some(left) = deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) else {
                    return Err(self.out_of_time());
                };
                match events.recv_timeout(left.min(PATIENCE)) {
                    Ok(Event::Message(Message::Progress(progress))) => watch.progress(progress),
                    Ok(Event::Message(Message::Failed(error))) => return Err(error),
                    Ok(Event::Message(message)) => return Ok(message),
                    Ok(Event::Closed(result)) => {
                        let status = child.farewell();
                        // Its pipes are closed now, so the thread ends.
                        drop(child);
                        return Err(self.broken(result, status, &noise.join().unwrap_or_default()));
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Err(Error::Worker { detail: "no answer".into() }),
                }
            }
        })
    }

    fn out_of_time(&self) -> Error {
        Error::Time { seconds: self.limits.time.as_secs() }
    }

    /// Why a worker ended without a result. `status` is `None` where it had to be ended.
    fn broken(&self, result: io::Result<()>, status: io::Result<Option<ExitStatus>>, noise: &str) -> Error {
        // What the standard library and the C library say when the system refuses memory.
        if ["memory allocation of", "out of memory", "Cannot allocate memory"].iter().any(|words| noise.contains(words))
        {
            return Error::Memory { megabytes: self.limits.memory >> 20 };
        }
        if noise.contains("overflowed its stack") {
            return Error::Crashed { detail: "its parts are nested too deeply".into() };
        }
        let ended = match status {
            Ok(Some(status)) if signal(status) == Some(SIGXCPU) => return self.out_of_time(),
            Ok(Some(status)) if signal(status) == Some(SIGKILL) => {
                "the system ended the reader, most likely for want of memory".to_owned()
            }
            Ok(Some(status)) => status.to_string(),
            Ok(None) => "the reader stopped answering".to_owned(),
            Err(e) => e.to_string(),
        };
        let how = match result {
            Ok(()) => ended,
            Err(e) => format!("its answer makes no sense: {e}; {ended}"),
        };
        let told = told(noise);
        Error::Crashed { detail: if told.is_empty() { how } else { format!("{how}; {told}") } }
    }
}

/// A worker process. Ends with this value, and leaves nothing behind.
struct Running(Child);

impl Running {
    /// How it ended by itself; `None` if it does not, though it has said all.
    fn farewell(&mut self) -> io::Result<Option<ExitStatus>> {
        let end = Instant::now() + FAREWELL;
        loop {
            let status = self.0.try_wait()?;
            if status.is_some() || Instant::now() > end {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then it is only to be waited for.
        let killed = self.0.kill();
        if let Err(error) = killed.and_then(|()| self.0.wait().map(drop)) {
            tracing::warn!("a worker could not be ended: {error}");
        }
    }
}

const SIGKILL: i32 = 9;
/// Sent when the processor time is used up: 24 on Linux and macOS.
const SIGXCPU: i32 = 24;

/// The signal that ended a process.
#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// What a worker said of its end: of a panic its place and message, else the last line.
fn told(noise: &str) -> String {
    let mut lines = noise.lines().map(str::trim).filter(|l| !l.is_empty());
    let line = match lines.by_ref().find(|l| l.contains("panicked at")) {
        Some(place) => format!("{place} {}", lines.next().unwrap_or_default()),
        None => noise.lines().rev().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default().to_owned(),
    };
    // It may quote the file.
    line.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn talk(e: io::Error) -> Error {
    Error::Worker { detail: e.to_string() }
}

fn unexpected(message: &Message) -> Error {
    let what = match message {
        Message::Progress(_) => "progress",
        Message::Document(_) => "a document",
        Message::Picture(_) => "a picture",
        Message::Failed(_) => "an error",
    };
    Error::Worker { detail: format!("it answered with {what} that was not asked for") }
}

/// The beginning of what a worker wrote to standard error. It is read to its end, as a full pipe would block the worker.
fn heard(mut noise: impl Read) -> String {
    let mut kept = Vec::new();
    let read = (&mut noise).take(MAX_NOISE).read_to_end(&mut kept);
    if let Err(error) = read.and_then(|_| io::copy(&mut noise, &mut io::sink())) {
        tracing::debug!("what a worker said was lost: {error}");
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// Hands on all messages of a worker.
fn listen(output: impl Read, events: &mpsc::Sender<Event>) {
    let mut output = BufReader::new(output);
    loop {
        let event = match receive(&mut output) {
            Ok(Some(message)) => Event::Message(message),
            Ok(None) => Event::Closed(Ok(())),
            Err(e) => Event::Closed(Err(e)),
        };
        let last = !matches!(event, Event::Message(Message::Progress(_)));
        // Nobody waits any more once a result is there or time is up.
        if events.send(event).is_err() || last {
            return;
        }
    }
}

/// Writes a message.
fn send(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    rmp_serde::encode::write(output, message).map_err(io::Error::other)?;
    output.flush()
}

/// Reads a message; `None` at the end of input.
fn receive<T: DeserializeOwned>(input: &mut impl BufRead) -> io::Result<Option<T>> {
    if input.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let message = rmp_serde::from_read(input.take(MAX_MESSAGE));
    message.map(Some).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Does a worker's work if the program was started as one; then the program must end with this status. To be called
/// first of all in `main`.
#[must_use]
pub fn serve() -> Option<ExitCode> {
    if std::env::args_os().nth(1).as_deref() != Some(OsStr::new(ARGUMENT)) {
        return None;
    }
    Some(match answer() {
        Ok(()) => ExitCode::SUCCESS,
        // The program that asked hears of it by the end of the stream.
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    })
}

fn answer() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let Some(Request { limits, task, size }) = receive(&mut input)? else { return Ok(()) };
    confine(limits)?;
    let mut bytes = Vec::new();
    input.by_ref().take(size).read_to_end(&mut bytes)?;
    drop(input);
    if (bytes.len() as u64) < size {
        // Whoever asked is gone.
        return Ok(());
    }
    Builder::new().name("parent".into()).stack_size(SMALL_STACK).spawn(end_with_parent)?;
    let work = Builder::new().name("worker".into()).stack_size(STACK).spawn(move || {
        let mut output = BufWriter::new(io::stdout());
        let message = match task {
            Task::Read { name, options } => {
                let mut told = Ok(());
                let read = crate::read_with(&name, &bytes, &options, &mut |progress| {
                    if told.is_ok() {
                        told = send(&mut output, &Message::Progress(progress));
                    }
                });
                told?;
                read.map_or_else(Message::Failed, |document| Message::Document(Box::new(document)))
            }
            Task::Draw { page, width, password } => crate::draw_page(&bytes, page, width, password.as_deref())
                .map_or_else(Message::Failed, Message::Picture),
        };
        send(&mut output, &message)
    })?;
    work.join().map_err(|_| io::Error::other("the reader panicked"))?
}

/// Nothing more is sent on standard input: it ends when nobody waits for the answer any more.
fn end_with_parent() {
    // An error says the same as the end.
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    std::process::exit(1);
}

/// Limits what this process may take. The time is watched by the program that asked, and here as well, in case that
/// program hangs.
fn confine(limits: Limits) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        // Never more than the user or the system allows already.
        let lower = |resource: Resource, to: u64, hard: u64| {
            let (_, allowed) = resource.get()?;
            resource.set(to.min(allowed), hard.min(allowed))
        };
        // Other systems count address space in ways that such a limit does not suit.
        if cfg!(target_os = "linux") {
            lower(Resource::AS, limits.memory, limits.memory)?;
        }
        let seconds = limits.time.as_secs() + 2;
        lower(Resource::CPU, seconds, seconds + 1)?;
        lower(Resource::CORE, 0, 0)?;
    }
    #[cfg(not(unix))]
    let _ = limits;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Revisions};

    #[test]
    fn errors_cross_the_pipe_unchanged() {
        let text = || "责任 \"x\"\n".to_owned();
        let errors = [
            Error::Empty,
            Error::NoText { detail: text(), scanned_pages: vec![1, 7] },
            Error::TooLarge { size: u64::MAX, limit: 5 },
            Error::Unsupported { found: text() },
            Error::Encrypted { found: text() },
            Error::Damaged { detail: text() },
            Error::Password { wrong: true },
            Error::NoPage { page: 9, pages: 3 },
            Error::Cancelled,
            Error::Time { seconds: 20 },
            Error::Memory { megabytes: 1536 },
            Error::Crashed { detail: text() },
            Error::Worker { detail: text() },
        ];
        for error in errors {
            let told = format!("{error:?}");
            let mut pipe = Vec::new();
            send(&mut pipe, &Message::Failed(error)).unwrap();
            let Some(Message::Failed(heard)) = receive(&mut pipe.as_slice()).unwrap() else { panic!("{told}") };
            assert_eq!(format!("{heard:?}"), told);
        }
    }

    #[test]
    fn requests_cross_the_pipe_unchanged() {
        let options = Options {
            format: Some(Format::Pdf),
            revisions: Revisions::Marked,
            password: Some("secret".into()),
            ..Options::default()
        };
        let tasks = [
            Task::Read { name: "协议.pdf".into(), options: Box::new(options) },
            Task::Draw { page: 2, width: 800, password: None },
        ];
        for task in tasks {
            let request = Request { limits: Limits::default(), task, size: 12 };
            let mut pipe = Vec::new();
            send(&mut pipe, &request).unwrap();
            pipe.extend(b"%PDF and more");
            let mut pipe = pipe.as_slice();
            let heard: Request = receive(&mut pipe).unwrap().unwrap();
            assert_eq!(format!("{heard:?}"), format!("{request:?}"));
            assert_eq!(pipe, b"%PDF and more", "the file begins right behind");
        }
    }

    #[test]
    fn answers_that_make_no_sense_are_errors() {
        assert!(matches!(receive::<Message>(&mut &b""[..]), Ok(None)));
        let mut cut = Vec::new();
        send(&mut cut, &Message::Picture(vec![7; 100])).unwrap();
        cut.truncate(50);
        // A list of four thousand million bytes, of which none comes.
        for bytes in [b"Segmentation fault".as_slice(), &cut, &[0xDD, 0xFF, 0xFF, 0xFF, 0xFF], &[0x81; 5000]] {
            assert!(receive::<Message>(&mut &*bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn the_end_of_a_worker_is_explained() {
        let worker = Worker::of("carveout".into());
        let cases = [
            ("memory allocation of 4096 bytes failed\n", "needs more than 1536 MB of memory"),
            ("\nthread 'worker' has overflowed its stack\nfatal runtime error\n", "nested too deeply"),
            (
                "thread 'worker' panicked at src/x.rs:1:2:\nindex out of bounds\nnote: run with RUST_BACKTRACE=1\n",
                "thread 'worker' panicked at src/x.rs:1:2: index out of bounds)",
            ),
            ("first\nlast\n\n", "the reader stopped answering; last)"),
            ("", "(the reader stopped answering)"),
        ];
        for (noise, words) in cases {
            let message = worker.broken(Ok(()), Ok(None), noise).to_string();
            assert!(message.contains(words), "{noise:?}: {message}");
        }
    }
}
