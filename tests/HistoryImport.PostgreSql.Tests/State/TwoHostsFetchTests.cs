using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.State;

/// <summary>One host asks the phone, another receives what it answers.</summary>
public sealed class TwoHostsFetchTests : IAsyncLifetime
{
    const string Chat = "5511987654321@s.whatsapp.net";
    const string Listening = $"FROM pg_stat_activity WHERE query = 'LISTEN {ChangeListener.Channel}' AND application_name = '{{s}}'";

    static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Hazard", "H-18")]
    public async Task ImportAsync_AnotherHostReceivesTheAnswer_WakesByNotification(bool tellsId)
    {
        // Its clock stands still: neither asking again nor a time-out ends the wait.
        var phone = new Phone(tellsId);
        await using ServiceProvider asking = Host(phone, new ManualTimeProvider());
        await using ServiceProvider receiving = Host(phone, TimeProvider.System);
        Task<ImportResult> importing = await BeginAsync(asking, phone);
        await UntilAsync(async () => (await _schema.QueryAsync($"SELECT pid {Listening}")).Count > 0);

        // What is told as listening begins is no notification of ours.
        await Task.Delay(500);
        Assert.False(importing.IsCompleted);
        await AnswerAsync(receiving);

        await AssertHasAllAsync(importing);
    }

    [Fact]
    [Trait("Hazard", "H-18")]
    public async Task ImportAsync_AnotherHostReceivesTheAnswerAndTheListenerIsKilled_FindsItByAsking()
    {
        var phone = new Phone(tellsId: true);
        await using ServiceProvider asking = Host(phone, TimeProvider.System);
        await using ServiceProvider receiving = Host(phone, TimeProvider.System);
        Task<ImportResult> importing = await BeginAsync(asking, phone);
        using var done = new CancellationTokenSource();
        Task killing = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    await _schema.QueryAsync($"SELECT pg_terminate_backend(pid) {Listening}");
                }
            },
            CancellationToken.None);
        await Task.Delay(500, CancellationToken.None);
        Assert.False(importing.IsCompleted);
        await AnswerAsync(receiving);

        await AssertHasAllAsync(importing);
        await done.CancelAsync();
        await killing;
    }

    static async Task<Task<ImportResult>> BeginAsync(ServiceProvider host, Phone phone)
    {
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Message("NEW", Chat)] });
        Task<ImportResult> importing = host.GetRequiredService<IHistoryImporter>()
            .ImportAsync(new ImportRequest { Connection = Some.Connection, Chats = [Jid.Parse(Chat)] });
        await phone.Asked.WaitAsync(_patience);
        return importing;
    }

    static ValueTask AnswerAsync(ServiceProvider host) => host.GetRequiredService<IHistoryInbox>().ReceiveAsync(
        Some.Connection,
        new HistorySet
        {
            RequestId = Phone.RequestId,
            SyncType = HistorySyncType.OnDemand,
            Messages = [Some.Message("OLD", Chat, Some.Time - 60)],
            Chats = [new HistoryChat { Id = Chat, EndOfHistory = EndOfHistory.Exhausted }],
        });

    async Task AssertHasAllAsync(Task<ImportResult> importing)
    {
        ImportResult result = await importing.WaitAsync(_patience);
        Assert.Equal((ImportOutcome.Completed, (FetchEnd?)FetchEnd.Exhausted, 1), (result.Outcome, result.FetchEnd, result.FetchRequests));
        Assert.Equal(["NEW", "OLD"], _schema.Rows().Select(row => row.Key.Id).Order());
    }

    static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    ServiceProvider Host(Phone phone, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton<IHistoryFetcher>(phone);
        services.AddHistoryImport(options => options.FetchTimeout = TimeSpan.FromMinutes(1)).UsePostgreSql(
            new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { ApplicationName = _schema.Name }.ConnectionString,
            options => options.Schema = _schema.Name);
        return services.BuildServiceProvider();
    }

    /// <summary>Takes requests; the answer comes to whichever host has the socket.</summary>
    sealed class Phone(bool tellsId) : IHistoryFetcher
    {
        public const string RequestId = "3EB0";

        readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return new(new FetchReply(FetchStatus.Requested) { RequestId = tellsId ? RequestId : null });
        }
    }
}
