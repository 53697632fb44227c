//! Pictures of the pages of PDF agreements, drawn by the worker process and kept for a while.

use crate::{
    commands::{CommandError, Desk},
    reading::Failure,
};
use std::{collections::VecDeque, ops::RangeInclusive, sync::Arc};

/// Widths that are drawn, in pixels.
const WIDTHS: RangeInclusive<u32> = 64..=4000;
/// Most bytes of pictures kept: some dozens of pages.
const MOST: usize = 48 << 20;

/// One picture: agreement, page from 1, width in pixels.
type Key = (i64, usize, u32);

/// The pictures drawn last, and the file that they are from.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    /// The one used last stands last.
    kept: VecDeque<(Key, Arc<Vec<u8>>)>,
    /// Bytes of all of them.
    size: usize,
    /// The file of one agreement, so that it need not come from the database for each page.
    file: Option<(i64, Arc<Vec<u8>>)>,
}

impl Pictures {
    /// A picture that is kept.
    fn get(&mut self, key: Key) -> Option<Arc<Vec<u8>>> {
        let at = self.kept.iter().position(|(k, _)| *k == key)?;
        let found = self.kept.remove(at)?;
        let picture = Arc::clone(&found.1);
        self.kept.push_back(found);
        Some(picture)
    }

    /// Keeps a picture; those unused for longest go when there are too many.
    fn put(&mut self, key: Key, picture: Arc<Vec<u8>>) {
        if self.get(key).is_some() {
            return;
        }
        self.size += picture.len();
        self.kept.push_back((key, picture));
        while self.size > MOST {
            let Some((_, gone)) = self.kept.pop_front() else { break };
            self.size -= gone.len();
        }
    }

    /// Forgets all that belongs to agreements that `stays` says no to.
    pub(crate) fn retain(&mut self, stays: impl Fn(i64) -> bool) {
        self.kept.retain(|((document, ..), _)| stays(*document));
        self.size = self.kept.iter().map(|(_, picture)| picture.len()).sum();
        self.file.take_if(|(document, _)| !stays(*document));
    }
}

/// A page of an agreement as a PNG picture, `width` pixels wide or as near as is drawn.
///
/// # Errors
/// Where the agreement is gone or no PDF, has no such page, needs its password, or the page cannot be drawn, and those of
/// the database.
pub(crate) fn picture(desk: Desk<'_>, document: i64, page: usize, width: u32) -> Result<Vec<u8>, CommandError> {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let key = (document, page, width);
    let (kept, file) = desk.state.with_pictures(|pictures| {
        let file = pictures.file.clone().filter(|(id, _)| *id == document).map(|(_, bytes)| bytes);
        (pictures.get(key), file)
    });
    if let Some(picture) = kept {
        return Ok(picture.to_vec());
    }
    let row = desk.store(|store| store.document(document))?;
    if row.format != "pdf" {
        return Err(CommandError::new(format!("{} is no PDF: it has no pages to show", row.name)));
    }
    let bytes = match file {
        Some(bytes) => bytes,
        None => Arc::new(desk.store(|store| store.document_bytes(document))?),
    };
    let password = desk.state.password(document);
    let named = |e: document::Error| Failure::from(e).of(&row.name);
    let worker = desk.state.worker().map_err(named)?;
    let picture = Arc::new(worker.draw_page(&bytes, page, width, password.as_deref(), &mut ()).map_err(named)?);
    desk.state.with_pictures(|pictures| {
        pictures.file = Some((document, bytes));
        pictures.put(key, Arc::clone(&picture));
    });
    Ok(picture.to_vec())
}

#[cfg(test)]
mod tests {
    use super::{MOST, Pictures};
    use std::sync::Arc;

    #[test]
    fn the_pictures_unused_for_longest_go() {
        let mut pictures = Pictures::default();
        let picture = Arc::new(vec![0; MOST / 3]);
        for page in 1..=3 {
            pictures.put((7, page, 800), Arc::clone(&picture));
        }
        assert!(pictures.get((7, 1, 800)).is_some());
        pictures.put((7, 4, 800), Arc::clone(&picture));
        let kept: Vec<bool> = (1..=4).map(|page| pictures.get((7, page, 800)).is_some()).collect();
        assert_eq!(kept, [true, false, true, true]);
        assert_eq!(pictures.size, 3 * picture.len());
        pictures.put((7, 4, 800), Arc::clone(&picture));
        assert_eq!(pictures.size, 3 * picture.len(), "the same picture counts once");
    }

    #[test]
    fn agreements_that_are_gone_leave_nothing() {
        let mut pictures = Pictures::default();
        pictures.put((7, 1, 800), Arc::new(vec![0; 5]));
        pictures.put((8, 1, 800), Arc::new(vec![0; 6]));
        pictures.file = Some((7, Arc::new(vec![1])));
        pictures.retain(|document| document != 7);
        assert!(pictures.get((7, 1, 800)).is_none() && pictures.file.is_none());
        assert_eq!(pictures.size, 6);
    }
}
