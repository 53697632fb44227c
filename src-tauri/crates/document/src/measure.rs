//! How long a text is, and whether it reads as a clause: what readers of laid-out formats go by.

use crate::draft::is_cjk;
use crate::structure::labels;

/// Words of a labelled text that make it a clause rather than an entry of a table.
const CLAUSE_WORDS: usize = 15;

/// Words, with two Han characters counted as one.
pub(crate) fn words(text: &str) -> usize {
    let han = text.chars().filter(|c| is_cjk(*c)).count();
    let latin = |w: &&str| w.chars().any(|c| c.is_alphanumeric() && !is_cjk(c));
    text.split_whitespace().filter(latin).count() + han / 2
}

/// Whether a text begins with a label that is hard to mistake.
pub(crate) fn is_labelled(text: &str) -> bool {
    labels::lex(text.trim_start()).is_some_and(|m| !m.weak && m.body < text.len())
}

/// Whether a text is a numbered clause and not just an entry with a number.
pub(crate) fn is_clause(text: &str) -> bool {
    words(text) > CLAUSE_WORDS && is_labelled(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_in_words() {
        for (text, count) in [("", 0), ("two words", 2), ("服务可用性", 2), ("SLA 服务等级", 3), ("— 10 %", 1)]
        {
            assert_eq!(words(text), count, "{text}");
        }
    }

    #[test]
    fn clauses_and_entries() {
        let clause =
            "3.2 The supplier gives notice of planned maintenance at least seven days before it begins, in writing.";
        assert!(is_clause(clause));
        assert!(is_clause("第三条 供应商应当在计划维护开始前至少七日以书面形式通知客户，说明维护的时间与影响范围。"));
        assert!(!is_clause("3.2 Notice"));
        assert!(!is_clause(&clause[4..]));
    }
}
