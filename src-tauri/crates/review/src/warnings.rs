//! What the user should know about the reading, in both languages.

use crate::{Warning, WarningCode, recognised};
use document::{BlockKind, Document, Language};

/// Share of the text from which the other language counts as mixed in.
const MIXED_SHARE: f64 = 0.15;
/// Characters of the other language below which the text is not called mixed (names, addresses, a quoted clause).
const MIXED_LEAST: usize = 400;

/// The warnings that a document and its findings give rise to, in a fixed order.
pub(crate) fn codes(document: &Document, found: bool) -> Vec<WarningCode> {
    let mut codes = Vec::new();
    if document.clauses.is_empty() {
        codes.push(WarningCode::NoOutline);
    }
    if !document.unread.is_empty() {
        codes.push(WarningCode::Unread);
    }
    if !document.recognised.is_empty() {
        codes.push(WarningCode::Recognised);
    }
    if mixed(document) {
        codes.push(WarningCode::MixedLanguages);
    }
    if !found {
        codes.push(WarningCode::NothingFound);
    }
    codes
}

/// What the user should know about a file that is only read, not reviewed, in words. What could not be read at all is in
/// [`Document::unread`].
#[must_use]
pub fn reading_warnings(document: &Document, language: Language) -> Vec<Warning> {
    let codes = codes(document, true).into_iter().filter(|code| *code != WarningCode::Unread);
    codes.map(|code| Warning { code, text: warning_text(code, document, language) }).collect()
}

/// A warning about a document in words.
#[must_use]
pub fn warning_text(code: WarningCode, document: &Document, language: Language) -> String {
    let text = match (code, language) {
        (WarningCode::Recognised, _) => return recognised::warning(document, language),
        (WarningCode::NoOutline, Language::En) => {
            "No clause outline was recognised: findings are shown without clause numbers. Check that the file has headings or \
             numbered clauses."
        }
        (WarningCode::NoOutline, Language::Zh) => "未识别到条款结构：结果不带条款编号。请确认文件中有标题或条款编号。",
        (WarningCode::Unread, Language::En) => {
            "Parts of the file could not be read and were not reviewed: they are listed below. Read them yourself, or supply \
             them as text."
        }
        (WarningCode::Unread, Language::Zh) => {
            "文件中有无法读取、因而未经审阅的部分，详见清单。请自行阅读，或以文本形式提供。"
        }
        (WarningCode::MixedLanguages, Language::En) => {
            "A good part of the text is in the other language (English and Chinese stand side by side). Check which version \
             prevails, and that the two say the same."
        }
        (WarningCode::MixedLanguages, Language::Zh) => {
            "文本中英文与中文并存。请核对以哪一文本为准，以及两种文本的内容是否一致。"
        }
        (WarningCode::NothingFound, Language::En) => {
            "No clause of the library was found. Check that the file is the agreement itself and that its text is complete."
        }
        (WarningCode::NothingFound, Language::Zh) => "未找到条款库中的任何条款。请确认该文件确为协议正文，且文本完整。",
    };
    text.to_owned()
}

/// Whether a good part of the text is in the other language than the document's.
fn mixed(document: &Document) -> bool {
    let (mut chinese, mut english) = (0_usize, 0_usize);
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Furniture | BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        let text = document.slice(block.range);
        let han = text.chars().filter(|c| is_han(*c)).count();
        let latin = text.chars().filter(char::is_ascii_alphabetic).count();
        // A Chinese character says about as much as three letters. A block counts as a whole: an English brand name in
        // a Chinese sentence does not mix the languages.
        if han * 3 >= latin {
            chinese += han * 3;
        } else {
            english += latin;
        }
    }
    let (own, other) = match document.language {
        Language::Zh => (chinese, english),
        Language::En => (english, chinese),
    };
    #[expect(clippy::cast_precision_loss, reason = "character counts are far below 2^52")]
    let share = other as f64 / (own + other).max(1) as f64;
    other >= MIXED_LEAST && share >= MIXED_SHARE
}

/// Whether `c` is a Chinese character.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
