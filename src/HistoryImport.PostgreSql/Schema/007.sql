-- What waits for its message rests until one with that id is written: a run need not offer all of it again.

ALTER TABLE {schema}.cache_entries ADD COLUMN target text COLLATE "C";         -- of what waits: the id of its message; NULL = never offered in vain
ALTER TABLE {schema}.cache_entries ADD COLUMN rest smallint NOT NULL DEFAULT 0; -- of what waits: 0 = it is offered, 1 = not by runs with a window, 2 = it rests

CREATE INDEX cache_entries_target ON {schema}.cache_entries(connection_id, target) WHERE target IS NOT NULL;

-- The sums are orders which no other index has: what rests is never walked to find what does not.
CREATE INDEX cache_entries_rest ON {schema}.cache_entries(connection_id, rest, (entry_id + 1)) WHERE waiting;
CREATE INDEX cache_entries_rest_chat ON {schema}.cache_entries(connection_id, rest, chat, (entry_id + 2)) WHERE waiting;
