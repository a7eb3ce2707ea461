namespace HistoryImport.WhatsApp.Tests.Json;

public class EnvelopeTests
{
    const string A = """{"key":{"remoteJid":"1@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}""";
    const string B = """{"key":{"remoteJid":"1@s.whatsapp.net","id":"B"},"message":{"conversation":"b"}}""";

    public static TheoryData<string> Envelopes() =>
    [
        $$$"""{"messages":[{{{A}}},{{{B}}}]}""",
        $$$"""{"chats":[],"contacts":[],"messages":[{{{A}}},{{{B}}}],"isLatest":true}""",
        $$$"""{"event":"messaging-history.set","data":{"messages":[{{{A}}},{{{B}}}]}}""",
        $$$"""{"event":"messages.set","instance":"x","data":[{{{A}}},{{{B}}}]}""",
        $$$"""{"data":[{{{A}}},{{{B}}}],"event":"messages.set"}""",
        $"[{A},{B}]",
        $$$"""[{"messages":[{{{A}}}]},{"messages":[{{{B}}}]}]""",
        $"{A}\n{B}\n",
        $"{A}\r\n{B}",
        $"{A} {B}",
        $$$"""{"messages":[{{{A}}}]}{{{"\n"}}}{"messages":[{{{B}}}]}""",
        $"\uFEFF \r\n\t[{A},{B}]",
        $"[{A},\n  {B}\n]",
        $$$"""{"conversations":[{"id":"1@s.whatsapp.net","messages":[{"message":{{{A}}},"msgOrderId":"7"},{"message":{{{B}}}}]}]}""",
        $$$"""{"chats":[{"id":"1@s.whatsapp.net","messages":[{"message":{{{A}}},"msgOrderId":7},{"message":{{{B}}}}]}]}""",
        $$$"""{"chats":[{"id":"1@s.whatsapp.net","messages":[{"message":{{{A}}}}]},{"id":"2@s.whatsapp.net","messages":[{"message":{{{B}}}}]}]}""",
        $$$"""{"statusV3Messages":[{{{A}}},{{{B}}}]}""",
        $$$"""[{"msgOrderId":1,"message":{{{A}}}},{"message":{{{B}}}}]""",
        $$$"""{"event":"messages.upsert","data":{{{A}}}}{{{"\n"}}}{"event":"messages.upsert","data":{{{B}}}}""",
        $$$"""{"id":"evt_1","event":"message","session":"x","payload":{{{A}}}}{{{"\n"}}}{{{B}}}""",
        """{"messages":[{"message":{"conversation":"a"},"key":{"remoteJid":"1@s.whatsapp.net","id":"A"}},{"message":{"conversation":"b"},"key":{"remoteJid":"1@s.whatsapp.net","id":"B"}}]}""",
    ];

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task Decode_Envelope_BothMessagesInOrder(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Equal([("A", "a", 0L), ("B", "b", 1L)], Decode.Messages(parts).Select(m => (m.Id!, m.Content!.Body, m.Position)));
        Assert.Empty(Decode.Problems(parts));
    }

    [Theory]
    [InlineData("""{"chats":[{"id":"1@s.whatsapp.net","messages":[{"message":MA}]}],"messages":[MA]}""")]
    [InlineData("""{"messages":[MA],"chats":[{"id":"1@s.whatsapp.net","messages":[{"message":MA}]}]}""")]
    public async Task Decode_NewestMessageRepeatedInItsChat_Once(string json)
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync(json.Replace("MA", A, StringComparison.Ordinal)));

        Assert.Equal([("A", 0L)], set.Messages.Select(m => (m.Id!, m.Position)));
    }

    [Fact]
    public async Task Decode_Event_HeaderChatsContactsAndClaims()
    {
        string json = """
            {"chats":[{"id":"1@lid","name":"n","pnJid":"9@s.whatsapp.net","lidJid":"","accountLid":"8@lid"},{"id":"7@g.us","displayName":"g","accountLid":"8@lid"},{"name":"no id"}],
             "contacts":[{"id":"1@lid","name":"c","notify":"p","phoneNumber":"9@s.whatsapp.net","lid":"1@lid"},{"id":"7@g.us","lid":"8@lid"},{}],
             "lidPnMappings":[{"lid":"3@lid","pn":"4@s.whatsapp.net"},{"lid":"3@lid"},5],
             "messages":[],"progress":50,"syncType":"RECENT","chunkOrder":"3","peerDataRequestSessionId":"R","pastParticipants":[{"groupJid":"7@g.us"}]}
            """;

        HistorySet set = Assert.Single(await Decode.JsonAsync(json));

        Assert.Equal(
            [
                new HistoryChat { Id = "1@lid", Name = "n", NumberJid = "9@s.whatsapp.net", LidJid = "8@lid" },
                new HistoryChat { Id = "7@g.us", Name = "g" },
            ],
            set.Chats);
        Assert.Equal(
            [
                new HistoryContact { Id = "1@lid", Name = "c", PushName = "p", NumberJid = "9@s.whatsapp.net", LidJid = "1@lid" },
                new HistoryContact { Id = "7@g.us" },
            ],
            set.Contacts);
        Assert.Equal([JidClaim.TryCreate("3@lid", "4@s.whatsapp.net")!], set.Claims);
        Assert.Equal((HistorySyncType.Recent, 50, 3L, "R"), (set.SyncType, set.Progress, set.ChunkOrder, set.RequestId));
    }

    [Fact]
    public async Task Decode_PushnamesAndProtobufMappings_Read()
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync(
            """{"syncType":4,"pushnames":[{"id":"1@lid","pushname":"p"}],"phoneNumberToLidMappings":[{"pnJid":"4@s.whatsapp.net","lidJid":"3@lid"}]}"""));

        Assert.Equal([new HistoryContact { Id = "1@lid", PushName = "p" }], set.Contacts);
        Assert.Single(set.Claims);
    }

    [Fact]
    public async Task Decode_EventsInARow_HeadersDoNotMix()
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$"""{"messages":[{{{A}}}],"syncType":6,"peerDataRequestSessionId":"R"}{{{"\n"}}}{"messages":[{{{B}}}]}""");

        Assert.Equal([("R", (HistorySyncType?)HistorySyncType.OnDemand), (null!, null)], parts.Select(part => (part.RequestId!, part.SyncType)));
    }

    [Fact]
    public async Task Decode_ConversationId_KeptBesideTheKey()
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            """{"conversations":[{"id":"5@lid","messages":[{"message":{"key":{"remoteJid":"","id":"A"}}}]}]}"""));

        Assert.Equal((null, "5@lid"), (read.RemoteJid, read.ConversationId));
    }

    [Fact]
    public async Task Decode_DatabaseRow_Read()
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            """[{"key":{"id":"A","fromMe":true,"remoteJid":"1@s.whatsapp.net"},"pushName":"p","messageType":"conversation","message":{"conversation":"a"},"messageTimestamp":1700000000,"source":"ios","status":"READ"}]"""));

        Assert.Equal(("A", true, "p", "a", 1700000000L, MessageStatus.Read), (read.Id, read.FromMe, read.PushName, read.Content!.Body, read.Timestamp, read.Status));
    }

    [Fact]
    public async Task Decode_FlatWithData_DataWins()
    {
        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(
            $$$"""[{"id":"false_9@c.us_X","timestamp":1,"from":"9@c.us","fromMe":false,"body":"other","ack":1,"_data":{{{A}}}}]"""));

        Assert.Equal(("A", "a", "1@s.whatsapp.net"), (read.Id, read.Content!.Body, read.RemoteJid));
    }

    [Theory]
    [InlineData("\"false_5511@c.us_3EB0\"", "5511@c.us", false, "3EB0", null)]
    [InlineData("\"true_5511_1@c.us_3EB0\"", "5511_1@c.us", true, "3EB0", null)]
    [InlineData("\"false_1-2@g.us_3EB0_7@c.us\"", "1-2@g.us", false, "3EB0", "7@c.us")]
    [InlineData("\"3EB0\"", "from@c.us", false, "3EB0", null)]
    [InlineData("""{"fromMe":true,"remote":"5@c.us","id":"3EB0","_serialized":"x"}""", "5@c.us", true, "3EB0", null)]
    public async Task Decode_FlatWithoutData_TextOfItsBody(string id, string chat, bool fromMe, string wireId, string? participant)
    {
        string json = $$$"""[{"id":{{{id}}},"timestamp":1700000000,"from":"from@c.us","fromMe":false,"body":"b","ack":3,"_data":{"x":1}}]""";

        HistoryMessage read = Assert.Single(await Decode.JsonMessagesAsync(json));

        Assert.Equal((chat, fromMe, wireId, participant), (read.RemoteJid, read.FromMe, read.Id, read.Participant));
        Assert.Equal((MessageKind.Text, "b", 1700000000L, MessageStatus.Read), (read.Content!.Kind, read.Content.Body, read.Timestamp, read.Status));
    }

    [Theory]
    [InlineData("-1", MessageStatus.Error)]
    [InlineData("0", MessageStatus.Pending)]
    [InlineData("4", MessageStatus.Played)]
    [InlineData("5", null)]
    [InlineData("null", null)]
    public async Task Decode_FlatAck_StatusLessOne(string ack, MessageStatus? status)
    {
        Assert.Equal(status, Assert.Single(await Decode.JsonMessagesAsync($$$"""[{"id":"X","to":"1@c.us","fromMe":true,"body":"b","ack":{{{ack}}}}]""")).Status);
    }

    [Fact]
    public async Task Decode_WebhooksOfContactsAndChats_NoMessages()
    {
        List<HistorySet> parts = await Decode.JsonAsync(
            """{"event":"contacts.set","data":[{"remoteJid":"1@lid","pushName":"p"}]}{"event":"chats.set","data":[{"id":"2@lid","name":"n"}]}""");

        Assert.Equal("p", Assert.Single(parts[0].Contacts).PushName);
        Assert.Equal("n", Assert.Single(parts[1].Chats).Name);
        Assert.Empty(Decode.Messages(parts));
    }

    [Fact]
    public async Task Decode_MessagesBeforeTheirChatsId_BelongToItAllTheSame()
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync(
            """{"conversations":[{"messages":[{"message":{"key":{"remoteJid":"","id":"A"}}},{"message":{"key":{"remoteJid":"5511900000001@s.whatsapp.net","id":"B"}}}],"id":"5@lid"}]}"""));

        Assert.Equal("5@lid", Assert.Single(set.Messages, m => m.Id == "A").ConversationId);
        Assert.Equal("5511900000001@s.whatsapp.net", Assert.Single(set.Claims).Number.Value);
    }
}
