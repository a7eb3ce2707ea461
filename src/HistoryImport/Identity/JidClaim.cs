namespace HistoryImport;

/// <summary>Says that a hidden id (a LID, or a business-scoped user id) and a phone number are the same person.</summary>
/// <remarks>Claims only add up: none is ever taken back, and a number is never made from a hidden id. Nothing says of a LID and a business-scoped
/// user id that they are one, but by way of a number.</remarks>
public sealed record JidClaim
{
    /// <summary>Creates a claim from two JIDs in either order.</summary>
    /// <param name="lid">The hidden id, or the phone number.</param>
    /// <param name="number">The other.</param>
    /// <exception cref="ArgumentException">Not exactly one of the two is a hidden id and the other a phone number.</exception>
    public JidClaim(Jid lid, Jid number)
    {
        (Lid, Number) = IsHidden(lid) ? (lid, number) : (number, lid);
        if (!IsHidden(Lid) || Number.Kind != JidKind.Number)
        {
            throw new ArgumentException("A claim joins one LID or business-scoped user id and one phone number. Give one JID of each kind.", nameof(number));
        }
    }

    /// <summary>Gets the hidden id: a LID, or a business-scoped user id.</summary>
    public Jid Lid { get; }

    /// <summary>Gets the phone number.</summary>
    public Jid Number { get; }

    /// <summary>Makes a claim from two spellings, if they are one hidden id and one phone number.</summary>
    /// <returns><see langword="null"/> if they are not.</returns>
    public static JidClaim? TryCreate(string? one, string? other) =>
        // Most pairs that are asked about have no hidden id, and reading a JID takes far longer than this.
        (MayBeHidden(one) || MayBeHidden(other))
        && Jid.TryParse(one, out Jid first) && Jid.TryParse(other, out Jid second)
        && (IsHidden(first) ? second.Kind == JidKind.Number : first.Kind == JidKind.Number && IsHidden(second))
            ? new JidClaim(first, second)
            : null;

    /// <inheritdoc/>
    public override string ToString() => nameof(JidClaim);

    static bool IsHidden(Jid jid) => jid.Kind is JidKind.Lid or JidKind.Bsuid;

    // By the end of the server alone.
    static bool MayBeHidden(string? text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().TrimEnd();
        return trimmed.EndsWith("lid", StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith("bsuid", StringComparison.OrdinalIgnoreCase);
    }
}
