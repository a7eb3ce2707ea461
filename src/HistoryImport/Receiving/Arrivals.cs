namespace HistoryImport;

/// <summary>How many history sets of a connection have arrived: who waits for quiet looks whether it rises.</summary>
sealed class Arrivals(IStateStore state, ConnectionKey connection)
{
    const string Key = "arrivals";

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        (await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>Counts one more. Who loses the race to another arrival need not try again: the number has risen.</summary>
    public static StateChange Rise() => new(Key, _ => [], IsTriedOnce: true);
}
