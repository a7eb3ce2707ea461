namespace HistoryImport.EntityFrameworkCore;

/// <summary>A stored file that no message asks for any longer, until it is removed. The library alone uses it.</summary>
public sealed class StoredMediaRemoval
{
    /// <summary>Gets the number of the connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the name of the file.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets until when somebody may still store it, in Unix milliseconds.</summary>
    public long? HeldUntil { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredMediaRemoval);
}
