//! Clauses by their printed numbers.

use std::collections::BTreeMap;

use crate::structure::labels::{Digits, Reading, Shape, Word, roman_text};
use crate::structure::outline::Node;

/// A number as a reference or a label gives it: `9`, `2`, `a` for 9.2(a). Chinese numerals are written in figures, letters
/// and Roman digits in small letters.
pub(super) type Key = Vec<String>;

/// The clauses of a document by number.
#[derive(Debug)]
pub(super) struct Index<'a> {
    nodes: &'a [Node],
    keys: Vec<Key>,
    by_key: BTreeMap<Key, Vec<usize>>,
    /// Attachments that are a headed part of the document, by number.
    attachments: BTreeMap<String, Vec<usize>>,
    /// The attachment that each clause stands in, or is.
    scopes: Vec<Option<usize>>,
    /// Whether a clause has labelled ones right below it.
    has_items: Vec<bool>,
    /// The words that labels have.
    words: Vec<Word>,
}

/// Most clauses of one number that are compared: more are no numbering.
const MAX_SAME: usize = 64;

/// A letter label's text: 1 is `a`, 27 is `aa`.
fn letters(value: u32) -> String {
    let letter = char::from(b'a' + u8::try_from((value.max(1) - 1) % 26).unwrap_or(0));
    letter.to_string().repeat(if value > 26 { 2 } else { 1 })
}

fn own_key(reading: &Reading) -> Key {
    reading
        .path
        .iter()
        .map(|&value| match reading.digits {
            Digits::Arabic | Digits::Han => value.to_string(),
            Digits::Lower | Digits::Upper => letters(value),
            Digits::LowerRoman | Digits::UpperRoman => roman_text(value),
        })
        .collect()
}

/// Whether a label tells its place without those around it.
const fn stands_alone(reading: &Reading) -> bool {
    match reading.shape {
        Shape::Path | Shape::Round | Shape::Dash => true,
        Shape::Word(w) => !matches!(w, Word::Paragraph),
        _ => false,
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(nodes: &'a [Node]) -> Self {
        let mut keys: Vec<Key> = Vec::with_capacity(nodes.len());
        let mut scopes: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
        let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        let mut attachments: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut has_items = vec![false; nodes.len()];
        let mut words = Vec::new();
        for (i, node) in nodes.iter().enumerate() {
            let word = node.reading.as_ref().and_then(word_of);
            let attached = word == Some(Word::Schedule);
            scopes.push(if attached { Some(i) } else { node.parent.and_then(|p| scopes[p]) });
            // What is counted under a chapter or an attachment does not carry its number.
            let around = || {
                let wide = |p: usize| {
                    let w = nodes[p].reading.as_ref().and_then(word_of);
                    matches!(w, Some(Word::Schedule | Word::Part | Word::Chapter | Word::ZhSection))
                };
                node.parent.filter(|&p| !wide(p)).map_or_else(Key::new, |p| keys[p].clone())
            };
            let key = match &node.reading {
                None => around(),
                Some(r) if stands_alone(r) => own_key(r),
                Some(r) => {
                    let mut key = around();
                    key.extend(own_key(r));
                    key
                }
            };
            if let Some(reading) = &node.reading {
                if let Some(parent) = node.parent {
                    has_items[parent] = true;
                }
                if let Some(word) = word.filter(|w| !words.contains(w)) {
                    words.push(word);
                }
                if attached {
                    attachments.entry(own_key(reading).join(".")).or_default().push(i);
                } else {
                    by_key.entry(key.clone()).or_default().push(i);
                }
            }
            keys.push(key);
        }
        Self { nodes, keys, by_key, attachments, scopes, has_items, words }
    }

    fn around(&self, clause: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(clause, |&c| self.nodes[c].parent)
    }

    fn word(&self, clause: usize) -> Option<Word> {
        self.nodes[clause].reading.as_ref().and_then(word_of)
    }

    /// The attachment that `clause` stands in.
    pub(super) fn scope(&self, clause: Option<usize>) -> Option<usize> {
        clause.and_then(|c| self.scopes[c])
    }

    /// The clause with this number, as referred to from `from`: in the same attachment first, then in the agreement itself.
    pub(super) fn find(&self, key: &[String], word: Option<Word>, from: Option<usize>) -> Option<usize> {
        let scope = self.scope(from);
        self.find_in(key, word, from, scope).or_else(|| scope.and_then(|_| self.find_in(key, word, from, None)))
    }

    /// The clause with this number in the attachment `scope`, or in the agreement itself.
    pub(super) fn find_in(
        &self,
        key: &[String],
        word: Option<Word>,
        from: Option<usize>,
        scope: Option<usize>,
    ) -> Option<usize> {
        let best = |key: &Key| {
            let candidates = self.by_key.get(key)?.iter().copied().filter(|&c| self.scopes[c] == scope);
            let fits = |c: &usize| match (word, self.word(*c)) {
                (Some(Word::Part | Word::Chapter | Word::ZhSection), found) => found == word,
                (_, Some(Word::Part | Word::Chapter | Word::ZhSection)) => false,
                _ => true,
            };
            let shared = |c: usize| self.around(from).position(|a| self.around(Some(c)).any(|b| a == b));
            // The same word first, then the nearest in the outline, then the first.
            candidates.filter(fits).take(MAX_SAME).min_by_key(|&c| {
                (self.word(c) != word || word.is_none(), shared(c).unwrap_or(usize::MAX), self.nodes[c].level, c)
            })
        };
        let key: Key = key.to_vec();
        best(&key).or_else(|| other_digits(&key).and_then(|k| best(&k)))
    }

    /// The clause `sub` below `base`: as deep as the document has labels for; `None` where it has labels there, and not this.
    pub(super) fn below(&self, base: usize, sub: &[String]) -> Option<usize> {
        let mut at = base;
        for (n, step) in sub.iter().enumerate() {
            let mut key = self.keys[at].clone();
            key.push(step.clone());
            let of = |c: &usize| self.around(Some(*c)).any(|a| a == at);
            let found = self.by_key.get(&key).and_then(|list| list.iter().copied().take(MAX_SAME).find(of));
            match found.or_else(|| self.child(at, step)) {
                Some(child) => at = child,
                // 第二款 and an inline (b) have no clause of their own.
                None if n > 0 || !self.has_items[at] => return Some(at),
                None => return None,
            }
        }
        Some(at)
    }

    /// The clause that `step` names as seen from inside `from`: an item of the innermost list that has it.
    pub(super) fn near(&self, sub: &[String], from: Option<usize>) -> Option<usize> {
        let (first, rest) = sub.split_first()?;
        let child = self.around(from).find_map(|c| self.child(c, first))?;
        self.below(child, rest)
    }

    fn child(&self, parent: usize, step: &str) -> Option<usize> {
        let mut key = self.keys[parent].clone();
        key.push(step.to_owned());
        let list = self.by_key.get(&key)?;
        list.iter().copied().take(MAX_SAME).find(|&c| self.around(Some(c)).skip(1).any(|a| a == parent))
    }

    /// The innermost clause around `from` that a reader would call by `word` ("this Section", 本条).
    pub(super) fn this(&self, word: Word, from: Option<usize>) -> Option<usize> {
        if let Some(exact) = self.around(from).find(|&c| self.word(c) == Some(word)) {
            return Some(exact);
        }
        let item = |c: usize| {
            self.nodes[c].reading.as_ref().is_none_or(|r| {
                matches!(r.shape, Shape::Paren | Shape::Half | Shape::Circle)
                    || matches!(r.digits, Digits::Lower | Digits::LowerRoman)
            })
        };
        let plain = |c: &usize| !item(*c) && self.word(*c).is_none();
        match word {
            Word::Schedule | Word::Part | Word::Chapter | Word::ZhSection => None,
            // 本款, "this paragraph": the innermost, whatever its label.
            Word::Paragraph => from,
            Word::Article => self.around(from).filter(plain).last().or(from),
            Word::Section => self.around(from).find(plain).or_else(|| self.around(from).last()),
        }
    }

    /// The attachment with this number that is a part of the document; its word (`exhibit`, 附件) decides between several.
    pub(super) fn attachment(&self, number: &str, word: &str) -> Option<usize> {
        let list = self.attachments.get(number)?;
        let named = |c: &&usize| {
            self.nodes[**c].label.as_deref().is_some_and(|l| l.to_lowercase().starts_with(&word.to_lowercase()))
        };
        list.iter().take(MAX_SAME).find(named).copied()
    }

    /// Whether the document has clauses labelled with `word`.
    pub(super) fn uses(&self, word: Word) -> bool {
        self.words.contains(&word)
    }
}

const fn word_of(reading: &Reading) -> Option<Word> {
    match reading.shape {
        Shape::Word(w) => Some(w),
        _ => None,
    }
}

/// The key with its first number in Roman digits instead of figures, or the other way round: "Article 4", ARTICLE IV.
fn other_digits(key: &Key) -> Option<Key> {
    let first = key.first()?;
    let other = match first.parse::<u32>() {
        Ok(value) => roman_text(value),
        Err(_) => crate::structure::labels::roman(first)?.to_string(),
    };
    (other != *first).then(|| std::iter::once(other).chain(key[1..].iter().cloned()).collect())
}
