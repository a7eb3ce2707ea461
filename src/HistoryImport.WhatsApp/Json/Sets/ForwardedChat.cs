namespace HistoryImport.WhatsApp;

/// <summary>What the messages of a chat leave open where they stand before the chat's own id.</summary>
sealed class ForwardedChat
{
    // One chat has two addresses; more spellings than this say nothing new.
    const int MaxSpellings = 64;

    readonly List<HistoryMessage> _homeless = [];
    readonly HashSet<string> _spellings = new(StringComparer.Ordinal);
    long _bytes;

    /// <summary>Keeps a message that does not say its chat.</summary>
    /// <returns>Whether it is kept; it names its chat, or there is no room for more.</returns>
    public bool TryKeep(HistoryMessage message, int limit)
    {
        if (message.RemoteJid is { } spelling)
        {
            if (_spellings.Count < MaxSpellings)
            {
                _spellings.Add(spelling);
            }

            return false;
        }

        _bytes += MessageSize.Of(message);
        if (_bytes > limit)
        {
            return false;
        }

        _homeless.Add(message);
        return true;
    }

    /// <summary>Completes what was kept once the chat's id is known, or known to be absent.</summary>
    public void AddTo(SetBuilder set, string? chatId)
    {
        foreach (HistoryMessage message in _homeless)
        {
            set.Add(message with { ConversationId = chatId });
        }

        foreach (string spelling in _spellings)
        {
            if (JidClaim.TryCreate(spelling, chatId) is { } claim)
            {
                set.Add(claim);
            }
        }
    }
}
