namespace HistoryImport;

/// <summary>Remembers which chats have no more to give, so that nobody asks for it again.</summary>
/// <remarks>In several values, by the chat: a set that tells the end of one reads and writes a small part of what is known.</remarks>
sealed class ChatEnds(IStateStore store, ConnectionKey connection)
{
    const string KeyPrefix = "chat-ends/";

    // A chat that is forgotten costs one request.
    const int MaxChatsOfPart = 250;
    const int MaxJidLength = 64;

    /// <summary>Gets the keys of what is known of a chat, by all of its JIDs.</summary>
    public static IEnumerable<string> KeysOf(IEnumerable<Jid> aliases) => aliases.Select(KeyOf);

    public async ValueTask<EndOfHistory?> FindAsync(IEnumerable<Jid> aliases, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, Jid> part in aliases.GroupBy(KeyOf))
        {
            (ChatEndList? list, _) = await Document(part.Key).ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (Jid alias in part)
            {
                if (list is not null && list.Ends.TryGetValue(alias.Value, out EndOfHistory end))
                {
                    return end;
                }
            }
        }

        return null;
    }

    /// <summary>Makes the changes that remember the ends a set tells. That a chat has more is no news, and does not re-open one.</summary>
    public IEnumerable<StateChange> Remember(HistorySet set) => set.Chats
        .Where(chat => chat.EndOfHistory is not (null or EndOfHistory.MoreRemain)).Select(Told).OfType<(Jid Chat, EndOfHistory End)>()
        .GroupBy(told => KeyOf(told.Chat))
        .Select(part => Document(part.Key).Change(known => Add(known ?? new ChatEndList(), [.. part]), null));

    StateDocument<ChatEndList> Document(string key) =>
        new(store, connection, key, FetchJsonContext.Default.ChatEndList);

    static string KeyOf(Jid chat) => ChatPart.KeyOf(KeyPrefix, chat);

    static (Jid, EndOfHistory)? Told(HistoryChat chat) =>
        Jid.TryParse(chat.Id, out Jid jid) && (jid.IsPerson || jid.Kind == JidKind.Group) && jid.Value.Length <= MaxJidLength
            ? (jid, chat.EndOfHistory!.Value)
            : null;

    static ChatEndList? Add(ChatEndList known, (Jid Chat, EndOfHistory End)[] told)
    {
        if (told.All(one => known.Ends.TryGetValue(one.Chat.Value, out EndOfHistory end) && end == one.End))
        {
            return null;
        }

        foreach ((Jid chat, EndOfHistory end) in told)
        {
            known.Ends[chat.Value] = end;
        }

        return new ChatEndList { Ends = known.Ends.TakeLast(MaxChatsOfPart).ToDictionary() };
    }
}
