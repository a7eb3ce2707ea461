using System.Text;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Makes one step of an erasure inside a transaction that keeps everybody else from the connection.</summary>
sealed class EraseWriter(DbSession session, long connection, ErasureOrder order, RemovalTeller teller, CancellationToken cancellationToken)
{
    // Whoever else writes waits no longer than this takes.
    const int PieceRows = 5000;

    long _messages;
    long _reactions;
    long _names;
    long _rawPayloads;
    long _mediaKeys;

    public async ValueTask<ErasureStep> RunAsync()
    {
        var place = ErasurePlace.Parse(order.After);
        if (order.OlderThan is { } bound)
        {
            string? left = (await DeleteOldAsync(bound, place).ConfigureAwait(false))?.ToString();
            return new ErasureStep { Messages = _messages, Reactions = _reactions, Next = left };
        }

        if (order.MediaKeysOlderThan is not null)
        {
            string? left = (await LookThroughAsync(place).ConfigureAwait(false))?.ToString();
            return new ErasureStep { MediaKeys = _mediaKeys, Next = left };
        }

        if (place.IsDeleting)
        {
            place = await DeleteAsync().ConfigureAwait(false) ? ErasurePlace.First : place with { IsDeleting = false };
        }

        string? next = place.IsDeleting ? place.ToString()
            : order.Addresses.Count > 0 ? (await LookThroughAsync(place).ConfigureAwait(false))?.ToString()
            : null;
        return new ErasureStep { Messages = _messages, Reactions = _reactions, Names = _names, RawPayloads = _rawPayloads, Next = next };
    }

    /// <returns>Whether more may be left.</returns>
    async ValueTask<bool> DeleteAsync() => order.IsWhole
        ? await DeleteAllAsync().ConfigureAwait(false)
        : await DeleteChatsAsync().ConfigureAwait(false) || await DeletePersonsAsync().ConfigureAwait(false);

    async ValueTask<bool> DeleteAllAsync()
    {
        while (await session.Get(EraseSql.AnyChat).Add(connection).NumberAsync(cancellationToken).ConfigureAwait(false) is { } chat)
        {
            if (await DeleteChatAsync(chat).ConfigureAwait(false) || _messages >= PieceRows)
            {
                return true;
            }
        }

        await session.Get(EraseSql.RemoveAllMembers).Add(connection).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        _names += await teller.NameAsync(Get(EraseSql.RemoveAllNames).Add(connection), cancellationToken).ConfigureAwait(false);
        return false;
    }

    async ValueTask<bool> DeleteChatsAsync()
    {
        Dictionary<string, long> chats = await KeyLookup.FindChatsAsync(session, connection, order.Chats, cancellationToken).ConfigureAwait(false);
        foreach (Jid jid in order.Chats)
        {
            if (chats.TryGetValue(jid.Value, out long chat) && await DeleteChatAsync(chat).ConfigureAwait(false))
            {
                return true;
            }

            _names += await teller.NameAsync(Get(EraseSql.RemoveChatName).Add(connection).Add(jid.Value), cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <returns>Whether more is left of it.</returns>
    async ValueTask<bool> DeleteChatAsync(long chat)
    {
        string? end = await EndAsync(session.Get(MessageSql.PieceEnd).Add(chat)).ConfigureAwait(false);
        await session.Get(EraseSql.RemoveMembersOfPiece).Add(connection).Add(chat).Add(end).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        if (end is null)
        {
            _messages += await teller.EraseAsync(Get(EraseSql.RemoveChat).Add(chat), cancellationToken).ConfigureAwait(false);
            _reactions += await session.Get(ReactionSql.DeleteChat).Add(chat).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            await session.Get(JoinSql.DeleteChat).Add(chat).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }

        _messages += await teller.EraseAsync(Get(EraseSql.RemovePiece).Add(chat).Add(end), cancellationToken).ConfigureAwait(false);
        _reactions += await session.Get(ReactionSql.DeletePiece).Add(chat).Add(end).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    async ValueTask<bool> DeletePersonsAsync()
    {
        foreach (Jid jid in order.Persons)
        {
            List<long> groups = await session.Get(EraseSql.GroupsOf).Add(connection).Add(jid.Value)
                .ListAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            foreach (long group in groups)
            {
                if (await DeleteFromGroupAsync(group, jid.Value).ConfigureAwait(false))
                {
                    return true;
                }
            }

            _names += await teller.NameAsync(Get(EraseSql.RemoveNames).Add(connection).Add(jid.Value), cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    async ValueTask<bool> DeleteFromGroupAsync(long group, string person)
    {
        string? end = await EndAsync(session.Get(EraseSql.EndOfSent).Add(group).Add(person)).ConfigureAwait(false);
        _messages += await teller.EraseAsync(Get(EraseSql.RemoveSent).Add(group).Add(person).Add(end), cancellationToken).ConfigureAwait(false);
        if (end is not null)
        {
            return true;
        }

        _reactions += await teller.ChangeAsync(Get(EraseSql.RemoveReactions).Add(group).Add(person), cancellationToken).ConfigureAwait(false);

        // Last: by it a repetition finds the group.
        await session.Get(EraseSql.RemoveMember).Add(connection).Add(person).Add(group).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    async ValueTask<ErasurePlace?> DeleteOldAsync(long bound, ErasurePlace place)
    {
        for (long chat = place.Chat, looked = 0; ; looked++)
        {
            if (_messages >= PieceRows || looked >= PieceRows)
            {
                return new ErasurePlace(false, chat, "");
            }

            if (await session.Get(EraseSql.NextChat).Add(connection).Add(chat).NumberAsync(cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return null;
            }

            long? piece = await session.Get(EraseSql.EndOfOld).Add(next).Add(bound).Add(PieceRows - 1L).NumberAsync(cancellationToken).ConfigureAwait(false);
            _reactions += await session.Get(EraseSql.RemoveReactionsOfOld).Add(next).Add(piece + 1 ?? bound).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            _messages += await teller.EraseAsync(Get(EraseSql.RemoveOld).Add(next).Add(piece + 1 ?? bound), cancellationToken).ConfigureAwait(false);
            chat = piece is null ? next + 1 : next;
        }
    }

    /// <summary>Deletes system notes and empties raw payloads that name somebody, or takes out the keys of old media.</summary>
    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    async ValueTask<ErasurePlace?> LookThroughAsync(ErasurePlace place)
    {
        (long chat, string id) = (place.Chat, place.Id);
        for (long left = PieceRows; left > 0;)
        {
            if (await session.Get(EraseSql.NextChat).Add(connection).Add(chat).NumberAsync(cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return null;
            }

            (chat, id) = (next, next == chat ? id : "");
            (string? last, long count) = (await session.Get(EraseSql.NextMessages).Add(chat).Add(id).Add(left)
                .ListAsync(row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))[0];
            if (last is null)
            {
                (chat, id) = (chat + 1, "");

                // A chat without a message costs, too.
                left--;
                continue;
            }

            if (order.MediaKeysOlderThan is { } bound)
            {
                _mediaKeys += await teller.ChangeAsync(Get(EraseSql.RemoveKeys).Add(chat).Add(id).Add(last).Add(bound), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await DeleteNotesAsync(chat, id, last).ConfigureAwait(false);
                await EmptyRawAsync(chat, id, last).ConfigureAwait(false);
            }

            (id, left) = (last, left - count);
        }

        return new ErasurePlace(false, chat, id);
    }

    /// <summary>Deletes system notes that name somebody: after one id, and up to another.</summary>
    async ValueTask DeleteNotesAsync(long chat, string after, string last)
    {
        var notes = new List<(string Id, bool FromMe, string Sender)>();
        await session.Get(EraseSql.Notes).Add(chat).Add(after).Add(last).EachAsync(
            row =>
            {
                if (order.IsNamedIn(row.GetString(3)))
                {
                    notes.Add(Key(row));
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (notes.Count > 0)
        {
            _messages += await teller.EraseAsync(Get(EraseSql.RemoveNotes, chat, after, last, notes), cancellationToken).ConfigureAwait(false);
            Statement reactions = session.Get(EraseSql.RemoveReactionsToNobody).Add(chat).Add(after).Add(last).Add([.. notes.Select(note => note.Id)]);
            _reactions += await reactions.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Empties raw payloads that name somebody: after one id, and up to another.</summary>
    async ValueTask EmptyRawAsync(long chat, string after, string last)
    {
        // The database finds the bytes, but not whether they are a word.
        var rows = new List<(string Id, bool FromMe, string Sender)>();
        await session.Get(EraseSql.RawWith).Add(chat).Add(after).Add(last).Add([.. order.Addresses.Select(Encoding.UTF8.GetBytes)]).EachAsync(
            row =>
            {
                MediaDescriptor? media = row.IsDBNull(5) ? null : MediaColumn.Read(row.GetString(5));
                if (order.IsNamedIn(RawColumn.Read(row.GetFieldValue<byte[]>(3), row.GetString(4), media)))
                {
                    rows.Add(Key(row));
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (rows.Count > 0)
        {
            _rawPayloads += await teller.ChangeAsync(Get(EraseSql.EmptyRaw, chat, after, last, rows), cancellationToken).ConfigureAwait(false);
        }
    }

    static (string Id, bool FromMe, string Sender) Key(NpgsqlDataReader row) => (row.GetString(0), row.GetBoolean(1), row.GetString(2));

    Statement Get(Removal removal, long chat, string after, string last, List<(string Id, bool FromMe, string Sender)> rows) => Get(removal)
        .Add(chat).Add(after).Add(last).Add([.. rows.Select(row => row.Id)]).Add([.. rows.Select(row => row.FromMe)]).Add([.. rows.Select(row => row.Sender)]);

    Statement Get(Removal removal) => session.Get(teller.Sql(removal));

    async ValueTask<string?> EndAsync(Statement end)
    {
        List<string> ids = await end.Add(PieceRows - 1L).ListAsync(row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return ids.Count == 0 ? null : ids[0];
    }
}
