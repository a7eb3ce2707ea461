namespace HistoryImport.PostgreSql;

/// <summary>Moves a long chat to another in pieces, a transaction each, so that nobody waits for more than one.</summary>
/// <remarks>Where a projection is told, no chat that is longer than a piece moves at once. What is left when the process ends is moved by a repetition of the join, which also takes the rest.</remarks>
static class ChatMover
{
    const int PieceRows = 5000;

    /// <returns>Whether there was a piece.</returns>
    public static async ValueTask<bool> MovePieceAsync(DbSession session, ConnectionKey connection, JidJoin join, JoinTeller? teller, CancellationToken cancellationToken)
    {
        if (await KeyLookup.FindConnectionAsync(session, connection, cancellationToken, KeyLookup.ToJoin).ConfigureAwait(false) is not { } number)
        {
            return false;
        }

        if (teller is not null)
        {
            await session.Get(JoinSql.AddChat).Add(number).Add(join.To.Value).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        Dictionary<string, long> chats = await KeyLookup.FindChatsAsync(session, number, [join.From, join.To], cancellationToken).ConfigureAwait(false);
        if (!chats.TryGetValue(join.From.Value, out long from) || !chats.TryGetValue(join.To.Value, out long to)
            || await EndAsync(session, from, cancellationToken).ConfigureAwait(false) is not { } last)
        {
            return false;
        }

        if (teller is not null)
        {
            await teller.MoveChatAsync(session, from, join.From, join.To, last).ConfigureAwait(false);
        }

        foreach (string sql in (string[])[MessageSql.MovePieceToChat, MessageSql.MergePieceIntoChat, ReactionSql.MergePieceIntoChat])
        {
            await session.Get(sql).Add(from).Add(to).Add(last).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (string sql in (string[])[MessageSql.DeletePiece, ReactionSql.DeletePiece])
        {
            await session.Get(sql).Add(from).Add(last).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Finds the joins that move a chat longer than a piece to another.</summary>
    public static async ValueTask<IReadOnlyList<JidJoin>> OfLongChatsAsync(
        DbSession session, ConnectionKey connection, IReadOnlyList<JidJoin> joins, bool isToThere, CancellationToken cancellationToken)
    {
        List<long> places = await KeyLookup.Find(session, connection, JoinSql.OfLongChats)
            .Add([.. joins.Select(join => (string?)join.From.Value)]).Add([.. joins.Select(join => (string?)join.To.Value)]).Add(PieceRows - 1L).Add(isToThere)
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return [.. places.Order().Select(place => joins[(int)place])];
    }

    static async ValueTask<string?> EndAsync(DbSession session, long chat, CancellationToken cancellationToken)
    {
        List<string> end = await session.Get(MessageSql.PieceEnd).Add(chat).Add(PieceRows - 1L)
            .ListAsync(row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return end.Count == 0 ? null : end[0];
    }
}
