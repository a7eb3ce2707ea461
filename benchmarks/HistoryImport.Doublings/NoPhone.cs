namespace HistoryImport.Doublings;

/// <summary>A socket that is there, and never ready.</summary>
sealed class NoPhone : IHistoryFetcher
{
    public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) => new(new FetchReply(FetchStatus.NotReady));
}
