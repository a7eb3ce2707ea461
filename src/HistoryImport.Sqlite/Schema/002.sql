-- What tells an import that it has a message already, in the index that finds it: the row need not be read.

ALTER TABLE messages ADD COLUMN digest BLOB; -- of a report the row is made of; its sender is the row's

DROP INDEX messages_time;
CREATE INDEX messages_time ON messages(chat_id, timestamp, digest);
