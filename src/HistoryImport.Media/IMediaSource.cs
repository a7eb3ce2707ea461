namespace HistoryImport.Media;

/// <summary>Hands media files out as they lie on somebody's servers. Ours: WhatsApp's servers, and the official platform.</summary>
/// <remarks>What it gives is verified before it is anybody's. Thread-safe.</remarks>
public interface IMediaSource
{
    /// <summary>Tells whether a file may lie here, by what its message says alone.</summary>
    bool Knows(MediaFile file);

    /// <summary>Opens a file.</summary>
    /// <param name="connection">Whose file.</param>
    /// <param name="file">The file. Its key is a secret, and its path is its sender's text.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The file, or why not. What is thrown counts as unreachable.</returns>
    ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default);
}
