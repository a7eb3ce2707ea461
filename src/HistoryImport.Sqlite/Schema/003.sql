-- What the official business platform knows a message and its media by, beside what sockets know.

ALTER TABLE messages ADD COLUMN wire_id TEXT;      -- the greatest, those of live reports and echoes first
ALTER TABLE messages ADD COLUMN wire_live INTEGER; -- whether a live report or an echo told it; NULL without wire_id
ALTER TABLE messages ADD COLUMN media_id TEXT;     -- the greatest

-- Finds our own messages of that road by their id alone, for media that comes later and names no chat.
CREATE INDEX messages_wire ON messages(id, chat_id) WHERE wire_id IS NOT NULL AND from_me = 1;
