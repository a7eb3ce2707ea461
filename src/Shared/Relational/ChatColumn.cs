namespace HistoryImport.Relational;

/// <summary>The canonical chat of a cached message. Messages of one chat come together as a rule: its spelling is read once.</summary>
sealed class ChatColumn
{
    string? _spelling;
    string _chat = "";

    /// <summary>Gets the chat; empty if it is no JID.</summary>
    public string Of(HistoryMessage message)
    {
        string? spelling = message.Chat;
        if (!string.Equals(spelling, _spelling, StringComparison.Ordinal))
        {
            (_spelling, _chat) = (spelling, Jid.TryParse(spelling, out Jid jid) ? jid.Value : "");
        }

        return _chat;
    }
}
