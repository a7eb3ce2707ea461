namespace HistoryImport;

/// <summary>What a history set holds of each chat, by time.</summary>
static class SetEntries
{
    const int MaxJidLength = 64;

    /// <summary>Whether the history of a chat is remembered.</summary>
    public static bool IsKept(Jid chat) => (chat.IsPerson || chat.Kind == JidKind.Group) && chat.Value.Length <= MaxJidLength;

    /// <summary>Whether it is an entry of a chat's history. An acknowledgement bears the id of another one, and a time of its own.</summary>
    public static bool IsEntry(HistoryMessage entry) => entry is { Timestamp: not null, Amendment: not { Kind: AmendmentKind.Status } };

    /// <summary>Gets from when to when each chat's entries reach.</summary>
    /// <param name="set">The set.</param>
    /// <param name="latest">What bears a later time does not count, Unix seconds.</param>
    public static Dictionary<Jid, Stretch> StretchesOf(HistorySet set, long latest)
    {
        var stretches = new Dictionary<Jid, Stretch>();
        foreach (HistoryMessage entry in set.Messages)
        {
            if (IsEntry(entry) && entry.Timestamp <= latest && Jid.TryParse(entry.Chat, out Jid chat) && IsKept(chat))
            {
                stretches[chat] = stretches.TryGetValue(chat, out Stretch? known) ? With(known, entry) : Of(entry);
            }
        }

        return stretches;
    }

    /// <summary>Gets from when to when the entries of one chat reach.</summary>
    /// <param name="set">The set.</param>
    /// <param name="chats">Every JID of the chat.</param>
    /// <param name="latest">What bears a later time does not count, Unix seconds.</param>
    /// <returns><see langword="null"/> if it holds none with a time.</returns>
    public static Stretch? StretchOf(HistorySet set, IReadOnlyList<string> chats, long latest)
    {
        Stretch? stretch = null;
        foreach (HistoryMessage entry in set.Messages)
        {
            if (IsEntry(entry) && entry.Timestamp <= latest && Jid.TryParse(entry.Chat, out Jid chat) && chats.Contains(chat.Value))
            {
                stretch = stretch is null ? Of(entry) : With(stretch, entry);
            }
        }

        return stretch;
    }

    /// <summary>Whether it is a message somebody wrote, rather than a note, a call or a change of another.</summary>
    public static bool IsMessage(HistoryMessage entry) => entry.Content is { Kind: not (MessageKind.Call or MessageKind.System) };

    /// <summary>Whether a phone knows it. Ids of the official platform that do not come apart and user ids are known to the platform alone.</summary>
    public static bool CanBeAnchor(HistoryMessage entry) =>
        WireIds.IsValid(entry.Id) && (entry.WireId is not { } wireId || wireId.Id != entry.Id && IsKnownToPhones(entry.Chat));

    /// <summary>Whether phones know a chat by this spelling.</summary>
    public static bool IsKnownToPhones(string? chat) => !Jid.TryParse(chat, out Jid jid) || jid.Kind != JidKind.Bsuid;

    static Stretch Of(HistoryMessage entry)
    {
        long time = entry.Timestamp!.Value;
        bool canBeAnchor = CanBeAnchor(entry);
        return new Stretch
        {
            From = time,
            To = time,
            Chat = canBeAnchor ? entry.Chat : null,
            Id = canBeAnchor ? entry.Id : null,
            FromMe = entry.FromMe,
            Message = IsMessage(entry) ? time : null,
        };
    }

    // Of several of one second the last is the oldest.
    static Stretch With(Stretch known, HistoryMessage entry)
    {
        Stretch alone = Of(entry);
        Stretch oldest = alone.From > known.From || alone.Id is null ? known : alone;
        return oldest with { To = Math.Max(known.To, alone.To), Message = Stretch.Least(known.Message, alone.Message) };
    }
}
