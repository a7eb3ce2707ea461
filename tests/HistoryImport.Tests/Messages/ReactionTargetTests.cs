namespace HistoryImport.Tests;

public class ReactionTargetTests
{
    const string Group = "120363000000000001@g.us";
    const string Person = "5511900000001@s.whatsapp.net";

    [Theory]
    [InlineData(Group, Person, false, 0, Person)]
    [InlineData(Group, "", true, 1, "")]
    [InlineData(Person, "", false, ReactionTarget.EitherDirection, "")]
    [InlineData(Person, "", true, ReactionTarget.EitherDirection, "")]
    public void Of_Key_NamesDirectionAndSenderInGroupsOnly(string chat, string sender, bool fromMe, short direction, string target)
    {
        var key = new MessageKey(Jid.Parse(chat), sender.Length == 0 ? default : Jid.Parse(sender), fromMe, "ID");

        Assert.Equal(new ReactionTarget(direction, target), ReactionTarget.Of(key));
        Assert.Equal(ReactionTarget.Of(key), ReactionTarget.Of(chat == Group, fromMe, sender));
    }
}
