-- Version 3: how an agreement is read, so that reading it again gives the same text.

-- Tracked changes of a Word file: as if accepted, as if rejected, or both shown.
ALTER TABLE documents ADD COLUMN revisions TEXT NOT NULL DEFAULT 'accepted'
  CHECK (revisions IN ('accepted', 'original', 'marked'));

-- Words that text recognition found on the scanned pages of a PDF. Recognising takes minutes, reading them again nothing.
CREATE TABLE recognised_pages (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page        INTEGER NOT NULL CHECK (page > 0), -- counted from 1
  json        TEXT NOT NULL CHECK (json_valid(json)), -- words with place and confidence
  PRIMARY KEY (document_id, page)
) STRICT, WITHOUT ROWID;
