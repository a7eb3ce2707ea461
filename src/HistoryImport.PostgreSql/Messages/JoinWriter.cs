namespace HistoryImport.PostgreSql;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
sealed class JoinWriter(DbSession session, long connection, IReadOnlyCollection<JidJoin> joins, JoinTeller? teller, CancellationToken cancellationToken)
{
    readonly string[] _sources = [.. joins.Select(join => join.From.Value)];

    // As a person our own account has no JID: empty means own.
    readonly string[] _persons = [.. joins.Select(join => join.IsOwn ? "" : join.To.Value)];
    readonly JidJoin[] _moves = [.. joins.Where(join => join.From != join.To)];

    /// <summary>Leaves out joins of JIDs under which nothing is kept, unless an earlier one brings something there.</summary>
    public static async ValueTask<IReadOnlyList<JidJoin>> NeededAsync(
        DbSession session, long connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await session.Get(JoinSql.Kept).Add(connection).Add([.. joins.Select(join => join.From.Value).Distinct()])
            .EachAsync(row => kept.Add(row.GetString(0)), cancellationToken).ConfigureAwait(false);
        var needed = new List<JidJoin>();
        foreach (JidJoin join in joins)
        {
            if (kept.Contains(join.From.Value))
            {
                needed.Add(join);
                kept.Add(join.To.Value);
            }
        }

        return needed;
    }

    public async ValueTask JoinAsync()
    {
        List<long> groups = await session.Get(JoinSql.Groups).Add(connection).Add(_sources)
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        if (groups.Count > 0)
        {
            if (teller is not null)
            {
                await teller.MovePersonsAsync(session, [.. groups], joins).ConfigureAwait(false);
            }

            await JoinPersonsAsync([.. groups]).ConfigureAwait(false);
        }

        teller?.MoveNames(_moves);
        await NameWriter.JoinAsync(
            session, connection, [.. _moves.Select(join => join.From.Value)], [.. _moves.Select(join => join.To.Value)], cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> chats = await KeyLookup
            .FindChatsAsync(session, connection, _moves.SelectMany(join => new[] { join.From, join.To }), cancellationToken).ConfigureAwait(false);
        foreach (JidJoin join in _moves)
        {
            if (chats.TryGetValue(join.From.Value, out long from))
            {
                if (teller is not null)
                {
                    await teller.MoveChatAsync(session, from, join.From, join.To, last: null).ConfigureAwait(false);
                }

                await JoinChatAsync(from, chats.TryGetValue(join.To.Value, out long to) ? to : null, join.To).ConfigureAwait(false);
            }
        }
    }

    async ValueTask JoinPersonsAsync(long[] groups)
    {
        await PairsAsync(MessageSql.MoveToSender).ConfigureAwait(false);
        await PairsAsync(MessageSql.MergeIntoSender).ConfigureAwait(false);
        await SourcesAsync(MessageSql.DeleteSenders).ConfigureAwait(false);
        await PairsAsync(ReactionSql.MergeIntoPersons).ConfigureAwait(false);
        await SourcesAsync(ReactionSql.DeletePersons).ConfigureAwait(false);
        await session.Get(JoinSql.MoveMembers).Add(connection).Add(_sources).Add(_persons).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(JoinSql.DeleteMembers).Add(connection).Add(_sources).ExecuteAsync(cancellationToken).ConfigureAwait(false);

        ValueTask<int> PairsAsync(string sql) => session.Get(sql).Add(groups).Add(_sources).Add(_persons).ExecuteAsync(cancellationToken);

        ValueTask<int> SourcesAsync(string sql) => session.Get(sql).Add(groups).Add(_sources).ExecuteAsync(cancellationToken);
    }

    async ValueTask JoinChatAsync(long from, long? to, Jid target)
    {
        if (to is not { } other)
        {
            await session.Get(JoinSql.RenameChat).Add(from).Add(target.Value).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        // Most rows just move; those that meet another stay behind and merge.
        await session.Get(MessageSql.MoveToChat).Add(from).Add(other).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(MessageSql.MergeIntoChat).Add(from).Add(other).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(MessageSql.DeleteChat).Add(from).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(ReactionSql.MergeIntoChat).Add(from).Add(other).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(ReactionSql.DeleteChat).Add(from).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(JoinSql.DeleteChat).Add(from).ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }
}
