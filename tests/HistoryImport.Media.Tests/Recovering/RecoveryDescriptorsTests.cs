using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What messages tell of a file, and what becomes of it by that.</summary>
public sealed class RecoveryDescriptorsTests : RecoveryTest
{
    const string Fresher = "/v/t62.7118-24/1234_n.enc?ccb=11-4&oh=02&oe=66F0A000";

    [Theory]
    [InlineData("key", MediaState.Damaged)]
    [InlineData("no key", MediaState.Refused)]
    [InlineData("hash", MediaState.Damaged)]
    [InlineData("size", MediaState.Refused)]
    [InlineData("kind", MediaState.Damaged)]
    public async Task RecoverAsync_AnotherMessageToldTheFileWrongly_IsFetchedByWhatThisOneTells(string lie, MediaState state)
    {
        MediaDescriptor right = _file.Descriptor(Path);
        MediaDescriptor wrong = lie switch
        {
            "key" => right with { Key = new byte[32] },
            "no key" => right with { Key = null },
            "hash" => right with { Sha256 = new byte[32] },
            "size" => right with { Size = long.MaxValue },
            _ => right,
        };
        await _host.WriteAsync(
            MediaHost.Message("A", wrong, kind: lie == "kind" ? MessageKind.Document : MessageKind.Image), MediaHost.Message("B", right));
        _host.Serve((Path, _file.Blob));
        await _host.RecoverAsync("A");
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(state, (await _host.RecoverAsync("A")).State);

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("B")).State);
        Assert.Equal(_file.Plain, Assert.Single(_host.Sink.Files).Value);
    }

    [Fact]
    public async Task RecoverAsync_SizeToldALittleWrongly_IsStored()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path) with { Size = 10 }));
        _host.Serve((Path, _file.Blob));

        Assert.Equal((MediaState.Stored, 5000L), await StateAndLengthAsync("A"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecoverAsync_MuchLongerThanItsSenderTold_MayPassOnceAndIsDamageThen(bool isLengthSaid)
    {
        var file = EncryptedMedia.Random(3, 2_000_000);
        await _host.WriteAsync(MediaHost.Message("A", file.Descriptor(Path) with { Size = 10 }), MediaHost.Message("B", file.Descriptor(Path)));
        _host.Server.Answer = async context =>
        {
            context.Response.ContentLength = isLengthSaid ? file.Blob.Length : null;
            await context.Response.Body.WriteAsync(file.Blob);
        };

        MediaItem first = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.WrongLength), (first.State, first.Reason));
        _host.Time.Advance(TimeSpan.FromHours(1));
        MediaItem second = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Damaged, MediaReason.WrongLength), (second.State, second.Reason));
        Assert.Empty(_host.Sink.Files);

        Assert.Equal((MediaState.Stored, 2_000_000L), await StateAndLengthAsync("B"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecoverAsync_LongerThanIsAllowed_IsRefused(bool isLengthSaid)
    {
        await using MediaHost host = await MediaHost.StartAsync(options => options.MaxBytes = 100_000);
        var file = EncryptedMedia.Random(3, 2_000_000);
        await host.WriteAsync(MediaHost.Message("A", file.Descriptor(Path) with { Size = 50_000 }));
        host.Server.Answer = async context =>
        {
            context.Response.ContentLength = isLengthSaid ? file.Blob.Length : null;
            await context.Response.Body.WriteAsync(file.Blob);
        };

        MediaItem item = await host.RecoverAsync("A");

        Assert.Equal((MediaState.Refused, MediaReason.TooLarge), (item.State, item.Reason));
    }

    [Fact]
    public async Task RecoverAsync_LaterMessageOfTheOrderTellsAFresherPath_IsFetchedForAll()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        await _host.RecoverAsync("A");
        await _host.WriteAsync(MediaHost.Message("B", _file.Descriptor(Fresher)));
        _host.Serve((Fresher, _file.Blob));

        MediaResult result = await _host.Recovery.RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A"), MediaHost.Key("B")] });

        Assert.Equal([MediaState.Stored, MediaState.Stored], result.Items.Select(item => item.State));
        Assert.Single(_host.Sink.Files);
    }

    public static TheoryData<string, MediaState, MediaReason> Descriptors() => new()
    {
        { "hostile path", MediaState.Refused, MediaReason.ForeignAddress },
        { "no path", MediaState.Expired, MediaReason.NoAddress },
        { "short key", MediaState.Refused, MediaReason.NoKey },
        { "key was taken away", MediaState.Refused, MediaReason.NoKey },
        { "no key, no hash", MediaState.Refused, MediaReason.NothingToVerify },
        { "too large", MediaState.Refused, MediaReason.TooLarge },
        { "nothing", MediaState.Refused, MediaReason.NoAddress },
    };

    [Theory]
    [MemberData(nameof(Descriptors))]
    public async Task RecoverAsync_WhatCannotBe_IsToldAndNobodyIsAsked(string what, MediaState state, MediaReason reason)
    {
        MediaDescriptor good = _file.Descriptor(Path);
        await _host.WriteAsync(MediaHost.Message("A", what switch
        {
            "hostile path" => good with { DirectPath = "//evil.example/x" },
            "no path" => good with { DirectPath = null, Url = "https://evil.example/x" },
            "short key" => good with { Key = [1, 2] },
            "no key, no hash" => good with { Key = null, Sha256 = null, EncryptedSha256 = null },
            "key was taken away" => good with { Key = null },
            "too large" => good with { Size = 3_000_000_000 },
            _ => new MediaDescriptor(),
        }));
        _host.Serve((Path, _file.Blob));

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((state, reason), (item.State, item.Reason));
        Assert.Equal(0, _host.Server.Connections);
        Assert.NotEmpty(item.ToSentence("en"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecoverAsync_WhatIsNotEncrypted_IsTakenByItsHash(bool hasKey)
    {
        byte[] plain = MediaVector.Plain(3000);
        var media = new MediaDescriptor { DirectPath = Path, Sha256 = SHA256.HashData(plain), Key = hasKey ? new byte[32] : null, Size = 3000 };
        await _host.WriteAsync(MediaHost.Message("A", media, kind: MessageKind.Voice));
        _host.Serve((Path, plain));

        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
        Assert.Equal(plain, Assert.Single(_host.Sink.Files).Value);
    }

    [Fact]
    public async Task ReceiveAsync_HistorySetWithAFresherPath_MakesItAvailableAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Fresher, _file.Blob));
        Assert.Equal(MediaState.Expired, (await _host.RecoverAsync("A")).State);

        await _host.Services.GetRequiredService<IHistoryInbox>().ReceiveAsync(MediaHost.Connection, new HistorySet
        {
            Messages = [new HistoryMessage { Id = "A", RemoteJid = MediaHost.Contact.Value, Content = new MessageContent { Kind = MessageKind.Image, Media = _file.Descriptor(Fresher) } }],
        });

        Assert.Equal(MediaState.Available, (await _host.Recovery.GetAsync(MediaHost.Connection, [MediaHost.Key("A")])).Items[0].State);
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    async Task<(MediaState State, long? Length)> StateAndLengthAsync(string id)
    {
        MediaItem item = await _host.RecoverAsync(id);
        return (item.State, item.Length);
    }
}
