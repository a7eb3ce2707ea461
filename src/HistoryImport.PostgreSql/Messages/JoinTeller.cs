namespace HistoryImport.PostgreSql;

/// <summary>Notes what a join is about to move.</summary>
sealed class JoinTeller(ChangeJournal journal, CancellationToken cancellationToken)
{
    const string OfChat = "SELECT id, from_me, sender FROM {schema}.messages WHERE chat_id = $1 AND ($2::text IS NULL OR id <= $2)";

    const string ReactionsOfChat = "SELECT DISTINCT id FROM {schema}.reactions WHERE chat_id = $1 AND ($2::text IS NULL OR id <= $2)";

    const string Sent = """
        SELECT id, from_me, sender, jid FROM {schema}.messages JOIN {schema}.chats USING(chat_id) WHERE chat_id = ANY($1) AND sender = ANY($2) AND sender <> ''
        """;

    const string Reactions = """
        SELECT DISTINCT id, jid FROM {schema}.reactions JOIN {schema}.chats USING(chat_id)
        WHERE chat_id = ANY($1) AND (target_sender = ANY($2) AND target_sender <> '' OR reactor = ANY($2) AND reactor <> '')
        """;

    /// <summary>Notes that a chat, or a piece of it up to an id, moves to another.</summary>
    public async ValueTask MoveChatAsync(DbSession session, long chat, Jid from, Jid to, string? last)
    {
        await session.Get(OfChat).Add(chat).Add(last).EachAsync(
            row =>
            {
                MessageKey key = StoredKey.Of(from, row);
                journal.Move(key, key with { Chat = to });
            },
            cancellationToken).ConfigureAwait(false);

        // A reaction belongs to chat and id: it comes to messages that are there as well.
        await session.Get(ReactionsOfChat).Add(chat).Add(last).EachAsync(row => journal.UpdateAll(to, row.GetString(0)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that persons of groups turned out to be others.</summary>
    public async ValueTask MovePersonsAsync(DbSession session, long[] groups, IEnumerable<JidJoin> joins)
    {
        var byPerson = joins.ToDictionary(join => join.From);
        string[] sources = [.. byPerson.Keys.Select(jid => jid.Value)];
        await session.Get(Sent).Add(groups).Add(sources).EachAsync(
            row =>
            {
                MessageKey key = StoredKey.Of(JidColumn.Read(row.GetString(3)), row);
                journal.Move(key, JoinedKey.Of(key, byPerson[key.Sender]));
            },
            cancellationToken).ConfigureAwait(false);
        await session.Get(Reactions).Add(groups).Add(sources)
            .EachAsync(row => journal.UpdateAll(JidColumn.Read(row.GetString(1)), row.GetString(0)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that names move.</summary>
    public void MoveNames(IEnumerable<JidJoin> joins) => journal.MoveNames(joins);
}
