-- Version 2: severities are those for a side, so a review says for which. Without it a matter that changes sides would
-- go on showing the severities of the other chair.
ALTER TABLE reviews ADD COLUMN side TEXT NOT NULL DEFAULT 'customer' CHECK (side IN ('customer', 'provider'));
UPDATE reviews SET side = (SELECT m.side FROM matters m JOIN documents d ON d.matter_id = m.id WHERE d.id = document_id);

-- "Where else did we see this clause?" over all matters.
CREATE INDEX findings_by_clause_type ON findings (clause_type);
