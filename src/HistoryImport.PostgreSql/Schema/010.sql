-- A ticket that wants the newest of a chat does not walk what is older. Only what names the order of arrival finds the index with that order: whatever the
-- statistics say, nothing else is planned with it.

DROP INDEX {schema}.cache_entries_chat;
CREATE INDEX cache_entries_chat ON {schema}.cache_entries(connection_id, waiting, chat, (entry_id + 0)) WHERE (entry_id + 0) IS NOT NULL;
CREATE INDEX cache_entries_time ON {schema}.cache_entries(connection_id, waiting, chat, timestamp) WHERE chat IS NOT NULL;
