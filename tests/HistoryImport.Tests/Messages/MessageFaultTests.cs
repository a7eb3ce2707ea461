using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Messages;

/// <summary>What only looks at a history names the same faults as what imports it.</summary>
public sealed class MessageFaultTests
{
    const string TooLong = "a text field is longer than 1048576 bytes";
    const string BadId = "its id is longer than 128 bytes or holds a control character";

    static readonly string _text = new('x', 1024 * 1024 + 1);

    public static TheoryData<string, HistoryMessage, string?> Messages() => new()
    {
        { "good", Some.Text("A"), null },
        { "no chat", Some.Text("A") with { RemoteJid = null }, "it names no chat" },
        { "empty chat", Some.Text("A") with { RemoteJid = "" }, "it names no chat" },
        { "bad chat", Some.Text("A") with { RemoteJid = "somebody" }, "its chat is no JID" },
        { "no id", Some.Text(""), "it has no id" },
        { "long id", Some.Text(new string('A', 129)), BadId },
        { "longest id", Some.Text(new string('A', 128)), null },
        { "control character", Some.Text("A\n"), BadId },
        { "text", Some.Text("A") with { Content = new MessageContent { Kind = MessageKind.Text, Body = _text } }, TooLong },
        { "longest text", Some.Text("A") with { Content = new MessageContent { Kind = MessageKind.Text, Body = _text[1..] } }, null },
        { "file name", Some.Text("A") with { Content = new MessageContent { Kind = MessageKind.Document, Media = new MediaDescriptor { FileName = _text } } }, TooLong },
        { "name", Some.Text("A") with { PushName = _text }, TooLong },
        { "edit", Some.Amendment(AmendmentKind.Edit, "A", _text), TooLong },
        { "reaction", Some.Amendment(AmendmentKind.Reaction, "A", "+"), null },
        { "nobody wants the chat", Some.Text("") with { RemoteJid = "status@broadcast" }, null },
        { "edit of nothing", Some.Amendment(AmendmentKind.Edit, "", _text), null },
        { "follow-up", FollowUp("caption"), null },
        { "follow-up without id", FollowUp("caption") with { Id = null }, "it has no id" },
        { "follow-up with a bad id", FollowUp("caption") with { Id = "A\n" }, BadId },
        { "long follow-up", FollowUp(_text), TooLong },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task FindFault_Message_IsWhatAnImportSays(string what, HistoryMessage message, string? fault)
    {
        await using var host = new ImportHost();
        await host.ReceiveAsync(message);

        ImportResult result = await host.ImportAsync();

        Assert.Equal((what, fault), (what, message.FindFault()));
        Assert.Equal((what, fault), (what, result.Problems.SingleOrDefault()?.Reason));
    }

    static HistoryMessage FollowUp(string body) => new()
    {
        Id = "A",
        FromMe = true,
        WireId = new MessageWireId("wamid.F", false),
        Content = new MessageContent { Kind = MessageKind.Image, Body = body },
        Amendment = new MessageAmendment { Kind = AmendmentKind.FollowUp, TargetId = "A" },
    };
}
