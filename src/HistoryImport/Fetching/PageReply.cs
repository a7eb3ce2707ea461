namespace HistoryImport;

/// <summary>What became of asking for one page.</summary>
/// <param name="IsAnswered">Whether an answer came.</param>
/// <param name="End">What the answer says of the end of the chat.</param>
/// <param name="Refused">Why nothing was sent at all.</param>
readonly record struct PageReply(bool IsAnswered, EndOfHistory? End, FetchVerdict? Refused)
{
    public static PageReply Silence => default;

    public static PageReply Answer(EndOfHistory? end) => new(true, end, null);

    public static PageReply Refusal(FetchVerdict why) => new(false, null, why);
}
