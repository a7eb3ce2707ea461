using System.Text.Json.Serialization;

namespace HistoryImport;

/// <summary>Says who may write: as long as an unexpired value of a state store is the owner's sixteen bytes, nobody else runs the same import.</summary>
/// <param name="Store">The store that keeps the lease.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Owner">The owner; the value is <see cref="Guid.ToByteArray()"/> of it.</param>
/// <remarks>Holds a live object, and so does not pass through JSON.</remarks>
[JsonConverter(typeof(NoJsonConverter<ImportLease>))]
public sealed record ImportLease(IStateStore Store, string Key, Guid Owner)
{
    /// <summary>Tells whether a value read under <see cref="Key"/> is this owner's.</summary>
    /// <param name="value">The value; <see langword="null"/> if there is none.</param>
    public bool IsHeldBy(StateValue? value) => value is not null && value.Value.Span.SequenceEqual(Owner.ToByteArray());

    /// <inheritdoc/>
    public override string ToString() => nameof(ImportLease);
}
