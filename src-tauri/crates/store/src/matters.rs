//! Matters.

use crate::{Error, Matter, Store, now, side, side_name, time};
use library::Side;
use rusqlite::{OptionalExtension, Row, params};

/// Longest name of a matter, in characters.
pub const MAX_NAME: usize = 200;

fn matter(row: &Row<'_>) -> rusqlite::Result<Matter> {
    Ok(Matter {
        id: row.get("id")?,
        name: row.get("name")?,
        side: side(row, "side")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
    })
}

/// The name without blanks around it.
fn checked(name: &str) -> Result<&str, Error> {
    let name = name.trim();
    let found = name.chars().count();
    if (1..=MAX_NAME).contains(&found) { Ok(name) } else { Err(Error::Name { found, max: MAX_NAME }) }
}

impl Store {
    /// All matters, the last changed first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn matters(&self) -> Result<Vec<Matter>, Error> {
        let mut statement = self
            .db
            .prepare_cached("SELECT * FROM matters ORDER BY updated_at DESC, id DESC")
            .map_err(|e| self.fail(e))?;
        let rows = statement.query_map([], matter).map_err(|e| self.fail(e))?;
        rows.collect::<Result<_, _>>().map_err(|e| self.fail(e))
    }

    /// One matter.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn matter(&self, id: i64) -> Result<Matter, Error> {
        self.db
            .query_row("SELECT * FROM matters WHERE id = ?1", [id], matter)
            .optional()
            .map_err(|e| self.fail(e))?
            .ok_or(Error::NotFound { what: "matter", id })
    }

    /// Makes a matter. Two may have the same name.
    ///
    /// # Errors
    /// [`Error::Name`] and those of the database.
    pub fn create_matter(&mut self, name: &str, side: Side) -> Result<Matter, Error> {
        let name = checked(name)?;
        let time = now();
        let id = self.write(|db| {
            db.execute(
                "INSERT INTO matters (name, side, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)",
                params![name, side_name(side), time],
            )?;
            Ok(db.last_insert_rowid())
        })?;
        self.matter(id)
    }

    /// Changes name and side. Reviews made for the other side stay as they are until they are made again.
    ///
    /// # Errors
    /// [`Error::Name`], [`Error::NotFound`] and those of the database.
    pub fn update_matter(&mut self, id: i64, name: &str, side: Side) -> Result<Matter, Error> {
        let name = checked(name)?;
        self.write(|db| {
            db.execute(
                "UPDATE matters SET name = ?2, side = ?3, updated_at = ?4 WHERE id = ?1",
                params![id, name, side_name(side), now()],
            )
        })?;
        self.matter(id)
    }

    /// Deletes a matter with its agreements, reviews and decisions.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn delete_matter(&mut self, id: i64) -> Result<(), Error> {
        match self.write(|db| db.execute("DELETE FROM matters WHERE id = ?1", [id]))? {
            0 => Err(Error::NotFound { what: "matter", id }),
            _ => Ok(()),
        }
    }
}
