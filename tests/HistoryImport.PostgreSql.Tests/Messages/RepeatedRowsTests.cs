using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>A large batch is copied into the table but for what is expected to be there: that is merged, and nothing is written twice for it.</summary>
public sealed class RepeatedRowsTests : IAsyncLifetime
{
    const int Many = 1000;
    const int Repeated = 300;

    readonly ListLogger _log = new();
    TestSchema _schema = null!;
    PostgreSqlMessageStore _store = null!;
    PostgreSqlMessageStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _store = new PostgreSqlMessageStore(_schema.Open(logger: _log));
        _other = new PostgreSqlMessageStore(_schema.Open());
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task UpsertAsync_RepeatsWhatItWroteBefore_IsWrittenOnce()
    {
        await WriteAsync(_store, Items(0));

        await WriteRepeatsAsync();

        Assert.Equal(0, Races);
    }

    [Fact]
    public async Task UpsertAsync_RepeatsWhatWasFound_IsWrittenOnce()
    {
        await WriteAsync(_other, Items(0));
        MessageUpsert[] repeats = Items(Many - Repeated);

        Assert.Equal(Repeated, (await _store.FindExistingAsync(Some.Connection, repeats)).Count);
        await WriteRepeatsAsync();

        Assert.Equal(0, Races);
    }

    [Fact]
    public async Task UpsertAsync_RepeatsWhatWasJoinedMeanwhile_IsWrittenOnce()
    {
        await WriteAsync(_store, [.. Items(0).Select(item => item with { Key = item.Key with { Chat = Some.Lid(1) } })]);
        await _store.JoinAsync(Some.Connection, [new JidJoin(Some.Lid(1), Some.Number(1))]);

        await WriteAsync(_store, [.. Raised(Items(0).Select(item => item with { Key = item.Key with { Chat = Some.Number(1) } }))]);

        Assert.Equal(0, Races);
        Assert.Equal(Many, await _schema.CountAsync("messages"));
    }

    [Fact]
    public async Task UpsertAsync_RepeatsWhatAnotherInstanceWrote_IsWrittenAgainAndMerged()
    {
        await WriteAsync(_other, Items(0));

        await WriteRepeatsAsync();

        Assert.Equal(1, Races);
    }

    [Fact]
    public async Task UpsertAsync_RowsThatItWroteAreGone_InsertsThemAnew()
    {
        await WriteAsync(_store, Items(0));
        await _schema.QueryAsync("DELETE FROM {s}.messages");

        Assert.All(await WriteAsync(_store, Items(0)), outcome => Assert.Equal(UpsertOutcome.Inserted, outcome));
        Assert.Equal(0, Races);
    }

    [Fact]
    public async Task UpsertAsync_TwoBatchesAtOnceThatShareRows_NeitherWaitsForTheOtherInACircle()
    {
        // What both want to merge sorts before what the first has copied and the second wants, too.
        MessageUpsert[] there = [.. Items(0).Select(item => item with { Key = item.Key with { Id = "A" + item.Key.Id } })];
        await WriteAsync(_store, there);
        MessageUpsert[] shared = [.. Raised(there), .. Items(0)];
        NpgsqlConnection holder = await _schema.Source.OpenConnectionAsync();
        await using NpgsqlTransaction holding = await holder.BeginTransactionAsync();
        await using NpgsqlCommand hold = new($"SELECT FROM {_schema.Name}.messages ORDER BY chat_id, id LIMIT 1 FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();

        Task first = WriteAsync(_store, shared);
        await UntilWaitingAsync(1);
        Task second = WriteAsync(_store, shared[1..]);

        // A second that did not wait outside of the database would come to wait there, with rows in its hands.
        await UntilWaitingAsync(2, most: 50);
        await holding.CommitAsync();
        await holder.DisposeAsync();

        await Task.WhenAll(first, second);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("40P01", StringComparison.Ordinal));
    }

    // Of this schema alone: other tests run beside.
    async Task UntilWaitingAsync(int count, int most = int.MaxValue)
    {
        for (int i = 0; i < most && await WaitingAsync() < count; i++)
        {
            await Task.Delay(10);
        }

        async Task<int> WaitingAsync() =>
            (await _schema.QueryAsync($"SELECT FROM pg_stat_activity WHERE query LIKE '%{_schema.Name}%' AND wait_event_type = 'Lock'")).Count;
    }

    int Races => _log.Lines.Count(line => line.Contains("met rows that had not been found before", StringComparison.Ordinal));

    async Task WriteRepeatsAsync()
    {
        MessageUpsert[] repeats = [.. Raised(Items(Many - Repeated))];

        IReadOnlyList<UpsertOutcome> outcomes = await WriteAsync(_store, repeats);

        Assert.All(outcomes.Take(Repeated), outcome => Assert.Equal(UpsertOutcome.Updated, outcome));
        Assert.All(outcomes.Skip(Repeated), outcome => Assert.Equal(UpsertOutcome.Inserted, outcome));
        Assert.Equal(2 * Many - Repeated, await _schema.CountAsync("messages"));
    }

    static IEnumerable<MessageUpsert> Raised(IEnumerable<MessageUpsert> items) => items.Select(item => item with { Status = MessageStatus.Played });

    static MessageUpsert[] Items(int from) =>
        [.. Enumerable.Range(from, Many).Select(i => Some.Text("b", Some.Key($"M{i:D4}", Some.Number(i % 7))) with { Timestamp = Some.Time - i })];

    static async Task<IReadOnlyList<UpsertOutcome>> WriteAsync(PostgreSqlMessageStore store, MessageUpsert[] items) =>
        (await store.UpsertAsync(Some.Connection, new MessageBatch { Items = items })).Outcomes;
}
