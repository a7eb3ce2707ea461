using System.Text;
using HistoryImport.Tests.Fetching;
using HistoryImport.Tests.Shared;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Running;

[Collection(ClockCollection.Name)]
public sealed class StatusTests
{
    static readonly Guid _earlier = new("11111111-1111-1111-1111-111111111111");

    readonly ManualTimeProvider _time = new();
    readonly InMemoryStateStore _state;

    public StatusTests() => _state = new(_time);

    [Fact]
    [Trait("Hazard", "H-44")]
    public async Task GetStatusAsync_BeforeDuringAndAfterARun_TellsWhereItIs()
    {
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(300));
        Assert.Null(await StatusAsync(desk));
        ImportStatus? during = null;
        desk.Phone.Mood = (_, ordinal) =>
        {
            during = ordinal == 4 ? StatusAsync(desk).Result : during;
            return new PhoneMood { Answers = [TimeSpan.FromSeconds(6)] };
        };

        ImportResult result = await desk.ImportAsync();

        Assert.Equal((RunState.Running, ImportPhase.Fetching, result.RunId, null), (during!.State, during.Phase, during.RunId, during.Outcome));
        Assert.InRange(during.Counts.Inserted, 100, 299);
        ImportStatus after = (await StatusAsync(desk))!;
        Assert.Equal((RunState.Ended, ImportOutcome.Completed, FetchEnd.Exhausted, 300L), (after.State, after.Outcome, after.FetchEnd, after.Counts.Inserted));
        Assert.Equal(result.Reason, after.Reason);

        // Another instance, or this one after a restart, knows as much.
        await using TicketDesk restarted = Desk();
        ImportStatus told = (await StatusAsync(restarted))!;
        Assert.Equal(after.Chats, told.Chats);
        Assert.Equal(after, told with { Chats = after.Chats });
        Assert.Null(await restarted.Host.Importer.GetStatusAsync(Some.Connection));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetStatusAsync_CancelledOrFailed_SaysSo(bool cancelled)
    {
        using var cancel = new CancellationTokenSource();
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = _ =>
            {
                cancel.Cancel();
                cancel.Token.ThrowIfCancellationRequested();
            },
        };
        await using TicketDesk desk = Desk(store);
        await desk.KnowNewestAsync(desk.AddChat(3));
        if (!cancelled)
        {
            store.BeforeUpsert = _ => throw new HistoryStorageException("The disk is full.");
            Assert.Equal(ImportOutcome.Failed, (await desk.ImportAsync()).Outcome);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.ImportAsync(cancellationToken: cancel.Token));
        }

        ImportStatus status = (await StatusAsync(desk))!;
        Assert.Equal((RunState.Ended, cancelled ? ImportOutcome.Cancelled : ImportOutcome.Failed), (status.State, status.Outcome));
        Assert.NotEqual("", status.Reason);
    }

    [Fact]
    public async Task ImportAsync_StoreThatTellsOfItsRetries_StatusAndProgressSaySo()
    {
        var store = new InMemoryMessageStore();
        var refused = new TaskCompletionSource();
        await using var host = new ImportHost();
        await RefusedImport.AssertSaysSoAsync(
            builder => builder.UseMessageStore(new RetryingStore(store, refused.Task)).UseMessageCache(host.Cache).UseStateStore(host.States),
            () => Task.CompletedTask,
            () =>
            {
                refused.SetResult();
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task ImportAsync_ManyBatchesASecond_WritesItsStatusOnceASecondAtMost()
    {
        int written = 0;
        var states = new InterceptedStates(_state);
        states.AfterSet = (key, _, _) => written += key.StartsWith("status/", StringComparison.Ordinal) ? 1 : 0;
        var store = new InMemoryMessageStore
        {
            BeforeUpsert = _ =>
            {
                int before = written;
                _time.Advance(TimeSpan.FromMilliseconds(100));
                SpinWait.SpinUntil(() => Volatile.Read(ref written) > before, TimeSpan.FromMilliseconds(20));
            },
        };
        await using var host = new ImportHost(store, options => options.BatchSize = 1, services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IStateStore>(states));
        await host.ReceiveAsync(Enumerable.Range(0, 50).Select(i => Some.Text($"M{i}")));

        await host.ImportAsync();

        // Five seconds, and perhaps its beginning and its end.
        Assert.InRange(written, 4, 7);
    }

    sealed class RetryingStore(IMessageStore inner, Task refused) : DelegatingMessageStore(inner)
    {
        public override async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
        {
            using var telling = new StorageRetry();
            telling.Again();
            telling.Again();
            await refused;
            return await base.UpsertAsync(connection, batch, cancellationToken);
        }
    }

    [Fact]
    [Trait("Hazard", "H-09")]
    public async Task GetStatusAsync_ProcessDiedInTheRun_IsInterruptedOnceTheLeaseIsOver()
    {
        await using TicketDesk desk = Desk();
        byte[] running = """{"RunId":"11111111-1111-1111-1111-111111111111","Phase":"Importing"}"""u8.ToArray();
        await _state.TrySetAsync(Some.Connection, "status/*", running, 0);
        await _state.TrySetAsync(
            Some.Connection, "lease/import/*", new Guid("11111111-1111-1111-1111-111111111111").ToByteArray(), 0, TimeSpan.FromMinutes(1));

        Assert.Equal(RunState.Running, (await desk.Host.Importer.GetStatusAsync(Some.Connection))!.State);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunState.Interrupted, (await desk.Host.Importer.GetStatusAsync(Some.Connection))!.State);
    }

    [Fact]
    public async Task GetStatusAsync_ReportThatComesAfterTheEndOfItsRun_TellsTheEnd()
    {
        var watcher = new StateWatcher(_state, _time);
        var leases = new Leases(_state, watcher, new HistoryImportOptions(), _time, NullLogger<Leases>.Instance);
        var board = new StatusBoard(_state, watcher, leases, _time);
        StatusWriter writer = await board.BeginAsync(Some.Connection, new ImportScope("*"), _state, () => new ImportProgress { RunId = _earlier, Connection = Some.Connection }, default);
        var running = new ImportProgress { RunId = _earlier, Connection = Some.Connection };
        StateWrite begun = writer.Begin(running);
        await _state.TrySetAsync(Some.Connection, begun.Key, begun.Value, begun.ExpectedVersion, begun.TimeToLive);
        await writer.EndAsync(running with { Result = new ImportResult { RunId = _earlier, Outcome = ImportOutcome.Completed } });

        await writer.ReportAsync(running);

        Assert.Equal(RunState.Ended, (await board.ReadAsync(Some.Connection, new ImportScope("*"), default))!.State);
    }

    [Fact]
    public async Task GetStatusAsync_EarlierRunWasOnAHostWhoseClockIsAhead_TellsTheLaterRun()
    {
        await WriteStatusAsync(_earlier, "2030-01-01T00:00:00Z");
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(3));

        ImportResult result = await desk.ImportAsync();

        Assert.Equal(result.RunId, (await StatusAsync(desk))!.RunId);
    }

    [Fact]
    public async Task GetStatusAsync_OwnerLostItsLeaseToAHostWhoseClockIsBehind_TellsTheRunThatTookOver()
    {
        var other = new Guid("22222222-2222-2222-2222-222222222222");
        await using TicketDesk desk = Desk();
        await desk.KnowNewestAsync(desk.AddChat(300));
        desk.Phone.Mood = (_, ordinal) =>
        {
            if (ordinal == 1)
            {
                TakeOver(other);
            }

            return ordinal == 1 ? PhoneMood.Silent : new PhoneMood();
        };

        Assert.Equal(ImportOutcome.LeaseLost, (await desk.ImportAsync()).Outcome);

        ImportStatus status = (await StatusAsync(desk))!;
        Assert.Equal((other, RunState.Running), (status.RunId, status.State));

        void TakeOver(Guid owner)
        {
            const string Lease = "lease/import/" + Some.Chat;
            long version = _state.GetAsync(Some.Connection, Lease).AsTask().Result!.Version;
            Assert.NotNull(_state.TrySetAsync(Some.Connection, Lease, owner.ToByteArray(), version, TimeSpan.FromHours(1)).AsTask().Result);
            WriteStatusAsync(owner, "2020-01-01T00:00:00Z").Wait();
        }
    }

    async Task WriteStatusAsync(Guid run, string startedAt)
    {
        const string Key = "status/" + Some.Chat;
        long version = (await _state.GetAsync(Some.Connection, Key))?.Version ?? 0;
        byte[] status = Encoding.UTF8.GetBytes($$"""{"RunId":"{{run}}","StartedAt":"{{startedAt}}"}""");
        Assert.NotNull(await _state.TrySetAsync(Some.Connection, Key, status, version));
    }

    static Task<ImportStatus?> StatusAsync(TicketDesk desk) => desk.Host.Importer.GetStatusAsync(Some.Connection, TicketDesk.Ticket.Chats).AsTask();

    TicketDesk Desk(InMemoryMessageStore? store = null) => new(store: store, state: _state, time: _time);
}
