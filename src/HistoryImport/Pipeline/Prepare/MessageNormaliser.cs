namespace HistoryImport;

/// <summary>Turns a message in WhatsApp's spelling into an item with a canonical key, or says why it becomes none.</summary>
/// <remarks>Not thread-safe: it belongs to the loop that prepares.</remarks>
sealed class MessageNormaliser(IdentityGraph identities, MessageFilter filter)
{
    const int MaxParsedJids = 8192;

    readonly Dictionary<string, Jid> _parsed = [];

    public Verdict Normalise(HistoryMessage message)
    {
        string? wireChat = message.Chat;
        if (!TryParse(wireChat, out Jid spelled))
        {
            return Verdict.Invalid("its chat is no JID");
        }

        if (ChatFilter.ReasonAgainst(spelled.Kind) is { } unwanted)
        {
            return Verdict.Noise(unwanted);
        }

        if (!WireIds.IsValid(message.Id))
        {
            return Verdict.Invalid(string.IsNullOrEmpty(message.Id) ? "it has no id" : $"its id is longer than {WireIds.MaxBytes} bytes or holds a control character");
        }

        Jid chat = identities.Canonical(spelled);
        if (filter.ReasonAgainstChat(chat) is { } otherChat)
        {
            return Verdict.OtherChat(otherChat);
        }

        return message.Amendment is { } amendment ? Amend(message, amendment, chat) : Row(message, chat, wireChat!);
    }

    Verdict Row(HistoryMessage message, Jid chat, string wireChat)
    {
        if (message.Content is null && !message.IsRevoked && message.Reactions.Count == 0)
        {
            return Verdict.Noise(message.Noise ?? "empty");
        }

        bool isRow = message.Content is not null;
        if (isRow && TooLong(message.Content!, message.PushName))
        {
            return Verdict.Invalid($"a text field is longer than {WireText.MaxBytes} bytes");
        }

        if (isRow && filter.ReasonAgainst(message) is { } unwanted)
        {
            return Verdict.NotNow(unwanted);
        }

        MessageContent? cleaned = isRow ? Clean(message.Content!) : null;
        return Verdict.Wanted(new MessageUpsert
        {
            Key = new MessageKey(chat, SenderOf(message, chat), message.FromMe, message.Id!),
            Content = cleaned,
            Version = ContentVersion.Of(cleaned),
            Timestamp = isRow ? message.Timestamp : null,
            Status = isRow ? message.Status : null,
            PushName = isRow && !string.IsNullOrEmpty(message.PushName) ? WireText.Clean(message.PushName) : null,
            IsRevoked = message.IsRevoked,
            Reactions = message.Reactions.Count == 0 ? [] : ReactionsOf(message, chat),
            WireChat = isRow ? wireChat : null,
        });
    }

    Verdict Amend(HistoryMessage envelope, MessageAmendment amendment, Jid chat)
    {
        if (!WireIds.IsValid(amendment.TargetId))
        {
            return Verdict.Noise("no-target");
        }

        if (WireText.IsTooLong(amendment.Text))
        {
            return Verdict.Invalid($"a text field is longer than {WireText.MaxBytes} bytes");
        }

        string text = WireText.Clean(amendment.Text);
        long time = amendment.TimestampMs ?? envelope.Timestamp * 1000 ?? 0;
        Jid author = SenderOf(envelope, chat);
        string target = amendment.TargetId!;
        MessageKey own = new(chat, author, envelope.FromMe, target);
        switch (amendment.Kind)
        {
            // Nobody edits another's message, so only the author's own can be meant.
            case AmendmentKind.Edit:
                return Verdict.Wanted(new MessageUpsert { Key = own, Edit = new MessageEdit(time, envelope.Id!, text) });

            case AmendmentKind.Revoke:
                MessageKey? victim = Addressed(amendment, chat, target) ?? own;
                return Verdict.Wanted(new MessageUpsert { Key = victim.Value, IsRevoked = true });

            case AmendmentKind.Status:
                return Verdict.Wanted(new MessageUpsert { Key = own, Status = amendment.Status });

            default:
                var reaction = new MessageReaction(envelope.FromMe, author, text, time);
                if (chat.Kind != JidKind.Group)
                {
                    return Verdict.Wanted(new MessageUpsert
                    {
                        Key = new MessageKey(chat, default, false, target),
                        MatchesEitherDirection = true,
                        Reactions = [reaction],
                    });
                }

                MessageKey? meant = Addressed(amendment, chat, target) ?? (amendment.TargetFromMe ? own : null);
                return meant is { } key ? Verdict.Wanted(new MessageUpsert { Key = key, Reactions = [reaction] }) : Verdict.Noise("no-target");
        }
    }

    /// <summary>The message of the participant that the inner key names; groups only.</summary>
    MessageKey? Addressed(MessageAmendment amendment, Jid chat, string target)
    {
        if (chat.Kind != JidKind.Group || !TryParse(amendment.TargetParticipant, out Jid participant))
        {
            return null;
        }

        return identities.IsOwn(participant)
            ? new MessageKey(chat, default, true, target)
            : new MessageKey(chat, identities.Canonical(participant), false, target);
    }

    List<MessageReaction> ReactionsOf(HistoryMessage message, Jid chat)
    {
        var reactions = new List<MessageReaction>(message.Reactions.Count);
        foreach (HistoryReaction reaction in message.Reactions)
        {
            if (WireText.IsTooLong(reaction.Emoji))
            {
                continue;
            }

            Jid reactor = chat.Kind == JidKind.Group && !reaction.FromMe && TryParse(reaction.Participant, out Jid participant)
                ? identities.Canonical(participant)
                : default;
            reactions.Add(new MessageReaction(
                reaction.FromMe, reactor, WireText.Clean(reaction.Emoji), reaction.TimestampMs ?? message.Timestamp * 1000 ?? 0));
        }

        return [.. MessageMerge.Merge([], reactions)];
    }

    Jid SenderOf(HistoryMessage message, Jid chat) =>
        chat.Kind == JidKind.Group && !message.FromMe && TryParse(message.Participant, out Jid sender) ? identities.Canonical(sender) : default;

    bool TryParse(string? text, out Jid jid)
    {
        if (string.IsNullOrEmpty(text))
        {
            jid = default;
            return false;
        }

        if (_parsed.TryGetValue(text, out jid))
        {
            return !jid.IsNone;
        }

        if (_parsed.Count >= MaxParsedJids)
        {
            _parsed.Clear();
        }

        if (text.Length <= WireIds.MaxBytes)
        {
            _ = Jid.TryParse(text, out jid);
            _parsed.Add(text, jid);
        }

        return !jid.IsNone;
    }

    static bool TooLong(MessageContent content, string? pushName) =>
        WireText.IsTooLong(content.Body) || WireText.IsTooLong(pushName)
        || content.Media is { } media
            && (WireText.IsTooLong(media.FileName) || WireText.IsTooLong(media.MimeType) || WireText.IsTooLong(media.Url) || WireText.IsTooLong(media.DirectPath));

    static MessageContent Clean(MessageContent content)
    {
        string body = WireText.Clean(content.Body);
        MediaDescriptor? media = content.Media is { } raw ? Clean(raw) : null;
        return ReferenceEquals(body, content.Body) && ReferenceEquals(media, content.Media) ? content : content with { Body = body, Media = media };
    }

    static MediaDescriptor Clean(MediaDescriptor media)
    {
        string? mimeType = Cleaned(media.MimeType);
        string? fileName = Cleaned(media.FileName);
        string? url = Cleaned(media.Url);
        string? directPath = Cleaned(media.DirectPath);
        return ReferenceEquals(mimeType, media.MimeType) && ReferenceEquals(fileName, media.FileName)
            && ReferenceEquals(url, media.Url) && ReferenceEquals(directPath, media.DirectPath)
            ? media
            : media with { MimeType = mimeType, FileName = fileName, Url = url, DirectPath = directPath };

        static string? Cleaned(string? text) => text is null ? null : WireText.Clean(text);
    }
}
