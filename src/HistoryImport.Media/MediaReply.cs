namespace HistoryImport.Media;

/// <summary>What a source says of a file, and the file.</summary>
/// <param name="status">What it says.</param>
/// <param name="reason">Why, unless it was found.</param>
public sealed class MediaReply(MediaReplyStatus status, MediaReason reason = MediaReason.None) : IAsyncDisposable
{
    /// <summary>Gets what the source says.</summary>
    public MediaReplyStatus Status => status;

    /// <summary>Gets why it was not found.</summary>
    public MediaReason Reason => reason;

    /// <summary>Gets the file as it lies there, if found. It is disposed of with this.</summary>
    public Stream? Content { get; init; }

    /// <summary>Gets how many bytes it has there, if told.</summary>
    public long? Length { get; init; }

    /// <summary>Gets whether it is not encrypted there, whatever the message says.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Gets the SHA-256 of the file as the source tells it, for messages that tell none.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Gets how long to wait, if the source says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets what else is to be disposed of.</summary>
    internal IDisposable? Owner { get; init; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Content is not null)
        {
            await Content.DisposeAsync().ConfigureAwait(false);
        }

        Owner?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaReply)} {{ {nameof(Status)} = {Status}, {nameof(Reason)} = {Reason} }}";
}
