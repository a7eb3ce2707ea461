namespace HistoryImport.Sqlite;

/// <summary>Tells what is there already.</summary>
static class MessageLookup
{
    /// <summary>Looks for the rows of items, or for a few of them at first.</summary>
    /// <remarks>Where those few are not there, none is taken to be: what is, is found when it is written.</remarks>
    public static IReadOnlyList<ExistingMessage> Find(
        DbSession session, ConnectionKey connection, IReadOnlyList<MessageUpsert> items, bool sampleFirst, CancellationToken cancellationToken)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return [];
        }

        // One snapshot, and one lock instead of one for each question. Of a session that fails amid it nothing is left: it is closed, or rolled back.
        session.Get("BEGIN").Execute();
        var finder = new RowFinder(session, number, items, cancellationToken);
        IEnumerable<int>? sample = sampleFirst ? DigestSearch.Sample(items.Count) : null;
        bool expectsRows = sample is null || finder.Find(sample).Count > 0;
        IReadOnlyList<ExistingMessage> found = expectsRows ? finder.Find(Enumerable.Range(0, items.Count)) : [];
        session.Get("COMMIT").Execute();
        return found;
    }

    public static IReadOnlyList<MessageAnchor> Oldest(DbSession session, ConnectionKey connection, IEnumerable<Jid> chats, int count)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return [];
        }

        var anchors = new List<MessageAnchor>();
        foreach (Jid chat in chats.Distinct())
        {
            if (KeyLookup.FindChat(session, number, chat) is { } chatId)
            {
                AddOldest(session, chat, chatId, count, anchors);
            }
        }

        return [.. anchors.OrderBy(anchor => anchor.Timestamp).Take(count)];
    }

    static void AddOldest(DbSession session, Jid chat, long chatId, int count, List<MessageAnchor> anchors)
    {
        Statement oldest = session.Get(MessageSql.Oldest);
        oldest.Bind(1, chatId);
        oldest.Bind(2, count);
        while (oldest.Step())
        {
            anchors.Add(new MessageAnchor(oldest.NullableText(3) ?? chat.Value, oldest.Text(1), oldest.Int64(2) != 0, oldest.Int64(0)));
        }
    }
}
