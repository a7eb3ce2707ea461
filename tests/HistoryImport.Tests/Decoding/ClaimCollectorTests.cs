namespace HistoryImport.Tests;

public class ClaimCollectorTests
{
    const string Lid = "123@lid";
    const string Number = "5511987654321@s.whatsapp.net";
    const string Group = "120363012345678901@g.us";

    static readonly JidClaim Claim = new(Jid.Parse(Lid), Jid.Parse(Number));

    [Fact]
    public void Collect_SetClaims_ArePassedOnOnce() => Assert.Equal([Claim], OfSet(new HistorySet { Claims = [Claim, Claim] }));

    [Theory]
    [InlineData(Lid, Number, null)]
    [InlineData(Number, null, Lid)]
    [InlineData(Group, Number, Lid)]
    [InlineData(Lid, "5511987654321:3@c.us", "123:4@lid")]
    public void Collect_ChatOrContactWithItsOtherJid_IsAClaim(string id, string? number, string? lid)
    {
        Assert.Equal([Claim], OfSet(new HistorySet { Chats = [new HistoryChat { Id = id, NumberJid = number, LidJid = lid }] }));
        Assert.Equal([Claim], OfSet(new HistorySet { Contacts = [new HistoryContact { Id = id, NumberJid = number, LidJid = lid }] }));
    }

    [Theory]
    [InlineData(Lid, null, null)]
    [InlineData(Lid, "", "")]
    [InlineData(Lid, null, Lid)]
    [InlineData(Group, Number, null)]
    [InlineData("", Number, null)]
    [InlineData("no jid", Number, "no jid")]
    [InlineData(Lid, "0@c.us", null)]
    public void Collect_ChatOrContactWithoutAPair_IsNoClaim(string id, string? number, string? lid)
    {
        Assert.Empty(OfSet(new HistorySet { Chats = [new HistoryChat { Id = id, NumberJid = number, LidJid = lid }] }));
        Assert.Empty(OfSet(new HistorySet { Contacts = [new HistoryContact { Id = id, NumberJid = number, LidJid = lid }] }));
    }

    [Fact]
    public void Collect_ChatWithAnotherNumberThanItsOwn_ClaimsBoth()
    {
        const string Other = "551187654321@s.whatsapp.net";

        IReadOnlyList<JidClaim> claims = OfSet(new HistorySet { Chats = [new HistoryChat { Id = Number, NumberJid = Other, LidJid = Lid }] });

        Assert.Equal(new[] { Claim, new(Jid.Parse(Lid), Jid.Parse(Other)) }.ToHashSet(), claims.ToHashSet());
    }

    [Fact]
    public void Collect_LiveKeyWithAlternates_IsAClaim()
    {
        Assert.Equal([Claim], Of(new HistoryMessage { RemoteJid = Lid, RemoteJidAlt = Number }));
        Assert.Equal([Claim], Of(new HistoryMessage { RemoteJid = Group, Participant = Number, ParticipantAlt = Lid }));
    }

    [Fact]
    public void Collect_EnvelopeInTheConversationOfTheOtherJid_IsAClaim()
    {
        Assert.Equal([Claim], Of(new HistoryMessage { RemoteJid = Number, ConversationId = Lid }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Number, ConversationId = Number }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Number, ConversationId = Group }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Number, ConversationId = "551187654321@c.us" }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = "", ConversationId = Lid }));
    }

    [Fact]
    public void Collect_ReceiptOfOwnMessage_IsAClaim()
    {
        Assert.Equal([Claim], Of(new HistoryMessage { RemoteJid = Lid, FromMe = true, ReceiptJid = Number }));
        Assert.Equal([Claim], Of(new HistoryMessage { ConversationId = Lid, FromMe = true, ReceiptJid = Number }));
    }

    [Fact]
    public void Collect_ReceiptOfOtherMessages_IsNoClaim()
    {
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Lid, FromMe = false, ReceiptJid = Number }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Group, Participant = Lid, FromMe = true, ReceiptJid = Number }));
        Assert.Empty(Of(new HistoryMessage { RemoteJid = Number, FromMe = true, ReceiptJid = Lid }));
    }

    [Theory]
    [InlineData(true, Lid, Number, Number, false)]
    [InlineData(false, Lid, Number, Number, true)]
    [InlineData(true, Lid, "5511987654321:7@c.us", Number, false)]
    [InlineData(true, Number, Lid, Lid, false)]
    [InlineData(true, Lid, Number, "551187654321@s.whatsapp.net", true)]
    [InlineData(true, Lid, Number, Lid, true)]
    [InlineData(true, Lid, Number, "", true)]
    public void Collect_AlternateOfAnOwnMessage_IsNoClaimIfItIsOursElsewhere(bool fromMe, string chat, string alternate, string account, bool expected)
    {
        var message = new HistoryMessage { RemoteJid = chat, RemoteJidAlt = alternate, FromMe = fromMe };
        Jid[] known = account.Length == 0 ? [] : [Jid.Parse(account)];

        IReadOnlyList<JidClaim> ofSet = new HistorySet { Messages = [message], Account = known }.GetClaims();
        IReadOnlyList<JidClaim> ofKnown = new HistorySet { Messages = [message] }.GetClaims(known);

        Assert.Equal(expected ? [Claim] : [], ofSet);
        Assert.Equal(ofSet, ofKnown);
        Assert.Equal(fromMe, ClaimCollector.AsksForAccount(new HistorySet { Messages = [message] }));
    }

    [Fact]
    public void Collect_AlternateOfAnOwnMessageInTheChatWithOurselves_IsAClaim() => Assert.Equal(
        [Claim], new HistorySet { Messages = [new HistoryMessage { RemoteJid = Lid, RemoteJidAlt = Number, FromMe = true }] }.GetClaims(Jid.Parse(Number), Jid.Parse(Lid)));

    [Fact]
    public void Collect_AlternateThatTheSetSaysIsOurs_IsNoClaim() => Assert.Equal(
        [Claim],
        new HistorySet
        {
            Claims = [Claim],
            Messages = [new HistoryMessage { RemoteJid = "551187654321@s.whatsapp.net", RemoteJidAlt = Lid, FromMe = true }],
        }.GetClaims(Jid.Parse(Number)));

    [Fact]
    public void Collect_ReceiptOfAnotherDeviceOfOurs_IsNoClaim() => Assert.Empty(
        new HistorySet { Messages = [new HistoryMessage { RemoteJid = Lid, ReceiptJid = Number, FromMe = true }] }.GetClaims(Jid.Parse(Number)));

    [Fact]
    public void AsksForAccount_OneOfManyAsks_IsTrue() => Assert.True(ClaimCollector.AsksForAccount(new HistorySet
    {
        Messages = [new HistoryMessage { RemoteJid = Lid }, new HistoryMessage { RemoteJid = Lid, RemoteJidAlt = Number, FromMe = true }],
    }));

    [Fact]
    public void AsksForAccount_NoPair_IsFalse() => Assert.False(ClaimCollector.AsksForAccount(new HistorySet
    {
        Messages = [new HistoryMessage { RemoteJid = Lid, FromMe = true }, new HistoryMessage { RemoteJid = Lid, RemoteJidAlt = Lid, FromMe = true }],
    }));

    [Fact]
    public void Collect_ParticipantOfOwnGroupMessage_IsTheAccount()
    {
        Assert.Equal(Jid.Parse(Lid), ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Group, Participant = "123:4@lid", FromMe = true }));
        Assert.Equal(Jid.Parse(Lid), ClaimCollector.OwnJid(new HistoryMessage { ConversationId = Group, Participant = Lid, FromMe = true }));
    }

    [Fact]
    public void OwnJid_ParticipantElsewhere_IsNone()
    {
        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Group, Participant = Lid }));
        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Number, Participant = Lid, FromMe = true }));
        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = "status@broadcast", Participant = Lid, FromMe = true }));
        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Group, Participant = Group, FromMe = true }));
        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Group, Participant = "", FromMe = true }));
    }

    [Fact]
    public void OwnJid_MemberWhoReceivedWhatWeSent_IsNone()
    {
        var read = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = "A", TargetFromMe = true, TargetParticipant = Lid, Status = MessageStatus.Read };

        Assert.Null(ClaimCollector.OwnJid(new HistoryMessage { RemoteJid = Group, Id = "A", Participant = Lid, FromMe = true, Amendment = read }));
    }

    static IReadOnlyList<JidClaim> OfSet(HistorySet set) => [.. ClaimCollector.Collect(set, set.Account)];

    static IReadOnlyList<JidClaim> Of(HistoryMessage message) => OfSet(new HistorySet { Messages = [message] });
}
