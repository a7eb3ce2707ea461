namespace HistoryImport;

/// <summary>Says that a LID and a phone number are the same person.</summary>
/// <remarks>Claims only add up: none is ever taken back, and a number is never made from a LID.</remarks>
public sealed record JidClaim
{
    /// <summary>Creates a claim from two JIDs in either order.</summary>
    /// <param name="lid">The hidden id, or the phone number.</param>
    /// <param name="number">The other.</param>
    /// <exception cref="ArgumentException">Not exactly one of the two is a LID and the other a phone number.</exception>
    public JidClaim(Jid lid, Jid number)
    {
        (Lid, Number) = lid.Kind == JidKind.Lid ? (lid, number) : (number, lid);
        if (Lid.Kind != JidKind.Lid || Number.Kind != JidKind.Number)
        {
            throw new ArgumentException("A claim joins one LID and one phone number. Give one JID of each kind.", nameof(number));
        }
    }

    /// <summary>Gets the hidden id.</summary>
    public Jid Lid { get; }

    /// <summary>Gets the phone number.</summary>
    public Jid Number { get; }

    /// <summary>Makes a claim from two spellings, if they are one LID and one phone number.</summary>
    /// <returns><see langword="null"/> if they are not.</returns>
    public static JidClaim? TryCreate(string? one, string? other) =>
        // Most pairs that are asked about have no LID, and reading a JID takes far longer than this.
        (IsLid(one) || IsLid(other))
        && Jid.TryParse(one, out Jid first) && Jid.TryParse(other, out Jid second)
        && (first.Kind, second.Kind) is (JidKind.Lid, JidKind.Number) or (JidKind.Number, JidKind.Lid)
            ? new JidClaim(first, second)
            : null;

    /// <inheritdoc/>
    public override string ToString() => nameof(JidClaim);

    // Whether the server may be that of LIDs.
    static bool IsLid(string? text) => text.AsSpan().TrimEnd().EndsWith("lid", StringComparison.OrdinalIgnoreCase);
}
