namespace HistoryImport;

/// <summary>Turns a message in WhatsApp's spelling into an item with a canonical key, or says why it becomes none.</summary>
/// <remarks>Not thread-safe: it belongs to the loop that prepares.</remarks>
/// <param name="identities">Who is who.</param>
/// <param name="filter">What was asked for.</param>
/// <param name="store">What the store takes. One that takes no edits keeps what it is given as it is.</param>
sealed class MessageNormaliser(IdentityGraph identities, MessageFilter filter, StoreCapabilities store)
{
    readonly ParsedJids _jids = new();
    readonly bool _takesEdits = store.Supports(StoreFeatures.Amendments);
    readonly bool _takesFollowUps = store.Supports(StoreFeatures.FollowUps);

    /// <summary>Decides about a message.</summary>
    /// <param name="message">The message as it was delivered.</param>
    /// <param name="pass">Which of the run's passes it is read in.</param>
    public Verdict Normalise(HistoryMessage message, ImportPass pass = ImportPass.Arrived)
    {
        string? wireChat = message.Chat;
        if (message.IsHomeless)
        {
            return MessageFault.OfId(message.Id) is { } unnamed ? Verdict.Invalid(unnamed) : FollowUp(message, message.Amendment!, default, pass);
        }

        if (!_jids.TryParse(wireChat, out Jid spelled))
        {
            return Verdict.Invalid(MessageFault.OfChat(wireChat));
        }

        bool isDeviceSent = false;
        if (message.DestinationJid is not null && _jids.TryParse(message.DestinationJid, out Jid destination))
        {
            // Whether a LID is ours may turn out later; until then it is not known where this belongs.
            if (spelled.Kind == JidKind.Lid && !identities.IsOwn(spelled) && !identities.IsSomebodyElse(spelled))
            {
                return Verdict.Waits() with { WantedChat = WantedAs(wireChat!, spelled) };
            }

            if (identities.IsOwn(spelled))
            {
                (isDeviceSent, spelled, wireChat) = (true, destination, message.DestinationJid);
            }
        }

        if (ChatFilter.ReasonAgainst(spelled.Kind) is { } unwanted)
        {
            return Verdict.Noise(unwanted);
        }

        if (MessageFault.OfId(message.Id) is { } fault)
        {
            return Verdict.Invalid(fault) with { WantedChat = WantedAs(wireChat!, spelled) };
        }

        Jid chat = identities.Canonical(spelled);
        if (filter.ReasonAgainstChat(chat) is { } otherChat)
        {
            return Verdict.OtherChat(otherChat);
        }

        // No phone knows a business-scoped user id, so no anchor may name one.
        wireChat = spelled.Kind == JidKind.Bsuid ? null : wireChat;
        Author author = isDeviceSent ? Author.Own : AuthorOf(message, chat);
        Verdict verdict = message.Amendment is { } amendment ? Amend(message, amendment, chat, author, wireChat, pass)
            : pass == ImportPass.WaitingEdits ? Verdict.NotNow("later")
            : Row(message, chat, author, wireChat);
        return verdict with { WantedChat = wireChat };
    }

    string? WantedAs(string wireChat, Jid chat) =>
        chat.Kind != JidKind.Bsuid && filter.ReasonAgainstChat(identities.Canonical(chat)) is null ? wireChat : null;

    Verdict Row(HistoryMessage message, Jid chat, Author author, string? wireChat)
    {
        if (message.Content is null && !message.IsRevoked && message.Reactions.Count == 0)
        {
            return Verdict.Noise(message.Noise ?? FilterReasons.Empty);
        }

        var key = new MessageKey(chat, author.Sender, author.IsOwn, message.Id!);
        IReadOnlyList<MessageReaction> reactions = message.Reactions.Count == 0 ? [] : ReactionsOf(message, chat);
        if (message.Content is null)
        {
            return Verdict.Wanted(new MessageUpsert { Key = key, IsRevoked = message.IsRevoked, Reactions = reactions });
        }

        if (MessageFault.OfText(message) is { } fault)
        {
            return Verdict.Invalid(fault);
        }

        if (filter.ReasonAgainst(message, message.Content.Kind) is { } unwanted)
        {
            return unwanted == FilterReasons.TooOld ? Verdict.Noise(unwanted) : Verdict.NotNow(unwanted);
        }

        (MessageContent cleaned, ContentVersion whole, string? mediaId) = WireContent.Of(filter.KeptOf(message));
        bool isEdited = message.IsEdited && _takesEdits;
        (MessageContent content, ContentVersion version) = isEdited ? EditedContent.Of(cleaned) : (cleaned, whole);
        return Verdict.Wanted(new MessageUpsert
        {
            Key = key,
            Content = content,
            Version = version,
            Edit = isEdited ? new MessageEdit(message.EditedAtMs ?? message.Timestamp * 1000 ?? 0, message.Id!, cleaned.Body) : null,
            Timestamp = message.Timestamp,
            Status = StatusOf(message.Status, message.FromMe),
            PushName = NameOf(message),
            WireChat = wireChat,
            WireId = WireIds.IsValid(message.WireId?.Id, WireIds.MaxWireIdBytes) ? message.WireId : null,
            MediaId = mediaId,
            IsRevoked = message.IsRevoked,
            Reactions = reactions,
        });
    }

    /// <summary>Content for rows that are there, or come: it is offered when all else is written, and in every later run.</summary>
    Verdict FollowUp(HistoryMessage message, MessageAmendment amendment, Jid chat, ImportPass pass)
    {
        if (message.Content is null || !WireIds.IsValid(amendment.TargetId) || chat.Kind == JidKind.Group)
        {
            return Verdict.Noise(FilterReasons.NoTarget);
        }

        if (MessageFault.OfText(message) is { } fault)
        {
            return Verdict.Invalid(fault);
        }

        // One that names no chat may be for any, and so for the one that is asked for.
        if (!chat.IsNone && filter.ReasonAgainstChat(chat) is { } otherChat)
        {
            return Verdict.OtherChat(otherChat);
        }

        if (pass != ImportPass.Waiting || !_takesFollowUps)
        {
            return pass == ImportPass.Arrived ? Verdict.Waits() : Verdict.NotNow("later");
        }

        (MessageContent content, ContentVersion version, string? mediaId) = WireContent.Of(message);
        return Verdict.Wanted(new MessageUpsert
        {
            Key = new MessageKey(chat, default, chat.IsNone, amendment.TargetId!),
            MatchesEitherDirection = !chat.IsNone,
            IsFollowUp = true,
            Content = content,
            Version = version,
            MediaId = mediaId,
        });
    }

    Verdict Amend(HistoryMessage envelope, MessageAmendment amendment, Jid chat, Author author, string? wireChat, ImportPass pass)
    {
        if (amendment.Kind == AmendmentKind.FollowUp)
        {
            return FollowUp(envelope, amendment, chat, pass);
        }

        if (!WireIds.IsValid(amendment.TargetId))
        {
            return Verdict.Noise(FilterReasons.NoTarget);
        }

        if (MessageFault.OfText(envelope) is { } fault)
        {
            return Verdict.Invalid(fault);
        }

        if (pass == ImportPass.WaitingEdits && amendment.Kind != AmendmentKind.Edit)
        {
            return Verdict.NotNow("later");
        }

        string text = WireText.Clean(amendment.Text);
        long time = amendment.TimestampMs ?? envelope.Timestamp * 1000 ?? 0;
        string target = amendment.TargetId!;
        MessageKey own = new(chat, author.Sender, author.IsOwn, target);
        switch (amendment.Kind)
        {
            // Nobody edits another's message, so only the author's own can be meant.
            case AmendmentKind.Edit:
                return Verdict.Wanted(EditOf(new MessageUpsert { Key = own, Edit = new MessageEdit(time, envelope.Id!, text) }, envelope, target, wireChat, pass));

            case AmendmentKind.Revoke:
                MessageKey? victim = Addressed(amendment, chat, target) ?? own;
                return Verdict.Wanted(new MessageUpsert { Key = victim.Value, IsRevoked = true });

            case AmendmentKind.Status:
                return StatusOf(amendment.Status, envelope.FromMe) is { } status
                    ? Verdict.Wanted(new MessageUpsert { Key = own, Status = status })
                    : Verdict.Noise(FilterReasons.NoStatus);

            default:
                var reaction = new MessageReaction(author.IsOwn, author.Sender, text, time);
                if (chat.Kind != JidKind.Group)
                {
                    return Verdict.Wanted(AnyOf(chat, target, reaction));
                }

                // The official road names a message by its id alone, whoever sent it.
                if (envelope.WireId is not null)
                {
                    return pass == ImportPass.Arrived ? Verdict.Waits() : Verdict.Wanted(AnyOf(chat, target, reaction));
                }

                MessageKey? meant = Addressed(amendment, chat, target) ?? (amendment.TargetFromMe ? own : null);
                return meant is { } key ? Verdict.Wanted(new MessageUpsert { Key = key, Reactions = [reaction] }) : Verdict.Noise(FilterReasons.NoTarget);
        }
    }

    static MessageUpsert AnyOf(Jid chat, string id, MessageReaction reaction) =>
        new() { Key = new MessageKey(chat, default, false, id), MatchesEitherDirection = true, Reactions = [reaction] };

    /// <summary>Lets an edit make a row where it may: its own message at once, another that is nowhere at the end of a run.</summary>
    MessageUpsert EditOf(MessageUpsert edit, HistoryMessage envelope, string target, string? wireChat, ImportPass pass)
    {
        // Of an edit that the official road tells, the message comes by it too, or never was.
        if (!_takesEdits || envelope.WireId is not null)
        {
            return edit;
        }

        MessageUpsert row = edit with { Content = EditedContent.None, Version = ContentVersion.EditAlone };
        if (string.Equals(envelope.Id, target, StringComparison.Ordinal))
        {
            return WireText.IsTooLong(envelope.PushName) || filter.ReasonAgainst(envelope, MessageKind.Text) is not null ? edit : row with
            {
                Timestamp = envelope.Timestamp,
                Status = StatusOf(envelope.Status, envelope.FromMe),
                PushName = NameOf(envelope),
                WireChat = wireChat,
            };
        }

        return pass == ImportPass.WaitingEdits ? row : edit;
    }

    static string? NameOf(HistoryMessage message) => PersonName.IsOne(message.PushName) ? WireText.Clean(message.PushName) : null;

    // What was received cannot have failed to be sent.
    static MessageStatus? StatusOf(MessageStatus? status, bool fromMe) => status == MessageStatus.Error && !fromMe ? null : status;

    /// <summary>Who sent it: in a group our own account may be told as any other.</summary>
    Author AuthorOf(HistoryMessage message, Jid chat)
    {
        if (message.FromMe)
        {
            return Author.Own;
        }

        return chat.Kind == JidKind.Group && _jids.TryParse(message.Participant, out Jid sender)
            ? PersonIn(sender)
            : default;
    }

    Author PersonIn(Jid person) => identities.IsOwn(person) ? Author.Own : new Author(false, identities.Canonical(person));

    /// <summary>The message of the participant that the inner key names; groups only.</summary>
    MessageKey? Addressed(MessageAmendment amendment, Jid chat, string target)
    {
        if (chat.Kind != JidKind.Group || !_jids.TryParse(amendment.TargetParticipant, out Jid participant))
        {
            return null;
        }

        Author meant = PersonIn(participant);
        return new MessageKey(chat, meant.Sender, meant.IsOwn, target);
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

            Author reactor = reaction.FromMe ? Author.Own
                : chat.Kind == JidKind.Group && _jids.TryParse(reaction.Participant, out Jid participant) ? PersonIn(participant)
                : default;
            reactions.Add(new MessageReaction(
                reactor.IsOwn, reactor.Sender, WireText.Clean(reaction.Emoji), reaction.TimestampMs ?? message.Timestamp * 1000 ?? 0));
        }

        return [.. MessageMerge.Merge([], reactions)];
    }

    /// <param name="IsOwn">Whether it is our own account.</param>
    /// <param name="Sender">Somebody else, in a group; else none.</param>
    readonly record struct Author(bool IsOwn, Jid Sender)
    {
        public static Author Own => new(true, default);
    }
}
