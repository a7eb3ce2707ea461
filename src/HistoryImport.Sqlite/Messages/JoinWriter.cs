namespace HistoryImport.Sqlite;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
sealed class JoinWriter(DbSession session, long connection, CancellationToken cancellationToken)
{
    /// <summary>Does joins of which no source is also a target.</summary>
    public void Join(IReadOnlyCollection<JidJoin> joins)
    {
        bool hasOwn = joins.Any(join => join.IsOwn);
        Stage(hasOwn ? joins.SelectMany(Persons) : joins.Select(Pair));
        foreach (long group in Numbers(JoinSql.Groups))
        {
            cancellationToken.ThrowIfCancellationRequested();
            JoinPersons(group);
        }

        Run(JoinSql.MoveMembers, connection);
        Run(JoinSql.DeleteMembers, connection);
        if (hasOwn)
        {
            Stage(joins.Where(join => join.From != join.To).Select(Pair));
        }

        NameWriter.Join(session, connection);
        foreach ((long from, string target) in Chats())
        {
            cancellationToken.ThrowIfCancellationRequested();
            JoinChat(from, target);
        }
    }

    static (string Source, string Target) Pair(JidJoin join) => (join.From.Value, join.To.Value);

    // As a sender or reactor our own account has no name, whichever of its JIDs it was told by.
    static IEnumerable<(string Source, string Target)> Persons(JidJoin join) => !join.IsOwn ? [Pair(join)]
        : join.From == join.To ? [(join.From.Value, "")]
        : [(join.From.Value, ""), (join.To.Value, "")];

    void Stage(IEnumerable<(string Source, string Target)> pairs)
    {
        session.Get(JoinSql.CreateStage).Execute();
        session.Get(JoinSql.ClearStage).Execute();
        Statement insert = session.Get(JoinSql.Stage);
        foreach ((string source, string target) in pairs)
        {
            insert.Bind(1, source);
            insert.Bind(2, target);
            insert.Execute();
        }
    }

    void JoinPersons(long group)
    {
        Run(MessageSql.MoveToSender, group);
        Run(MessageSql.MergeIntoSender, group);
        Run(MessageSql.DeleteSenders, group);
        Run(ReactionSql.MergeIntoPersons, group);
        Run(ReactionSql.DeletePersons, group);
    }

    void JoinChat(long from, string target)
    {
        Statement find = session.Get(JoinSql.FindChat);
        find.Bind(1, connection);
        find.Bind(2, target);
        if (find.ExecuteInt64() is not { } to)
        {
            Statement rename = session.Get(JoinSql.RenameChat);
            rename.Bind(1, from);
            rename.Bind(2, target);
            rename.Execute();
            return;
        }

        // Most rows just move; those that meet another stay behind and merge.
        RunPair(MessageSql.MoveToChat, from, to);
        RunPair(MessageSql.MergeIntoChat, from, to);
        Run(MessageSql.DeleteChat, from);
        RunPair(ReactionSql.MergeIntoChat, from, to);
        Run(ReactionSql.DeleteChat, from);
        Run(JoinSql.DeleteChat, from);
    }

    List<long> Numbers(string sql)
    {
        Statement query = session.Get(sql);
        query.Bind(1, connection);
        var numbers = new List<long>();
        while (query.Step())
        {
            numbers.Add(query.Int64(0));
        }

        return numbers;
    }

    List<(long From, string Target)> Chats()
    {
        Statement query = session.Get(JoinSql.Chats);
        query.Bind(1, connection);
        var chats = new List<(long, string)>();
        while (query.Step())
        {
            chats.Add((query.Int64(0), query.Text(1)));
        }

        return chats;
    }

    void Run(string sql, long first)
    {
        Statement statement = session.Get(sql);
        statement.Bind(1, first);
        statement.Execute();
    }

    void RunPair(string sql, long first, long second)
    {
        session.Get(sql).Bind(2, second);
        Run(sql, first);
    }
}
