//! Reading in a process of its own.
//!
//! A hostile file can make a parser run out of stack or memory or run for ever, and none of that can be caught inside a
//! process. So the program starts itself again with `--parse-worker`; that process limits its own memory, takes one
//! request and one file on standard input, answers on standard output and ends. Whatever the file does to it, the
//! program that asked only sees an [`Error`].
//!
//! ```text
//! request: length (u32, little endian), MessagePack, the file's bytes up to the end of input
//! answer:  messages, each as: length (u32, little endian), MessagePack; progress first, the result last
//! ```

use std::ffi::OsStr;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
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
/// Largest message. A document at its limit of text is far below.
const MAX_MESSAGE: u32 = 1 << 30;
/// Stack of the thread that reads: mark-up and drawings nest.
const STACK: usize = 64 << 20;

/// What one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space in bytes. Enforced on Unix; elsewhere only the limits on text and pages hold.
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
        let request = encode(&Request { limits: self.limits, task }).map_err(talk)?;
        let deadline = Instant::now() + self.limits.time;
        let mut child = Command::new(&self.program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| Error::Worker { detail: format!("{}: {e}", self.program.display()) })?;
        let (Some(mut input), Some(output), Some(noise)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            end(&mut child);
            return Err(Error::Worker { detail: "it has no standard streams".into() });
        };
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // A worker that has seen enough, or was stopped, no longer listens.
                let _ = input.write_all(&request).and_then(|()| input.write_all(bytes));
            });
            let noise = scope.spawn(move || heard(noise));
            let (sender, events) = mpsc::channel();
            scope.spawn(move || listen(output, &sender));
            let answer = loop {
                if watch.cancelled() {
                    break Err(Error::Cancelled);
                }
                let Some(left) = deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) else {
                    break Err(Error::Time { seconds: self.limits.time.as_secs() });
                };
                match events.recv_timeout(left.min(PATIENCE)) {
                    Ok(Event::Message(Message::Progress(progress))) => watch.progress(progress),
                    Ok(Event::Message(Message::Failed(error))) => break Err(error),
                    Ok(Event::Message(message)) => break Ok(message),
                    Ok(Event::Closed(result)) => {
                        let status = child.wait();
                        let noise = noise.join().unwrap_or_default();
                        return Err(self.broken(result, status, &noise));
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break Err(Error::Worker { detail: "no answer".into() }),
                }
            };
            // It has nothing more to say, or is not to say it. Its pipes close, and the threads end with them.
            end(&mut child);
            answer
        })
    }

    /// Why a worker ended without a result.
    fn broken(&self, result: io::Result<()>, status: io::Result<ExitStatus>, noise: &str) -> Error {
        // What the standard library and the C library say when the system refuses memory.
        if ["memory allocation of", "out of memory", "Cannot allocate memory"].iter().any(|words| noise.contains(words))
        {
            return Error::Memory { megabytes: self.limits.memory >> 20 };
        }
        let how = match (result, status) {
            (Err(e), _) => e.to_string(),
            (Ok(()), Ok(status)) => status.to_string(),
            (Ok(()), Err(e)) => e.to_string(),
        };
        let last = noise.lines().rev().find(|l| !l.trim().is_empty()).map(str::trim).unwrap_or_default();
        let detail = if last.is_empty() { how } else { format!("{how}; {last}") };
        Error::Crashed { detail }
    }
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

/// Ends a process that may have ended by itself.
fn end(child: &mut Child) {
    if let Err(error) = child.kill().and_then(|()| child.wait().map(drop)) {
        tracing::warn!("a worker could not be ended: {error}");
    }
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
fn listen(mut output: impl Read, events: &mpsc::Sender<Event>) {
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

/// A value with its length before it.
fn encode(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut out = vec![0; 4];
    rmp_serde::encode::write_named(&mut out, value).map_err(io::Error::other)?;
    let length = u32::try_from(out.len() - 4).ok().filter(|&l| l <= MAX_MESSAGE);
    let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the message is too long"))?;
    out[..4].copy_from_slice(&length.to_le_bytes());
    Ok(out)
}

/// A value with its length before it; `None` at the end of input.
fn receive<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    let mut got = 0;
    while got < length.len() {
        match input.read(&mut length[got..])? {
            0 if got == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => got += n,
        }
    }
    let length = u32::from_le_bytes(length);
    if length > MAX_MESSAGE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the message is too long"));
    }
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    rmp_serde::from_slice(&bytes).map(Some).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
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
    let Some(Request { limits, task }) = receive(&mut input)? else { return Ok(()) };
    confine(limits)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let work = std::thread::Builder::new().name("worker".into()).stack_size(STACK).spawn(move || {
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

fn send(output: &mut impl Write, message: &Message) -> io::Result<()> {
    output.write_all(&encode(message)?)?;
    output.flush()
}

/// Limits what this process may take. The time is watched by the program that asked, and here as well, in case that
/// program is gone.
fn confine(limits: Limits) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rlimit::{Resource, setrlimit};
        setrlimit(Resource::AS, limits.memory, limits.memory)?;
        let seconds = limits.time.as_secs() + 2;
        setrlimit(Resource::CPU, seconds, seconds)?;
        setrlimit(Resource::CORE, 0, 0)?;
    }
    #[cfg(not(unix))]
    let _ = limits;
    Ok(())
}
