-- The only tables that are ours. They keep what the host's tables have no column for, so that those need no change.
-- Text that is compared, compares by bytes: COLLATE "C".

CREATE TABLE IF NOT EXISTS "HistoryImportKeys"(
  "companyId" int NOT NULL,
  "whatsappId" int NOT NULL,
  "chat" text COLLATE "C" NOT NULL,
  "sender" text COLLATE "C" NOT NULL,   -- '' = none
  "fromMe" boolean NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "messageId" int NOT NULL,             -- no foreign key: a message that the user deleted must not come back
  "isLive" boolean NOT NULL,            -- the host wrote the message, not history
  "version" bytea NOT NULL,             -- decides which content stays; that of a live row is greater than any
  "kind" text COLLATE "C" NOT NULL,
  "media" text,                         -- JSON
  "timestamp" bigint,                   -- Unix seconds
  "status" smallint,
  "pushName" text COLLATE "C",
  "wireChat" text COLLATE "C",          -- the chat as WhatsApp spelled it: an anchor needs that
  "editTime" bigint,                    -- Unix milliseconds
  "editEnvelope" text COLLATE "C",
  PRIMARY KEY("companyId", "whatsappId", "chat", "id", "fromMe", "sender")
);
CREATE UNIQUE INDEX IF NOT EXISTS "HistoryImportKeys_message" ON "HistoryImportKeys"("messageId");
CREATE INDEX IF NOT EXISTS "HistoryImportKeys_time" ON "HistoryImportKeys"("companyId", "whatsappId", "chat", "timestamp");

-- target: the fromMe of the message (0, 1), or 2 for the message of either direction (every chat but groups).
CREATE TABLE IF NOT EXISTS "HistoryImportReactions"(
  "companyId" int NOT NULL,
  "whatsappId" int NOT NULL,
  "chat" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "target" smallint NOT NULL,
  "targetSender" text COLLATE "C" NOT NULL,
  "reactorFromMe" boolean NOT NULL,
  "reactor" text COLLATE "C" NOT NULL,  -- '' = our own account, or the other side of a 1:1 chat
  "emoji" text COLLATE "C" NOT NULL,    -- '' = taken back
  "time" bigint NOT NULL,               -- Unix milliseconds
  PRIMARY KEY("companyId", "whatsappId", "chat", "id", "target", "targetSender", "reactorFromMe", "reactor")
);
