namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>Edits whose message is nowhere, and messages that come again with a mark of editing, in the words of every client.</summary>
public class EditSituationTests
{
    // What evolution-go, wuzapi and WAHA's GOWS hand over: the key is in its author's words.
    const string Whatsmeow = """
        {"type":"Message","event":{"Info":{"Chat":"15550106001@s.whatsapp.net","Sender":"15550106001:7@s.whatsapp.net","IsFromMe":false,"IsGroup":false,"ID":"EX2","PushName":"Uma",
        "Timestamp":"2026-06-10T10:00:09Z"},"Message":{"protocolMessage":{"key":{"remoteJID":"15550106001@s.whatsapp.net","fromMe":true,"ID":"EX1"},"type":14,
        "editedMessage":{"extendedTextMessage":{"text":"row 7"}},"timestampMS":1781085609000}}},"token":"t"}
        """;

    const string WahaNoweb = """
        {"event":"message.edited","session":"desk","engine":"NOWEB","payload":{"id":"false_15550106001@c.us_EX2","timestamp":1781085609,"from":"15550106001@c.us","fromMe":false,"source":"app",
        "body":"row 7","hasMedia":false,"editedMessageId":"EX1","_data":{"key":{"remoteJid":"15550106001@s.whatsapp.net","fromMe":false,"id":"EX2"},"messageTimestamp":1781085609,
        "message":{"protocolMessage":{"key":{"remoteJid":"15550106001@s.whatsapp.net","fromMe":false,"id":"EX1"},"type":"MESSAGE_EDIT","editedMessage":{"conversation":"row 7"},"timestampMs":"1781085609000"}}}}}
        """;

    const string WahaWebjs = """
        {"event":"message.edited","session":"desk","engine":"WEBJS","payload":{"id":"false_15550106001@c.us_EX2","timestamp":1781085609,"from":"15550106001@c.us","fromMe":false,"source":"app",
        "body":"row 7","hasMedia":false,"editedMessageId":"false_15550106001@c.us_EX1"}}
        """;

    const string BaileysUpdate = """
        {"event":"messages.update","data":[{"key":{"remoteJid":"15550106001@s.whatsapp.net","fromMe":false,"id":"EX1"},
        "update":{"message":{"editedMessage":{"message":{"conversation":"row 7"}}},"messageTimestamp":1781085609}}]}
        """;

    const string EvolutionEdited = """
        {"event":"messages.edited","instance":"desk","data":{"key":{"id":"EX1","remoteJid":"15550106001@s.whatsapp.net","fromMe":false},"type":"MESSAGE_EDIT",
        "editedMessage":{"extendedTextMessage":{"text":"row 7"}},"timestampMs":"1781085609000"}}
        """;

    [Theory]
    [InlineData(Whatsmeow)]
    [InlineData(WahaNoweb)]
    [InlineData(WahaWebjs)]
    [InlineData(BaileysUpdate)]
    [InlineData(EvolutionEdited)]
    public async Task Import_EditAlone_ARowThatShowsIt(string payload) => Assert.Equal(
        ["15550106001@s.whatsapp.net EX1 in text 'row 7' edited"], await Situation.RowsAsync(payload));

    [Theory]
    [InlineData(Whatsmeow)]
    [InlineData(WahaNoweb)]
    [InlineData(WahaWebjs)]
    [InlineData(BaileysUpdate)]
    [InlineData(EvolutionEdited)]
    public async Task Import_EditAndTheMessageInAnotherPayload_OneRow(string payload)
    {
        const string Original = """
            [{"key":{"remoteJid":"15550106001@s.whatsapp.net","fromMe":false,"id":"EX1"},"messageTimestamp":1781085600,"pushName":"Uma","message":{"imageMessage":{"caption":"row 6","mimetype":"image/png"}}}]
            """;

        Assert.Equal(["15550106001@s.whatsapp.net EX1 in image 'row 7' at 1781085600 edited"], await Situation.RowsAsync(payload, Original));
    }

    [Fact]
    public async Task Import_EditAloneOfAMemberKnownByTwoAddresses_OneRow() => Assert.Equal(
        ["120363000000006000@g.us EG1 in by 15550106002@s.whatsapp.net text 'at noon' at 1781085600 edited"],
        await Situation.RowsAsync(
            """
            [{"key":{"remoteJid":"120363000000006000@g.us","fromMe":false,"id":"EG2","participant":"88000000006002@lid"},"messageTimestamp":1781085610,"message":{"editedMessage":{"message":
            {"protocolMessage":{"key":{"remoteJid":"120363000000006000@g.us","fromMe":true,"id":"EG1"},"type":14,"editedMessage":{"conversation":"at noon"},"timestampMs":1781085610000}}}}}]
            """,
            """
            {"messages":[{"key":{"remoteJid":"120363000000006000@g.us","fromMe":false,"id":"EG1"},"participant":"15550106002:3@s.whatsapp.net","messageTimestamp":1781085600,"message":{"conversation":"at ten"}}],
            "lidPnMappings":[{"pn":"15550106002@s.whatsapp.net","lid":"88000000006002@lid"}]}
            """));

    public static TheoryData<string, string> Repeats() => new()
    {
        {
            """[{"key":{"remoteJid":"15550106003@s.whatsapp.net","fromMe":true,"id":"ER1"},"messageTimestamp":1781085620,"message":{"conversation":"draft"},"status":3}]""",
            """{"event":"Message","data":{"Info":{"Chat":"15550106003@s.whatsapp.net","Sender":"15550106099@s.whatsapp.net","IsFromMe":true,"ID":"ER1","Timestamp":"2026-06-10T10:00:30Z","Edit":"1"},"Message":{"conversation":"final"},"IsEdit":true},"instanceId":"i"}"""
        },
        {
            """[{"id":"true_15550106003@c.us_ER1","type":"chat","body":"draft","t":1781085620,"from":"15550106099@c.us","to":"15550106003@c.us","fromMe":true,"ack":2}]""",
            """{"event":"onmessage","session":"desk","id":"true_15550106003@c.us_ER1","type":"chat","body":"final","t":1781085620,"from":"15550106099@c.us","to":"15550106003@c.us","fromMe":true,"ack":2,"latestEditMsgKey":{"fromMe":true,"remote":"15550106003@c.us","id":"ER9"},"latestEditSenderTimestampMs":1781085630}"""
        },
        {
            """[{"id":"row1","key":{"remoteJid":"15550106003@s.whatsapp.net","fromMe":true,"id":"ER1"},"messageType":"conversation","message":{"conversation":"draft"},"messageTimestamp":1781085620,"MessageUpdate":[{"status":"DELIVERY_ACK"}]}]""",
            """{"messages":{"total":1,"pages":1,"currentPage":1,"records":[{"id":"row1","key":{"remoteJid":"15550106003@s.whatsapp.net","fromMe":true,"id":"ER1"},"messageType":"conversation","message":{"conversation":"final"},"messageTimestamp":1781085620,"MessageUpdate":[{"status":"EDITED"},{"status":"DELIVERY_ACK"}]}]}}"""
        },
        {
            """[{"id":"ER1","body":"draft","fromMe":true,"ack":3,"mediaType":"conversation","ticketId":4,"remoteJid":"15550106003@s.whatsapp.net","createdAt":"2026-06-10T10:00:20Z","dataJson":null}]""",
            """[{"id":"ER1","body":"final","fromMe":true,"ack":3,"mediaType":"conversation","ticketId":4,"remoteJid":"15550106003@s.whatsapp.net","createdAt":"2026-06-10T10:00:20Z","isEdited":true,"dataJson":null}]"""
        },
    };

    [Theory]
    [MemberData(nameof(Repeats))]
    public async Task Import_MessageAgainWithAMark_TheNewWordsAndTheOldTime(string original, string again) => Assert.Equal(
        ["15550106003@s.whatsapp.net ER1 out text 'final' at 1781085620 delivered edited"], await Situation.RowsAsync(original, again));
}
