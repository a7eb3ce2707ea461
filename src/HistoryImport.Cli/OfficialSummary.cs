using System.Text.Json;

namespace HistoryImport.Cli;

/// <summary>What history files tell of the history of the official business platform: its phases, and media that never came.</summary>
/// <remarks>Grows with the number of chunks, and of messages of the platform, and of pairs.</remarks>
sealed class OfficialSummary
{
    readonly SortedDictionary<int, (HashSet<long?> Chunks, int? Progress)> _phases = [];
    readonly HashSet<Place> _placeholders = [];
    readonly HashSet<Place> _messages = [];
    readonly HashSet<Place> _followUps = [];
    readonly HashSet<Place> _media = [];
    readonly Dictionary<Jid, Jid> _numbers = [];
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

        foreach (JidClaim claim in set.GetClaims())
        {
            _numbers[claim.Lid] = claim.Number;
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
            yield return ("placeholders for media", "", $"{Distinct(_placeholders).Count}");
            yield return ("", "without their media", $"{Alone(_placeholders, _followUps.Concat(_media))}");
        }

        if (_followUps.Count > 0)
        {
            yield return ("media of official history that follow a message", "", $"{Distinct(_followUps).Count}");
            yield return ("", "without their message", $"{Alone(_followUps, _messages)}");
        }
    }

    void Add(HistoryMessage message)
    {
        if (message.Id is not { } id || message.FindFault() is not null)
        {
            return;
        }

        _ = Jid.TryParse(message.Chat, out Jid chat);
        if (message is { Amendment.Kind: AmendmentKind.FollowUp })
        {
            _followUps.Add(new Place(id, chat, true));
        }
        else if (IsPlaceholder(message))
        {
            _placeholders.Add(new Place(id, chat, message.FromMe));
        }
        else if (message is { WireId: not null, Content.Media: not null })
        {
            _media.Add(new Place(id, chat, message.FromMe));
        }

        if (message is { WireId: not null, Content: not null, Amendment: null })
        {
            _messages.Add(new Place(id, chat, message.FromMe));
        }
    }

    static bool IsPlaceholder(HistoryMessage message)
    {
        if (message is not { WireId: not null, Content: { Kind: MessageKind.Unsupported } content })
        {
            return false;
        }

        using var raw = JsonDocument.Parse(content.Raw);
        return raw.RootElement.TryGetProperty("type", out JsonElement type) && type.ValueEquals("media_placeholder");
    }

    // An own broadcast has one id in many chats, one person may have two addresses, and a follow-up that names no chat is for all of our own.
    int Alone(HashSet<Place> some, IEnumerable<Place> others)
    {
        ILookup<string, Place> byId = others.ToLookup(other => other.Id, other => other with { Chat = NumberOf(other.Chat) }, StringComparer.Ordinal);
        return Distinct(some).Count(one => !byId[one.Id].Any(other => one.Chat.IsNone ? other.FromMe : other.Chat.IsNone ? one.FromMe : other.Chat == one.Chat));
    }

    HashSet<Place> Distinct(HashSet<Place> some) => [.. some.Select(one => one with { Chat = NumberOf(one.Chat) })];

    Jid NumberOf(Jid jid) => _numbers.GetValueOrDefault(jid, jid);

    readonly record struct Place(string Id, Jid Chat, bool FromMe);
}
