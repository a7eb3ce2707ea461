-- A ticket that wants the newest of a chat does not walk what is older.

CREATE INDEX cache_entries_time ON cache_entries(connection_id, waiting, chat, timestamp);
