using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Erases what is kept of a connection, piece by piece, and has the projection erase it as well.</summary>
sealed class PurgeWriter(HistoryContexts contexts, ProjectionStep projection, ConnectionKey connection, CancellationToken cancellationToken)
{
    const int PieceRows = 1000;

    public async Task PurgeAsync()
    {
        while (await contexts.WriteAsync(StepAsync, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    async Task<bool> StepAsync(Session session)
    {
        if (await session.FindConnectionAsync(connection).ConfigureAwait(false) is null)
        {
            return false;
        }

        long number = await session.HoldConnectionAsync(connection).ConfigureAwait(false);
        IQueryable<StoredChat> chats = session.Context.Set<StoredChat>().AsNoTracking().Where(chat => chat.ConnectionId == number);
        var rows = await session.Context.Set<StoredMessage>().AsNoTracking()
            .Join(chats, row => row.ChatId, chat => chat.ChatId, (row, chat) => new { row.ChatId, row.Id, row.FromMe, row.Sender, chat.Jid })
            .Take(PieceRows).ToListAsync(cancellationToken).ConfigureAwait(false);
        var names = new NameBook(session, number);
        if (rows.Count > 0)
        {
            RowPlace[] places = [.. rows.Select(row =>
                new RowPlace(row.ChatId, new MessageKey(StoredState.Person(row.Jid), StoredState.Person(row.Sender), row.FromMe, row.Id)))];
            await new BookWriter(session).DeleteAsync(places).ConfigureAwait(false);
            await projection.ApplyAsync(session, connection, [.. places.Select(Erased)], names).ConfigureAwait(false);
            return true;
        }

        await names.EraseAllAsync().ConfigureAwait(false);
        await names.WriteAsync().ConfigureAwait(false);
        await projection.ApplyAsync(session, connection, [], names).ConfigureAwait(false);
        await session.Context.Set<StoredReaction>().Where(row => chats.Any(chat => chat.ChatId == row.ChatId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await session.Context.Set<StoredChat>().Where(chat => chat.ConnectionId == number).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await session.Context.Set<StoredConnection>().Where(one => one.ConnectionId == number).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return false;
    }

    static MessageChange Erased(RowPlace row) => new() { Kind = MessageChangeKind.Erased, Key = row.Key };
}
