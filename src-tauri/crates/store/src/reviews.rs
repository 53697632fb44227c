//! Reviews and decisions.

use crate::{DecisionRow, Error, NewReview, Review, Store, now, side, side_name, time};
use review::view::Decision;
use rusqlite::{Connection, OptionalExtension, params};

/// Puts a review in the place of the document's earlier one.
pub(crate) fn insert_review(db: &Connection, document: i64, new: &NewReview<'_>, time: &str) -> rusqlite::Result<()> {
    db.execute("DELETE FROM reviews WHERE document_id = ?1", [document])?;
    db.execute(
        "INSERT INTO reviews (document_id, library_version, app_version, created_at, json, side)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![document, new.library_version, new.app_version, time, new.json, side_name(new.side)],
    )?;
    let review = db.last_insert_rowid();
    let mut insert = db.prepare_cached(
        "INSERT INTO findings (review_id, finding_id, clause_type, severity, confidence, text, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, f) in (0_i64..).zip(&new.findings) {
        insert.execute(params![review, f.id, f.clause_type, f.severity, f.confidence, f.text, position])?;
    }
    Ok(())
}

impl Store {
    /// The latest review of an agreement.
    ///
    /// # Errors
    /// Those of the database.
    pub fn review(&self, document: i64) -> Result<Option<Review>, Error> {
        self.db
            .query_row("SELECT * FROM reviews WHERE document_id = ?1", [document], |row| {
                Ok(Review {
                    library_version: row.get("library_version")?,
                    app_version: row.get("app_version")?,
                    side: side(row, "side")?,
                    created_at: time(row, "created_at")?,
                    json: row.get("json")?,
                })
            })
            .optional()
            .map_err(|e| self.fail(e))
    }

    /// Puts a new review in the place of the earlier one. Decisions stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] without the agreement, and those of the database.
    pub fn save_review(&mut self, document: i64, review: &NewReview<'_>) -> Result<(), Error> {
        self.document(document)?;
        self.write(|db| insert_review(db, document, review, &now()))
    }

    /// What the user made of an agreement's findings, those that are gone included.
    ///
    /// # Errors
    /// Those of the database.
    pub fn decisions(&self, document: i64) -> Result<Vec<DecisionRow>, Error> {
        let mut statement = self
            .db
            .prepare_cached("SELECT * FROM decisions WHERE document_id = ?1 ORDER BY finding_id")
            .map_err(|e| self.fail(e))?;
        let rows = statement
            .query_map([document], |row| {
                let decision: Option<String> = row.get("decision")?;
                Ok(DecisionRow {
                    finding_id: row.get("finding_id")?,
                    // The table allows these two and NULL.
                    decision: decision.map(|d| if d == "accepted" { Decision::Accepted } else { Decision::Rejected }),
                    note: row.get("note")?,
                    updated_at: time(row, "updated_at")?,
                })
            })
            .map_err(|e| self.fail(e))?;
        rows.collect::<Result<_, _>>().map_err(|e| self.fail(e))
    }

    /// Keeps a decision and its note; without either the row goes.
    ///
    /// # Errors
    /// [`Error::NotFound`] without the agreement, [`Error::NoFinding`] where neither the latest review has the finding
    /// nor there is an earlier decision, and those of the database.
    pub fn decide(
        &mut self,
        document: i64,
        finding: &str,
        decision: Option<Decision>,
        note: &str,
    ) -> Result<(), Error> {
        let matter = self.document(document)?.matter_id;
        let known = self.write(|db| {
            let known: bool = db.query_row(
                "SELECT EXISTS (SELECT 1 FROM findings f JOIN reviews r ON r.id = f.review_id
                                WHERE r.document_id = ?1 AND f.finding_id = ?2)
                     OR EXISTS (SELECT 1 FROM decisions WHERE document_id = ?1 AND finding_id = ?2)",
                params![document, finding],
                |row| row.get(0),
            )?;
            if !known {
                return Ok(false);
            }
            let time = now();
            let name = decision.map(|d| match d {
                Decision::Accepted => "accepted",
                Decision::Rejected => "rejected",
            });
            if name.is_none() && note.is_empty() {
                db.execute("DELETE FROM decisions WHERE document_id = ?1 AND finding_id = ?2", params![document, finding])?;
            } else {
                db.execute(
                    "INSERT INTO decisions (document_id, finding_id, decision, note, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO UPDATE SET decision = excluded.decision, note = excluded.note,
                       updated_at = excluded.updated_at",
                    params![document, finding, name, note, time],
                )?;
            }
            db.execute("UPDATE matters SET updated_at = ?2 WHERE id = ?1", params![matter, time])?;
            Ok(true)
        })?;
        if known { Ok(()) } else { Err(Error::NoFinding { finding: finding.into() }) }
    }
}
