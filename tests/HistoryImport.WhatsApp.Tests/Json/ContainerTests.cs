using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp.Tests.Json;

/// <summary>Messages are found whatever they are wrapped in, in order, each once, and without a problem.</summary>
public class ContainerTests
{
    const string A = """{"key":{"remoteJid":"12025550001@s.whatsapp.net","id":"A"},"message":{"conversation":"a"}}""";
    const string B = """{"key":{"remoteJid":"12025550002@s.whatsapp.net","id":"B"},"message":{"conversation":"b"}}""";
    const string Waha = """{"id":"false_12025550001@c.us_A","timestamp":1700000000,"from":"12025550001@c.us","fromMe":false,"body":"a","ack":1}""";

    static string Text(string json) => JsonSerializer.Serialize(json);

    public static TheoryData<string> Containers() =>
    [
        // Pages of answers.
        $$$$$$"""{"messages":{"total":2,"pages":1,"records":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}}""",
        $$$$$$"""[{"messages":{"records":[{{{{{{A}}}}}}]}},{"messages":{"records":[{{{{{{B}}}}}}]}}]""",
        $$$$$$"""{"records":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"total":2}""",
        $$$$$$"""{"status":"success","response":{"messages":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}}""",
        $$$$$$"""{"response":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}""",
        $$$$$$"""{"code":"SUCCESS","message":"ok","results":{"data":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"pagination":{"limit":50,"links":[{"rel":"next"}]}}}""",
        $$$$$$"""{"items":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"cursor":null}""",
        $$$$$$"""{"rows":[{"doc":{{{{{{A}}}}}}},{"doc":{{{{{{B}}}}}}}],"total_rows":2}""",
        $$$$$$"""{"hits":{"hits":[{"_source":{{{{{{A}}}}}}},{"_source":{{{{{{B}}}}}}}]}}""",
        $$$$$$"""{"anything":{"at":{"all":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}}}""",

        // By chat, by id.
        $$$$$$"""{"12025550001@s.whatsapp.net":[{{{{{{A}}}}}}],"12025550002@s.whatsapp.net":[{{{{{{B}}}}}}]}""",
        $$$$$$"""{"messages":{"12025550001@s.whatsapp.net":[{{{{{{A}}}}}}],"12025550002@s.whatsapp.net":[{{{{{{B}}}}}}]}}""",
        $$$$$$"""{"messages":{"12025550001@s.whatsapp.net":{"A":{{{{{{A}}}}}}},"12025550002@s.whatsapp.net":{"B":{{{{{{B}}}}}}}}}""",
        $$$$$$"""{"messages":{"A":{{{{{{A}}}}}},"B":{{{{{{B}}}}}}}}""",
        $$$$$$"""{"messages":{"12025550001@s.whatsapp.net":{"array":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"dict":{}}}}""",

        // Arrays in arrays.
        $"[[{A}],[{B}]]",
        $"[[],[[{A}],[]],[{B}]]",
        $"[[\"12025550001@s.whatsapp.net\",[{A}]],[\"12025550002@s.whatsapp.net\",{B}]]",
        $$$$$$"""["messages.upsert",{"messages":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"type":"notify"}]""",
        $$$$$$"""{"data":{"messages":{"edges":[{"node":{{{{{{A}}}}}}},{"node":{{{{{{B}}}}}}}],"pageInfo":{"hasNextPage":false}}}}""",
        $$$$$$"""{"Records":[{"messageId":"q","body":{{{{{{Text($"{{\"Type\":\"Notification\",\"Message\":{Text($"[{A},{B}]")}}}")}}}}}}}]}""",
        $$$$$$"""{"data":[[{{{{{{A}}}}}}],[{{{{{{B}}}}}}]]}""",

        // The map that a socket hands over, and logs of requests.
        $$$$$$"""{"messaging-history.set":{"chats":[],"messages":[{{{{{{A}}}}}}],"syncType":3},"messages.upsert":{"messages":[{{{{{{B}}}}}}],"type":"append"}}""",
        $$$$$$"""{"connection.update":{"connection":"open"},"messages.upsert":{"messages":[{{{{{{A}}}}}},{{{{{{B}}}}}}],"type":"notify"}}""",
        $$$$$$"""{"method":"POST","headers":{"host":"h"},"body":{"event":"messages.upsert","data":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}}""",
        $$$$$$"""{"log":{"entries":[{"request":{"postData":{"text":{{{{{{Text(A)}}}}}}}}},{"request":{"postData":{"text":{{{{{{Text(B)}}}}}}}}}]}}""",

        // Flows, queues, caches.
        $$$$$$"""[{"json":{{{{{{A}}}}}},"pairedItem":{"item":0}},{"json":{{{{{{B}}}}}}}]""",
        $$$$$$"""[{"headers":{"a":"b"},"params":{},"query":{},"body":{"event":"messages.upsert","data":{{{{{{A}}}}}}}},{"body":{"event":"messages.upsert","data":{{{{{{B}}}}}}}}]""",
        $$$$$$"""{"body":{{{{{{Text($"[{A},{B}]")}}}}}},"isBase64Encoded":false}""",
        $$$$$$"""[{{{{{{Text(A)}}}}}},{{{{{{Text(B)}}}}}}]""",
        $$$$$$"""[{{{{{{Text(Text(A))}}}}}},{{{{{{Text(B)}}}}}}]""",
        Text($$$$$$"""{"messages":[{{{{{{A}}}}}},{{{{{{B}}}}}}]}"""),
        Text(Text($"[{A},{B}]")),
        $$$$$$"""{"data":{{{{{{Text($"\n [ {A} , {B} ]\n")}}}}}}}""",
        $"{Text(A)}\n{Text(B)}\n",
        $$$$$$"""{"Records":[{"Sns":{"Message":{{{{{{Text(A)}}}}}}}},{"Sns":{"Message":{{{{{{Text(B)}}}}}}}}]}""",
        $$$$$$"""{"type":"HistorySync","event":{"Data":{"syncType":3,"conversations":[{"ID":"12025550001@s.whatsapp.net","messages":[{"message":{{{{{{A}}}}}}},{"message":{{{{{{B}}}}}}}]}]}}}""",
        $$$$$$"""{"jsonData":{{{{{{Text("""{"type":"HistorySync","event":{"Data":{"conversations":[{"messages":[{"message":MA},{"message":MB}]}]}}}""".Replace("MA", A, StringComparison.Ordinal).Replace("MB", B, StringComparison.Ordinal))}}}}}},"token":"t"}""",

        // Between documents.
        $"{A},\n{B},\n",
        $"\u001E{A}\n\u001E{B}\n",
        $"\uFEFF{A}\n\uFEFF{B}\n",
        $"[{A}],[{B}]",
    ];

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Decode_Container_BothMessages(string json)
    {
        foreach (Stream stream in new Stream[] { new MemoryStream(Encoding.UTF8.GetBytes(json)), new DribbleStream(Encoding.UTF8.GetBytes(json)) })
        {
            List<HistorySet> parts = await Decode.AllAsync(stream);

            Assert.Equal(
                [("A", "a", "12025550001@s.whatsapp.net", 0L), ("B", "b", "12025550002@s.whatsapp.net", 1L)],
                Decode.Messages(parts).Select(message => (message.Id!, message.Content!.Body, message.RemoteJid!, message.Position)));
            Assert.Empty(Decode.Problems(parts));
            Assert.Equal(2, parts.Sum(part => part.Forms.GetValueOrDefault("web-message-info")));
        }
    }

    [Fact]
    public async Task Decode_StoreFile_MessagesOnceAndContactsByJid()
    {
        string json = $$$$$$"""
            {"chats":[{"id":"12025550001@s.whatsapp.net","name":"Cy","messages":[{"message":{{{{{{A}}}}}}}]}],
             "contacts":{"12025550001@s.whatsapp.net":{"id":"12025550001@s.whatsapp.net","notify":"Cy","lid":"9001@lid"},"9002@lid":{"notify":"Dee","phoneNumber":"12025550002@s.whatsapp.net"}},
             "messages":{"12025550001@s.whatsapp.net":[{{{{{{A}}}}}},{{{{{{B}}}}}}]},"labels":[{"id":"1","name":"New customer","color":1}],"labelAssociations":[]}
            """;

        HistorySet set = Assert.Single(await Decode.JsonAsync(json));

        Assert.Equal(["A", "B"], set.Messages.Select(message => message.Id));
        Assert.Equal([("12025550001@s.whatsapp.net", "Cy"), ("9002@lid", "Dee")], set.Contacts.Select(contact => (contact.Id, contact.PushName!)));
        Assert.Equal(2, set.GetClaims().Count);
        Assert.Empty(set.Problems);
    }

    [Fact]
    public async Task Decode_PreviewsBesideNoMessages_AreAllThereIs()
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync($$$$$$"""{"chats":{"12025550001@s.whatsapp.net":{"name":"Cy","messages":[{"message":{{{{{{A}}}}}}}]}},"messages":{}}"""));

        Assert.Equal("A", Assert.Single(set.Messages).Id);
        Assert.Equal(("12025550001@s.whatsapp.net", "Cy"), (Assert.Single(set.Chats).Id, set.Chats[0].Name));
    }

    [Theory]
    [InlineData("{CHATS,MESSAGES}")]
    [InlineData("{MESSAGES,CHATS}")]
    public async Task Decode_PreviewThatStandsInAnotherChat_SaysThatTheTwoAreOne(string json)
    {
        HistorySet set = await WithPreviewAsync(json, "12025550001@s.whatsapp.net");

        Assert.Equal([JidClaim.TryCreate("9001@lid", "12025550001@s.whatsapp.net")!], set.GetClaims());
    }

    [Theory]
    [InlineData("{CHATS,MESSAGES}")]
    [InlineData("{MESSAGES,CHATS}")]
    public async Task Decode_PreviewOfMessageWithoutChat_SaysWhichChatItIs(string json)
    {
        HistorySet set = await WithPreviewAsync(json, "");

        Assert.Contains(set.Messages, message => (message.Id, message.Chat) == ("P", "9001@lid"));
    }

    [Theory]
    [InlineData("{CHATS,MESSAGES}")]
    [InlineData("{MESSAGES,CHATS}")]
    public async Task Decode_PreviewThatSaysNoMore_IsNoSecondMessage(string json)
    {
        HistorySet set = await WithPreviewAsync(json, "9001@lid");

        Assert.Equal("P", Assert.Single(set.Messages).Id);
        Assert.Equal(1, set.Forms["web-message-info"]);
    }

    [Theory]
    [InlineData("""["9001@lid",{"key":{"id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[["9001@lid",[{"key":{"id":"A"},"message":{"conversation":"a"}}]],["12025550002@s.whatsapp.net",[]]]""")]
    public async Task Decode_EntryOfAMapByChat_ItsNameIsTheChat(string json) =>
        Assert.Equal("9001@lid", Assert.Single(await Decode.JsonMessagesAsync(json)).Chat);

    [Fact]
    public async Task Decode_EmittedEvent_MeansWhatItsNameSays()
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync("""["messages.delete",{"keys":[{"remoteJid":"9001@lid","id":"A","fromMe":false}]}]"""));

        Assert.Equal(AmendmentKind.Revoke, Assert.Single(set.Messages).Amendment!.Kind);
        Assert.Empty(set.Problems);
    }

    [Fact]
    public async Task Decode_TextThatNamesNothingBeforeMessages_Problem() =>
        Assert.Single(Decode.Problems(await Decode.JsonAsync($"[\"hello\",{A}]")));

    [Fact]
    public async Task Decode_MapByChat_NamesTheChatOnlyWhereTheKeyDoesNot()
    {
        List<HistoryMessage> read = await Decode.JsonMessagesAsync(
            """{"9001@lid":[{"key":{"id":"A"},"message":{"conversation":"a"}},{"key":{"remoteJid":"12025550001@s.whatsapp.net","id":"B"},"message":{"conversation":"b"}}]}""");

        Assert.Equal([("A", null, "9001@lid"), ("B", "12025550001@s.whatsapp.net", null)], read.Select(m => (m.Id!, m.RemoteJid, m.ConversationId)));
    }

    [Theory]
    [InlineData("""{"messages":[GOOD,{"weather":"fine","degrees":{"c":20}},GOOD]}""")]
    [InlineData("""[GOOD,{"weather":"fine"},GOOD]""")]
    [InlineData("""{"records":[GOOD,{"weather":"fine"},GOOD]}""")]
    [InlineData("""{"somewhere":[GOOD,{"weather":"fine"},GOOD]}""")]
    [InlineData("GOOD\n{\"weather\":\"fine\"}\nGOOD")]
    [InlineData("{\"weather\":\"fine\"}\nGOOD\nGOOD")]
    [InlineData("GOOD\n{\"event\":\"messages.upsert\",\"data\":{\"weather\":\"fine\"}}\nGOOD")]
    [InlineData("GOOD\n{\"event\":\"weather.update\",\"data\":{\"id\":7}}\nGOOD")]
    [InlineData("""[GOOD,"{\"weather\":\"fine\"}",GOOD]""")]
    public async Task Decode_ObjectOfWhichNothingIsUnderstood_ProblemWithItsPosition(string json)
    {
        json = json.Replace("GOOD", A, StringComparison.Ordinal);
        int start = json.IndexOf("{\"weather\"", StringComparison.Ordinal);

        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Equal(2, Decode.Messages(parts).Count);
        DecodeProblem problem = Assert.Single(Decode.Problems(parts));
        Assert.Contains("Nothing in", problem.Reason, StringComparison.Ordinal);
        Assert.False(problem.IsKept);
        Assert.Equal(PositionUnit.Byte, problem.Unit);
        Assert.InRange(problem.Position, start < 0 ? A.Length : Math.Max(0, start - 50), json.Length);
    }

    [Theory]
    [InlineData("[object Object]")]
    [InlineData("{{first_name}}, your order is ready")]
    [InlineData("[10:23] Ann: hello")]
    [InlineData("{\"this\" is no JSON")]
    public async Task Decode_TextThatIsNoJson_NoProblem(string text)
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$$$$"""{"note":{{{{{{Text(text)}}}}}},"messages":[{{{{{{A}}}}}}]}""");

        Assert.Single(Decode.Messages(parts));
        Assert.Empty(Decode.Problems(parts));
    }

    [Fact]
    public async Task Decode_TextThatBreaksOff_WhatCameBeforeAndAProblem()
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$$$$"""{"first":{{{{{{Text($"[{A},{{\"key\":")}}}}}},"second":{{{{{{Text($"[{B}]")}}}}}}}""");

        Assert.Equal(["A", "B"], Decode.Messages(parts).Select(message => message.Id));
        Assert.Contains("broken", Assert.Single(Decode.Problems(parts)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_EmojiAndQuotesInATextInAText_AreThemselves()
    {
        const string Words = "she said \"no\" \\ 🙂 \u2028 café\n";
        string message = $$$$$$"""{"key":{"remoteJid":"1@s.whatsapp.net","id":"A"},"message":{"conversation":{{{{{{Text(Words)}}}}}}}}""";

        foreach (string json in new[] { $"[{Text(message)}]", Text(Text($"[{message}]")) })
        {
            Assert.Equal(Words, Assert.Single(await Decode.JsonMessagesAsync(json)).Content!.Body);
        }
    }

    [Fact]
    public async Task Decode_FlatItemsInAPage_AreRead()
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$$$$"""{"data":[{{{{{{Waha}}}}}}]}""");

        Assert.Equal("a", Assert.Single(Decode.Messages(parts)).Content!.Body);
        Assert.Equal([KeyValuePair.Create("waha", 1)], parts[0].Forms);
    }

    [Theory]
    [InlineData("""{"messages":{"total":0,"records":[]}}""")]
    [InlineData("""{"response":[],"status":"success"}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("[]")]
    public async Task Decode_EmptyPage_IsNoFault(string json) => Assert.Empty(Decode.Problems(await Decode.JsonAsync(json)));

    [Fact]
    public async Task Decode_LongTextInText_ComesInParts()
    {
        string json = Text("[" + string.Join(',', Enumerable.Repeat(A, 3000)) + "]");

        List<HistorySet> parts = await Decode.JsonAsync(json, Decode.Small);

        Assert.Equal(3000, Decode.Messages(parts).Count);
        Assert.All(parts, part => Assert.InRange(part.Messages.Count, 0, 10));
    }

    static async Task<HistorySet> WithPreviewAsync(string json, string remoteJid) =>
        Assert.Single(await Decode.JsonAsync(json
            .Replace("CHATS", "\"chats\":[{\"id\":\"9001@lid\",\"messages\":[{\"message\":MESSAGE}]}]", StringComparison.Ordinal)
            .Replace("MESSAGES", "\"messages\":[MESSAGE]", StringComparison.Ordinal)
            .Replace("MESSAGE", """{"key":{"remoteJid":"REMOTE","id":"P"},"message":{"conversation":"p"},"messageTimestamp":1690000000}""", StringComparison.Ordinal)
            .Replace("REMOTE", remoteJid, StringComparison.Ordinal)));
}
