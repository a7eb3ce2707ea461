using System.Net;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Bridge;

public sealed class DeliveryEndpointTests : IAsyncLifetime
{
    readonly TestHost _host = new();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_History_IsDurableAndBecomesRows()
    {
        Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1, 2, 3)).SendAsync());
        await _host.RestartAsync();

        Assert.Equal(["synthetic 1", "synthetic 2", "synthetic 3"], (await _host.RowsAsync()).Select(row => row.Body));
    }

    [Fact]
    public async Task Post_Event_IsDurableAndBecomesARow()
    {
        Assert.Equal(204, await TestDelivery.Message(_host).SendAsync());
        await _host.RestartAsync();

        Assert.Equal("hello", Assert.Single(await _host.RowsAsync()).Body);
    }

    [Fact]
    public async Task Post_SameDeliveryAgain_ChangesNothing()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1, 2)).SendAsync());
            _host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, (await _host.RowsAsync()).Count);
    }

    [Fact]
    public async Task Post_HistoryOfAContact_IsNoHistoryAndSetAside()
    {
        TestDelivery delivery = TestDelivery.History(_host, Blob.Of(1));
        delivery.Headers["x-history-from"] = "5511900000002@s.whatsapp.net";

        Assert.Equal(422, await delivery.SendAsync());
        Assert.Empty(await _host.RowsAsync());
        SetAsideDelivery kept = Assert.Single(await _host.Shelf.ListAsync(TestHost.Acme));
        Assert.Equal((SetAsideCause.NotOwnPhone, delivery.Id), (kept.Cause, kept.Id));
    }

    [Fact]
    public async Task Post_HistoryOfAnotherOwnDevice_IsNoHistory()
    {
        TestDelivery delivery = TestDelivery.History(_host, Blob.Of(1));
        delivery.Headers["x-history-from"] = "5511900000001:7@s.whatsapp.net";

        Assert.Equal(422, await delivery.SendAsync());
        Assert.Empty(await _host.RowsAsync());
    }

    [Fact]
    public async Task Post_AnotherAccountsHistory_WaitsUntilTheFirstIsForgotten()
    {
        Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1)).SendAsync());
        TestDelivery Foreign()
        {
            TestDelivery delivery = TestDelivery.History(_host, Blob.Of(2));
            delivery.Headers["x-history-account"] = "5511900000009@s.whatsapp.net";
            delivery.Headers["x-history-from"] = "5511900000009@s.whatsapp.net";
            return delivery;
        }

        Assert.Equal(503, await Foreign().SendAsync());
        await _host.Provider.GetRequiredService<IHistoryInbox>().ForgetAsync(TestHost.Acme);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(204, await Foreign().SendAsync());
        Assert.Equal("synthetic 2", Assert.Single(await _host.RowsAsync()).Body);
    }

    [Fact]
    public async Task Post_Loss_IsKeptWithItsNotification()
    {
        byte[] notification = [1, 2, 3, 4];
        var delivery = new TestDelivery(_host, "loss", notification)
        {
            Headers = { ["x-history-from"] = TestDelivery.Lid, ["x-history-loss"] = "gone", ["x-history-status"] = "410", ["x-history-chunk-order"] = "4" },
        };

        Assert.Equal(204, await delivery.SendAsync());
        await _host.RestartAsync();
        SetAsideDelivery kept = Assert.Single(await _host.Shelf.ListAsync(TestHost.Acme));
        Assert.Equal((SetAsideCause.Lost, 4L, "4"), (kept.Cause, kept.Bytes, kept.Headers["chunk-order"]));
        Assert.Contains("gone, status 410, chunk 4", kept.Reason, StringComparison.Ordinal);
        Assert.Equal(notification, await _host.Shelf.ReadAsync(TestHost.Acme, kept.Id));
    }

    [Theory]
    [InlineData("{\"event\":\"messages.upsert\",\"data\":{\"messages\":[{")]
    [InlineData("nothing that anybody knows")]
    public async Task Post_Unreadable_IsSetAsideAsItCame(string body)
    {
        TestDelivery delivery = TestDelivery.Event(_host, body);

        Assert.Equal(422, await delivery.SendAsync());
        await _host.RestartAsync();
        SetAsideDelivery kept = Assert.Single(await _host.Shelf.ListAsync(TestHost.Acme));
        Assert.Equal((SetAsideCause.Unreadable, delivery.Id), (kept.Cause, kept.Id));
        Assert.Equal(body, Encoding.UTF8.GetString((await _host.Shelf.ReadAsync(TestHost.Acme, kept.Id))!));
    }

    [Fact]
    public async Task Post_DamagedBlob_IsSetAside()
    {
        byte[] blob = Blob.Of(1, 2, 3);
        blob[^6] ^= 0x55;

        Assert.Equal(422, await TestDelivery.History(_host, blob).SendAsync());
        Assert.Empty(await _host.RowsAsync());
    }

    [Fact]
    public async Task Post_NamesWithASlashAndMore_AreTheirOwn()
    {
        var connection = new ConnectionKey("a/b %2F", "ü?#");
        _host.Keys[connection] = "synthetic-key-of-a-strange-connection";
        var delivery = new TestDelivery(_host, "history", Blob.Of(1)) { Connection = connection, Headers = { ["x-history-from"] = TestDelivery.Number } };

        Assert.Equal(204, await delivery.SendAsync());
        Assert.Single(await _host.RowsAsync(connection));
    }

    [Fact]
    public async Task Post_NobodysConnection_IsRefused()
    {
        _host.Keys[SetAsideDelivery.NoTenant] = "synthetic-key-that-opens-what-is-nobodys";
        var delivery = new TestDelivery(_host, "history", Blob.Of(1)) { Connection = SetAsideDelivery.NoTenant };

        Assert.Equal(401, await delivery.SendAsync());
    }

    [Theory]
    [InlineData("x-history-version", "2")]
    [InlineData("x-history-kind", "gossip")]
    [InlineData("x-history-delivery", "short")]
    public async Task Post_HeaderOfNoProtocol_SaysSo(string name, string value)
    {
        TestDelivery delivery = TestDelivery.Message(_host);
        delivery.Headers[name] = value;
        using HttpResponseMessage response = await _host.Http.SendAsync(delivery.Request());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(name, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NotificationTellsMoreThanItsBlob_AllOfItArrives()
    {
        var inbox = new RecordingInbox();
        await using TestHost host = await new TestHost { Services = services => services.AddSingleton<IHistoryInbox>(inbox) }.StartAsync();
        TestDelivery delivery = TestDelivery.History(host, Blob.Of(1));
        delivery.Headers["x-history-request"] = Uri.EscapeDataString("ÄB C");
        delivery.Headers["x-history-progress"] = "80";

        Assert.Equal(204, await delivery.SendAsync());
        (ConnectionKey connection, HistorySet set) = Assert.Single(inbox.Received);
        Assert.Equal(TestHost.Acme, connection);
        Assert.Equal(("ÄB C", HistorySyncType.Recent, 1L, 80), (set.RequestId, set.SyncType, set.ChunkOrder, set.Progress));
        Assert.Equal([TestDelivery.Number, TestDelivery.Lid], set.Account.Select(jid => jid.Value));
    }

    [Fact]
    public async Task Post_OtherConnectionBeside_NothingMixes()
    {
        Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1)).SendAsync());
        var other = new TestDelivery(_host, "history", Blob.Of(2)) { Connection = TestHost.Other, Headers = { ["x-history-from"] = TestDelivery.Number } };
        Assert.Equal(204, await other.SendAsync());

        Assert.Equal("synthetic 1", Assert.Single(await _host.RowsAsync()).Body);
        Assert.Equal("synthetic 2", Assert.Single(await _host.RowsAsync(TestHost.Other)).Body);
    }
}
