using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace HistoryImport.AspNetCore;

/// <summary>A list of what is kept, and the payloads in pieces beside it, all of it values of the state store.</summary>
/// <remarks>The pieces are written first: what the list names is whole. Pieces without their entry, of a process that died between, expire.</remarks>
sealed class SetAsideShelf(IStateStore state, SetAsideOptions options, TimeProvider time) : ISetAsideShelf
{
    const string ListKey = "set-aside";
    const int MaxHeaderLength = 256;

    public async ValueTask<IReadOnlyList<SetAsideDelivery>> ListAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return (await ReadListAsync(connection, cancellationToken).ConfigureAwait(false)).Deliveries;
    }

    public async ValueTask<byte[]?> ReadAsync(ConnectionKey connection, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(id);
        if (await FindAsync(connection, id, cancellationToken).ConfigureAwait(false) is not { } delivery)
        {
            return null;
        }

        var payload = new byte[delivery.Bytes];
        int read = 0;
        for (int piece = 0; read < payload.Length; piece++)
        {
            StateValue? value = await state.GetAsync(connection, PieceKey(id, piece), cancellationToken).ConfigureAwait(false);
            if (value is null || value.Value.Length == 0 || value.Value.Length > payload.Length - read)
            {
                return null;
            }

            value.Value.CopyTo(payload.AsMemory(read));
            read += value.Value.Length;
        }

        return payload;
    }

    public async ValueTask<bool> RemoveAsync(ConnectionKey connection, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(id);
        SetAsideDelivery? removed = null;
        await ChangeListAsync(
            connection,
            deliveries =>
            {
                removed = deliveries.Find(delivery => delivery.Id == id);
                return removed is not null && deliveries.Remove(removed);
            },
            cancellationToken).ConfigureAwait(false);
        if (removed is not null)
        {
            await RemovePiecesAsync(connection, id, removed.Bytes, cancellationToken).ConfigureAwait(false);
        }

        return removed is not null;
    }

    /// <summary>Keeps a delivery. It is durable, as durable as the state store, when this returns.</summary>
    /// <returns>Whether there was room.</returns>
    public async ValueTask<bool> TryPutAsync(
        ConnectionKey connection, SetAsideDelivery delivery, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        delivery = delivery with
        {
            Bytes = payload.Length,
            ReceivedAt = now,
            ExpiresAt = now + options.Retention,
            Headers = delivery.Headers.ToDictionary(header => header.Key, header => header.Value.Length > MaxHeaderLength ? header.Value[..MaxHeaderLength] : header.Value),
        };
        List<SetAsideDelivery> before = (await ReadListAsync(connection, cancellationToken).ConfigureAwait(false)).Deliveries;
        if (!HasRoom(before, delivery))
        {
            return false;
        }

        bool wasThere = before.Exists(known => known.Id == delivery.Id);
        await WritePiecesAsync(connection, delivery.Id, payload, cancellationToken).ConfigureAwait(false);
        bool isKept = await ChangeListAsync(
            connection,
            deliveries =>
            {
                if (!HasRoom(deliveries, delivery))
                {
                    return false;
                }

                deliveries.RemoveAll(known => known.Id == delivery.Id);
                deliveries.Add(delivery);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isKept && !wasThere)
        {
            await RemovePiecesAsync(connection, delivery.Id, payload.Length, cancellationToken).ConfigureAwait(false);
        }

        return isKept;
    }

    bool HasRoom(List<SetAsideDelivery> deliveries, SetAsideDelivery delivery)
    {
        IEnumerable<SetAsideDelivery> others = deliveries.Where(known => known.Id != delivery.Id);
        return others.Count() < options.MaxCount && others.Sum(known => known.Bytes) + delivery.Bytes <= options.MaxBytes;
    }

    async ValueTask<SetAsideDelivery?> FindAsync(ConnectionKey connection, string id, CancellationToken cancellationToken) =>
        (await ReadListAsync(connection, cancellationToken).ConfigureAwait(false)).Deliveries.Find(delivery => delivery.Id == id);

    async ValueTask<(List<SetAsideDelivery> Deliveries, long Version)> ReadListAsync(ConnectionKey connection, CancellationToken cancellationToken)
    {
        StateValue? value = await state.GetAsync(connection, ListKey, cancellationToken).ConfigureAwait(false);
        List<SetAsideDelivery> deliveries = value is null ? [] : JsonSerializer.Deserialize(value.Value.Span, ShelfJsonContext.Default.ListSetAsideDelivery) ?? [];
        DateTimeOffset now = time.GetUtcNow();
        deliveries.RemoveAll(delivery => delivery.ExpiresAt <= now);
        return (deliveries, value?.Version ?? 0);
    }

    // The list outlives none of what it names: its time begins again with each change.
    async ValueTask<bool> ChangeListAsync(ConnectionKey connection, Predicate<List<SetAsideDelivery>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            (List<SetAsideDelivery> deliveries, long version) = await ReadListAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!change(deliveries))
            {
                return false;
            }

            byte[] list = JsonSerializer.SerializeToUtf8Bytes(deliveries, ShelfJsonContext.Default.ListSetAsideDelivery);
            if (list.Length > StateValue.MaxBytes)
            {
                return false;
            }

            if (await state.TrySetAsync(connection, ListKey, list, version, options.Retention, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }
    }

    async ValueTask WritePiecesAsync(ConnectionKey connection, string id, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        for (int piece = 0; !payload.IsEmpty; piece++)
        {
            ReadOnlySequence<byte> next = payload.Slice(0, Math.Min(payload.Length, StateValue.MaxBytes));
            await SetAsync(connection, PieceKey(id, piece), next.ToArray(), options.Retention, cancellationToken).ConfigureAwait(false);
            payload = payload.Slice(next.End);
        }
    }

    async ValueTask RemovePiecesAsync(ConnectionKey connection, string id, long bytes, CancellationToken cancellationToken)
    {
        for (int piece = 0; (long)piece * StateValue.MaxBytes < bytes; piece++)
        {
            await SetAsync(connection, PieceKey(id, piece), default, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask SetAsync(ConnectionKey connection, string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        long version;
        do
        {
            version = (await state.GetAsync(connection, key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;
            if (version == 0 && timeToLive == TimeSpan.Zero)
            {
                return;
            }
        }
        while (await state.TrySetAsync(connection, key, value, version, timeToLive, cancellationToken).ConfigureAwait(false) is null);
    }

    static string PieceKey(string id, int piece) => string.Create(CultureInfo.InvariantCulture, $"set-aside/{id}/{piece}");
}
