namespace HistoryImport;

/// <summary>Which entry of a chat to ask before.</summary>
/// <remarks>Messages first, for a phone knows those best. Where the phone has answered to the oldest one and brought only what is none,
/// the oldest of that: asked again it would bring the same. After requests in vain the next: some anchors get
/// no answer where a newer one does, and a phone that has moved a chat to its LID, or has not yet, answers one spelling only.</remarks>
sealed class AnchorRotation
{
    readonly HashSet<(string Id, bool FromMe)> _asked = [];
    readonly HashSet<(string Id, bool FromMe)> _answered = [];
    MessageAnchor? _reached;

    /// <summary>Notes how far back the answers to this chat's requests reach without a gap.</summary>
    public void Reached(MessageAnchor? entry) => _reached = entry ?? _reached;

    /// <summary>Notes that the phone was asked before an entry.</summary>
    public void Asked(MessageAnchor anchor) => _asked.Add((anchor.Id, anchor.FromMe));

    /// <summary>Notes that it has answered.</summary>
    public void Answered(MessageAnchor anchor) => _answered.Add((anchor.Id, anchor.FromMe));

    public bool HasAsked(MessageAnchor anchor) => _asked.Contains((anchor.Id, anchor.FromMe));

    bool HasAnswered(MessageAnchor anchor) => _answered.Contains((anchor.Id, anchor.FromMe));

    /// <param name="known">The oldest known entries.</param>
    /// <param name="aliases">Every JID of the chat.</param>
    /// <param name="failures">How many requests in a row were in vain.</param>
    /// <returns><see langword="null"/> if there is nothing to ask before.</returns>
    public MessageAnchor? Choose(KnownMessages known, IEnumerable<Jid> aliases, int failures)
    {
        MessageAnchor? message = known.Messages.Count > 0 ? known.Messages[0] : null;
        MessageAnchor? note = _reached is not null && !HasAnswered(_reached) ? _reached : known.Notes.Count > 0 ? known.Notes[0] : null;
        bool isPassed = message is null || (note?.Timestamp <= message.Timestamp && HasAnswered(message));
        List<MessageAnchor> choices = [.. known.Messages.Take(2)];
        if (note is not null)
        {
            choices.Insert(isPassed ? 0 : choices.Count, note);
        }

        return choices.Count == 0 ? null : Turn([.. choices.Take(2), .. InOtherSpellings(choices[0], aliases)], failures);
    }

    /// <summary>Gets the same entry again and again, in each spelling of its chat.</summary>
    public static MessageAnchor Choose(MessageAnchor only, IEnumerable<Jid> aliases, int failures) => Turn([only, .. InOtherSpellings(only, aliases)], failures);

    static MessageAnchor Turn(List<MessageAnchor> choices, int failures) => choices[failures % choices.Count];

    static IEnumerable<MessageAnchor> InOtherSpellings(MessageAnchor anchor, IEnumerable<Jid> aliases)
    {
        _ = Jid.TryParse(anchor.Chat, out Jid spelled);
        return aliases.Where(alias => alias != spelled && alias.Kind != JidKind.Bsuid)
            .OrderBy(alias => alias.Kind == JidKind.Lid ? 0 : 1)
            .ThenBy(alias => alias)
            .Select(alias => anchor with { Chat = alias.Value });
    }
}
