namespace HistoryImport;

/// <summary>A stored file that no message asks for any longer, and that the sink still has to remove.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HeldUntil">Until when somebody may still be about to store it; <see langword="null"/> for nobody.</param>
public sealed record MediaRemoval(string Name, DateTimeOffset? HeldUntil)
{
    /// <summary>Gets its name.</summary>
    public string Name { get; init => field = value ?? ""; } = Name ?? "";

    /// <inheritdoc/>
    public override string ToString() => nameof(MediaRemoval);
}
