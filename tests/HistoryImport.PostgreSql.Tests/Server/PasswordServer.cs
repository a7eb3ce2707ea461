using Npgsql;

namespace HistoryImport.PostgreSql.Tests;

/// <summary>A server with a role that has to say its password; the others are trusted.</summary>
static class PasswordServer
{
    public const string Password = "rightPa55word";

    const string Role = "locked";

    static readonly Lazy<Task<NpgsqlConnectionStringBuilder>> _server = new(StartAsync);

    /// <summary>The address of the role with a password of the caller's choice.</summary>
    public static async Task<string> AddressAsync(string password) =>
        new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString) { Username = Role, Password = password }.ConnectionString;

    static async Task<NpgsqlConnectionStringBuilder> StartAsync()
    {
        PrivateCluster cluster = await PrivateCluster.StartNewAsync();
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        string file = (string)(await RunAsync("SHOW hba_file"))!;
        await RunAsync($"CREATE ROLE {Role} LOGIN PASSWORD '{Password}'");
        await RunAsync("GRANT CREATE ON DATABASE postgres TO " + Role);

        // The first line that fits is the one that counts.
        await RunAsync($"COPY (VALUES('host all {Role} all scram-sha-256'), ('host all all 127.0.0.1/32 trust')) TO '{file}'");
        await RunAsync("SELECT pg_reload_conf()");
        var address = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Pooling = false };
        while (await IsTrustedAsync(address))
        {
            await Task.Delay(20);
        }

        return address;

        async Task<object?> RunAsync(string sql)
        {
            await using NpgsqlCommand command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync();
        }
    }

    // The server reads its files when it comes to it.
    static async Task<bool> IsTrustedAsync(NpgsqlConnectionStringBuilder address)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address.ConnectionString) { Username = Role, Password = "wrong" }.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }
}
