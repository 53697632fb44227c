//! From any earlier format of the database to the newest, forward only.

use crate::Error;
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Step *n* (from 1) makes format *n* out of format *n - 1*. Never change a step that was released: add one.
const STEPS: &[&str] = &[include_str!("sql/v1.sql"), include_str!("sql/v2.sql"), include_str!("sql/v3.sql")];

/// The format that this program writes.
#[allow(clippy::cast_possible_truncation, reason = "a handful of steps")]
pub const VERSION: u32 = STEPS.len() as u32;

/// Marks the file as ours (`PRAGMA application_id`): "CRVT".
pub(crate) const APPLICATION_ID: i32 = 0x4352_5654;

/// Brings the database to [`VERSION`]. A database that holds anything is copied beside itself first, and each step is a
/// transaction of its own, so that a failure leaves the last good format.
///
/// # Errors
/// [`Error::Newer`], [`Error::Damaged`] for a database of another program, [`Error::Backup`], [`Error::Migration`].
pub(crate) fn migrate(db: &mut Connection, path: &Path) -> Result<(), Error> {
    let fail = |e| Error::of(path, e);
    let found = {
        // One view of the file: another process may be making it at this moment.
        let tx = db.transaction().map_err(fail)?;
        let found = version(&tx).map_err(fail)?;
        check_owner(&tx, path, found)?;
        found
    };
    if found > VERSION {
        return Err(Error::Newer { path: path.into(), found, known: VERSION });
    }
    if found == VERSION {
        return Ok(());
    }
    if found == 0 {
        // All at once: a second process never sees a new database half made.
        return steps(db, path, VERSION);
    }
    backup(db, path, found)?;
    (found + 1..=VERSION).try_for_each(|to| steps(db, path, to))
}

/// `PRAGMA user_version`.
fn version(db: &Connection) -> rusqlite::Result<u32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Refuses a database of another program before anything is written to it.
fn check_owner(db: &Connection, path: &Path, version: u32) -> Result<(), Error> {
    let fail = |e| Error::of(path, e);
    let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(fail)?;
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
    let ours = if version == 0 { tables == 0 && (id == 0 || id == APPLICATION_ID) } else { id == APPLICATION_ID };
    if ours {
        return Ok(());
    }
    Err(Error::Damaged { path: path.into(), detail: "it holds the tables of another program".into() })
}

/// Copies the database to `carveout-v<version>-<time>.db` in the same folder.
fn backup(db: &Connection, path: &Path, version: u32) -> Result<(), Error> {
    let fail = |copy: &Path, detail: String| Error::Backup { path: copy.into(), to: VERSION, detail };
    let copy = reserve(path, version).map_err(|(copy, e)| fail(&copy, e.to_string()))?;
    db.execute("VACUUM INTO ?1", [copy.to_string_lossy().as_ref()]).map_err(|e| {
        // What is left of the copy is of no use, and the message tells that there is none.
        let left = fs::remove_file(&copy).err().map(|e| format!("; its remains could not be removed: {e}"));
        fail(&copy, format!("{e}{}", left.unwrap_or_default()))
    })?;
    Ok(())
}

/// Makes an empty file under a name that is not taken yet; `VACUUM INTO` fills it.
fn reserve(path: &Path, version: u32) -> Result<PathBuf, (PathBuf, io::Error)> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let stem = format!("carveout-v{version}-{}", Timestamp::now().strftime("%Y%m%dT%H%M%SZ"));
    let mut copy = folder.join(format!("{stem}.db"));
    let mut n = 2;
    loop {
        match fs::File::create_new(&copy) {
            Ok(_) => return Ok(copy),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => copy = folder.join(format!("{stem}-{n}.db")),
            Err(e) => return Err((copy, e)),
        }
        n += 1;
    }
}

/// All steps up to `to` in one transaction. Another process may have done some since: the version is read again inside.
fn steps(db: &mut Connection, path: &Path, to: u32) -> Result<(), Error> {
    let fail = |e: rusqlite::Error| match Error::of(path, e) {
        Error::Sqlite { path, source } => Error::Migration { path, to, detail: source.to_string() },
        known => known,
    };
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    let found = version(&tx).map_err(fail)?;
    for step in STEPS.iter().take(to as usize).skip(found as usize) {
        tx.execute_batch(step).map_err(fail)?;
    }
    if found >= to {
        return Ok(());
    }
    let broken: u32 =
        tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).map_err(fail)?;
    if broken > 0 {
        let detail = format!("{broken} rows would point nowhere");
        return Err(Error::Migration { path: path.into(), to, detail });
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
    tx.pragma_update(None, "user_version", to).map_err(fail)?;
    tx.commit().map_err(fail)
}
