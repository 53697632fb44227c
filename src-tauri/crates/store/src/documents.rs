//! Agreements of a matter.

use crate::{
    Document, Error, NewDocument, NewReview, Store, now,
    reading::{insert_recognised, revisions, revisions_name},
    reviews::insert_review,
    time,
};
use rusqlite::{OptionalExtension, Row, params};

/// Every column but the file itself, which can be large, and the counts of the latest review.
const SELECT: &str = "SELECT d.id, d.matter_id, d.name, d.format, d.language, d.sha256, d.added_at, d.revisions,
  (SELECT count(*) FROM findings f JOIN reviews r ON r.id = f.review_id WHERE r.document_id = d.id) AS findings,
  (SELECT count(*) FROM findings f JOIN reviews r ON r.id = f.review_id
     JOIN decisions x ON x.document_id = d.id AND x.finding_id = f.finding_id
     WHERE r.document_id = d.id AND x.decision IS NOT NULL) AS decided
  FROM documents d";

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: row.get("id")?,
        matter_id: row.get("matter_id")?,
        name: row.get("name")?,
        format: row.get("format")?,
        language: row.get("language")?,
        sha256: row.get("sha256")?,
        added_at: time(row, "added_at")?,
        findings: row.get("findings")?,
        decided: row.get("decided")?,
        revisions: revisions(row, "revisions")?,
    })
}

impl Store {
    /// The agreements of a matter in the order in which they were added; none where there is no such matter.
    ///
    /// # Errors
    /// Those of the database.
    pub fn documents(&self, matter_id: i64) -> Result<Vec<Document>, Error> {
        let sql = format!("{SELECT} WHERE d.matter_id = ?1 ORDER BY d.id");
        let mut statement = self.db.prepare_cached(&sql).map_err(|e| self.fail(e))?;
        let rows = statement.query_map([matter_id], document).map_err(|e| self.fail(e))?;
        rows.collect::<Result<_, _>>().map_err(|e| self.fail(e))
    }

    /// One agreement.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn document(&self, id: i64) -> Result<Document, Error> {
        self.db
            .query_row(&format!("{SELECT} WHERE d.id = ?1"), [id], document)
            .optional()
            .map_err(|e| self.fail(e))?
            .ok_or(Error::NotFound { what: "agreement", id })
    }

    /// The file as it was added.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn document_bytes(&self, id: i64) -> Result<Vec<u8>, Error> {
        self.db
            .query_row("SELECT bytes FROM documents WHERE id = ?1", [id], |row| row.get(0))
            .optional()
            .map_err(|e| self.fail(e))?
            .ok_or(Error::NotFound { what: "agreement", id })
    }

    /// The agreement of a matter that has these bytes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_document(&self, matter_id: i64, sha256: &str) -> Result<Option<Document>, Error> {
        self.db
            .query_row(
                &format!("{SELECT} WHERE d.matter_id = ?1 AND d.sha256 = ?2"),
                params![matter_id, sha256],
                document,
            )
            .optional()
            .map_err(|e| self.fail(e))
    }

    /// Adds a file with its review: both or nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] without the matter, [`Error::Duplicate`] where it has the file, and those of the database.
    pub fn add_document(&mut self, new: &NewDocument<'_>, review: &NewReview<'_>) -> Result<Document, Error> {
        self.matter(new.matter_id)?;
        if let Some(there) = self.find_document(new.matter_id, new.sha256)? {
            return Err(Error::Duplicate { name: there.name });
        }
        let time = now();
        let id = self.write(|db| {
            db.execute(
                "INSERT INTO documents (matter_id, name, format, language, sha256, bytes, added_at, revisions)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    new.matter_id,
                    new.name,
                    new.format,
                    new.language,
                    new.sha256,
                    new.bytes,
                    time,
                    revisions_name(new.reading.revisions)
                ],
            )?;
            let id = db.last_insert_rowid();
            insert_recognised(db, id, &new.reading.recognised)?;
            insert_review(db, id, review, &time)?;
            db.execute("UPDATE matters SET updated_at = ?2 WHERE id = ?1", params![new.matter_id, time])?;
            Ok(id)
        })?;
        self.document(id)
    }

    /// Deletes an agreement with its review and decisions.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn delete_document(&mut self, id: i64) -> Result<(), Error> {
        let deleted = self.write(|db| {
            db.execute(
                "UPDATE matters SET updated_at = ?2 WHERE id = (SELECT matter_id FROM documents WHERE id = ?1)",
                params![id, now()],
            )?;
            db.execute("DELETE FROM documents WHERE id = ?1", [id])
        })?;
        if deleted == 0 { Err(Error::NotFound { what: "agreement", id }) } else { Ok(()) }
    }
}
