//! The tiers of a credit table, from its cells or from the words of a list item.

use crate::Tier;
use crate::Value;
use crate::normalize::fold;
use crate::values::{self, ValueHit};
use document::{Block, Document};
use rust_decimal::Decimal;

/// The tiers of a table: one for each row that has a bound on a percentage and a credit in percent.
pub(crate) fn of_table(doc: &Document, block: &Block) -> Vec<Tier> {
    let Some(table) = &block.table else { return Vec::new() };
    let mut tiers = Vec::new();
    for row in 0..table.rows {
        let cells: Vec<String> =
            table.cells.iter().filter(|c| c.row == row && !c.header).map(|c| fold(doc.slice(c.range))).collect();
        let Some((credit, bounds)) = cells.split_last() else { continue };
        // A table with the credit first ("10% | below 99.9%") reads the other way round.
        let tier = bounds
            .iter()
            .rev()
            .find_map(|b| tier(b, credit))
            .or_else(|| cells.split_first().and_then(|(first, rest)| rest.iter().find_map(|b| tier(b, first))));
        tiers.extend(tier);
    }
    sorted(tiers)
}

/// The tiers that a sentence spells out: "less than 99.9% but at least 99%: 10%".
pub(crate) fn of_words(text: &str) -> Vec<Tier> {
    let folded = fold(text);
    let percents = percentages(&folded);
    let Some(last) = percents.last() else { return Vec::new() };
    // The credit is the last percentage, the bounds stand before it.
    let credit = &folded[last.start..last.end];
    tier(&folded[..last.start], credit).into_iter().collect()
}

fn sorted(mut tiers: Vec<Tier>) -> Vec<Tier> {
    tiers.sort_by(|a, b| b.below.or(b.at_least).cmp(&a.below.or(a.at_least)));
    tiers.dedup();
    tiers
}

fn tier(bounds: &str, credit: &str) -> Option<Tier> {
    let credit = percentages(credit).first().and_then(percent)?;
    let (below, at_least) = bounds_of(bounds)?;
    Some(Tier { below, at_least, credit })
}

fn percentages(text: &str) -> Vec<ValueHit> {
    values::scan(text).into_iter().filter(|h| matches!(h.value, Value::Percentage { .. })).collect()
}

fn percent(hit: &ValueHit) -> Option<Decimal> {
    match hit.value {
        Value::Percentage { value } => Some(value),
        _ => None,
    }
}

const UPPER: &[&str] = &[
    "<",
    "less than",
    "below",
    "under",
    "lower than",
    "fewer than",
    "up to but not including",
    "低于",
    "小于",
    "不足",
    "少于",
    "未达到",
    "未达",
    "不满",
    "不到",
];
const LOWER: &[&str] = &[
    "≥",
    ">",
    "greater than",
    "equal to or",
    "at least",
    "more than",
    "above",
    "not less than",
    "or higher",
    "or more",
    "or above",
    "大于",
    "高于",
    "等于或",
    "不低于",
    "不小于",
    "以上",
    "超过",
    "或等于",
];

/// Upper bound (exclusive) and lower bound (inclusive) that a cell gives in percent.
fn bounds_of(text: &str) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let hits = percentages(text);
    match hits.as_slice() {
        [] => None,
        [one] => {
            let value = percent(one)?;
            let (before, after) = (&text[..one.start], &text[one.end..]);
            if is_lower(before, after) && !is_upper(before) {
                Some((None, Some(value)))
            } else {
                Some((Some(value), None))
            }
        }
        [first, second, ..] => {
            // Two figures are the two ends whatever their order and notation: "99% - 99.9%", "[99%, 99.9%)".
            let (a, b) = (percent(first)?, percent(second)?);
            Some((Some(a.max(b)), Some(a.min(b))))
        }
    }
}

fn is_upper(before: &str) -> bool {
    // "not less than" holds "less than": the lower bound's words win where both end at the same place.
    let upper = UPPER.iter().filter_map(|w| before.rfind(w).map(|i| i + w.len())).max();
    let lower = LOWER.iter().filter_map(|w| before.rfind(w).map(|i| i + w.len())).max();
    upper > lower
}

fn is_lower(before: &str, after: &str) -> bool {
    LOWER.iter().any(|w| before.contains(w))
        || ["or higher", "or more", "or above", "以上", "及以上"].iter().any(|w| after.trim_start().starts_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(tiers: Vec<Tier>) -> String {
        values::short(&Value::Tiers { tiers })
    }

    #[test]
    fn tables_give_their_tiers() {
        let cases = [
            (
                "| Monthly Uptime | Credit |\n|---|---|\n| < 99.9% but ≥ 99.0% | 10% |\n| < 99.0% | 25% of the fee |\n",
                "<99.9%:10% <99%:25%",
            ),
            (
                "| 可用性 | 赔偿 |\n|---|---|\n| 低于99.95%但等于或高于99% | 月度服务费的10% |\n| 低于99% | 百分之百 |\n",
                "<99.95%:10% <99%:100%",
            ),
            ("| Uptime | Credit |\n|---|---|\n| 99.0% – 99.9% | 5% |\n| 95.0% – 99.0% | 10% |\n", "<99.9%:5% <99%:10%"),
            ("| Name | Price |\n|---|---|\n| Disk | 10 |\n", ""),
        ];
        for (text, want) in cases {
            let doc = document::read_bytes("t.md", text.as_bytes(), &document::Options::default()).unwrap();
            let block = doc.blocks.iter().find(|b| b.table.is_some()).unwrap();
            assert_eq!(short(of_table(&doc, block)), want, "{text}");
        }
    }

    #[test]
    fn words_give_a_tier() {
        for (text, want) in [
            ("less than 99.9% but at least 99.0%: 10% of monthly fees", "<99.9%:10%"),
            ("可用性低于99%的，赔偿月度服务费的25%", "<99%:25%"),
            ("no figures here", ""),
        ] {
            assert_eq!(short(of_words(text)), want, "{text}");
        }
    }
}
