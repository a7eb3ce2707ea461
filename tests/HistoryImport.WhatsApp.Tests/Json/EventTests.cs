namespace HistoryImport.WhatsApp.Tests.Json;

/// <summary>What events say besides messages: nothing, pairs, names, our own account.</summary>
public class EventTests
{
    const string A = """{"key":{"remoteJid":"12025550001@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}""";
    static readonly JidClaim _pair = JidClaim.TryCreate("9001@lid", "12025550001@s.whatsapp.net")!;

    [Theory]
    [InlineData("""{"event":"connection.update","instance":"desk","data":{"state":"open","statusReason":200}}""", "connection.update")]
    [InlineData("""{"event":"presence.update","data":{"id":"1@s.whatsapp.net","presences":{"1@s.whatsapp.net":{"lastKnownPresence":"composing"}}}}""", "presence.update")]
    [InlineData("""{"event":"PRESENCE_UPDATE","data":[{"id":"1@s.whatsapp.net"}]}""", "presence.update")]
    [InlineData("""{"data":{"state":"open"},"event":"connection.update"}""", "connection.update")]
    [InlineData("""{"event":"session.status","session":"desk","payload":{"status":"WORKING"}}""", "session.status")]
    [InlineData("""{"type":"ChatPresence","event":{"Chat":"1@s.whatsapp.net","State":"composing"}}""", "ChatPresence")]
    [InlineData("""{"creds.update":{"accountSyncCounter":1}}""", "creds.update")]
    [InlineData("""{"event":"contacts.update","data":[]}""", null)]
    [InlineData("""{"call":[{"chatId":"1@s.whatsapp.net","from":"1@s.whatsapp.net","id":"C","status":"offer"}]}""", "call")]
    [InlineData("""{"event":"groups.update","environment":{"tier":"PLUS"},"data":[]}""", null)]
    [InlineData("""{"event":"onpresencechanged","session":"s","id":"1@c.us","isOnline":true,"t":1781000001}""", "onpresencechanged")]
    [InlineData("""{"event":"qrcode.updated","data":{"qrcode":{"base64":"x"}}}""", "qrcode.updated")]
    public async Task Decode_EventWithoutHistory_CountedAndNoProblem(string json, string? word)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Empty(Decode.Messages(parts));
        Assert.Empty(Decode.Problems(parts));
        Assert.Equal(word is null ? [] : [KeyValuePair.Create(word, 1)], parts.SelectMany(part => part.WithoutHistory));
    }

    [Theory]
    [InlineData("""{"event":"lid-mapping.update","data":{"lid":"9001@lid","pn":"12025550001@s.whatsapp.net"}}""")]
    [InlineData("""{"event":"lid-mapping.update","data":[{"lid":"9001@lid","pn":"12025550001@s.whatsapp.net"}]}""")]
    [InlineData("""{"lid-mapping.update":{"pn":"12025550001:3@s.whatsapp.net","lid":"9001:3@lid"}}""")]
    [InlineData("""{"event":"chats.phoneNumberShare","data":{"lid":"9001@lid","jid":"12025550001@s.whatsapp.net"}}""")]
    [InlineData("""[{"lid":"9001@lid","pn":"12025550001@c.us"},{"lid":"9002@lid","pn":null}]""")]
    [InlineData("""{"lid":"9001@lid","pn":"12025550001@c.us"}""")]
    [InlineData("""{"event":"groups.upsert","data":[{"id":"120363000000000011@g.us","subject":"Choir","participants":[{"id":"9001@lid","phoneNumber":"12025550001@s.whatsapp.net","admin":null}]}]}""")]
    [InlineData("""{"groups.upsert":[{"id":"120363000000000011@g.us","subject":"Choir","participants":[{"id":"12025550001@s.whatsapp.net","lid":"9001@lid"}]}]}""")]
    [InlineData("""{"event":"group-participants.update","data":{"id":"120363000000000011@g.us","action":"add","participants":[{"id":"9001@lid","jid":"12025550001@s.whatsapp.net"}]}}""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"9001@lid","jid":"12025550001@s.whatsapp.net","notify":"Ann"}]}""")]
    [InlineData("""{"contacts":{"9001@lid":{"lid":"9001@lid","id":"12025550001@s.whatsapp.net"}}}""")]
    [InlineData("""{"syncType":3,"inlineContacts":[{"pnJid":"12025550001@s.whatsapp.net","lidJid":"9001@lid","fullName":"Ann Example"}]}""")]
    [InlineData("""[{"key":{"remoteJid":"9001@lid","senderPn":"12025550001@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"12025550001@s.whatsapp.net","senderLid":"9001@lid","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"12025550001@s.whatsapp.net","previousRemoteJid":"9001@lid","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"12025550001@s.whatsapp.net","fromMe":true,"recipientLid":"9001@lid","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"1-2@g.us","participant":"9001@lid","participantPn":"12025550001@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"1-2@g.us","participantLid":"9001@lid","id":"A"},"participant":"12025550001@s.whatsapp.net","message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"1-2@g.us","participant":"9001@lid","senderPn":"12025550001@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"1-2@g.us","id":"A"},"messageStubType":27,"messageStubParameters":["{\"id\":\"9001@lid\",\"phoneNumber\":\"12025550001@s.whatsapp.net\"}","{no"]}]""")]
    public async Task Decode_Pair_IsTheOnlyClaim(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Equal([_pair], parts.SelectMany(part => part.GetClaims()));
        Assert.Empty(Decode.Problems(parts));
    }

    [Theory]
    [InlineData("""{"remoteJid":"9001@lid","fromMe":true,"senderPn":"12025550099@s.whatsapp.net","id":"A"}""")]
    [InlineData("""{"remoteJid":"12025550001@s.whatsapp.net","recipientLid":"9099@lid","id":"A"}""")]
    [InlineData("""{"remoteJid":"1-2@g.us","senderPn":"12025550001@s.whatsapp.net","id":"A"}""")]
    public async Task Decode_AddressOfSomebodyElse_IsNoPair(string key) =>
        Assert.Empty((await Decode.JsonAsync($$$"""[{"key":{{{key}}},"message":{"conversation":"a"}}]""")).SelectMany(part => part.GetClaims()));

    [Theory]
    [InlineData("""{"event":"message","session":"desk","me":{"id":"12025550099@c.us","lid":"9099@lid"},"payload":MESSAGE}""", 2)]
    [InlineData("""{"event":"message","payload":MESSAGE,"me":{"id":"12025550099@c.us"}}""", 1)]
    [InlineData("""{"event":"messages.upsert","instance":"desk","data":MESSAGE,"sender":"12025550099@s.whatsapp.net"}""", 1)]
    [InlineData("""{"event":"messages.upsert","instance":"desk","data":{"messages":[MESSAGE]},"sender":"12025550099@s.whatsapp.net"}""", 1)]
    [InlineData("""{"creds.update":{"me":{"id":"12025550099:7@s.whatsapp.net","name":"Desk"}},"messages.upsert":{"messages":[MESSAGE]}}""", 0)]
    [InlineData("""{"event":"messages.upsert","data":MESSAGE,"sender":"12025550001@s.whatsapp.net"}""", 0)]
    [InlineData("""{"event":"messages.upsert","instance":"desk","data":MESSAGE,"sender":"120363000000000011@g.us"}""", 0)]
    [InlineData("""{"messages":[MESSAGE],"sender":"12025550001@s.whatsapp.net"}""", 0)]
    public async Task Decode_OwnAccount_OnlyWhereItIsNamed(string json, int count)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json.Replace("MESSAGE", A, StringComparison.Ordinal));

        Assert.Single(Decode.Messages(parts));
        Assert.Equal(count, parts.SelectMany(part => part.Account).Distinct().Count());
        Assert.All(parts.SelectMany(part => part.Account), jid => Assert.Contains("99", jid.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decode_EventsOfTwoAccounts_EachItsOwn()
    {
        List<HistorySet> parts = await Decode.JsonAsync(
            $$$"""{"event":"message","me":{"id":"12025550098@c.us"},"payload":{{{A}}}}{{{"\n"}}}{"event":"message","me":{"id":"12025550099@c.us"},"payload":{{{A}}}}""");

        Assert.Equal(["12025550098@s.whatsapp.net", "12025550099@s.whatsapp.net"], parts.Select(part => Assert.Single(part.Account).Value));
    }

    [Theory]
    [InlineData("9001@lid")]
    [InlineData("12025550001@s.whatsapp.net")]
    [InlineData("+1 (202) 555-0001")]
    [InlineData("12025550001")]
    [InlineData("")]
    public async Task Decode_NumberOrJidForAName_IsNoName(string name)
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync(
            $$$"""{"chats":[{"id":"1@lid","name":"{{{name}}}"}],"contacts":[{"id":"1@lid","notify":"{{{name}}}","name":"{{{name}}}"}],"messages":[{"key":{"id":"A"},"pushName":"{{{name}}}","message":{"conversation":"a"}}]}"""));

        Assert.Null(set.Chats[0].Name);
        Assert.Equal((null, null), (set.Contacts[0].Name, set.Contacts[0].PushName));
        Assert.Null(set.Messages[0].PushName);
    }

    [Theory]
    [InlineData("Ann")]
    [InlineData("007")]
    [InlineData("24/7 Taxi")]
    [InlineData("ann@home")]
    [InlineData("555 1234 Pizza")]
    public async Task Decode_Name_IsKept(string name) => Assert.Equal(
        name,
        Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"key":{"id":"A"},"pushName":"{{{name}}}","message":{"conversation":"a"}}]""")).PushName);

    [Fact]
    public async Task Decode_PushNameOfAGroup_IsThatOfItsLastSenderAndNoName()
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync("""{"event":"contacts.set","data":[{"remoteJid":"120363000000000011@g.us","pushName":"Ann"}]}"""));

        Assert.Equal(("120363000000000011@g.us", null), (Assert.Single(set.Contacts).Id, set.Contacts[0].PushName));
    }
}
