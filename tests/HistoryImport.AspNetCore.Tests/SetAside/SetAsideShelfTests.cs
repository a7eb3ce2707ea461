using System.Buffers;
using System.Security.Cryptography;

namespace HistoryImport.AspNetCore.Tests.SetAside;

public sealed class SetAsideShelfTests : IAsyncLifetime
{
    readonly TestHost _host = new() { Options = options => (options.SetAside.MaxCount, options.SetAside.MaxBytes) = (5, 4 * 1024 * 1024) };

    SetAsideShelf Shelf => _host.Provider.GetRequiredService<SetAsideShelf>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData((1024 * 1024) + 1)]
    [InlineData((3 * 1024 * 1024) + 17)]
    public async Task Put_AnySize_ComesBackAfterARestart(int bytes)
    {
        byte[] payload = RandomNumberGenerator.GetBytes(bytes);
        Assert.True(await PutAsync(1, payload));
        await _host.RestartAsync();

        Assert.Equal(payload, await Shelf.ReadAsync(TestHost.Acme, Id(1)));
        SetAsideDelivery kept = Assert.Single(await Shelf.ListAsync(TestHost.Acme));
        Assert.Equal((bytes, "a reason", "R"), (kept.Bytes, kept.Reason, kept.Headers["request"]));
    }

    [Fact]
    public async Task Put_SameIdAgain_ReplacesIt()
    {
        Assert.True(await PutAsync(1, new byte[3 * 1024 * 1024]));
        Assert.True(await PutAsync(1, new byte[3 * 1024 * 1024]));

        Assert.Single(await Shelf.ListAsync(TestHost.Acme));
    }

    [Fact]
    public async Task Put_BeyondCountOrBytes_IsRefusedAndLeavesNothing()
    {
        Assert.True(await PutAsync(1, new byte[3 * 1024 * 1024]));
        Assert.False(await PutAsync(2, new byte[(1024 * 1024) + 1]));
        for (int i = 3; i < 7; i++)
        {
            Assert.True(await PutAsync(i, [1]));
        }

        Assert.False(await PutAsync(7, [1]));
        Assert.Equal(5, (await Shelf.ListAsync(TestHost.Acme)).Count);
        Assert.Equal(3 + 4 + 1, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Put_ManyAtOnce_NoneIsLostAndNoBoundIsPassed()
    {
        bool[] kept = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => PutAsync(i, [1, 2]).AsTask()));

        Assert.Equal(5, kept.Count(is_ => is_));
        IReadOnlyList<SetAsideDelivery> list = await Shelf.ListAsync(TestHost.Acme);
        Assert.Equal(5, list.Count);
        Assert.All(list, delivery => Assert.True(kept[int.Parse(delivery.Id, System.Globalization.CultureInfo.InvariantCulture) - 1]));
        Assert.Equal(6, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Remove_One_LeavesNothingOfIt()
    {
        Assert.True(await PutAsync(1, new byte[2_500_000]));
        Assert.True(await PutAsync(2, [1]));

        Assert.True(await Shelf.RemoveAsync(TestHost.Acme, Id(1)));
        Assert.False(await Shelf.RemoveAsync(TestHost.Acme, Id(1)));
        Assert.Null(await Shelf.ReadAsync(TestHost.Acme, Id(1)));
        Assert.Equal(2, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Retention_Over_NothingIsLeft()
    {
        Assert.True(await PutAsync(1, [1]));
        _host.Time.Advance(TimeSpan.FromDays(29));
        Assert.True(await PutAsync(2, [1]));
        _host.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(Id(2), Assert.Single(await Shelf.ListAsync(TestHost.Acme)).Id);
        Assert.Null(await Shelf.ReadAsync(TestHost.Acme, Id(1)));
        _host.Time.Advance(TimeSpan.FromDays(29));
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Forget_Connection_ItsOwnAreGoneAndOthersStay()
    {
        Assert.True(await PutAsync(1, new byte[2_000_000]));
        Assert.True(await Shelf.TryPutAsync(TestHost.Other, Delivery(1), new ReadOnlySequence<byte>([7]), default));
        await _host.Provider.GetRequiredService<IHistoryInbox>().ForgetAsync(TestHost.Acme);

        Assert.Empty(await Shelf.ListAsync(TestHost.Acme));
        Assert.Empty(await KeysAsync());
        Assert.Equal([7], await Shelf.ReadAsync(TestHost.Other, Id(1)));
    }

    [Fact]
    public void ToString_TellsNoNumber() => Assert.DoesNotContain(
        "5511900000001",
        (Delivery(1) with { Headers = new Dictionary<string, string> { ["account"] = "5511900000001@s.whatsapp.net" } }).ToString(),
        StringComparison.Ordinal);

    static string Id(int i) => i.ToString("D64", System.Globalization.CultureInfo.InvariantCulture);

    static SetAsideDelivery Delivery(int i) => new()
    {
        Id = Id(i), Cause = SetAsideCause.Unreadable, Reason = "a reason", Headers = new Dictionary<string, string> { ["request"] = "R" },
    };

    ValueTask<bool> PutAsync(int i, byte[] payload) => Shelf.TryPutAsync(TestHost.Acme, Delivery(i), new ReadOnlySequence<byte>(payload), default);

    async Task<IReadOnlyList<string>> KeysAsync() => await _host.Provider.GetRequiredService<IStateStore>().ListKeysAsync(TestHost.Acme, "set-aside");
}
