//! Entries of the library, for the terminal.

use super::layout::Page;
use super::words::Words;
use document::Language;
use library::{Bilingual, ClauseType, LawCard, Library, Position};
use review::plain;

/// A clause type in full.
pub(crate) fn entry(entry: &ClauseType, library: &Library, language: Language, width: usize) -> String {
    let w = Words(language);
    let mut page = Page::new(width);
    page.title(w.of(&entry.front.title));
    let family = w.family(entry.family()).to_owned();
    page.text("", "", &[family.as_str(), &entry.id, &entry.front.taxonomy].join(" · "));
    section(&mut page, w, w.pick("What it is", "是什么"), &entry.what);
    section(&mut page, w, w.pick("Why it matters", "为什么重要"), &entry.why);
    let ask = &entry.ask;
    position(&mut page, w, w.pick("Preferred", "理想方案"), &ask.preferred);
    position(&mut page, w, w.pick("Fallback", "可接受方案"), &ask.fallback);
    position(&mut page, w, w.pick("Walk away", "底线"), &ask.walk_away);
    section(&mut page, w, w.pick("What the other side says", "对方的说法"), &entry.other_side);
    if let Some(absence) = &entry.front.absence {
        section(&mut page, w, w.pick("When it is not there", "缺失时"), &absence.meaning);
    }
    let cards: Vec<&LawCard> = entry.front.law.iter().filter_map(|id| library.law.get(id)).collect();
    if !cards.is_empty() {
        page.title(w.pick("Law", "法律"));
    }
    for card in cards {
        page.gap();
        page.text("• ", "  ", &format!("{} ({})", w.of(&card.title), card.citation));
        page.text("  ", "  ", &plain(w.of(&card.text)));
    }
    section(&mut page, w, w.pick("Known gaps", "已知局限"), &entry.known_gaps);
    page.finish()
}

/// A law card.
pub(crate) fn law(card: &LawCard, language: Language, width: usize) -> String {
    let w = Words(language);
    let mut page = Page::new(width);
    page.title(w.of(&card.title));
    let evidence = match card.evidence.as_str() {
        "V" => w.pick("read in the primary text", "已核对原文"),
        "P" => w.pick("read in part in the primary text", "部分核对原文"),
        _ => w.pick("second-hand", "转引"),
    };
    page.text("", "", &format!("{} · {} · {evidence}", card.jurisdiction, card.citation));
    page.gap();
    page.text("", "", &plain(w.of(&card.text)));
    page.finish()
}

fn section(page: &mut Page, w: Words, title: &str, text: &Bilingual) {
    page.title(title);
    page.text("", "", &plain(w.of(text)));
}

fn position(page: &mut Page, w: Words, title: &str, position: &Position) {
    section(page, w, title, &position.text);
    let wording = w.of(&position.wording);
    if !wording.trim().is_empty() {
        page.gap();
        page.text("  │ ", "  │ ", wording.trim());
    }
}
