using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Says who may write: as long as an unexpired value of a state store is the owner's sixteen bytes, nobody else runs the same import.</summary>
/// <param name="Scope">The database that keeps the lease; <see langword="null"/> if no store can look at it while it writes.</param>
/// <param name="Key">Its key in the state store.</param>
/// <param name="Owner">The owner; the value is <see cref="Guid.ToByteArray()"/> of it.</param>
/// <remarks>Holds a live object, and so does not pass through JSON.</remarks>
[JsonConverter(typeof(NoJsonConverter<ImportLease>))]
public sealed record ImportLease(StorageScope? Scope, string Key, Guid Owner)
{
    /// <summary>Tells whether a value of the state store is this lease, held by its owner.</summary>
    /// <param name="value">The unexpired value under <see cref="Key"/>; <see langword="null"/> if there is none.</param>
    public bool IsHeldBy(StateValue? value)
    {
        Span<byte> owner = stackalloc byte[16];
        return value is not null && Owner.TryWriteBytes(owner) && value.Value.Span.SequenceEqual(owner);
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ImportLease);
}
