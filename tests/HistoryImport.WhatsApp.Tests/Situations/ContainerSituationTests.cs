using System.Text.Json;

namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>Whatever messages are wrapped in, they are found; and where one is not read, that is said.</summary>
public class ContainerSituationTests
{
    const string A = """{"key":{"remoteJid":"15550106201@s.whatsapp.net","fromMe":false,"id":"CA"},"messageTimestamp":1781085800,"message":{"conversation":"a"}}""";
    const string B = """{"key":{"remoteJid":"15550106202@s.whatsapp.net","fromMe":true,"id":"CB"},"messageTimestamp":1781085801,"message":{"conversation":"b"}}""";

    // Stand for A and B as they are, as texts, and as texts in texts.
    static string With(string container) => container
        .Replace("TTA", Text(Text(A)), StringComparison.Ordinal)
        .Replace("TA", Text(A), StringComparison.Ordinal).Replace("TB", Text(B), StringComparison.Ordinal)
        .Replace("MA", A, StringComparison.Ordinal).Replace("MB", B, StringComparison.Ordinal);

    static string Text(string json) => JsonSerializer.Serialize(json);

    [Theory]
    // Stores and dumps.
    [InlineData("""{"chats":[{"id":"15550106201@s.whatsapp.net","messages":{"CA":MA}},{"id":"15550106202@s.whatsapp.net","messages":{"CB":MB}}]}""")]
    [InlineData("""{"conversations":[{"id":"15550106201@s.whatsapp.net","messages":{"CA":{"message":MA}}},{"id":"15550106202@s.whatsapp.net","messages":{"CB":{"message":MB}}}]}""")]
    [InlineData("""{"chats":{"15550106201@s.whatsapp.net":{"name":"Al","messages":[MA]},"15550106202@s.whatsapp.net":{"messages":[MB]}}}""")]
    [InlineData("""{"chats":[{"id":"15550106201@s.whatsapp.net","msgs":[MA]},{"id":"15550106202@s.whatsapp.net","msgs":[MB],"labels":null}]}""")]
    [InlineData("""{"store":{"messages":{"15550106201@s.whatsapp.net":[MA],"15550106202@s.whatsapp.net":[MB]},"version":3}}""")]
    [InlineData("""{"messages":[["CA",MA],["CB",MB]]}""")]
    [InlineData("""{"messages":[["15550106201@s.whatsapp.net",[["CA",MA]]],["15550106202@s.whatsapp.net",[["CB",MB]]]]}""")]
    [InlineData("""{"dataType":"Map","value":[["CA",MA],["CB",MB]]}""")]
    [InlineData("""[{"type":"table","name":"Message","database":"desk","data":[MA,MB]}]""")]
    [InlineData("""{"Message":[MA,MB],"Chat":[]}""")]
    [InlineData("""{"tables":{"Message":{"columns":["id"],"rows":[MA,MB]}}}""")]
    [InlineData("""[{"id":1,"instance":"i","raw":MA},{"id":2,"instance":"i","raw":MB}]""")]
    [InlineData("""{"_id":"15550106201@s.whatsapp.net","history":[MA,MB]}""")]

    // Answers of servers.
    [InlineData("""{"success":true,"data":{"messages":[MA,MB],"nextCursor":null}}""")]
    [InlineData("""{"status":200,"error":null,"result":{"chat":{"messages":{"items":[MA,MB]}}}}""")]
    [InlineData("""{"took":1,"hits":{"total":{"value":2},"hits":[{"_index":"m","_id":"CA","_source":{"raw":MA}},{"_index":"m","_id":"CB","_source":{"raw":MB}}]}}""")]
    [InlineData("""{"documents":[{"name":"x","fields":{"raw":{"stringValue":TA}}},{"fields":{"raw":{"stringValue":TB}}}]}""")]
    [InlineData("""{"data":[{"uuid":"u","type":"web","request":{"content":TA}},{"uuid":"v","request":{"content":TB}}],"total":2}""")]

    // Queues, flows, logs.
    [InlineData("""{"specversion":"1.0","type":"messages.upsert","source":"/desk","data":{"messages":[MA,MB],"type":"notify"}}""")]
    [InlineData("""[{"topic":"wa","partition":0,"offset":1,"key":null,"value":TA},{"topic":"wa","partition":0,"offset":2,"value":TB}]""")]
    [InlineData("""{"messages":[{"messageId":"q1","body":TA},{"messageId":"q2","body":TB}]}""")]
    [InlineData("""[{"routing_key":"messages.upsert","payload":TA,"payload_encoding":"string"},{"routing_key":"messages.upsert","payload":TB}]""")]
    [InlineData("""{"trigger":{"event":{"method":"POST","body":{"event":"messages.upsert","data":MA}}},"steps":{"x":{"$return_value":MB}}}""")]
    [InlineData("""[{"json":{"headers":{"h":"v"},"query":{},"body":{"event":"messages.upsert","data":MA},"webhookUrl":"u","executionMode":"test"},"binary":{}},{"json":{"body":{"event":"messages.upsert","data":MB}},"pairedItem":[{"item":0}]}]""")]
    [InlineData("""[{"data":{"main":[[{"json":MA},{"json":MB}]]}}]""")]
    [InlineData("""[TTA,TB]""")]
    [InlineData("""{"level":30,"time":1781085800000,"msg":"upsert","messages":[MA,MB],"type":"append"}""")]
    [InlineData("""{"ts":1,"level":"info","payload":TA}"""+"\n"+"""{"ts":2,"level":"info","payload":TB}""")]
    [InlineData("""[["messages.upsert",{"messages":[MA],"type":"notify"}],["messages.upsert",{"messages":[MB],"type":"notify"}]]""")]
    [InlineData("""{"event":"messages.upsert","timestamp":1781085800,"data":{"messages.upsert":{"messages":[MA,MB],"type":"notify"}}}""")]
    [InlineData("""{"name":"webhook","item":[{"request":{"method":"POST","body":{"mode":"raw","raw":TA}}},{"request":{"body":{"mode":"raw","raw":TB}}}]}""")]

    // Columns that hold JSON, and keys in columns of their own.
    [InlineData("""[{"id":1,"created_at":"2026-06-10","payload":TA},{"id":2,"created_at":"2026-06-10","payload":TB}]""")]
    [InlineData("""[{"id":1,"data":TA},{"id":2,"data":TB}]""")]
    [InlineData("""[{"id":"r1","wa_message":TA,"ticket":1},{"id":"r2","wa_message":TB,"ticket":1}]""")]
    [InlineData("""[{"remoteJid":"15550106201@s.whatsapp.net","fromMe":false,"id":"CA","messageTimestamp":1781085800,"message":{"conversation":"a"}},{"remoteJid":"15550106202@s.whatsapp.net","fromMe":true,"id":"CB","messageTimestamp":1781085801,"message":{"conversation":"b"}}]""")]
    public async Task Import_Container_BothMessages(string container)
    {
        string[] rows = await Situation.RowsAsync(With(container));

        Assert.Equal(["15550106201@s.whatsapp.net CA in text 'a' at 1781085800", "15550106202@s.whatsapp.net CB out text 'b' at 1781085801"], rows);
    }

    // Nothing, where history may stand, is an answer.
    [Theory]
    [InlineData("""{"chats":[],"contacts":{},"messages":{},"labels":{},"labelAssociations":[]}""")]
    [InlineData("""{"event":"messages.upsert","instance":"i","data":{}}""")]
    [InlineData("""{"messages.upsert":{}}""")]
    [InlineData("""[{"headers":{},"params":{},"query":{},"body":{},"webhookUrl":"u","executionMode":"production"},{"json":{}}]""")]
    [InlineData("""{"code":200,"results":{}}""")]
    public async Task Import_NothingWhereHistoryMayStand_NoProblem(string container) => Assert.Empty(await Situation.RowsAsync(container));

    // A list of chats with the last message of each is all that some hosts keep.
    [Theory]
    [InlineData("""[{"id":"row","remoteJid":"15550106201@s.whatsapp.net","pushName":"Al","unreadCount":1,"lastMessage":MA},{"id":"row2","remoteJid":"15550106202@s.whatsapp.net","lastMessage":MB}]""")]
    [InlineData("""[{"id":"15550106201@c.us","name":"Al","picture":null,"lastMessage":MA,"_chat":{}},{"id":"15550106202@c.us","name":"Bo","lastMessage":MB}]""")]
    [InlineData("""{"event":"chats.set","instance":"i","data":[{"id":"15550106201@s.whatsapp.net","lastMessage":MA},{"id":"15550106202@s.whatsapp.net","lastMessage":MB}]}""")]
    [InlineData("""{"chats":[{"id":"15550106201@s.whatsapp.net","lastMessage":MA},{"id":"15550106202@s.whatsapp.net","lastMessage":MB}]}""")]
    public async Task Import_ListOfChats_TheLastMessageOfEach(string container) => await Import_Container_BothMessages(container);

    [Theory]
    [InlineData("""{"chats":[{"id":"15550106201@s.whatsapp.net","lastMessage":MA}],"messages":[MA,MB]}""")]
    [InlineData("""{"messages":[MA,MB],"chats":[{"id":"15550106201@s.whatsapp.net","lastMessage":MA}]}""")]
    public async Task Import_LastMessageThatIsAmongTheMessages_Once(string container) => await Import_Container_BothMessages(container);
}
