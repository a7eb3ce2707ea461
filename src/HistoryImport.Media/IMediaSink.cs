namespace HistoryImport.Media;

/// <summary>Where recovered files go. Ours: a folder (<see cref="MediaFolder"/>). Thread-safe.</summary>
/// <remarks>Only verified files come here. A name is one of this library, never its sender's. Files of two connections are never one, even if their bytes are the same:
/// a sink must not let anybody find out whether another has a file.</remarks>
public interface IMediaSink
{
    /// <summary>Stores a file, whole or not at all; it is durable when this returns.</summary>
    /// <param name="connection">Whose file.</param>
    /// <param name="media">The file. One whose name is there already takes its place.</param>
    /// <param name="cancellationToken">Cancels before it is stored.</param>
    ValueTask StoreAsync(ConnectionKey connection, VerifiedMedia media, CancellationToken cancellationToken = default);

    /// <summary>Removes a file. One that is not there is no error.</summary>
    /// <param name="connection">Whose file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask RemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken = default);
}
