using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Bridge;

/// <summary>What does not fit, now or ever.</summary>
public sealed class DeliveryBoundTests
{
    [Fact]
    public async Task Post_CacheFull_AsksToWaitAndIsTakenLater()
    {
        await using TestHost host = await new TestHost { MaxCachedBytes = 1000 }.StartAsync();
        Assert.Equal(204, await TestDelivery.Message(host, "3EB01").SendAsync());
        using HttpResponseMessage refused = await host.Http.SendAsync(TestDelivery.History(host, Blob.Of([.. Enumerable.Range(0, 100)])).Request());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Single(await host.RowsAsync());
        Assert.Equal(204, await TestDelivery.Message(host, "3EB02").SendAsync());
    }

    // A payload is kept in parts of a thousand messages, and there is room for the first one only.
    [Fact]
    public async Task Post_CacheFullAmidAPayload_IsKeptWithinTheBoundAndEachRowIsThereOnce()
    {
        const int BytesOfOne = 220;
        await using TestHost host = await new TestHost { MaxCachedBytes = 2400 * BytesOfOne }.StartAsync();
        Assert.Equal(204, await TestDelivery.History(host, Blob.Of([.. Enumerable.Range(10_000, 800)])).SendAsync());
        async Task<int> SendAsync()
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return await TestDelivery.History(host, Blob.Of([.. Enumerable.Range(20_000, 2000)])).SendAsync();
        }

        for (int tries = 0; tries < 3; tries++)
        {
            Assert.Equal(503, await SendAsync());
        }

        Assert.Equal(1800, (await host.RowsAsync()).Count);
        Assert.Equal(204, await SendAsync());
        Assert.Equal(2800, (await host.RowsAsync()).DistinctBy(row => row.Id).Count());
        Assert.Equal(2800, (await host.RowsAsync()).Count);
    }

    [Theory]
    [InlineData(true, "2")]
    [InlineData(false, "30")]
    public async Task Post_DatabaseAway_AsksToWait(bool isTransient, string seconds)
    {
        var inbox = new RecordingInbox { Receiving = () => throw new HistoryStorageException("away") { IsTransient = isTransient } };
        await using TestHost host = await new TestHost { Services = services => services.AddSingleton<IHistoryInbox>(inbox) }.StartAsync();
        using HttpResponseMessage response = await host.Http.SendAsync(TestDelivery.Message(host).Request());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(seconds, response.Headers.RetryAfter!.ToString());
    }

    [Fact]
    public async Task Post_InboxFailsInAWayOfItsOwn_IsNeverAcknowledged()
    {
        var inbox = new RecordingInbox { Receiving = () => throw new InvalidOperationException("a text of hello") };
        await using TestHost host = await new TestHost { Services = services => services.AddSingleton<IHistoryInbox>(inbox) }.StartAsync();
        using HttpResponseMessage response = await host.Http.SendAsync(TestDelivery.Message(host).Request());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("hello", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_VaultAway_AsksToWait()
    {
        await using TestHost host = await new TestHost
        {
            Options = options => options.Bridge.DeliveryKey = (_, _) => throw new HttpRequestException("away"),
        }.StartAsync();

        Assert.Equal(503, await TestDelivery.Message(host).SendAsync());
    }

    [Fact]
    public async Task Post_LargerThanTheBound_IsTooLarge()
    {
        await using TestHost host = await new TestHost { Options = options => options.MaxBodyBytes = 100_000 }.StartAsync();
        var fits = new TestDelivery(host, "loss", new byte[100_000]);
        var isTooLarge = new TestDelivery(host, "loss", new byte[100_001]);
        HttpRequestMessage chunked = isTooLarge.Request();
        chunked.Headers.TransferEncodingChunked = true;

        Assert.Equal(204, await fits.SendAsync());
        Assert.Equal(413, await isTooLarge.SendAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Http.SendAsync(chunked)).StatusCode);
    }

    [Fact]
    public async Task Post_BodyOfAGigabyte_IsRefusedUnread()
    {
        await using TestHost host = await new TestHost().StartAsync();
        var watch = Stopwatch.StartNew();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        string head = $"POST {TestDelivery.Message(host).Path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        var answer = new byte[64];
        int read = await client.GetStream().ReadAtLeastAsync(answer, 12);

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "It was waited for.");
    }

    [Fact]
    public async Task Post_BodyThatDoesNotCome_IsGivenUp()
    {
        await using TestHost host = await new TestHost().StartAsync();
        TestDelivery delivery = TestDelivery.Message(host);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        string headers = string.Concat(delivery.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        string head = $"POST {delivery.Path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n{headers}x-history-signature: {delivery.Signature()}\r\n\r\n";
        int timers = host.Time.ActiveTimers;
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        while (host.Time.ActiveTimers == timers)
        {
            await Task.Delay(10);
        }

        host.Time.Advance(TimeSpan.FromSeconds(101));
        var answer = new byte[64];
        int read = await client.GetStream().ReadAtLeastAsync(answer, 12);
        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_MoreAtOnceThanMayBeInMemory_HasToWait()
    {
        var entered = new TaskCompletionSource();
        var hold = new TaskCompletionSource();
        var inbox = new RecordingInbox
        {
            Receiving = () =>
            {
                entered.TrySetResult();
                return hold.Task;
            },
        };
        await using TestHost host = await new TestHost
        {
            Options = options => options.MaxBufferedBytes = options.MaxBodyBytes = 64 * 1024,
            Services = services => services.AddSingleton<IHistoryInbox>(inbox),
        }.StartAsync();
        Task<int> first = TestDelivery.Message(host, "3EB01").SendAsync();
        await entered.Task;
        Assert.Equal(503, await TestDelivery.Message(host, "3EB02").SendAsync());

        hold.SetResult();
        Assert.Equal(204, await first);
        Assert.Equal(204, await TestDelivery.Message(host, "3EB03").SendAsync());
    }

    [Fact]
    public async Task Post_NoRoomToSetAside_IsNotAcknowledgedAndOthersGoOn()
    {
        await using TestHost host = await new TestHost { Options = options => options.SetAside.MaxCount = 1 }.StartAsync();

        Assert.Equal(422, await TestDelivery.Event(host, "garbage 1").SendAsync());
        Assert.Equal(413, await TestDelivery.Event(host, "garbage 2").SendAsync());
        Assert.Equal(204, await TestDelivery.Message(host).SendAsync());
        Assert.True(await host.Shelf.RemoveAsync(TestHost.Acme, (await host.Shelf.ListAsync(TestHost.Acme))[0].Id));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(422, await TestDelivery.Event(host, "garbage 2").SendAsync());
    }
}
