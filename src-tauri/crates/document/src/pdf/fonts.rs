//! Whether a font is bold or italic. The interpreter tells this for some fonts only; for the others the fonts of the
//! page are asked which of them has drawn the glyph.

use std::collections::HashSet;

use compact_str::CompactString;
use hayro_font::{Font, FontCache, FontGlyph, GlyphIdentifier, OutlineGlyph};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;

use super::characters;

/// Forms within forms that are searched for fonts.
const MAX_FORM_DEPTH: usize = 4;
/// Fonts remembered at most; a file with more draws characters as fonts.
const MAX_FONTS: usize = 2_000;
/// Glyphs whose text is remembered at most.
const MAX_TEXTS: usize = 100_000;

/// How a run is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Found from the rules on the page, not from the font.
    pub(super) underline: bool,
}

/// The fonts of a file, as far as they have been met.
pub(super) struct Fonts<'a> {
    settings: InterpreterSettings,
    cache: FontCache<'a>,
    /// Font dictionaries, loaded when a glyph is not known.
    waiting: Vec<Dict<'a>>,
    loaded: Vec<(Font<'a>, Look)>,
    seen: HashSet<Vec<u8>>,
    known: FxHashMap<GlyphIdentifier, Look>,
    /// What glyphs stand for. Finding it out goes through names and tables, for every single glyph.
    texts: FxHashMap<(GlyphIdentifier, u32), CompactString>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: InterpreterSettings) -> Self {
        Self {
            settings,
            cache: FontCache::new(),
            waiting: Vec::new(),
            loaded: Vec::new(),
            seen: HashSet::new(),
            known: FxHashMap::default(),
            texts: FxHashMap::default(),
        }
    }

    /// Takes note of the fonts that a page can use.
    pub(super) fn page(&mut self, resources: &Resources<'a>) {
        self.resources(resources, 0);
    }

    fn resources(&mut self, resources: &Resources<'a>, depth: usize) {
        for (name, _) in resources.fonts.entries() {
            let Some(dict) = resources.fonts.get::<Dict<'a>>(&*name) else { continue };
            if self.seen.len() < MAX_FONTS && self.seen.insert(dict.data().to_vec()) {
                self.waiting.push(dict);
            }
        }
        if depth >= MAX_FORM_DEPTH {
            return;
        }
        for (name, _) in resources.x_objects.entries() {
            let Some(form) = resources.x_objects.get::<Stream<'a>>(&*name) else { continue };
            let Some(inner) = form.dict().get::<Dict<'a>>(b"Resources") else { continue };
            if self.seen.len() < MAX_FONTS && self.seen.insert(inner.data().to_vec()) {
                self.resources(&Resources::new(inner), depth + 1);
            }
        }
    }

    /// The text that a glyph stands for, if its font says so.
    pub(super) fn text(&mut self, glyph: &OutlineGlyph) -> Option<CompactString> {
        // With the character code, as a font may give one shape to several characters.
        let key = (glyph.identifier(), glyph.char_code());
        if let Some(text) = self.texts.get(&key) {
            return Some(text.clone());
        }
        // What one font does not tell another with the same shapes may: only answers are kept.
        let text = folded(glyph.as_unicode()?);
        if self.texts.len() < MAX_TEXTS {
            self.texts.insert(key, text.clone());
        }
        Some(text)
    }

    /// How a glyph is set.
    pub(super) fn look(&mut self, glyph: &OutlineGlyph) -> Look {
        if let Some(data) = glyph.font_data() {
            let by_name = data.postscript_name.as_deref().map(look_of_name).unwrap_or_default();
            return Look {
                bold: by_name.bold || data.weight.is_some_and(|w| w >= 600),
                italic: by_name.italic || data.is_italic,
                underline: false,
            };
        }
        let key = glyph.identifier();
        if let Some(&look) = self.known.get(&key) {
            return look;
        }
        for dict in std::mem::take(&mut self.waiting) {
            let font = self.cache.font(&dict, &self.settings.font_resolver, &self.settings.cmap_resolver);
            if let Some(font) = font {
                self.loaded.push((font, look_of_dictionary(&dict)));
            }
        }
        let code = glyph.char_code();
        let drawn = |font: &Font<'a>| {
            // Simple fonts have one byte per character; the font would not take more.
            code <= 0xFF && {
                let id = font.map_code(code);
                matches!(font.glyph(id, code), FontGlyph::Outline(g) if g.identifier() == key)
            }
        };
        let look = self.loaded.iter().find(|(font, _)| drawn(font)).map(|(_, look)| *look).unwrap_or_default();
        self.known.insert(key, look);
        look
    }
}

/// Text as a font has it, in the spelling that is read on.
pub(super) fn folded(text: BfString) -> CompactString {
    match text {
        BfString::Char(c) => characters::fold(c),
        BfString::String(s) => s.chars().map(characters::fold).collect(),
    }
}

fn look_of_dictionary(dict: &Dict<'_>) -> Look {
    let name = dict.get::<Name<'_>>(b"BaseFont").map(|n| n.as_str().to_owned()).unwrap_or_default();
    let mut look = look_of_name(&name);
    if let Some(descriptor) = dict.get::<Dict<'_>>(b"FontDescriptor") {
        look.bold |= descriptor.get::<u32>(b"FontWeight").is_some_and(|w| w >= 600);
        // Bits 7 and 19 of the flags: italic, forced bold (ISO 32000-1, table 123).
        let flags = descriptor.get::<u32>(b"Flags").unwrap_or(0);
        look.italic |= flags & (1 << 6) != 0;
        look.bold |= flags & (1 << 18) != 0;
    }
    look
}

/// What a font's name says: `ABCDEF+TimesNewRomanPS-BoldMT`, `SimHei`, `Arial,Bold`.
fn look_of_name(name: &str) -> Look {
    let name = name.split_once('+').map_or(name, |(_, n)| n).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    Look {
        // Chinese text is set bold in a face of its own.
        bold: has(&["bold", "black", "heavy", "demi", "simhei", "stheiti", "fzxbs", "-hei", "黑体"])
            && !has(&["demilight", "semilight"]),
        italic: has(&["italic", "oblique"]),
        underline: false,
    }
}

#[cfg(test)]
mod tests {
    use super::look_of_name;

    #[test]
    fn names_tell_the_look() {
        let cases = [
            ("ABCDEF+TimesNewRomanPS-BoldMT", true, false),
            ("Arial,BoldItalic", true, true),
            ("Helvetica-Oblique", false, true),
            ("MicrosoftYaHei", false, false),
            ("SimHei", true, false),
            ("ABCDEF+SourceHanSansCN-DemiLight", false, false),
            ("", false, false),
        ];
        for (name, bold, italic) in cases {
            let look = look_of_name(name);
            assert_eq!((look.bold, look.italic), (bold, italic), "{name}");
        }
    }
}
