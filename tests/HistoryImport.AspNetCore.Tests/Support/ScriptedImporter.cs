using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace HistoryImport.AspNetCore.Tests.Support;

/// <summary>An importer whose runs end when a test says so.</summary>
sealed class ScriptedImporter : IHistoryImporter
{
    public ConcurrentQueue<ImportRequest> Begun { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public int Running;

    public int MostRunning;

    public Func<ImportRequest, CancellationToken, Task<ImportResult>> Run { get; set; } = (_, _) => Task.FromResult(new ImportResult { Outcome = ImportOutcome.Completed });

    public async Task<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        if (request.EnoughMessages is < 1)
        {
            throw new ArgumentException("EnoughMessages is less than 1.", nameof(request));
        }

        cancellationToken.ThrowIfCancellationRequested();
        Begun.Enqueue(request);
        MostRunning = Math.Max(MostRunning, Interlocked.Increment(ref Running));
        try
        {
            return await Run(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref Running);
        }
    }

    public ValueTask<ImportStatus?> GetStatusAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default) => new((ImportStatus?)null);

    public async IAsyncEnumerable<ImportStatus> WatchAsync(
        ConnectionKey connection, IReadOnlyList<Jid>? chats = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask<IReadOnlyList<ImportStatus>> ListRunningAsync(ConnectionKey connection, CancellationToken cancellationToken = default) => new([]);

    public ValueTask<bool> CancelAsync(ConnectionKey connection, IReadOnlyList<Jid>? chats = null, CancellationToken cancellationToken = default)
    {
        Log.Enqueue("cancel");
        return new(false);
    }
}
