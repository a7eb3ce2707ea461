-- Every name here is part of what a reader may rely on; change it by a further script only.

CREATE TABLE connections(
  connection_id INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE(tenant, name)
) STRICT;

CREATE TABLE chats(
  chat_id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL,
  jid TEXT NOT NULL,
  UNIQUE(connection_id, jid)
) STRICT;

-- What is asked for most stands first: the tail of a long row lies on overflow pages.
CREATE TABLE messages(
  message_id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  from_me INTEGER NOT NULL,
  sender TEXT NOT NULL,        -- '' = none
  timestamp INTEGER,           -- Unix seconds
  status INTEGER,
  revoked INTEGER NOT NULL,
  version BLOB NOT NULL,       -- decides which content stays
  kind TEXT NOT NULL,
  push_name TEXT,
  wire_chat TEXT,              -- the chat as WhatsApp spelled it: an anchor needs that
  edit_time INTEGER,           -- Unix milliseconds
  edit_envelope TEXT,
  edit_body TEXT,
  body TEXT NOT NULL,
  media TEXT,                  -- JSON
  raw BLOB
) STRICT;
CREATE UNIQUE INDEX messages_key ON messages(chat_id, id, from_me, sender);
CREATE INDEX messages_time ON messages(chat_id, timestamp);

-- target: the from_me of the message, or 2 for the message of either direction (every chat but groups).
CREATE TABLE reactions(
  chat_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  target INTEGER NOT NULL,
  target_sender TEXT NOT NULL,
  reactor_from_me INTEGER NOT NULL,
  reactor TEXT NOT NULL,       -- '' = our own account, or the other side of a 1:1 chat
  emoji TEXT NOT NULL,         -- '' = taken back
  time INTEGER NOT NULL,       -- Unix milliseconds
  PRIMARY KEY(chat_id, id, target, target_sender, reactor_from_me, reactor)
) STRICT, WITHOUT ROWID;

-- In which groups a JID occurs as sender or reactor, so that a join need not look at all.
CREATE TABLE members(
  connection_id INTEGER NOT NULL,
  jid TEXT NOT NULL,
  chat_id INTEGER NOT NULL,
  PRIMARY KEY(connection_id, jid, chat_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE names(
  connection_id INTEGER NOT NULL,
  jid TEXT NOT NULL,
  kind INTEGER NOT NULL,       -- 0 chat, 1 address book, 2 the person's own
  name TEXT NOT NULL,
  PRIMARY KEY(connection_id, jid, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims(
  connection_id INTEGER NOT NULL,
  lid TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY(connection_id, lid, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_number ON claims(connection_id, number);

CREATE TABLE accounts(
  connection_id INTEGER NOT NULL,
  jid TEXT NOT NULL,
  PRIMARY KEY(connection_id, jid)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: an id that a slow reader still holds must never come to name another entry.
CREATE TABLE cache_entries(
  entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_id INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  chat TEXT NOT NULL,          -- canonical; '' = not a JID
  timestamp INTEGER,           -- NULL = belongs to every window
  kind INTEGER NOT NULL,       -- 0 message, else 1 + the kind of a name
  received_at INTEGER NOT NULL,-- Unix milliseconds
  waiting_hash BLOB,
  payload BLOB NOT NULL
) STRICT;
CREATE INDEX cache_entries_connection ON cache_entries(connection_id, waiting, entry_id);
CREATE INDEX cache_entries_chat ON cache_entries(connection_id, waiting, chat, entry_id, timestamp);
CREATE UNIQUE INDEX cache_entries_hash ON cache_entries(connection_id, waiting_hash) WHERE waiting_hash IS NOT NULL;

CREATE TABLE cache_usage(bytes INTEGER NOT NULL) STRICT;
INSERT INTO cache_usage VALUES(0);

CREATE TABLE states(
  connection_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  version INTEGER NOT NULL,
  expires_at INTEGER,          -- Unix milliseconds
  PRIMARY KEY(connection_id, key)
) STRICT;
