namespace HistoryImport.WhatsApp;

/// <summary>Things in which nothing was understood.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first of them starts, in bytes.</param>
readonly record struct UnknownItems(long Count, long First)
{
    public bool IsNone => Count == 0;

    public UnknownItems And(UnknownItems others) => IsNone ? others : this with { Count = Count + others.Count };

    public string Reason => Count == 1
        ? $"Nothing in what starts at byte {First} is history, or anything else that is known."
        : $"Nothing in {Count} things, of which the first starts at byte {First}, is history, or anything else that is known.";
}
