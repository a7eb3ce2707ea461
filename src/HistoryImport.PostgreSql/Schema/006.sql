-- What was erased, as marks that only a key of the host's makes: so that it stays erased.

ALTER TABLE {schema}.connections ADD COLUMN erasures bigint NOT NULL DEFAULT 0; -- rises with every change of the marks

CREATE TABLE {schema}.erasures(
  connection_id bigint NOT NULL,
  mark text COLLATE "C" NOT NULL,
  erasure uuid NOT NULL,             -- what is lifted together has it in common
  PRIMARY KEY(connection_id, mark)
);
