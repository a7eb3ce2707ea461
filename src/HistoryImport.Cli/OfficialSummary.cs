namespace HistoryImport.Cli;

/// <summary>What history files tell of the history of the official business platform: its phases, and media that never came.</summary>
/// <remarks>Grows with the number of chunks and of messages of the platform.</remarks>
sealed class OfficialSummary
{
    readonly SortedDictionary<int, (HashSet<long?> Chunks, int? Progress)> _phases = [];
    readonly HashSet<(string Id, Jid Chat)> _placeholders = [];
    readonly HashSet<(string Id, Jid Chat)> _messages = [];
    readonly HashSet<(string Id, Jid Chat)> _followUps = [];
    int _declined;

    public void Add(HistorySet set)
    {
        _declined += set is { IsDeclined: true, IsContinuation: false } ? 1 : 0;
        if (set.Phase is { } phase)
        {
            (HashSet<long?> chunks, int? progress) = _phases.GetValueOrDefault(phase, ([], null));
            chunks.Add(set.ChunkOrder);
            _phases[phase] = (chunks, progress is null || set.Progress > progress ? set.Progress ?? progress : progress);
        }

        foreach (HistoryMessage message in set.Messages)
        {
            Add(message);
        }
    }

    public IEnumerable<(string What, string Which, string Count)> Rows()
    {
        if (_phases.Count > 0)
        {
            yield return ("chunks of official history", "", $"{_phases.Values.Sum(phase => phase.Chunks.Count)}");
        }

        foreach ((int phase, (HashSet<long?> chunks, int? progress)) in _phases)
        {
            yield return ("", $"of phase {phase}", $"{chunks.Count}");
            yield return ("", $"greatest progress of phase {phase}", progress is { } told ? $"{told} %" : "not told");
        }

        if (_declined > 0)
        {
            yield return ("official history that the business declined", "", $"{_declined}");
        }

        if (_placeholders.Count > 0)
        {
            yield return ("placeholders for media", "", $"{_placeholders.Count}");
            yield return ("", "without their media", $"{Alone(_placeholders, _followUps)}");
        }

        if (_followUps.Count > 0)
        {
            yield return ("media of official history that follow a message", "", $"{_followUps.Count}");
            yield return ("", "without their message", $"{Alone(_followUps, _messages)}");
        }
    }

    void Add(HistoryMessage message)
    {
        if (message is { WireId: not null, Id: { } id } && message.FindFault() is null)
        {
            _ = Jid.TryParse(message.Chat, out Jid chat);
            if (message.Amendment is { Kind: AmendmentKind.FollowUp })
            {
                _followUps.Add((id, chat));
                return;
            }

            if (message.Content is not null)
            {
                _messages.Add((id, chat));
            }

            if (message.Content is { Kind: MessageKind.Unsupported } content && content.Raw.Span.IndexOf("\"media_placeholder\""u8) >= 0)
            {
                _placeholders.Add((id, chat));
            }
        }
    }

    // An own broadcast has one id in many chats, a follow-up may name none, and one person may be told by his number here and by his user id there.
    static int Alone(HashSet<(string Id, Jid Chat)> some, HashSet<(string Id, Jid Chat)> others)
    {
        ILookup<string, Jid> chats = others.ToLookup(other => other.Id, other => other.Chat, StringComparer.Ordinal);
        return some.Count(one => !chats[one.Id].Any(chat => one.Chat.IsNone || chat.IsNone || chat == one.Chat || chat.Kind != one.Chat.Kind));
    }
}
