using System.Text;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Erasing;

/// <summary>Wherever a payload may name somebody who was erased, it is kept back or loses the name.</summary>
public sealed class SieveTests
{
    const string Person = Some.Chat;
    const string Other = "5511900000002@s.whatsapp.net";

    static readonly MarkMaker _maker = new(new ErasureKey(new byte[32]), Some.Connection);
    static readonly Guid _erasure = Guid.NewGuid();

    // The person, and one group as a chat.
    readonly Sieve _sieve = new(
        1,
        new Dictionary<string, Guid>(StringComparer.Ordinal)
        {
            [_maker.OfPerson(Jid.Parse(Person))] = _erasure,
            [_maker.OfAddress(Jid.Parse(Person).User)] = _erasure,
            [_maker.OfChat(Jid.Parse(Some.Group))] = Guid.NewGuid(),
        },
        _maker);

    public static TheoryData<string> Places => [.. _naming.Keys];

    static readonly Dictionary<string, HistoryMessage> _naming = new()
    {
        ["RemoteJid"] = Some.Text("A", Person),
        ["RemoteJidAlt"] = Some.Text("A", Some.ChatLid) with { RemoteJidAlt = Person },
        ["ConversationId"] = Some.Text("A", Other) with { RemoteJid = null, ConversationId = Person },
        ["DestinationJid"] = Some.Text("A", Other, fromMe: true) with { DestinationJid = Person },
        ["Participant"] = Some.Text("A", "120363000000000001@g.us", participant: Person),
        ["ParticipantAlt"] = Some.Text("A", "120363000000000001@g.us", participant: Some.ChatLid) with { ParticipantAlt = Person },
        ["a device of theirs"] = Some.Text("A", "120363000000000001@g.us", participant: "5511987654321:12@s.whatsapp.net"),
        ["target of an amendment"] = Some.Amendment(
            AmendmentKind.Reaction, "B", "👍", chat: "120363000000000001@g.us", participant: Other, targetParticipant: Person, targetFromMe: false),
        ["their own taken back"] = Some.Amendment(
            AmendmentKind.Revoke, "B", chat: "120363000000000001@g.us", participant: Person, targetParticipant: Person, targetFromMe: false),
        ["taken back of nobody knows whom"] = Some.Amendment(AmendmentKind.Revoke, "B", chat: "120363000000000001@g.us", participant: Person, targetFromMe: false),
        ["note of the system"] = Some.Text("A", "120363000000000001@g.us", participant: Other) with
        {
            Content = new MessageContent { Kind = MessageKind.System, Body = "5511987654321 joined" },
        },
        ["group"] = Some.Text("A", Some.Group, participant: Other),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Sift_MessageOfOrAboutTheErased_KeepsItBack(string place)
    {
        Assert.Null(_sieve.Sift(_naming[place]));
        Assert.Empty(_sieve.Sift(Some.Set(_naming[place])).Messages);
        var batch = new CacheBatch { Messages = [new CachedMessage(7, _naming[place])] };
        Assert.Empty(_sieve.Sift(batch, out IReadOnlyList<long> dropped).Messages);
        Assert.Equal([7], dropped);
    }

    [Fact]
    public void Sift_TakenBackByThemOfSomebodyElse_LosesOnlyWhoDidIt()
    {
        HistoryMessage revoke = Some.Amendment(
            AmendmentKind.Revoke, "B", chat: "120363000000000001@g.us", participant: Person, targetParticipant: Other, targetFromMe: false) with
        {
            ParticipantAlt = Person, PushName = "Ana",
        };

        HistoryMessage kept = _sieve.Sift(revoke)!;

        Assert.Equal((null, null, null), (kept.Participant, kept.ParticipantAlt, kept.PushName));
        Assert.Equal(revoke.Amendment, kept.Amendment);
        Assert.Same(kept, _sieve.Sift(kept));
    }

    [Fact]
    public void Sift_WrittenByOthers_LosesOnlyWhatNamesTheErased()
    {
        HistoryMessage message = Some.Text("A", "120363000000000001@g.us", "hello 5511987654321", participant: Other) with
        {
            ReceiptJid = Person,
            Reactions = [new HistoryReaction { Participant = Person, Emoji = "👍" }, new HistoryReaction { Participant = Other, Emoji = "❤" }],
        };
        message = message with { Content = message.Content! with { Raw = Encoding.UTF8.GetBytes("""{"mentionedJid":["5511987654321@s.whatsapp.net"]}""") } };

        HistoryMessage kept = _sieve.Sift(message)!;

        Assert.Null(kept.ReceiptJid);
        Assert.Equal(Other, Assert.Single(kept.Reactions).Participant);
        Assert.True(kept.Content!.Raw.IsEmpty);
        Assert.Equal("hello 5511987654321", kept.Content.Body);
    }

    [Fact]
    public void Sift_NothingOfTheErased_IsTheSame()
    {
        HistoryMessage message = Some.Text("A", Other) with { ReceiptJid = Other, Reactions = [new HistoryReaction { Participant = Other, Emoji = "❤" }] };

        Assert.Same(message, _sieve.Sift(message));
    }

    [Fact]
    public void Sift_NamesAndClaims_OfTheErasedAreLeftOutUnderEachSpelling()
    {
        const string Hidden = Some.ChatLid;
        var set = new HistorySet
        {
            Contacts =
            [
                new HistoryContact { Id = Person, Name = "a" }, new HistoryContact { Id = Hidden, NumberJid = Person, Name = "b" },
                new HistoryContact { Id = Other, LidJid = Person, Name = "c" }, new HistoryContact { Id = Other, Name = "kept" },
            ],
            Chats =
            [
                new HistoryChat { Id = Person, Name = "a" }, new HistoryChat { Id = Hidden, NumberJid = Person, Name = "b" },
                new HistoryChat { Id = Other, LidJid = Person, Name = "c" }, new HistoryChat { Id = Some.Group, Name = "d" }, new HistoryChat { Id = Other, Name = "kept" },
            ],
            Claims = [new JidClaim(Jid.Parse(Hidden), Jid.Parse(Person)), new JidClaim(Jid.Parse(Hidden), Jid.Parse(Other))],
        };

        HistorySet kept = _sieve.Sift(set);

        Assert.Equal("kept", Assert.Single(kept.Contacts).Name);
        Assert.Equal("kept", Assert.Single(kept.Chats).Name);
        Assert.Equal(Other, Assert.Single(kept.Claims).Number.Value);
    }

    [Fact]
    public void Sift_CachedNames_OfTheErasedAreDropped()
    {
        var batch = new CacheBatch
        {
            Names =
            [
                new CachedName(1, new HistoryName(Jid.Parse(Person), NameKind.Push, "a")), new CachedName(2, new HistoryName(Jid.Parse(Some.Group), NameKind.Chat, "b")),
                new CachedName(3, new HistoryName(Jid.Parse(Other), NameKind.Push, "kept")),
            ],
        };

        Assert.Equal("kept", Assert.Single(_sieve.Sift(batch, out IReadOnlyList<long> dropped).Names).Name.Name);
        Assert.Equal([1, 2], dropped);
    }
}
