//! The tiers of a credit table, from its cells or from the words of a list item.

use crate::Tier;
use crate::Value;
use crate::normalize::fold;
use crate::values::{self, ValueHit};
use document::{Block, Document};
use rust_decimal::Decimal;

/// Below this no provider promises availability: a "bound" under it is another figure.
const LOWEST_BOUND: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// Words over a column of credits.
const CREDIT_WORDS: &[&str] = &[
    "credit",
    "refund",
    "discount",
    "compensation",
    "rebate",
    "赔偿",
    "补偿",
    "代金券",
    "抵扣",
    "返还",
    "赔付",
    "违约金",
];

/// The tiers of a table: one for each row that has a bound on a percentage and a credit in percent. Nothing at all where
/// the figures make no ladder: no value is better than a wrong one.
pub(crate) fn of_table(doc: &Document, block: &Block) -> Vec<Tier> {
    let Some(table) = &block.table else { return Vec::new() };
    let cell = |row: usize, column: usize| {
        let holds = |c: &&document::Cell| {
            (c.row..c.row + c.row_span).contains(&row) && (c.column..c.column + c.column_span).contains(&column)
        };
        table.cells.iter().find(holds).map(|c| fold(doc.slice(c.range))).unwrap_or_default()
    };
    let head: Vec<String> = (0..table.columns).map(|c| cell(0, c)).collect();
    let speaks_of_credit = |c: usize| CREDIT_WORDS.iter().any(|w| head[c].contains(w));
    let percents_in = |c: usize| (0..table.rows).filter(|&r| !percentages(&cell(r, c)).is_empty()).count();
    let bounds = (0..table.columns).filter(|&c| !speaks_of_credit(c)).max_by_key(|&c| (percents_in(c), usize::MAX - c));
    let Some(bounds) = bounds.filter(|&c| percents_in(c) > 0) else { return Vec::new() };
    let credits = (0..table.columns)
        .filter(|&c| c != bounds && percents_in(c) > 0)
        .min_by_key(|&c| (!speaks_of_credit(c), c < bounds, c));
    let Some(credits) = credits else { return Vec::new() };
    ladder((0..table.rows).filter_map(|r| tier(&cell(r, bounds), &cell(r, credits))).collect())
}

/// The tiers that a sentence spells out: "less than 99.9% but at least 99%: 10%".
pub(crate) fn of_words(text: &str) -> Vec<Tier> {
    let folded = fold(text);
    let percents = percentages(&folded);
    let Some(last) = percents.last() else { return Vec::new() };
    // The credit is the last percentage, the bounds stand before it.
    let credit = &folded[last.start..last.end];
    ladder(tier(&folded[..last.start], credit).into_iter().collect())
}

/// The tiers from the highest availability down, if they can be such: bounds between [`LOWEST_BOUND`] and 100, credits
/// that do not fall as availability falls.
fn ladder(mut tiers: Vec<Tier>) -> Vec<Tier> {
    tiers.sort_by_key(|t| std::cmp::Reverse(t.below.or(t.at_least)));
    tiers.dedup();
    let bound_fits = |d: &Decimal| (LOWEST_BOUND..=Decimal::ONE_HUNDRED).contains(d);
    let bounds_fit = tiers.iter().flat_map(|t| [t.below, t.at_least]).flatten().all(|d| bound_fits(&d));
    let rising = tiers.windows(2).all(|w| w[0].credit <= w[1].credit);
    if bounds_fit && rising { tiers } else { Vec::new() }
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
            (
                "| P | 赔偿比例 |\n|---|---|\n| 99%≤P＜99.95% | 10% |\n| 95%≤P＜99% | 20% |\n| P＜95% | 50% |\n",
                "<99.95%:10% <99%:20% <95%:50%",
            ),
            (
                "| Uptime | Basic credit | Gold credit |\n|---|---|---|\n| 99.9% – 99.99% | none | 10% |\n| 99.0% – 99.9% | 10% | 25% |\n| below 99.0% | 30% | 100% |\n",
                "<99.9%:10% <99%:30%",
            ),
            ("| Discount | 2024 | 2025 |\n|---|---|---|\n| 5% | 10% | 20% |\n| 7% | 30% | 10% |\n", ""),
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
