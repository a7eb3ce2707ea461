using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>One message, with its fields written in every way in which drivers, runtimes and tables write them.</summary>
public class FieldSituationTests
{
    // Canonical extended JSON, as an export of a database writes it.
    const string Canonical = """
        {"_id":{"$oid":"665d8f1e2b7c4a0011223344"},"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX1"},
        "messageTimestamp":{"low":{"$numberInt":"1781086100"},"high":{"$numberInt":"0"},"unsigned":true},"status":{"$numberInt":"4"},
        "message":{"documentMessage":{"fileName":"plan.pdf","fileLength":{"$numberLong":"5000000000"},"fileSha256":{"$binary":{"base64":"AQL/","subType":"00"}},"pageCount":{"$numberInt":"2"}}},
        "createdAt":{"$date":{"$numberLong":"1781086100000"}},"__v":{"$numberInt":"0"}}
        """;

    [Theory]
    [InlineData("""[{"_id":{"$oid":"665d8f1e2b7c4a0011223345"},"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX2"},"messageTimestamp":{"$numberInt":"1781086110"},"message":{"protocolMessage":{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX1"},"type":{"$numberInt":"14"},"editedMessage":{"conversation":"the plan"},"timestampMs":{"$numberLong":"1781086110000"}}}}]""", "document 'the plan' at 1781086100 read edited")]
    [InlineData("""[{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX3"},"messageTimestamp":{"$numberDouble":"1781086110.0"},"message":{"protocolMessage":{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX1"},"type":{"$numberInt":"0"}}}}]""", "document 'plan.pdf' at 1781086100 read revoked")]
    [InlineData("""[{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":false,"id":"FX4"},"messageTimestamp":{"$numberLong":"1781086110"},"message":{"reactionMessage":{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX1"},"text":"🎈","senderTimestampMs":{"$numberLong":"1781086110000"}}}}]""", "document 'plan.pdf' at 1781086100 read 🎈 of other")]
    [InlineData("""[{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":true,"id":"FX1"},"update":{"status":{"$numberInt":"5"}}}]""", "document 'plan.pdf' at 1781086100 played")]
    [InlineData("""[{"_id":"x","id":"true_15550106501@c.us_FX1","timestamp":{"$numberInt":"1781086100"},"from":"15550106599@c.us","fromMe":true,"source":"app","to":"15550106501@c.us","body":"plan.pdf","hasMedia":true,"ack":{"$numberInt":"4"},"media":{"mimetype":"application/pdf"}}]""", "document 'plan.pdf' at 1781086100 played")]
    [InlineData("""[{"_id":"x","id":"true_15550106501@c.us_FX1","type":"document","t":{"$numberLong":"1781086100"},"from":"15550106599@c.us","to":"15550106501@c.us","fromMe":true,"filename":"plan.pdf","size":{"$numberDouble":"5.0E9"},"ack":{"$numberInt":"3"}}]""", "document 'plan.pdf' at 1781086100 read")]
    public async Task Import_ExtendedJson_AsTheRest(string payload, string row) =>
        Assert.Equal([$"15550106501@s.whatsapp.net FX1 out {row}"], await Situation.RowsAsync($"[{Canonical}]", payload));

    [Theory]
    [InlineData("1781086200")]
    [InlineData("1781086200.0")]
    [InlineData("\"1781086200.500\"")]
    [InlineData("\" 1781086200\\n\"")]
    [InlineData("1781086200000")]
    [InlineData("\"1781086200000.25\"")]
    [InlineData("1781086200000000")]
    [InlineData("\"2026-06-10T10:10:00Z\"")]
    [InlineData("\"2026-06-10T07:10:00.9-03:00\"")]
    [InlineData("\"2026-06-10 10:10:00.123456\"")]
    [InlineData("\"2026-06-10 07:10:00-03\"")]
    [InlineData("\"2026-06-10 07:10:00 -0300 BRT\"")]
    [InlineData("\"2026-06-10 10:10:00.000000001 +0000 UTC m=+12.5\"")]
    [InlineData("\"Wed, 10 Jun 2026 10:10:00 GMT\"")]
    [InlineData("""{"seconds":"1781086200","nanos":0}""")]
    [InlineData("""{"_nanoseconds":7,"_seconds":1781086200}""")]
    [InlineData("""{"$date":"2026-06-10T10:10:00.000Z"}""")]
    [InlineData("""{"$date":{"$numberLong":"1781086200000"}}""")]
    [InlineData("""{"$timestamp":{"t":1781086200,"i":1}}""")]
    [InlineData("""{"low":1781086200,"high":0,"unsigned":true}""")]
    [InlineData("""{"high":0,"unsigned":false,"low":1781086200}""")]
    [InlineData("""{"low":{"$numberInt":"1781086200"},"high":0}""")]
    public async Task Import_Time_TheSameSecond(string time) => Assert.Equal(
        ["15550106501@s.whatsapp.net FT in text 'now' at 1781086200"],
        await Situation.RowsAsync($$$"""[{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":false,"id":"FT"},"messageTimestamp":{{{time}}},"message":{"conversation":"now"}}]"""));

    [Theory]
    [InlineData("\"AQL/\"")]
    [InlineData("\"AQL_\"")]
    [InlineData("\"AQL/\\n\"")]
    [InlineData("\"AQ\\r\\nL/\"")]
    [InlineData("""{"data":[1,2,255],"type":"Buffer"}""")]
    [InlineData("""{"type":"Buffer","data":{"0":1,"1":2,"2":255}}""")]
    [InlineData("""{"type":"Buffer","data":{"type":"Buffer","data":[1,2,255]}}""")]
    [InlineData("""{"type":"Uint8Array","data":[1,2,255]}""")]
    [InlineData("""{"1":2,"2":255,"0":1}""")]
    [InlineData("""{"0":"1","1":"2","2":"255"}""")]
    [InlineData("[1.0,2,255]")]
    [InlineData("\"1,2,255\"")]
    [InlineData("""{"$binary":{"subType":"00","base64":"AQL/"}}""")]
    [InlineData("""{"$type":"00","$binary":"AQL/"}""")]
    [InlineData("""{"buffer":{"type":"Buffer","data":[1,2,255]},"position":3,"sub_type":0}""")]
    [InlineData("\"0x0102ff\"")]
    [InlineData("\"[1,2,255]\"")]
    [InlineData("\"{\\\"type\\\":\\\"Buffer\\\",\\\"data\\\":[1,2,255]}\"")]
    [InlineData("\"{\\u0022type\\u0022:\\u0022Buffer\\u0022,\\u0022data\\u0022:\\u0022AQL/\\u0022}\"")]
    [InlineData("\"data:application/octet-stream;base64,AQL/\"")]
    public async Task Decode_Bytes_TheSame(string bytes)
    {
        List<HistorySet> parts = await Decode.JsonAsync($$$$"""[{"key":{"remoteJid":"1@s.whatsapp.net","id":"FB"},"message":{"imageMessage":{"fileSha256":{{{{bytes}}}},"caption":"c"}}}]""");

        Assert.Equal([1, 2, 255], Assert.Single(Decode.Messages(parts)).Content!.Media!.Sha256);
        Assert.Empty(Decode.Problems(parts));
    }

    [Theory]
    [InlineData("\\u202A+55 11 99999\\u20110001\\u202C")]
    [InlineData("+55\\u00A011\\u00A099999-0001")]
    [InlineData("(11) 99999 0001")]
    [InlineData("15550106501@s.whatsapp.net")]
    [InlineData("88000000006501:12@lid")]
    [InlineData("120363000000006500@g.us")]
    public async Task Decode_AddressForAName_NoName(string name)
    {
        HistorySet set = Assert.Single(await Decode.JsonAsync("""
            {"chats":[{"id":"1@lid","name":"NAME"}],"contacts":[{"id":"1@lid","notify":"NAME","name":"NAME"}],"messages":[{"key":{"remoteJid":"1@lid","id":"FN"},"pushName":"NAME","message":{"conversation":"a"}}]}
            """.Replace("NAME", name, StringComparison.Ordinal)));

        Assert.Equal((null, null, null, null), (set.Chats[0].Name, set.Contacts[0].Name, set.Contacts[0].PushName, set.Messages[0].PushName));
    }

    [Theory]
    [InlineData("""[{"remoteJid":"120363000000006500@g.us","pushName":"Ivo","id":"row"}]""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"remoteJid":"120363000000006500@g.us","pushName":"Ivo"}]}""")]
    [InlineData("""[{"id":"row","remoteJid":"120363000000006500@g.us","pushName":"Ivo","lastMessage":{"key":{"remoteJid":"120363000000006500@g.us","fromMe":false,"id":"FG","participant":"15550106501@s.whatsapp.net"},"message":{"conversation":"a"}}}]""")]
    public async Task Decode_PushNameOfAGroup_IsNoNameOfIt(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.All(parts.SelectMany(part => part.Contacts), contact => Assert.Equal((null, null), (contact.Name, contact.PushName)));
        Assert.All(parts.SelectMany(part => part.Chats), chat => Assert.Null(chat.Name));
        Assert.Empty(Decode.Problems(parts));
    }

    public static TheoryData<string, byte[]> Encodings()
    {
        const string Line = """{"key":{"remoteJid":"15550106501@s.whatsapp.net","fromMe":false,"id":"FE"},"message":{"conversation":"olá ✓"}}""";
        byte[] plain = Encoding.UTF8.GetBytes(Line);
        return new TheoryData<string, byte[]>
        {
            { "array with a comma at its end", Encoding.UTF8.GetBytes($"[{Line},]") },
            { "object with a comma at its end", Encoding.UTF8.GetBytes("{\"messages\":[" + Line + ",],}") },
            { "record separators without line breaks", Encoding.UTF8.GetBytes($"\u001E{Line}\u001E{Line}") },
            { "old line breaks", Encoding.UTF8.GetBytes($"{Line}\r{Line}\r") },
            { "a mark before every line and behind the last", Encoding.UTF8.GetBytes($"\uFEFF{Line}\r\n\uFEFF{Line}\r\n\uFEFF") },
            { "gzip with a mark inside", Gzip([0xEF, 0xBB, 0xBF, .. plain]) },
            { "gzip of each line", [.. Gzip([.. plain, (byte)'\n']), .. Gzip([.. plain, (byte)'\n'])] },
            { "UTF-16 in gzip, big end first", Gzip([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Line)]) },
            { "escapes", Encoding.UTF8.GetBytes(string.Concat(Line.Select(letter => letter > '~' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : $"{letter}"))) },
        };
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Import_Encoding_TheSame(string encoding, byte[] payload)
    {
        Assert.NotEmpty(encoding);
        Assert.Equal(["15550106501@s.whatsapp.net FE in text 'olá ✓'"], await Situation.RowsAsync([payload], []));
    }

    static byte[] Gzip(byte[] data)
    {
        using var zipped = new MemoryStream();
        using (var deflater = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(data);
        }

        return zipped.ToArray();
    }
}
