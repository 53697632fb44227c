//! What the shell does with a store, from a new matter to a decision that survives.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use document::{RecognisedPage, RecognisedWord, Revisions};
use library::Side;
use proptest::prelude::*;
use review::view::Decision;
use std::collections::BTreeMap;
use store::{Document, Error, NewDocument, NewFinding, NewReview, Reading, Store};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("carveout.db")).unwrap();
    (folder, store)
}

fn review<'a>(library: &'a str, ids: &[&'a str]) -> NewReview<'a> {
    let finding = |id| NewFinding {
        id,
        clause_type: "compensation-cap/general-cap",
        severity: "high",
        confidence: 0.9,
        text: "Liability is capped.",
    };
    NewReview {
        library_version: library,
        app_version: "0.1.0",
        side: Side::Customer,
        json: "{}",
        findings: ids.iter().map(|id| finding(id)).collect(),
    }
}

fn add(store: &mut Store, matter: i64, sha256: &str, ids: &[&str]) -> Result<Document, Error> {
    let new = NewDocument {
        matter_id: matter,
        name: "msa.md",
        format: "markdown",
        language: "en",
        sha256,
        bytes: b"# MSA",
        reading: &Reading::default(),
    };
    store.add_document(&new, &review("1", ids))
}

#[test]
fn matters_are_made_changed_and_deleted() {
    let (_folder, mut store) = store();
    let a = store.create_matter("  Acme  ", Side::Customer).unwrap();
    assert_eq!((a.name.as_str(), a.side), ("Acme", Side::Customer));
    let b = store.create_matter("Acme", Side::Provider).unwrap();
    assert_ne!(a.id, b.id);
    let changed = store.update_matter(a.id, "云服务", Side::Provider).unwrap();
    assert_eq!((changed.name.as_str(), changed.side, changed.created_at), ("云服务", Side::Provider, a.created_at));
    assert!(changed.updated_at >= a.updated_at);
    store.delete_matter(a.id).unwrap();
    assert_eq!(store.matters().unwrap(), [b]);
    let c = store.create_matter("C", Side::Customer).unwrap();
    assert!(c.id > a.id + 1, "an id is never given anew");
    for error in [
        store.delete_matter(a.id).unwrap_err(),
        store.update_matter(a.id, "x", Side::Customer).unwrap_err(),
        store.matter(a.id).unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound { what: "matter", id } if id == a.id), "{error}");
    }
}

#[test]
fn a_matter_needs_a_name() {
    let (_folder, mut store) = store();
    for (name, found) in [("", 0), (" \t　", 0), (&"云".repeat(store::MAX_NAME + 1), store::MAX_NAME + 1)] {
        let error = store.create_matter(name, Side::Customer).unwrap_err();
        assert!(matches!(error, Error::Name { found: f, .. } if f == found), "{error}");
    }
    assert!(store.create_matter(&"云".repeat(store::MAX_NAME), Side::Customer).is_ok());
}

#[test]
fn a_document_is_kept_with_bytes_and_review() {
    let (_folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap();
    let document = add(&mut store, matter.id, "aa", &["a", "b"]).unwrap();
    assert_eq!((document.findings, document.decided), (2, 0));
    assert_eq!(store.document_bytes(document.id).unwrap(), b"# MSA");
    assert_eq!(store.find_document(matter.id, "aa").unwrap().as_ref(), Some(&document));
    assert_eq!(store.find_document(matter.id, "bb").unwrap(), None);
    assert_eq!(store.documents(matter.id).unwrap(), std::slice::from_ref(&document));
    assert_eq!(store.review(document.id).unwrap().unwrap().library_version, "1");

    let error = add(&mut store, matter.id, "aa", &[]).unwrap_err();
    assert!(matches!(&error, Error::Duplicate { name } if name == "msa.md"), "{error}");
    let other = store.create_matter("Other", Side::Customer).unwrap();
    add(&mut store, other.id, "aa", &[]).unwrap();
    assert!(matches!(add(&mut store, 999, "aa", &[]).unwrap_err(), Error::NotFound { what: "matter", .. }));

    store.delete_document(document.id).unwrap();
    assert!(store.documents(matter.id).unwrap().is_empty());
    assert_eq!(store.review(document.id).unwrap(), None);
    assert!(matches!(store.delete_document(document.id).unwrap_err(), Error::NotFound { .. }));
    assert!(matches!(store.document_bytes(document.id).unwrap_err(), Error::NotFound { .. }));
    assert!(matches!(store.save_review(document.id, &review("2", &[])).unwrap_err(), Error::NotFound { .. }));
}

#[test]
fn half_a_document_is_never_kept() {
    let (_folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap();
    assert!(add(&mut store, matter.id, "aa", &["twice", "twice"]).is_err());
    assert!(store.documents(matter.id).unwrap().is_empty());
    let document = add(&mut store, matter.id, "aa", &["once"]).unwrap();
    assert!(store.save_review(document.id, &review("2", &["twice", "twice"])).is_err());
    assert_eq!(store.review(document.id).unwrap().unwrap().library_version, "1");
    assert_eq!(store.document(document.id).unwrap().findings, 1);
}

#[test]
fn deleting_a_matter_takes_all_of_it() {
    let (folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap();
    let document = add(&mut store, matter.id, "aa", &["a"]).unwrap();
    store.decide(document.id, "a", Some(Decision::Accepted), "note").unwrap();
    store.delete_matter(matter.id).unwrap();
    let db = rusqlite::Connection::open(folder.path().join("carveout.db")).unwrap();
    for table in ["matters", "documents", "reviews", "findings", "decisions"] {
        let rows: u32 = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[test]
fn decisions_survive_a_new_review_even_without_their_finding() {
    let (_folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap();
    let document = add(&mut store, matter.id, "aa", &["a", "b"]).unwrap();
    store.decide(document.id, "a", Some(Decision::Accepted), "ask for 12 months").unwrap();
    store.decide(document.id, "b", Some(Decision::Rejected), "").unwrap();
    assert_eq!(store.document(document.id).unwrap().decided, 2);

    store.save_review(document.id, &review("2", &["b", "c"])).unwrap();
    let counted = store.document(document.id).unwrap();
    assert_eq!((counted.findings, counted.decided), (2, 1));
    let kept: Vec<_> = store.decisions(document.id).unwrap().into_iter().map(|d| (d.finding_id, d.decision)).collect();
    assert_eq!(kept, [("a".into(), Some(Decision::Accepted)), ("b".into(), Some(Decision::Rejected))]);

    store.save_review(document.id, &review("3", &["a"])).unwrap();
    let back = &store.decisions(document.id).unwrap()[0];
    assert_eq!((back.note.as_str(), store.document(document.id).unwrap().decided), ("ask for 12 months", 1));
}

#[test]
fn a_decision_is_taken_back_and_a_note_stays_alone() {
    let (_folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap();
    let document = add(&mut store, matter.id, "aa", &["a"]).unwrap();
    store.decide(document.id, "a", Some(Decision::Rejected), "why").unwrap();
    store.decide(document.id, "a", None, "why").unwrap();
    let row = &store.decisions(document.id).unwrap()[0];
    assert_eq!((row.decision, row.note.as_str(), store.document(document.id).unwrap().decided), (None, "why", 0));
    store.decide(document.id, "a", None, "").unwrap();
    assert!(store.decisions(document.id).unwrap().is_empty());
    assert!(store.matter(matter.id).unwrap().updated_at >= row.updated_at);

    let error = store.decide(document.id, "unknown", Some(Decision::Accepted), "").unwrap_err();
    assert!(matches!(error, Error::NoFinding { .. }), "{error}");
    let error = store.decide(99, "a", Some(Decision::Accepted), "").unwrap_err();
    assert!(matches!(error, Error::NotFound { what: "agreement", id: 99 }), "{error}");
}

#[test]
fn how_an_agreement_is_read_is_kept_with_its_review() {
    let (_folder, mut store) = store();
    let matter = store.create_matter("Acme", Side::Customer).unwrap().id;
    let id = add(&mut store, matter, "aa", &["cap"]).unwrap().id;
    assert_eq!(store.reading(id).unwrap(), Reading::default());
    store.decide(id, "cap", Some(Decision::Accepted), "").unwrap();

    let word = RecognisedWord { text: "责任 \"cap\"".into(), bbox: [0.1, 0.2, 0.3, 0.4], confidence: 0.5, line: 0 };
    let page = |page| RecognisedPage { page, words: vec![word.clone()] };
    let reading = Reading { revisions: Revisions::Marked, recognised: vec![page(2), page(10)] };
    store.save_reading(id, &reading, &review("2", &["cap", "new"])).unwrap();
    assert_eq!(store.reading(id).unwrap(), reading);
    let document = store.document(id).unwrap();
    assert_eq!((document.revisions, document.findings, document.decided), (Revisions::Marked, 2, 1));
    assert_eq!(store.review(id).unwrap().unwrap().library_version, "2");

    store.save_reading(id, &Reading::default(), &review("3", &[])).unwrap();
    assert_eq!(store.reading(id).unwrap(), Reading::default(), "nothing of the former is left");
    assert!(matches!(store.save_reading(99, &reading, &review("3", &[])), Err(Error::NotFound { .. })));
    assert!(matches!(store.reading(99), Err(Error::NotFound { .. })));
}

#[test]
fn settings_are_kept_over_a_restart() {
    let (folder, mut store) = store();
    assert_eq!(store.setting("language").unwrap(), None);
    store.save_settings(&[("language", "en"), ("theme", "dark")]).unwrap();
    store.save_settings(&[("language", "zh")]).unwrap();
    drop(store);
    let store = Store::open(&folder.path().join("carveout.db")).unwrap();
    assert_eq!(store.setting("language").unwrap().as_deref(), Some("zh"));
    assert_eq!(store.setting("theme").unwrap().as_deref(), Some("dark"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Whatever is decided in whatever order, with new reviews in between: the last word on each finding stands.
    #[test]
    fn the_last_word_stands(steps in prop::collection::vec(
        (0_usize..4, prop::option::of(any::<bool>()), "\\PC{0,12}", any::<bool>()), 1..30)
    ) {
        const IDS: [&str; 4] = ["a", "b", "c", "d"];
        let (_folder, mut store) = store();
        let matter = store.create_matter("Acme", Side::Customer).unwrap();
        let document = add(&mut store, matter.id, "aa", &IDS).unwrap();
        let mut expected = BTreeMap::new();
        for (which, decision, note, again) in steps {
            let decision = decision.map(|yes| if yes { Decision::Accepted } else { Decision::Rejected });
            store.decide(document.id, IDS[which], decision, &note).unwrap();
            if decision.is_none() && note.is_empty() {
                expected.remove(IDS[which]);
            } else {
                expected.insert(IDS[which], (decision, note));
            }
            if again {
                store.save_review(document.id, &review("2", &IDS)).unwrap();
            }
        }
        let rows = store.decisions(document.id).unwrap();
        let found: BTreeMap<_, _> = rows.iter().map(|d| (d.finding_id.as_str(), (d.decision, d.note.clone()))).collect();
        prop_assert_eq!(&found, &expected);
        let decided = expected.values().filter(|(d, _)| d.is_some()).count();
        prop_assert_eq!(store.document(document.id).unwrap().decided as usize, decided);
    }

    /// Bytes come back as they went in.
    #[test]
    fn bytes_are_kept(bytes in prop::collection::vec(any::<u8>(), 0..5000)) {
        let (_folder, mut store) = store();
        let matter = store.create_matter("Acme", Side::Customer).unwrap();
        let new = NewDocument {
            matter_id: matter.id, name: "x", format: "text", language: "en", sha256: "x", bytes: &bytes,
            reading: &Reading::default(),
        };
        let document = store.add_document(&new, &review("1", &[])).unwrap();
        prop_assert_eq!(store.document_bytes(document.id).unwrap(), bytes);
    }
}
