using System.Runtime.CompilerServices;

namespace HistoryImport.Cli;

/// <summary>Decodes history files. What cannot be read is reported; what is readable beside it is kept.</summary>
/// <param name="decoder">The decoder.</param>
/// <param name="problems">Where files that cannot be read are named.</param>
/// <param name="progress">Hears how much of a file was read.</param>
sealed class HistoryFileReader(IHistoryDecoder decoder, ProblemPrinter problems, FileProgress? progress = null)
{
    /// <summary>How many files had anything in them that was history.</summary>
    public int ReadableFiles { get; private set; }

    public async IAsyncEnumerable<HistorySet> ReadAsync(HistoryFile file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Stream? stream = Open(file);
        if (stream is null)
        {
            yield break;
        }

        await using (stream.ConfigureAwait(false))
        {
            IAsyncEnumerator<HistorySet> sets = decoder.DecodeAsync(stream, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (sets.ConfigureAwait(false))
            {
                bool any = false;
                while (await MoveNextAsync(sets, file, any).ConfigureAwait(false))
                {
                    any = true;
                    progress?.Read(stream);
                    yield return sets.Current;
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
            problems.ReportFile(file.Name, any ? $"{error.Message} What stands before it was read." : error.Message);
            return false;
        }
    }
}
