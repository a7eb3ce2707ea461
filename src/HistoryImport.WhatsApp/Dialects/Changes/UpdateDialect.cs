using System.Text.Json;
using Protocol = HistoryImport.WhatsApp.Wire.Message.Types.ProtocolMessage.Types.Type;

namespace HistoryImport.WhatsApp;

/// <summary>What Baileys' events say of a message that was there before: <c>{key, update}</c>, <c>{key, reaction}</c>, <c>{key, receipt}</c>,
/// and Evolution's edit without an envelope, <c>{key, type, editedMessage}</c>.</summary>
sealed class UpdateDialect : IDialect
{
    const int Key = 1;
    const int Update = 2;
    const int Reaction = 3;
    const int Receipt = 4;
    const int Edited = 5;
    const int Type = 6;
    const int Time = 7;
    const int Media = 8;

    static readonly FieldNames _names = FieldNames.Of(
        ("key", Key), ("update", Update), ("reaction", Reaction), ("receipt", Receipt), ("editedMessage", Edited), ("type", Type), ("timestampMs", Time),
        ("media", Media), ("error", Media));

    // Updates that are no more than {"status":3}: nearly all of them are, and need no message of their own.
    static readonly HistoryMessage[] _statuses = [.. Enum.GetValues<MessageStatus>().Order().Select(status => new HistoryMessage { Status = status })];

    public string Name => "update";

    static ReadOnlySpan<byte> Status => "{\"status\":"u8;

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Update or Reaction or Receipt or Edited when property.IsObject => Sign.Proof,
        Key when property.IsObjectOrText => Sign.Hint,
        Media => Sign.Hint,
        _ => Sign.None,
    };

    /// <summary>Whether an object with a key is such a one, by a look at its names.</summary>
    public static bool IsOne(ReadOnlySpan<byte> data)
    {
        var json = new JsonTokens(data, isWhole: false);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int field = _names.Find(JsonText.Plain(json));
            if (field is not (IFieldReader.Unknown or Key or Time))
            {
                return true;
            }

            if (!json.Read() || !json.TrySkip())
            {
                break;
            }
        }

        return false;
    }

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        var key = default(KeyDraft);
        var finds = default(MessageFinds);
        bool hasKey = false;
        bool hasMedia = false;
        string? edited = null;
        int? type = null;
        long? time = null;
        HistoryMessage? update = null;
        HistoryReaction? reaction = null;
        MessageStatus? receipt = null;
        bool hasReceipt = false;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Key: hasKey |= key.TryRead(ref reader); break;
                case Update: update = ReadUpdate(ref reader, context); break;
                case Reaction:
                    var draft = default(ReactionDraft);
                    reaction = draft.TryRead(ref reader) ? draft.ToReaction() : null;
                    break;
                case Receipt:
                    hasReceipt = true;
                    receipt = ReceiptReader.Read(ref reader);
                    break;
                case Edited:
                    Outcome outcome = ContentReader.ReadEdited(ref reader);
                    edited = outcome.Rank <= OutcomeRank.Change ? outcome.Body : null;
                    break;
                case Type: type = reader.ReadEnum(Schema.ProtocolType); break;
                case Time: time = reader.ReadMilliseconds(); break;
                case Media:
                    hasMedia = true;
                    reader.Skip();
                    break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        if (!hasKey)
        {
            return false;
        }

        key.AddClaims(ref finds, context.ConversationId, null);
        item.Add(finds);
        if (StatusOf(update, reaction, receipt, key.FromMe) is { } status)
        {
            item.Add(EnvelopeOf(key, context, Changes.StatusOf(key.Id, key.FromMe, key.Participant, status)));
            return true;
        }

        HistoryMessage envelope = EnvelopeOf(key, context);
        if (update is not null)
        {
            AddUpdate(item, envelope, update);
        }
        else if (reaction is not null)
        {
            item.Add(Changes.ReactionOn(envelope, reaction));
        }
        else if (edited is not null && (Protocol?)type is null or Protocol.MessageEdit)
        {
            item.Add(Changes.EditOf(envelope, envelope.Id, edited, time));
        }
        else if ((Protocol?)type == Protocol.Revoke)
        {
            item.Add(Changes.RevokeOf(envelope, envelope.Id));
        }
        else if (hasReceipt || hasMedia || type is not null)
        {
            item.NoHistory = hasReceipt ? "receipt" : hasMedia ? "media-update" : NoiseWords.Protocol;
        }
        else
        {
            return false;
        }

        return true;
    }

    static HistoryMessage? ReadUpdate(ref JsonFieldReader reader, in ItemContext context)
    {
        ReadOnlySpan<byte> rest = reader.Rest;
        if (!rest.StartsWith(Status) || rest[Status.Length..] is not [var digit, (byte)'}', ..] || digit - '0' >= _statuses.Length)
        {
            return MessageReader.Read(ref reader, null, context.Position);
        }

        reader.Skip();
        return _statuses[digit - '0'];
    }

    // An update is a part of a message; what it says replaces what was said.
    static void AddUpdate(Item item, HistoryMessage envelope, HistoryMessage update)
    {
        if (update.IsRevoked)
        {
            item.Add(Changes.RevokeOf(envelope, envelope.Id));
        }
        else if (update.Content is { } content && update.IsEdited)
        {
            item.Add(Changes.EditOf(envelope, envelope.Id, content.Body, update.EditedAtMs ?? update.Timestamp * 1000));
        }
        else if (update.Content is not null || update.Amendment is not null || update.Reactions.Count > 0)
        {
            item.Add(update with
            {
                RemoteJid = envelope.RemoteJid,
                RemoteJidAlt = envelope.RemoteJidAlt,
                ConversationId = envelope.ConversationId,
                FromMe = envelope.FromMe,
                Id = envelope.Id,
                Participant = envelope.Participant ?? update.Participant,
                ParticipantAlt = envelope.ParticipantAlt,
                Status = update.Status == MessageStatus.Error && !envelope.FromMe ? null : update.Status,
            });
        }
        else
        {
            item.NoHistory = "update";
        }
    }

    // How far the message got, if nothing else is said. Receipts are of own messages, and what was received cannot have failed to be sent.
    static MessageStatus? StatusOf(HistoryMessage? update, HistoryReaction? reaction, MessageStatus? receipt, bool fromMe) => update switch
    {
        null => reaction is null && fromMe ? receipt : null,
        { IsRevoked: false, Content: null, Amendment: null, Reactions.Count: 0 } => update.Status == MessageStatus.Error && !fromMe ? null : update.Status,
        _ => null,
    };

    static HistoryMessage EnvelopeOf(in KeyDraft key, in ItemContext context, MessageAmendment? amendment = null) => new()
    {
        RemoteJid = key.RemoteJid,
        RemoteJidAlt = key.RemoteJidAlt,
        ConversationId = context.ConversationId,
        FromMe = key.FromMe,
        Id = key.Id,
        Participant = key.Participant,
        ParticipantAlt = key.ParticipantAlt,
        Amendment = amendment,
        Noise = amendment is null ? NoiseWords.KeyOnly : null,
        Position = context.Position,
    };
}
