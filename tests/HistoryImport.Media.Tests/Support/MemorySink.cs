using System.Collections.Concurrent;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A sink that remembers.</summary>
sealed class MemorySink : IMediaSink
{
    public ConcurrentDictionary<(ConnectionKey Connection, string Name), byte[]> Files { get; } = [];

    public ConcurrentQueue<string> Stored { get; } = [];

    public Func<Task> BeforeStore { get; set; } = () => Task.CompletedTask;

    public async ValueTask StoreAsync(ConnectionKey connection, VerifiedMedia media, CancellationToken cancellationToken = default)
    {
        await BeforeStore();
        await using Stream stream = media.OpenRead();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        Files[(connection, media.Name)] = copy.ToArray();
        Stored.Enqueue(media.Name);
    }

    public ValueTask RemoveAsync(ConnectionKey connection, string name, CancellationToken cancellationToken = default)
    {
        Files.TryRemove((connection, name), out _);
        return ValueTask.CompletedTask;
    }
}
