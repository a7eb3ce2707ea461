-- What the official business platform knows a message and its media by, beside what sockets know.

ALTER TABLE {schema}.messages ADD COLUMN wire_id text COLLATE "C";  -- the greatest, those of live reports and echoes first
ALTER TABLE {schema}.messages ADD COLUMN wire_live boolean;         -- whether a live report or an echo told it; NULL without wire_id
ALTER TABLE {schema}.messages ADD COLUMN media_id text COLLATE "C"; -- the greatest

-- Finds our own messages of that road by their id alone, for media that comes later and names no chat.
CREATE INDEX messages_wire ON {schema}.messages(id, chat_id) WHERE wire_id IS NOT NULL AND from_me;
