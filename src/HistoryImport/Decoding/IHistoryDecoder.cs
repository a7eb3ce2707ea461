namespace HistoryImport;

/// <summary>Reads what a gateway or a socket delivered, and makes history sets of it.</summary>
/// <remarks>
/// A decoder holds no data and knows no connection: what it yields goes to <see cref="IHistoryInbox"/> with the connection it came from.
/// Thread-safe: one instance decodes any number of payloads, also at the same time. Memory is bounded whatever the payload holds.
/// </remarks>
public interface IHistoryDecoder
{
    /// <summary>Decodes a payload, part by part.</summary>
    /// <param name="stream">The payload. It is read forward once, and stays open.</param>
    /// <param name="format">How it is written, if that is known; else it is told from the content.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The parts, as they are read. Part of a payload that cannot be read is a <see cref="DecodeProblem"/> of its part.</returns>
    /// <exception cref="HistoryFormatException">Thrown while enumerating: the payload cannot be used from some point on. The parts before
    /// it stay valid. Exceptions of the stream pass through.</exception>
    IAsyncEnumerable<HistorySet> DecodeAsync(Stream stream, HistoryFormat format = HistoryFormat.Unknown, CancellationToken cancellationToken = default);
}
