//! Pictures of pages, for people to compare the text with and for text recognition.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::Pdf;

use super::system_fonts;
use crate::Error;

/// Widest picture; the renderer counts pixels in 16 bits.
const MAX_SIDE: f32 = 8000.0;

/// Draws `page`, counted from 1, as a PNG picture `width` pixels wide (less where it would be too high).
pub(super) fn page(pdf: &Pdf, page: usize, width: u32) -> Result<Vec<u8>, Error> {
    let pages = pdf.pages();
    let missing = || Error::NoPage { page, pages: pages.len() };
    let found = page.checked_sub(1).and_then(|i| pages.get(i)).ok_or_else(missing)?;
    let (across, down) = found.render_dimensions();
    let (across, down) = (across.max(1.0), down.max(1.0));
    #[expect(clippy::cast_precision_loss, reason = "bounded by the largest side")]
    let scale = (width.clamp(16, 8000) as f32 / across).min(MAX_SIDE / across).min(MAX_SIDE / down);
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let broken = |detail: &str| Error::Damaged {
        detail: format!("page {page} cannot be drawn ({detail}). Look at it in another program"),
    };
    let draw = AssertUnwindSafe(|| {
        let (cache, usual) = (RenderCache::new(), InterpreterSettings::default());
        let font_resolver = system_fonts::resolver(usual.font_resolver.clone());
        let interpreter = InterpreterSettings { font_resolver, ..usual };
        hayro::render(found, &cache, &interpreter, &RenderSettings::default(), &settings)
    });
    let picture = catch_unwind(draw).map_err(|_| broken("its content is broken"))?;
    picture.into_png().map_err(|e| broken(&e.to_string()))
}
