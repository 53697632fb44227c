-- Version 1: matters, their agreements, the review of each, and what the user decided.

-- What the user chose for the program itself: language, theme.
CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One deal under review.
CREATE TABLE matters (
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- AUTOINCREMENT: an id that a window still holds is never given anew
  name       TEXT NOT NULL CHECK (length(trim(name)) > 0),
  side       TEXT NOT NULL CHECK (side IN ('customer', 'provider')), -- whom the user acts for
  created_at TEXT NOT NULL, -- RFC 3339, UTC, as are all times here
  updated_at TEXT NOT NULL  -- last change to the matter, its agreements or decisions
) STRICT;

-- One agreement of a matter, with the file as it was added: a review can always be run again.
CREATE TABLE documents (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,  -- file name without folders
  format    TEXT NOT NULL,  -- markdown, text, html, docx, pdf
  language  TEXT NOT NULL,  -- en, zh
  sha256    TEXT NOT NULL,  -- of bytes, lower-case hex
  bytes     BLOB NOT NULL,  -- the original file
  added_at  TEXT NOT NULL,
  UNIQUE (matter_id, sha256) -- the same file stands in a matter once
) STRICT;

-- The latest review of an agreement.
CREATE TABLE reviews (
  id              INTEGER PRIMARY KEY,
  document_id     INTEGER NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
  library_version TEXT NOT NULL, -- the clause library it was made with
  app_version     TEXT NOT NULL, -- the program it was made with
  created_at      TEXT NOT NULL,
  json            TEXT NOT NULL CHECK (json_valid(json)) -- the review as the window shows it, without decisions
) STRICT;

-- The findings of a review, for counts and lists that need no whole review.
CREATE TABLE findings (
  review_id   INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  finding_id  TEXT NOT NULL,    -- stable: made of clause type and words
  clause_type TEXT NOT NULL,    -- id in the clause library
  severity    TEXT NOT NULL,    -- info, low, medium, high
  confidence  REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  text        TEXT NOT NULL,    -- its words
  position    INTEGER NOT NULL, -- place in text order, from 0
  PRIMARY KEY (review_id, finding_id)
) STRICT, WITHOUT ROWID;

-- What the user made of a finding. Hangs on the document and not on the review, so that it survives a new review; a
-- row whose finding is gone stays, for the finding may come back with the next library.
CREATE TABLE decisions (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  finding_id  TEXT NOT NULL,
  decision    TEXT CHECK (decision IN ('accepted', 'rejected')), -- NULL: a note without a decision
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (document_id, finding_id)
) STRICT, WITHOUT ROWID;
