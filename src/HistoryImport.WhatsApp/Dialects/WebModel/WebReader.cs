namespace HistoryImport.WhatsApp;

/// <summary>Makes messages of what was read in WhatsApp Web's model. Where <c>_data</c> is a message of a socket, each part is taken from the
/// one that knows it better, by one rule: content that is known, then text, then what is not known, then nothing.</summary>
static class WebReader
{
    /// <summary>Reads the message at hand.</summary>
    public static HistoryMessage? Read(ref JsonFieldReader reader, in ItemContext context, out MessageFinds finds)
    {
        finds = default;
        int start = reader.ValueStart;
        var draft = default(WebDraft);
        if (!reader.IsPossibleContent)
        {
            reader.Skip();
            return null;
        }

        draft.Read(ref reader, context);
        finds = draft.Finds;
        if (draft.IsPlain && ContentOf(draft, reader.Since(start)) is { } content)
        {
            return EnvelopeOf(draft, context, content);
        }

        HistoryMessage envelope = EnvelopeOf(draft, context, null);
        return Change(draft, envelope) ?? Content(draft, envelope, context, reader.Since(start));
    }

    static HistoryMessage EnvelopeOf(in WebDraft draft, in ItemContext context, MessageContent? content)
    {
        bool isEdited = content is not null && IsEdited(draft, context);
        HistoryMessage? inner = draft.Inner;
        bool fromMe = inner?.FromMe ?? draft.Key.FromMe ?? draft.FromMe ?? false;
        string? chat = draft.Key.Chat ?? draft.ChatId ?? (fromMe ? draft.To : draft.From);
        string? innerChat = inner?.RemoteJid;
        bool isGroup = (innerChat ?? chat)?.EndsWith("@g.us", StringComparison.Ordinal) == true;
        return new HistoryMessage
        {
            RemoteJid = innerChat ?? chat,
            RemoteJidAlt = inner?.RemoteJidAlt ?? (innerChat is not null && JidClaim.TryCreate(innerChat, draft.Key.Chat) is not null ? draft.Key.Chat : null),
            ConversationId = context.ConversationId,
            FromMe = fromMe,
            Id = inner?.Id ?? draft.Key.Id,
            Participant = inner?.Participant ?? draft.Author ?? draft.Key.Participant ?? (isGroup ? draft.Sender.Id : null),
            ParticipantAlt = inner?.ParticipantAlt,
            ReceiptJid = inner?.ReceiptJid,
            Timestamp = inner?.Timestamp ?? draft.Timestamp,
            Status = StatusOf(draft, inner, fromMe),
            PushName = inner?.PushName ?? draft.PushName ?? draft.Sender.PushName,
            DestinationJid = inner?.DestinationJid,
            Reactions = inner?.Reactions ?? [],
            Position = context.Position,
            Content = content,
            IsRevoked = content is not null && inner?.IsRevoked == true,
            IsEdited = isEdited,
            EditedAtMs = isEdited ? draft.EditedAtMs ?? inner?.EditedAtMs : null,
        };
    }

    static bool IsEdited(in WebDraft draft, in ItemContext context) =>
        draft.IsEdited || draft.EditTarget.Id is not null || draft.Inner?.IsEdited == true 
        || context.EventName is { } name && (KnownEvents.Is(name, "message.edited") || KnownEvents.Is(name, "onmessageedit"));

    static MessageContent? ContentOf(in WebDraft draft, ReadOnlySpan<byte> raw) =>
        draft.Inner?.Content is { Kind: not MessageKind.Unsupported } known ? known : WebContent.Of(draft, raw) ?? draft.Inner?.Content;

    // The furthest; what was received cannot have failed to be sent.
    static MessageStatus? StatusOf(in WebDraft draft, HistoryMessage? inner, bool fromMe)
    {
        MessageStatus? status = draft.Status is null || inner?.Status > draft.Status ? inner?.Status : draft.Status;
        return status == MessageStatus.Error && !fromMe ? null : status;
    }

    // What changes a message and is none.
    static HistoryMessage? Change(in WebDraft draft, HistoryMessage envelope)
    {
        if (draft.Inner?.Amendment is { } amendment)
        {
            return envelope with { Amendment = amendment };
        }

        string? type = draft.Type == WebType.Protocol ? draft.Subtype : null;
        if (draft.Reaction is { Emoji: not null } reaction && (reaction.Target.Id ?? draft.Target.Id) is not null)
        {
            return ReactionOf(reaction, reaction.Target.Id is null ? draft.Target : reaction.Target, envelope);
        }

        bool isOther = draft.Target.Id is { } target && target != envelope.Id;
        if (draft.IsRevoke || isOther && (draft.Type == WebType.Revoked || type?.Contains("revoke", StringComparison.Ordinal) == true))
        {
            return RevokeOf(draft, envelope);
        }

        return type == "message_edit" && isOther && draft.Words.Words is { } text
            ? Changes.EditOf(envelope, draft.Target.Id, text, draft.EditedAtMs)
            : null;
    }

    static HistoryMessage ReactionOf(in WebReaction reaction, in WebKey target, HistoryMessage envelope) => Changes.ReactionOn(
        new HistoryMessage
        {
            RemoteJid = target.Chat ?? envelope.RemoteJid,
            FromMe = target.FromMe ?? false,
            Id = target.Id,
            Participant = target.Participant,
            Position = envelope.Position,
        },
        new HistoryReaction
        {
            FromMe = envelope.FromMe,
            Participant = envelope.Participant,
            Emoji = reaction.Emoji ?? "",
            TimestampMs = envelope.Timestamp * 1000,
        });

    static HistoryMessage RevokeOf(in WebDraft draft, HistoryMessage envelope)
    {
        HistoryMessage revoke = Changes.RevokeOf(envelope, draft.Target.Id);
        return revoke with { Amendment = revoke.Amendment! with { TargetParticipant = draft.Target.Participant ?? envelope.Participant } };
    }

    static HistoryMessage Content(in WebDraft draft, HistoryMessage envelope, in ItemContext context, ReadOnlySpan<byte> raw)
    {
        HistoryMessage? inner = draft.Inner;
        MessageContent? content = ContentOf(draft, raw);
        if (draft.Type == WebType.Revoked)
        {
            return envelope with { IsRevoked = true };
        }

        if (content is null)
        {
            bool isAck = draft is { Type: null, HasMedia: null } && inner is not { Noise: not NoiseWords.KeyOnly } && envelope.Status is not null;
            return isAck
                ? Changes.StatusOf(envelope, envelope.Status!.Value)
                : envelope with { IsRevoked = inner?.IsRevoked == true, Noise = inner?.IsRevoked == true ? null : NoiseOf(draft, inner) };
        }

        if (draft.EditTarget.Id is { } edited && edited != envelope.Id)
        {
            return Changes.EditOf(envelope, edited, content.Body, draft.EditedAtMs);
        }

        bool isEdited = IsEdited(draft, context);
        return envelope with
        {
            Content = content,
            IsRevoked = inner?.IsRevoked == true,
            IsEdited = isEdited,
            EditedAtMs = isEdited ? draft.EditedAtMs ?? inner?.EditedAtMs : null,
        };
    }

    static string NoiseOf(in WebDraft draft, HistoryMessage? inner) =>
        inner?.Noise is { } noise && (noise != NoiseWords.KeyOnly || draft.Type is null) ? noise : WebType.NoiseOf(draft.Type ?? WebType.Unknown);
}
