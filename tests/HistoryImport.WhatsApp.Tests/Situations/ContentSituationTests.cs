namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>Content as other languages, newer phones and older schemas write it.</summary>
public class ContentSituationTests
{
    // WPPConnect and its kin.
    const string FlatModel = """[{"id":"false_15550106601@c.us_CW","t":1781086500,"from":"15550106601@c.us","to":"15550106699@c.us","fromMe":false,"isGroupMsg":false,FIELDS}]""";

    // What whatsapp-web.js calls its raw data.
    const string DeepModel = """
        [{FIELDS,"fromMe":false,"to":{"server":"c.us","user":"15550106699","_serialized":"15550106699@c.us"},"from":{"server":"c.us","user":"15550106601","_serialized":"15550106601@c.us"},
        "t":1781086500,"id":{"fromMe":false,"remote":{"server":"c.us","user":"15550106601","_serialized":"15550106601@c.us"},"id":"CW","_serialized":"false_15550106601@c.us_CW"}}]
        """;

    static Task<string[]> RowsAsync(string message) => Situation.RowsAsync(
        $$"""{"type":"Message","event":{"Info":{"Chat":"15550106601@s.whatsapp.net","Sender":"15550106601@s.whatsapp.net","ID":"CS","IsFromMe":false},"Message":{{message}} },"token":"t"}""",
        $$"""[{"key":{"remoteJid":"15550106601@s.whatsapp.net","fromMe":false,"id":"CS"},"message":{{message}} }]""");

    [Theory]
    // A choice of fields in Go's own JSON.
    [InlineData("""{"buttonsMessage":{"Header":{"Text":"Bread or cake?"},"headerType":2,"buttons":[{"buttonID":"1"}]}}""", "interactive 'Bread or cake?'")]
    [InlineData("""{"templateMessage":{"Format":{"HydratedTemplate":{"Title":{"HydratedTitleText":"Your order"},"hydratedFooterText":"shop"}}}}""", "interactive 'Your order'")]
    [InlineData("""{"templateMessage":{"Format":{"InteractiveMessageTemplate":{"body":{"text":"Choose"}}}}}""", "interactive 'Choose'")]
    [InlineData("""{"interactiveMessage":{"header":{"title":"Summer","Media":{"ImageMessage":{"mimetype":"image/jpeg"}}},"InteractiveMessage":{"NativeFlowMessage":{"buttons":[]}}}}""", "interactive 'Summer'")]
    [InlineData("""{"interactiveMessage":{"InteractiveMessage":{"CarouselMessage":{"cards":[{"body":{"text":"First card"}}]}}}}""", "interactive 'First card'")]
    [InlineData("""{"buttonsResponseMessage":{"Response":{"SelectedDisplayText":"Bread"},"selectedButtonID":"1"}}""", "interactive-reply 'Bread'")]
    [InlineData("""{"interactiveResponseMessage":{"InteractiveResponseMessage":{"NativeFlowResponseMessage":{"name":"n","paramsJSON":"{\"a\":1}"}}}}""", "interactive-reply '{\"a\":1}'")]

    [InlineData("""{"templateMessage":{"Format":{"FourRowTemplate":{"content":{"hydratedHsm":{"Format":{"HydratedTemplate":{"hydratedContentText":"Rent is due"}}}}}}}}""", "interactive 'Rent is due'")]
    [InlineData("""{"templateMessage":{"Format":{"FourRowTemplate":{"Title":{"HighlyStructuredMessage":{"hydratedHsm":{"Format":{"HydratedFourRowTemplate":{"hydratedContentText":"Rent"}}}}},"footer":{"hydratedHsm":{"Format":{"HydratedTemplate":{"hydratedContentText":"Homes"}}}}}}}}""", "interactive 'Rent'")]

    // The first text that is there.
    [InlineData("""{"contactMessage":{"vcard":"BEGIN:VCARD\nVERSION:3.0\nN:Oar;Bo;;;\nFN:Bo Oar\nEND:VCARD"}}""", "contact 'Bo Oar'")]
    [InlineData("""{"contactMessage":{"vcard":"BEGIN:VCARD\nFN:Bo Oar\nEND:VCARD","displayName":"Bo"}}""", "contact 'Bo'")]
    [InlineData("""{"contactsArrayMessage":{"displayName":"","contacts":[{"vcard":"BEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD"},{"displayName":"","vcard":"BEGIN:VCARD\nitem1.FN:Cy\nEND:VCARD"}]}}""", "contact 'Bo\nCy'")]
    [InlineData("""{"buttonsMessage":{"footerText":"Only today"}}""", "interactive 'Only today'")]
    [InlineData("""{"listMessage":{"sections":[{"title":"Soups","rows":[{"title":"Pea"}]}],"footerText":"Only today"}}""", "interactive 'Only today'")]
    [InlineData("""{"listResponseMessage":{"description":"with bread","singleSelectReply":{}}}""", "interactive-reply 'with bread'")]
    [InlineData("""{"contactsArrayMessage":{"contacts":[{"vcard":"BEGIN:VCARD"},{"displayName":"Bo"}]}}""", "contact 'Bo'")]
    [InlineData("""{"orderMessage":{"orderTitle":"Two oars","message":""}}""", "commerce 'Two oars'")]
    [InlineData("""{"eventMessage":{"name":"","description":"Bring oars"}}""", "event 'Bring oars'")]

    // The newest schema.
    [InlineData("""{"botPlatformRegistrationSuccessMessage":{"message":{"ephemeralMessage":{"message":{"conversation":"inner"}}}}}""", "text 'inner'")]
    [InlineData("""{"viewOnceMessage":{"message":{"newsletterAdminProfileMessage":{"message":{"imageMessage":{"caption":"inner"}}}}}}""", "image 'inner'")]
    [InlineData("""{"richResponseMessage":{"submessages":[{"messageText":"one"},{"messageType":2},{"messageText":"two"}]},"messageContextInfo":{}}""", "text 'one\ntwo'")]
    [InlineData("""{"splitPaymentMessage":{"description":"pizza"}}""", "commerce 'pizza'")]
    [InlineData("""{"pollCreationMessageV6":{"name":"Which?"}}""", "poll 'Which?'")]
    [InlineData("""{"conditionalRevealMessage":{"a":1}}""", "unsupported ''")]
    [InlineData("""{"aMessageOfNextYear":{"text":"x"}}""", "unsupported ''")]

    // A message that is there and empty.
    [InlineData("""{}""", "unsupported ''")]
    [InlineData("""{"ephemeralMessage":{"message":{}}}""", "unsupported ''")]
    [InlineData("""{"viewOnceMessageV2":{"message":{"documentWithCaptionMessage":{"message":{}}}}}""", "unsupported ''")]
    public async Task Import_Content_KindAndWords(string message, string row) =>
        Assert.Equal([$"15550106601@s.whatsapp.net CS in {row}"], await RowsAsync(message));

    [Theory]
    [InlineData("""[{"id":"row","key":{"remoteJid":"15550106601@s.whatsapp.net","fromMe":false,"id":"CE"},"messageType":"unknown","message":{},"messageTimestamp":1781086300,"status":null}]""")]
    [InlineData("""[{"id":"row","key":"{\"remoteJid\":\"15550106601@s.whatsapp.net\",\"fromMe\":false,\"id\":\"CE\"}","message":"{}","messageTimestamp":1781086300}]""")]
    [InlineData("""[{"id":"CE","body":"","fromMe":false,"ack":0,"mediaType":"","ticketId":3,"remoteJid":"15550106601@s.whatsapp.net","dataJson":"{\"key\":{\"remoteJid\":\"15550106601@s.whatsapp.net\",\"fromMe\":false,\"id\":\"CE\"},\"messageTimestamp\":1781086300,\"message\":{}}"}]""")]
    public async Task Import_StoredEmptyMessage_ARow(string payload) =>
        Assert.Equal(["15550106601@s.whatsapp.net CE in unsupported '' at 1781086300"], await Situation.RowsAsync(payload));

    [Theory]
    [InlineData("""{"groupRootKeyShare":{"a":1}}""")]
    [InlineData("""{"rootSecretDistributeMessage":{"a":1}}""")]
    [InlineData("""{"statusLinkPreviewMetadata":{"a":1}}""")]
    public async Task Import_KeysOfTheNewestSchema_NoRow(string message) => Assert.Empty(await RowsAsync(message));

    // Media that stand in a message and are larger than it may be, wherever they stand.
    [Theory]
    [InlineData("""{"event":"message","payload":{"id":"false_15550106601@c.us_CM","timestamp":1781086400,"from":"15550106601@c.us","fromMe":false,"source":"app","body":"cap","hasMedia":true,"media":{"mimetype":"image/jpeg","data":"BASE64"}}}""")]
    [InlineData("""[{"id":"false_15550106601@c.us_CM","type":"image","body":"BASE64","caption":"cap","t":1781086400,"from":"15550106601@c.us","to":"15550106699@c.us","fromMe":false}]""")]
    [InlineData("""[{"id":"false_15550106601@c.us_CM","type":"image","caption":"cap","t":1781086400,"from":"15550106601@c.us","to":"15550106699@c.us","fromMe":false,"mediaData":{"preview":{"_b64":"BASE64"}},"body":""}]""")]
    [InlineData("""{"event":"Message","data":{"Info":{"Chat":"15550106601@s.whatsapp.net","ID":"CM","IsFromMe":false,"Timestamp":"2026-06-10T10:13:20Z"},"Message":{"imageMessage":{"caption":"cap"},"base64":"BASE64"}},"instanceId":"i"}""")]
    [InlineData("""[{"key":{"remoteJid":"15550106601@s.whatsapp.net","fromMe":false,"id":"CM"},"messageTimestamp":1781086400,"message":{"imageMessage":{"caption":"cap","jpegThumbnail":{"$binary":{"base64":"BASE64","subType":"00"}}}}}]""")]
    [InlineData("""[{"key":{"remoteJid":"15550106601@s.whatsapp.net","fromMe":false,"id":"CM"},"messageTimestamp":1781086400,"message":{"imageMessage":{"caption":"cap","contextInfo":{"quotedMessage":{"videoMessage":{"jpegThumbnail":"BASE64"}}}}}}]""")]
    public async Task Decode_InlineMediaOverTheBound_TheMessageWithout(string json)
    {
        HistoryDecoderOptions options = Decode.Small;
        options.MaxInflatedBytes = 1 << 20;
        string media = Convert.ToBase64String([.. Enumerable.Range(0, 6000).Select(i => (byte)(i * 7919 % 251))]);

        List<HistorySet> parts = await Decode.JsonAsync(json.Replace("BASE64", "/9j/" + media, StringComparison.Ordinal), options);

        HistoryMessage message = Assert.Single(Decode.Messages(parts));
        Assert.Equal(("CM", MessageKind.Image, "cap", 1781086400L), (message.Id, message.Content!.Kind, message.Content.Body, message.Timestamp));
        Assert.True(Assert.Single(Decode.Problems(parts)).IsKept);
    }

    [Theory]
    [InlineData("""{"type":"gif","caption":"ha"}""", "video 'ha'")]
    [InlineData("""{"type":"live_location","caption":"here"}""", "live-location 'here'")]
    [InlineData("""{"type":"location","location":{"latitude":1.5,"longitude":2.5,"description":"Old Mill\nRiver Road 2"}}""", "location 'Old Mill'")]
    [InlineData("""{"type":"location","location":{"description":"Mill\nRiver Road 2","name":"Old Mill","address":"River Road 2"}}""", "location 'Old Mill'")]
    [InlineData("""{"type":"poll_creation","poll":{"name":"Which?"}}""", "poll 'Which?'")]
    [InlineData("""{"type":"scheduled_event_creation","eventName":"Regatta"}""", "event 'Regatta'")]
    [InlineData("""{"type":"buttons_response","body":"Yes","selectedButtonId":"1"}""", "interactive-reply 'Yes'")]
    [InlineData("""{"type":"order","orderTitle":"Two oars","itemCount":2}""", "commerce 'Two oars'")]
    [InlineData("""{"type":"hsm","body":"Your code is 1","footer":"f"}""", "interactive 'Your code is 1'")]
    [InlineData("""{"type":"newsletter_admin_invite","caption":"join"}""", "invite 'join'")]
    [InlineData("""{"type":"oversized"}""", "unsupported ''")]
    public async Task Import_TypeOfTheWebModel_KindAndWords(string model, string row)
    {
        string fields = model[1..^1];
        string expected = $"15550106601@s.whatsapp.net CW in {row} at 1781086500";

        foreach (string form in new[] { FlatModel, DeepModel })
        {
            Assert.Equal([expected], await Situation.RowsAsync(form.Replace("FIELDS", fields, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("""[{"id":{"server":"c.us","user":"15550106601","_serialized":"15550106601@c.us"},"t":1781086500,"unreadCount":0,"name":"Al","kind":"chat","contact":{"id":{"server":"c.us","user":"15550106601"},"name":"Al"},"msgs":null}]""")]
    [InlineData("""[{"id":{"server":"g.us","user":"120363000000006600","_serialized":"120363000000006600@g.us"},"name":"Choir","isGroup":true,"timestamp":1781086500,"unreadCount":2,"archived":false,"pinned":false,"isMuted":false}]""")]
    [InlineData("""[{"id":{"server":"c.us","user":"15550106601","_serialized":"15550106601@c.us"},"number":"15550106601","name":"Al","pushname":"Al","isUser":true,"isWAContact":true,"type":"in"}]""")]
    public async Task Decode_ListOfAWebClientWithoutMessages_NoMessage(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Empty(Decode.Messages(parts));
        Assert.Empty(Decode.Problems(parts));
        Assert.NotEmpty(parts.SelectMany(part => part.Contacts.Select(contact => contact.Id).Concat(part.Chats.Select(chat => chat.Id))));
    }
}
