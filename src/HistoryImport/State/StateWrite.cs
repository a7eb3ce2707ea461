namespace HistoryImport;

/// <summary>One of several values that <see cref="IStateStore.TrySetManyAsync"/> writes.</summary>
/// <param name="Key">The key, as <see cref="StateValue.CheckKey"/> wants it.</param>
/// <param name="Value">The value, at most <see cref="StateValue.MaxBytes"/>.</param>
/// <param name="ExpectedVersion">The version that was read; 0 if there was none.</param>
/// <param name="TimeToLive">How long the value lasts by the clock of the store; <see langword="null"/> for ever; zero removes it.</param>
public sealed record StateWrite(string Key, ReadOnlyMemory<byte> Value, long ExpectedVersion, TimeSpan? TimeToLive = null)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(StateWrite);
}
