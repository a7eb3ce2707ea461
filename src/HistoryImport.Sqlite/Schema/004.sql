-- What tells a run, without reading who is who, that nothing new is known of it.

ALTER TABLE connections ADD COLUMN aliases INTEGER NOT NULL DEFAULT 0; -- how many claims and JIDs of the account were ever learned; it only rises

UPDATE connections SET aliases =
  (SELECT count(*) FROM claims WHERE claims.connection_id = connections.connection_id)
  + (SELECT count(*) FROM accounts WHERE accounts.connection_id = connections.connection_id);
