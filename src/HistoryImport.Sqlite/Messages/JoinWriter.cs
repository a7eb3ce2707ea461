namespace HistoryImport.Sqlite;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
sealed class JoinWriter(DbSession session, long connection, CancellationToken cancellationToken)
{
    // Whoever else writes waits no longer than this takes.
    const int PieceRows = 5000;

    /// <summary>Leaves out joins of JIDs under which nothing is kept, unless an earlier one brings something there.</summary>
    public static IReadOnlyList<JidJoin> Needed(DbSession session, long connection, IReadOnlyList<JidJoin> joins)
    {
        Statement find = session.Get(JoinSql.IsKept);
        var kept = new Dictionary<Jid, bool>();
        var needed = new List<JidJoin>();
        foreach (JidJoin join in joins)
        {
            if (!kept.TryGetValue(join.From, out bool isKept))
            {
                find.Bind(1, connection);
                find.Bind(2, join.From.Value);
                kept.Add(join.From, isKept = find.ExecuteInt64() is not null);
            }

            if (isKept)
            {
                needed.Add(join);
                kept[join.To] = true;
            }
        }

        return needed;
    }

    /// <summary>Whether a chat longer than a piece moves to another that is there.</summary>
    public bool IsLong(JidJoin join) => join.From != join.To && LongChats(join.From, join.To) is not null;

    /// <summary>Moves a piece of a chat that is longer than one to another that is there. What is left when the process ends is moved by a repetition.</summary>
    /// <returns>Whether it did.</returns>
    public bool MovePiece(JidJoin join)
    {
        if (LongChats(join.From, join.To) is not var (from, to, last))
        {
            return false;
        }

        foreach (string sql in (string[])[MessageSql.MovePieceToChat, MessageSql.MergePieceIntoChat, ReactionSql.MergePieceIntoChat])
        {
            Statement move = session.Get(sql);
            move.Bind(1, from);
            move.Bind(2, to);
            move.Bind(3, last);
            move.Execute();
        }

        foreach (string sql in (string[])[MessageSql.DeletePiece, ReactionSql.DeletePiece])
        {
            Statement delete = session.Get(sql);
            delete.Bind(1, from);
            delete.Bind(2, last);
            delete.Execute();
        }

        return true;
    }

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
        Run(ReactionSql.MergeTargets, group);
        Run(ReactionSql.MergeReactors, group);
        Run(ReactionSql.DeleteTargets, group);
        Run(ReactionSql.DeleteReactors, group);
    }

    void JoinChat(long from, string target)
    {
        if (FindChat(target) is not { } to)
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

    (long From, long To, string Last)? LongChats(Jid source, Jid target) =>
        FindChat(source.Value) is { } from && FindChat(target.Value) is { } to && PieceEnd(from) is { } last ? (from, to, last) : null;

    long? FindChat(string jid)
    {
        Statement find = session.Get(JoinSql.FindChat);
        find.Bind(1, connection);
        find.Bind(2, jid);
        return find.ExecuteInt64();
    }

    string? PieceEnd(long chat)
    {
        Statement end = session.Get(MessageSql.PieceEnd);
        end.Bind(1, chat);
        end.Bind(2, PieceRows - 1);
        if (!end.Step())
        {
            return null;
        }

        string id = end.Text(0);
        end.Reset();
        return id;
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
