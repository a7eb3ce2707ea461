namespace HistoryImport;

/// <summary>A message that asks for a media file.</summary>
/// <param name="Key">The message.</param>
/// <param name="File">The file, as it is to begin if nobody asked for it before.</param>
public sealed record MediaReference(MessageKey Key, MediaFile File)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(MediaReference);
}
