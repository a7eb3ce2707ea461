namespace HistoryImport;

/// <summary>Remembers which chats have no more to give, so that nobody asks for it again.</summary>
sealed class ChatEnds(IStateStore store, ConnectionKey connection)
{
    public const string Key = "chat-ends";

    // As many fit into one value of the state store; a chat that is forgotten costs one request.
    const int MaxChats = 5000;
    const int MaxJidLength = 64;

    readonly StateDocument<ChatEndList> _document = new(store, connection, Key, FetchJsonContext.Default.ChatEndList);

    public async ValueTask<EndOfHistory?> FindAsync(IEnumerable<Jid> aliases, CancellationToken cancellationToken)
    {
        (ChatEndList? list, _) = await _document.ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (Jid alias in aliases)
        {
            if (list is not null && list.Ends.TryGetValue(alias.Value, out EndOfHistory end))
            {
                return end;
            }
        }

        return null;
    }

    /// <summary>Makes the change that remembers the ends a set tells. That a chat has more is no news, and does not re-open one.</summary>
    /// <returns><see langword="null"/> if it tells none.</returns>
    public StateChange? Remember(HistorySet set)
    {
        (string Chat, EndOfHistory End)[] told =
        [
            .. set.Chats.Where(chat => chat.EndOfHistory is not (null or EndOfHistory.MoreRemain)).Select(Told).OfType<(string, EndOfHistory)>(),
        ];
        return told.Length == 0 ? null : _document.Change(known => Add(known ?? new ChatEndList(), told), null);
    }

    static (string, EndOfHistory)? Told(HistoryChat chat) =>
        Jid.TryParse(chat.Id, out Jid jid) && (jid.IsPerson || jid.Kind == JidKind.Group) && jid.Value.Length <= MaxJidLength
            ? (jid.Value, chat.EndOfHistory!.Value)
            : null;

    static ChatEndList? Add(ChatEndList known, (string Chat, EndOfHistory End)[] told)
    {
        if (told.All(one => known.Ends.TryGetValue(one.Chat, out EndOfHistory end) && end == one.End))
        {
            return null;
        }

        foreach ((string chat, EndOfHistory end) in told)
        {
            known.Ends[chat] = end;
        }

        return known.Ends.Count <= MaxChats ? known : new ChatEndList { Ends = known.Ends.Skip(known.Ends.Count - MaxChats).ToDictionary() };
    }
}
