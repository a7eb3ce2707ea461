namespace HistoryImport.Sqlite;

/// <summary>Who is who, and whose account this is.</summary>
static class AliasTable
{
    public static void Add(DbSession session, long connection, AliasSet aliases)
    {
        Statement claim = session.Get(CacheSql.AddClaim);
        foreach (JidClaim added in aliases.Claims)
        {
            claim.Bind(1, connection);
            claim.Bind(2, added.Lid.Value);
            claim.Bind(3, added.Number.Value);
            claim.Execute();
        }

        AddAccount(session, connection, aliases.Account);
    }

    public static void AddAccount(DbSession session, long connection, IReadOnlyList<Jid> account)
    {
        Statement add = session.Get(CacheSql.AddAccount);
        foreach (Jid jid in account.Where(jid => !jid.IsNone))
        {
            add.Bind(1, connection);
            add.Bind(2, jid.Value);
            add.Execute();
        }
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
