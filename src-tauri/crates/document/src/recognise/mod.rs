//! Text recognition (OCR) of scanned pages, with Tesseract, where the user has installed it.
//!
//! Each page is drawn in a worker ([`Worker::draw_page`]), the picture goes to Tesseract, a separate program too, and
//! the words come back with their places and confidences. Given to the reader as [`Options::recognised`] they become
//! text that is marked as recognised ([`Document::recognised`]).
//!
//! ```no_run
//! # use document::{Options, Worker, recognise::Recogniser};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (worker, pdf) = (Worker::this_program()?, std::fs::read("scan.pdf")?);
//! let read = Recogniser::find()?.read(&worker, "scan.pdf", &pdf, &Options::default(), &mut ())?;
//! for stretch in &read.document.recognised {
//!     println!("page {}: {:.0} % sure", stretch.page, stretch.confidence * 100.0);
//! }
//! # Ok(())
//! # }
//! ```

mod process;
#[cfg(test)]
mod tests;
mod tsv;

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::{Document, Error, Language, Options, Page, Progress, RecognisedPage, Watch, Worker};
use process::Ended;

/// The environment variable that names the program.
const PROGRAM: &str = "CARVEOUT_TESSERACT";
/// Dots per inch of the pictures. Tesseract was trained on about as much.
const DPI: f32 = 300.0;
/// Width of a page of unknown size, in points: A4.
const USUAL_WIDTH: f32 = 595.0;
/// Time for Tesseract to tell its version and languages.
const ASKING_TIME: Duration = Duration::from_secs(10);
/// Time for one page. A dense page takes some five seconds; a slow machine is given its time.
const PAGE_TIME: Duration = Duration::from_secs(120);
/// Most pages worked on at the same time. Each takes some 200 MB.
const MAX_THREADS: usize = 4;
/// Between two looks at whether the user wants to stop.
const PATIENCE: Duration = Duration::from_millis(50);
/// Where installers put Tesseract without adding it to the search path.
const USUAL_PLACES: &[&str] = &[
    "/usr/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
    "/opt/local/bin/tesseract",
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe",
];

/// How to install Tesseract with English and Chinese.
pub const HOW_TO_INSTALL: &str = "On Debian or Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-eng \
    tesseract-ocr-chi-sim. On macOS: brew install tesseract tesseract-lang. On Windows: the installer that \
    github.com/UB-Mannheim/tesseract/wiki links to, with \"Chinese (Simplified)\" chosen among the additional languages";

/// Why pages could not be recognised. Every message names cause and remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecogniseError {
    /// Tesseract was not found.
    #[error("text recognition needs Tesseract, which is not installed. {HOW_TO_INSTALL}")]
    NotInstalled,
    /// Tesseract is there but does not run.
    #[error("{program} does not run ({detail}). Install Tesseract again. {HOW_TO_INSTALL}")]
    Broken {
        /// The program.
        program: PathBuf,
        /// What went wrong.
        detail: String,
    },
    /// None of the languages is installed.
    #[error("Tesseract has no data for {}. {}", names(.wanted), how_to_add(.wanted))]
    NoLanguage {
        /// Tesseract's codes of the languages: `eng`, `chi_sim`.
        wanted: Vec<String>,
    },
    /// Tesseract ended with an error, or its answer cannot be understood.
    #[error("page {page} was not recognised: {detail}. Look at the page by eye")]
    Failed {
        /// Page, counted from 1.
        page: usize,
        /// What went wrong.
        detail: String,
    },
    /// Recognising a page took too long.
    #[error("page {page} was not recognised: it took longer than {seconds} s. Look at the page by eye")]
    Time {
        /// Page, counted from 1.
        page: usize,
        /// Seconds allowed.
        seconds: u64,
    },
    /// The user stopped it.
    #[error("text recognition was stopped on request")]
    Cancelled,
    /// The file cannot be read, or a page of it not be drawn.
    #[error(transparent)]
    Document(#[from] Error),
}

/// The languages to recognise a file with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    /// Tesseract's codes of those used, the likeliest first.
    pub used: Vec<String>,
    /// Those that would help and are not installed.
    pub missing: Vec<String>,
}

impl Languages {
    /// What is missing and how to install it, as a sentence; `None` where nothing is.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        let missing = &self.missing;
        (!missing.is_empty()).then(|| format!("Tesseract has no data for {}. {}", names(missing), how_to_add(missing)))
    }
}

/// What came out of recognising pages.
#[derive(Debug)]
pub struct Recognition {
    /// The pages with their words, in order.
    pub pages: Vec<RecognisedPage>,
    /// Pages that could not be recognised, in order, and why.
    pub failed: Vec<(usize, RecogniseError)>,
    /// With which languages.
    pub languages: Languages,
}

/// A file read with its scanned pages recognised.
#[derive(Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// How the recognition went; `None` where no page was scanned.
    pub recognition: Option<Recognition>,
}

/// Tesseract as it is installed here.
#[derive(Clone, Debug)]
pub struct Recogniser {
    program: PathBuf,
    version: String,
    installed: Vec<String>,
    chosen: Vec<String>,
    page_time: Duration,
}

impl Recogniser {
    /// Looks for Tesseract: at `CARVEOUT_TESSERACT` if that is set, else on the search path and where installers put it.
    ///
    /// # Errors
    /// [`RecogniseError::NotInstalled`]; [`RecogniseError::Broken`] where one was found that does not run.
    pub fn find() -> Result<Self, RecogniseError> {
        if let Some(program) = env::var_os(PROGRAM).filter(|p| !p.is_empty()) {
            return Self::of(program.into());
        }
        let name = format!("tesseract{}", env::consts::EXE_SUFFIX);
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&path).filter(|dir| !dir.as_os_str().is_empty()).map(|dir| dir.join(&name));
        let places = on_path.chain(USUAL_PLACES.iter().map(PathBuf::from));
        let found = places.filter(|p| p.is_file()).map(Self::of);
        let mut problem = RecogniseError::NotInstalled;
        for recogniser in found {
            match recogniser {
                Ok(recogniser) => return Ok(recogniser),
                Err(error) => problem = error,
            }
        }
        Err(problem)
    }

    /// Uses this program.
    ///
    /// # Errors
    /// [`RecogniseError::Broken`] where it does not tell its version and its languages.
    pub fn of(program: PathBuf) -> Result<Self, RecogniseError> {
        let ask = |argument: &str| {
            let asked =
                process::run(&program, &[OsStr::new(argument)], Vec::new(), ASKING_TIME, &AtomicBool::new(false));
            let detail = match asked {
                // Old versions answer on standard error.
                Ok(answer) => return Ok(if answer.output.is_empty() { answer.noise } else { answer.output }),
                Err(Ended::Start(e)) => e.to_string(),
                Err(Ended::Badly(detail)) => detail,
                Err(Ended::Late | Ended::Cancelled) => "it does not answer".to_owned(),
            };
            Err(RecogniseError::Broken { program: program.clone(), detail })
        };
        let version = ask("--version")?;
        let version = version.lines().next().unwrap_or_default().trim().trim_start_matches("tesseract ").to_owned();
        // A heading that ends in a colon, then one code a line.
        let languages = ask("--list-langs")?;
        let installed =
            languages.lines().map(str::trim).filter(|l| !l.is_empty() && !l.ends_with(':') && !l.contains(' '));
        let installed = installed.map(str::to_owned).collect();
        Ok(Self { version, installed, program, chosen: Vec::new(), page_time: PAGE_TIME })
    }

    /// Its version: `5.3.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Tesseract's codes of the languages installed: `eng`, `chi_sim`.
    #[must_use]
    pub fn installed(&self) -> &[String] {
        &self.installed
    }

    /// The same with languages that the user chose, by Tesseract's codes, instead of those that fit the document.
    #[must_use]
    pub fn with_languages(mut self, codes: Vec<String>) -> Self {
        self.chosen = codes;
        self
    }

    /// The languages for a document in `language`, or of which nothing could be read yet.
    ///
    /// # Errors
    /// [`RecogniseError::NoLanguage`] where none of them is installed.
    pub fn languages(&self, language: Option<Language>) -> Result<Languages, RecogniseError> {
        // Chinese agreements have names, terms and amounts in Latin letters; English ones seldom have Chinese.
        let wanted: Vec<String> = match (self.chosen.as_slice(), language) {
            ([], Some(Language::En)) => vec!["eng".into()],
            ([], Some(Language::Zh)) => vec!["chi_sim".into(), "eng".into()],
            ([], None) => vec!["eng".into(), "chi_sim".into()],
            (chosen, _) => chosen.to_vec(),
        };
        let (used, missing): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|code| self.installed.contains(code));
        if used.is_empty() {
            return Err(RecogniseError::NoLanguage { wanted: missing });
        }
        Ok(Languages { used, missing })
    }

    /// Reads a file as [`Worker::read`] does; where it is a PDF with scanned pages, recognises them and reads it again.
    ///
    /// `watch` hears of the pages read, then of those recognised, then of those read again.
    ///
    /// # Errors
    /// Those of reading, and of [`Recogniser::recognise`].
    pub fn read(
        &self,
        worker: &Worker,
        name: &str,
        bytes: &[u8],
        options: &Options,
        watch: &mut dyn Watch,
    ) -> Result<Read, RecogniseError> {
        let first = worker.read(name, bytes, options, watch);
        let (scanned, sizes, language) = match &first {
            Ok(document) => {
                let scanned = document.unread.iter().filter_map(|u| u.scanned_page).collect();
                (scanned, document.pages.clone(), Some(document.language))
            }
            Err(Error::NoText { scanned_pages, .. }) => (scanned_pages.clone(), Vec::new(), None),
            Err(_) => (Vec::new(), Vec::new(), None),
        };
        if scanned.is_empty() {
            return Ok(Read { document: first?, recognition: None });
        }
        let languages = self.languages(language)?;
        let scanned: Vec<_> =
            scanned.into_iter().map(|page| (page, sizes.get(page.saturating_sub(1)).copied())).collect();
        let password = options.password.as_deref();
        let recognition = self.recognise(worker, bytes, &scanned, password, languages, watch)?;
        // Pages recognised at an earlier time stay.
        let recognised = options.recognised.iter().chain(&recognition.pages).cloned().collect();
        let options = Options { recognised, ..options.clone() };
        match worker.read(name, bytes, &options, watch) {
            Ok(document) => Ok(Read { document, recognition: Some(recognition) }),
            // There is no text because the pages failed: that is the reason to tell.
            Err(error @ Error::NoText { .. }) => match recognition.failed.into_iter().next() {
                Some((_, failure)) => Err(failure),
                None => Err(error.into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Recognises pages of a PDF, given by number (counted from 1) and, where it is known, size. `watch` hears of each
    /// page that is done. Pages that fail do not stop the others.
    ///
    /// # Errors
    /// [`RecogniseError::Cancelled`]; [`RecogniseError::Broken`] where no thread could be started.
    pub fn recognise(
        &self,
        worker: &Worker,
        pdf: &[u8],
        pages: &[(usize, Option<Page>)],
        password: Option<&str>,
        languages: Languages,
        watch: &mut dyn Watch,
    ) -> Result<Recognition, RecogniseError> {
        let stop = AtomicBool::new(false);
        let next = AtomicUsize::new(0);
        let (sender, done) = mpsc::channel();
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS).min(pages.len());
        let mut results = BTreeMap::new();
        watch.progress(Progress { done: 0, total: pages.len() });
        thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, stop, next, languages) = (sender.clone(), &stop, &next, &languages);
                let work = move || {
                    while let Some(&(page, size)) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let result = self.page(worker, pdf, page, size, password, languages, stop);
                        // Nobody listens any more once it was stopped.
                        if stop.load(Ordering::Relaxed) || sender.send((page, result)).is_err() {
                            return;
                        }
                    }
                };
                let started = thread::Builder::new().name("recognise".into()).spawn_scoped(scope, work);
                if let Err(e) = started {
                    stop.store(true, Ordering::Relaxed);
                    return Err(RecogniseError::Broken { program: self.program.clone(), detail: e.to_string() });
                }
            }
            drop(sender);
            loop {
                if watch.cancelled() {
                    stop.store(true, Ordering::Relaxed);
                    return Err(RecogniseError::Cancelled);
                }
                match done.recv_timeout(PATIENCE) {
                    Ok((page, result)) => {
                        results.insert(page, result);
                        watch.progress(Progress { done: results.len(), total: pages.len() });
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
            }
        })?;
        let mut recognition = Recognition { pages: Vec::new(), failed: Vec::new(), languages };
        for (page, result) in results {
            match result {
                Ok(words) => recognition.pages.push(words),
                Err(error) => recognition.failed.push((page, error)),
            }
        }
        Ok(recognition)
    }

    /// Draws and recognises one page.
    #[expect(clippy::too_many_arguments, reason = "all of a page's work; a struct for one caller says no more")]
    fn page(
        &self,
        worker: &Worker,
        pdf: &[u8],
        page: usize,
        size: Option<Page>,
        password: Option<&str>,
        languages: &Languages,
        stop: &AtomicBool,
    ) -> Result<RecognisedPage, RecogniseError> {
        let inches = size.map_or(USUAL_WIDTH, |s| s.width) / 72.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the worker bounds it")]
        let width = (inches * DPI).round() as u32;
        let picture = worker.draw_page(pdf, page, width, password, &mut Stop(stop))?;
        // The settings are given one by one: the file with the name `tsv` is not part of every installation.
        let languages = languages.used.join("+");
        let arguments =
            ["-", "-", "-l", languages.as_str(), "--dpi", "300", "-c", "tessedit_create_tsv=1"].map(OsStr::new);
        let answer =
            process::run(&self.program, &arguments, picture, self.page_time, stop).map_err(|ended| match ended {
                Ended::Cancelled => RecogniseError::Cancelled,
                Ended::Late => RecogniseError::Time { page, seconds: self.page_time.as_secs() },
                Ended::Badly(detail) => RecogniseError::Failed { page, detail },
                Ended::Start(e) => RecogniseError::Broken { program: self.program.clone(), detail: e.to_string() },
            })?;
        let words = tsv::words(&answer.output).map_err(|line| {
            let detail = format!("line {line} of Tesseract's answer cannot be understood");
            RecogniseError::Failed { page, detail }
        })?;
        Ok(RecognisedPage { page, words })
    }
}

/// Stops a worker when the recognition is stopped.
struct Stop<'a>(&'a AtomicBool);

impl Watch for Stop<'_> {
    fn cancelled(&mut self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Languages in words.
fn names(codes: &[String]) -> String {
    let name = |code: &String| match code.as_str() {
        "eng" => "English (eng)".to_owned(),
        "chi_sim" => "simplified Chinese (chi_sim)".to_owned(),
        "chi_tra" => "traditional Chinese (chi_tra)".to_owned(),
        other => format!("the language {other}"),
    };
    codes.iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// How to add data for languages.
fn how_to_add(codes: &[String]) -> String {
    let packages: Vec<_> = codes.iter().map(|c| format!("tesseract-ocr-{}", c.replace('_', "-"))).collect();
    format!(
        "On Debian or Ubuntu: sudo apt install {}. On macOS: brew install tesseract-lang. On Windows: run Tesseract's \
         installer again and choose the language",
        packages.join(" ")
    )
}
