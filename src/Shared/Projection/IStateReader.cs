namespace HistoryImport.Relational;

/// <summary>Reads what rows are now, inside the transaction that changed them: each question at once, however many are asked about.</summary>
interface IStateReader
{
    /// <summary>Gets the messages of chats with some ids, whoever sent them, without their reactions.</summary>
    /// <param name="messages">Chats and ids, each pair once.</param>
    /// <param name="reactions">Of what reactions are wanted, each pair once; all of <paramref name="messages"/> are among them.</param>
    ValueTask<(IReadOnlyList<MessageUpsert> Messages, ILookup<(Jid Chat, string Id, ReactionTarget Target), MessageReaction> Reactions)> ReadAsync(
        IReadOnlyList<(Jid Chat, string Id)> messages, IReadOnlyList<(Jid Chat, string Id)> reactions);

    /// <summary>Gets all names of some JIDs.</summary>
    ValueTask<IReadOnlyList<HistoryName>> NamesAsync(IReadOnlyList<Jid> jids);
}
