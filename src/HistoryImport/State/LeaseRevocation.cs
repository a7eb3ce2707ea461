namespace HistoryImport;

/// <summary>What stands in place of a lease that was taken away: its owner, and one byte more. So no store takes it for the owner's.</summary>
static class LeaseRevocation
{
    const int OwnerLength = 16;

    public static byte[] Of(StateValue lease) => [.. lease.Value.Span, 1];

    public static bool Is(StateValue value) => value.Value.Length > OwnerLength;

    public static bool IsOf(StateValue? value, Guid owner) =>
        value is { Value.Length: OwnerLength + 1 } && value.Value.Span[..OwnerLength].SequenceEqual(owner.ToByteArray());
}
