using System.Runtime.CompilerServices;
using HistoryImport.WhatsApp;

namespace HistoryImport.Cli;

/// <summary>History files as a cache that is only read. Claims, and amendments that wait, are kept in another.</summary>
sealed class FileMessageCache(IReadOnlyList<HistoryFile> files, HistoryDecoder decoder, IMessageCache kept, ProblemPrinter problems) : IMessageCache
{
    /// <summary>How many files had anything in them that was history.</summary>
    public int ReadableFiles { get; private set; }

    public IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Waiting ? kept.ReadAsync(query, cancellationToken) : ReadFilesAsync(cancellationToken);
    }

    public ValueTask AppendAsync(ConnectionKey connection, HistorySet set, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("History files are only read.");

    public ValueTask RemoveAsync(ConnectionKey connection, IReadOnlyCollection<long> entryIds, CancellationToken cancellationToken = default) =>
        kept.RemoveAsync(connection, entryIds, cancellationToken);

    public ValueTask<int> DeferAsync(
        ConnectionKey connection, IReadOnlyCollection<CachedMessage> amendments, CancellationToken cancellationToken = default) =>
        kept.DeferAsync(connection, amendments, cancellationToken);

    public ValueTask<long> ExpireAsync(ConnectionKey connection, DateTimeOffset receivedBefore, CancellationToken cancellationToken = default) =>
        kept.ExpireAsync(connection, receivedBefore, cancellationToken);

    public ValueTask PurgeAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        kept.PurgeAsync(connection, cancellationToken);

    public ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default) =>
        kept.AddAliasesAsync(connection, aliases, cancellationToken);

    public ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default) =>
        kept.GetAliasesAsync(connection, cancellationToken);

    async IAsyncEnumerable<CacheBatch> ReadFilesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (HistoryFile file in files)
        {
            await foreach (CacheBatch batch in ReadFileAsync(file, cancellationToken).ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    async IAsyncEnumerable<CacheBatch> ReadFileAsync(HistoryFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream? stream = Open(file);
        if (stream is null)
        {
            yield break;
        }

        await using (stream.ConfigureAwait(false))
        {
            IAsyncEnumerator<HistorySet> sets = decoder.DecodeAsync(stream, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (sets.ConfigureAwait(false))
            {
                bool any = false;
                while (await MoveNextAsync(sets, file, any).ConfigureAwait(false))
                {
                    any = true;
                    yield return BatchOf(sets.Current, file);
                }
            }
        }
    }

    Stream? Open(HistoryFile file)
    {
        try
        {
            return file.Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.ReportFile(file.Name, $"cannot be opened: {error.Message}");
            return null;
        }
    }

    async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<HistorySet> sets, HistoryFile file, bool any)
    {
        try
        {
            bool more = await sets.MoveNextAsync().ConfigureAwait(false);
            ReadableFiles += any ? 0 : 1;
            return more;
        }
        catch (Exception error) when (error is HistoryFormatException or IOException)
        {
            problems.ReportFile(file.Name, any ? $"{error.Message} What stands before it was imported." : error.Message);
            return false;
        }
    }

    static CacheBatch BatchOf(HistorySet set, HistoryFile file) => new()
    {
        Messages = [.. set.Messages.Select(message => new CachedMessage(0, message))],
        Names = [.. set.GetNames().Select(name => new CachedName(0, name))],
        Claims = set.GetClaims(),
        Problems = set.Problems,
        Source = file.Name,
    };
}
