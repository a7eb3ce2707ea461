namespace HistoryImport;

/// <summary>How many history sets of a connection have arrived: who waits for quiet looks whether it rises.</summary>
sealed class Arrivals(IStateStore state, ConnectionKey connection)
{
    const string Key = "arrivals";

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        (await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>Counts one more. Who loses the race to another arrival need not try again: the number has risen.</summary>
    public async ValueTask RiseAsync(CancellationToken cancellationToken) => await state.TrySetAsync(
        connection, Key, default, await CountAsync(cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
}
