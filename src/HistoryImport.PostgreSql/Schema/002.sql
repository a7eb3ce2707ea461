-- What tells an import that it has a message already, in the index that finds it: the row need not be read.

ALTER TABLE {schema}.messages ADD COLUMN digest bytea; -- of a report the row is made of; its sender is the row's

DROP INDEX {schema}.messages_time;
CREATE INDEX messages_time ON {schema}.messages(chat_id, timestamp NULLS FIRST) INCLUDE(digest);
