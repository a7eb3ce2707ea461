namespace HistoryImport;

/// <summary>What this request did not ask for. Messages it turns away stay in the cache for another request.</summary>
sealed class MessageFilter(ImportRequest request, HistoryImportOptions options, IdentityGraph identities)
{
    readonly long? _since = request.Since is { } since ? CeilingSeconds(since) : null;
    readonly long? _until = request.Until?.ToUnixTimeSeconds();

    public string? ReasonAgainstChat(Jid chat)
    {
        if (request.Chats.Count > 0 && !IsAskedFor(chat))
        {
            return "other-chat";
        }

        return chat.Kind == JidKind.Group && !request.IncludeGroups ? "group" : null;
    }

    public string? ReasonAgainst(HistoryMessage message, MessageKind kind)
    {
        if (kind is MessageKind.Call or MessageKind.System && !options.IncludeSystemNotes)
        {
            return "system-note";
        }

        bool outside = message.Timestamp is { } time ? time < _since || time > _until : _since is not null || _until is not null;
        return outside ? "outside-window" : null;
    }

    bool IsAskedFor(Jid chat)
    {
        foreach (Jid asked in request.Chats)
        {
            if (identities.Canonical(asked) == chat)
            {
                return true;
            }
        }

        return false;
    }

    static long CeilingSeconds(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() + (moment.UtcTicks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
}
