using System.Text.Json;

namespace HistoryImport.Cli;

/// <summary>What history files tell of the history of the official business platform: its phases, and media that never came.</summary>
/// <remarks>Grows with the number of chunks and of messages of the platform.</remarks>
sealed class OfficialSummary
{
    readonly SortedDictionary<int, (HashSet<long?> Chunks, int? Progress)> _phases = [];
    readonly HashSet<Place> _placeholders = [];
    readonly HashSet<Place> _messages = [];
    readonly HashSet<Place> _followUps = [];
    readonly HashSet<Place> _media = [];
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

    /// <param name="claims">What all files say of who is who.</param>
    public IEnumerable<(string What, string Which, string Count)> Rows(IReadOnlyCollection<JidClaim> claims)
    {
        HashSet<Place> placeholders = Joined(_placeholders, claims), followUps = Joined(_followUps, claims);
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

        if (placeholders.Count > 0)
        {
            yield return ("placeholders for media", "", $"{placeholders.Count}");
            yield return ("", "without their media", $"{Alone(placeholders, followUps.Concat(Joined(_media, claims)))}");
        }

        if (followUps.Count > 0)
        {
            yield return ("media of official history that follow a message", "", $"{followUps.Count}");
            yield return ("", "without their message", $"{Alone(followUps, Joined(_messages, claims))}");
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

    // One person may have two addresses.
    static HashSet<Place> Joined(HashSet<Place> places, IReadOnlyCollection<JidClaim> claims)
    {
        var numbers = claims.DistinctBy(claim => claim.Lid).ToDictionary(claim => claim.Lid, claim => claim.Number);
        return [.. places.Select(one => one with { Chat = numbers.GetValueOrDefault(one.Chat, one.Chat) })];
    }

    // An own broadcast has one id in many chats, and a follow-up that names no chat is for all of our own.
    static int Alone(HashSet<Place> some, IEnumerable<Place> others)
    {
        ILookup<string, Place> byId = others.ToLookup(other => other.Id, StringComparer.Ordinal);
        return some.Count(one => !byId[one.Id].Any(other => one.Chat.IsNone ? other.FromMe : other.Chat.IsNone ? one.FromMe : other.Chat == one.Chat));
    }

    readonly record struct Place(string Id, Jid Chat, bool FromMe);
}
