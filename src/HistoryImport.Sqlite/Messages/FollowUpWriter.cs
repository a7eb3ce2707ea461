namespace HistoryImport.Sqlite;

/// <summary>Brings content to rows that are there, inside a transaction.</summary>
sealed class FollowUpWriter(Writer writer, long connection, MediaColumn media)
{
    static readonly ContentPlaces _places = new(Version: 3, Kind: 4, Body: 5, Media: 6, Raw: 7, MediaId: 8);

    public UpsertOutcome Write(MessageUpsert item)
    {
        if (item.Key.Chat.IsNone)
        {
            return Write(MessageSql.ExistsAnywhere, MessageSql.FollowUpAnywhere, connection, item);
        }

        return writer.Keys.FindChat(connection, item.Key.Chat) is { } chat
            ? Write(MessageSql.EitherExists, MessageSql.FollowUpInChat, chat, item)
            : UpsertOutcome.Missing;
    }

    UpsertOutcome Write(string exists, string update, long place, MessageUpsert item)
    {
        Statement isThere = Bound(exists, place, item);
        if (isThere.ExecuteInt64() is null)
        {
            return UpsertOutcome.Missing;
        }

        Statement statement = Bound(update, place, item);
        _places.Bind(statement, media, item, item.Content!);
        return statement.ExecuteChanges() > 0 ? UpsertOutcome.Updated : UpsertOutcome.Duplicate;
    }

    Statement Bound(string sql, long place, MessageUpsert item)
    {
        Statement statement = writer.Session.Get(sql);
        statement.Bind(1, place);
        statement.Bind(2, item.Key.Id);
        return statement;
    }
}
