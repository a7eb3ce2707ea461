using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HistoryImport;

/// <summary>One value of the state store as an object, changed by compare-and-swap.</summary>
sealed class StateDocument<T>(IStateStore store, ConnectionKey connection, string key, JsonTypeInfo<T> type)
    where T : class
{
    public string Key => key;

    /// <summary>Reads the value; one that cannot be read counts as none, so that it is replaced.</summary>
    public async ValueTask<(T? Value, long Version)> ReadAsync(CancellationToken cancellationToken)
    {
        StateValue? state = await store.GetAsync(connection, key, cancellationToken).ConfigureAwait(false);
        return state is null ? (null, 0) : (Parse(state.Value.Span), state.Version);
    }

    /// <summary>Changes the value until nobody else wrote in between.</summary>
    /// <param name="change">Gets what is there and returns what shall be; <see langword="null"/> to leave it. May be called again.</param>
    /// <param name="timeToLive">How long the value lasts.</param>
    /// <param name="cancellationToken">Cancels between two tries.</param>
    public async ValueTask UpdateAsync(Func<T?, T?> change, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        await ReplaceAsync((value, _) => new ValueTask<T?>(change(value)), timeToLive, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="UpdateAsync(Func{T, T}, TimeSpan?, CancellationToken)"/>
    /// <returns>The version that was written; <see langword="null"/> if the value was left.</returns>
    public async ValueTask<long?> ReplaceAsync(
        Func<T?, CancellationToken, ValueTask<T?>> changeAsync, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        while (true)
        {
            (T? value, long version) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (await changeAsync(value, cancellationToken).ConfigureAwait(false) is not { } changed)
            {
                return null;
            }

            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(changed, type);
            if (await store.TrySetAsync(connection, key, bytes, version, timeToLive, cancellationToken).ConfigureAwait(false) is { } written)
            {
                return written;
            }
        }
    }

    /// <summary>Makes the change of the value that <see cref="UpdateAsync"/> makes by itself.</summary>
    /// <param name="change">Gets what is there and returns what shall be; <see langword="null"/> to leave it. May be called again.</param>
    /// <param name="timeToLive">How long the value lasts.</param>
    public StateChange Change(Func<T?, T?> change, TimeSpan? timeToLive) => new(
        key,
        state => change(state is null ? null : Parse(state.Value.Span)) is { } changed ? JsonSerializer.SerializeToUtf8Bytes(changed, type) : null,
        timeToLive);

    T? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
