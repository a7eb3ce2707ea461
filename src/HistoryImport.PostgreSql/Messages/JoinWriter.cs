namespace HistoryImport.PostgreSql;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
sealed class JoinWriter(DbSession session, long connection, IReadOnlyCollection<JidJoin> joins, CancellationToken cancellationToken)
{
    readonly JidJoin[] _moves = [.. joins.Where(join => join.From != join.To)];
    readonly JidJoin[] _persons = [.. joins.Where(join => !join.IsOwn)];
    readonly Jid[] _own = [.. joins.Where(join => join.IsOwn).SelectMany(join => new[] { join.From, join.To }).Distinct()];

    /// <summary>Tells whether anything is kept under one of the JIDs.</summary>
    public async ValueTask<bool> IsNeededAsync() =>
        await session.Get(JoinSql.IsNeeded).Add(connection).Add([.. Sources(_persons), .. _own.Select(own => own.Value)]).Add(Sources(_moves))
            .NumberAsync(cancellationToken).ConfigureAwait(false) is not null;

    public async ValueTask JoinAsync()
    {
        await JoinPersonsAsync(Sources(_persons), Targets(_persons)).ConfigureAwait(false);
        foreach (Jid own in _own)
        {
            // One after the other: two old rows may come to one key.
            await JoinPersonsAsync([own.Value], [""]).ConfigureAwait(false);
        }

        await NameWriter.JoinAsync(session, connection, Sources(_moves), Targets(_moves), cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> chats = await KeyLookup
            .FindChatsAsync(session, connection, _moves.SelectMany(join => new[] { join.From, join.To }), cancellationToken).ConfigureAwait(false);
        foreach (JidJoin join in _moves)
        {
            if (chats.TryGetValue(join.From.Value, out long from))
            {
                await JoinChatAsync(from, chats.TryGetValue(join.To.Value, out long to) ? to : null, join.To).ConfigureAwait(false);
            }
        }
    }

    static string[] Sources(JidJoin[] joins) => [.. joins.Select(join => join.From.Value)];

    static string[] Targets(JidJoin[] joins) => [.. joins.Select(join => join.To.Value)];

    async ValueTask JoinPersonsAsync(string[] sources, string[] targets)
    {
        List<long> found = await session.Get(JoinSql.Groups).Add(connection).Add(sources)
            .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return;
        }

        long[] groups = [.. found];
        await PairsAsync(MessageSql.MoveToSender).ConfigureAwait(false);
        await PairsAsync(MessageSql.MergeIntoSender).ConfigureAwait(false);
        await SourcesAsync(MessageSql.DeleteSenders).ConfigureAwait(false);
        await PairsAsync(ReactionSql.MergeIntoPersons).ConfigureAwait(false);
        await SourcesAsync(ReactionSql.DeletePersons).ConfigureAwait(false);
        await session.Get(JoinSql.MoveMembers).Add(connection).Add(sources).Add(targets).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        await session.Get(JoinSql.DeleteMembers).Add(connection).Add(sources).ExecuteAsync(cancellationToken).ConfigureAwait(false);

        ValueTask<int> PairsAsync(string sql) => session.Get(sql).Add(groups).Add(sources).Add(targets).ExecuteAsync(cancellationToken);

        ValueTask<int> SourcesAsync(string sql) => session.Get(sql).Add(groups).Add(sources).ExecuteAsync(cancellationToken);
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
