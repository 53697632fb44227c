use super::*;
use crate::normalize::fold;

fn all(text: &str) -> Vec<String> {
    scan(&fold(text)).iter().map(|h| short(&h.value)).collect()
}

#[test]
fn values_are_read() {
    let cases: &[(&str, &[&str])] = &[
        ("fees paid in the twelve (12) months before", &["12 months"]),
        ("a 30-day notice and a twelve-month term", &["30 days", "12 months"]),
        ("within five (5) business days", &["5 business days"]),
        ("within 60 calendar days", &["60 days"]),
        ("by the end of the second billing cycle", &["2 billing cycles"]),
        ("one hundred and twenty days", &["120 days"]),
        ("at least 99.95% per month", &["99.95%"]),
        ("ten percent (10%) of the fees", &["10%"]),
        ("1.5% per month", &["1.5%"]),
        ("US$100", &["USD 100"]),
        ("$1,000,000.50", &["USD 1000000.5"]),
        ("USD 2.5 million", &["USD 2500000"]),
        ("one hundred U.S. dollars", &["USD 100"]),
        ("€500 or £10 or HK$8,000", &["EUR 500", "GBP 10", "HKD 8000"]),
        ("limited to £10", &["GBP 10"]),
        ("€10.000,50 and 10.000 euros", &["EUR 10000.5", "EUR 10000"]),
        ("5 million euros", &["EUR 5000000"]),
        ("three times (3x) the General Cap", &["3"]),
        ("two times the fees", &["2"]),
        ("150% of the charges", &["150%"]),
        ("六十（60）个自然日", &["60 days"]),
        ("五（5）个工作日内", &["5 business days"]),
        ("前12个月", &["12 months"]),
        ("前十二个月内", &["12 months"]),
        ("不低于99.95％", &["99.95%"]),
        ("百分之十", &["10%"]),
        ("每日千分之一的违约金", &["0.1%"]),
        ("按万分之五支付", &["0.05%"]),
        ("所欠费用1‰", &["0.1%"]),
        ("人民币500元", &["CNY 500"]),
        ("人民币伍拾万元整", &["CNY 500000"]),
        ("10万元", &["CNY 100000"]),
        ("100美元", &["USD 100"]),
        ("¥1,000", &["CNY 1000"]),
        ("费用的两倍", &["2"]),
        ("连续72小时", &["72 hours"]),
        ("半年", &["6 months"]),
        ("一年", &["1 year"]),
    ];
    for (text, want) in cases {
        assert_eq!(all(text), *want, "{text}");
    }
}

#[test]
fn dates_and_names_are_not_lengths_of_time() {
    for text in [
        "2021年3月1日",
        "第五个工作日",
        "7x24小时",
        "24 x 7 days",
        "Amazon S3",
        "每月5日",
        "Section 9.2",
        "version 1.2.3",
    ] {
        let found = all(text);
        assert!(
            found
                .iter()
                .all(|v| !v.contains("day") && !v.contains("month") && !v.contains("year") && !v.contains("hour")),
            "{text}: {found:?}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn scanning_never_panics_and_hits_are_in_order(text in "[0-9a-z零一十百千万亿%$¥.,()（） 个月日年元times]{0,60}") {
        let folded = fold(&text);
        let hits = scan(&folded);
        for h in &hits {
            proptest::prop_assert!(folded.get(h.start..h.end).is_some());
        }
        for w in hits.windows(2) {
            proptest::prop_assert!(w[0].end <= w[1].start);
        }
    }

    #[test]
    fn amounts_keep_their_cents(whole in 0_u64..10_000_000_000, cents in 0_u32..100) {
        let text = format!("US${whole}.{cents:02}");
        let hits = scan(&fold(&text));
        let want = Decimal::from(whole) + Decimal::new(i64::from(cents), 2);
        proptest::prop_assert_eq!(hits.len(), 1);
        let is_amount = matches!(&hits[0].value, Value::Money { amount, currency } if *amount == want.normalize() && currency == "USD");
        proptest::prop_assert!(is_amount);
    }
}
