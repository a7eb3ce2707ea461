namespace HistoryImport;

/// <summary>Stands in where a host registered no fetcher.</summary>
sealed class NoHistoryFetcher : IHistoryFetcher
{
    public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) =>
        new(new FetchReply(FetchStatus.NotSupported) { Reason = "No fetcher is registered. Call UseHistoryFetcher to fetch older messages from the phone." });
}
