using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests.Messages;

public class AmendmentTests
{
    static readonly Wire.MessageKey _target = new() { RemoteJid = "1@s.whatsapp.net", FromMe = true, Id = "T", Participant = "2@lid" };

    [Fact]
    public async Task Read_Edit_Amendment()
    {
        var edit = new Message.Types.ProtocolMessage { Type = 14, Key = _target, TimestampMs = 1700000000123, EditedMessage = new() { Conversation = "new" } };
        foreach (Message message in new Message[] { new() { ProtocolMessage = edit }, new() { EditedMessage = new() { Message = new() { ProtocolMessage = edit } } } })
        {
            HistoryMessage read = await Decode.BothAsync(message);

            Assert.Equal(
                new MessageAmendment { Kind = AmendmentKind.Edit, TargetId = "T", TargetFromMe = true, TargetParticipant = "2@lid", Text = "new", TimestampMs = 1700000000123 },
                read.Amendment);
            Assert.Null(read.Content);
            Assert.Null(read.Noise);
        }
    }

    [Fact]
    public async Task Read_EditOfCaption_BodyByTheSameRules()
    {
        var wrapped = new Message { EphemeralMessage = new() { Message = new() { ImageMessage = new() { Caption = "new" } } } };

        HistoryMessage read = await Decode.BothAsync(new() { ProtocolMessage = new() { Type = 14, Key = _target, EditedMessage = wrapped } });

        Assert.Equal("new", read.Amendment!.Text);
        Assert.Null(read.Amendment.TimestampMs);
    }

    [Fact]
    public async Task Read_EditOfEdit_Noise()
    {
        var inner = new Message { ProtocolMessage = new() { Type = 14, Key = _target, EditedMessage = new() { Conversation = "new" } } };

        Assert.Equal("protocol", (await Decode.BothAsync(new() { ProtocolMessage = new() { Type = 14, Key = _target, EditedMessage = inner } })).Noise);
    }

    [Fact]
    public async Task Read_Revoke_AmendmentThoughItsTypeIsZero()
    {
        HistoryMessage read = await Decode.BothAsync(new() { ProtocolMessage = new() { Type = 0, Key = _target } });

        Assert.Equal(new MessageAmendment { Kind = AmendmentKind.Revoke, TargetId = "T", TargetFromMe = true, TargetParticipant = "2@lid" }, read.Amendment);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("\"0\"", true)]
    [InlineData("\"REVOKE\"", true)]
    [InlineData("\"Revoke\"", true)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"SOMETHING_NEW\"", false)]
    [InlineData("77", false)]
    public async Task Read_JsonType_RevokeOnlyIfPresent(string type, bool isRevoke)
    {
        string json = $$$$$$"""[{"key":{"id":"A"},"message":{"protocolMessage":{"key":{"id":"T"},"type":{{{{{{type}}}}}}}}}]""";

        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(json));

        Assert.Equal(isRevoke, read.Amendment?.Kind == AmendmentKind.Revoke);
        Assert.Equal(isRevoke ? null : "protocol", read.Noise);
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Read_Reaction_AmendmentWithOrWithoutEmoji(string? emoji)
    {
        var reaction = new Wire.Reaction { Key = _target, SenderTimestampMs = 5 };
        if (emoji is not null)
        {
            reaction.Text = emoji;
        }

        HistoryMessage read = await Decode.BothAsync(new() { ReactionMessage = reaction });

        Assert.Equal(
            new MessageAmendment { Kind = AmendmentKind.Reaction, TargetId = "T", TargetFromMe = true, TargetParticipant = "2@lid", Text = emoji ?? "", TimestampMs = 5 },
            read.Amendment);
    }
}
