using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Re-keys chats, senders, reactors and names. Rows that meet merge by the rules of an upsert.</summary>
/// <remarks>Piece by piece, a transaction each, so that nobody waits for more than one, nor memory grows with a chat. What is left when the
/// process ends is moved by a repetition of the join.</remarks>
sealed class JoinWriter(HistoryContexts contexts, ProjectionStep projection, ConnectionKey connection, CancellationToken cancellationToken)
{
    const int PieceRows = 1000;

    static readonly Column<Jid> _jid = new("jid", ColumnType.Text, jid => jid.Value);

    public async Task JoinAsync(IReadOnlyList<JidJoin> joins)
    {
        // Most often there is nothing to move, and then nobody is kept waiting.
        IReadOnlyList<JidJoin> needed = await contexts.ReadAsync(session => NeededAsync(session, joins), cancellationToken).ConfigureAwait(false);
        foreach (IReadOnlyCollection<JidJoin> run in JoinPlan.Runs(needed))
        {
            await RepeatAsync((session, number) => MovePersonsAsync(session, number, run)).ConfigureAwait(false);
            JidJoin[] moves = [.. run.Where(join => join.From != join.To)];
            await RepeatAsync((session, number) => MoveNamesAsync(session, number, moves)).ConfigureAwait(false);
            foreach (JidJoin move in moves)
            {
                await RepeatAsync((session, number) => MoveChatAsync(session, number, move)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Leaves out joins of JIDs under which nothing is kept, unless an earlier one brings something there.</summary>
    async Task<IReadOnlyList<JidJoin>> NeededAsync(Session session, IReadOnlyList<JidJoin> joins)
    {
        if (await session.FindConnectionAsync(connection).ConfigureAwait(false) is not { } number)
        {
            return [];
        }

        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", [.. joins.Select(join => join.From).Where(jid => !jid.IsNone).Distinct()], _jid);
        string of = command.Add(number);
        Tables tables = session.Tables;
        string ofConnection = $"AND EXISTS (SELECT 1 FROM {tables.Chats} AS chats WHERE chats.chat_id = found.chat_id AND chats.connection_id = {of})";
        HashSet<string> kept = [.. await session.ListAsync<string>(
            $"""
            SELECT jid AS "Value" FROM {wanted}
            WHERE EXISTS (SELECT 1 FROM {tables.Chats} AS found WHERE found.connection_id = {of} AND found.jid = wanted.jid)
              OR EXISTS (SELECT 1 FROM {tables.Names} AS found WHERE found.connection_id = {of} AND found.jid = wanted.jid)
              OR EXISTS (SELECT 1 FROM {tables.Messages} AS found WHERE found.sender = wanted.jid AND found.sender <> '' {ofConnection})
              OR EXISTS (SELECT 1 FROM {tables.Reactions} AS found WHERE found.reactor = wanted.jid AND found.reactor <> '' {ofConnection})
              OR EXISTS (SELECT 1 FROM {tables.Reactions} AS found WHERE found.target_sender = wanted.jid AND found.target_sender <> '' {ofConnection})
            """,
            command).ConfigureAwait(false)];
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

    // Until there is nothing left to do.
    async Task RepeatAsync(Func<Session, long, Task<bool>> work)
    {
        while (await contexts.WriteAsync(
            async session => await work(session, (await session.HoldConnectionAsync(connection).ConfigureAwait(false)).Number).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false))
        {
        }
    }

    async Task<bool> MovePersonsAsync(Session session, long number, IReadOnlyCollection<JidJoin> joins)
    {
        List<(long Chat, string Id)> pairs = [.. (await PairsAsync(session, number, joins).ConfigureAwait(false)).Select(pair => (pair.ChatId, pair.Id)).Distinct()];
        if (pairs.Count == 0)
        {
            return false;
        }

        long[] numbers = [.. pairs.Select(pair => pair.Chat).Distinct()];
        Dictionary<long, Jid> jids = await session.Context.Set<StoredChat>().AsNoTracking().Where(chat => numbers.Contains(chat.ChatId))
            .ToDictionaryAsync(chat => chat.ChatId, chat => JidColumn.Read(chat.Jid), cancellationToken).ConfigureAwait(false);
        MessageBook book = await LoadAsync(session, number, jids, pairs).ConfigureAwait(false);
        new PersonMover(joins).Move(book);
        await SaveAsync(session, number, book).ConfigureAwait(false);
        return true;
    }

    static Task<List<MessagePair>> PairsAsync(Session session, long number, IReadOnlyCollection<JidJoin> joins)
    {
        CommandText command = session.NewCommand();
        string wanted = session.Dialect.Rows(command, "wanted", [.. joins.Select(join => join.From)], _jid);
        string of = command.Add(number);
        return session.ListAsync<MessagePair>(
            $"""
            {Pairs(session.Tables.Messages, "sender")} UNION ALL {Pairs(session.Tables.Reactions, "reactor")} UNION ALL {Pairs(session.Tables.Reactions, "target_sender")}
            LIMIT {PieceRows}
            """,
            command);

        string Pairs(string table, string column) => $"""
            SELECT found.chat_id, found.id FROM {wanted} CROSS JOIN {table} AS found CROSS JOIN {session.Tables.Chats} AS chats
            WHERE found.{column} = wanted.jid AND found.{column} <> '' AND chats.chat_id = found.chat_id AND chats.connection_id = {of}
            """;
    }

    async Task<bool> MoveNamesAsync(Session session, long number, IReadOnlyCollection<JidJoin> joins)
    {
        var names = new NameBook(session, number);
        await names.LoadAsync(joins.SelectMany(join => new[] { join.From, join.To })).ConfigureAwait(false);
        foreach (JidJoin join in joins)
        {
            names.Move(join.From, join.To);
        }

        await names.WriteAsync().ConfigureAwait(false);
        await projection.ApplyAsync(session, connection, [], names).ConfigureAwait(false);
        return false;
    }

    /// <returns>Whether there may be more of it.</returns>
    async Task<bool> MoveChatAsync(Session session, long number, JidJoin join)
    {
        var chats = new ChatBook(session, number);
        await chats.FindAsync([join.From, join.To]).ConfigureAwait(false);
        if (chats.Number(join.From) is not { } from)
        {
            return false;
        }

        if (chats.Number(join.To) is null && !projection.IsThere)
        {
            await session.Context.Set<StoredChat>().Where(chat => chat.ChatId == from)
                .ExecuteUpdateAsync(set => set.SetProperty(chat => chat.Jid, join.To.Value), cancellationToken).ConfigureAwait(false);
            return false;
        }

        string[] ids = await session.Context.Set<StoredMessage>().AsNoTracking().Where(row => row.ChatId == from)
            .OrderBy(row => row.Id).Select(row => row.Id).Take(PieceRows).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        if (ids.Length == 0)
        {
            await session.Context.Set<StoredReaction>().Where(row => row.ChatId == from).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await session.Context.Set<StoredChat>().Where(chat => chat.ChatId == from).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }

        await chats.AddAsync([join.To]).ConfigureAwait(false);
        long to = chats.Number(join.To)!.Value;
        MessageBook book = await LoadAsync(
            session, number, new Dictionary<long, Jid> { [from] = join.From, [to] = join.To }, [.. ids.Distinct().SelectMany(id => new[] { (from, id), (to, id) })])
            .ConfigureAwait(false);
        foreach (BookRow row in book.Rows.Where(row => row.Place.Chat == from).ToList())
        {
            book.Move(row, new RowPlace(to, row.Key with { Chat = join.To }));
        }

        foreach (ReactionPlace place in book.Reactions.Places.Where(place => place.Chat == from).ToList())
        {
            book.Reactions.Move(place, place with { Chat = to }, reaction => reaction);
        }

        await SaveAsync(session, number, book).ConfigureAwait(false);
        return true;
    }

    static async Task<MessageBook> LoadAsync(Session session, long number, Dictionary<long, Jid> jids, List<(long Chat, string Id)> pairs)
    {
        var book = new MessageBook();
        var loader = new BookLoader(session, number);
        await loader.LoadAsync(book, jids, pairs).ConfigureAwait(false);
        await loader.LoadReactionsAsync(book, pairs).ConfigureAwait(false);
        return book;
    }

    async Task SaveAsync(Session session, long number, MessageBook book)
    {
        await new BookWriter(session).WriteAsync(book).ConfigureAwait(false);
        await projection.ApplyAsync(session, connection, book, new NameBook(session, number)).ConfigureAwait(false);
    }
}
