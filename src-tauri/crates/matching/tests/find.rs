//! The engine on small agreements, with a library of two entries of its own so that the built-in one may change freely.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use document::{Document, Options};
use library::{
    Absence, Bilingual, BilingualList, ClauseType, Cue, FrontMatter, Library, Pattern, Patterns, Rating, RatingRule,
    Severity, Side, SideSeverity, Status, Term, TermKind, UnitKind,
};
use matching::{Finding, Matcher, Matches};
use std::collections::BTreeMap;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|s| (*s).to_owned()).collect()
}

fn cue(en: &[&str], zh: &[&str]) -> Cue {
    Cue { en: words(en), zh: words(zh) }
}

fn pattern(name: &str) -> Pattern {
    Pattern {
        name: name.to_owned(),
        all: Vec::new(),
        any: Vec::new(),
        any2: Vec::new(),
        own: Vec::new(),
        under: Vec::new(),
        nearby: Vec::new(),
        not: Vec::new(),
        not_under: Vec::new(),
        order: Vec::new(),
        within: None,
        units: vec![UnitKind::Sentence, UnitKind::Item],
        confidence: 0.8,
    }
}

fn entry(id: &str, pattern: Patterns, term: Vec<Term>, rating: Vec<RatingRule>) -> (String, ClauseType) {
    let both = |s: &str| Bilingual { en: s.to_owned(), zh: s.to_owned() };
    let severity = SideSeverity { customer: Severity::High, provider: Severity::Low };
    let front = FrontMatter {
        title: both(id),
        status: Status::Stable,
        since: "0.1.0".to_owned(),
        taxonomy: "A1".to_owned(),
        favours: Side::Provider,
        severity,
        absence: Some(Absence { severity, meaning: both("absent") }),
        headings: BilingualList { en: words(&["Limitation of Liability"]), zh: words(&["责任限制"]) },
        cue: BTreeMap::new(),
        pattern,
        term,
        rating,
        yields_to: Vec::new(),
        law: Vec::new(),
        source: Vec::new(),
    };
    let entry = ClauseType {
        id: id.to_owned(),
        front,
        what: both(""),
        why: both(""),
        ask: library::Ask::default(),
        other_side: both(""),
        examples: Vec::new(),
        counter_examples: Vec::new(),
        known_gaps: both(""),
        file: String::new(),
        sha256: String::new(),
    };
    (id.to_owned(), entry)
}

fn term(name: &str, kind: TermKind) -> Term {
    Term {
        name: name.to_owned(),
        title: Bilingual::default(),
        kind,
        near: Vec::new(),
        within: None,
        prefer: Vec::new(),
        choices: BTreeMap::new(),
        choice_titles: BTreeMap::new(),
    }
}

fn library() -> Library {
    let lexicon = [
        ("liability", cue(&["liability", "liable"], &["责任"])),
        ("ceiling", cue(&["shall not exceed", "in no event … exceed"], &["不超过", "以…为限"])),
        ("preceding", cue(&["preceding", "before"], &["前"])),
        ("excluded", cue(&["is excluded", "exclusions"], &["不计入", "免责"])),
        ("attack", cue(&["attack*", "malware"], &["攻击", "病毒"])),
        ("nothing-limits", cue(&["nothing in this agreement limits"], &["不限制"])),
        ("paid", cue(&["paid"], &["已支付"])),
        ("paid-or-payable", cue(&["paid or payable"], &["已支付或应支付"])),
    ];
    let cap = |name: &str| Pattern {
        all: words(&["liability", "ceiling"]),
        not: words(&["nothing-limits"]),
        order: words(&["liability", "ceiling"]),
        ..pattern(name)
    };
    let attack = |name: &str| Pattern { own: words(&["attack"]), under: words(&["excluded"]), ..pattern(name) };
    let look_back = Term { near: words(&["preceding"]), ..term("look_back", TermKind::Duration) };
    let choices = [("paid", "paid"), ("paid-or-payable", "paid-or-payable")];
    let choices = choices.map(|(n, c)| (n.to_owned(), words(&[c]))).into();
    let basis = Term { choices, ..term("basis", TermKind::Choice) };
    let when = |name: &str, condition: &str| BTreeMap::from([(name.to_owned(), condition.to_owned())]);
    let rating = vec![
        RatingRule { rating: Rating::WalkAway, when: when("look_back", "< 12 months") },
        RatingRule { rating: Rating::Fallback, when: BTreeMap::new() },
    ];
    Library {
        clause_types: BTreeMap::from([
            entry(
                "compensation-cap/general-cap",
                Patterns { en: vec![cap("liability not to exceed")], zh: vec![cap("责任不超过")] },
                vec![term("amount", TermKind::Money), look_back, basis],
                rating,
            ),
            entry(
                "exemption/cyber-attack",
                Patterns { en: vec![attack("attack excluded")], zh: vec![attack("攻击除外")] },
                Vec::new(),
                Vec::new(),
            ),
        ]),
        lexicon: lexicon.map(|(n, c)| (n.to_owned(), c)).into(),
        law: BTreeMap::new(),
        version: "test".to_owned(),
    }
}

fn read(text: &str) -> Document {
    document::read_bytes("t.md", text.as_bytes(), &Options::default()).unwrap()
}

fn find(text: &str) -> Matches {
    Matcher::new(&library()).unwrap().find(&read(text))
}

fn brief(f: &Finding) -> String {
    let terms: Vec<String> = f.terms.iter().map(|(n, t)| format!("{n}={}", t.short)).collect();
    format!("{} [{}] {}", f.clause_type, terms.join(", "), f.text)
}

#[test]
fn sentences_are_found_with_their_terms() {
    let cases = [
        (
            "# 9 Limits\n\nWe try hard. The Provider's liability shall not exceed the fees paid or payable in the twelve (12) months preceding the event. Bye.\n",
            "compensation-cap/general-cap [basis=paid-or-payable, look_back=12 months] The Provider's liability shall not exceed the fees paid or payable in the twelve (12) months preceding the event.",
        ),
        (
            "Liability shall in no event, however caused, exceed US$5,000.\n",
            "compensation-cap/general-cap [amount=USD 5000] Liability shall in no event, however caused, exceed US$5,000.",
        ),
        (
            "第九条 责任限制\n\n9.1 乙方的赔偿責任以損害發生前六（6）個月已支付的費用為限。\n",
            "compensation-cap/general-cap [basis=paid, look_back=6 months] 乙方的赔偿責任以損害發生前六（6）個月已支付的費用為限。",
        ),
    ];
    for (text, want) in cases {
        let found = find(text).findings;
        assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), [want]);
    }
}

#[test]
fn items_are_read_with_what_introduces_them() {
    let found = find(
        "## Exclusions\n\nDowntime from the following is excluded:\n\n- an attack on the network;\n- a power cut.\n",
    )
    .findings;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "an attack on the network;");
    assert_eq!(found[0].lead_in.as_deref(), Some("Downtime from the following is excluded:"));
    let zh = find("5. 由以下原因导致的不可用不计入：\n\n（1）黑客攻击或者病毒；\n\n（2）停电。\n").findings;
    assert_eq!(zh.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["黑客攻击或者病毒；"]);
    assert!(find("An attack may happen.\n").findings.is_empty(), "nothing says that it is excluded");
}

#[test]
fn negation_and_order_count() {
    for text in [
        "Nothing in this Agreement limits liability that shall not exceed a sum.\n",
        "The rebate shall not exceed 10%, and liability is another matter.\n",
    ] {
        assert!(find(text).findings.is_empty(), "{text}");
    }
}

#[test]
fn ratings_follow_the_first_rule_that_holds() {
    let short = find("Liability shall not exceed fees paid in the 6 months before the claim.\n").findings;
    assert_eq!(short[0].rating, Some(Rating::WalkAway));
    let long = find("Liability shall not exceed fees paid in the 24 months before the claim.\n").findings;
    assert_eq!(long[0].rating, Some(Rating::Fallback));
}

#[test]
fn ids_follow_the_words_not_the_place() {
    let clause = "Liability shall not exceed $100.";
    let ids = |text: &str| find(text).findings.into_iter().map(|f| f.id).collect::<Vec<_>>();
    let alone = ids(&format!("{clause}\n"));
    assert_eq!(ids(&format!("# New heading\n\nAnother paragraph.\n\n{clause}\n")), alone);
    assert_eq!(ids("**Liability   shall** not\nexceed $100.\n"), alone, "mark-up and blanks do not count");
    assert_ne!(ids("Liability shall not exceed $101.\n"), alone);
    let twice = ids(&format!("{clause}\n\n{clause}\n"));
    assert_eq!(twice, [alone[0].clone(), format!("{}-2", alone[0])]);
}

#[test]
fn absent_types_name_the_nearest_places_and_what_they_lack() {
    let matches = find("# Agreement\n\n## 9. Limitation of Liability\n\nThe Provider is liable for direct loss.\n");
    assert!(matches.findings.is_empty());
    let cap = matches.absent.iter().find(|a| a.clause_type == "compensation-cap/general-cap").unwrap();
    assert_eq!(cap.candidates.len(), 1);
    assert_eq!(cap.candidates[0].missing, ["ceiling"]);
    assert_eq!(cap.candidates[0].clause.number.as_deref(), Some("9"));
    assert!(matches.absent.iter().any(|a| a.clause_type == "exemption/cyber-attack" && a.candidates.is_empty()));
}

#[test]
fn a_fitting_heading_raises_confidence() {
    let clause = "Liability shall not exceed $100.";
    let bare = find(&format!("{clause}\n")).findings[0].confidence;
    let under = find(&format!("# Agreement\n\n## Limitation of Liability\n\n{clause}\n")).findings[0].confidence;
    assert!(under > bare, "{under} > {bare}");
}

#[test]
fn the_general_type_yields_to_the_special_one_at_the_same_words() {
    let mut lib = library();
    let (id, mut special) = entry(
        "compensation-cap/super-cap",
        Patterns { en: vec![Pattern { all: words(&["ceiling", "attack"]), ..pattern("attack cap") }], zh: Vec::new() },
        Vec::new(),
        Vec::new(),
    );
    special.front.absence = None;
    lib.clause_types.insert(id, special);
    lib.clause_types.get_mut("compensation-cap/general-cap").unwrap().front.yields_to =
        words(&["compensation-cap/super-cap"]);
    let text = "Liability for an attack shall not exceed $100. Other liability shall not exceed $10.\n";
    let found = Matcher::new(&lib).unwrap().find(&read(text)).findings;
    let types: Vec<&str> = found.iter().map(|f| f.clause_type.as_str()).collect();
    assert_eq!(types, ["compensation-cap/super-cap", "compensation-cap/general-cap"]);
}

#[test]
fn drafts_are_not_used_and_unknown_cues_are_refused() {
    let mut lib = library();
    for t in lib.clause_types.values_mut() {
        t.front.status = Status::Draft;
    }
    let doc = read("Liability shall not exceed $100.\n");
    assert_eq!(Matcher::new(&lib).unwrap().find(&doc), Matches::default());
    let mut broken = library();
    broken.lexicon.remove("ceiling");
    let error = Matcher::new(&broken).unwrap_err().to_string();
    assert!(error.contains("unknown cue `ceiling`"), "{error}");
}

#[test]
fn the_same_document_gives_the_same_result() {
    let text = "# 9 Limits\n\nLiability shall not exceed $100.\n\nExclusions:\n\n- malware\n- attacks\n";
    assert_eq!(find(text), find(text));
}
