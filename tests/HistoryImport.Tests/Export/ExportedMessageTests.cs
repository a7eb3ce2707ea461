using System.Text.Json;

namespace HistoryImport.Tests.Export;

public class ExportedMessageTests
{
    static readonly ConnectionKey _connection = new("tenant", "name");
    static readonly Jid _group = Jid.Parse("120363000000000001@g.us");
    static readonly Jid _one = Jid.Parse("5511900000001@s.whatsapp.net");
    static readonly Jid _other = Jid.Parse("5511900000002@s.whatsapp.net");

    [Fact]
    public void Of_EveryField_IsWrittenAsAgreed()
    {
        var media = new MediaDescriptor { MimeType = "image/png", FileName = "a.png", Size = 5, Sha256 = [1, 2, 3], Key = [9], Seconds = 1, Width = 2, Height = 3 };
        var message = new MessageUpsert
        {
            Key = new MessageKey(_group, _one, false, "A"),
            Content = new MessageContent { Kind = MessageKind.Image, Body = "caption", Media = media },
            Timestamp = 17,
            Status = MessageStatus.Read,
            PushName = "Zoë",
            WireId = new MessageWireId("wamid.A", IsLive: true),
            IsRevoked = true,
            Edit = new MessageEdit(1, "E", "new"),
            Reactions =
            [
                new(true, default, "😀", 1), new(false, _other, "+", 1), new(false, _one, "-", 1), new(false, Jid.Parse("1@lid"), "", 1),
            ],
        };

        Assert.Equal(
            """
            {"tenant":"tenant","connection":"name","chat":"120363000000000001@g.us","id":"A","fromMe":false,"sender":"5511900000001@s.whatsapp.net",
            "timestamp":17,"kind":"image","body":"new","status":"read","edited":true,"editedAt":0,"revoked":true,"reactions":[
            {"emoji":"-","fromMe":false,"sender":"5511900000001@s.whatsapp.net"},{"emoji":"+","fromMe":false,"sender":"5511900000002@s.whatsapp.net"},
            {"emoji":"\uD83D\uDE00","fromMe":true,"sender":null}],"pushName":"Zoë",
            "media":{"mimetype":"image/png","fileName":"a.png","size":5,"sha256":"AQID","seconds":1,"width":2,"height":3},"wireId":"wamid.A"}
            """.ReplaceLineEndings(""),
            Json(ExportedMessage.Of(_connection, message)));
    }

    [Fact]
    public void Of_BareMessage_WritesNulls() => Assert.Equal(
        """
        {"tenant":"tenant","connection":"name","chat":"5511900000001@s.whatsapp.net","id":"A","fromMe":true,"sender":null,"timestamp":null,
        "kind":"text","body":"","status":null,"edited":false,"editedAt":null,"revoked":false,"reactions":[],"pushName":null,"media":null,"wireId":null}
        """.ReplaceLineEndings(""),
        Json(ExportedMessage.Of(_connection, new MessageUpsert
        {
            Key = new MessageKey(_one, default, true, "A"),
            Content = new MessageContent { Kind = MessageKind.Text },
        })));

    static string Json(ExportedMessage message) => JsonSerializer.Serialize(message, ExportedMessage.JsonTypeInfo);
}
