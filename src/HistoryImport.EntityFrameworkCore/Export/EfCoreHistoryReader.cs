using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Reads the library's rows in a fixed order.</summary>
/// <param name="contexts">The database.</param>
/// <param name="cache">Knows which JIDs are one.</param>
sealed class EfCoreHistoryReader(HistoryContexts contexts, IMessageCache cache) : IHistoryReader
{
    public async IAsyncEnumerable<ExportedMessage> ReadAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid>? chats = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        HashSet<string>? wanted = chats is null ? null : await AliasesAsync(connection, chats, cancellationToken).ConfigureAwait(false);
        using Session session = await contexts.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.Context.ConfigureAwait(false))
        {
            foreach (StoredChat chat in await TranslatedAsync(BeginAsync(session, connection)).ConfigureAwait(false))
            {
                if (wanted?.Contains(chat.Jid) == false)
                {
                    continue;
                }

                IAsyncEnumerator<MessageUpsert> rows = Messages(session, chat).GetAsyncEnumerator(cancellationToken);
                await using (rows.ConfigureAwait(false))
                {
                    while (await TranslatedAsync(rows.MoveNextAsync().AsTask()).ConfigureAwait(false))
                    {
                        yield return ExportedMessage.Of(connection, rows.Current);
                    }
                }
            }

            await session.Context.Database.ExecuteSqlRawAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IReadOnlyList<ExportedName>?> ReadNamesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(jids);
        string[] wanted = [.. jids.Select(jid => jid.Value).Distinct()];
        return await contexts.ReadAsync(
            async session =>
            {
                if (await session.FindConnectionAsync(connection).ConfigureAwait(false) is not { } number)
                {
                    return [];
                }

                List<StoredName> names = await session.Context.Set<StoredName>().AsNoTracking()
                    .Where(name => name.ConnectionId == number && wanted.Contains(name.Jid)).ToListAsync(session.CancellationToken).ConfigureAwait(false);
                return (IReadOnlyList<ExportedName>)
                    [.. names.OrderBy(name => name.Jid, StringComparer.Ordinal).ThenBy(name => name.Kind).Select(name => ExportedName.Of(connection, name.Jid, name.Kind, name.Name))];
            },
            cancellationToken).ConfigureAwait(false);
    }

    // One snapshot until the connection is given back.
    static async Task<List<StoredChat>> BeginAsync(Session session, ConnectionKey connection)
    {
        await session.Context.Database.OpenConnectionAsync(session.CancellationToken).ConfigureAwait(false);
        await session.Context.Database.ExecuteSqlRawAsync(session.Dialect.BeginSnapshot, session.CancellationToken).ConfigureAwait(false);
        return await session.FindConnectionAsync(connection).ConfigureAwait(false) is { } number
            ? await session.Context.Set<StoredChat>().AsNoTracking().Where(chat => chat.ConnectionId == number)
                .OrderBy(chat => EF.Functions.Collate(chat.Jid, session.Dialect.ByteOrder)).ToListAsync(session.CancellationToken).ConfigureAwait(false)
            : [];
    }

    static async IAsyncEnumerable<MessageUpsert> Messages(Session session, StoredChat chat)
    {
        string bytes = session.Dialect.ByteOrder;
        Jid jid = JidColumn.Read(chat.Jid);
        DbSet<StoredReaction> reactions = session.Context.Set<StoredReaction>();
        var rows = session.Context.Set<StoredMessage>().AsNoTracking().Where(row => row.ChatId == chat.ChatId)
            .OrderBy(row => row.Timestamp != null).ThenBy(row => row.Timestamp)
            .ThenBy(row => EF.Functions.Collate(row.Id, bytes)).ThenBy(row => row.FromMe).ThenBy(row => EF.Functions.Collate(row.Sender, bytes))
            .Select(row => new { Row = row, Reactions = reactions.Where(one => one.ChatId == row.ChatId && one.Id == row.Id && one.Emoji != "").ToList() });
        await foreach (var found in rows.AsAsyncEnumerable().WithCancellation(session.CancellationToken).ConfigureAwait(false))
        {
            BookRow row = StoredState.Row(found.Row, jid);
            ReactionTarget target = ReactionTarget.Of(row.Key);
            yield return row.State with
            {
                Reactions = [.. found.Reactions.Where(one => StoredState.Place(one).Target == target).Select(StoredState.Reaction)],
            };
        }
    }

    async Task<HashSet<string>> AliasesAsync(ConnectionKey connection, IReadOnlyCollection<Jid> chats, CancellationToken cancellationToken)
    {
        AliasSet known = await cache.FindAliasesAsync(connection, chats, cancellationToken).ConfigureAwait(false);
        HashSet<string> aliases = [.. chats.Select(chat => chat.Value)];
        for (int before = -1; before != aliases.Count;)
        {
            before = aliases.Count;
            foreach (JidClaim claim in known.Claims.Where(claim => aliases.Contains(claim.Lid.Value) || aliases.Contains(claim.Number.Value)))
            {
                aliases.UnionWith([claim.Lid.Value, claim.Number.Value]);
            }
        }

        return aliases;
    }

    async Task<T> TranslatedAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception error) when (contexts.Translate(error) is HistoryStorageException told)
        {
            throw told;
        }
    }
}
