using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HistoryImport.AspNetCore;

/// <summary>What waits, of each connection under itself; and, so that a process that starts finds them, the names of connections where anything does.</summary>
sealed class QueueBook(IStateStore state)
{
    const string JobsKey = "import-queue";
    const string ListPrefix = "import-queue/";

    /// <summary>Where the names of connections lie: under no tenant.</summary>
    static readonly ConnectionKey _nobody = SetAsideDelivery.NoTenant;

    public async ValueTask<List<QueuedImport>> ReadAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        (await LookAsync(connection, cancellationToken).ConfigureAwait(false)).Jobs;

    /// <summary>Changes what waits of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="change">Changes the list, and says whether it did. May be called again.</param>
    /// <param name="cancellationToken">Cancels between two tries.</param>
    /// <returns>Whether it was changed.</returns>
    public async ValueTask<bool> ChangeAsync(ConnectionKey connection, Predicate<List<QueuedImport>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            (List<QueuedImport> jobs, long version) = await LookAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!change(jobs))
            {
                return false;
            }

            byte[] bytes = jobs.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(jobs, QueueJsonContext.Default.ListQueuedImport);
            if (bytes.Length > StateValue.MaxBytes)
            {
                return false;
            }

            TimeSpan? timeToLive = jobs.Count == 0 ? TimeSpan.Zero : null;
            if (await state.TrySetAsync(connection, JobsKey, bytes, version, timeToLive, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }
    }

    /// <summary>Notes that something of a connection waits, before it does.</summary>
    public ValueTask RememberAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        SetNameAsync(connection, JsonSerializer.SerializeToUtf8Bytes(connection, QueueJsonContext.Default.ConnectionKey), null, cancellationToken);

    /// <summary>Notes that nothing of a connection waits.</summary>
    public ValueTask ForgetAsync(ConnectionKey connection, CancellationToken cancellationToken) => SetNameAsync(connection, [], TimeSpan.Zero, cancellationToken);

    /// <summary>Gets every connection of which something may wait.</summary>
    public async ValueTask<IReadOnlyList<ConnectionKey>> ListConnectionsAsync(CancellationToken cancellationToken)
    {
        var connections = new List<ConnectionKey>();
        foreach (string key in await state.ListKeysAsync(_nobody, ListPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (await state.GetAsync(_nobody, key, cancellationToken).ConfigureAwait(false) is { } value
                && JsonSerializer.Deserialize(value.Value.Span, QueueJsonContext.Default.ConnectionKey) is { } connection)
            {
                connections.Add(connection);
            }
        }

        return connections;
    }

    async ValueTask SetNameAsync(ConnectionKey connection, byte[] value, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        // Neither name holds a control character.
        string key = ListPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection.Tenant}\n{connection.Name}")));
        long version = (await state.GetAsync(_nobody, key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;
        if (version != 0 || timeToLive is null)
        {
            // Who loses the race to another instance lost it to one that says the same, or that has something to run and looks for itself.
            await state.TrySetAsync(_nobody, key, value, version, timeToLive, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<(List<QueuedImport> Jobs, long Version)> LookAsync(ConnectionKey connection, CancellationToken cancellationToken) =>
        await state.GetAsync(connection, JobsKey, cancellationToken).ConfigureAwait(false) is { } value
            ? (JsonSerializer.Deserialize(value.Value.Span, QueueJsonContext.Default.ListQueuedImport) ?? [], value.Version)
            : ([], 0);
}
