using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Makes one step of an erasure inside a transaction that holds the connection, and has the projection erase it as well.</summary>
sealed class EraseWriter
{
    // Whoever else writes waits no longer than this takes.
    const int PieceRows = 1000;

    readonly Session _session;
    readonly long _connection;
    readonly ErasureOrder _order;
    readonly NameBook _names;
    readonly ErasedPiece _piece;

    EraseWriter(Session session, long connection, ErasureOrder order)
    {
        (_session, _connection, _order) = (session, connection, order);
        _names = new NameBook(session, connection);
        _piece = new ErasedPiece(session, connection);
    }

    IQueryable<StoredChat> Chats => _session.Context.Set<StoredChat>().AsNoTracking().Where(chat => chat.ConnectionId == _connection);

    IQueryable<StoredMessage> Rows => _session.Context.Set<StoredMessage>().AsNoTracking();

    public static async Task<ErasureStep> RunAsync(Session session, ProjectionStep projection, ConnectionKey connection, ErasureOrder order)
    {
        var place = ErasurePlace.Parse(order.After);
        if (await session.FindConnectionAsync(connection).ConfigureAwait(false) is null)
        {
            return new ErasureStep();
        }

        var writer = new EraseWriter(session, (await session.HoldConnectionAsync(connection).ConfigureAwait(false)).Number, order);
        string? next = (await writer.RunAsync(place).ConfigureAwait(false))?.ToString();
        await writer._names.WriteAsync().ConfigureAwait(false);
        await new MediaTable(session, writer._connection).EraseAsync(order).ConfigureAwait(false);
        if (projection.IsThere)
        {
            await projection.ApplyAsync(session, connection, await writer._piece.ChangesAsync().ConfigureAwait(false), writer._names).ConfigureAwait(false);
        }

        return writer._piece.Sum with { Next = next };
    }

    /// <returns>Where the next step goes on; <see langword="null"/> if nothing is left.</returns>
    async Task<ErasurePlace?> RunAsync(ErasurePlace place)
    {
        if (_order.OlderThan is { } bound)
        {
            return await DeleteOldAsync(bound, place).ConfigureAwait(false);
        }

        if (_order.MediaKeysOlderThan is not null)
        {
            return await LookThroughAsync(place).ConfigureAwait(false);
        }

        if (place.IsDeleting && await DeleteAsync().ConfigureAwait(false))
        {
            return ErasurePlace.First;
        }

        // What was deleted is a step of its own: looking through begins with the next.
        return _order.Addresses.Count == 0 ? null
            : place.IsDeleting ? place with { IsDeleting = false }
            : await LookThroughAsync(place).ConfigureAwait(false);
    }

    /// <returns>Whether more may be left.</returns>
    async Task<bool> DeleteAsync()
    {
        if (!_order.IsWhole)
        {
            return await DeleteChatsAsync().ConfigureAwait(false) || await DeletePersonsAsync().ConfigureAwait(false);
        }

        // A chat without a message costs, too.
        for (int left = PieceRows; await Chats.OrderBy(chat => chat.ChatId).FirstOrDefaultAsync(_session.CancellationToken).ConfigureAwait(false) is { } chat; left--)
        {
            if (await DeleteChatAsync(chat).ConfigureAwait(false) || _piece.Sum.Messages >= PieceRows || left == 1)
            {
                return true;
            }
        }

        _piece.Names(await _names.EraseAllAsync().ConfigureAwait(false));
        return false;
    }

    async Task<bool> DeleteChatsAsync()
    {
        foreach (Jid jid in _order.Chats)
        {
            if (await Chats.FirstOrDefaultAsync(chat => chat.Jid == jid.Value, _session.CancellationToken).ConfigureAwait(false) is { } chat
                && await DeleteChatAsync(chat).ConfigureAwait(false))
            {
                return true;
            }

            _piece.Names(await _names.EraseAsync(jid, NameKind.Chat).ConfigureAwait(false));
        }

        return false;
    }

    /// <returns>Whether more may be left of it.</returns>
    async Task<bool> DeleteChatAsync(StoredChat chat)
    {
        List<RowPlace> places = await PlacesAsync(Rows.Where(row => row.ChatId == chat.ChatId).OrderBy(row => row.Id), chat).ConfigureAwait(false);
        await _piece.DeleteRowsAsync(places).ConfigureAwait(false);
        string[] ids = [.. places.Select(place => place.Key.Id).Distinct()];
        bool isLast = places.Count < PieceRows;
        _piece.Reactions(await _session.Context.Set<StoredReaction>().Where(row => row.ChatId == chat.ChatId && (isLast || ids.Contains(row.Id)))
            .ExecuteDeleteAsync(_session.CancellationToken).ConfigureAwait(false));
        if (isLast)
        {
            await _session.Context.Set<StoredChat>().Where(row => row.ChatId == chat.ChatId).ExecuteDeleteAsync(_session.CancellationToken).ConfigureAwait(false);
        }

        return !isLast;
    }

    async Task<bool> DeletePersonsAsync()
    {
        foreach (Jid jid in _order.Persons.Where(jid => !jid.IsNone))
        {
            var sent = await Rows.Where(row => row.Sender == jid.Value && row.Sender != "").Join(Chats, row => row.ChatId, chat => chat.ChatId, (row, chat) => new { Row = row, Chat = chat })
                .Select(one => new { one.Row.ChatId, one.Row.Id, one.Row.FromMe, one.Row.Sender, one.Chat.Jid })
                .Take(PieceRows).ToListAsync(_session.CancellationToken).ConfigureAwait(false);
            await _piece.DeleteRowsAsync([.. sent.Select(row => Place(row.ChatId, row.Jid, row.Id, row.FromMe, row.Sender))]).ConfigureAwait(false);
            List<StoredReaction> reactions = await _session.Context.Set<StoredReaction>().AsNoTracking()
                .Where(row => (row.TargetSender == jid.Value && row.TargetSender != "" || row.Reactor == jid.Value && row.Reactor != "") && Chats.Any(chat => chat.ChatId == row.ChatId))
                .Take(PieceRows).ToListAsync(_session.CancellationToken).ConfigureAwait(false);
            await _piece.DeleteReactionsAsync(reactions).ConfigureAwait(false);
            if (sent.Count == PieceRows || reactions.Count == PieceRows)
            {
                return true;
            }

            _piece.Names(await _names.EraseAsync(jid).ConfigureAwait(false));
        }

        return false;
    }

    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    async Task<ErasurePlace?> DeleteOldAsync(long bound, ErasurePlace place)
    {
        var old = await Chats.Where(chat => chat.ChatId >= place.Chat)
            .Join(Rows.Where(row => row.Timestamp < bound), chat => chat.ChatId, row => row.ChatId, (chat, row) => new { row.ChatId, row.Id, row.FromMe, row.Sender, chat.Jid })
            .OrderBy(row => row.ChatId).Take(PieceRows).ToListAsync(_session.CancellationToken).ConfigureAwait(false);
        RowPlace[] places = [.. old.Select(row => Place(row.ChatId, row.Jid, row.Id, row.FromMe, row.Sender))];
        await _piece.DeleteRowsAsync(places).ConfigureAwait(false);

        // Where a message of the other direction with its id stays, so do they.
        await _piece.DeleteReactionsToNobodyAsync(places).ConfigureAwait(false);
        return old.Count == PieceRows ? new ErasurePlace(false, old[^1].ChatId, "") : null;
    }

    /// <summary>Deletes system notes and empties raw payloads that name somebody, or takes out the keys of old media.</summary>
    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    async Task<ErasurePlace?> LookThroughAsync(ErasurePlace place)
    {
        var next = await Chats.Where(chat => chat.ChatId >= place.Chat)
            .Join(Rows, chat => chat.ChatId, row => row.ChatId, (chat, row) => new { row.ChatId, row.Id })
            .Where(row => row.ChatId > place.Chat || string.Compare(row.Id, place.Id) > 0)
            .OrderBy(row => row.ChatId).ThenBy(row => row.Id).Take(PieceRows).ToListAsync(_session.CancellationToken).ConfigureAwait(false);
        (long, string)[] messages = [.. next.Select(row => (row.ChatId, row.Id)).Distinct()];
        if (_order.MediaKeysOlderThan is { } bound)
        {
            await _piece.RemoveKeysAsync(messages, bound).ConfigureAwait(false);
        }
        else
        {
            await _piece.DeleteNotesAsync(messages, _order).ConfigureAwait(false);
            await _piece.EmptyRawAsync(messages, _order).ConfigureAwait(false);
        }

        return next.Count == PieceRows ? new ErasurePlace(false, next[^1].ChatId, next[^1].Id) : null;
    }

    async Task<List<RowPlace>> PlacesAsync(IQueryable<StoredMessage> rows, StoredChat chat)
    {
        var keys = await rows.Select(row => new { row.Id, row.FromMe, row.Sender }).Take(PieceRows).ToListAsync(_session.CancellationToken).ConfigureAwait(false);
        return keys.ConvertAll(key => Place(chat.ChatId, chat.Jid, key.Id, key.FromMe, key.Sender));
    }

    static RowPlace Place(long chat, string jid, string id, bool fromMe, string sender) =>
        new(chat, new MessageKey(JidColumn.Read(jid), JidColumn.Read(sender), fromMe, id));
}
