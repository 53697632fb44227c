//! How the file of an agreement is read.

use crate::{Error, NewReview, Reading, Store, now, reviews::insert_review, unreadable};
use document::{RecognisedPage, Revisions};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The name of a way of reading tracked changes in the database.
pub(crate) const fn revisions_name(revisions: Revisions) -> &'static str {
    match revisions {
        Revisions::Accepted => "accepted",
        Revisions::Original => "original",
        Revisions::Marked => "marked",
    }
}

/// A way of reading tracked changes from a column; the tables allow no fourth value.
pub(crate) fn revisions(row: &Row<'_>, column: &str) -> rusqlite::Result<Revisions> {
    let text: String = row.get(column)?;
    Ok(match text.as_str() {
        "original" => Revisions::Original,
        "marked" => Revisions::Marked,
        _ => Revisions::Accepted,
    })
}

/// Puts recognised pages in the place of a document's earlier ones.
pub(crate) fn insert_recognised(db: &Connection, document: i64, pages: &[RecognisedPage]) -> rusqlite::Result<()> {
    db.execute("DELETE FROM recognised_pages WHERE document_id = ?1", [document])?;
    let mut insert =
        db.prepare_cached("INSERT OR REPLACE INTO recognised_pages (document_id, page, json) VALUES (?1, ?2, ?3)")?;
    for page in pages {
        let json = serde_json::to_string(page).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
        insert.execute(params![document, i64::try_from(page.page).unwrap_or(i64::MAX), json])?;
    }
    Ok(())
}

impl Store {
    /// How an agreement is read.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn reading(&self, document: i64) -> Result<Reading, Error> {
        let revisions = self
            .db
            .query_row("SELECT revisions FROM documents WHERE id = ?1", [document], |row| revisions(row, "revisions"))
            .optional()
            .map_err(|e| self.fail(e))?
            .ok_or(Error::NotFound { what: "agreement", id: document })?;
        let mut statement = self
            .db
            .prepare_cached("SELECT json FROM recognised_pages WHERE document_id = ?1 ORDER BY page")
            .map_err(|e| self.fail(e))?;
        let rows = statement
            .query_map([document], |row| {
                let json: String = row.get("json")?;
                serde_json::from_str(&json).map_err(|e| unreadable(row, "json", e))
            })
            .map_err(|e| self.fail(e))?;
        let recognised = rows.collect::<Result<_, _>>().map_err(|e| self.fail(e))?;
        Ok(Reading { revisions, recognised })
    }

    /// Changes how an agreement is read, with the review that comes of it: both or nothing. Decisions stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] and those of the database.
    pub fn save_reading(&mut self, document: i64, reading: &Reading, review: &NewReview<'_>) -> Result<(), Error> {
        let matter = self.document(document)?.matter_id;
        self.write(|db| {
            let time = now();
            db.execute(
                "UPDATE documents SET revisions = ?2 WHERE id = ?1",
                params![document, revisions_name(reading.revisions)],
            )?;
            insert_recognised(db, document, &reading.recognised)?;
            insert_review(db, document, review, &time)?;
            db.execute("UPDATE matters SET updated_at = ?2 WHERE id = ?1", params![matter, time])?;
            Ok(())
        })
    }
}
