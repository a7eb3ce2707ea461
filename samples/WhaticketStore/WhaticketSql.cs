namespace HistoryImport.Samples;

/// <summary>The statements of one batch, in the order they run. What the batch holds lies in two temporary tables meanwhile.</summary>
static class WhaticketSql
{
    public const string Check = """SELECT EXISTS(SELECT FROM "Whatsapps" WHERE id = $2 AND "companyId" = $1)""";

    // Of one company one batch after the other: contacts and tickets have no key that would keep two from making the same one.
    public const string Lock = "SELECT pg_advisory_xact_lock(hashtext('HistoryImportKeys'), $1)";

    public const string CreateItems = """
        CREATE TEMP TABLE history_items(
          item bigint PRIMARY KEY, chat text COLLATE "C", sender text COLLATE "C", from_me boolean, id text COLLATE "C", either boolean,
          version bytea, kind text, media_type text, body text, data_json text, media text, timestamp bigint, status smallint,
          push_name text COLLATE "C", wire_chat text COLLATE "C", revoked boolean,
          edit_time bigint, edit_envelope text COLLATE "C", edit_body text COLLATE "C",
          message_id int, is_new boolean DEFAULT false, content_rises boolean DEFAULT false, edit_rises boolean DEFAULT false,
          outcome int DEFAULT 0) ON COMMIT DROP
        """;

    public const string CreatePeople = """
        CREATE TEMP TABLE history_people(
          jid text COLLATE "C" PRIMARY KEY, number text, is_group boolean, name text, contact_id int, ticket_id int) ON COMMIT DROP
        """;

    public const string FillItems = """
        INSERT INTO history_items(item, chat, sender, from_me, id, either, version, kind, media_type, body, data_json, media, timestamp, status,
          push_name, wire_chat, revoked, edit_time, edit_envelope, edit_body)
        SELECT n, chat, sender, from_me, id, either, version, kind, media_type, body, data_json, media, timestamp, status,
          push_name, wire_chat, revoked, edit_time, edit_envelope, edit_body
        FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::boolean[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::text[],
          $11::text[], $12::bigint[], $13::smallint[], $14::text[], $15::text[], $16::boolean[], $17::bigint[], $18::text[], $19::text[])
          WITH ORDINALITY AS given(chat, sender, from_me, id, either, version, kind, media_type, body, data_json, media, timestamp, status,
            push_name, wire_chat, revoked, edit_time, edit_envelope, edit_body, n)
        """;

    public const string FillPeople = """
        INSERT INTO history_people(jid, number, is_group, name) SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[])
        """;

    // A LID is also known by its JID, in hosts that have learnt its number.
    public const string FindPeople = """
        UPDATE history_people AS people SET contact_id = found.id FROM (
          SELECT DISTINCT ON (jid) jid, "Contacts".id FROM history_people
          JOIN "Contacts" ON "companyId" = $1 AND ("Contacts".number = history_people.number OR jid LIKE '%@lid' AND "remoteJid" = jid)
          ORDER BY jid, "Contacts".id) AS found
        WHERE found.jid = people.jid AND people.contact_id IS NULL
        """;

    public const string FindKeys = """
        UPDATE history_items AS item SET message_id = keys."messageId", is_new = item.is_new AND item.message_id = keys."messageId"
        FROM "HistoryImportKeys" AS keys
        WHERE keys."companyId" = $1 AND keys."whatsappId" = $2 AND keys.chat = item.chat AND keys.id = item.id
          AND (item.either OR keys."fromMe" = item.from_me AND keys.sender = item.sender)
        """;

    /// <summary>Gives a key to what the host wrote itself. Its content is greater than any, unless the host did not understand it.</summary>
    public const string AdoptLive = """
        INSERT INTO "HistoryImportKeys"("companyId", "whatsappId", chat, sender, "fromMe", id, "messageId", "isLive", version, kind, timestamp, status)
        SELECT DISTINCT ON (live.id) $1, $2, item.chat, item.sender, live."fromMe", item.id, live.id, true,
          CASE WHEN live."mediaType" = ANY($5) THEN $4 ELSE $3 END, COALESCE(live."mediaType", ''),
          floor(extract(epoch FROM live."createdAt"))::bigint, NULLIF(live.ack, 0)
        FROM history_items AS item
        JOIN history_people AS chat ON chat.jid = item.chat
        JOIN "Messages" AS live ON live.wid = item.id AND live."companyId" = $1 AND (item.either OR live."fromMe" = item.from_me)
        JOIN "Tickets" AS ticket ON ticket.id = live."ticketId" AND ticket."whatsappId" = $2 AND ticket."contactId" = chat.contact_id
        LEFT JOIN history_people AS sender ON sender.jid = item.sender
        WHERE item.message_id IS NULL AND (item.sender = '' OR sender.contact_id = live."contactId")
          AND NOT EXISTS (SELECT FROM "HistoryImportKeys" AS other WHERE other."messageId" = live.id)
        ORDER BY live.id
        ON CONFLICT DO NOTHING
        """;

    public const string MarkNew = """
        UPDATE history_items SET is_new = true, message_id = nextval(pg_get_serial_sequence('"Messages"', 'id'))
        WHERE message_id IS NULL AND version IS NOT NULL
        """;

    public const string MakeContacts = """
        INSERT INTO "Contacts"(name, number, "remoteJid", "isGroup", "companyId", "whatsappId", "createdAt", "updatedAt")
        SELECT COALESCE(name, number), number, jid, is_group, $1, $2, now(), now() FROM history_people
        WHERE contact_id IS NULL AND jid IN (SELECT chat FROM history_items WHERE is_new UNION SELECT sender FROM history_items WHERE is_new)
        ON CONFLICT DO NOTHING
        """;

    // A name that somebody gave stays.
    public const string FillNames = """
        UPDATE "Contacts" AS contact SET name = people.name FROM history_people AS people
        WHERE contact.id = people.contact_id AND people.name IS NOT NULL AND contact.name IN ('', contact.number, people.jid)
        """;

    public const string MakeTickets = """
        INSERT INTO "Tickets"(uuid, status, "unreadMessages", "lastMessage", "contactId", "whatsappId", "companyId", "queueId", "isGroup", channel, imported,
          "createdAt", "updatedAt")
        SELECT gen_random_uuid(), $3, 0, '', contact_id, $2, $1, $4::int, bool_or(is_group), 'whatsapp', CASE WHEN $5 THEN now() END,
          to_timestamp(COALESCE(min(timestamp), 0)), to_timestamp(COALESCE(max(timestamp), 0))
        FROM history_items JOIN history_people ON jid = chat
        WHERE is_new AND NOT EXISTS (
          SELECT FROM "Tickets" WHERE "contactId" = contact_id AND "whatsappId" = $2 AND "companyId" = $1)
        GROUP BY contact_id
        """;

    public const string FindTickets = """
        UPDATE history_people SET ticket_id = (
          SELECT max(id) FROM "Tickets" WHERE "contactId" = contact_id AND "whatsappId" = $2 AND "companyId" = $1)
        WHERE jid IN (SELECT chat FROM history_items WHERE is_new)
        """;

    public const string MakeKeys = """
        INSERT INTO "HistoryImportKeys"("companyId", "whatsappId", chat, sender, "fromMe", id, "messageId", "isLive", version, kind, media, timestamp, status,
          "pushName", "wireChat", "editTime", "editEnvelope")
        SELECT $1, $2, chat, sender, from_me, id, message_id, false, version, kind, media, timestamp, status, push_name, wire_chat, edit_time, edit_envelope
        FROM history_items WHERE is_new ORDER BY chat, id, from_me, sender
        ON CONFLICT DO NOTHING
        """;

    // Only where the key is ours: whoever put it in first has the message.
    public const string MakeMessages = """
        INSERT INTO "Messages"(id, wid, body, ack, read, "fromMe", "mediaType", "isDeleted", "isEdited", "remoteJid", participant, "dataJson",
          "ticketId", "contactId", "companyId", "createdAt", "updatedAt")
        SELECT message_id, item.id, COALESCE(edit_body, body), COALESCE(item.status, 0), true, from_me, media_type, revoked, edit_time IS NOT NULL,
          COALESCE(wire_chat, item.chat), NULLIF(item.sender, ''), data_json, chat.ticket_id,
          CASE WHEN from_me THEN NULL WHEN item.sender <> '' THEN sender.contact_id WHEN NOT chat.is_group THEN chat.contact_id END,
          $1, to_timestamp(COALESCE(item.timestamp, 0)), to_timestamp(COALESCE(item.timestamp, 0))
        FROM history_items AS item
        JOIN "HistoryImportKeys" AS keys ON keys."messageId" = item.message_id
        JOIN history_people AS chat ON chat.jid = item.chat
        LEFT JOIN history_people AS sender ON sender.jid = item.sender
        WHERE is_new
        """;

    // The preview of a ticket is its newest message; nothing else of a ticket is touched.
    public const string ShowNewest = """
        UPDATE "Tickets" AS ticket SET "lastMessage" = newest.body FROM (
          SELECT DISTINCT ON (message."ticketId") message."ticketId", message.id, message.body FROM "Messages" AS message
          JOIN history_items ON message_id = message.id AND is_new
          ORDER BY message."ticketId", message."createdAt" DESC, message.id DESC) AS newest
        WHERE ticket.id = newest."ticketId" AND newest.id = (
          SELECT id FROM "Messages" WHERE "ticketId" = ticket.id ORDER BY "createdAt" DESC, id DESC LIMIT 1)
        """;

    // The host may be raising the same rows.
    public const string LockMessages = """
        SELECT FROM "Messages" WHERE id IN (SELECT message_id FROM history_items WHERE NOT is_new) ORDER BY id FOR UPDATE
        """;

    // A live row that was edited says what the host heard last.
    public const string MarkRising = """
        UPDATE history_items AS item SET
          content_rises = COALESCE(item.version > keys.version, false),
          edit_rises = item.edit_time IS NOT NULL AND CASE WHEN keys."editTime" IS NULL THEN (keys."isLive" AND message."isEdited") IS NOT TRUE
            ELSE (item.edit_time, item.edit_envelope, item.edit_body) > (keys."editTime", keys."editEnvelope", message.body COLLATE "C") END,
          outcome = CASE WHEN item.timestamp < keys.timestamp AND NOT keys."isLive" OR item.timestamp IS NOT NULL AND keys.timestamp IS NULL
            OR item.status > COALESCE(GREATEST(keys.status, NULLIF(message.ack, 0)), -1)
            OR item.revoked AND message."isDeleted" IS NOT TRUE
            OR item.push_name IS NOT NULL AND (keys."pushName" IS NULL OR item.push_name > keys."pushName")
            OR item.wire_chat IS NOT NULL AND (keys."wireChat" IS NULL OR item.wire_chat > keys."wireChat") THEN 2 ELSE 0 END
        FROM "HistoryImportKeys" AS keys, "Messages" AS message
        WHERE keys."messageId" = item.message_id AND message.id = item.message_id AND NOT item.is_new AND NOT item.either
        """;

    public const string RaiseMessages = """
        UPDATE "Messages" AS message SET
          body = CASE WHEN edit_rises THEN edit_body WHEN message."isEdited" OR NOT content_rises THEN message.body ELSE item.body END,
          "mediaType" = CASE WHEN content_rises THEN media_type ELSE message."mediaType" END,
          "dataJson" = CASE WHEN content_rises THEN data_json ELSE message."dataJson" END,
          ack = GREATEST(message.ack, item.status),
          "isDeleted" = message."isDeleted" OR revoked,
          "isEdited" = message."isEdited" OR edit_rises,
          "remoteJid" = CASE WHEN keys."isLive" THEN message."remoteJid" ELSE COALESCE(GREATEST(keys."wireChat", wire_chat), keys.chat) END,
          "createdAt" = CASE WHEN keys."isLive" THEN message."createdAt" ELSE to_timestamp(COALESCE(LEAST(keys.timestamp, item.timestamp), 0)) END
        FROM history_items AS item, "HistoryImportKeys" AS keys
        WHERE message.id = item.message_id AND keys."messageId" = item.message_id AND NOT is_new AND NOT either
          AND (content_rises OR edit_rises OR outcome = 2)
        """;

    public const string RaiseKeys = """
        UPDATE "HistoryImportKeys" AS keys SET
          version = GREATEST(keys.version, item.version),
          kind = CASE WHEN content_rises THEN item.kind ELSE keys.kind END,
          media = CASE WHEN content_rises THEN item.media ELSE keys.media END,
          timestamp = CASE WHEN "isLive" THEN keys.timestamp ELSE LEAST(keys.timestamp, item.timestamp) END,
          status = GREATEST(keys.status, item.status),
          "pushName" = GREATEST("pushName", push_name),
          "wireChat" = GREATEST("wireChat", wire_chat),
          "editTime" = CASE WHEN edit_rises THEN edit_time ELSE "editTime" END,
          "editEnvelope" = CASE WHEN edit_rises THEN edit_envelope ELSE "editEnvelope" END
        FROM history_items AS item
        WHERE "messageId" = message_id AND NOT is_new AND NOT either AND (content_rises OR edit_rises OR outcome = 2)
        """;

    // Reactions in a group are kept with the sender of their message: one that names none is of every message with that id.
    public const string RaiseReactions = """
        WITH given AS (
          SELECT item.item, item.chat, item.id, COALESCE(keys."fromMe"::int::smallint, target) AS target,
            COALESCE(keys.sender, target_sender COLLATE "C") AS target_sender, reactor_from_me, reactor, emoji, time
          FROM unnest($3::int[], $4::smallint[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::bigint[])
            AS reaction(n, target, target_sender, reactor_from_me, reactor, emoji, time)
          JOIN history_items AS item ON item.item = reaction.n + 1 AND message_id IS NOT NULL
          LEFT JOIN "HistoryImportKeys" AS keys ON keys."companyId" = $1 AND keys."whatsappId" = $2 AND keys.chat = item.chat AND keys.id = item.id
            AND item.either AND item.chat LIKE '%@g.us'),
        risen AS (
          INSERT INTO "HistoryImportReactions" AS known
            ("companyId", "whatsappId", chat, id, target, "targetSender", "reactorFromMe", reactor, emoji, time)
          SELECT DISTINCT ON (chat, id, target, target_sender, reactor_from_me, reactor)
            $1, $2, chat, id, target, target_sender, reactor_from_me, reactor, emoji, time
          FROM given ORDER BY chat, id, target, target_sender, reactor_from_me, reactor, time DESC, emoji COLLATE "C" DESC
          ON CONFLICT("companyId", "whatsappId", chat, id, target, "targetSender", "reactorFromMe", reactor)
            DO UPDATE SET emoji = excluded.emoji, time = excluded.time WHERE (excluded.time, excluded.emoji) > (known.time, known.emoji)
          RETURNING chat, id, target, "targetSender", "reactorFromMe", reactor, emoji, time)
        UPDATE history_items SET outcome = 2 FROM given JOIN risen
          ON (given.chat, given.id, given.target, given.target_sender, given.reactor_from_me, given.reactor, given.emoji, given.time)
          = (risen.chat, risen.id, risen.target, risen."targetSender", risen."reactorFromMe", risen.reactor, risen.emoji, risen.time)
        WHERE history_items.item = given.item
        """;

    /// <summary>As <see cref="UpsertOutcome"/> numbers them.</summary>
    public const string Outcomes = """
        SELECT CASE WHEN message_id IS NULL THEN 3 WHEN is_new THEN 1 WHEN content_rises OR edit_rises THEN 2 ELSE outcome END
        FROM history_items ORDER BY item
        """;

    public const string Find = """
        SELECT item - 1, version, timestamp, GREATEST(status, NULLIF(ack, 0)), "pushName", "wireChat", COALESCE("isDeleted", false), message.id IS NULL
        FROM unnest($3::text[], $4::text[], $5::boolean[], $6::text[]) WITH ORDINALITY AS wanted(chat, id, from_me, sender, item)
        JOIN "HistoryImportKeys" AS keys ON keys."companyId" = $1 AND keys."whatsappId" = $2
          AND keys.chat = wanted.chat AND keys.id = wanted.id AND keys."fromMe" = wanted.from_me AND keys.sender = wanted.sender
        LEFT JOIN "Messages" AS message ON message.id = keys."messageId"
        """;

    // What history wrote, and what the host did. Private notes are no messages, and no phone knows an id of the official platform.
    public const string Oldest = """
        SELECT chat, id, from_me, timestamp FROM (
          (SELECT COALESCE("wireChat", keys.chat) AS chat, keys.id, keys."fromMe" AS from_me, timestamp
            FROM "HistoryImportKeys" AS keys JOIN "Messages" AS message ON message.id = keys."messageId"
            WHERE keys."companyId" = $1 AND keys."whatsappId" = $2 AND keys.chat = ANY($3) AND timestamp IS NOT NULL AND kind NOT IN ('call', 'system')
              AND keys.id NOT LIKE 'wamid.%'
            ORDER BY timestamp, keys.id LIMIT $5)
          UNION ALL
          (SELECT message."remoteJid", wid, "fromMe", floor(extract(epoch FROM message."createdAt"))::bigint
            FROM "Contacts" AS contact
            JOIN "Tickets" AS ticket ON ticket."contactId" = contact.id AND ticket."whatsappId" = $2
            JOIN "Messages" AS message ON message."ticketId" = ticket.id AND message."companyId" = $1
            WHERE contact."companyId" = $1 AND contact.number = ANY($4) AND message."remoteJid" IS NOT NULL AND wid IS NOT NULL AND wid NOT LIKE 'PVT%' AND wid NOT LIKE 'wamid.%'
              AND NOT EXISTS (SELECT FROM "HistoryImportKeys" AS keys WHERE keys."messageId" = message.id)
            ORDER BY message."createdAt", wid LIMIT $5)) AS oldest
        ORDER BY timestamp, id LIMIT $5
        """;
}
