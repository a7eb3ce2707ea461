using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Erases, and tells what it did.</summary>
sealed class HistoryEraser(IHistoryInbox inbox, Eraser eraser, ErasureBook book, ILogger logger) : IHistoryEraser
{
    public async ValueTask<ErasureResult> ErasePersonAsync(ConnectionKey connection, Jid person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return person.IsPerson
            ? Told(connection, await eraser.PersonAsync(connection, person, null, cancellationToken).ConfigureAwait(false))
            : throw new ArgumentException("A person is erased by a phone number, a LID or a business-scoped user id. For a group, erase the chat.", nameof(person));
    }

    public async ValueTask<ErasureResult> EraseChatAsync(ConnectionKey connection, Jid chat, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return chat.IsPerson || chat.Kind == JidKind.Group
            ? Told(connection, await eraser.ChatAsync(connection, chat, null, cancellationToken).ConfigureAwait(false))
            : throw new ArgumentException("A chat is a person's or a group's. Give the JID of one.", nameof(chat));
    }

    public async ValueTask<ErasureResult> EraseConnectionAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        string mark = book.MakerOf(connection).OfConnection;
        if (book.IsKept && !(await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false)).IsWhole)
        {
            await book.ChangeAsync(connection, [new ErasureMark(mark, Guid.NewGuid())], [], cancellationToken).ConfigureAwait(false);
        }

        await inbox.ForgetAsync(connection, cancellationToken).ConfigureAwait(false);
        return Told(connection, await eraser.RowsAsync(connection, new ErasureOrder { IsWhole = true }, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<ErasureResult> EraseTenantAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        var result = new ErasureResult();
        foreach (ConnectionKey connection in await book.Store.ListConnectionsAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            result = result.Plus(await EraseConnectionAsync(connection, cancellationToken).ConfigureAwait(false));
        }

        return book.Store.Capabilities.Supports(StoreFeatures.Erasure)
            ? result
            : result.Plus(new ErasureResult { Limitations = ["The store cannot list the connections of a tenant: erase each of them."] });
    }

    public async ValueTask<ErasureResult> RemoveOlderAsync(ConnectionKey connection, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Told(
            connection, await eraser.RowsAsync(connection, new ErasureOrder { OlderThan = before.ToUnixTimeSeconds() }, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<ErasureResult> RemoveMediaKeysAsync(ConnectionKey connection, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Told(
            connection,
            await eraser.RowsAsync(connection, new ErasureOrder { MediaKeysOlderThan = before.ToUnixTimeSeconds() }, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<bool> LiftAsync(ConnectionKey connection, Jid personOrChat, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        MarkMaker maker = book.MakerOf(connection);
        return await LiftAsync(connection, [maker.OfPerson(personOrChat), maker.OfChat(personOrChat)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> LiftConnectionAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await LiftAsync(connection, [book.MakerOf(connection).OfConnection], cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<bool> LiftAsync(ConnectionKey connection, string[] marks, CancellationToken cancellationToken)
    {
        Sieve sieve = await book.RenewAsync(connection, cancellationToken).ConfigureAwait(false);
        Guid[] erasures = [.. marks.Select(mark => sieve.Marks.GetValueOrDefault(mark)).Where(erasure => erasure != Guid.Empty).Distinct()];
        if (erasures.Length == 0)
        {
            return false;
        }

        // What another instance kept by what it knew then goes first: what came between is gone.
        await eraser.SweepAsync(connection, cancellationToken).ConfigureAwait(false);
        await book.ChangeAsync(connection, [], erasures, cancellationToken).ConfigureAwait(false);
        Log.Lifted(logger, connection, erasures.Length);
        return true;
    }

    ErasureResult Told(ConnectionKey connection, ErasureResult result)
    {
        Log.Erased(logger, connection, result.Messages, result.Reactions, result.CacheEntries);
        return result;
    }
}
