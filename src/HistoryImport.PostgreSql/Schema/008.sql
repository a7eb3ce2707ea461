-- The index of chats is for statements that name one: what finds entries by their ids has one index left, and its plan can be kept.

DROP INDEX {schema}.cache_entries_chat;
CREATE INDEX cache_entries_chat ON {schema}.cache_entries(connection_id, waiting, chat, (entry_id + 0)) WHERE chat IS NOT NULL;
