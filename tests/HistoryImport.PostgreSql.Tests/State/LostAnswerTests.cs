using System.Text;
using HistoryImport.PostgreSql.Tests.Server;
using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>What a write tells whose answer was lost, though the server has done it.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    static readonly TimeSpan _life = TimeSpan.FromMinutes(1);
    static readonly byte[] _value = Encoding.UTF8.GetBytes("value");
    static readonly byte[] _other = Encoding.UTF8.GetBytes("other");

    TestSchema _schema = null!;
    LosingProxy _proxy = null!;
    PostgreSqlStateStore _states = null!;
    PostgreSqlStateStore _direct = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        var address = new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { MaxPoolSize = 1, NoResetOnClose = true, SslMode = SslMode.Disable };
        _proxy = new LosingProxy(address.Port);
        (address.Host, address.Port) = ("127.0.0.1", _proxy.Port);
        _states = new PostgreSqlStateStore(_schema.Open(options => options.RetryDelay = TimeSpan.Zero, NpgsqlDataSource.Create(address)));
        _direct = new PostgreSqlStateStore(_schema.Open());

        // What is prepared by now is one round trip from here on.
        foreach (string key in (string[])["first", "second"])
        {
            long version = Assert.Single(await _states.TrySetManyAsync(Some.Connection, [new StateWrite(key, _value, 0, null)]));
            Assert.Single(await _states.TrySetManyAsync(Some.Connection, [new StateWrite(key, _value, version, null)]));
        }

        await WriteBothAsync("warm up");
    }

    public async ValueTask DisposeAsync()
    {
        await _schema.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task TrySetManyAsync_AnswerIsLost_TellsTheVersionsThatWereWritten()
    {
        _proxy.LoseNext();
        IReadOnlyList<long> versions = await WriteBothAsync("lost");

        Assert.Equal(await VersionsAsync("lease lost", "status lost"), versions.Select(version => (long?)version));
        Assert.Equal(2, versions.Count);
    }

    [Fact]
    public async Task TrySetAsync_AnswerIsLostAndSomebodyElseWroteMeanwhile_IsNotOurs()
    {
        long before = (await _states.GetAsync(Some.Connection, "first"))!.Version;
        _proxy.LoseNext(async () =>
        {
            long ours = (await _direct.GetAsync(Some.Connection, "first"))!.Version;
            Assert.NotEqual(before, ours);
            Assert.NotNull(await _direct.TrySetAsync(Some.Connection, "first", _other, ours));
        });

        Assert.Null(await _states.TrySetAsync(Some.Connection, "first", _value, before));
        Assert.Equal(_other, (await _direct.GetAsync(Some.Connection, "first"))!.Value.ToArray());
    }

    [Fact]
    public async Task TrySetAsync_AnswerToARemovalIsLost_IsRemovedOnce()
    {
        long before = (await _states.GetAsync(Some.Connection, "first"))!.Version;
        _proxy.LoseNext();

        Assert.True(await _states.TrySetAsync(Some.Connection, "first", default, before, TimeSpan.Zero) > before);
        Assert.Null(await _direct.GetAsync(Some.Connection, "first"));
    }

    [Fact]
    public async Task TrySetAsync_AnswerToARemovalIsLostAndSomebodyElseWroteMeanwhile_LeavesThat()
    {
        long before = (await _states.GetAsync(Some.Connection, "first"))!.Version;
        _proxy.LoseNext(async () => Assert.NotNull(await _direct.TrySetAsync(Some.Connection, "first", _other, 0)));
        await _states.TrySetAsync(Some.Connection, "first", default, before, TimeSpan.Zero);

        Assert.Equal(_other, (await _direct.GetAsync(Some.Connection, "first"))!.Value.ToArray());
    }

    ValueTask<IReadOnlyList<long>> WriteBothAsync(string name) => _states.TrySetManyAsync(
        Some.Connection,
        [new StateWrite("lease " + name, Guid.NewGuid().ToByteArray(), 0, _life), new StateWrite("status " + name, _value, 0, null)]);

    async Task<IEnumerable<long?>> VersionsAsync(params string[] keys) =>
        (await _direct.GetManyAsync(Some.Connection, keys)).Select(state => state?.Version);
}
