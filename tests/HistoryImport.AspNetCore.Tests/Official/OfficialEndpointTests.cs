using System.Net;
using System.Text;

namespace HistoryImport.AspNetCore.Tests.Official;

public sealed class OfficialEndpointTests : IAsyncLifetime
{
    readonly OfficialHost _host = new();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_TwoTenantsInOneBody_EachGetsItsOwn()
    {
        string body = OfficialHost.Webhook(
            OfficialHost.Entry("a", OfficialHost.Message("1001", "for acme"), OfficialHost.Message("2002", "for the other")),
            OfficialHost.Entry("b", OfficialHost.Message("2002", "also for the other", "wamid.HBgLMTQxNTU1NTAxMDAVAgASGBQzQTAxMDIwMzA0MDUwNjA3MDhBQgA=")));

        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(body));
        await _host.Host.RestartAsync();
        Assert.Equal(["for acme"], await TextsAsync(TestHost.Acme));
        Assert.Equal(["also for the other", "for the other"], await TextsAsync(TestHost.Other));
        Assert.Empty(await _host.Host.Shelf.ListAsync(SetAsideDelivery.NoTenant));
    }

    [Fact]
    public async Task Post_NumberOfAnotherApp_IsNobodys()
    {
        string body = OfficialHost.Webhook(OfficialHost.Entry("a", OfficialHost.Message("1001", "for acme")));

        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(body, "third", OfficialHost.ThirdSecret));
        Assert.Empty(await TextsAsync(TestHost.Acme));
        Assert.Equal(SetAsideCause.Unassigned, Assert.Single(await _host.Host.Shelf.ListAsync(SetAsideDelivery.NoTenant)).Cause);
    }

    [Fact]
    public async Task Post_SecretOfAnotherApp_IsRefused()
    {
        string body = OfficialHost.Webhook(OfficialHost.Entry("a", OfficialHost.Message("1001", "for acme")));

        Assert.Equal(HttpStatusCode.Unauthorized, await _host.PostAsync(body, OfficialHost.App, OfficialHost.ThirdSecret));
        Assert.Empty(await TextsAsync(TestHost.Acme));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=0123456789012345678901234567890123456789")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Post_SignatureThatIsWrong_IsRefused(string signature) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.PostAsync("{}"u8.ToArray(), signature: signature));

    [Theory]
    [InlineData("nobody", OfficialHost.Secret)]
    [InlineData("weak", "short")]
    public async Task Post_AppWithoutASecret_IsRefused(string app, string secret) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.PostAsync("{}", app, secret));

    [Fact]
    public async Task Post_WithoutANumber_BelongsToTheOnlyOneOfItsAccount()
    {
        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(OfficialHost.Webhook(OfficialHost.Entry("acme-account", OfficialHost.Message(null, "for acme")))));

        Assert.Equal(["for acme"], await TextsAsync(TestHost.Acme));
    }

    [Theory]
    [InlineData("two-numbers", null)]
    [InlineData("no-account", null)]
    [InlineData("acme-account", "9999")]
    public async Task Post_NobodyCanTellWhose_IsSetAsideUnderNoTenantAndReadable(string account, string? number)
    {
        string entry = OfficialHost.Entry(account, OfficialHost.Message(number, "whose"));
        string body = OfficialHost.Webhook(entry, OfficialHost.Entry("a", OfficialHost.Message("2002", "for the other")));

        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(body));
        await _host.Host.RestartAsync();
        SetAsideDelivery kept = Assert.Single(await _host.Host.Shelf.ListAsync(SetAsideDelivery.NoTenant));
        byte[] payload = (await _host.Host.Shelf.ReadAsync(SetAsideDelivery.NoTenant, kept.Id))!;
        Assert.Equal(SetAsideCause.Unassigned, kept.Cause);
        Assert.Equal(OfficialHost.Webhook(entry), Encoding.UTF8.GetString(payload));
        Assert.Empty(await TextsAsync(TestHost.Acme));
        Assert.Equal(["for the other"], await TextsAsync(TestHost.Other));
    }

    [Fact]
    public async Task Post_NobodysAndNoHistory_IsNotKept()
    {
        const string Change = """{"field":"message_template_status_update","value":{"event":"APPROVED","message_template_id":1}}""";

        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(OfficialHost.Webhook(OfficialHost.Entry("two-numbers", Change))));
        Assert.Empty(await _host.Host.Shelf.ListAsync(SetAsideDelivery.NoTenant));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"object\":\"whatsapp_business_account\",\"entry\":[{")]
    [InlineData("")]
    public async Task Post_SignedAndNoJson_IsSetAside(string body)
    {
        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(body));

        Assert.Equal((SetAsideCause.Unreadable, body.Length), Assert.Single((await _host.Host.Shelf.ListAsync(SetAsideDelivery.NoTenant)).Select(kept => (kept.Cause, (int)kept.Bytes))));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"entry\":{}}")]
    [InlineData("{\"entry\":[1,null,{\"id\":7,\"changes\":[null]}]}")]
    [InlineData("{\"object\":\"\\ud800\",\"entry\":[{\"id\":\"\\ud800\",\"changes\":[{\"value\":{\"metadata\":{\"phone_number_id\":\"\\ud800\"}}}]}]}")]
    public async Task Post_SignedAndOfNoShape_IsTaken(string body) => Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(body));

    [Fact]
    public async Task Post_ValueWithoutAnEnvelope_BelongsToItsNumber()
    {
        const string Body = """
            {"messaging_product":"whatsapp","metadata":{"display_phone_number":"155501001","phone_number_id":1001},
             "history":[{"errors":[{"code":2593109,"title":"declined","message":"declined","error_data":{"details":"declined"}}]}]}
            """;
        Assert.Equal(HttpStatusCode.OK, await _host.PostAsync(Body));

        ImportResult result = await _host.Host.Provider.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = TestHost.Acme, QuietPeriod = TimeSpan.Zero });
        Assert.True(result.IsDeclined);
    }

    [Fact]
    public async Task Post_OneTenantCannotTakeIt_TheOthersAreServedAndAllComesAgain()
    {
        var inbox = new RefusingInbox(TestHost.Acme);
        await using OfficialHost host = await new OfficialHost { Services = services => services.AddSingleton<IHistoryInbox>(inbox) }.StartAsync();
        string body = OfficialHost.Webhook(OfficialHost.Entry("a", OfficialHost.Message("1001", "for acme"), OfficialHost.Message("2002", "for the other")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.PostAsync(body));
        Assert.Equal([TestHost.Other], inbox.Received);
        inbox.Refused = null;
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(body));
        Assert.Equal([TestHost.Other, TestHost.Acme, TestHost.Other], inbox.Received);
    }

    [Fact]
    public async Task Post_NoRoomToSetAside_IsNeverAcknowledgedNorRefusedForGood()
    {
        await using OfficialHost host = await new OfficialHost { Options = options => options.SetAside.MaxCount = 1 }.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await host.PostAsync("garbage 1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.PostAsync("garbage 2"));
    }

    [Fact]
    public async Task Post_LargerThanTheBound_HasToComeAgain()
    {
        await using OfficialHost host = await new OfficialHost { Options = options => options.MaxBodyBytes = 100_000 }.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.PostAsync(new byte[100_001]));
    }

    async Task<string[]> TextsAsync(ConnectionKey connection) => [.. (await _host.Host.RowsAsync(connection)).Select(row => row.Body!).Order(StringComparer.Ordinal)];

    sealed class RefusingInbox(ConnectionKey refused) : IHistoryInbox
    {
        public ConnectionKey? Refused { get; set; } = refused;

        public List<ConnectionKey> Received { get; } = [];

        public ValueTask ReceiveAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default)
        {
            if (connection == Refused)
            {
                throw new HistoryStorageException("full");
            }

            Received.Add(connection);
            return ValueTask.CompletedTask;
        }

        public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
