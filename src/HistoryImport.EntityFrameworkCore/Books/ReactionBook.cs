namespace HistoryImport.EntityFrameworkCore;

/// <summary>Reactions while a transaction works on them: of each reactor the greatest.</summary>
sealed class ReactionBook
{
    readonly Dictionary<ReactionPlace, Dictionary<(bool, Jid), MessageReaction>> _places = [];
    readonly HashSet<(ReactionPlace Place, bool FromMe, Jid Sender)> _changed = [];
    readonly HashSet<(ReactionPlace Place, bool FromMe, Jid Sender)> _gone = [];

    /// <summary>Gets where reactions changed, went, or came.</summary>
    public IEnumerable<ReactionPlace> ChangedPlaces => _changed.Concat(_gone).Select(one => one.Place).Distinct();

    public IReadOnlyCollection<ReactionPlace> Places => _places.Keys;

    public IReadOnlyList<PlacedReaction> Changed =>
        [.. _changed.Select(one => new PlacedReaction(one.Place, _places[one.Place][(one.FromMe, one.Sender)]))];

    public IReadOnlyList<(ReactionPlace Place, bool FromMe, Jid Sender)> Gone => [.. _gone];

    public IReadOnlyCollection<MessageReaction> Of(ReactionPlace place) => _places.TryGetValue(place, out var reactions) ? reactions.Values : [];

    /// <summary>Takes in what is stored.</summary>
    public void Load(ReactionPlace place, MessageReaction reaction) => At(place).Add((reaction.FromMe, reaction.Sender), reaction);

    /// <returns>Whether it replaces what was known of its reactor.</returns>
    public bool Add(ReactionPlace place, MessageReaction reaction)
    {
        Dictionary<(bool, Jid), MessageReaction> reactions = At(place);
        (bool, Jid) reactor = (reaction.FromMe, reaction.Sender);
        if (reactions.TryGetValue(reactor, out MessageReaction? known) && !reaction.Replaces(known))
        {
            return false;
        }

        reactions[reactor] = reaction;
        _changed.Add((place, reaction.FromMe, reaction.Sender));
        _gone.Remove((place, reaction.FromMe, reaction.Sender));
        return true;
    }

    /// <summary>Moves the reactions of a place to another, or changes them where they are. Those that meet become one, the greatest.</summary>
    public void Move(ReactionPlace from, ReactionPlace to, Func<MessageReaction, MessageReaction> change)
    {
        if (!_places.Remove(from, out var reactions))
        {
            return;
        }

        foreach (MessageReaction reaction in reactions.Values)
        {
            _changed.Remove((from, reaction.FromMe, reaction.Sender));
            _gone.Add((from, reaction.FromMe, reaction.Sender));
        }

        foreach (MessageReaction reaction in reactions.Values)
        {
            Add(to, change(reaction));
        }
    }

    Dictionary<(bool, Jid), MessageReaction> At(ReactionPlace place)
    {
        if (!_places.TryGetValue(place, out var reactions))
        {
            _places.Add(place, reactions = []);
        }

        return reactions;
    }
}
