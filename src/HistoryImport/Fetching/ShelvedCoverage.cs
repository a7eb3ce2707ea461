namespace HistoryImport;

/// <summary>What is known of one chat's history, as it lies in the state store.</summary>
sealed record ShelvedCoverage
{
    /// <summary>The JID under which it was received.</summary>
    public string Chat { get; init; } = "";

    /// <summary>The stretches, oldest first.</summary>
    public IReadOnlyList<Stretch> Stretches { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => nameof(ShelvedCoverage);
}
