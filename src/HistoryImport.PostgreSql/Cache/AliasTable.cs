namespace HistoryImport.PostgreSql;

/// <summary>Who is who, and whose account this is.</summary>
static class AliasTable
{
    // The transaction holds the connection against other appenders: its row may change.
    const string AddClaims = $$"""
        WITH added AS (
          INSERT INTO {schema}.claims(connection_id, lid, number) SELECT $1, * FROM unnest($2::text[], $3::text[]) ON CONFLICT DO NOTHING RETURNING 1)
        {{CountLearned}}
        """;

    const string AddAccount = $$"""
        WITH added AS (INSERT INTO {schema}.accounts(connection_id, jid) SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING 1)
        {{CountLearned}}
        """;

    const string CountLearned = """
        UPDATE {schema}.connections SET aliases = aliases + (SELECT count(*) FROM added) WHERE connection_id = $1 AND EXISTS (SELECT FROM added)
        """;

    const string Learned = "SELECT aliases FROM {schema}.connections WHERE tenant = $1 AND name = $2";

    // The order keeps the planner from the other index, LIMIT from turning the look-ups into a join over all claims.
    const string NumbersOf = $$"""
        (SELECT number AS jid FROM {schema}.claims
         WHERE connection_id = {{KeyLookup.Number}} AND claims.lid BETWEEN met.jid AND met.jid ORDER BY claims.lid LIMIT 1000000000)
        """;

    const string Found = $$"""
        WITH RECURSIVE met(jid) AS (
          SELECT asked.jid COLLATE "C" FROM unnest($3::text[]) AS asked(jid)
          UNION SELECT partner.jid FROM met CROSS JOIN LATERAL (
            {{NumbersOf}}
            UNION ALL (
              SELECT lid FROM {schema}.claims
              WHERE connection_id = {{KeyLookup.Number}} AND claims.number BETWEEN met.jid AND met.jid ORDER BY claims.number LIMIT 1000000000)
          ) AS partner)
        SELECT met.jid, partner.jid FROM met CROSS JOIN LATERAL ({{NumbersOf}}) AS partner
        """;

    const string Claims = $$"""SELECT lid, number FROM {schema}.claims WHERE connection_id = {{KeyLookup.Number}}""";

    const string Forget = "DELETE FROM {schema}.claims WHERE connection_id = $1 AND (lid = ANY($2) OR number = ANY($2))";

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
            await session.GetPrepared(AddClaims).Add(connection)
                .Add([.. claims.Select(claim => (string?)claim.Lid.Value)]).Add([.. claims.Select(claim => (string?)claim.Number.Value)])
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        string?[] account = [.. aliases.Account.Where(jid => !jid.IsNone).Distinct().Order().Select(jid => jid.Value)];
        if (account.Length > 0)
        {
            await session.GetPrepared(AddAccount).Add(connection).Add(account).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static ValueTask<int> ForgetAsync(DbSession session, long connection, IEnumerable<Jid> persons, CancellationToken cancellationToken) =>
        session.Get(Forget).Add(connection).Add([.. persons.Select(jid => (string?)jid.Value)]).ExecuteAsync(cancellationToken);

    /// <summary>Reads all of it, in one round trip.</summary>
    public static async ValueTask<AliasSet> ReadAsync(DbSession session, ConnectionKey connection, CancellationToken cancellationToken)
    {
        var claims = new List<JidClaim>();
        var account = new List<Jid>();
        await session.RunAsync(
            [ReadClaims(KeyLookup.FindPrepared(session, connection, Claims), claims), ReadAccount(session, connection, account)], cancellationToken).ConfigureAwait(false);
        return new AliasSet { Claims = claims, Account = account };
    }

    /// <summary>Reads what is known of some persons, in one round trip.</summary>
    public static async ValueTask<AliasSet> FindAsync(
        DbSession session, ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken)
    {
        var claims = new List<JidClaim>();
        var account = new List<Jid>();
        long version = 0;

        // The version first: what is learned between two statements has a greater one.
        var statements = new List<Statement>
        {
            KeyLookup.FindPrepared(session, connection, Learned).OnRow(row => version = row.GetInt64(0)), ReadAccount(session, connection, account),
        };
        if (jids.Count > 0)
        {
            statements.Add(ReadClaims(KeyLookup.FindPrepared(session, connection, Found).Add([.. jids.Select(jid => (string?)jid.Value)]), claims));
        }

        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        return new AliasSet { Claims = claims, Account = account, Version = version, IsPart = true };
    }

    static Statement ReadClaims(Statement statement, List<JidClaim> claims) => statement.OnRow(row =>
    {
        if (JidClaim.TryCreate(row.GetString(0), row.GetString(1)) is { } claim)
        {
            claims.Add(claim);
        }
    });

    public static async ValueTask<IReadOnlyList<Jid>> ReadAccountAsync(DbSession session, ConnectionKey connection, CancellationToken cancellationToken)
    {
        var account = new List<Jid>();
        await session.RunAsync([ReadAccount(session, connection, account)], cancellationToken).ConfigureAwait(false);
        return account;
    }

    static Statement ReadAccount(DbSession session, ConnectionKey connection, List<Jid> account) => KeyLookup.FindPrepared(session, connection, Account).OnRow(row =>
    {
        if (Jid.TryParse(row.GetString(0), out Jid jid) && !jid.IsNone)
        {
            account.Add(jid);
        }
    });
}
