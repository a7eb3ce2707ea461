namespace HistoryImport.Sqlite;

/// <summary>The marks of what was erased.</summary>
static class ErasureTable
{
    public static ErasureMarks Read(DbSession session, ConnectionKey connection, long known)
    {
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return ErasureMarks.None;
        }

        // The number first: what is marked between two statements has a greater one.
        long current = NumberOf(session, number);
        if (current == known)
        {
            return new ErasureMarks(current, known == 0 ? [] : null);
        }

        var marks = new List<ErasureMark>();
        Statement read = session.Get(EraseSql.Marks);
        read.Bind(1, number);
        while (read.Step())
        {
            marks.Add(new ErasureMark(read.Text(0), Guid.Parse(read.Text(1))));
        }

        return new ErasureMarks(current, marks);
    }

    /// <summary>Makes sure that nothing was erased since a batch was looked through.</summary>
    public static void Check(DbSession session, long connection, long expected)
    {
        if (NumberOf(session, connection) != expected)
        {
            throw new ErasuresChangedException();
        }
    }

    public static void Change(DbSession session, long connection, IEnumerable<ErasureMark> added, IEnumerable<Guid> lifted)
    {
        Statement add = session.Get(EraseSql.AddMark);
        foreach (ErasureMark mark in added)
        {
            add.Bind(1, connection);
            add.Bind(2, mark.Mark);
            add.Bind(3, mark.Erasure.ToString());
            add.Execute();
        }

        Statement lift = session.Get(EraseSql.Lift);
        foreach (Guid erasure in lifted)
        {
            lift.Bind(1, connection);
            lift.Bind(2, erasure.ToString());
            lift.Execute();
        }

        Statement raise = session.Get(EraseSql.Raise);
        raise.Bind(1, connection);
        raise.Execute();
    }

    public static IReadOnlyList<ConnectionKey> Connections(DbSession session, string tenant)
    {
        var connections = new List<ConnectionKey>();
        Statement list = session.Get(EraseSql.Connections);
        list.Bind(1, tenant);
        while (list.Step())
        {
            connections.Add(new ConnectionKey(tenant, list.Text(0)));
        }

        return connections;
    }

    static long NumberOf(DbSession session, long connection)
    {
        Statement number = session.Get(EraseSql.Number);
        number.Bind(1, connection);
        return number.ExecuteInt64() ?? 0;
    }
}
