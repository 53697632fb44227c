use crate::{BlockKind, Document, Options, SentenceKind, read_bytes};

fn read(name: &str, text: &str) -> Document {
    read_bytes(name, text.as_bytes(), &Options::default()).unwrap()
}

/// `number heading` of every clause, indented by level.
fn outline(d: &Document) -> Vec<String> {
    d.clauses
        .iter()
        .map(|c| {
            let indent = "  ".repeat(usize::from(c.level) - 1);
            let heading = c.heading.as_deref().map(|h| format!(" {h}")).unwrap_or_default();
            format!("{indent}{}{heading}", c.number.as_deref().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn outlines() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (
            "decimals, letters and their numbers as cited",
            "t.md",
            "# Cloud Agreement\n\n## 9. Liability\n\n9.1 Cap. The cap applies.\n\n9.2 Exceptions. It does not apply to:\n\n(a) fraud;\n\n(b) fees.\n\n## 10. Term\n\nOne year.\n",
            &["9 Liability", "  9.1 Cap", "  9.2 Exceptions", "    9.2(a)", "    9.2(b)", "10 Term"],
        ),
        (
            "articles of a Chinese contract",
            "t.md",
            "# 服务合同\n\n第一条 定义\n\n1.1 服务是指托管服务。\n\n第二条 责任\n\n2.1 乙方承担下列责任：\n\n（一）赔偿；\n\n（二）整改。\n",
            &["第一条 定义", "  1.1", "第二条 责任", "  2.1", "    2.1（一）", "    2.1（二）"],
        ),
        (
            "Han numbers with a list under each",
            "t.txt",
            "采购合同\n一、价格\n1. 价格为固定价，不予调整。\n2. 税费由乙方承担。\n二、交货\n1. 乙方按期交货。\n",
            &["一 价格", "  一、1", "  一、2", "二 交货", "  二、1"],
        ),
        (
            "(i) is a letter after (h), a Roman number under (a)",
            "t.txt",
            "1. Rules\n\nCustomer will not:\n\n(g) sell;\n\n(h) lend;\n\n(i) lease it;\n\n(j) copy it.\n\n2. More\n\n(a) The following:\n\n(i) one;\n\n(ii) two.\n",
            &["1 Rules", "  1(g)", "  1(h)", "  1(i)", "  1(j)", "2 More", "  2(a)", "    2(a)(i)", "    2(a)(ii)"],
        ),
        (
            "lists that Markdown numbers itself",
            "t.md",
            "1. #### REMEDIES\n\n    1. **Credits**. We pay credits.\n\n    2. **Limits**. No more than the fees.\n\n2. #### TERM\n",
            &["1 REMEDIES", "  1.1 Credits", "  1.2 Limits", "2 TERM"],
        ),
        (
            "a repeated number and a missing one do not upset the rest",
            "t.txt",
            "3.1 The first rule applies here.\n\n3.2 The second rule.\n\n3.2 The second again.\n\n3.5 The fifth rule.\n\n4.1 Another matter.\n",
            &["3.1", "3.2", "3.2", "3.5", "4.1"],
        ),
        (
            "a reference at the start of a line is none",
            "t.md",
            "9.1 Fees are due as set out in Sections 4.1 and\n9.2 of this Agreement.\n\n9.2 Interest is due.\n",
            &["9.1", "9.2"],
        ),
        (
            "headings without numbers",
            "t.md",
            "# Terms\n\n## Fees\n\nPay.\n\n### Taxes\n\nMore.\n\n## Term\n\nAlways.\n",
            &["- Fees", "  - Taxes", "- Term"],
        ),
        (
            "schedules are a scope of their own",
            "t.txt",
            "1. SCOPE\n\nAll services.\n\n2. TERM\n\nOne year.\n\nSCHEDULE 2\n\n1. SERVICE LEVELS\n\nUptime of 99.9%.\n",
            &["1 SCOPE", "2 TERM", "SCHEDULE 2", "  SCHEDULE 2, 1 SERVICE LEVELS"],
        ),
        (
            "two numberings among headings of one rank",
            "t.md",
            "# Terms\n\n## A. Services\n\n## 1. Use\n\nUse it.\n\n## 2. Fees\n\nPay it.\n\n## B. Trials\n\n## 1. Use\n\nTry it.\n",
            &["A Services", "  A.1 Use", "  A.2 Fees", "B Trials", "  B.1 Use"],
        ),
        (
            "an attachment without a number, and what is counted in it",
            "t.md",
            "# 协议\n\n一、总则\n\n双方合作。\n\n附件：\n一、数据范围\n1、甲方提供订单数据。\n2、乙方提供日志数据。\n",
            &["一 总则", "附件", "  附件 一 数据范围", "    附件 一、1", "    附件 一、2"],
        ),
        (
            "a page on one line",
            "t.txt",
            "The parties agree on the following terms, which replace whatever was said before between them in writing or otherwise.   9.3 CREDITS. Provider pays credits as set out hereof. 9.4 LIMITATION. EXCEPT FOR FRAUD, NEITHER PARTY IS LIABLE BEYOND THE FEES PAID. 9.5 TERM. This ends in accordance with Section 9.6 The rest stays in force.\n",
            &["9.3 CREDITS", "9.4 LIMITATION", "9.5 TERM"],
        ),
    ];
    for (what, name, text, expected) in cases {
        assert_eq!(outline(&read(name, text)), *expected, "{what}");
    }
}

#[test]
fn run_in_headings_and_titles() {
    let cases = [
        ("t.md", "**Fees**. Customer shall pay.\n", Some("Fees")),
        ("t.md", "9.2 Limitation of Liability. In no event is anybody liable.\n", Some("Limitation of Liability")),
        ("t.md", "9.2 Limitation of liability. In no event is anybody liable.\n", Some("Limitation of liability")),
        ("t.md", "13.1 责任限制：任何一方均不承担间接损失。\n", Some("责任限制")),
        ("t.md", "5.1 双方确认并认可：赔偿总额不超过服务费。\n", None),
        ("t.md", "3.1 Customer shall pay Acme Inc. The price is fixed.\n", None),
        ("t.md", "【签约动作】您点击同意后，本条款即告成立并生效。\n", None),
        ("t.md", "**All fees are non-refundable.** Nothing is paid back.\n", None),
        ("t.md", "（1）**您最晚应当在月度结束后六十日内提出申请。**逾期视为放弃。\n", None),
        ("t.md", "ALL SALES ARE FINAL AND BINDING\n\nNothing is paid back.\n", None),
        ("t.md", "**1.服务范围**\n\n范围如下。\n", Some("服务范围")),
        ("t.txt", "LIMITATION OF LIABILITY\n\nNobody is liable.\n", Some("LIMITATION OF LIABILITY")),
        ("t.txt", "Agreement\n=========\n\nFees\n----\n\nCustomer pays.\n", Some("Fees")),
        ("t.md", "## 1. **Term** {#term .section}\n\nOne year.\n", Some("Term")),
    ];
    for (name, text, heading) in cases {
        let d = read(name, text);
        let found = d.clauses.first().and_then(|c| c.heading.as_deref());
        if text.starts_with('【') {
            assert!(d.clauses.iter().all(|c| c.number.is_none()), "{text}");
        } else {
            assert_eq!(found, heading, "{text}");
        }
        // The words of a run-in heading are a sentence of their own, and not part of the next.
        if let Some(h) = heading
            && d.blocks[0].kind == BlockKind::Paragraph
        {
            assert_eq!(d.sentences[0].kind, SentenceKind::Heading, "{text}");
            assert_eq!(d.slice(d.sentences[0].range), h);
            assert!(!d.slice(d.sentences[1].range).contains(h), "{text}");
        }
    }
}

#[test]
fn items_and_tables_know_what_introduces_them() {
    let text = "## 4. 免责条款\n\n由以下原因导致的服务不可用，不计入不可用时间：\n\n4.1 不可抗力引起的；\n\n4.2 您的原因，包括：\n\n（1）欠费；\n\n（2）误操作。\n\n服务可用性低于承诺的，按下表赔偿。\n\n| 可用性 | 赔偿 |\n|---|---|\n| 低于99% | 10% |\n";
    let d = read("t.md", text);
    let lead = |i: usize| d.blocks[i].lead_in.map(|l| d.slice(d.blocks[l].range).chars().take(6).collect::<String>());
    let found: Vec<(String, Option<String>)> =
        (0..d.blocks.len()).map(|i| (d.slice(d.blocks[i].body).chars().take(6).collect(), lead(i))).collect();
    let expected = [
        ("免责条款", None),
        ("由以下原因导", None),
        ("不可抗力引起", Some("由以下原因导")),
        ("您的原因，包", Some("由以下原因导")),
        ("欠费；", Some("4.2 您的")),
        ("误操作。", Some("4.2 您的")),
        ("服务可用性低", None),
        ("可用性\t赔偿", Some("服务可用性低")),
    ];
    let expected: Vec<(String, Option<String>)> =
        expected.into_iter().map(|(a, b)| (a.to_owned(), b.map(str::to_owned))).collect();
    assert_eq!(found, expected);
}

#[test]
fn bullets_and_nested_lists_keep_their_lead_in() {
    let d = read(
        "t.md",
        "Credits are not due for:\n\n- maintenance, that is:\n    - planned work\n    - urgent work\n- force majeure\n\nThe end.\n",
    );
    let leads: Vec<Option<usize>> = d.blocks.iter().map(|b| b.lead_in).collect();
    assert_eq!(leads, [None, Some(0), Some(1), Some(1), Some(0), None]);
    assert_eq!(d.blocks[2].kind, BlockKind::ListItem { depth: 2 });
}

#[test]
fn a_table_belongs_to_the_list_item_that_announces_it() {
    for (ending, number) in [("as in this table:", "1.1"), ("every month.", "1")] {
        let table = "| Uptime | Credit |\n|---|---|\n| below 99% | 10% |\n";
        let d = read("t.md", &format!("1. #### REMEDIES\n\n    1. We pay credits {ending}\n\n{table}"));
        let block = d.blocks.iter().find(|b| b.kind == BlockKind::Table).unwrap();
        let clause = block.clause.and_then(|c| d.clauses[c].number.as_deref());
        assert_eq!(clause, Some(number), "{ending}");
    }
}

#[test]
fn furniture_and_contents_are_kept_apart() {
    let text = "MASTER AGREEMENT\n\nTABLE OF CONTENTS\n\n1. Definitions ........ 2\n\n2. Fees ........ 3\n\n3. Term ........ 4\n\n1. Definitions\n\nThe words have the meanings that the law gives them, and the parties shall\n\n-2-\n\nSource: ACME INC., 8-K, 3/28/2019\n\nread them so. Nothing else is agreed.\n\n2. Fees\n\nFees are due.\n\nPage 3 of 4\n\n3. Term\n\nOne year.\n";
    let d = read("t.txt", text);
    assert_eq!(outline(&d), ["1 Definitions", "2 Fees", "3 Term"]);
    let kind = |k: BlockKind| d.blocks.iter().filter(|b| b.kind == k).count();
    assert_eq!(kind(BlockKind::Furniture), 3);
    assert_eq!(kind(BlockKind::Contents), 4);
    let words = d.sentences.iter().map(|s| d.slice(s.range)).collect::<Vec<_>>();
    assert!(
        words.contains(&"The words have the meanings that the law gives them, and the parties shall read them so.")
    );
    assert_eq!(d.title.as_deref(), Some("MASTER AGREEMENT"));
}

#[test]
fn lines_are_joined_and_parted() {
    let text = "## 8、赔偿\n\n8.1\n用户可以申请\nUCloud\nCompany的赔偿，\n赔偿以代金券支付。\n8.2 其他损失不予赔偿。\n";
    let d = read("t.md", text);
    let blocks: Vec<&str> = d.blocks.iter().map(|b| d.slice(b.range)).collect();
    assert_eq!(
        blocks,
        ["8、赔偿", "8.1用户可以申请UCloud Company的赔偿，赔偿以代金券支付。", "8.2 其他损失不予赔偿。"]
    );
    assert_eq!(d.slice(d.blocks[1].body), "用户可以申请UCloud Company的赔偿，赔偿以代金券支付。");
}
