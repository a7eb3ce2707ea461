namespace HistoryImport.Tests;

public class HistoryMessageTests
{
    [Theory]
    [InlineData("a", "b", "a")]
    [InlineData("", "b", "b")]
    [InlineData(null, "b", "b")]
    [InlineData(null, null, null)]
    public void Chat_OfKeyElseOfConversation(string? remoteJid, string? conversation, string? expected) =>
        Assert.Equal(expected, new HistoryMessage { RemoteJid = remoteJid, ConversationId = conversation }.Chat);
}
