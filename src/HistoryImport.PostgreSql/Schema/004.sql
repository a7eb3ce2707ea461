-- The lock that the transactions of a lease's owner carry.
ALTER TABLE {schema}.states ADD COLUMN holder bigint;

-- What tells a run, without reading who is who, that nothing new is known of it.

ALTER TABLE {schema}.connections ADD COLUMN aliases bigint NOT NULL DEFAULT 0; -- how many claims and JIDs of the account were ever learned; it only rises

UPDATE {schema}.connections SET aliases =
  (SELECT count(*) FROM {schema}.claims WHERE claims.connection_id = connections.connection_id)
  + (SELECT count(*) FROM {schema}.accounts WHERE accounts.connection_id = connections.connection_id);
