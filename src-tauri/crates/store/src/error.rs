//! What can go wrong with the database, said so that a person can act on it.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why the database refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data folder could not be made.
    #[error("The data folder {} cannot be created: {source}. Check its permissions, or set CARVEOUT_DATA_DIR to another folder", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file cannot be opened or written.
    #[error("The database {} cannot be opened or written ({detail}). Check the permissions of the file and its folder", path.display())]
    NoAccess {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// The file is broken or something else.
    #[error("The database {} is damaged or is not a Carveout database ({detail}). Move it away, and put a backup (carveout-v*.db in the same folder) in its place if there is one", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// A later version of the program has written it.
    #[error("The database {} was written by a newer Carveout (format {found}; this program knows formats up to {known}). Install the newer Carveout, or set CARVEOUT_DATA_DIR to another folder", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// No room left.
    #[error("There is no room left for the database {}. Free some space on that disk and try again; nothing was changed", path.display())]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// Another process holds it for too long.
    #[error("The database {} is in use by another program. Close other Carveout windows and try again", path.display())]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// The copy before a change of format could not be made.
    #[error("No backup of the database could be written to {} before the change to format {to}: {detail}. The database was left as it is; make room or check the folder's permissions", path.display())]
    Backup {
        /// The copy.
        path: PathBuf,
        /// The version that was to come.
        to: u32,
        /// What SQLite said.
        detail: String,
    },
    /// A change of format failed and was taken back.
    #[error("The database {} could not be changed to format {to}: {detail}. It was left as it is", path.display())]
    Migration {
        /// The database.
        path: PathBuf,
        /// The version that was to come.
        to: u32,
        /// What SQLite said.
        detail: String,
    },
    /// A row that is not there, or no longer.
    #[error("There is no {what} with the number {id} (any more). Reload the list of matters")]
    NotFound {
        /// `matter`, `document`.
        what: &'static str,
        /// Its id.
        id: i64,
    },
    /// A finding that the document's review does not have.
    #[error("The review has no finding {finding}. Open the agreement again")]
    NoFinding {
        /// The id asked for.
        finding: String,
    },
    /// A matter's name that cannot be used.
    #[error("A matter needs a name of 1 to {max} characters; this one has {found}")]
    Name {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        max: usize,
    },
    /// The same file stands in the matter already.
    #[error("is in this matter already, as “{name}”")]
    Duplicate {
        /// Its name in the matter.
        name: String,
    },
    /// Anything else that SQLite says.
    #[error("The database {} failed: {source}", path.display())]
    Sqlite {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl Error {
    /// Sorts what SQLite says by what the user can do about it.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        let detail = source.to_string();
        match source.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::NoAccess { path, detail }
            }
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            _ => Self::Sqlite { path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Store;
    use library::Side;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("carveout.db")).unwrap();
        (folder, store)
    }

    #[test]
    fn a_full_disk_is_said_and_nothing_changes() {
        let (_folder, mut store) = store();
        let pages: u32 = store.db.pragma_query_value(None, "page_count", |r| r.get(0)).unwrap();
        store.db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
        let value = "x".repeat(1 << 20);
        let error = store.save_settings(&[("a", "small"), ("b", &value)]).unwrap_err();
        assert!(matches!(error, super::Error::Full { .. }), "{error}");
        assert!(error.to_string().contains("Free some space"), "{error}");
        assert_eq!(store.setting("a").unwrap(), None);
    }

    #[test]
    fn a_read_only_database_is_said() {
        let (_folder, mut store) = store();
        store.db.pragma_update(None, "query_only", true).unwrap();
        let error = store.create_matter("x", Side::Customer).unwrap_err();
        assert!(matches!(error, super::Error::NoAccess { .. }), "{error}");
        assert!(error.to_string().contains("permissions"), "{error}");
    }

    #[test]
    fn a_database_held_by_another_is_said_after_a_while() {
        let (_folder, mut store) = store();
        store.db.busy_timeout(std::time::Duration::from_millis(50)).unwrap();
        let other = rusqlite::Connection::open(store.path()).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let error = store.create_matter("x", Side::Customer).unwrap_err();
        assert!(matches!(error, super::Error::Busy { .. }), "{error}");
        other.execute_batch("ROLLBACK").unwrap();
        store.create_matter("x", Side::Customer).unwrap();
    }
}
