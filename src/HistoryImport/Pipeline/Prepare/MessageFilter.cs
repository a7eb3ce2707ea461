namespace HistoryImport;

/// <summary>What this request did not ask for. Messages it turns away stay in the cache for another request.</summary>
sealed class MessageFilter(ImportRequest request, HistoryImportOptions options, IdentityGraph identities, DateTimeOffset now = default)
{
    readonly ImportWindow _window = ImportWindow.Of(request);

    readonly long? _oldest = options.RowRetention is { } most && most < now - DateTimeOffset.UnixEpoch ? (now - most).ToUnixTimeSeconds() : null;

    // The canonical JIDs of the wanted chats, as of a state of who is who.
    readonly HashSet<Jid> _asked = [];
    int _askedAt = -1;

    public string? ReasonAgainstChat(Jid chat)
    {
        if (request.Chats.Count > 0 && !IsAskedFor(chat))
        {
            return FilterReasons.OtherChat;
        }

        return chat.Kind == JidKind.Group && !request.IncludeGroups ? FilterReasons.Group : null;
    }

    /// <summary>Gets what is kept of a message.</summary>
    public HistoryMessage KeptOf(HistoryMessage message) => KeptContent.Of(message, options);

    public string? ReasonAgainst(HistoryMessage message, MessageKind kind)
    {
        if (message.Timestamp < _oldest)
        {
            return FilterReasons.TooOld;
        }

        if (kind is MessageKind.Call or MessageKind.System && !options.IncludeSystemNotes)
        {
            return FilterReasons.SystemNote;
        }

        return _window.Holds(message.Timestamp) ? null : FilterReasons.OutsideWindow;
    }

    bool IsAskedFor(Jid chat)
    {
        if (_askedAt != identities.Changes)
        {
            _askedAt = identities.Changes;
            _asked.Clear();
            _asked.UnionWith(request.Chats.Select(identities.Canonical));
        }

        return _asked.Contains(chat);
    }
}
