namespace HistoryImport.Sqlite;

/// <summary>Re-keys chats, senders, reactors and names inside a transaction. Rows that meet merge by the rules of an upsert.</summary>
/// <param name="session">The session.</param>
/// <param name="connection">The number of the connection.</param>
/// <param name="teller">Hears what moves, if a projection wants to know. Then no chat that is longer than a piece moves at once.</param>
/// <param name="cancellationToken">Cancels.</param>
sealed class JoinWriter(DbSession session, long connection, JoinTeller? teller, CancellationToken cancellationToken)
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

    /// <summary>Whether a chat longer than a piece moves to another.</summary>
    /// <param name="join">The join.</param>
    /// <param name="isToThere">Whether that other has to be there already.</param>
    public bool IsLong(JidJoin join, bool isToThere) =>
        join.From != join.To && FindChat(join.From.Value) is { } from && PieceEnd(from) is not null && (!isToThere || FindChat(join.To.Value) is not null);

    /// <summary>Moves a piece of a chat that is longer than one to another. What is left when the process ends is moved by a repetition.</summary>
    /// <returns>Whether it did.</returns>
    public bool MovePiece(JidJoin join)
    {
        if (FindChat(join.From.Value) is not { } from || PieceEnd(from) is not { } last || (FindChat(join.To.Value) ?? AddChat(join.To)) is not { } to)
        {
            return false;
        }

        teller?.MoveChat(from, join.From, join.To, last);
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
        teller?.MoveNames(joins);
        var byPerson = joins.ToDictionary(join => join.From);
        foreach (long group in Numbers(JoinSql.Groups))
        {
            cancellationToken.ThrowIfCancellationRequested();
            teller?.MovePersons(group, byPerson);
            JoinPersons(group);
        }

        Run(JoinSql.MoveMembers, connection);
        Run(JoinSql.DeleteMembers, connection);
        NameWriter.Join(session, connection);
        foreach ((long from, Jid source) in Chats())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Jid target = byPerson[source].To;
            teller?.MoveChat(from, source, target, last: null);
            JoinChat(from, target.Value);
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

    // Where nobody is told, a chat that is not there takes the name of the other.
    long? AddChat(Jid chat)
    {
        if (teller is null)
        {
            return null;
        }

        Statement add = session.Get(JoinSql.AddChat);
        add.Bind(1, connection);
        add.Bind(2, chat.Value);
        add.Execute();
        return session.LastRowId;
    }

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

    List<(long From, Jid Source)> Chats()
    {
        Statement query = session.Get(JoinSql.Chats);
        query.Bind(1, connection);
        var chats = new List<(long, Jid)>();
        while (query.Step())
        {
            chats.Add((query.Int64(0), Jid.Parse(query.Text(1))));
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
