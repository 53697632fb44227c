//! Cross-references: found in the words of each block, looked up among the clauses.

use std::collections::BTreeMap;

use crate::draft::shift;
use crate::structure::labels::{Word, han_number};
use crate::structure::outline::Node;
use crate::{BlockKind, Definition, DefinitionKind, Document, Reference, Target, TextRange};

use super::index::{Index, Key};
use super::{chinese, english, is_read};

/// A reference as the words have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// In the text of the block's body.
    pub(super) range: TextRange,
    pub(super) what: What,
    pub(super) within: Within,
}

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `Section 9.2(a)`, 第三条第（二）款
    Number { word: Word, key: Key, sub: Key },
    /// `paragraph (b)`, 第（二）项: something in the clause at hand. A `sure` one is written in a way that nothing else is.
    Near { sub: Key, sure: bool },
    /// `this Section`, 本条第二款
    This { word: Word, sub: Key },
    /// `Exhibit B`, 附件二
    Attachment { word: String, number: String },
    /// 附件《价格表》
    Named,
}

/// The document that a reference says it leads into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// It says none.
    Unsaid,
    /// This one, in so many words: `hereof`, `above`.
    Own,
    /// This one, by what it calls itself: `this Agreement`, 本协议正文. Empty for its main part.
    This(String),
    /// An attachment.
    Attachment { word: String, number: String, name: String },
    /// What is called so.
    Named(String),
}

/// Reads the references of all blocks.
pub(super) fn references(document: &Document, nodes: &[Node]) -> Vec<Reference> {
    let resolver = Resolver::new(document, nodes);
    let mut out: Vec<Reference> = Vec::new();
    for (i, block) in document.blocks.iter().enumerate().filter(|(_, b)| is_read(b.kind)) {
        let text = document.slice(block.body);
        let mut mentions = english::mentions(text);
        mentions.extend(chinese::mentions(text));
        mentions.sort_by_key(|m| (m.range.start, m.range.end));
        if mentions.is_empty() {
            continue;
        }
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let place = Place::new(document, i);
        for m in mentions {
            // A title that begins with a number of its own is no reference to itself.
            if heading && m.range.start == 0 {
                continue;
            }
            if let Some(target) = resolver.target(&place, text, &m) {
                out.push(Reference { range: shift(m.range, block.body.start), target });
            }
        }
    }
    out
}

/// Laws that are filled in or applied by number alone, as texts name them.
const PRIVACY_LAWS: [&str; 2] = ["GDPR", "General Data Protection Regulation"];
const CLAUSE_SETS: [&str; 3] = ["Standard Contractual Clauses", "SCCs", "Model Clauses"];

/// What the words around a reference tell about it: those of its block and of the block that leads it in.
struct Place {
    clause: Option<usize>,
    /// How often a label in brackets stands there: `a`, 一 as `1`.
    labels: BTreeMap<String, usize>,
    privacy_law: Option<&'static str>,
    clause_set: Option<&'static str>,
}

impl Place {
    fn new(document: &Document, block: usize) -> Self {
        let lead = document.blocks[block].lead_in;
        let texts = || [Some(block), lead].into_iter().flatten().map(|b| document.slice(document.blocks[b].range));
        let mut labels: BTreeMap<String, usize> = BTreeMap::new();
        for label in texts().flat_map(bracketed) {
            *labels.entry(label).or_default() += 1;
        }
        let named = |names: &[&'static str]| texts().find_map(|t| names.iter().copied().find(|n| t.contains(n)));
        Self {
            clause: document.blocks[block].clause,
            labels,
            privacy_law: named(&PRIVACY_LAWS),
            clause_set: named(&CLAUSE_SETS),
        }
    }
}

/// The short words in brackets: `a` of `(a)`.
fn bracketed(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(['(', '（']).skip(1).filter_map(|part| {
        let end = part.char_indices().take(5).find(|(_, c)| matches!(c, ')' | '）'))?.0;
        let inner = &part[..end];
        Some(han_number(inner).map_or_else(|| inner.to_lowercase(), |n| n.to_string()))
    })
}

struct Resolver<'a> {
    document: &'a Document,
    index: Index<'a>,
    title: String,
    /// Definitions by their terms in small letters, the first of each.
    terms: BTreeMap<String, &'a Definition>,
}

impl<'a> Resolver<'a> {
    fn new(document: &'a Document, nodes: &'a [Node]) -> Self {
        let title = document.title.clone().unwrap_or_default().to_lowercase();
        let mut terms = BTreeMap::new();
        for d in &document.definitions {
            terms.entry(d.term.to_lowercase()).or_insert(d);
        }
        Self { document, index: Index::new(nodes), title, terms }
    }

    fn target(&self, place: &Place, text: &str, m: &Mention) -> Option<Target> {
        let from = place.clause;
        let written = || text.get(m.range.start..m.range.end).unwrap_or("").to_owned();
        if let Within::Named(name) = &m.within
            && !self.is_own(name)
        {
            return Some(Target::Elsewhere(name.clone()));
        }
        let clause = |found: Option<usize>| found.map_or(Target::Missing, Target::Clause);
        match &m.what {
            What::Named => Some(Target::Attachment(written())),
            What::Attachment { word, number } => Some(match self.index.attachment(number, word) {
                Some(found) => Target::Clause(found),
                None => Target::Attachment(written()),
            }),
            What::This { word, sub } => {
                let found = self.index.this(*word, from)?;
                Some(clause(self.index.below(found, sub)))
            }
            What::Near { sub, sure } => match self.index.near(sub, from) {
                Some(found) => Some(Target::Clause(found)),
                None if is_inline(place, sub) => from.map(Target::Clause),
                None => sure.then_some(Target::Missing),
            },
            What::Number { word, key, sub } => {
                // 第4节 of a document without 节 is a section.
                let word = match word {
                    Word::ZhSection if !self.index.uses(Word::ZhSection) => &Word::Section,
                    other => other,
                };
                let found = match &m.within {
                    Within::Attachment { word: kind, number, name } => match self.index.attachment(number, kind) {
                        Some(scope) => self.index.find_in(key, Some(*word), from, Some(scope)),
                        None => return Some(Target::Elsewhere(name.clone())),
                    },
                    Within::This(name) if !self.is_attachment(from, name) => {
                        self.index.find_in(key, Some(*word), from, None)
                    }
                    Within::Named(_) => self.index.find_in(key, Some(*word), from, None),
                    _ => match self.foreign(place, text, m, *word) {
                        Some(name) => return Some(Target::Elsewhere(name)),
                        None => self.look_up(*word, key, from),
                    },
                };
                let found = found.and_then(|base| self.index.below(base, sub));
                let doubtful = matches!(word, Word::Part | Word::ZhSection);
                (found.is_some() || !doubtful).then(|| clause(found))
            }
        }
    }

    /// Whether `name` is what the attachment around `from` calls itself.
    fn is_attachment(&self, from: Option<usize>, name: &str) -> bool {
        let heading = self.index.scope(from).and_then(|c| self.document.clauses[c].heading.as_deref());
        !name.is_empty() && heading.is_some_and(|h| h.to_lowercase().contains(&name.to_lowercase()))
    }

    fn look_up(&self, word: Word, key: &Key, from: Option<usize>) -> Option<usize> {
        // "paragraph 2" is one of the clause at hand, if it has one.
        let near = if word == Word::Paragraph && key.len() == 1 { self.index.near(key, from) } else { None };
        near.or_else(|| self.index.find(key, Some(word), from)).or_else(|| {
            // "Section 6.b" of a clause 6 whose items are (a), (b)
            let (last, base) = key.split_last().filter(|(l, b)| !b.is_empty() && l.parse::<u32>().is_err())?;
            let base = self.index.find(base, Some(word), from)?;
            self.index.below(base, std::slice::from_ref(last))
        })
    }

    /// Whether a name is this document's own: its title has it, or it is what the document calls itself.
    fn is_own(&self, name: &str) -> bool {
        let bare = name.trim_matches(['《', '》']).to_lowercase();
        if let Some(d) = self.terms.get(&bare) {
            let meaning = self.document.slice(d.meaning).trim_start();
            let own = ["This ", "THIS ", "These ", "THESE "].iter().any(|w| meaning.starts_with(w));
            return match d.kind {
                DefinitionKind::Inline => {
                    own || (!self.title.is_empty() && meaning.to_lowercase().contains(&self.title))
                }
                DefinitionKind::Sentence => own || meaning.starts_with("this "),
            };
        }
        let word = |w: &str| self.title.split(|c: char| !c.is_alphanumeric()).any(|t| t == w);
        !bare.is_empty()
            && (self.title == bare
                || (bare.chars().count() > 3 && !bare.is_ascii() && self.title.contains(&bare))
                || (bare.is_ascii() && bare.split(' ').all(word)))
    }

    /// The law or the standard clauses that a number without more belongs to: "Article 28" beside the GDPR in a document
    /// that has no articles, "Clause 7" where the standard contractual clauses are filled in.
    fn foreign(&self, place: &Place, text: &str, m: &Mention, word: Word) -> Option<String> {
        if m.within != Within::Unsaid {
            return None;
        }
        let name = if word == Word::Article && !self.index.uses(Word::Article) {
            place.privacy_law
        } else {
            let written = text.get(m.range.start..m.range.end)?;
            place.clause_set.filter(|_| written.to_lowercase().starts_with("clause"))
        };
        name.map(str::to_owned)
    }
}

/// Whether an item stands in the running text around a reference to it: `(a)` comes once more than here.
fn is_inline(place: &Place, sub: &[String]) -> bool {
    sub.first().is_some_and(|first| place.labels.get(first).is_some_and(|&n| n > 1))
}
