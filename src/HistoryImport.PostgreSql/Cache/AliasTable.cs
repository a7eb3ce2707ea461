namespace HistoryImport.PostgreSql;

/// <summary>Who is who, and whose account this is.</summary>
static class AliasTable
{
    const string AddClaims = """
        INSERT INTO {schema}.claims(connection_id, lid, number) SELECT $1, * FROM unnest($2::text[], $3::text[]) ON CONFLICT DO NOTHING
        """;

    const string AddAccount = """
        INSERT INTO {schema}.accounts(connection_id, jid) SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING
        """;

    const string Claims = $$"""SELECT lid, number FROM {schema}.claims WHERE connection_id = {{KeyLookup.Number}}""";

    const string Account = $$"""SELECT jid FROM {schema}.accounts WHERE connection_id = {{KeyLookup.Number}}""";

    /// <summary>Every JID that claims make one with the given one, itself included.</summary>
    public const string Aliases = """
        WITH RECURSIVE alias(jid) AS (
          SELECT $2::text COLLATE "C"
          UNION SELECT CASE WHEN claims.lid = alias.jid THEN claims.number ELSE claims.lid END
          FROM alias JOIN {schema}.claims ON claims.connection_id = $1 AND (claims.lid = alias.jid OR claims.number = alias.jid))
        SELECT jid FROM alias
        """;

    public static async ValueTask AddAsync(DbSession session, long connection, AliasSet aliases, CancellationToken cancellationToken)
    {
        // In one order for all writers, so that none waits for another in a circle.
        JidClaim[] claims = [.. aliases.Claims.Distinct().OrderBy(claim => claim.Lid).ThenBy(claim => claim.Number)];
        if (claims.Length > 0)
        {
            await session.Get(AddClaims).Add(connection)
                .Add([.. claims.Select(claim => (string?)claim.Lid.Value)]).Add([.. claims.Select(claim => (string?)claim.Number.Value)])
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        string?[] account = [.. aliases.Account.Where(jid => !jid.IsNone).Distinct().Order().Select(jid => jid.Value)];
        if (account.Length > 0)
        {
            await session.Get(AddAccount).Add(connection).Add(account).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads all of it, in one round trip.</summary>
    public static async ValueTask<AliasSet> ReadAsync(DbSession session, ConnectionKey connection, CancellationToken cancellationToken)
    {
        var claims = new List<JidClaim>();
        var account = new List<Jid>();
        await session.RunAsync(
            [
                KeyLookup.Find(session, connection, Claims).OnRow(row =>
                {
                    if (JidClaim.TryCreate(row.GetString(0), row.GetString(1)) is { } claim)
                    {
                        claims.Add(claim);
                    }
                }),
                ReadAccount(session, connection, account),
            ],
            cancellationToken).ConfigureAwait(false);
        return new AliasSet { Claims = claims, Account = account };
    }

    public static async ValueTask<IReadOnlyList<Jid>> ReadAccountAsync(DbSession session, ConnectionKey connection, CancellationToken cancellationToken)
    {
        var account = new List<Jid>();
        await session.RunAsync([ReadAccount(session, connection, account)], cancellationToken).ConfigureAwait(false);
        return account;
    }

    static Statement ReadAccount(DbSession session, ConnectionKey connection, List<Jid> account) => KeyLookup.Find(session, connection, Account).OnRow(row =>
    {
        if (Jid.TryParse(row.GetString(0), out Jid jid) && !jid.IsNone)
        {
            account.Add(jid);
        }
    });
}
