//! Fonts of the system, for drawing Chinese, Japanese and Korean text whose fonts are not in the file. Text is read
//! without them.

use std::sync::{Arc, OnceLock};

use hayro_font::{FallbackFontQuery, FontData, FontQuery, FontResolverFn};
use hayro_interpret::hayro_cmap::CidFamily;

/// Found once for the process, when the first file needs them.
static FONTS: OnceLock<fontdb::Database> = OnceLock::new();

/// Families that hold the characters of a collection: with serifs, and without.
type Families = (&'static [&'static str], &'static [&'static str]);

const SIMPLIFIED: Families = (
    &["SimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"],
    &["Microsoft YaHei", "SimHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"],
);
const TRADITIONAL: Families = (
    &["PMingLiU", "MingLiU", "Songti TC", "Noto Serif CJK TC", "Source Han Serif TC", "AR PL UMing TW"],
    &["Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC", "Source Han Sans TC"],
);
const JAPANESE: Families = (
    &["MS Mincho", "Hiragino Mincho ProN", "Noto Serif CJK JP", "Source Han Serif"],
    &["MS Gothic", "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Source Han Sans"],
);
const KOREAN: Families = (
    &["Batang", "AppleMyungjo", "Noto Serif CJK KR", "Source Han Serif K"],
    &["Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Source Han Sans K"],
);
/// Words in the names of fonts with serifs.
const SERIF_NAMES: [&str; 8] = ["song", "sun", "ming", "mincho", "serif", "batang", "kai", "fang"];

/// Asks `others` first for what is no Chinese, Japanese or Korean font.
pub(super) fn resolver(others: FontResolverFn) -> FontResolverFn {
    Arc::new(move |query| match query {
        FontQuery::Fallback(wanted) => found(wanted).or_else(|| others(query)),
        FontQuery::Standard(_) => others(query),
    })
}

fn found(wanted: &FallbackFontQuery) -> Option<(FontData, u32)> {
    let (serif, plain) = match wanted.character_collection.as_ref()?.family {
        CidFamily::AdobeGB1 => SIMPLIFIED,
        CidFamily::AdobeCNS1 => TRADITIONAL,
        CidFamily::AdobeJapan1 => JAPANESE,
        CidFamily::AdobeKorea1 => KOREAN,
        _ => return None,
    };
    let name = wanted.post_script_name.as_deref().unwrap_or_default().to_lowercase();
    let with_serifs = wanted.is_serif || SERIF_NAMES.iter().any(|n| name.contains(n));
    let (first, second) = if with_serifs { (serif, plain) } else { (plain, serif) };
    let families: Vec<fontdb::Family<'_>> = first.iter().chain(second).map(|f| fontdb::Family::Name(f)).collect();
    let weight =
        if wanted.is_bold || wanted.font_weight >= 600 { fontdb::Weight::BOLD } else { fontdb::Weight::NORMAL };
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        fonts
    });
    let id = fonts.query(&fontdb::Query { families: &families, weight, ..fontdb::Query::default() })?;
    fonts.with_face_data(id, |data, index| (Arc::new(data.to_vec()) as FontData, index))
}
