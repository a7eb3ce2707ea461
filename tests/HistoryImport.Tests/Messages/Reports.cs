using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

/// <summary>Reports about one message, made of few distinct values, so that ties are common, and of some that nobody would send in good faith.</summary>
static class Reports
{
    public static MessageKey Key { get; } = new(Jid.Parse("123@lid"), default, false, "3EB0");

    public static MessageUpsert Empty { get; } = new() { Key = Key };

    // NUL and halves of surrogate pairs are replaced before anything is merged; should they come this far, merging still converges.
    static readonly Gen<string> _texts = Gen.Frequency(
        (4, Gen.Elements("", "a", "b", "\ue000", "\U0001f44d")),
        (1, Gen.Elements("\0", "a\0", "\ud83d", "\ude00", "\ude00\ud83d", "\ufffd", new string('a', 2_000))));

    static readonly Gen<long> _times = Gen.Frequency((4, Gen.Elements(1L, 2L)), (1, Gen.Elements(0, -1, long.MinValue, long.MaxValue)));

    public static Gen<MessageContent?> Contents { get; } = Gen.Frequency(
        (1, Gen.Constant<MessageContent?>(null)),
        (4, from kind in Gen.Elements(MessageKind.Unsupported, MessageKind.Text, MessageKind.Image, MessageKind.Call, MessageKind.System)
            from body in _texts
            from media in Gen.Elements<MediaDescriptor?>(
                null, new MediaDescriptor { Size = 1 }, new MediaDescriptor { Size = long.MinValue, FileName = "\0", Url = "\ud83d", Sha256 = [], Seconds = -1 })
            from raw in Gen.Elements<byte>(1, 2)
            select (MessageContent?)new MessageContent { Kind = kind, Body = body, Media = media, Raw = new[] { raw } }));

    public static Gen<MessageEdit?> Edits { get; } = Gen.Frequency(
        (1, Gen.Constant<MessageEdit?>(null)),
        (2, from time in _times
            from envelope in Gen.Elements("A", "B", "")
            from body in _texts
            select (MessageEdit?)new MessageEdit(time, envelope, body)));

    public static Gen<MessageReaction[]> Reactions { get; } =
        from reactions in (from fromMe in Gen.Elements(false, true)
                           from sender in Gen.Elements("", "1@lid", "2@c.us")
                           from emoji in _texts
                           from time in _times
                           select new MessageReaction(fromMe, sender.Length == 0 ? default : Jid.Parse(sender), emoji, time)).ArrayOf().Resize(4)
        select reactions.DistinctBy(reaction => (reaction.FromMe, reaction.Sender)).ToArray();

    public static Gen<MessageUpsert> Any { get; } =
        from content in Contents
        from timestamp in Gen.Frequency((1, Gen.Constant<long?>(null)), (3, _times.Select(time => (long?)time)))
        from status in Gen.Elements<MessageStatus?>(null, MessageStatus.Error, MessageStatus.Pending, MessageStatus.Read, (MessageStatus)int.MinValue)
        from pushName in _texts.OrNull()
        from revoked in Gen.Elements(false, true)
        from edit in Edits
        from reactions in Reactions
        from wireChat in Gen.Elements(null, "123@lid", "123:0@lid")
        from wireId in Gen.Elements(null, new MessageWireId("wamid.A", false), new MessageWireId("wamid.B", false), new MessageWireId("wamid.A", true))
        from mediaId in Gen.Elements(null, "1", "2")
        select new MessageUpsert
        {
            Key = Key,
            Content = content,
            Version = ContentVersion.Of(content),
            Timestamp = timestamp,
            Status = status,
            PushName = pushName,
            IsRevoked = revoked,
            Edit = edit,
            Reactions = reactions,
            WireChat = wireChat,
            WireId = wireId,
            MediaId = mediaId,
        };

    public static MessageUpsert Of(MessageKind kind, string body) => Of(new MessageContent { Kind = kind, Body = body });

    public static MessageUpsert Of(MessageContent content) => Empty with { Content = content, Version = ContentVersion.Of(content) };
}
