using Npgsql;

namespace HistoryImport.Samples;

/// <summary>Keeps history in the Messages, Tickets and Contacts of a help desk of the Whaticket family, on PostgreSQL.</summary>
/// <remarks>
/// <para>The host's tables stay as they are: what they have no column for lies in two tables beside them. On rows that the host wrote
/// itself only three things happen: <c>ack</c> rises, edits, revokes and reactions apply, and what the host did not understand gives way
/// to content. Of tickets that exist nothing changes but the preview, if what came is newer.</para>
/// <para>Thread-safe. The pool of connections is the host's; its search path says where the tables are.</para>
/// </remarks>
public sealed class WhaticketStore(NpgsqlDataSource source, WhaticketOptions options) : IMessageStore
{
    /// <summary>Without joins: to move messages is to merge contacts and their tickets, and that is the host's business. Without follow-ups and ids of
    /// the official platform: these hosts send by a socket.</summary>
    public StoreCapabilities Capabilities { get; } =
        new() { Features = StoreFeatures.FindExisting | StoreFeatures.Oldest | StoreFeatures.Amendments };

    /// <summary>Makes the tables beside the host's, unless they are there. Once, with a role that may.</summary>
    public static async Task CreateSideTablesAsync(NpgsqlDataSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var script = new StreamReader(typeof(WhaticketStore).Assembly.GetManifestResourceStream("SideTables.sql")!);
        NpgsqlCommand command = source.CreateCommand(await script.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(batch);
        return new UpsertResult(await WithConnectionAsync(
            (database, token) => new WhaticketWriter(database, options, options.Resolve(connection)).WriteAsync(batch, token), cancellationToken)
            .ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExistingMessage>> FindExistingAsync(
        ConnectionKey connection, IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(items);
        return await WithConnectionAsync(
            (database, token) => new WhaticketReader(database, options.Resolve(connection)).FindAsync(items, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MessageAnchor>> GetOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chatAliases, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(chatAliases);
        return await WithConnectionAsync(
            (database, token) => new WhaticketReader(database, options.Resolve(connection)).OldestAsync(chatAliases, count, token), cancellationToken)
            .ConfigureAwait(false);
    }

    async ValueTask<T> WithConnectionAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            NpgsqlConnection database = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (database.ConfigureAwait(false))
            {
                return await work(database, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException error) when (error.SqlState[..2] is "22" or "23" or "54")
        {
            // One message's own fault: it is set aside. The server's words may quote the row, so they are left out.
            throw new InvalidOperationException($"The host's tables cannot keep a value (SQLSTATE {error.SqlState}).", error);
        }
        catch (NpgsqlException error)
        {
            throw new HistoryStorageException($"The host's database could not be used (SQLSTATE {error.SqlState ?? "none"}). See the inner exception.", error)
            {
                IsTransient = error.IsTransient,
            };
        }
    }
}
