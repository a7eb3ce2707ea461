namespace HistoryImport;

/// <summary>The message before which a page is asked for.</summary>
/// <param name="Chat">The chat in the spelling the phone knows.</param>
/// <param name="Id">The message id.</param>
/// <param name="FromMe">Whether our own account sent it.</param>
/// <param name="Timestamp">Its time in Unix seconds.</param>
public sealed record MessageAnchor(string Chat, string Id, bool FromMe, long Timestamp)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(MessageAnchor);
}
