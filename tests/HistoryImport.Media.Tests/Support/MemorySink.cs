using System.Collections.Concurrent;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A sink that remembers.</summary>
sealed class MemorySink : IMediaSink
{
    public ConcurrentDictionary<(ConnectionKey Connection, string Name), byte[]> Files { get; } = [];

    public ConcurrentQueue<string> Stored { get; } = [];

    public Func<Task> BeforeStore { get; set; } = () => Task.CompletedTask;

    public Func<Task> BeforeRemove { get; set; } = () => Task.CompletedTask;

    public async ValueTask StoreAsync(ConnectionKey connection, VerifiedMedia media, CancellationToken cancellationToken = default)
    {
        await BeforeStore();
        await using Stream stream = media.OpenRead();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        Files[(connection, media.Name)] = copy.ToArray();
        Stored.Enqueue(media.Name);
    }

    public async ValueTask RemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken = default)
    {
        await BeforeRemove();
        Files.TryRemove((connection, name), out _);
    }
}
