using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>States by the hundred, at once and one after the other.</summary>
public sealed class ManyStatesTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(250)]
    [InlineData(300)]
    public async Task TrySetManyAsync_SomebodyElseWroteOne_WritesThoseBeforeIt(int taken)
    {
        var states = new PostgreSqlStateStore(_schema.Open());
        if (taken < 300)
        {
            Assert.NotNull(await states.TrySetAsync(Some.Connection, Key(taken), new byte[1], 0));
        }

        IReadOnlyList<long> versions = await states.TrySetManyAsync(
            Some.Connection, [.. Enumerable.Range(0, 300).Select(i => new StateWrite(Key(i), new byte[2], 0, null))]);

        Assert.Equal(taken, versions.Count);
        IReadOnlyList<StateValue?> kept = await states.GetManyAsync(Some.Connection, [.. Enumerable.Range(0, 300).Select(Key)]);
        Assert.Equal(versions.Select(version => (long?)version), kept.Where(state => state?.Value.Length == 2).Select(state => (long?)state!.Version));
    }

    [Fact]
    public async Task TrySetAsync_AgainAndAgain_KeepsNoFurtherText()
    {
        HistoryDatabase database = _schema.Open();
        var states = new PostgreSqlStateStore(database);
        long version = await WriteAsync(0);
        version = await WriteAsync(version);
        int before = Texts(Schema(database)).Count;
        for (int i = 0; i < 20; i++)
        {
            version = await WriteAsync(version);
        }

        Assert.Equal(before, Texts(Schema(database)).Count);

        async Task<long> WriteAsync(long known) => (await states.TrySetAsync(Some.Connection, "key", new byte[1], known))!.Value;
    }

    static string Key(int i) => $"key{i:000}";

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_schema")]
    static extern ref SchemaName Schema(HistoryDatabase database);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_texts")]
    static extern ref ConcurrentDictionary<string, string> Texts(SchemaName schema);
}
