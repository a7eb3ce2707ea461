-- How far the recovery of media files has come: only of those somebody asked for. They belong to the connection, not to rows: chats may move.

CREATE TABLE media_files(
  connection_id INTEGER NOT NULL,
  file TEXT NOT NULL,          -- a hash of what tells it from others
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,      -- 0 available, 1 fetching, 2 stored, 3 expired, 4 requested, 5 pending, 6 gone from the phone, 7 damaged, 8 refused
  due INTEGER,                 -- Unix milliseconds: when there is something to do
  name TEXT NOT NULL,          -- of the stored file
  asked_chat TEXT,             -- about which the phone was asked
  value BLOB NOT NULL,         -- JSON
  PRIMARY KEY(connection_id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_files_due ON media_files(connection_id, due) WHERE due IS NOT NULL;
CREATE INDEX media_files_open ON media_files(connection_id) WHERE state <> 2;
CREATE INDEX media_files_asked ON media_files(connection_id, asked_chat) WHERE asked_chat IS NOT NULL;

-- Which messages asked, under the key they had then.
CREATE TABLE media_references(
  connection_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  chat TEXT NOT NULL,
  from_me INTEGER NOT NULL,
  sender TEXT NOT NULL,        -- '' = none
  file TEXT NOT NULL,
  timestamp INTEGER,           -- Unix seconds
  PRIMARY KEY(connection_id, id, chat, from_me, sender, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_references_file ON media_references(connection_id, file);
CREATE INDEX media_references_chat ON media_references(connection_id, chat);
CREATE INDEX media_references_sender ON media_references(connection_id, sender) WHERE sender <> '';
CREATE INDEX media_references_time ON media_references(connection_id, timestamp) WHERE timestamp IS NOT NULL;

-- Stored files that nothing asks for any longer.
CREATE TABLE media_removals(
  connection_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  held_until INTEGER,          -- Unix milliseconds: until when somebody may still store it
  PRIMARY KEY(connection_id, name)
) STRICT, WITHOUT ROWID;
