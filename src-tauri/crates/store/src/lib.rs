//! Matters, documents, reviews and decisions in one SQLite file.
//!
//! ```
//! let folder = tempfile::tempdir()?;
//! let mut store = store::Store::open(&folder.path().join("carveout.db"))?;
//! let matter = store.create_matter("Acme hosting", library::Side::Customer)?;
//! assert_eq!(store.matters()?, [matter]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - The file as it was added stays in the database: a review can be made again with every new clause library.
//! - Decisions hang on document and finding id, not on the review. Finding ids are made of the clause type and the
//!   words, so a decision survives a new review. One whose finding is gone is kept.
//! - The format moves forward only (`PRAGMA user_version`); before a change the file is copied beside itself.

mod documents;
mod error;
mod matters;
mod migrate;
mod model;
mod reading;
mod reviews;

pub use error::Error;
pub use matters::MAX_NAME;
pub use migrate::VERSION;
pub use model::*;

use jiff::{Timestamp, Unit};
use library::Side;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, types::Type};
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// How long one process waits for another that writes.
const BUSY: Duration = Duration::from_secs(5);

/// The database, open.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the database, makes it (and its folder) where there is none, and brings it to [`VERSION`].
    ///
    /// # Errors
    /// [`Error::Folder`], [`Error::NoAccess`], [`Error::Damaged`], [`Error::Newer`], [`Error::Backup`],
    /// [`Error::Migration`], [`Error::Busy`], [`Error::Full`]. Nothing is changed in a database that is refused.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| Error::Folder { path: folder.into(), source })?;
        }
        let fail = |e| Error::of(path, e);
        // Without SQLITE_OPEN_URI: a folder's name may hold a question mark.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(fail)?;
        db.busy_timeout(BUSY).map_err(fail)?;
        // Off while the steps run: SQLite can only rebuild a table that others point to without them.
        db.pragma_update(None, "foreign_keys", false).map_err(fail)?;
        migrate::migrate(&mut db, path)?;
        db.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        use_wal(&db).map_err(fail)?;
        db.pragma_update(None, "synchronous", "normal").map_err(fail)?;
        Ok(Self { db, path: path.into() })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the user chose under `key`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let mut statement =
            self.db.prepare_cached("SELECT value FROM settings WHERE key = ?1").map_err(|e| self.fail(e))?;
        let mut rows = statement.query_map([key], |row| row.get(0)).map_err(|e| self.fail(e))?;
        rows.next().transpose().map_err(|e| self.fail(e))
    }

    /// Keeps what the user chose, all of it or nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_settings(&mut self, settings: &[(&str, &str)]) -> Result<(), Error> {
        self.write(|db| {
            for (key, value) in settings {
                db.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                    [key, value],
                )?;
            }
            Ok(())
        })
    }

    fn fail(&self, e: rusqlite::Error) -> Error {
        Error::of(&self.path, e)
    }

    /// Runs `work` in a transaction that takes the write lock at once: a reader that turns writer half-way could not wait.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        let path = &self.path;
        let tx = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|e| Error::of(path, e))?;
        let value = work(&tx).map_err(|e| Error::of(path, e))?;
        tx.commit().map_err(|e| Error::of(path, e))?;
        Ok(value)
    }
}

/// Readers and one writer side by side. SQLite does not wait for a lock here by itself.
fn use_wal(db: &Connection) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        match db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && start.elapsed() < BUSY => {
                thread::sleep(Duration::from_millis(10));
            }
            result => return result,
        }
    }
}

/// Now, to the millisecond.
fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now).to_string()
}

/// A time from a column.
fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(column)?;
    text.parse().map_err(|e: jiff::Error| unreadable(row, column, e))
}

/// The name of a side in the database.
const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Customer => "customer",
        Side::Provider => "provider",
    }
}

/// A side from a column; the tables allow no third value.
fn side(row: &Row<'_>, column: &str) -> rusqlite::Result<Side> {
    let text: String = row.get(column)?;
    Ok(if text == "provider" { Side::Provider } else { Side::Customer })
}

/// A value that is not what the column should hold.
fn unreadable(row: &Row<'_>, column: &str, e: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or(0);
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(e))
}
