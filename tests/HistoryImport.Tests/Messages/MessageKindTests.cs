namespace HistoryImport.Tests;

public class MessageKindTests
{
    // Numbers and names are stored and exported: entries are added, never changed.
    [Theory]
    [InlineData(0, MessageKind.Unsupported, "unsupported")]
    [InlineData(1, MessageKind.Text, "text")]
    [InlineData(2, MessageKind.Image, "image")]
    [InlineData(3, MessageKind.Video, "video")]
    [InlineData(4, MessageKind.VideoNote, "video-note")]
    [InlineData(5, MessageKind.Voice, "voice")]
    [InlineData(6, MessageKind.Audio, "audio")]
    [InlineData(7, MessageKind.Document, "document")]
    [InlineData(8, MessageKind.Sticker, "sticker")]
    [InlineData(9, MessageKind.Location, "location")]
    [InlineData(10, MessageKind.LiveLocation, "live-location")]
    [InlineData(11, MessageKind.Contact, "contact")]
    [InlineData(12, MessageKind.Poll, "poll")]
    [InlineData(13, MessageKind.Event, "event")]
    [InlineData(14, MessageKind.Invite, "invite")]
    [InlineData(15, MessageKind.Interactive, "interactive")]
    [InlineData(16, MessageKind.InteractiveReply, "interactive-reply")]
    [InlineData(17, MessageKind.Commerce, "commerce")]
    [InlineData(18, MessageKind.Call, "call")]
    [InlineData(19, MessageKind.System, "system")]
    public void ToName_Kind_IsStable(int number, MessageKind kind, string name)
    {
        Assert.Equal(number, (int)kind);
        Assert.Equal(name, kind.ToName());
    }

    [Fact]
    public void ToName_EveryKind_HasItsOwnName() =>
        Assert.Equal(20, Enum.GetValues<MessageKind>().Select(kind => kind.ToName()).Distinct().Count());

    [Theory]
    [InlineData(-1)]
    [InlineData(20)]
    public void ToName_NoKind_Throws(int number) => Assert.Throws<ArgumentOutOfRangeException>(() => ((MessageKind)number).ToName());

    [Fact]
    public void Status_Numbers_AreWhatsApps() =>
        Assert.Equal(["Error", "Pending", "Server", "Delivered", "Read", "Played"], Enumerable.Range(0, 6).Select(number => ((MessageStatus)number).ToString()));
}
