namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>Each kind of message as each engine of WAHA hands it over, all with the same flat body around it.</summary>
public class EngineSituationTests
{
    const string Noweb = """ "_data":{"key":{"remoteJid":"15550106401@s.whatsapp.net","fromMe":false,"id":"WK"},"messageTimestamp":1781086000,"pushName":"Ivo","message":CONTENT} """;
    const string Gows = """ "_data":{"Info":{"Chat":"15550106401@s.whatsapp.net","Sender":"15550106401:3@s.whatsapp.net","IsFromMe":false,"ID":"WK","PushName":"Ivo","Timestamp":"2026-06-10T10:06:40Z"},"Message":CONTENT} """;
    const string Webjs = """ "_data":{"id":{"fromMe":false,"remote":"15550106401@c.us","id":"WK","_serialized":"false_15550106401@c.us_WK"},"t":1781086000,"notifyName":"Ivo",CONTENT} """;

    static Task<string[]> RowsAsync(string flat, string data, string content) => Situation.RowsAsync($$"""
        {"event":"message.any","session":"desk","payload":{"id":"false_15550106401@c.us_WK","timestamp":1781086000,"from":"15550106401@c.us","fromMe":false,"source":"app","to":"15550106499@c.us",{{flat}},{{data.Replace("CONTENT", content, StringComparison.Ordinal)}}
        """ + "}}");

    [Theory]
    [InlineData("\"body\":\"hi\",\"hasMedia\":false", """{"conversation":"hi"}""", "\"type\":\"chat\",\"body\":\"hi\"", "text 'hi'")]
    [InlineData("\"body\":\"cap\",\"hasMedia\":true,\"media\":null", """{"imageMessage":{"caption":"cap","mimetype":"image/jpeg"}}""", "\"type\":\"image\",\"body\":\"/9j/\",\"caption\":\"cap\"", "image 'cap'")]
    [InlineData("\"body\":null,\"hasMedia\":true,\"media\":{\"url\":\"http://w.example/1.mp4\",\"mimetype\":\"video/mp4\"}", """{"videoMessage":{"mimetype":"video/mp4","seconds":3}}""", "\"type\":\"video\",\"mimetype\":\"video/mp4\"", "video ''")]
    [InlineData("\"body\":\"\",\"hasMedia\":true,\"media\":{\"mimetype\":\"video/mp4\"}", """{"ptvMessage":{"mimetype":"video/mp4"}}""", "\"type\":\"ptv\"", "video-note ''")]
    [InlineData("\"body\":\"\",\"hasMedia\":true,\"media\":{\"mimetype\":\"audio/ogg\"}", """{"audioMessage":{"ptt":true,"mimetype":"audio/ogg; codecs=opus"}}""", "\"type\":\"ptt\",\"duration\":\"4\"", "voice ''")]
    [InlineData("\"body\":\"\",\"hasMedia\":true,\"media\":{\"mimetype\":\"audio/mpeg\"}", """{"audioMessage":{"ptt":false,"mimetype":"audio/mpeg"}}""", "\"type\":\"audio\"", "audio ''")]
    [InlineData("\"body\":\"the plan\",\"hasMedia\":true,\"media\":{\"mimetype\":\"application/pdf\",\"filename\":\"plan.pdf\"}", """{"documentWithCaptionMessage":{"message":{"documentMessage":{"caption":"the plan","fileName":"plan.pdf"}}}}""", "\"type\":\"document\",\"caption\":\"the plan\",\"filename\":\"plan.pdf\"", "document 'the plan'")]
    [InlineData("\"body\":\"\",\"hasMedia\":true,\"media\":{\"mimetype\":\"image/webp\"}", """{"stickerMessage":{"mimetype":"image/webp"}}""", "\"type\":\"sticker\",\"body\":\"/9j/\"", "sticker ''")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"location\":{\"latitude\":\"1\",\"longitude\":\"2\",\"name\":\"Pier\"}", """{"locationMessage":{"degreesLatitude":1,"degreesLongitude":2,"name":"Pier"}}""", "\"type\":\"location\",\"lat\":1,\"lng\":2,\"loc\":\"Pier\\nQuay 1\"", "location 'Pier'")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"location\":{\"latitude\":\"1\",\"longitude\":\"2\",\"live\":true}", """{"liveLocationMessage":{"degreesLatitude":1,"caption":"on my way"}}""", "\"type\":\"location\",\"isLive\":true,\"comment\":\"on my way\",\"lat\":1,\"lng\":2", "live-location 'on my way'")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"vCards\":[\"BEGIN:VCARD\\nFN:Ada Roe\\nEND:VCARD\"]", """{"contactMessage":{"displayName":"Ada Roe","vcard":"BEGIN:VCARD\nFN:Ada Roe\nEND:VCARD"}}""", "\"type\":\"vcard\",\"vcardFormattedName\":\"Ada Roe\",\"body\":\"BEGIN:VCARD\"", "contact 'Ada Roe'")]
    [InlineData("\"body\":\"\",\"hasMedia\":false,\"vCards\":[\"BEGIN:VCARD\\nFN:Ada\\nEND:VCARD\",\"BEGIN:VCARD\\nFN:Bo\\nEND:VCARD\"]", """{"contactsArrayMessage":{"displayName":"Ada","contacts":[{"displayName":"Ada"},{"displayName":"Bo"}]}}""", "\"type\":\"multi_vcard\",\"vcardList\":[{\"displayName\":\"Ada\"},{\"displayName\":\"Bo\"}]", "contact 'Ada'")]
    [InlineData("\"body\":\"Which?\",\"hasMedia\":false", """{"pollCreationMessageV3":{"name":"Which?","options":[{"optionName":"red"}]}}""", "\"type\":\"poll_creation\",\"pollName\":\"Which?\",\"pollOptions\":[{\"name\":\"red\"}]", "poll 'Which?'")]
    [InlineData("\"body\":\"\",\"hasMedia\":false", """{"eventMessage":{"name":"Regatta","startTime":"1781090000"}}""", "\"type\":\"event_creation\",\"eventName\":\"Regatta\"", "event 'Regatta'")]
    [InlineData("\"body\":\"Pick one\",\"hasMedia\":false", """{"listMessage":{"title":"Menu","description":"Pick one","buttonText":"Open"}}""", "\"type\":\"list\",\"list\":{\"title\":\"Menu\",\"description\":\"Pick one\"}", "interactive 'Pick one'")]
    [InlineData("\"body\":\"Soup\",\"hasMedia\":false", """{"listResponseMessage":{"title":"Soup","singleSelectReply":{"selectedRowId":"1"}}}""", "\"type\":\"list_response\",\"body\":\"Soup\",\"listResponse\":{\"title\":\"Soup\"}", "interactive-reply 'Soup'")]
    [InlineData("\"body\":\"join us\",\"hasMedia\":false", """{"groupInviteMessage":{"groupJid":"120363000000006400@g.us","groupName":"Rowers","caption":"join us"}}""", "\"type\":\"groups_v4_invite\",\"comment\":\"join us\",\"inviteGrpName\":\"Rowers\"", "invite 'join us'")]
    [InlineData("\"body\":\"Oar\",\"hasMedia\":false", """{"productMessage":{"product":{"title":"Oar"}}}""", "\"type\":\"product\",\"title\":\"Oar\"", "commerce 'Oar'")]
    public async Task Import_KindOfEachEngine_OneRow(string flat, string socket, string web, string row)
    {
        string expected = $"15550106401@s.whatsapp.net WK in {row} at 1781086000";

        Assert.Equal([expected], await RowsAsync(flat, Noweb, socket));
        Assert.Equal([expected], await RowsAsync(flat, Gows, socket));
        Assert.Equal([expected], await RowsAsync(flat, Webjs, web));
    }

    [Theory]
    [InlineData("""{"id":"true_15550106401@c.us_WA","from":"15550106499@c.us","to":"15550106401@c.us","participant":null,"fromMe":true,"ack":4,"ackName":"PLAYED"}""")]
    [InlineData("""{"id":"true_15550106401@c.us_WA","from":"15550106401@c.us","fromMe":true,"ack":4,"ackName":"PLAYED","_data":{"key":{"remoteJid":"15550106401@s.whatsapp.net","fromMe":true,"id":"WA"},"update":{"status":5}}}""")]
    [InlineData("""{"id":"true_15550106401@c.us_WA","from":"15550106401@c.us","fromMe":true,"ack":4,"ackName":"PLAYED","_data":{"Chat":"15550106401@s.whatsapp.net","Sender":"15550106401:2@s.whatsapp.net","IsFromMe":false,"MessageIDs":["WA"],"Type":"played"}}""")]
    public async Task Import_AckOfEachEngine_RaisesTheStatus(string payload) => Assert.Equal(
        ["15550106401@s.whatsapp.net WA out text 'hi' at 1781086000 played"],
        await Situation.RowsAsync(
            """[{"id":"true_15550106401@c.us_WA","timestamp":1781086000,"from":"15550106499@c.us","fromMe":true,"source":"api","to":"15550106401@c.us","body":"hi","hasMedia":false,"ack":1,"ackName":"SERVER"}]""",
            $$"""{"event":"message.ack","session":"desk","payload":{{payload}} }"""));

    [Theory]
    [InlineData("""{"id":"false_15550106401@c.us_WR","from":"15550106401@c.us","fromMe":false,"participant":null,"to":"15550106499@c.us","timestamp":1781086010,"source":"app","reaction":{"text":"🎈","messageId":"true_15550106401@c.us_WA"}}""")]
    [InlineData("""{"id":"false_15550106401@c.us_WR","from":"15550106401@c.us","fromMe":false,"to":"15550106499@c.us","timestamp":1781086010,"source":"app","reaction":{"text":"🎈","messageId":"true_15550106401@c.us_WA"},"_data":{"key":{"remoteJid":"15550106401@s.whatsapp.net","fromMe":false,"id":"WR"},"messageTimestamp":1781086010,"message":{"reactionMessage":{"key":{"remoteJid":"15550106401@s.whatsapp.net","fromMe":true,"id":"WA"},"text":"🎈","senderTimestampMs":"1781086010000"}}}}""")]
    [InlineData("""{"id":"false_15550106401@c.us_WR","from":"15550106401@c.us","fromMe":false,"to":"15550106499@c.us","timestamp":1781086010,"source":"app","reaction":{"text":"🎈","messageId":"true_15550106401@c.us_WA"},"_data":{"Info":{"Chat":"15550106401@s.whatsapp.net","Sender":"15550106401@s.whatsapp.net","ID":"WR","Timestamp":"2026-06-10T10:06:50Z"},"Message":{"reactionMessage":{"key":{"remoteJID":"15550106401@s.whatsapp.net","fromMe":true,"ID":"WA"},"text":"🎈","senderTimestampMS":1781086010000}}}}""")]
    public async Task Import_ReactionOfEachEngine_OnOurMessage(string payload) => Assert.Equal(
        ["15550106401@s.whatsapp.net WA out text 'hi' at 1781086000 🎈 of other"],
        await Situation.RowsAsync(
            """[{"id":"true_15550106401@c.us_WA","timestamp":1781086000,"from":"15550106499@c.us","fromMe":true,"source":"api","to":"15550106401@c.us","body":"hi","hasMedia":false}]""",
            $$"""{"event":"message.reaction","session":"desk","payload":{{payload}} }"""));
}
