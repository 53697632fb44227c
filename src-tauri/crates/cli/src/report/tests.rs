//! The report of a small agreement, in full, with a library that does not change.

use crate::report;
use document::{Language, Options};
use library::{Library, Side};
use review::{Reviewer, Settings};

const AGREEMENT: &str = "# Hosting agreement\n\n## 9. Limitation of Liability\n\n\
    9.1 Our liability is capped at the fees paid in the preceding 6 months.\n\n\
    9.2 For free services our liability is capped at USD 1,000.\n\n## 10. General\n\n10.1 Notices are sent by email.\n";
const HARMLESS: &str = "第一条 定义\n\n本协议所称服务，是指云服务。双方的责任依照法律确定。\n";

fn reviewer() -> Reviewer {
    let entry = include_str!("../../../library/tests/good.md");
    let lexicon = include_str!("test-lexicon.md");
    let law = include_str!("test-law.md");
    let texts = [("compensation-cap/test.md", entry), ("lexicon/words.md", lexicon), ("law/cn-1.md", law)];
    Reviewer::new(Library::from_texts(texts).expect("no problem")).expect("compiles")
}

fn text(agreement: &str, settings: Settings, width: usize) -> String {
    let document =
        document::read_bytes("folder/hosting.md", agreement.as_bytes(), &Options::default()).expect("readable");
    let reviewer = reviewer();
    let review = review::run(&document, &reviewer, settings, &mut |_| {});
    report::text(&review, reviewer.library(), width)
}

#[test]
fn english_report() {
    insta::assert_snapshot!(text(AGREEMENT, Settings::default(), 80));
}

#[test]
fn english_agreement_in_chinese_for_the_provider() {
    let settings = Settings { side: Side::Provider, language: Some(Language::Zh) };
    insta::assert_snapshot!(text(AGREEMENT, settings, 60));
}

#[test]
fn agreement_without_findings() {
    insta::assert_snapshot!(text(HARMLESS, Settings::default(), 80));
}

#[test]
fn an_entry_and_a_law_card() {
    let reviewer = reviewer();
    let library = reviewer.library();
    let entry = &library.clause_types["compensation-cap/test"];
    insta::assert_snapshot!(report::entry(entry, library, Language::En, 80));
    insta::assert_snapshot!(report::law(&library.law["law/cn-1"], Language::Zh, 80));
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for width in [40, 60, 100] {
        for language in [Language::En, Language::Zh] {
            let report = text(AGREEMENT, Settings { side: Side::Customer, language: Some(language) }, width);
            let wide: Vec<&str> = report.lines().filter(|l| textwrap::core::display_width(l) > width).collect();
            assert!(wide.is_empty(), "{width}: {wide:?}");
        }
    }
}
