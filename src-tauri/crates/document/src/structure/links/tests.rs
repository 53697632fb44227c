use crate::{Document, Options, Target, read_bytes};

fn read(text: &str) -> Document {
    read_bytes("t.md", text.as_bytes(), &Options::default()).unwrap()
}

/// `words -> target` of every reference.
fn references(text: &str) -> Vec<String> {
    let d = read(text);
    d.references
        .iter()
        .map(|r| {
            let target = match &r.target {
                Target::Clause(c) => d.clauses[*c].number.clone().unwrap_or_default(),
                Target::Attachment(name) => format!("[{name}]"),
                Target::Elsewhere(name) => format!("<{name}>"),
                Target::Missing => "?".to_owned(),
            };
            format!("{} -> {target}", d.slice(r.range))
        })
        .collect()
}

/// `term = meaning` of every definition.
fn definitions(text: &str) -> Vec<String> {
    let d = read(text);
    d.definitions.iter().map(|x| format!("{} = {}", x.term, d.slice(x.meaning))).collect()
}

const CLOUD: &str = "# Cloud Agreement\n\n## 9. Liability\n\n9.1 Cap. The cap applies.\n\n9.2 Exceptions. It does not apply to:\n\n(a) fraud;\n\n(b) fees; or\n\n(c) death.\n\n9.3 More. None.\n\n## 10. Term\n\n10.1 ";

#[test]
fn english_references() {
    let cases: &[(&str, &[&str])] = &[
        ("See Section 9.2.", &["Section 9.2 -> 9.2"]),
        ("See Sections 9.1 and 9.3.", &["Sections 9.1 -> 9.1", "9.3 -> 9.3"]),
        ("See Sections 9.1–9.3, or clause 10.", &["Sections 9.1 -> 9.1", "9.3 -> 9.3", "clause 10 -> 10"]),
        ("See Section 9.2(a) to (c).", &["Section 9.2(a) -> 9.2(a)", "(c) -> 9.2(c)"]),
        ("See Section 9.2(d).", &["Section 9.2(d) -> ?"]),
        ("See Section 9.7 (Interest).", &["Section 9.7 -> ?"]),
        ("See Section 9 (Liability) and Section 10 (Term) of this Agreement.", &["Section 9 -> 9", "Section 10 -> 10"]),
        ("This Section survives.", &["This Section -> 10.1"]),
        ("Article 28 of the GDPR applies.", &["Article 28 -> <GDPR>"]),
        (
            "Articles 32 to 36 of Regulation (EU) 2016/679 apply.",
            &["Articles 32 -> <Regulation (EU) 2016/679>", "36 -> <Regulation (EU) 2016/679>"],
        ),
        ("California Civil Code Section 1542 applies.", &["Section 1542 -> <California Civil Code>"]),
        ("Under 47 U.S.C. § 230 it may.", &["§ 230 -> <47 U.S.C.>"]),
        ("Section 9.1 of the DPA applies.", &["Section 9.1 -> <DPA>"]),
        (
            "See Exhibit A and Schedules 1 and 2.",
            &["Exhibit A -> [Exhibit A]", "Schedules 1 -> [Schedules 1]", "2 -> [2]"],
        ),
        ("Within 9 days, in part and in any section a party may.", &[]),
    ];
    for (words, expected) in cases {
        assert_eq!(references(&format!("{CLOUD}{words}\n")), *expected, "{words}");
    }
}

#[test]
fn items_attachments_and_articles() {
    let cases: &[(&str, &[&str])] = &[
        (
            "# A\n\n## 1. Use\n\nCustomer shall not:\n\n(a) sell; or\n\n(b) lend, except as paragraph (a) allows.\n",
            &["paragraph (a) -> 1(a)"],
        ),
        (
            "# A\n\n## ARTICLE IV LIMITS\n\nNone, see Article 4 and Exhibit B.\n\n## EXHIBIT B\n\n1. Fees are due.\n\n2. See Section 1 of Exhibit B.\n",
            &[
                "Article 4 -> ARTICLE IV",
                "Exhibit B -> EXHIBIT B",
                "Section 1 -> EXHIBIT B, 1",
                "Exhibit B -> EXHIBIT B",
            ],
        ),
        (
            "# A\n\n## 1. Use\n\nThe Standard Contractual Clauses apply; in Clause 7 the docking clause is used.\n",
            &["Clause 7 -> <Standard Contractual Clauses>"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(references(text), *expected, "{text}");
    }
}

#[test]
fn chinese_references() {
    let head = "# 云服务协议\n\n## 第三条 责任\n\n（一）赔偿；\n\n（二）整改。\n\n## 第十条 期限\n\n10.1 期限为一年。\n\n10.2 一方违约的，10.3 除外。\n\n10.3 ";
    let cases: &[(&str, &[&str])] = &[
        ("见第10.1条。", &["第10.1条 -> 10.1"]),
        ("见第10.1、10.2条及第三条。", &["第10.1 -> 10.1", "10.2条 -> 10.2", "第三条 -> 第三条"]),
        ("见本协议第三条第（二）款。", &["第三条第（二）款 -> 第三条（二）"]),
        ("见第三条第（一）、（二）项。", &["第三条第（一） -> 第三条（一）", "（二）项 -> 第三条（二）"]),
        ("见第3条。", &["第3条 -> 第三条"]),
        ("见10.2条。", &["10.2条 -> 10.2"]),
        ("见第八条。", &["第八条 -> ?"]),
        ("本条款与本条例不是引用。", &[]),
        ("本条不适用。", &["本条 -> 第十条"]),
        (
            "依据《民法典》第五百零六条、第五百八十五条处理。",
            &["第五百零六条 -> <《民法典》>", "第五百八十五条 -> <《民法典》>"],
        ),
        ("根据网络安全法第二十一条处理。", &["第二十一条 -> <网络安全法>"]),
        ("按《云服务协议》第三条处理。", &["第三条 -> 第三条"]),
        ("价格见附件一和附件《价格表》。", &["附件一 -> [附件一]", "附件《价格表》 -> [附件《价格表》]"]),
        ("第三方、第一次、第2个月都不是引用。", &[]),
    ];
    for (words, expected) in cases {
        assert_eq!(references(&format!("{head}{words}\n")), *expected, "{words}");
    }
}

#[test]
fn terms_and_meanings() {
    let cases: &[(&str, &[&str])] = &[
        ("“Fees” means the amounts payable.", &["Fees = the amounts payable."]),
        ("“Fee” or “Fees” shall mean money.", &["Fee = money.", "Fees = money."]),
        ("“Claim”, as used in this Section, means a demand.", &["Claim = a demand."]),
        ("“Data” has the meaning given in Section 4.", &["Data = given in Section 4."]),
        (
            "Acme Ltd. (the “Provider”) runs a platform (together, the \"Services\").",
            &["Provider = Acme Ltd.", "Services = Acme Ltd. (the “Provider”) runs a platform"],
        ),
        (
            "The files (each, a “File” and, collectively, the “Files”) are kept.",
            &["File = The files", "Files = The files"],
        ),
        ("What we sell is hereinafter referred to as the “Goods”.", &["Goods = What we sell is"]),
        ("**Confidential Information** means secrets.", &["Confidential Information = secrets."]),
        ("Permitted Use means internal use.", &["Permitted Use = internal use."]),
        ("It is given “as is” (“as is”) by any means (e.g. “Beta”).", &[]),
        ("This means that fees are due.", &[]),
        ("## Definitions\n\n**Affiliate**: any entity of the group.", &["Affiliate = any entity of the group."]),
        ("| Term | Meaning |\n|---|---|\n| Uptime | Time in service |\n", &["Uptime = Time in service"]),
        ("“服务”是指托管服务。", &["服务 = 托管服务。"]),
        ("“服务”指定给乙方。", &[]),
        (
            "甲公司（以下简称“甲方”）与乙公司（下称乙方）签约。",
            &["甲方 = 甲公司", "乙方 = 甲公司（以下简称“甲方”）与乙公司"],
        ),
        (
            "请阅读《服务协议》（以下简称“本协议”或“SLA”）。",
            &["本协议 = 请阅读《服务协议》", "SLA = 请阅读《服务协议》"],
        ),
        ("某云计算有限公司（“某云”）提供服务。", &["某云 = 某云计算有限公司"]),
        ("本协议中可用率是指可用时间的比例。", &["可用率 = 可用时间的比例。"]),
        ("「用户」系指使用服务的人。", &["用户 = 使用服务的人。"]),
        ("其中，第2个月是指四月。", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(definitions(&format!("# T\n\n{text}\n")), *expected, "{text}");
    }
}
