-- What was erased, as marks that only a key of the host's makes: so that it stays erased.

ALTER TABLE connections ADD COLUMN erasures INTEGER NOT NULL DEFAULT 0; -- rises with every change of the marks

CREATE TABLE erasures(
  connection_id INTEGER NOT NULL,
  mark TEXT NOT NULL,
  erasure TEXT NOT NULL,       -- what is lifted together has it in common
  PRIMARY KEY(connection_id, mark)
) STRICT, WITHOUT ROWID;
