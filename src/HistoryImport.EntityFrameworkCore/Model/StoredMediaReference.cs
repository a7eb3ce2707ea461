namespace HistoryImport.EntityFrameworkCore;

/// <summary>A message that asked for a media file, under the key it had then. The library alone uses it.</summary>
public sealed class StoredMediaReference
{
    /// <summary>Gets the number of the connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public string Id { get; init; } = "";

    /// <summary>Gets the JID of its chat.</summary>
    public string Chat { get; init; } = "";

    /// <summary>Gets whether our own account sent it.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets the sender of somebody else's group message; empty for none.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Gets <see cref="MediaFile.Id"/>.</summary>
    public string File { get; init; } = "";

    /// <summary>Gets the time of the message in Unix seconds.</summary>
    public long? Timestamp { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredMediaReference);
}
