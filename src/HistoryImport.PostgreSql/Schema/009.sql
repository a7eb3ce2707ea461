-- How far the recovery of media files has come: only of those somebody asked for. They belong to the connection, not to rows: chats may move.

CREATE TABLE {schema}.media_files(
  connection_id bigint NOT NULL,
  file text COLLATE "C" NOT NULL,    -- a hash of what tells it from others
  version bigint NOT NULL,
  state smallint NOT NULL,           -- 0 available, 1 fetching, 2 stored, 3 expired, 4 requested, 5 pending, 6 gone from the phone, 7 damaged, 8 refused
  due bigint,                        -- Unix milliseconds: when there is something to do
  name text COLLATE "C" NOT NULL,    -- of the stored file
  asked_chat text COLLATE "C",       -- about which the phone was asked
  value bytea NOT NULL,              -- JSON
  PRIMARY KEY(connection_id, file)
);
CREATE INDEX media_files_due ON {schema}.media_files(connection_id, due) WHERE due IS NOT NULL;
CREATE INDEX media_files_open ON {schema}.media_files(connection_id) WHERE state <> 2;
CREATE INDEX media_files_asked ON {schema}.media_files(connection_id, asked_chat) WHERE asked_chat IS NOT NULL;

-- Which messages asked, under the key they had then.
CREATE TABLE {schema}.media_references(
  connection_id bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  chat text COLLATE "C" NOT NULL,
  from_me boolean NOT NULL,
  sender text COLLATE "C" NOT NULL,  -- '' = none
  file text COLLATE "C" NOT NULL,
  timestamp bigint,                  -- Unix seconds
  PRIMARY KEY(connection_id, id, chat, from_me, sender, file)
);
CREATE INDEX media_references_file ON {schema}.media_references(connection_id, file);
CREATE INDEX media_references_chat ON {schema}.media_references(connection_id, chat);
CREATE INDEX media_references_sender ON {schema}.media_references(connection_id, sender) WHERE sender <> '';
CREATE INDEX media_references_time ON {schema}.media_references(connection_id, timestamp) WHERE timestamp IS NOT NULL;

-- Stored files that nothing asks for any longer.
CREATE TABLE {schema}.media_removals(
  connection_id bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  held_until bigint,                 -- Unix milliseconds: until when somebody may still store it
  PRIMARY KEY(connection_id, name)
);
