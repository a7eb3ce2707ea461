-- Every name here is part of what a reader may rely on; change it by a further script only.
-- Text that is compared, compares by bytes: COLLATE "C".

CREATE TABLE {schema}.connections(
  connection_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  UNIQUE(tenant, name)
);

CREATE TABLE {schema}.chats(
  chat_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  connection_id bigint NOT NULL,
  jid text COLLATE "C" NOT NULL,
  UNIQUE(connection_id, jid)
);

CREATE TABLE {schema}.messages(
  chat_id bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  from_me boolean NOT NULL,
  sender text COLLATE "C" NOT NULL,  -- '' = none
  timestamp bigint,                  -- Unix seconds
  status smallint,
  revoked boolean NOT NULL,
  version bytea NOT NULL,            -- decides which content stays
  kind text COLLATE "C" NOT NULL,
  push_name text COLLATE "C",
  wire_chat text COLLATE "C",        -- the chat as WhatsApp spelled it: an anchor needs that
  edit_time bigint,                  -- Unix milliseconds
  edit_envelope text COLLATE "C",
  edit_body text COLLATE "C",
  body text NOT NULL,
  media text,                        -- JSON
  raw bytea
);
CREATE UNIQUE INDEX messages_key ON {schema}.messages(chat_id, id, from_me, sender);
CREATE INDEX messages_time ON {schema}.messages(chat_id, timestamp NULLS FIRST);

-- target: the from_me of the message (0, 1), or 2 for the message of either direction (every chat but groups).
CREATE TABLE {schema}.reactions(
  chat_id bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  target smallint NOT NULL,
  target_sender text COLLATE "C" NOT NULL,
  reactor_from_me boolean NOT NULL,
  reactor text COLLATE "C" NOT NULL, -- '' = our own account, or the other side of a 1:1 chat
  emoji text COLLATE "C" NOT NULL,   -- '' = taken back
  time bigint NOT NULL,              -- Unix milliseconds
  PRIMARY KEY(chat_id, id, target, target_sender, reactor_from_me, reactor)
);

-- In which groups a JID occurs as sender or reactor, so that a join need not look at all.
CREATE TABLE {schema}.members(
  connection_id bigint NOT NULL,
  jid text COLLATE "C" NOT NULL,
  chat_id bigint NOT NULL,
  PRIMARY KEY(connection_id, jid, chat_id)
);

CREATE TABLE {schema}.names(
  connection_id bigint NOT NULL,
  jid text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,            -- 0 chat, 1 address book, 2 the person's own
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY(connection_id, jid, kind)
);

CREATE TABLE {schema}.claims(
  connection_id bigint NOT NULL,
  lid text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  PRIMARY KEY(connection_id, lid, number)
);
CREATE INDEX claims_number ON {schema}.claims(connection_id, number);

CREATE TABLE {schema}.accounts(
  connection_id bigint NOT NULL,
  jid text COLLATE "C" NOT NULL,
  PRIMARY KEY(connection_id, jid)
);

-- entry_id is never given twice: an id that a slow reader still holds must not come to name another entry.
CREATE TABLE {schema}.cache_entries(
  connection_id bigint NOT NULL,
  waiting boolean NOT NULL,
  entry_id bigint GENERATED ALWAYS AS IDENTITY,
  chat text COLLATE "C" NOT NULL,    -- canonical; '' = not a JID
  timestamp bigint,                  -- NULL = belongs to every window
  kind smallint NOT NULL,            -- 0 message, else 1 + the kind of a name
  received_at bigint NOT NULL,       -- Unix milliseconds
  waiting_hash bytea,
  payload bytea NOT NULL,
  PRIMARY KEY(connection_id, waiting, entry_id)
);

-- The sum with 0 is an order which no other index has: the planner cannot walk a whole connection to find one chat.
CREATE INDEX cache_entries_chat ON {schema}.cache_entries(connection_id, waiting, chat, (entry_id + 0));
CREATE UNIQUE INDEX cache_entries_hash ON {schema}.cache_entries(connection_id, waiting_hash) WHERE waiting_hash IS NOT NULL;

CREATE TABLE {schema}.states(
  connection_id bigint NOT NULL,
  key text COLLATE "C" NOT NULL,
  value bytea NOT NULL,
  version bigint NOT NULL,
  expires_at timestamptz,            -- by the clock of the server
  PRIMARY KEY(connection_id, key)
);

-- The last transaction of each writer of a process: tells what became of a commit whose answer was lost.
CREATE TABLE {schema}.commit_marks(
  writer uuid PRIMARY KEY,
  unit bigint NOT NULL,
  set_at timestamptz NOT NULL
);
