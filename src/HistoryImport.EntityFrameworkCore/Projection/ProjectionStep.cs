namespace HistoryImport.EntityFrameworkCore;

/// <summary>Hands what a transaction has changed to the projection, if there is one.</summary>
sealed class ProjectionStep(IProjector? projector)
{
    public bool IsThere => projector is not null;

    /// <summary>Adds to a book what the host wrote itself of the messages that are about to be made.</summary>
    public async Task AdoptAsync(Session session, ConnectionKey connection, IEnumerable<MessageUpsert> items, MessageBook book, ChatBook chats)
    {
        if (projector is null)
        {
            return;
        }

        MessageKey[] unknown = [.. items.Where(item => !item.OnlyAmends && !book.Contains(item.Key)).Select(item => item.Key)];
        if (unknown.Length == 0)
        {
            return;
        }

        foreach (MessageUpsert own in await projector.FindOwnAsync(connection, unknown, session.Context, session.CancellationToken).ConfigureAwait(false))
        {
            book.Add(new BookRow(new RowPlace(chats.Number(own.Key.Chat)!.Value, own.Key), own) { Fate = RowFate.Inserted, IsOwn = true });
        }
    }

    /// <summary>Tells what became of a book and of names.</summary>
    public Task ApplyAsync(Session session, ConnectionKey connection, MessageBook book, NameBook names) =>
        projector is null ? Task.CompletedTask : ApplyAsync(session, connection, ChangeList.Of(book), names);

    /// <summary>Tells what became of messages and of names.</summary>
    public async Task ApplyAsync(Session session, ConnectionKey connection, IReadOnlyList<MessageChange> changes, NameBook names)
    {
        Jid[] persons = [.. ChangedPersons.Of(changes).Union(names.Changed)];
        if (projector is null || persons.Length == 0)
        {
            return;
        }

        await names.LoadAsync(persons).ConfigureAwait(false);
        await projector.ApplyAsync(
            new HistoryChanges { Connection = connection, Messages = changes, Names = names.Of(persons) }, session.Context, session.CancellationToken)
            .ConfigureAwait(false);
    }
}
