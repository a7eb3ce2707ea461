using System.Text;
using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>Whatever tenants, connections, chats and ids are called: they are names, and no two of them are one.</summary>
public sealed class HostileNameTests : IAsyncLifetime
{
    // Names that join alike, differ in case or in what they escape, and what SQL would make of them.
    static readonly string[] _names =
        ["a", "A", "a/b", "b/a", "o'brien", "x'; DROP TABLE messages; --", "\"", "\\", "\\x41", "$1", "{schema}", "%", "_", "NULL", "émoji😀", new('n', 128)];

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task CacheAndState_HostileTenantsAndConnections_KeepThemApart()
    {
        HistoryDatabase database = _schema.Open();
        var cache = new PostgreSqlMessageCache(database);
        var states = new PostgreSqlStateStore(database);
        ConnectionKey[] connections = [.. _names.SelectMany(tenant => _names.Select(name => new ConnectionKey(tenant, name)))];
        foreach (ConnectionKey connection in connections)
        {
            await cache.AppendAsync(connection, new HistorySet { Messages = [Some.Message(IdOf(connection))] });
            Assert.NotNull(await states.TrySetAsync(connection, "'key'", Encoding.UTF8.GetBytes($"{connection}"), 0));
        }

        foreach (ConnectionKey connection in connections)
        {
            Assert.Equal([IdOf(connection)], await CachedAsync(cache, connection));
            Assert.Equal($"{connection}", Encoding.UTF8.GetString((await states.GetAsync(connection, "'key'"))!.Value.Span));
        }

        await cache.PurgeAsync(connections[0]);
        Assert.Empty(await CachedAsync(cache, connections[0]));
        Assert.Equal(connections.Length - 1, await _schema.CountAsync("cache_entries"));
    }

    [Fact]
    public async Task ImportAsync_SameRequestOfTenantsThatJoinAlike_RunsForEach()
    {
        await using ServiceProvider services = Services();
        ConnectionKey[] connections = [new("a/b", "c"), new("a", "b/c"), new("A", "b/c"), new("a'--", "c"), new("a", "'--c")];
        foreach (ConnectionKey connection in connections)
        {
            await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(
                connection, new HistorySet { Messages = [Some.Message("ID") with { PushName = $"{connection}" }, Some.Message(IdOf(connection))] });
        }

        ImportResult[] results = await Task.WhenAll(connections.Select(connection => services.GetRequiredService<IHistoryImporter>().ImportAsync(
            new ImportRequest { Connection = connection, Chats = [Some.Contact], QuietPeriod = TimeSpan.Zero, WhenRunning = WhenRunning.Refuse })));

        Assert.All(results, result => Assert.Equal((ImportOutcome.Completed, 2L), (result.Outcome, result.Counts.Inserted)));
        Assert.Equal(
            connections.SelectMany(connection => new[] { (connection, "ID"), (connection, IdOf(connection)) }).ToHashSet(),
            _schema.Rows().Select(row => (row.Connection, row.Key.Id)).ToHashSet());
        Assert.All(_schema.Rows().Where(row => row.Key.Id == "ID"), row => Assert.Equal($"{row.Connection}", row.PushName));
    }

    [Fact]
    public async Task ImportAsync_HostileIdsAndChats_AreRowsOrInvalidAndSaidSo()
    {
        await using ServiceProvider services = Services();
        HistoryMessage[] good = [.. _names.Select(name => Some.Message(name)), .. _names.Where(name => name.Length < 100).Select((name, i) => Some.Message($"G{i}", "120363000000000001@g.us") with { Participant = Some.Number(i).Value, PushName = name })];
        HistoryMessage[] bad =
        [
            Some.Message("nul\0"), Some.Message("line\n"), Some.Message(new string('x', 129)), Some.Message("chat", "'; --"), Some.Message("chat", "1@s.whatsapp.net'; --"),
            Some.Message("chat", "\0@s.whatsapp.net"), Some.Message("chat", new string('1', 200) + "@s.whatsapp.net"),
        ];
        await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [.. good, .. bad] });

        ImportResult result = await services.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero });

        Assert.Equal((good.Length, 0L), (result.Counts.Inserted, result.Counts.Failed));
        Assert.Equal(bad.Length, result.Counts.Invalid + result.Counts.Filtered);
        Assert.Equal(_names.ToHashSet(), _schema.Rows().Where(row => row.Key.Chat == Some.Contact).Select(row => row.Key.Id).ToHashSet());
    }

    [Theory]
    [InlineData("nul\0")]
    [InlineData("line\n")]
    [InlineData("")]
    public void ConnectionKey_NameNoDatabaseKeeps_IsMisuse(string name)
    {
        Assert.ThrowsAny<ArgumentException>(() => new ConnectionKey(name, "c"));
        Assert.ThrowsAny<ArgumentException>(() => new ConnectionKey("t", new string('n', 129)));
    }

    ServiceProvider Services() => new ServiceCollection().AddHistoryImport()
        .UsePostgreSql(_schema.Source, options => options.Schema = _schema.Name).Services.BuildServiceProvider();

    // An id may hold 128 bytes, two names may have more.
    static string IdOf(ConnectionKey connection) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(connection.Tenant + "\n" + connection.Name)));

    static async Task<List<string>> CachedAsync(PostgreSqlMessageCache cache, ConnectionKey connection)
    {
        var ids = new List<string>();
        await foreach (CacheBatch batch in cache.ReadAsync(new CacheQuery { Connection = connection }))
        {
            ids.AddRange(batch.Messages.Select(cached => cached.Message.Id!));
        }

        return ids;
    }
}
