using System.Runtime.CompilerServices;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>WhatsApp's own <c>WebMessageInfo</c> as JSON, which is what Baileys and its kin write: <c>{key, message, messageTimestamp, …}</c>,
/// alone or as the <c>message</c> of an entry of a conversation.</summary>
sealed class WebMessageInfoDialect : IDialect
{
    static readonly UpdateDialect _update = new();

    public string Name => "web-message-info";

    static ReadOnlySpan<byte> Key => "{\"key\":{"u8;

    static ReadOnlySpan<byte> Update => ",\"update\":{"u8;

    static ReadOnlySpan<byte> Entry => "{\"message\":{\"key\":{"u8;

    /// <summary>Whether an object is one by its first names already, as nearly all are.</summary>
    public static bool IsObvious(ReadOnlySpan<byte> data) => data.StartsWith(Key) || data.StartsWith(Entry);

    public FieldNames Telling => Schema.MessageInfo;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        WebMessageInfo.KeyFieldNumber when property.IsObjectOrText => Sign.Proof,
        WebMessageInfo.MessageFieldNumber => property.IsObject ? Sign.Hint : Sign.None,

        // These are found in other things, too.
        WebMessageInfo.StatusFieldNumber or WebMessageInfo.ParticipantFieldNumber => Sign.None,
        _ => Sign.Hint,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        ReadOnlySpan<byte> data = reader.Rest;
        if (IsUpdate(data) && TryReadUpdate(ref reader, data, context, item))
        {
            return true;
        }

        var finds = default(MessageFinds);
        HistoryMessage? message = !data.StartsWith(Key) && (data.StartsWith(Entry) || IsInside(reader))
            ? ReadInside(ref reader, context, ref finds)
            : MessageReader.Read(ref reader, context.ConversationId, context.Position, ref finds);
        // Without a key, what its message holds may be a message of another dialect.
        if (message is null || !finds.HasKey && (message.Noise is NoiseWords.KeyOnly or NoiseWords.Empty || message.Content?.Kind == MessageKind.Unsupported))
        {
            return false;
        }

        if (message.Noise == NoiseWords.KeyOnly && UpdateDialect.IsOne(data))
        {
            return ReadUpdate(ref reader, data, context, item);
        }

        item.Add(Changes.InEvent(context.EventName, finds.HasKey ? message : WithFlatKey(reader.Again(data), message)), finds);
        return true;
    }

    // In a table of a host's own the parts of a key may be columns beside its message.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static HistoryMessage WithFlatKey(JsonFieldReader again, HistoryMessage message)
    {
        var key = default(KeyDraft);
        key.TryRead(ref again);
        return message with
        {
            RemoteJid = key.RemoteJid,
            RemoteJidAlt = key.RemoteJidAlt,
            FromMe = key.FromMe,
            Id = key.Id,
            Participant = key.Participant,
            ParticipantAlt = key.ParticipantAlt,
            Status = message.Status == MessageStatus.Error && !key.FromMe ? null : message.Status,
        };
    }

    // Tells by the name behind the key, so that nearly every update is read once.
    static bool IsUpdate(ReadOnlySpan<byte> data)
    {
        int end = data.StartsWith(Key) ? data.IndexOf((byte)'}') : -1;
        return end >= 0 && data[(end + 1)..].StartsWith(Update);
    }

    // Never inlined: else every message would clear room for another reader first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool TryReadUpdate(ref JsonFieldReader reader, ReadOnlySpan<byte> data, in ItemContext context, Item item)
    {
        if (_update.Read(ref reader, context, item))
        {
            return true;
        }

        item.Clear();
        reader = reader.Again(data);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool ReadUpdate(ref JsonFieldReader reader, ReadOnlySpan<byte> data, in ItemContext context, Item item)
    {
        reader = reader.Again(data);
        return _update.Read(ref reader, context, item);
    }

    // Tells by a look ahead whether the message is in the element's message. Names before that are few.
    static bool IsInside(JsonFieldReader ahead)
    {
        ahead.Enter();
        while (ahead.Next(Schema.MessageInfo, out int field))
        {
            if (field == WebMessageInfo.KeyFieldNumber)
            {
                return false;
            }

            if (field == WebMessageInfo.MessageFieldNumber && ahead.Holds(Schema.MessageInfo, WebMessageInfo.KeyFieldNumber))
            {
                return true;
            }

            ahead.Skip();
        }

        return false;
    }

    static HistoryMessage? ReadInside(ref JsonFieldReader reader, in ItemContext context, ref MessageFinds finds)
    {
        HistoryMessage? message = null;
        reader.Enter();
        while (reader.Next(Schema.MessageInfo, out int field))
        {
            if (field == WebMessageInfo.MessageFieldNumber)
            {
                message = MessageReader.Read(ref reader, context.ConversationId, context.Position, ref finds);
            }
            else
            {
                reader.Skip();
            }
        }

        return message;
    }
}
