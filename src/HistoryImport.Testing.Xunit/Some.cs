namespace HistoryImport.Testing.Xunit;

/// <summary>Test data in few words.</summary>
static class Some
{
    public const long Time = 1_700_000_000;

    public static ConnectionKey Connection { get; } = new("tenant", "connection");

    public static Jid Contact { get; } = Number(1);

    public static Jid Group { get; } = Jid.Parse("120363000000000001@g.us");

    public static Jid Number(int i) => Jid.Parse($"5511{900000000 + i}@s.whatsapp.net");

    public static Jid Lid(int i) => Jid.Parse($"{100000000000000 + i}@lid");

    public static MessageKey Key(string id = "ID", Jid? chat = null, Jid sender = default, bool fromMe = false) =>
        new(chat ?? Contact, sender, fromMe, id);

    /// <summary>A message with content.</summary>
    public static MessageUpsert Text(string body = "body", MessageKey? key = null) => Content(new MessageContent { Kind = MessageKind.Text, Body = body }, key);

    public static MessageUpsert Content(MessageContent content, MessageKey? key = null) => new()
    {
        Key = key ?? Key(),
        Content = content,
        Version = ContentVersion.Of(content),
        Timestamp = Time,
    };

    /// <summary>A report without content, which only amends.</summary>
    public static MessageUpsert Amendment(MessageKey? key = null) => new() { Key = key ?? Key() };

    public static MessageUpsert Reacted(this MessageUpsert item, string emoji, Jid reactor = default, bool fromMe = false, long time = 1) =>
        item with { Reactions = [.. item.Reactions, new MessageReaction(fromMe, reactor, emoji, time)] };

    /// <summary>A reaction in a 1:1 chat, which names chat and id only.</summary>
    public static MessageUpsert DirectReaction(string emoji, string id = "ID", bool fromMe = false, long time = 1) =>
        Amendment(Key(id)).Reacted(emoji, fromMe: fromMe, time: time) with { MatchesEitherDirection = true };

    public static HistoryMessage Message(string id = "ID", string? chat = null, long? timestamp = Time) => new()
    {
        Id = id,
        RemoteJid = chat ?? Contact.Value,
        Timestamp = timestamp,
        Content = new MessageContent { Kind = MessageKind.Text, Body = "body of " + id, Raw = new byte[] { 1, 2, 3 } },
    };

    public static HistoryMessage AmendmentMessage(string id = "AMENDMENT", string? chat = null) => new()
    {
        Id = id,
        RemoteJid = chat ?? Contact.Value,
        Timestamp = Time,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Revoke, TargetId = "ID" },
    };

    public static HistoryMessage Acknowledgement(string id, MessageStatus status, bool fromMe = true) => new()
    {
        Id = id,
        RemoteJid = Contact.Value,
        FromMe = fromMe,
        Timestamp = Time + (long)status,
        Amendment = new MessageAmendment { Kind = AmendmentKind.Status, TargetId = id, TargetFromMe = fromMe, Status = status },
    };
}
