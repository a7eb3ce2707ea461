namespace HistoryImport.EntityFrameworkCore;

/// <summary>How far the recovery of a media file has come that somebody asked for. The library alone uses it.</summary>
public sealed class StoredMediaFile
{
    /// <summary>Gets the number of the connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets <see cref="MediaFile.Id"/>.</summary>
    public string File { get; init; } = "";

    /// <summary>Gets how often it was written.</summary>
    public long Version { get; init; }

    /// <summary>Gets the number of the <see cref="MediaState"/>.</summary>
    public short State { get; init; }

    /// <summary>Gets when there is something to do about it, in Unix milliseconds.</summary>
    public long? Due { get; init; }

    /// <summary>Gets the name of the stored file.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the chat about which the phone was asked.</summary>
    public string? AskedChat { get; init; }

    /// <summary>Gets all else as JSON, the key of the file included.</summary>
    public byte[] Value { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredMediaFile);
}
