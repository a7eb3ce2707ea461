namespace HistoryImport;

/// <summary>Which message to ask before, after so many requests in vain.</summary>
/// <remarks>Some anchors get no answer where a newer one does, and a phone that has moved a chat to its LID, or has not yet, answers one
/// spelling only. So: the oldest, the one after it, then the oldest in the chat's other spellings.</remarks>
static class AnchorRotation
{
    /// <returns><see langword="null"/> if there is no message to ask before.</returns>
    public static MessageAnchor? Choose(IReadOnlyList<MessageAnchor> anchors, IEnumerable<Jid> aliases, int failures)
    {
        if (anchors.Count == 0)
        {
            return null;
        }

        MessageAnchor oldest = anchors[0];
        _ = Jid.TryParse(oldest.Chat, out Jid spelled);
        List<MessageAnchor> choices =
        [
            .. anchors.Take(2),
            .. aliases.Where(alias => alias != spelled).OrderBy(alias => alias.Kind == JidKind.Lid ? 0 : 1).ThenBy(alias => alias).Select(alias => oldest with { Chat = alias.Value }),
        ];
        return choices[failures % choices.Count];
    }
}
