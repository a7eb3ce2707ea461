namespace HistoryImport;

/// <summary>An answer to some request, as it lies in the state store.</summary>
/// <param name="RequestId">The id it carries.</param>
/// <param name="End">What it says of the end of the awaited chat.</param>
/// <param name="IsOnDemand">Whether it is an answer on demand about the awaited chat.</param>
/// <param name="Page">From when to when its entries of the chat reach.</param>
sealed record SeenAnswer(string RequestId, EndOfHistory? End, bool IsOnDemand, Stretch? Page = null)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(SeenAnswer);
}
