namespace HistoryImport;

/// <summary>What became of asking for one page.</summary>
/// <param name="IsAnswered">Whether an answer came.</param>
/// <param name="End">What the answer says of the end of the chat.</param>
/// <param name="Refused">Why nothing was sent at all.</param>
/// <param name="Page">From when to when the answer's entries of the chat reach.</param>
/// <param name="IsByName">Whether it is known by the request's id, rather than by what it brings.</param>
readonly record struct PageReply(bool IsAnswered, EndOfHistory? End, FetchVerdict? Refused, Stretch? Page = null, bool IsByName = false)
{
    public static PageReply Silence => default;

    public static PageReply Answer(EndOfHistory? end, Stretch? page, bool isByName) => new(true, end, null, page, isByName);

    public static PageReply Refusal(FetchVerdict why) => new(false, null, why);
}
