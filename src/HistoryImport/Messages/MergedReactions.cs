namespace HistoryImport;

/// <summary>Reactions to one message as they come together: one for each reactor, the greatest.</summary>
sealed class MergedReactions
{
    readonly Dictionary<(bool, Jid), MessageReaction> _byReactor;

    public MergedReactions(IReadOnlyCollection<MessageReaction> reactions, int others)
    {
        _byReactor = new(reactions.Count + others);
        Add(reactions);
    }

    public void Add(IReadOnlyCollection<MessageReaction> reactions)
    {
        foreach (MessageReaction reaction in reactions)
        {
            (bool, Jid) reactor = (reaction.FromMe, reaction.Sender);
            if (!_byReactor.TryGetValue(reactor, out MessageReaction? known) || reaction.Replaces(known))
            {
                _byReactor[reactor] = reaction;
            }
        }
    }

    public IReadOnlyList<MessageReaction> ToList() => [.. _byReactor.Values];
}
