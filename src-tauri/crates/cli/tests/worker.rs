//! Reading in a process of its own: the same answer, and whatever happens in there costs that file only.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say what they expect")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use document::{Error, Limits, Options, Progress, Watch, Worker};
use hostile::pdf::{Pdf, text};
use hostile::{FORMATS, bombs, check, check_error, mutated, seeds};
use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;

const PROGRAM: &str = env!("CARGO_BIN_EXE_carveout");

/// Changed files for each format: a taste of what the program `hostile` does with thousands.
const MUTATED: u64 = 60;

fn worker() -> Worker {
    Worker::of(PROGRAM.into())
}

fn read(worker: &Worker, bytes: &[u8]) -> Result<document::Document, Error> {
    worker.read("a.pdf", bytes, &Options::default(), &mut ())
}

/// A file that keeps the reader busy for longer than any limit of these tests.
fn endless() -> Vec<u8> {
    let bomb = bombs::all().into_iter().find(|b| b.name == "pdf-forms-doubling.pdf").unwrap();
    (bomb.make)().unwrap()
}

/// A program that is a script. It can tell its process, which stays the same over an `exec`.
struct Script {
    folder: tempfile::TempDir,
}

impl Script {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let process = folder.path().join("process");
        // Moved there when it is whole: it is read while the script goes on.
        let told = format!("echo $$ > '{0}.new'; mv '{0}.new' '{0}'", process.display());
        let path = folder.path().join("program");
        fs::write(&path, format!("#!/bin/sh\n{told}\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    /// A script that becomes the real program.
    fn program() -> Self {
        Self::new(&format!("exec '{PROGRAM}' \"$@\""))
    }

    fn worker(&self) -> Worker {
        Worker::of(self.folder.path().join("program"))
    }

    fn process(&self) -> Pid {
        let number = fs::read_to_string(self.folder.path().join("process")).unwrap();
        Pid::from_raw(number.trim().parse().unwrap())
    }

    /// Whether the process is gone: neither running nor waiting to be asked how it ended.
    fn is_gone(&self) -> bool {
        kill(self.process(), None) == Err(Errno::ESRCH)
    }
}

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/agreements").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.is_file());
    paths.sort();
    paths
}

#[test]
fn a_file_reads_the_same_in_a_process_of_its_own() {
    let options = Options::default();
    let paths = [fixtures(""), fixtures("bad")].concat();
    let mut formats = std::collections::BTreeSet::new();
    for path in &paths {
        let bytes = fs::read(path).unwrap();
        let name = path.to_string_lossy();
        let here = document::read_bytes(&name, &bytes, &options);
        let there = worker().read(&name, &bytes, &options, &mut ());
        match (here, there) {
            (Ok(here), Ok(there)) => {
                assert!(here == there, "{name} differs");
                formats.insert(format!("{:?}", here.format));
            }
            (Err(here), Err(there)) => assert_eq!(format!("{here:?}"), format!("{there:?}"), "{name}"),
            (here, there) => panic!("{name}: {here:?} here, {there:?} there"),
        }
    }
    assert_eq!(formats.len(), FORMATS.len(), "{formats:?}");
}

#[test]
fn pages_are_drawn_the_same_in_a_process_of_its_own() {
    let bytes = Pdf::default().page(&text(50.0, 700.0, &["Fees are due."])).finish();
    let here = document::draw_page(&bytes, 1, 120, None).unwrap();
    assert!(worker().draw_page(&bytes, 1, 120, None, &mut ()).unwrap() == here);
    let error = worker().draw_page(&bytes, 2, 120, None, &mut ()).unwrap_err();
    assert!(matches!(error, Error::NoPage { page: 2, pages: 1 }), "{error}");
}

#[test]
fn progress_is_told() {
    struct Seen(Vec<Progress>);
    impl Watch for Seen {
        fn progress(&mut self, progress: Progress) {
            self.0.push(progress);
        }
    }
    let mut pdf = Pdf::default();
    for i in 0..100 {
        pdf.page(&text(50.0, 700.0, &[&format!("Fees of the year {i} are due."), &"again ".repeat(i % 9)]));
    }
    let mut seen = Seen(Vec::new());
    worker().read("a.pdf", &pdf.finish(), &Options::default(), &mut seen).unwrap();
    assert!(seen.0.len() > 1 && seen.0.iter().all(|p| p.total == 100 && p.done <= 100), "{:?}", seen.0);
    assert!(seen.0.is_sorted_by(|a, b| a.done < b.done), "{:?}", seen.0);
}

/// Stops once the script has told its process.
struct StopOnceStarted<'a>(&'a Script);

impl Watch for StopOnceStarted<'_> {
    fn cancelled(&mut self) -> bool {
        self.0.folder.path().join("process").exists()
    }
}

#[test]
fn a_cancelled_worker_is_gone() {
    let script = Script::program();
    // Without the cancel the time would run out first.
    let error = script.worker().read("a.pdf", &endless(), &Options::default(), &mut StopOnceStarted(&script));
    assert!(matches!(error, Err(Error::Cancelled)), "{error:?}");
    assert!(script.is_gone());
}

#[test]
fn a_watch_that_panics_leaves_no_worker() {
    struct Panics<'a>(&'a Script);
    impl Watch for Panics<'_> {
        fn cancelled(&mut self) -> bool {
            assert!(!self.0.folder.path().join("process").exists(), "on purpose");
            false
        }
    }
    let script = Script::program();
    let outcome = std::panic::catch_unwind(|| {
        script.worker().read("a.pdf", &endless(), &Options::default(), &mut Panics(&script)).map(drop)
    });
    assert!(outcome.is_err(), "{outcome:?}");
    assert!(script.is_gone());
}

#[test]
fn a_worker_that_takes_too_long_is_gone() {
    let script = Script::program();
    let limits = Limits { time: Duration::from_secs(2), ..Limits::default() };
    let error = read(&script.worker().with_limits(limits), &endless()).unwrap_err();
    assert!(matches!(error, Error::Time { seconds: 2 }), "{error}");
    assert!(error.to_string().contains("takes longer than 2 s"), "{error}");
    assert!(script.is_gone());
}

#[cfg(target_os = "linux")]
#[test]
fn memory_has_a_limit() {
    let limits = Limits { memory: 400 << 20, ..Limits::default() };
    let text = "a.\n\n".repeat(8 << 20);
    let error = worker().with_limits(limits).read("a.txt", text.as_bytes(), &Options::default(), &mut ()).unwrap_err();
    assert!(matches!(error, Error::Memory { megabytes: 400 }), "{error}");
    assert!(error.to_string().starts_with("needs more than 400 MB of memory"), "{error}");
    // A user who is allowed less by the system is not refused a worker.
    let status = Command::new("sh")
        .args(["-c", "ulimit -v 1000000; exec \"$0\" review \"$1\"", PROGRAM])
        .arg(fixtures("").iter().find(|p| p.ends_with("sample-en.md")).unwrap())
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

#[test]
fn a_worker_that_dies_is_an_error() {
    let overflow = "echo \"thread 'worker' has overflowed its stack\" >&2; kill -ABRT $$";
    let cases = [
        ("exit 0", "broke down on it (exit status: 0)"),
        ("exit 1", "broke down on it (exit status: 1)"),
        ("echo oh dear >&2; exit 3", "(exit status: 3; oh dear)"),
        ("echo garbage", "its answer makes no sense"),
        ("cat; exit 1", "its answer makes no sense"),
        ("exec yes", "its answer makes no sense"),
        ("exec cat /dev/zero >&2", "(the reader stopped answering)"),
        ("exec sleep 600", "takes longer than 3 s"),
        ("exec sleep 600 >&-", "(the reader stopped answering)"),
        ("kill -KILL $$", "the system ended the reader, most likely for want of memory"),
        ("kill -XCPU $$", "takes longer than 3 s"),
        (overflow, "(its parts are nested too deeply)"),
    ];
    let limits = Limits { time: Duration::from_secs(3), ..Limits::default() };
    // More than a pipe holds, so that it matters whether the worker listens.
    let bytes = vec![b'a'; 1 << 20];
    for (text, words) in cases {
        let script = Script::new(text);
        let error = read(&script.worker().with_limits(limits), &bytes).unwrap_err();
        assert!(error.to_string().contains(words), "{text}: {error}");
        check_error(&error).unwrap();
        assert!(script.is_gone(), "{text}");
    }
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    for path in ["/no/such/program", "/", "/etc/hostname"] {
        let error = read(&Worker::of(path.into()), b"text").unwrap_err();
        assert!(matches!(error, Error::Worker { .. }), "{error}");
        assert!(error.to_string().contains(path), "{error}");
        check_error(&error).unwrap();
    }
}

#[test]
fn what_need_not_be_sent_is_refused_at_once() {
    let nowhere = Worker::of("/no/such/program".into());
    assert!(matches!(read(&nowhere, b""), Err(Error::Empty)));
    let options = Options { max_bytes: 3, ..Options::default() };
    let error = nowhere.read("a.txt", b"text", &options, &mut ());
    assert!(matches!(error, Err(Error::TooLarge { size: 4, limit: 3 })), "{error:?}");
}

#[test]
fn a_worker_without_a_request_ends() {
    for (input, success) in [(&b""[..], true), (b"\x93\x01", false), (b"nonsense", false)] {
        let mut child = Command::new(PROGRAM)
            .arg("--parse-worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.success(), success, "{input:?}");
        assert_eq!(output.stdout, b"");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_does_not_outlive_its_parent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("endless.pdf");
    fs::write(&path, endless()).unwrap();
    let mut parent =
        Command::new(PROGRAM).arg("review").arg(&path).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let child = wait_for(|| child_of(parent.id())).expect("a worker");
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert!(wait_for(|| (!is_running(child)).then_some(())).is_some(), "the worker goes on");
}

/// Asks until there is an answer; some seconds at most.
#[cfg(target_os = "linux")]
fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    (0..400).find_map(|_| {
        ask().or_else(|| {
            std::thread::sleep(Duration::from_millis(20));
            None
        })
    })
}

/// State and parent of a process.
#[cfg(target_os = "linux")]
fn status_of(process: &str) -> Option<(String, u32)> {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = status.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}

#[cfg(target_os = "linux")]
fn child_of(parent: u32) -> Option<u32> {
    let processes = fs::read_dir("/proc").unwrap().filter_map(|e| e.unwrap().file_name().into_string().ok());
    processes.filter(|p| status_of(p).is_some_and(|(_, of)| of == parent)).find_map(|p| p.parse().ok())
}

/// Whoever takes over the orphan may leave it as a zombie: that is not running.
#[cfg(target_os = "linux")]
fn is_running(process: u32) -> bool {
    status_of(&process.to_string()).is_some_and(|(state, _)| state != "Z")
}

#[test]
fn many_workers_at_once() {
    let paths = fixtures("");
    std::thread::scope(|scope| {
        for i in 0..24 {
            let path = &paths[i % paths.len()];
            scope.spawn(move || {
                let bytes = fs::read(path).unwrap();
                let name = path.to_string_lossy();
                let here = document::read_bytes(&name, &bytes, &Options::default());
                let there = worker().read(&name, &bytes, &Options::default(), &mut ());
                assert_eq!(here.is_ok(), there.is_ok(), "{name}");
                assert!(here.ok() == there.ok(), "{name}");
            });
        }
    });
}

#[test]
fn changed_files_are_read_or_refused() {
    for format in FORMATS {
        let seeds = seeds(format).unwrap();
        for number in 0..MUTATED {
            let bytes = mutated(format, &seeds, number);
            let options = Options { format: Some(format), ..Options::default() };
            let sound = match worker().read("changed", &bytes, &options, &mut ()) {
                Ok(document) => check(&document),
                Err(error @ (Error::Crashed { .. } | Error::Worker { .. })) => Err(error.to_string()),
                Err(error) => check_error(&error),
            };
            assert_eq!(sound, Ok(()), "{format:?} {number}");
        }
    }
}
