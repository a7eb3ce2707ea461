using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>What one ticket costs the server, in transactions as it counts them itself, in a database of our own.</summary>
public sealed class TicketTransactionsTests : IAsyncLifetime
{
    const int Tickets = 10;
    const int Messages = 50;
    const int MostOfAnImport = 8;
    const int MostOfASet = 3;

    readonly string _name = "d_" + Guid.NewGuid().ToString("N");
    string _server = "";
    string _address = "";
    int _chats;

    public async ValueTask InitializeAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { Pooling = false };
        _server = server.ConnectionString;
        await RunAsync($"CREATE DATABASE {_name}");
        _address = new NpgsqlConnectionStringBuilder(_server) { Pooling = true, Database = _name }.ConnectionString;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    [Fact]
    public async Task ImportAsync_FewNewMessagesOfOneChat_IsFewTransactions()
    {
        await WarmUpAsync();
        long one = await CostAsync(importer: true, 1);
        long many = await CostAsync(importer: true, 1 + Tickets);

        Assert.InRange((many - one) / Tickets, 1, MostOfAnImport);
    }

    [Fact]
    public async Task ReceiveAsync_FewMessagesOfOneChat_IsFewTransactions()
    {
        await WarmUpAsync();
        long one = await CostAsync(importer: false, 1);
        long many = await CostAsync(importer: false, 1 + Tickets);

        Assert.InRange((many - one) / Tickets, 1, MostOfASet);
    }

    // Makes the tables, and the rows there are one of for each connection.
    async Task WarmUpAsync() => await CostAsync(importer: true, 1);

    /// <summary>Receives some sets and imports each; what it costs to connect is in the figure, too.</summary>
    async Task<long> CostAsync(bool importer, int tickets)
    {
        string[] chats = [.. Enumerable.Range(0, tickets).Select(_ => $"55119{_chats++:D8}@s.whatsapp.net")];
        long before = await CountAsync();
        await using (ServiceProvider host = Open())
        {
            foreach (string chat in chats)
            {
                await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, Set(chat));
            }
        }

        long received = await CountAsync();
        await using (ServiceProvider host = Open())
        {
            foreach (string chat in chats)
            {
                ImportResult result = await host.GetRequiredService<IHistoryImporter>()
                    .ImportAsync(new ImportRequest { Connection = Some.Connection, Chats = [Jid.Parse(chat)] });
                Assert.Equal(Messages, result.Counts.Inserted);
            }
        }

        return importer ? await CountAsync() - received : received - before;
    }

    ServiceProvider Open()
    {
        var services = new ServiceCollection();
        services.AddHistoryImport().UsePostgreSql(_address);
        return services.BuildServiceProvider();
    }

    static HistorySet Set(string chat) => new()
    {
        SyncType = HistorySyncType.Recent,
        Messages = [.. Enumerable.Range(0, Messages).Select(i => Some.Message($"{chat[..13]}-{i}", chat, Some.Time + i))],
    };

    /// <summary>Counts once everybody has left: the server adds what a session did when it ends.</summary>
    async Task<long> CountAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await NumberAsync($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{_name}' AND backend_type = 'client backend'") > 0)
        {
            await Task.Delay(20, patience.Token);
        }

        return await NumberAsync($"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{_name}'");
    }

    async Task<long> NumberAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
