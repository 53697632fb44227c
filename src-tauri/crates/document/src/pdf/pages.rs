//! The pages of a file, several at a time.
//!
//! Pages do not depend on each other until furniture and paragraphs are looked for, so they are read on all processors.
//! A thread takes a stretch of pages at once, with fonts and pictures of its own: the stretches depend on the number of
//! pages only, so that the result does not depend on the machine.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use super::collect::{Collector, Glyph, OverBudget, Rule};
use super::fonts::Fonts;
use super::layout::{self, Layout};
use super::{NotRead, OCR, STACK, hidden, overprint, pictures, recognised, unread, unreadable};
use crate::{Error, Options, Progress, RecognisedPage, Unread};

/// Time for one page.
const PAGE_TIME: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 10 });
/// Most pages in a stretch: the interpreter's cache, which is renewed with each, keeps all fonts and pictures it has met.
const LONG_STRETCH: usize = 32;
/// Fewest pages in a stretch: each meets its fonts anew.
const SHORT_STRETCH: usize = 4;
/// Most threads; more would only take memory.
const MAX_THREADS: usize = 4;
/// Most pages read.
const MAX_PAGES: usize = 20_000;

/// What a page gave.
pub(super) struct PageRead {
    pub(super) layout: Layout,
    /// From the upright page back to the file's coordinates.
    pub(super) to_file: Affine,
    /// Pictures beside the text that may hold text themselves.
    pub(super) pictures: Vec<Rect>,
    /// Words that nobody sees.
    pub(super) hidden: String,
    /// The recognised words that were taken, if any.
    pub(super) recognised: Option<RecognisedPage>,
    unread: Vec<Unread>,
    /// Bytes of text.
    size: usize,
}

/// The pages that there was time for.
pub(super) struct Pages {
    pub(super) read: Vec<PageRead>,
    pub(super) unread: Vec<Unread>,
}

/// A stretch of pages, up to the first that there was no time for.
type Stretch = (usize, Vec<PageRead>);

/// Reads all pages.
///
/// # Errors
/// [`Error::TooLarge`] for more text than allowed; [`Error::Damaged`] where no thread can be started.
pub(super) fn read(pdf: &Pdf, options: &Options, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Pages, Error> {
    let pages = pdf.pages();
    let total = pages.len();
    let allowed = total.min(MAX_PAGES);
    let length = allowed.div_ceil(MAX_THREADS).clamp(SHORT_STRETCH, LONG_STRETCH);
    let number = allowed.div_ceil(length);
    let deadline = Instant::now() + options.max_time;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, MAX_THREADS).min(number);
    let next = AtomicUsize::new(0);
    let work = |sender: mpsc::Sender<Stretch>| {
        loop {
            let stretch = next.fetch_add(1, Ordering::Relaxed);
            if stretch >= number {
                return;
            }
            let from = stretch * length;
            let numbers = from..(from + length).min(allowed);
            let read = read_stretch(pdf, numbers, options, deadline);
            // Nobody listens any more once there is too much text.
            if sender.send((stretch, read)).is_err() {
                return;
            }
        }
    };
    progress(Progress { done: 0, total });
    let mut stretches: Vec<Vec<PageRead>> = (0..number).map(|_| Vec::new()).collect();
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let mut readers = Vec::new();
        for _ in 0..threads {
            let (sender, work) = (sender.clone(), &work);
            let builder = std::thread::Builder::new().name("read-pages".into()).stack_size(STACK);
            match builder.spawn_scoped(scope, move || work(sender)) {
                Ok(reader) => readers.push(reader),
                // The others do its work.
                Err(_) if !readers.is_empty() => break,
                Err(e) => {
                    return Err(Error::Damaged {
                        detail: format!("no thread could be started to read it ({e}). Try again"),
                    });
                }
            }
        }
        drop(sender);
        let (mut done, mut size) = (0, 0_u64);
        for (stretch, read) in receiver {
            done += read.len();
            size += read.iter().map(|page| page.size as u64).sum::<u64>();
            if size > options.max_text {
                return Err(Error::TooLarge { size, limit: options.max_text });
            }
            stretches[stretch] = read;
            progress(Progress { done, total });
        }
        // What a thread leaves by panicking is outside of its pages.
        if readers.into_iter().any(|reader| reader.join().is_err()) { Err(unreadable()) } else { Ok(()) }
    })?;
    let (mut out, mut unread) = (Vec::with_capacity(total), Vec::new());
    for (i, mut stretch) in stretches.into_iter().enumerate() {
        let whole = stretch.len() == length.min(allowed - i * length);
        unread.extend(stretch.iter_mut().flat_map(|page| std::mem::take(&mut page.unread)));
        out.append(&mut stretch);
        // Pages after one that is missing are left out: nobody could tell what is missing between them.
        if !whole {
            break;
        }
    }
    if out.len() < total {
        unread.push(Unread {
            place: format!("pages {} to {total}", out.len() + 1),
            scanned_page: None,
            reason: "the file takes too long to read. Split it, or export only the agreement itself".into(),
        });
    }
    Ok(Pages { read: out, unread })
}

fn read_stretch(pdf: &Pdf, numbers: std::ops::Range<usize>, options: &Options, deadline: Instant) -> Vec<PageRead> {
    let settings = InterpreterSettings::default();
    let cache = InterpreterCache::new();
    let mut fonts = Fonts::new(settings.clone());
    let mut out = Vec::with_capacity(numbers.len());
    for i in numbers {
        let Some(page) = pdf.pages().get(i).filter(|_| Instant::now() <= deadline) else { break };
        let mut content = page_content(page, pdf, &cache, &settings, &mut fonts, deadline);
        // A page that the end of the time cut off is no page that draws too much.
        if content.unread.is_some() && Instant::now() > deadline {
            break;
        }
        out.push(laid_out(i, &mut content, options));
    }
    out
}

/// Works out the lines and tables of the page with index `i`.
fn laid_out(i: usize, content: &mut Content, options: &Options) -> PageRead {
    let number = i + 1;
    let words = options.recognised.iter().find(|r| r.page == number);
    let recognised = words.and_then(|words| content.recognise(words));
    let mut unread = Vec::new();
    if let Some(reason) = content.unread.take() {
        let scanned_page = content.scanned.then_some(number);
        unread.push(Unread { place: format!("page {number}"), scanned_page, reason });
    }
    let (glyphs, rules) = (std::mem::take(&mut content.glyphs), std::mem::take(&mut content.rules));
    let size = glyphs.iter().map(|g| g.text.len()).sum();
    let height = content.frame.height();
    let layout = catch_unwind(|| layout::layout(i, height, glyphs, &rules)).unwrap_or_else(|_| {
        unread.push(Unread {
            place: format!("page {number}"),
            scanned_page: Some(number),
            reason: format!("its layout could not be worked out. Review it by eye. {OCR}"),
        });
        Layout::default()
    });
    PageRead {
        layout,
        to_file: content.to_file,
        pictures: std::mem::take(&mut content.pictures),
        hidden: std::mem::take(&mut content.hidden),
        recognised,
        unread,
        size,
    }
}

/// A page after interpretation.
struct Content {
    glyphs: Vec<Glyph>,
    rules: Vec<Rule>,
    /// From the upright page back to the file's coordinates.
    to_file: Affine,
    /// The upright page, in points.
    frame: Rect,
    /// Pictures beside the text that may hold text themselves.
    pictures: Vec<Rect>,
    /// Words that nobody sees.
    hidden: String,
    unread: Option<String>,
    /// Whether text recognition could read what is unread.
    scanned: bool,
}

impl Content {
    /// Puts recognised words where the page has no text of its own; `None` where it needs none or got none.
    fn recognise(&mut self, page: &RecognisedPage) -> Option<RecognisedPage> {
        if !self.scanned {
            return None;
        }
        let (glyphs, used) = recognised::glyphs(page, self.frame.width(), self.frame.height(), &self.glyphs);
        if used.words.is_empty() {
            return None;
        }
        self.glyphs.extend(glyphs);
        self.unread = None;
        Some(used)
    }
}

/// Interprets a page, whatever it may do.
fn page_content<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    fonts: &mut Fonts<'a>,
    file_deadline: Instant,
) -> Content {
    let deadline = (Instant::now() + PAGE_TIME).min(file_deadline);
    let to_page = page.initial_transform(false).to_kurbo();
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let done = catch_unwind(AssertUnwindSafe(|| {
        fonts.page(page.resources());
        let mut collector = Collector::new(frame, fonts, deadline);
        let mut context = Context::new(to_page, frame, cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut collector);
        overprint::merge(&mut collector.glyphs);
        let unread = unread(&collector, frame);
        let complete = collector.knows_grounds();
        let hidden = hidden::taken(&mut collector.glyphs, &collector.grounds, complete);
        let pictures = pictures(&collector, frame);
        (collector.glyphs, collector.rules, unread, pictures, hidden)
    }));
    let broken = |why: &str| {
        let reason = format!("{why}. Print the file to a new PDF and read that");
        (Vec::new(), Vec::new(), Some(NotRead { reason, text: false }), Vec::new(), String::new())
    };
    let (glyphs, rules, unread, pictures, hidden) = done.unwrap_or_else(|e| {
        broken(if e.is::<OverBudget>() {
            "it draws more than a page of text can hold"
        } else {
            "its content is broken"
        })
    });
    // Characters of unknown meaning would only disturb the rest.
    let glyphs = if unread.as_ref().is_none_or(|u| u.text) { glyphs } else { Vec::new() };
    let (scanned, unread) = (unread.is_some(), unread.map(|u| u.reason));
    Content { glyphs, rules, to_file: to_page.inverse(), frame, pictures, hidden, unread, scanned }
}
