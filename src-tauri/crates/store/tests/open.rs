//! Opening: every earlier format, foreign and broken files, no access, no room, two processes.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use library::Side;
use review::view::Decision;
use rusqlite::Connection;
use std::{fs, path::Path};
use store::{Error, Reading, Store, VERSION};

/// A database of each earlier format, as it was written then.
const EARLIER: &[(u32, &str)] = &[(1, include_str!("fixtures/v1.sql")), (2, include_str!("fixtures/v2.sql"))];

const SCHEMA: &str =
    "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";

fn schema(path: &Path) -> Vec<(String, String)> {
    let db = Connection::open(path).unwrap();
    let mut statement = db.prepare(SCHEMA).unwrap();
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?))).unwrap();
    rows.map(|r| r.unwrap()).map(|(name, sql)| (name, plain(&sql))).collect()
}

/// SQL without comments and layout: the fixtures are terser than the steps.
fn plain(sql: &str) -> String {
    let lines = sql.lines().map(|l| l.split("--").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|n| !n.ends_with("-wal") && !n.ends_with("-shm"));
    names.sort();
    names
}

#[test]
fn a_new_database_has_the_newest_format_and_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/folder/carveout.db");
    let store = Store::open(&path).unwrap();
    assert!(store.matters().unwrap().is_empty());
    drop(store);
    let db = Connection::open(&path).unwrap();
    assert_eq!(db.pragma_query_value(None, "user_version", |r| r.get::<_, u32>(0)).unwrap(), VERSION);
    assert_eq!(db.pragma_query_value(None, "journal_mode", |r| r.get::<_, String>(0)).unwrap(), "wal");
    assert_eq!(files(path.parent().unwrap()), ["carveout.db"]);
}

#[test]
fn there_is_a_fixture_for_every_earlier_format() {
    let versions: Vec<u32> = EARLIER.iter().map(|(v, _)| *v).collect();
    assert_eq!(versions, (1..VERSION).collect::<Vec<_>>());
}

#[test]
fn every_earlier_format_is_brought_up_with_its_data_and_a_backup() {
    let new = tempfile::tempdir().unwrap();
    drop(Store::open(&new.path().join("carveout.db")).unwrap());
    for (version, sql) in EARLIER {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("carveout.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();

        let store = Store::open(&path).unwrap();
        assert_eq!(store.setting("theme").unwrap().as_deref(), Some("dark"));
        let matters = store.matters().unwrap();
        assert_eq!(matters.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["云服务采购", "Acme hosting"]);
        assert_eq!(matters[0].created_at.to_string(), "2026-02-02T03:04:05.678Z");
        let document = &store.documents(1).unwrap()[0];
        assert_eq!((document.name.as_str(), document.findings, document.decided), ("msa.md", 2, 1));
        assert_eq!(store.document_bytes(3).unwrap(), [0, 255]);
        let review = store.review(1).unwrap().unwrap();
        assert_eq!((review.side, review.json.as_str()), (Side::Provider, r#"{"name":"msa.md"}"#));
        assert_eq!(store.reading(1).unwrap(), Reading::default(), "as it was read before there was a choice");
        let decisions = store.decisions(1).unwrap();
        let decisions: Vec<_> =
            decisions.iter().map(|d| (d.finding_id.as_str(), d.decision, d.note.as_str())).collect();
        assert_eq!(
            decisions,
            [
                ("cap-1", Some(Decision::Accepted), "ask for 12 months"),
                ("cap-2", None, "only a note"),
                ("gone", Some(Decision::Rejected), "")
            ]
        );
        drop(store);

        assert_eq!(schema(&path), schema(&new.path().join("carveout.db")), "format {version}");
        let names = files(folder.path());
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(names[0].starts_with(&format!("carveout-v{version}-20")) && names[0].ends_with("Z.db"), "{names:?}");
        let copy = Connection::open(folder.path().join(&names[0])).unwrap();
        assert_eq!(copy.pragma_query_value(None, "user_version", |r| r.get::<_, u32>(0)).unwrap(), *version);
        assert_eq!(copy.query_row("SELECT count(*) FROM matters", [], |r| r.get::<_, u32>(0)).unwrap(), 2);
        drop(copy);

        drop(Store::open(&path).unwrap());
        assert_eq!(files(folder.path()).len(), 2, "opening again makes no second backup");
    }
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("carveout.db");
    drop(Store::open(&path).unwrap());
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", VERSION + 1).unwrap();
    db.execute_batch("PRAGMA journal_mode = delete").unwrap();
    drop(db);
    let before = fs::read(&path).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, Error::Newer { found, known, .. } if found == VERSION + 1 && known == VERSION));
    assert!(error.to_string().contains("Install the newer Carveout"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_failed_backup_stops_the_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("carveout.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(EARLIER[0].1).unwrap();
    // A page in the middle goes bad: the copy reads every page and notices.
    let page: u32 =
        db.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'decisions'", [], |r| r.get(0)).unwrap();
    let size: u32 = db.pragma_query_value(None, "page_size", |r| r.get(0)).unwrap();
    drop(db);
    let mut bytes = fs::read(&path).unwrap();
    bytes[((page - 1) * size) as usize..(page * size) as usize].fill(0xAA);
    fs::write(&path, &bytes).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error}");
    assert!(error.to_string().contains("left as it is"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let db = Connection::open(&path).unwrap();
    assert_eq!(db.pragma_query_value(None, "user_version", |r| r.get::<_, u32>(0)).unwrap(), 1);
}

#[test]
fn broken_and_foreign_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.db");
    fs::write(&garbage, "this is no database, but it is long enough to look like a file".repeat(50)).unwrap();
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE notes (x)").unwrap();
    let torn = folder.path().join("torn.db");
    drop(Store::open(&torn).unwrap());
    let mut bytes = fs::read(&torn).unwrap();
    bytes.truncate(5000);
    bytes[200..].fill(0xAA);
    fs::write(&torn, bytes).unwrap();
    for path in [garbage, foreign, torn] {
        let before = fs::read(&path).unwrap();
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{}: {error}", path.display());
        let text = error.to_string();
        assert!(text.contains(path.to_str().unwrap()) && text.contains("put a backup"), "{text}");
        assert_eq!(fs::read(&path).unwrap(), before, "{}", path.display());
    }
}

#[test]
fn no_access_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("carveout.db")).unwrap_err();
    assert!(matches!(error, Error::Folder { .. }), "{error}");
    assert!(error.to_string().contains("CARVEOUT_DATA_DIR"), "{error}");

    // A folder in the database's place.
    let error = Store::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::NoAccess { .. }), "{error}");
}

#[test]
fn processes_that_make_or_change_a_database_at_once_wait_for_each_other() {
    for (version, sql) in [(0, "")].iter().chain(EARLIER) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("carveout.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = if *version == 0 { 0 } else { 2 };
        std::thread::scope(|scope| {
            for n in 0..6 {
                let path = &path;
                scope.spawn(move || {
                    let mut store = Store::open(path).unwrap_or_else(|e| panic!("{e}"));
                    for m in 0..5 {
                        store.create_matter(&format!("matter {n}.{m}"), Side::Customer).unwrap();
                    }
                });
            }
        });
        assert_eq!(Store::open(&path).unwrap().matters().unwrap().len(), before + 30);
        for name in files(folder.path()) {
            let db = Connection::open(folder.path().join(&name)).unwrap();
            let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).unwrap();
            assert!(tables > 0, "{name} is empty");
        }
    }
}
