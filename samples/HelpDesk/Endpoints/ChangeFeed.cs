using System.Runtime.CompilerServices;

namespace HistoryImport.Samples;

/// <summary>Tells a page that something is new; the page asks what. Any instance may have done it, so the database is looked at.</summary>
public sealed class ChangeFeed(ConversationReader reader, Line line, ReceivedCounter received)
{
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(400);

    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string before = "";
        while (!cancellationToken.IsCancellationRequested)
        {
            string now = $"{await reader.VersionAsync(cancellationToken)} {line.Connection} {received.Of(line.Key)}";
            if (now != before)
            {
                before = now;
                yield return "changed";
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }
}
