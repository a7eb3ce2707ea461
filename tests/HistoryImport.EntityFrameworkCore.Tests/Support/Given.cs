namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>Test data in few words.</summary>
static class Given
{
    public const long Time = 1_700_000_000;

    public static Jid Contact { get; } = Jid.Parse("5511900000001@s.whatsapp.net");

    public static Jid Lid { get; } = Jid.Parse("100000000000001@lid");

    public static Jid Group { get; } = Jid.Parse("120363000000000001@g.us");

    public static MessageKey Key(string id = "ID", Jid? chat = null, bool fromMe = false, Jid sender = default) => new(chat ?? Contact, sender, fromMe, id);

    public static MessageUpsert Text(string body, MessageKey key, MessageKind kind = MessageKind.Text)
    {
        var content = new MessageContent { Kind = kind, Body = body };
        return new MessageUpsert { Key = key, Content = content, Version = ContentVersion.Of(content), Timestamp = Time };
    }

    public static async Task<UpsertOutcome> WriteAsync(this Desk desk, MessageUpsert item) =>
        Assert.Single((await desk.Store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [item] })).Outcomes);
}
