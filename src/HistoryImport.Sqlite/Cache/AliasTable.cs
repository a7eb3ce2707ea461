namespace HistoryImport.Sqlite;

/// <summary>Who is who, and whose account this is.</summary>
static class AliasTable
{
    public static void Add(DbSession session, long connection, AliasSet aliases)
    {
        Statement claim = session.Get(CacheSql.AddClaim);
        int learned = 0;
        foreach (JidClaim added in aliases.Claims)
        {
            claim.Bind(1, connection);
            claim.Bind(2, added.Lid.Value);
            claim.Bind(3, added.Number.Value);
            learned += claim.ExecuteChanges();
        }

        Statement account = session.Get(CacheSql.AddAccount);
        foreach (Jid jid in aliases.Account.Where(jid => !jid.IsNone))
        {
            account.Bind(1, connection);
            account.Bind(2, jid.Value);
            learned += account.ExecuteChanges();
        }

        if (learned > 0)
        {
            Statement add = session.Get(CacheSql.AddLearned);
            add.Bind(1, connection);
            add.Bind(2, learned);
            add.Execute();
        }
    }

    public static void Forget(DbSession session, long connection, IEnumerable<Jid> persons)
    {
        foreach (Jid jid in persons)
        {
            foreach (string sql in (string[])[CacheSql.ForgetLid, CacheSql.ForgetNumber])
            {
                Statement forget = session.Get(sql);
                forget.Bind(1, connection);
                forget.Bind(2, jid.Value);
                forget.Execute();
            }
        }
    }

    /// <summary>Reads what is known of some persons.</summary>
    public static AliasSet Find(DbSession session, long connection, IEnumerable<Jid> jids)
    {
        // The version first: what is learned between two statements has a greater one.
        Statement learned = session.Get(CacheSql.Learned);
        learned.Bind(1, connection);
        long version = learned.ExecuteInt64() ?? 0;
        HashSet<JidClaim> claims = [];
        HashSet<Jid> met = [.. jids];
        var open = new Queue<Jid>(met);
        while (open.TryDequeue(out Jid jid))
        {
            foreach (Jid other in Partners(session, connection, jid))
            {
                claims.Add(new JidClaim(jid, other));
                if (met.Add(other))
                {
                    open.Enqueue(other);
                }
            }
        }

        return new AliasSet { Claims = [.. claims], Account = ReadAccount(session, connection), Version = version, IsPart = true };
    }

    static List<Jid> Partners(DbSession session, long connection, Jid jid)
    {
        Statement read = session.Get(jid.Kind == JidKind.Number ? CacheSql.HiddenIdsOf : CacheSql.NumbersOf);
        read.Bind(2, jid.Value);
        return ReadJids(read, connection);
    }

    public static AliasSet Read(DbSession session, long connection)
    {
        var claims = new List<JidClaim>();
        Statement read = session.Get(CacheSql.Claims);
        read.Bind(1, connection);
        while (read.Step())
        {
            if (JidClaim.TryCreate(read.Text(0), read.Text(1)) is { } claim)
            {
                claims.Add(claim);
            }
        }

        return new AliasSet { Claims = claims, Account = ReadAccount(session, connection) };
    }

    public static IReadOnlyList<Jid> ReadAccount(DbSession session, long connection) =>
        ReadJids(session.Get(CacheSql.Account), connection);

    /// <summary>Every JID that is one with the given one, itself included.</summary>
    public static IReadOnlyList<Jid> Aliases(DbSession session, long connection, Jid jid)
    {
        Statement read = session.Get(CacheSql.Aliases);
        read.Bind(2, jid.Value);
        return ReadJids(read, connection);
    }

    static List<Jid> ReadJids(Statement statement, long connection)
    {
        statement.Bind(1, connection);
        var jids = new List<Jid>();
        while (statement.Step())
        {
            if (Jid.TryParse(statement.Text(0), out Jid jid))
            {
                jids.Add(jid);
            }
        }

        return jids;
    }
}
