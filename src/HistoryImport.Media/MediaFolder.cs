using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HistoryImport.Media;

/// <summary>A folder of recovered files: one folder in it for each connection, and in it the files under the names of this library. Thread-safe.</summary>
/// <remarks>Whoever serves files from it to browsers sends <c>X-Content-Type-Options: nosniff</c> and a disposition of <c>attachment</c>: bytes are their sender's.</remarks>
public sealed class MediaFolder : IMediaSink
{
    const string Unfinished = ".part";

    static readonly TimeSpan _young = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<string, bool> _swept = [];
    readonly string _root;

    /// <summary>Creates a sink.</summary>
    /// <param name="path">The folder; made if absent.</param>
    public MediaFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _root = Path.GetFullPath(path);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="connection">Whose file.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The file; <see langword="null"/> if it is not there.</returns>
    public Stream? OpenRead(ConnectionKey connection, string name)
    {
        string path = PathOf(connection, name);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, useAsync: true);
        }
        catch (IOException error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask StoreAsync(ConnectionKey connection, VerifiedMedia media, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        string path = PathOf(connection, media.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Sweep(Path.GetDirectoryName(path)!, File.GetLastWriteTimeUtc(media.Path));

        // Across disks a move is a copy, and nobody may see half of it.
        string unfinished = path + Unfinished;
        File.Move(media.Path, unfinished, overwrite: true);
        var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken = default)
    {
        string path = PathOf(connection, name);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
            File.Delete(path + Unfinished);
        }

        return ValueTask.CompletedTask;
    }

    // What a dead process had half moved in, and nobody brought again. Another's may be on its way: what is about as old as what comes now, stays.
    void Sweep(string folder, DateTime now)
    {
        if (_swept.TryAdd(folder, true))
        {
            foreach (string unfinished in Directory.EnumerateFiles(folder, "*" + Unfinished).Where(path => now - File.GetLastWriteTimeUtc(path) > _young))
            {
                File.Delete(unfinished);
            }
        }
    }

    string PathOf(ConnectionKey connection, string name)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 128 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
            ? Path.Combine(_root, FolderOf(connection), name)
            : throw new ArgumentException("This is no name of a recovered file. Give the one that MediaItem.Name tells.", nameof(name));
    }

    // The host's names may hold anything, in any case.
    static string FolderOf(ConnectionKey connection) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connection.Tenant}\0{connection.Name}")).AsSpan(0, 16));
}
