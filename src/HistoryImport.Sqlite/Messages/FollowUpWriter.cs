namespace HistoryImport.Sqlite;

/// <summary>Brings content to rows that are there, inside a transaction.</summary>
sealed class FollowUpWriter(Writer writer, long connection, MediaColumn media, RawColumn raw)
{
    static readonly ContentPlaces _places = new(Version: 3, Kind: 4, Body: 5, Media: 6, Raw: 7, MediaId: 8);

    readonly List<(Jid Chat, string Id)> _found = [];

    /// <summary>Gets chat and id of rows that were changed by items which name no chat.</summary>
    public IReadOnlyList<(Jid Chat, string Id)> Found => _found;

    public UpsertOutcome Write(MessageUpsert item) => item.Key.Chat.IsNone ? WriteAnywhere(item) : WriteInChat(item);

    UpsertOutcome WriteInChat(MessageUpsert item)
    {
        if (writer.Keys.FindChat(connection, item.Key.Chat) is not { } chat || Bound(MessageSql.EitherExists, chat, item).ExecuteInt64() is null)
        {
            return UpsertOutcome.Missing;
        }

        Statement update = Bound(MessageSql.FollowUpInChat, chat, item);
        _places.Bind(update, media, raw, item, item.Content!);
        return update.ExecuteChanges() > 0 ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    UpsertOutcome WriteAnywhere(MessageUpsert item)
    {
        if (Bound(MessageSql.ExistsAnywhere, connection, item).ExecuteInt64() is null)
        {
            return UpsertOutcome.Missing;
        }

        Statement update = Bound(MessageSql.FollowUpAnywhere, connection, item);
        _places.Bind(update, media, raw, item, item.Content!);
        int before = _found.Count;
        while (update.Step())
        {
            if (Jid.TryParse(update.Text(0), out Jid chat))
            {
                _found.Add((chat, item.Key.Id));
            }
        }

        return _found.Count > before ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    Statement Bound(string sql, long place, MessageUpsert item)
    {
        Statement statement = writer.Session.Get(sql);
        statement.Bind(1, place);
        statement.Bind(2, item.Key.Id);
        return statement;
    }
}
