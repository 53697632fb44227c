//! HTML: html5gum's tokens (their spans give byte places), walked into blocks by our own element rules.

mod content;
#[cfg(test)]
mod tests;
mod text;
mod walker;

pub(crate) use walker::{Walker, image_note};

use crate::flow::Flow;
use crate::raw::Raw;
use crate::{Error, Format};

/// Reads an HTML page. `text` is the decoded file from `base` on (after a byte-order mark).
pub(crate) fn read(text: &str, base: usize, encoding: String) -> Result<Raw, Error> {
    let mut flow = Flow::new();
    let mut walker = Walker::new();
    if let Some(start) = content::main_element(text) {
        walker.only(&mut flow, start);
    }
    walker.feed(&mut flow, text, &|r| base + r.start..base + r.end);
    let title = walker.title.take();
    let unread = std::mem::take(&mut walker.unread);
    walker.finish(&mut flow);
    Ok(Raw { encoding: Some(encoding), title, blocks: flow.finish(), unread, ..Raw::new(Format::Html) })
}
