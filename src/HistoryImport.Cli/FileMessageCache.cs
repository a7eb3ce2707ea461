using System.Runtime.CompilerServices;

namespace HistoryImport.Cli;

/// <summary>History files as a cache that is only read. Claims, and amendments that wait, are kept in another.</summary>
sealed class FileMessageCache(IReadOnlyList<HistoryFile> files, HistoryFileReader reader, FileProgress progress, ProblemPrinter problems, IMessageCache kept)
    : DelegatingMessageCache(kept)
{
    const string OtherAccount =
        "belongs to another account than what is kept of this connection. Nothing of it was imported from there on. Give it a --connection of its own.";

    /// <summary>How many files had anything in them that was history.</summary>
    public int ReadableFiles => reader.ReadableFiles;

    /// <summary>Whether the files say that the business declined to share its history, and none behind them brings it all the same.</summary>
    public bool IsDeclined { get; private set; }

    // Entries of files have no numbers.
    public override StorageScope? Scope => null;

    public override IAsyncEnumerable<CacheBatch> ReadAsync(CacheQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Waiting || query.IsKeptOnly ? Inner.ReadAsync(query, cancellationToken) : ReadFilesAsync(query, cancellationToken);
    }

    // What lies in the files is not among what is kept.
    public override ValueTask<CacheBatch?> FindOldestAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken = default) => new((CacheBatch?)null);

    async IAsyncEnumerable<CacheBatch> ReadFilesAsync(CacheQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever asks for a chat is given everything, what names no chat too.
        if (query.Chats?.All(chat => chat.IsNone) == true)
        {
            yield break;
        }

        IReadOnlyList<Jid> account = await Inner.GetAccountAsync(query.Connection, cancellationToken).ConfigureAwait(false);
        foreach (HistoryFile file in files)
        {
            progress.Begin();
            await foreach (HistorySet set in reader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                List<Jid> told = [.. set.Account.Except(account)];
                if (told.Count > 0 && !await MayBelongAsync(query.Connection, account, set.Account, cancellationToken).ConfigureAwait(false))
                {
                    problems.ReportFile(file.Name, OtherAccount);
                    break;
                }

                account = [.. account, .. told];
                IsDeclined = set.IsDeclined || IsDeclined && !set.IsSharedHistory();
                yield return BatchOf(set, file, account, told);
            }
        }
    }

    // Claims are among what is kept; accounts of files that the pipeline has not come to yet are not.
    async ValueTask<bool> MayBelongAsync(ConnectionKey connection, IReadOnlyList<Jid> account, IReadOnlyList<Jid> told, CancellationToken cancellationToken) =>
        account.Count == 0
        || ((await Inner.GetAliasesAsync(connection, cancellationToken).ConfigureAwait(false)) with { Account = account }).MayBelongTo(told);

    static CacheBatch BatchOf(HistorySet set, HistoryFile file, IReadOnlyList<Jid> account, IReadOnlyList<Jid> told) => new()
    {
        Messages = [.. set.Messages.Select(message => new CachedMessage(0, message))],
        Names = [.. set.GetNames().Select(name => new CachedName(0, name))],
        Claims = set.GetClaims(account),
        Account = told,
        Problems = [.. set.Problems.Select(problem => new CachedProblem(0, problem))],
        Source = file.Name,
    };
}
