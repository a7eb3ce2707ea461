using System.Runtime.CompilerServices;
using System.Text.Json;

namespace HistoryImport;

/// <summary>Where runs write down how far they are, so that anybody can ask, and follow, at any time and from any instance.</summary>
sealed class StatusBoard(IStateStore state, StateWatcher watcher, Leases leases, TimeProvider time)
{
    static readonly TimeSpan _timeToLive = TimeSpan.FromDays(90);

    /// <summary>Begins to write for one run.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="scope">What the run is about.</param>
    /// <param name="states">Knows what the board says.</param>
    /// <param name="now">Tells how far the run is.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    public async ValueTask<StatusWriter> BeginAsync(
        ConnectionKey connection, ImportScope scope, IStateStore states, Func<ImportProgress> now, CancellationToken cancellationToken) => new(
            this, time, connection, scope, (await states.GetAsync(connection, scope.StatusKey, cancellationToken).ConfigureAwait(false))?.Version ?? 0, now);

    /// <summary>Makes what is written of a status.</summary>
    public static StateWrite Entry(ImportScope scope, ImportStatus status, long version) =>
        new(scope.StatusKey, JsonSerializer.SerializeToUtf8Bytes(status, StatusJsonContext.Default.ImportStatus), version, _timeToLive);

    /// <summary>Tells who follows a status here that it changed.</summary>
    public void Changed(ConnectionKey connection, ImportScope scope) => watcher.Changed(connection, scope.StatusKey);

    public async ValueTask<ImportStatus?> ReadAsync(ConnectionKey connection, ImportScope scope, CancellationToken cancellationToken) =>
        (await LookAsync(connection, scope, cancellationToken).ConfigureAwait(false)).Status;

    /// <summary>Gets the status now and after every change, until the run is over.</summary>
    public async IAsyncEnumerable<ImportStatus> WatchAsync(
        ConnectionKey connection, ImportScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = -1;
        ImportStatus? last;
        do
        {
            Look next = (await watcher.WaitAsync(
                connection,
                scope.StatusKey,
                async token =>
                {
                    Look now = await LookAsync(connection, scope, token).ConfigureAwait(false);
                    return (now.Version != seen || now.IsOver ? now : null, now.Version);
                },
                Timeout.InfiniteTimeSpan,
                cancellationToken).ConfigureAwait(false))!;
            (seen, last) = (next.Version, next.Status);
            if (last is not null)
            {
                yield return last;
            }
        }
        while (last is { State: RunState.Running });
    }

    /// <summary>Gets the status of every run of a connection that goes on, the longest first.</summary>
    public async ValueTask<IReadOnlyList<ImportStatus>> ListRunningAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        var running = new List<ImportStatus>();
        foreach (string key in await state.ListKeysAsync(connection, ImportScope.LeasePrefix, cancellationToken).ConfigureAwait(false))
        {
            var scope = new ImportScope(key[ImportScope.LeasePrefix.Length..]);
            if (await ReadAsync(connection, scope, cancellationToken).ConfigureAwait(false) is { State: RunState.Running } status)
            {
                running.Add(status);
            }
        }

        return [.. running.OrderBy(status => status.StartedAt)];
    }

    // A report that comes late hides neither the end of its run nor a later run, and brings back nothing that was forgotten or erased. Which run is later only the lease tells: clocks differ.
    public async ValueTask<long?> WriteAsync(ConnectionKey connection, ImportScope scope, ImportStatus status, CancellationToken cancellationToken)
    {
        long? written = await Document(connection, scope).ReplaceAsync(
            async (known, token) => (known?.RunId == status.RunId
                ? known.State != RunState.Ended
                : await leases.IsHeldAsync(connection, scope.LeaseKey, status.RunId, token).ConfigureAwait(false)) ? status : null,
            _timeToLive,
            cancellationToken).ConfigureAwait(false);
        Changed(connection, scope);
        return written;
    }

    async ValueTask<Look> LookAsync(ConnectionKey connection, ImportScope scope, CancellationToken cancellationToken)
    {
        StateDocument<ImportStatus> document = Document(connection, scope);
        (ImportStatus? status, long version) = await document.ReadAsync(cancellationToken).ConfigureAwait(false);

        // An older version left out that a run goes on.
        status = status is { State: RunState.Unknown } ? status with { State = RunState.Running } : status;
        if (status is not { State: RunState.Running }
            || await leases.IsInUseAsync(connection, scope.LeaseKey, status.RunId, cancellationToken).ConfigureAwait(false))
        {
            return new Look(status, version);
        }

        // The run may have ended between the two questions; then the board says so now.
        (ImportStatus? again, long versionNow) = await document.ReadAsync(cancellationToken).ConfigureAwait(false);
        return versionNow == version ? new Look(status with { State = RunState.Interrupted }, version) : new Look(again, versionNow);
    }

    StateDocument<ImportStatus> Document(ConnectionKey connection, ImportScope scope) =>
        new(state, connection, scope.StatusKey, StatusJsonContext.Default.ImportStatus);

    sealed record Look(ImportStatus? Status, long Version)
    {
        public bool IsOver => Status is not { State: RunState.Running };
    }
}
