using System.Text.Json;
using HistoryImport.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore.Tests.Media;

/// <summary>The phone is asked for a file at the door of the bridge, and what it says comes as a delivery.</summary>
public sealed class BridgeMediaTests : IAsyncLifetime
{
    const string Key = "synthetic-key-from-host-to-bridge-2";
    const string Chat = "5511900000002@s.whatsapp.net";

    static readonly MessageKey _picture = new(Jid.Parse(Chat), default, false, "3EB0PICTURE");

    static readonly string _bytes = Convert.ToBase64String(new byte[32]);

    readonly TestHost _host;
    readonly List<(string Target, JsonElement Body)> _asked = [];
    Func<Task> _answers = () => Task.CompletedTask;
    int _status = 202;

    public BridgeMediaTests() => _host = new TestHost
    {
        Parts = builder => builder.AddHistoryMedia(options => options.PhoneGap = options.FetchGap = TimeSpan.Zero).UseMediaSink(_ => new NoSink())
            .UseBridgeMediaRequester(options =>
            {
                options.Door = (_, _) => new(new Uri(_host!.Http.BaseAddress!, "/door"));
                options.Key = (_, _) => new(Key);
            }),
        Application = app =>
        {
            app.MapHistoryImport();
            app.MapPost("/door/{**rest}", async context =>
            {
                _asked.Add((context.Request.Path, (await context.Request.ReadFromJsonAsync<JsonElement>())!));
                context.Response.StatusCode = _status;
                await _answers();
            });
        },
    };

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();

        // Nothing says where it lies, so that no server is asked.
        await TestDelivery.Event(
            _host,
            $$"""
            {"event":"messages.upsert","data":{"type":"notify","messages":[{
              "key":{"remoteJid":"{{Chat}}","fromMe":false,"id":"{{_picture.Id}}"},
              "messageTimestamp":1699999999,
              "message":{"imageMessage":{"mimetype":"image/jpeg","mediaKey":"{{_bytes}}","fileEncSha256":"{{_bytes}}" } }
            }] } }
            """).SendAsync();
        await _host.RowsAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Recover_PhoneNoLongerHasIt_IsAskedAtTheDoorAndHeard()
    {
        _answers = async () => Assert.Equal(204, await UpdateAsync("""{"error":{"data":{"code":"2"},"isBoom":true,"output":{"statusCode":404}}}"""));
        MediaItem item = await RecoverAsync();

        Assert.Equal((MediaState.GoneFromPhone, MediaReason.NotOnPhone), (item.State, item.Reason));
        (string target, JsonElement body) = Assert.Single(_asked);
        Assert.Equal("/door/connections/acme/support%20line/reuploads", target);
        Assert.Equal(["chat", "id", "fromMe", "ciphertext", "iv"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Chat, _picture.Id, false), (body.GetProperty("chat").GetString(), body.GetProperty("id").GetString(), body.GetProperty("fromMe").GetBoolean()));
        Assert.Equal(12, body.GetProperty("iv").GetBytesFromBase64().Length);
    }

    [Theory]
    [InlineData(503, MediaState.Pending, MediaReason.PhoneAway)]
    [InlineData(500, MediaState.Pending, MediaReason.PhoneAway)]
    [InlineData(404, MediaState.Expired, MediaReason.NoPhone)]
    public async Task Recover_BridgeDoesNotAsk_SaysSo(int status, MediaState state, MediaReason reason)
    {
        _status = status;
        MediaItem item = await RecoverAsync();

        Assert.Equal((state, reason), (item.State, item.Reason));
    }

    [Theory]
    [InlineData("""{"error":{"output":{"statusCode":404}}}""")]
    [InlineData("""{"error":{"data":{"code":1}}}""")]
    [InlineData("""{"error":7}""")]
    [InlineData("""{"media":{"ciphertext":{"type":"Buffer","data":"AAAA"}}}""")]
    public async Task Recover_AnswerThatHoldsNothing_IsAFailure(string said)
    {
        _answers = () => UpdateAsync(said);
        MediaItem item = await RecoverAsync();

        Assert.Equal((MediaState.Pending, MediaReason.PhoneFailed), (item.State, item.Reason));
    }

    [Theory]
    [InlineData("""{"event":"messages.media-update","data":[{"key":{"remoteJid":7,"id":"X"}},7,null,{}]}""", 204)]
    [InlineData("""{"event":"messages.media-update","data":{}}""", 204)]
    [InlineData("""{"event":"messages.media-update"}""", 204)]
    [InlineData("""{"event":"messages.media-update","data":[{"key":""", 422)]
    [InlineData("""[]""", 204)]
    public async Task Post_UpdateThatIsNone_IsTakenLikeAnyEvent(string json, int status)
    {
        int answered = await TestDelivery.Event(_host, json).SendAsync();

        Assert.Equal(status, answered);
    }

    [Fact]
    public async Task Post_UpdateAboutNothingThatWasAsked_IsLeftAlone() => Assert.Equal(204, await UpdateAsync("""{"error":{"data":{"code":"2"}}}"""));

    async Task<MediaItem> RecoverAsync() => Assert.Single(
        (await _host.Provider.GetRequiredService<IMediaRecovery>().RecoverAsync(TestHost.Acme, new MediaOrder { Messages = [_picture], AskPhone = true })).Items);

    Task<int> UpdateAsync(string said) => TestDelivery.Event(
        _host,
        $$"""{"event":"messages.media-update","data":[{"key":{"remoteJid":"{{Chat}}","fromMe":false,"id":"{{_picture.Id}}"},{{said[1..]}}]}""").SendAsync();

    sealed class NoSink : IMediaSink
    {
        public ValueTask StoreAsync(ConnectionKey connection, VerifiedMedia media, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask RemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
