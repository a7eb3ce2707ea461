using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Messages;

public class MessageReaderTests
{
    static WebMessageInfo Bare(int? stub = null)
    {
        var info = new WebMessageInfo { Key = new Wire.MessageKey { RemoteJid = "1@s.whatsapp.net", Id = "A" } };
        if (stub is { } type)
        {
            info.MessageStubType = type;
        }

        return info;
    }

    static async Task<HistoryMessage> ReadBothAsync(WebMessageInfo info)
    {
        HistoryMessage fromProtobuf = await Decode.ProtobufMessageAsync(info);
        HistoryMessage fromJson = Assert.Single(await Decode.JsonMessagesAsync($"[{JsonFormatter.Default.Format(info)}]"));
        Assert.Equal((fromProtobuf.Noise, fromProtobuf.IsRevoked, fromProtobuf.Content?.Kind), (fromJson.Noise, fromJson.IsRevoked, fromJson.Content?.Kind));
        Assert.Equal((fromProtobuf.Status, fromProtobuf.Timestamp, fromProtobuf.Participant, fromProtobuf.ReceiptJid), (fromJson.Status, fromJson.Timestamp, fromJson.Participant, fromJson.ReceiptJid));
        Assert.Equal(fromProtobuf.Reactions, fromJson.Reactions);
        return fromProtobuf;
    }

    [Theory]
    [InlineData(null, "key-only", null)]
    [InlineData(0, "key-only", null)]
    [InlineData(2, "undecryptable", null)]
    [InlineData(20, null, "system")]
    [InlineData(27, null, "system")]
    [InlineData(32, null, "system")]
    [InlineData(33, null, "system")]
    [InlineData(42, null, "system")]
    [InlineData(213, null, "system")]
    [InlineData(40, null, "call")]
    [InlineData(41, null, "call")]
    [InlineData(45, null, "call")]
    [InlineData(46, null, "call")]
    [InlineData(19, "stub", null)]
    [InlineData(34, "stub", null)]
    [InlineData(68, "stub", null)]
    [InlineData(99999, "stub", null)]
    public async Task Read_Stub_NoteOrNoise(int? stub, string? noise, string? kind)
    {
        HistoryMessage read = await ReadBothAsync(Bare(stub));

        Assert.Equal((noise, kind, false), (read.Noise, read.Content?.Kind.ToName(), read.IsRevoked));
        Assert.Equal("", read.Content?.Body ?? "");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(132)]
    public async Task Read_RevokeStub_RevokedWithOrWithoutContent(int stub)
    {
        WebMessageInfo withContent = Bare(stub);
        withContent.Message = new Message { Conversation = "b" };
        WebMessageInfo withNothing = Bare(stub);
        withNothing.Message = new Message();

        foreach (WebMessageInfo info in new[] { Bare(stub), withNothing })
        {
            HistoryMessage read = await ReadBothAsync(info);
            Assert.Equal((true, null, null), (read.IsRevoked, read.Content, read.Noise));
        }

        HistoryMessage both = await ReadBothAsync(withContent);
        Assert.Equal((true, "b"), (both.IsRevoked, both.Content?.Body));
    }

    [Fact]
    public async Task Read_StubBesideContent_Content()
    {
        WebMessageInfo info = Bare(20);
        info.Message = new Message { Conversation = "b" };

        Assert.Equal(MessageKind.Text, (await ReadBothAsync(info)).Content!.Kind);
    }

    [Theory]
    [InlineData("\"REVOKE\"")]
    [InlineData("\"Revoke\"")]
    [InlineData("\"ADMIN_REVOKE\"")]
    [InlineData("1")]
    [InlineData("\"132\"")]
    public async Task Read_JsonStubName_Revoked(string stub)
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"},"message":null,"messageStubType":{{{stub}}}}]"""));

        Assert.True(read.IsRevoked);
        Assert.Null(read.Noise);
    }

    [Fact]
    public async Task Read_UnknownStubName_Stub()
    {
        Assert.Equal("stub", Assert.Single(await Decode.JsonMessagesAsync("""[{"key":{"id":"A"},"messageStubType":"SOMETHING_NEW"}]""")).Noise);
    }

    [Fact]
    public async Task Read_AbsentFields_Null()
    {
        HistoryMessage read = await ReadBothAsync(new WebMessageInfo { Key = new Wire.MessageKey() });

        Assert.Equal((null, null, null, null), (read.RemoteJid, read.Id, read.Participant, read.ReceiptJid));
        Assert.Equal((null, null, null, false), (read.Timestamp, read.Status, read.PushName, read.FromMe));
        Assert.Equal("key-only", read.Noise);
    }

    [Theory]
    [InlineData(0, true, MessageStatus.Error)]
    [InlineData(0, false, null)]
    [InlineData(5, false, MessageStatus.Played)]
    [InlineData(6, false, null)]
    [InlineData(-1, true, null)]
    public async Task Read_Status_PresenceCounts(int status, bool fromMe, MessageStatus? expected)
    {
        WebMessageInfo info = Bare();
        info.Key.FromMe = fromMe;
        info.Status = status;

        Assert.Equal(expected, (await ReadBothAsync(info)).Status);
    }

    [Fact]
    public async Task Read_Participant_TopLevelFirst()
    {
        WebMessageInfo info = Bare();
        info.Key.Participant = "key@lid";
        Assert.Equal("key@lid", (await ReadBothAsync(info)).Participant);
        info.Participant = "";
        Assert.Equal("key@lid", (await ReadBothAsync(info)).Participant);
        info.Participant = "top@lid";
        Assert.Equal("top@lid", (await ReadBothAsync(info)).Participant);
        info.Key.Participant = "";
        info.ClearParticipant();
        Assert.Null((await ReadBothAsync(info)).Participant);
    }

    [Fact]
    public async Task Read_Receipts_FirstOfOwnMessagesOnly()
    {
        WebMessageInfo info = Bare();
        info.UserReceipt.Add(new UserReceipt { UserJid = "2@s.whatsapp.net" });
        info.UserReceipt.Add(new UserReceipt { UserJid = "3@s.whatsapp.net" });
        Assert.Null((await ReadBothAsync(info)).ReceiptJid);
        info.Key.FromMe = true;
        Assert.Equal("2@s.whatsapp.net", (await ReadBothAsync(info)).ReceiptJid);
    }

    [Fact]
    public async Task Read_AttachedReactions_All()
    {
        WebMessageInfo info = Bare();
        info.Reactions.Add(new Wire.Reaction { Key = new() { FromMe = true }, Text = "👍", SenderTimestampMs = 7 });
        info.Reactions.Add(new Wire.Reaction { Key = new() { Participant = "2@lid" } });

        HistoryMessage read = await ReadBothAsync(info);

        Assert.Equal(
            [new HistoryReaction { FromMe = true, Emoji = "👍", TimestampMs = 7 }, new HistoryReaction { Participant = "2@lid" }],
            read.Reactions);
    }

    [Fact]
    public async Task Read_Raw_IsTheMessageAsItCame()
    {
        WebMessageInfo info = Decode.Text("A", "b");
        string message = """{ "conversation" : "b" }""";

        Assert.Equal(info.Message.ToByteArray(), (await Decode.ProtobufMessageAsync(info)).Content!.Raw.ToArray());
        HistoryMessage fromJson = Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"}, "message": {{{message}}}}]"""));
        Assert.Equal(message, System.Text.Encoding.UTF8.GetString(fromJson.Content!.Raw.Span));
    }

    [Fact]
    public async Task Read_LiveKey_AlternateJids()
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            """[{"key":{"remoteJID":"1@lid","remoteJidAlt":"2@s.whatsapp.net","participantAlt":"3@s.whatsapp.net","FromMe":true,"ID":"A","addressingMode":"lid"}}]"""));

        Assert.Equal(("1@lid", "2@s.whatsapp.net", "3@s.whatsapp.net", true, "A"), (read.RemoteJid, read.RemoteJidAlt, read.ParticipantAlt, read.FromMe, read.Id));
    }
}
