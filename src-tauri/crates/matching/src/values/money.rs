//! Amounts of money in the notations that agreements use.

use super::ValueHit;
use super::number::{NumberHit, regex};
use crate::Value;
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

static SYMBOL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?P<c>us ?\$|usd ?\$?|hk ?\$|hkd ?\$?|a\$|aud ?\$?|au\$|c\$|ca\$|cad ?\$?|s\$|sgd ?\$?|nt\$|nz\$|nzd ?\$?|\$|£|gbp ?£?|€|eur ?€?|euros?|¥|￥|cny ?¥?|rmb ?¥?|jpy ?¥?|人民币|chf|inr|₹|sek|dkk|nok|₩|krw|r\$) ?:?(?:\( ?)?$",
    )
});
static SCALE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ ?(?P<s>thousand|million|billion|mm|k|m|bn|万|亿|百万|千)\b?"));
static UNIT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^ ?(?:and [a-z]+/100 ?)?(?P<c>u\.?s\.? dollars?|united states dollars?|us dollars?|australian dollars?|canadian dollars?|singapore dollars?|hong kong dollars?|dollars?|usd\b|pounds? sterling|pounds?|gbp\b|euros?\b|eur\b|yuan\b|renminbi\b|cny\b|rmb\b|yen\b|jpy\b|hkd\b|sgd\b|aud\b|cad\b|chf\b|inr\b|港元|港币|美元|美金|欧元|英镑|日元|新台币|台币|澳元|加元|新加坡元|元人民币|人民币元|人民币|圆整|圆|元整|元)",
    )
});

/// All amounts of the folded text.
pub(super) fn scan(text: &str, numbers: &[NumberHit]) -> Vec<ValueHit> {
    let mut out = Vec::new();
    for n in numbers {
        let (mut end, mut amount) = continental(text, n).unwrap_or((n.end, n.value));
        if let Some(m) = SCALE.captures(&text[end..]) {
            let word = &m["s"];
            let length = m.get(0).map_or(0, |m| m.end());
            let stands_alone = word.chars().all(|c| !c.is_ascii())
                || !text[end + length..].starts_with(|c: char| c.is_ascii_alphanumeric());
            if stands_alone {
                let factor: i64 = match word {
                    "thousand" | "k" | "千" => 1_000,
                    "million" | "m" | "mm" | "百万" => 1_000_000,
                    "billion" | "bn" => 1_000_000_000,
                    "万" => 10_000,
                    _ => 100_000_000,
                };
                if let Some(scaled) = amount.checked_mul(Decimal::from(factor)) {
                    amount = scaled;
                    end += length;
                }
            }
        }
        let before = SYMBOL_BEFORE.captures(&text[..n.start]).filter(|m| {
            // "euro" as a word must not be the tail of another; a symbol may stand anywhere.
            let whole = m.get(0).map_or(0, |w| w.start());
            let ascii = m["c"].starts_with(|c: char| c.is_ascii_alphabetic());
            !ascii || !text[..whole].ends_with(|c: char| c.is_ascii_alphanumeric())
        });
        let after = UNIT_AFTER.captures(&text[end..]);
        let currency = match (&before, &after) {
            (Some(b), _) => currency(&b["c"]),
            (None, Some(a)) => currency(&a["c"]),
            (None, None) => continue,
        };
        let Some(currency) = currency else { continue };
        let start = before.as_ref().and_then(|m| m.get(0)).map_or(n.start, |m| m.start());
        if let Some(a) = &after {
            end += a.get(0).map_or(0, |m| m.end());
        }
        out.push(ValueHit {
            start,
            end,
            value: Value::Money { amount: amount.normalize(), currency: currency.to_owned() },
        });
    }
    out
}

/// "€10.000" and "10.000,50 euros": beside the euro a dot before three digits parts thousands.
fn continental(text: &str, n: &NumberHit) -> Option<(usize, Decimal)> {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"^\d{1,3}(?:\.\d{3})+(?:,\d{2})?"));
    let m = AMOUNT.find(&text[n.start..])?;
    let end = n.start + m.end();
    let euro = text[..n.start].trim_end().ends_with(['€']) || text[..n.start].trim_end().ends_with("eur");
    let euro = euro || ["€", "eur"].iter().any(|c| text[end..].trim_start().starts_with(c));
    let plain = m.as_str().replace('.', "").replace(',', ".");
    if euro { plain.parse().ok().map(|amount| (end, amount)) } else { None }
}

/// ISO 4217 code of a folded name or symbol. A bare `$` is taken for the US dollar and a bare `¥` for the renminbi:
/// the reading that cloud agreements in the two languages bear out; the words stay visible beside the value.
fn currency(name: &str) -> Option<&'static str> {
    match name {
        "$" => return Some("USD"),
        "£" => return Some("GBP"),
        "€" => return Some("EUR"),
        "¥" | "￥" => return Some("CNY"),
        _ => {}
    }
    let name = name.trim_end_matches(['$', '£', '€', '¥', ' ']);
    Some(match name {
        "us"
        | "usd"
        | "u.s. dollar"
        | "u.s. dollars"
        | "us dollar"
        | "us dollars"
        | "united states dollar"
        | "united states dollars"
        | "dollar"
        | "dollars"
        | "美元"
        | "美金" => "USD",
        _ if name.starts_with("u.s") || name.starts_with("us ") => "USD",
        "hk" | "hkd" | "hong kong dollar" | "hong kong dollars" | "港元" | "港币" => "HKD",
        "a" | "au" | "aud" | "australian dollar" | "australian dollars" | "澳元" => "AUD",
        "c" | "ca" | "cad" | "canadian dollar" | "canadian dollars" | "加元" => "CAD",
        "s" | "sgd" | "singapore dollar" | "singapore dollars" | "新加坡元" => "SGD",
        "nt" | "新台币" | "台币" => "TWD",
        "nz" | "nzd" => "NZD",
        "gbp" | "pound" | "pounds" | "pound sterling" | "pounds sterling" | "英镑" => "GBP",
        "eur" | "euro" | "euros" | "欧元" => "EUR",
        "cny" | "rmb" | "yuan" | "renminbi" | "人民币" | "人民币元" | "元人民币" | "元" | "元整" | "圆" | "圆整" => {
            "CNY"
        }
        "jpy" | "yen" | "日元" => "JPY",
        "chf" => "CHF",
        "inr" | "₹" => "INR",
        "sek" => "SEK",
        "dkk" => "DKK",
        "nok" => "NOK",
        "₩" | "krw" => "KRW",
        "r" => "BRL",
        _ => return None,
    })
}
