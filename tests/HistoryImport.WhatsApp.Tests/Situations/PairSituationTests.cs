namespace HistoryImport.WhatsApp.Tests.Situations;

/// <summary>Every place in which a LID and a number are said to be one person's, and what looks like one and is none.</summary>
public class PairSituationTests
{
    static readonly JidClaim _pair = JidClaim.TryCreate("88000000006301@lid", "15550106301@s.whatsapp.net")!;

    [Theory]
    // Digits alone, in fields that can hold nothing but a number.
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","fromMe":false,"senderPn":"15550106301","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"120363000000006300@g.us","participant":"88000000006301@lid","participantPn":"+15550106301","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","fromMe":true,"recipientPn":"15550106301","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"88000000006301@lid","phoneNumber":"15550106301","notify":"Ann"}]}""")]
    [InlineData("""{"event":"lid-mapping.update","data":{"lid":"88000000006301@lid","pn":"15550106301"}}""")]
    [InlineData("""[{"lid":"88000000006301","pn":"15550106301"}]""")]
    [InlineData("""{"chats":[{"id":"88000000006301@lid","phoneNumber":"15550106301"}]}""")]
    [InlineData("""{"lidPnMappings":[{"lid":"88000000006301","pn":"15550106301"}]}""")]

    // Contacts and chats of other clients.
    [InlineData("""[{"id":5,"name":"Ann","lid":"88000000006301@lid","phoneNumber":"15550106301@s.whatsapp.net"}]""")]
    [InlineData("""{"contacts":[{"id":{"server":"lid","user":"88000000006301","_serialized":"88000000006301@lid"},"pushname":"Ann","phoneNumber":{"server":"c.us","user":"15550106301","_serialized":"15550106301@c.us"}}]}""")]
    [InlineData("""[{"id":{"server":"c.us","user":"15550106301","_serialized":"15550106301@c.us"},"lid":{"server":"lid","user":"88000000006301","_serialized":"88000000006301@lid"},"name":"Ann","isMyContact":true}]""")]
    [InlineData("""{"lid":{"server":"lid","user":"88000000006301","_serialized":"88000000006301@lid"},"pn":{"server":"c.us","user":"15550106301","_serialized":"15550106301@c.us"}}""")]
    [InlineData("""{"chats":[{"id":"88000000006301@lid","pnJid":"15550106301@s.whatsapp.net"}],"messages":[]}""")]
    [InlineData("""{"conversations":[{"id":"15550106301@s.whatsapp.net","lidJid":"88000000006301@lid","accountLid":"88000000006301@lid"}]}""")]

    // Groups: who is in them, who made them, who changed them.
    [InlineData("""{"event":"groups.upsert","data":[{"id":"120363000000006300@g.us","subject":"Choir","owner":"88000000006301@lid","ownerPn":"15550106301@s.whatsapp.net","participants":[]}]}""")]
    [InlineData("""{"groups.upsert":[{"id":"120363000000006300@g.us","subject":"Choir","subjectOwner":"88000000006301@lid","subjectOwnerPn":"15550106301@s.whatsapp.net"}]}""")]
    [InlineData("""{"event":"groups.update","data":[{"id":"120363000000006300@g.us","descOwnerPn":"15550106301@s.whatsapp.net","descOwner":"88000000006301@lid","desc":"d"}]}""")]
    [InlineData("""{"groups.update":[{"id":"120363000000006300@g.us","author":"88000000006301@lid","authorPn":"15550106301@s.whatsapp.net","announce":true}]}""")]
    [InlineData("""{"group-participants.update":{"id":"120363000000006300@g.us","author":"88000000006301@lid","authorPn":"15550106301@s.whatsapp.net","participants":[],"action":"remove"}}""")]
    [InlineData("""{"event":"group-participants.update","data":{"id":"120363000000006300@g.us","action":"add","participants":["88000000006301@lid"],"participantsData":[{"jid":"88000000006301@lid","phoneNumber":"15550106301@s.whatsapp.net"}]}}""")]
    [InlineData("""{"event":"group-participants.update","data":{"id":"120363000000006300@g.us","action":"add","participants":["88000000006301@lid"],"participantsData":[{"jid":"88000000006301@lid","phoneNumber":"15550106301"}]}}""")]
    [InlineData("""{"group.join-request":{"id":"120363000000006300@g.us","participant":"88000000006301@lid","participantPn":"15550106301@s.whatsapp.net","action":"created","method":"invite_link"}}""")]
    [InlineData("""{"event":"group.member-tag.update","data":{"groupId":"120363000000006300@g.us","participant":"88000000006301@lid","participantAlt":"15550106301@s.whatsapp.net","label":"x"}}""")]
    [InlineData("""{"type":"GroupInfo","event":{"JID":"120363000000006300@g.us","Notify":"","Sender":"88000000006301@lid","SenderPN":"15550106301@s.whatsapp.net","Timestamp":"2026-06-10T10:00:01Z","Join":["88000000006302@lid"]},"token":"t"}""")]
    [InlineData("""{"event":"GroupInfo","data":{"JID":"120363000000006300@g.us","Sender":null,"Name":{"Name":"Choir","NameSetAt":"2026-06-10T10:00:01Z","NameSetBy":"88000000006301@lid","NameSetByPN":"15550106301@s.whatsapp.net"}},"instanceId":"i"}""")]
    [InlineData("""{"event":"JoinedGroup","data":{"Reason":"","JID":"120363000000006300@g.us","OwnerJID":"88000000006301@lid","OwnerPN":"15550106301@s.whatsapp.net","Name":"Choir","Participants":[]},"instanceId":"i"}""")]
    [InlineData("""{"event":"JoinedGroup","data":{"JID":"120363000000006300@g.us","Topic":"all","TopicSetBy":"88000000006301@lid","TopicSetByPN":"15550106301@s.whatsapp.net","Participants":[{"JID":"88000000006301@lid","PhoneNumber":"15550106301@s.whatsapp.net","LID":"88000000006301@lid"}]}}""")]

    // Beside messages.
    [InlineData("""[{"id":"false_88000000006301@lid_A","type":"chat","body":"a","t":1781085900,"from":"88000000006301@lid","sender":{"id":"88000000006301@lid","phoneNumber":{"server":"c.us","user":"15550106301","_serialized":"15550106301@c.us"},"pushname":"Ann"}}]""")]
    [InlineData("""[{"id":"false_120363000000006300@g.us_A_15550106301@c.us","type":"chat","body":"a","t":1781085900,"author":"15550106301@c.us","sender":{"id":"15550106301@c.us","lid":"88000000006301@lid"}}]""")]
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","fromMe":true,"id":"A"},"message":"{\"conversation\":\"a\"}","userReceipt":"[{\"userJid\":\"15550106301@s.whatsapp.net\",\"readTimestamp\":1781085900}]","status":"READ"}]""")]
    [InlineData("""[{"key":{"remoteJid":"120363000000006300@g.us","id":"A"},"messageStubType":27,"messageStubParameters":"[\"{\\\"id\\\":\\\"88000000006301@lid\\\",\\\"phoneNumber\\\":\\\"15550106301@s.whatsapp.net\\\"}\"]","messageTimestamp":1781085900}]""")]
    [InlineData("""{"event":"Message","data":{"Info":{"Chat":"120363000000006300@g.us","Sender":"15550106302@s.whatsapp.net","IsGroup":true,"ID":"A"},"Message":{"conversation":"a"},"groupData":{"JID":"120363000000006300@g.us","Name":"Choir","Participants":[{"JID":"88000000006301@lid","PhoneNumber":"15550106301@s.whatsapp.net","LID":"88000000006301@lid"}]}},"instanceId":"i"}""")]
    [InlineData("""{"event":"Message","data":{"Info":{"Chat":"15550106301@s.whatsapp.net","Sender":"15550106301@s.whatsapp.net","SenderAlt":"88000000006301@lid","IsFromMe":false,"ID":"A"},"Message":{"conversation":"a"}},"instanceId":"i"}""")]
    [InlineData("""{"type":"ReadReceipt","event":{"Chat":"88000000006301@lid","Sender":"88000000006301:2@lid","SenderAlt":"15550106301:2@s.whatsapp.net","IsFromMe":false,"MessageIDs":["B"],"Type":"read"},"token":"t"}""")]
    [InlineData("""{"type":"ChatPresence","event":{"Chat":"88000000006301@lid","Sender":"88000000006301@lid","SenderAlt":"15550106301@s.whatsapp.net","State":"composing"},"token":"t"}""")]
    [InlineData("""{"call":[{"chatId":"88000000006301@lid","from":"88000000006301@lid","callerPn":"15550106301@s.whatsapp.net","id":"C","status":"offer"}]}""")]
    [InlineData("""{"event":"call","instance":"i","data":{"chatId":"88000000006301@lid","from":"88000000006301@lid","callerPn":"15550106301@s.whatsapp.net","id":"C","status":"offer"}}""")]
    [InlineData("""[{"key":{"remoteJid":"120363000000006300@g.us","id":"A"},"messageStubType":145,"messageStubParameters":["{\"lid\":\"88000000006301@lid\",\"pn\":\"15550106301@s.whatsapp.net\"}","created","invite_link"]}]""")]
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","fromMe":true,"id":"A"},"message":{"conversation":"a"},"userReceipt":[{"userJid":"15550106301@s.whatsapp.net","readTimestamp":"1781085900"}]}]""")]
    [InlineData("""{"event":"messages.update","data":[{"key":{"remoteJid":"88000000006301@lid","fromMe":false,"id":"A","senderPn":"15550106301@s.whatsapp.net"},"update":{"starred":true}}]}""")]
    public async Task Decode_Pair_IsTheOnlyClaim(string json)
    {
        List<HistorySet> parts = await Decode.JsonAsync(json);

        Assert.Equal([_pair], parts.SelectMany(part => part.GetClaims()).Distinct());
        Assert.Empty(Decode.Problems(parts));
        Assert.All(Decode.Messages(parts), message => Assert.NotNull(message.Id));
    }

    [Theory]
    // Whoever does not know the number of a LID cuts off its server.
    [InlineData("""{"event":"group-participants.update","data":{"id":"120363000000006300@g.us","action":"add","participants":["88000000006301@lid"],"participantsData":[{"jid":"88000000006301@lid","phoneNumber":"88000000006301"}]}}""")]
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","senderPn":"88000000006301","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"88000000006301:4@lid","phoneNumber":"88000000006301"}]}""")]

    // Names, codes and dates are no numbers.
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"88000000006301@lid","phoneNumber":"hidden"}]}""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"88000000006301@lid","phoneNumber":"2026-06-10"}]}""")]
    [InlineData("""{"event":"contacts.upsert","data":[{"id":"88000000006301@lid","phoneNumber":"911"}]}""")]
    [InlineData("""[{"lid":"88000000006301@lid","jid":"15550106301"}]""")]

    // One of the two is somebody else's.
    [InlineData("""[{"key":{"remoteJid":"88000000006301@lid","fromMe":true,"senderPn":"15550106399","id":"A"},"message":{"conversation":"a"}}]""")]
    [InlineData("""{"groups.update":[{"id":"120363000000006300@g.us","owner":"88000000006301@lid","authorPn":"15550106302@s.whatsapp.net","announce":true}]}""")]
    [InlineData("""{"event":"Message","data":{"Info":{"Chat":"88000000006301@lid","Sender":"88000000006399@lid","SenderAlt":"15550106399@s.whatsapp.net","IsFromMe":true,"ID":"A"},"Message":{"conversation":"a"}},"instanceId":"i"}""")]
    public async Task Decode_NoPair_NoClaim(string json) => Assert.Empty((await Decode.JsonAsync(json)).SelectMany(part => part.GetClaims()));

    [Theory]
    [InlineData("""{"call":[{"chatId":"15550106301@s.whatsapp.net","from":"15550106301@s.whatsapp.net","id":"C","status":"offer"}]}""", "call")]
    [InlineData("""{"event":"call","instance":"i","data":{"id":"C","from":"15550106301@s.whatsapp.net","chatId":"15550106301@s.whatsapp.net"}}""", "call")]
    [InlineData("""{"event":"group.join-request","data":{"id":"120363000000006300@g.us","participant":"15550106301@s.whatsapp.net","action":"created"}}""", "group.join-request")]
    [InlineData("""{"type":"ChatPresence","event":{"Chat":"15550106301@s.whatsapp.net","Sender":"15550106301@s.whatsapp.net","SenderAlt":"","State":"paused"}}""", "ChatPresence")]
    [InlineData("""{"data":{"Total":3,"Messages":2,"Receipts":1},"event":"OfflineSyncPreview"}""", "OfflineSyncPreview")]
    [InlineData("""{"event":{"Messages":2,"Total":3,"Notifications":0,"Receipts":1,"AppDataChanges":0},"type":"OfflineSyncPreview","userID":"u"}""", "OfflineSyncPreview")]
    [InlineData("""{"Receipts":1,"Notifications":0,"Messages":2,"AppDataChanges":0,"Total":3}""", null)]
    public async Task Decode_EventWithoutAPair_CountedUnderItsName(string json, string? word)
    {
        (List<HistorySet> parts, HistoryFormatException? failure) = await Decode.TryAllAsync(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Empty(parts.SelectMany(part => part.GetClaims()));
        Assert.Equal(word is null ? [] : [KeyValuePair.Create(word, 1)], parts.SelectMany(part => part.WithoutHistory));
        Assert.Empty(Decode.Messages(parts));
        Assert.Equal(word is null, failure is not null || Decode.Problems(parts).Count > 0);
    }
}
