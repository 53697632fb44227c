//! Feeds hostile files to the readers through the worker, as the program does, and counts what becomes of them.
//!
//! Exit status: 0 all held, 1 something broke, 2 wrong usage.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, ExitCode};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand, ValueEnum};
use document::{Document, Error, Format, Limits, Options, Worker};
use hostile::{FORMATS, bombs, check, check_error, mutated, name_of, seeds, word};

/// What the parent may take over the worker's time: to send the file, to take the answer apart.
const SLACK: Duration = Duration::from_secs(2);

#[derive(Debug, Parser)]
#[command(about, version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read sound files changed at random
    Mutate {
        /// The program `carveout` to read with
        program: PathBuf,
        /// Formats; all unless named
        #[arg(long)]
        format: Vec<Name>,
        /// Files for each format
        #[arg(long, default_value_t = 20_000)]
        count: u64,
        /// Number of the first file
        #[arg(long, default_value_t = 0)]
        first: u64,
        /// Folder for the files that broke something
        #[arg(long)]
        keep: Option<PathBuf>,
    },
    /// Read files made to use up time, memory or stack
    Bombs {
        /// The program `carveout` to read with
        program: PathBuf,
        /// Only those whose name holds this
        #[arg(long, default_value = "")]
        only: String,
    },
    /// Read one file
    Feed {
        /// The program `carveout` to read with
        program: PathBuf,
        /// The file
        file: PathBuf,
    },
    /// Write the changed file of a number, or a bomb, to look at
    Make {
        /// A format and a number (`docx 17`), or a bomb's name
        what: Vec<String>,
        /// Where to
        #[arg(long)]
        to: PathBuf,
    },
    /// Write the seeds as a corpus for the fuzzer, one folder for each format
    Seeds {
        /// The corpus
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    Docx,
    Pdf,
    Html,
    Markdown,
    Text,
}

impl Name {
    const fn format(self) -> Format {
        match self {
            Self::Docx => Format::Docx,
            Self::Pdf => Format::Pdf,
            Self::Html => Format::Html,
            Self::Markdown => Format::Markdown,
            Self::Text => Format::Text,
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("hostile: {error}");
            ExitCode::from(2)
        }
    }
}

type Failure = Box<dyn std::error::Error>;

fn run(command: Command) -> Result<bool, Failure> {
    match command {
        Command::Mutate { program, format, count, first, keep } => {
            let formats =
                if format.is_empty() { FORMATS.to_vec() } else { format.into_iter().map(Name::format).collect() };
            let mut sound = true;
            for format in formats {
                sound &= mutate(&Worker::of(program.clone()), format, first..first + count, keep.as_deref())?;
            }
            Ok(sound)
        }
        Command::Bombs { program, only } => explode(&program, &only),
        Command::Feed { program, file } => {
            let bytes = std::fs::read(&file)?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let outcome = feed(&Worker::of(program), &name, &bytes, None);
            println!(
                "{name:<36} {:>6.1} MB, {:>4.1} s, {}; {}{}: {}",
                bytes.len() as f64 / 1e6,
                outcome.time.as_secs_f64(),
                largest_worker()?,
                if outcome.broken.is_some() { "BROKEN, " } else { "" },
                outcome.kind,
                outcome.message,
            );
            Ok(outcome.broken.is_none())
        }
        Command::Make { what, to } => {
            let bytes = match what.as_slice() {
                [format, number] => {
                    let format = Name::from_str(format, true)?.format();
                    mutated(format, &seeds(format)?, number.parse()?)
                }
                [name] => {
                    let bomb = bombs::all().into_iter().find(|b| b.name == name);
                    (bomb.ok_or("no bomb of this name")?.make)()?
                }
                _ => return Err("name a format and a number, or a bomb".into()),
            };
            std::fs::write(to, bytes)?;
            Ok(true)
        }
        Command::Seeds { folder } => {
            for format in FORMATS {
                let folder = folder.join(name_of(format));
                std::fs::create_dir_all(&folder)?;
                for seed in seeds(format)? {
                    std::fs::write(folder.join(&seed.name), &seed.bytes)?;
                    if format == Format::Docx {
                        std::fs::write(folder.join(seed.name + ".parts"), word::for_fuzzer(&seed.bytes)?)?;
                    }
                }
            }
            Ok(true)
        }
    }
}

/// What one file did.
struct Outcome {
    /// `read`, or the kind of error.
    kind: String,
    message: String,
    time: Duration,
    /// Which promise was broken.
    broken: Option<String>,
}

fn feed(worker: &Worker, name: &str, bytes: &[u8], format: Option<Format>) -> Outcome {
    let options = Options { format, ..Options::default() };
    let start = Instant::now();
    let result = worker.read(name, bytes, &options, &mut ());
    let time = start.elapsed();
    let (kind, message, sound) = match &result {
        Ok(document) => ("read".to_owned(), summary(document), check(document)),
        Err(error) => (kind_of(error), error.to_string(), check_error(error)),
    };
    let limit = Limits::default().time + SLACK;
    let broken = match (sound, &result) {
        (Err(flaw), _) => Some(flaw),
        (_, Err(Error::Crashed { .. } | Error::Worker { .. })) => Some(message.clone()),
        _ if time > limit => Some(format!("took {time:?}")),
        _ => None,
    };
    Outcome { kind, message, time, broken }
}

fn summary(document: &Document) -> String {
    let Document { text, blocks, unread, .. } = document;
    let why = unread.first().map_or_else(String::new, |u| format!(" ({}: {})", u.place, u.reason));
    format!("{} bytes of text, {} blocks, {} unread{why}", text.len(), blocks.len(), unread.len())
}

fn kind_of(error: &Error) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn mutate(
    worker: &Worker,
    format: Format,
    numbers: std::ops::Range<u64>,
    keep: Option<&Path>,
) -> Result<bool, Failure> {
    let name = name_of(format);
    let seeds = seeds(format)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, 0);
    let mut broken = 0;
    for number in numbers.clone() {
        let bytes = mutated(format, &seeds, number);
        // Word and PDF files are known by their content, which the change may have touched.
        let forced = (!matches!(format, Format::Docx | Format::Pdf)).then_some(format);
        let outcome = feed(worker, &format!("{number}.{name}"), &bytes, forced);
        *counts.entry(outcome.kind).or_default() += 1;
        slowest = slowest.max((outcome.time, number));
        if let Some(flaw) = outcome.broken {
            broken += 1;
            println!("{name} {number}: {flaw}");
            if let Some(folder) = keep {
                std::fs::create_dir_all(folder)?;
                std::fs::write(folder.join(format!("{number}.{name}")), &bytes)?;
            }
        }
    }
    let counts: Vec<String> = counts.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
    println!(
        "{name}: {} files, {broken} broke a promise; {}; slowest {:.1} s (number {}), largest worker {}",
        numbers.end - numbers.start,
        counts.join(", "),
        slowest.0.as_secs_f64(),
        slowest.1,
        largest_worker()?,
    );
    Ok(broken == 0)
}

/// Each bomb is made and fed in processes of their own: what a new worker begins with counts as its memory, and that
/// is what its parent has.
fn explode(program: &Path, only: &str) -> Result<bool, Failure> {
    let this = std::env::current_exe()?;
    let folder = tempfile::tempdir()?;
    let mut sound = true;
    for bomb in bombs::all().into_iter().filter(|b| b.name.contains(only)) {
        let file = folder.path().join(bomb.name);
        if !Process::new(&this).arg("make").arg(bomb.name).arg("--to").arg(&file).status()?.success() {
            return Err(format!("{} could not be made", bomb.name).into());
        }
        sound &= Process::new(&this).arg("feed").arg(program).arg(&file).status()?.success();
        std::fs::remove_file(file)?;
    }
    Ok(sound)
}

/// Most memory that any worker had at once, of all that have ended.
#[cfg(unix)]
fn largest_worker() -> Result<String, Failure> {
    use nix::sys::resource::{UsageWho, getrusage};
    // Linux counts in kilobytes.
    Ok(format!("{} MB", getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss() / 1024))
}

#[cfg(not(unix))]
fn largest_worker() -> Result<String, Failure> {
    Ok("unknown".into())
}
