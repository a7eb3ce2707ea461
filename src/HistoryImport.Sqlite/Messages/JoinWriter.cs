namespace HistoryImport.Sqlite;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
sealed class JoinWriter(DbSession session, long connection, CancellationToken cancellationToken)
{
    /// <summary>Does joins of which no source is also a target.</summary>
    public void Join(IReadOnlyCollection<JidJoin> joins)
    {
        Stage(joins);
        foreach (long group in Numbers(JoinSql.Groups))
        {
            cancellationToken.ThrowIfCancellationRequested();
            JoinPersons(group);
        }

        Run(JoinSql.MoveMembers, connection);
        Run(JoinSql.DeleteMembers, connection);
        NameWriter.Join(session, connection);
        foreach ((long from, string target) in Chats())
        {
            cancellationToken.ThrowIfCancellationRequested();
            JoinChat(from, target);
        }
    }

    void Stage(IReadOnlyCollection<JidJoin> joins)
    {
        session.Get(JoinSql.CreateStage).Execute();
        session.Get(JoinSql.ClearStage).Execute();
        Statement insert = session.Get(JoinSql.Stage);
        foreach (JidJoin join in joins)
        {
            insert.Bind(1, join.From.Value);
            insert.Bind(2, join.To.Value);
            insert.Bind(3, join.IsOwn ? "" : join.To.Value);
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
