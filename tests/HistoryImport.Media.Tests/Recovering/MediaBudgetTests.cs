using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Recovering;

public sealed class MediaBudgetTests : IAsyncLifetime
{
    static readonly ConnectionKey _connection = MediaHost.Connection;
    static readonly Jid _chat = MediaHost.Contact;
    static readonly Jid _other = MediaHost.Group;

    readonly HistoryMediaOptions _options = new() { FilesPerHour = 5, FilesPerChatPerHour = 3, RequestsPerHour = 4, RequestsPerChatPerHour = 2 };
    MediaHost _host = null!;
    MediaBudget _budget = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync();
        _budget = Another();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task TryTakeFileAsync_ChatAndConnection_EachHaveTheirBounds()
    {
        Assert.Equal([true, true, true, false], await FilesAsync(_budget, _chat, 4));
        Assert.Equal([true, true, false], await FilesAsync(_budget, _other, 3));
        Assert.Equal([false], await FilesAsync(_budget, default, 1));
        Assert.True(await _budget.TryTakeFileAsync(new ConnectionKey("tenant", "other"), _chat, CancellationToken.None));
    }

    [Fact]
    public async Task TryTakeRequestAsync_ChatAndConnection_EachHaveTheirBoundsBesideThoseOfFiles()
    {
        await FilesAsync(_budget, _chat, 4);

        Assert.Equal([true, true, false], await RequestsAsync(_chat, 3));
        Assert.Equal([true, true, false], await RequestsAsync(_other, 3));
    }

    [Fact]
    public async Task TryTakeFileAsync_AnHourAfterTheFirst_BeginsAnew()
    {
        await FilesAsync(_budget, _chat, 1);
        _host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal([true, true, false], await FilesAsync(_budget, _chat, 3));

        _host.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([true, true, true, false], await FilesAsync(_budget, _chat, 4));
    }

    [Fact]
    public async Task TryTakeFileAsync_TwoInstancesAtOnce_NeverTakeMoreThanThereIs()
    {
        (_options.FilesPerHour, _options.FilesPerChatPerHour) = (10, 100);
        MediaBudget[] instances = [_budget, Another()];

        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => instances[i % 2].TryTakeFileAsync(_connection, default, CancellationToken.None).AsTask())));

        Assert.InRange(taken.Count(one => one), 1, 10);
        await FilesAsync(_budget, default, 10);
        Assert.False(await instances[1].TryTakeFileAsync(_connection, default, CancellationToken.None));
    }

    [Fact]
    public async Task ErasePersonAsync_BudgetOfTheirChat_NamesThemNoLonger()
    {
        await FilesAsync(_budget, _chat, 1);
        var states = _host.Services.GetRequiredService<IStateStore>();
        Assert.Contains(await states.ListKeysAsync(_connection, "media/"), key => key.Contains(_chat.User, StringComparison.Ordinal));

        await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(_connection, _chat);

        Assert.DoesNotContain(await states.ListKeysAsync(_connection, ""), key => key.Contains(_chat.User, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TryTakeFileAsync_StateThatIsNoneOfOurs_CountsAsNothing()
    {
        var states = _host.Services.GetRequiredService<IStateStore>();
        await states.TrySetAsync(_connection, "media/budget", new byte[] { 1, 2, 3 }, 0, TimeSpan.FromHours(1));

        Assert.True(await _budget.TryTakeFileAsync(_connection, default, CancellationToken.None));
    }

    [Fact]
    public void Around_ManyTimes_VariesByHalf()
    {
        TimeSpan[] pauses = [.. Enumerable.Range(0, 1000).Select(_ => Jitter.Around(TimeSpan.FromSeconds(10)))];

        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)));
        Assert.True(pauses.Max() - pauses.Min() > TimeSpan.FromSeconds(8));
        Assert.Equal(TimeSpan.Zero, Jitter.Around(TimeSpan.Zero));
    }

    MediaBudget Another() => new(_host.Services.GetRequiredService<IStateStore>(), _options, _host.Time);

    static async Task<List<bool>> FilesAsync(MediaBudget budget, Jid chat, int count)
    {
        var taken = new List<bool>();
        for (int i = 0; i < count; i++)
        {
            taken.Add(await budget.TryTakeFileAsync(_connection, chat, CancellationToken.None));
        }

        return taken;
    }

    async Task<List<bool>> RequestsAsync(Jid chat, int count)
    {
        var taken = new List<bool>();
        for (int i = 0; i < count; i++)
        {
            taken.Add(await _budget.TryTakeRequestAsync(_connection, chat, CancellationToken.None));
        }

        return taken;
    }
}
