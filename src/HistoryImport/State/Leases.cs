using Microsoft.Extensions.Logging;

namespace HistoryImport;

/// <summary>Gives out leases of the state store: each key to one owner at a time.</summary>
sealed class Leases(IStateStore store, StateWatcher watcher, HistoryImportOptions options, TimeProvider time, ILogger<Leases> logger)
{
    // How long it is tried to give back a lease that may have been ours.
    static readonly TimeSpan _forgoing = TimeSpan.FromSeconds(5);

    // Of all who wait here for one lease, the first asks for it; the others wait for him.
    readonly Gates<(ConnectionKey, string)> _queues = new();

    public IStateStore Store => store;

    public StateWatcher Watcher => watcher;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>How long a lease lasts if nobody renews it.</summary>
    public TimeSpan Duration => options.LeaseDuration;

    /// <summary>Takes a lease that nobody holds.</summary>
    /// <returns><see langword="null"/> if somebody does.</returns>
    public async ValueTask<LeaseHolder?> TryAcquireAsync(ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken) =>
        (await TryAcquireAsync(connection, key, owner, null, cancellationToken).ConfigureAwait(false)).Lease;

    /// <summary>Takes a lease that nobody holds, and writes something else in the same step.</summary>
    /// <returns>The lease, <see langword="null"/> if somebody holds it; and the version of the other, <see langword="null"/> if it was not written.</returns>
    public async ValueTask<(LeaseHolder? Lease, long? Beside)> TryAcquireAsync(
        ConnectionKey connection, string key, Guid owner, StateWrite? beside, CancellationToken cancellationToken)
    {
        var lease = new ImportLease(store.Scope, key, owner);
        long acquired = time.GetTimestamp();
        try
        {
            var write = new StateWrite(key, owner.ToByteArray(), 0, Duration);
            IReadOnlyList<long> versions = await store.TrySetManyAsync(connection, beside is null ? [write] : [write, beside], cancellationToken)
                .ConfigureAwait(false);
            return versions.Count == 0 ? (null, null)
                : (new LeaseHolder(this, connection, lease, versions[0], acquired), versions.Count > 1 ? versions[1] : null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            await ForgoAsync(connection, lease).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes a lease as soon as nobody holds it.</summary>
    public async ValueTask<LeaseHolder> AcquireAsync(ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken)
    {
        using IDisposable first = await _queues.EnterAsync((connection, key), cancellationToken).ConfigureAwait(false);
        return (await watcher.WaitAsync(
            connection,
            key,
            async token => await store.GetAsync(connection, key, token).ConfigureAwait(false) is { } held
                ? (null, held.Version)
                : (await TryAcquireAsync(connection, key, owner, token).ConfigureAwait(false), 0L),
            Timeout.InfiniteTimeSpan,
            cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Tells whether a lease is its owner's at this moment.</summary>
    public async ValueTask<bool> IsHeldAsync(ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken) =>
        new ImportLease(store.Scope, key, owner).IsHeldBy(await store.GetAsync(connection, key, cancellationToken).ConfigureAwait(false));

    /// <summary>Tells whether its owner may still be at work: the lease is his, or was taken from him and he has not let go of it.</summary>
    public async ValueTask<bool> IsInUseAsync(ConnectionKey connection, string key, Guid owner, CancellationToken cancellationToken)
    {
        StateValue? held = await store.GetAsync(connection, key, cancellationToken).ConfigureAwait(false);
        return new ImportLease(store.Scope, key, owner).IsHeldBy(held) || LeaseRevocation.IsOf(held, owner);
    }

    /// <summary>Takes a lease away from whoever holds it, wherever. Until he lets go of it, or its time is over, nobody else gets it.</summary>
    /// <returns>Whether somebody held it.</returns>
    public async ValueTask<bool> RevokeAsync(ConnectionKey connection, string key, CancellationToken cancellationToken)
    {
        while (await store.GetAsync(connection, key, cancellationToken).ConfigureAwait(false) is { } held && !LeaseRevocation.Is(held))
        {
            byte[] revoked = LeaseRevocation.Of(held);
            if (await store.TrySetAsync(connection, key, revoked, held.Version, Duration, cancellationToken).ConfigureAwait(false) is not null)
            {
                watcher.Changed(connection, key);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes every lease of a kind away, and waits until whoever held it has let go of it, or its time is over.</summary>
    public async ValueTask EndAsync(ConnectionKey connection, string prefix, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = await store.ListKeysAsync(connection, prefix, cancellationToken).ConfigureAwait(false);
        foreach (string key in keys)
        {
            await RevokeAsync(connection, key, cancellationToken).ConfigureAwait(false);
        }

        foreach (string key in keys)
        {
            await watcher.WaitAsync(
                connection,
                key,
                async token => await store.GetAsync(connection, key, token).ConfigureAwait(false) is { } held && LeaseRevocation.Is(held)
                    ? (null, held.Version)
                    : (key, 0L),
                Timeout.InfiniteTimeSpan,
                cancellationToken).ConfigureAwait(false);
        }
    }

    // What failed, or was cancelled, may have been written all the same: nobody would renew that lease, and nobody could have it.
    async ValueTask ForgoAsync(ConnectionKey connection, ImportLease lease)
    {
        try
        {
            using var over = new CancellationTokenSource(_forgoing, time);
            StateValue? state = await store.GetAsync(connection, lease.Key, over.Token).ConfigureAwait(false);
            if (lease.IsHeldBy(state))
            {
                await store.TrySetAsync(connection, lease.Key, default, state!.Version, TimeSpan.Zero, over.Token).ConfigureAwait(false);
                watcher.Changed(connection, lease.Key);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It runs out by itself.
        }
    }
}
