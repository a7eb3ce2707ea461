namespace HistoryImport;

/// <summary>Asks the phone for older messages: one outgoing request on the open session, and nothing else.</summary>
/// <remarks>
/// The contract has one verb on purpose: nothing here can close, log out or pair a session, or mark anything as read.
/// Sending the request to the instance that holds the session is the host's. Thread-safe; never called twice at once for one connection.
/// </remarks>
public interface IHistoryFetcher
{
    /// <summary>Sends one request.</summary>
    /// <returns>The answer, the id under which it will arrive, or why not.</returns>
    ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default);
}
