namespace HistoryImport;

/// <summary>A change of one value of the state store, made on what is there.</summary>
/// <param name="Key">The value.</param>
/// <param name="Make">Gets what is there and returns what shall be; <see langword="null"/> to leave it. May be called again.</param>
/// <param name="TimeToLive">How long the value lasts.</param>
/// <param name="IsTriedOnce">Whether it is enough that somebody else wrote the value in between.</param>
sealed record StateChange(string Key, Func<StateValue?, byte[]?> Make, TimeSpan? TimeToLive = null, bool IsTriedOnce = false)
{
    /// <summary>Makes changes in their order, each until nobody else wrote in between; in one question and one write as a rule.</summary>
    /// <param name="store">The store.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="changes">The changes, each key once.</param>
    /// <param name="cancellationToken">Cancels between two tries.</param>
    public static async ValueTask MakeAllAsync(
        IStateStore store, ConnectionKey connection, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        while (changes.Count > 0)
        {
            IReadOnlyList<StateValue?> values = await store.GetManyAsync(connection, [.. changes.Select(change => change.Key)], cancellationToken).ConfigureAwait(false);
            var left = new List<StateChange>(changes.Count);
            var writes = new List<StateWrite>(changes.Count);
            foreach ((StateChange change, StateValue? value) in changes.Zip(values))
            {
                if (change.Make(value) is { } made)
                {
                    left.Add(change);
                    writes.Add(new StateWrite(change.Key, made, value?.Version ?? 0, change.TimeToLive));
                }
            }

            int written = writes.Count == 0 ? 0 : (await store.TrySetManyAsync(connection, writes, cancellationToken).ConfigureAwait(false)).Count;
            changes = written < left.Count && left[written].IsTriedOnce ? left[(written + 1)..] : left[written..];
        }
    }
}
