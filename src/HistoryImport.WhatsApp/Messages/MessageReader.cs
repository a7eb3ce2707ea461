using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>Reads one <c>WebMessageInfo</c>.</summary>
static class MessageReader
{
    /// <summary>Reads the message at hand.</summary>
    /// <returns><see langword="null"/> if it is none.</returns>
    public static HistoryMessage? Read<TReader>(ref TReader reader, string? conversationId, long position)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var ignored = default(MessageFinds);
        return Read(ref reader, conversationId, position, ref ignored);
    }

    /// <summary>Reads the message at hand, and what it tells beside itself.</summary>
    /// <returns><see langword="null"/> if it is none.</returns>
    public static HistoryMessage? Read<TReader>(ref TReader reader, string? conversationId, long position, ref MessageFinds finds)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        var key = default(KeyDraft);
        Outcome outcome = Outcome.Absent;
        (int Start, int End) raw = default;
        long? timestamp = null;
        var status = default(StatusDraft);
        int? stub = null;
        string? participant = null;
        string? pushName = null;
        string? receipt = null;
        List<HistoryReaction>? reactions = null;
        while (reader.Next(Schema.MessageInfo, out int field))
        {
            switch (field)
            {
                case WebMessageInfo.KeyFieldNumber:
                    finds.HasKey |= key.TryRead(ref reader);
                    break;
                case WebMessageInfo.MessageFieldNumber:
                    int start = reader.ValueStart;
                    outcome = ContentReader.Read(ref reader);
                    raw = (start, reader.Position);
                    break;
                case WebMessageInfo.MessageTimestampFieldNumber:
                    timestamp = reader.ReadSeconds();
                    break;
                case WebMessageInfo.StatusFieldNumber:
                    status.Add(reader.ReadEnum(Schema.Status));
                    break;
                case StatusValues.Updates:
                    status.AddUpdates(ref reader);
                    break;
                case WebMessageInfo.ParticipantFieldNumber:
                    participant = reader.ReadSpelling();
                    break;
                case WebMessageInfo.PushNameFieldNumber:
                    pushName = PersonName.OrNull(reader.ReadSpelling());
                    break;
                case WebMessageInfo.MessageStubTypeFieldNumber:
                    stub = reader.ReadEnum(Schema.Stub);
                    break;
                case WebMessageInfo.MessageStubParametersFieldNumber:
                    StubParameters.Read(ref reader, ref finds);
                    break;
                case WebMessageInfo.UserReceiptFieldNumber:
                    ReadReceipts(ref reader, ref receipt);
                    break;
                case WebMessageInfo.ReactionsFieldNumber:
                    ReadReactions(ref reader, ref reactions);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.IsMalformed)
        {
            reader.Leave(outer);
            return null;
        }

        key.AddClaims(ref finds, conversationId, participant);
        bool isRevoked = StubRules.IsRevoke(stub) || status.IsDeleted || key.IsDeleted;
        bool isEmpty = outcome.Rank >= OutcomeRank.Companion || outcome.IsBlank;
        if (outcome.IsBlank && isRevoked)
        {
            outcome = Outcome.Empty;
        }
        else if (isEmpty && !isRevoked && StubRules.Read(stub) is { } told)
        {
            outcome = told;
            raw = default;
        }

        var message = new HistoryMessage
        {
            RemoteJid = key.RemoteJid,
            RemoteJidAlt = key.RemoteJidAlt,
            ConversationId = conversationId,
            FromMe = key.FromMe,
            Id = key.Id,
            Participant = participant ?? key.Participant,
            ParticipantAlt = key.ParticipantAlt,
            ReceiptJid = key.FromMe ? Texts.OrNull(receipt) : null,
            Timestamp = timestamp,
            Status = status.Of(key.FromMe || !finds.HasKey),
            PushName = pushName,
            Content = outcome.HasContent
                ? new MessageContent { Kind = outcome.Kind, Body = outcome.Body!, Media = outcome.Media, Raw = reader.Copy(raw.Start, raw.End) }
                : null,
            Amendment = outcome.Amendment,
            Noise = isRevoked ? null : outcome.Noise,
            IsRevoked = isRevoked,
            IsEdited = outcome.HasContent && (outcome.IsEdited || status.IsEdited),
            DestinationJid = outcome.DestinationJid,
            Reactions = reactions is null ? [] : reactions,
            Position = position,
        };
        reader.Leave(outer);
        return message;
    }

    // Only the first receipt tells who the other side is.
    static void ReadReceipts<TReader>(ref TReader reader, ref string? first)
        where TReader : struct, IFieldReader, allows ref struct
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            string? jid = null;
            int outer = reader.Enter();
            if (outer == IFieldReader.NotEntered)
            {
                continue;
            }

            while (reader.Next(Schema.Receipt, out int field))
            {
                if (field == UserReceipt.UserJidFieldNumber)
                {
                    jid = reader.ReadSpelling();
                }
                else
                {
                    reader.Skip();
                }
            }

            reader.Leave(outer);
            first ??= jid ?? "";
        }
    }

    static void ReadReactions<TReader>(ref TReader reader, ref List<HistoryReaction>? reactions)
        where TReader : struct, IFieldReader, allows ref struct
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            var draft = default(ReactionDraft);
            if (draft.TryRead(ref reader))
            {
                (reactions ??= []).Add(draft.ToReaction());
            }
        }
    }
}
