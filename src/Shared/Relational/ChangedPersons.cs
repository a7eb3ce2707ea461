namespace HistoryImport.Relational;

/// <summary>Everybody who is in changes: chats, senders and reactors.</summary>
static class ChangedPersons
{
    /// <summary>Gets them, some more than once.</summary>
    public static IEnumerable<Jid> Of(IEnumerable<MessageChange> changes) => changes
        .SelectMany(change => (IEnumerable<Jid>)[change.Key.Chat, change.Key.Sender, .. change.State?.Reactions.Select(reaction => reaction.Sender) ?? []])
        .Where(jid => !jid.IsNone);
}
