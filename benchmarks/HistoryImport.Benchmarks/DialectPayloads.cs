using System.Text;
using System.Text.Json;

namespace HistoryImport.Benchmarks;

/// <summary>Short messages as sockets, gateways and clients write and store them, one payload of each form.</summary>
static class DialectPayloads
{
    const int InChat = 50;

    static readonly string _thumbnail = "/9j/" + new string('A', 800);

    public static IEnumerable<DecodingPayload> All(int messages) =>
    [
        Lines("lines", messages, Socket),
        new("one set", Bytes($$$"""{"event":"messaging-history.set","data":{"chats":[],"contacts":[],"messages":[{{{Joined(0, messages, Socket)}}}],"isLatest":false}}""")),
        new("conversations", Bytes($$"""{"conversations":[{{Joined(0, messages / InChat, Chat)}}]}""")),
        Lines("events", messages, i => $$$"""{"event":"messages.upsert","data":{"messages":[{{{Socket(i)}}}],"type":"append"}}"""),
        Array("WAHA, flat", messages, i => $"{{{Flat(i)}}}"),
        Array("WAHA, NOWEB", messages, i => $$"""{{{Flat(i)}},"_data":{{Socket(i)}}}"""),
        Array("WAHA, WEBJS", messages, i => $$"""{{{Flat(i)}},"_data":{{Model(i)}}}"""),
        Array("WAHA, GOWS", messages, i => $$"""{{{Flat(i)}},"_data":{{Whatsmeow(i)}}}"""),
        Array("WPPConnect, image", messages, WppConnect),
        Array("whatsapp-web.js", messages, WebJs),
        Array("whatsmeow", messages, Whatsmeow),
        Array("Evolution, row", messages, EvolutionRow),
        Array("Whaticket, row (text in text)", messages, WhaticketRow),
        Array("updates", messages, Update),
        new("official platform, history", Encoding.UTF8.GetBytes(OfficialHistory(messages / 2)), IsJson: true),
        Lines("events of an update", messages, i => $$"""{"event":"messages.update","data":[{{Update(i)}}]}"""),
        new("official history", Bytes(Webhook("history", Joined(0, messages / InChat, Thread)))),
        Lines("official messages", messages, i => Webhook("messages", Official(i, i))),
    ];

    static DecodingPayload Array(string name, int messages, Func<int, string> write) => new(name, Bytes($"[{Joined(0, messages, write)}]"));

    static DecodingPayload Lines(string name, int messages, Func<int, string> write) =>
        new(name, Bytes(string.Join('\n', Enumerable.Range(0, messages).Select(write))));

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Joined(int from, int count, Func<int, string> write) => string.Join(',', Enumerable.Range(from, count).Select(write));

    static string Number(int i) => $"1555010{i % 1000:0000}";

    static string Id(int i) => $"3EB0{i:X16}";

    static string Serialized(int i) => $"false_{Number(i)}@c.us_{Id(i)}";

    static string Words(int i) => $"message number {i} with some words in it";

    static string Time(int i) => $"{1_781_000_000 + i}";

    static string Socket(int i) =>
        $$$"""{"key":{"remoteJid":"{{{Number(i)}}}@s.whatsapp.net","fromMe":false,"id":"{{{Id(i)}}}"},"messageTimestamp":{{{Time(i)}}},"pushName":"Ann","broadcast":false,"message":{"conversation":"{{{Words(i)}}}"},"status":2}""";

    static string Flat(int i) =>
        $$$"""
        "id":"{{{Serialized(i)}}}","timestamp":{{{Time(i)}}},"from":"{{{Number(i)}}}@c.us","fromMe":false,"source":"app","to":"15550109999@c.us","body":"{{{Words(i)}}}","hasMedia":false,"media":null,"ack":1,"ackName":"SERVER","replyTo":null
        """;

    static string Chat(int chat) =>
        $$"""{"id":"{{Number(chat)}}@s.whatsapp.net","messages":[{{Joined(chat * InChat, InChat, i => $$"""{"message":{{Socket(i)}}}""")}}]}""";

    static string WppConnect(int i) =>
        $$$"""{"id":"{{{Serialized(i)}}}","body":"{{{_thumbnail}}}","type":"image","t":{{{Time(i)}}},"from":"{{{Number(i)}}}@c.us","to":"15550109999@c.us","self":"in","ack":1,"isMedia":true,"fromMe":false,"sender":{"id":"{{{Number(i)}}}@c.us","pushname":"Ann"},"content":"{{{_thumbnail}}}","caption":"{{{Words(i)}}}","mimetype":"image/jpeg","size":23456,"width":800,"height":600}""";

    static string WebJs(int i) =>
        $$"""{"_data":{{Model(i)}},"id":{{Key(i)}},"ack":1,"hasMedia":false,"body":"{{Words(i)}}","type":"chat","timestamp":{{Time(i)}},"from":"{{Number(i)}}@c.us","to":"15550109999@c.us","deviceType":"android","fromMe":false,"vCards":[],"mentionedIds":[],"isGif":false}""";

    static string Model(int i) =>
        $$"""{"id":{{Key(i)}},"viewed":false,"body":"{{Words(i)}}","type":"chat","t":{{Time(i)}},"notifyName":"Ann","from":"{{Number(i)}}@c.us","to":"15550109999@c.us","ack":1,"star":false,"links":[]}""";

    static string Key(int i) => $$"""{"fromMe":false,"remote":"{{Number(i)}}@c.us","id":"{{Id(i)}}","_serialized":"{{Serialized(i)}}"}""";

    static string Whatsmeow(int i) =>
        $$$"""{"Info":{"Chat":"{{{Number(i)}}}@s.whatsapp.net","Sender":"{{{Number(i)}}}@s.whatsapp.net","IsFromMe":false,"IsGroup":false,"ID":"{{{Id(i)}}}","Type":"text","PushName":"Ann","Timestamp":"2026-06-02T11:33:20Z","Multicast":false,"MediaType":"","Edit":""},"Message":{"conversation":"{{{Words(i)}}}"},"IsEphemeral":false}""";

    static string EvolutionRow(int i) =>
        $$$"""{"id":"row{{{i}}}","key":{"id":"{{{Id(i)}}}","fromMe":false,"remoteJid":"{{{Number(i)}}}@s.whatsapp.net"},"pushName":"Ann","messageType":"conversation","message":{"conversation":"{{{Words(i)}}}"},"messageTimestamp":{{{Time(i)}}},"instanceId":"one","source":"android","contextInfo":null,"MessageUpdate":[{"status":"READ"}]}""";

    static string WhaticketRow(int i) =>
        $$"""{"id":"{{Id(i)}}","body":"{{Words(i)}}","fromMe":false,"ack":0,"read":true,"mediaType":"conversation","remoteJid":"{{Number(i)}}@s.whatsapp.net","dataJson":{{JsonSerializer.Serialize(Socket(i))}},"createdAt":"2026-05-31T20:46:41.000Z","ticketId":3}""";

    // About 3 MB with 10 000 messages, as much as the platform sends at once.
    static string OfficialHistory(int messages)
    {
        IEnumerable<string> threads = Enumerable.Range(0, messages).Chunk(100).Select(chunk =>
            $$$"""{"id":"{{{Number(chunk[0])}}}","context":{"wa_id":"{{{Number(chunk[0])}}}","user_id":"US.{{{100000 + chunk[0]}}}"},"messages":[{{{string.Join(',', chunk.Select(i => Official(i, Number(chunk[0]))))}}}]}""");
        return $$$$"""{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550109999","phone_number_id":"1"},"history":[{"metadata":{"phase":1,"chunk_order":1,"progress":60},"threads":[{{{{string.Join(',', threads)}}}}]}]},"field":"history"}]}]}""";
    }

    static string Official(int i, string customer)
    {
        byte[] id = [0x1C, 0x18, 11, .. Encoding.ASCII.GetBytes(customer.PadLeft(11, '1')), 0x15, 2, 0, 0x12, 0x18, 20, .. Encoding.ASCII.GetBytes(Id(i)), 0];
        return $$$"""{"from":"{{{customer}}}","id":"wamid.{{{Convert.ToBase64String(id)}}}","timestamp":"{{{Time(i)}}}","type":"text","text":{"body":"{{{Words(i)}}}, as people write them to a shop"},"history_context":{"status":"read"}}""";
    }

    static string Update(int i) =>
        $$$"""{"key":{"remoteJid":"{{{Number(i)}}}@s.whatsapp.net","fromMe":true,"id":"{{{Id(i)}}}"},"update":{"status":3}}""";

    static string Webhook(string field, string items)
    {
        string list = field == "history" ? $$"""[{"metadata":{"phase":1,"chunk_order":1,"progress":60},"threads":[{{items}}]}]""" : $"[{items}]";
        return $$$"""{"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"+1 555-010-9999","phone_number_id":"100000000000009"},"contacts":[{"profile":{"name":"Ann"},"wa_id":"15550100000"}],"{{{field}}}":{{{list}}}},"field":"{{{field}}}"}]}]}""";
    }

    static string Thread(int chat) => $$"""{"id":"{{Number(chat)}}","messages":[{{Joined(chat * InChat, InChat, i => Official(i, chat))}}]}""";

    static string Official(int i, int chat) =>
        $$$"""{"from":"{{{Number(chat)}}}","id":"wamid.{{{Wamid(i, chat)}}}","timestamp":"{{{Time(i)}}}","type":"text","text":{"body":"{{{Words(i)}}}"},"history_context":{"status":"READ"}}""";

    // The id of the message as the platform wraps it.
    static string Wamid(int i, int chat) => Convert.ToBase64String(
        [0x1C, 0x18, (byte)Number(chat).Length, .. Bytes(Number(chat)), 0x15, 0x02, 0x00, 0x12, 0x18, (byte)Id(i).Length, .. Bytes(Id(i)), 0x00]);
}
