-- What waits for its message rests until one with that id is written: a run need not offer all of it again.

ALTER TABLE cache_entries ADD COLUMN target TEXT;                     -- of what waits: the id of its message; NULL = never offered in vain
ALTER TABLE cache_entries ADD COLUMN rest INTEGER NOT NULL DEFAULT 0; -- of what waits: 0 = it is offered, 1 = not by runs with a window, 2 = it rests

CREATE INDEX cache_entries_target ON cache_entries(connection_id, target) WHERE target IS NOT NULL;
CREATE INDEX cache_entries_rest ON cache_entries(connection_id, rest, entry_id, chat) WHERE waiting = 1;
CREATE INDEX cache_entries_rest_chat ON cache_entries(connection_id, rest, chat, entry_id) WHERE waiting = 1;
