namespace HistoryImport;

/// <summary>Makes the loop that asks for one chat's pages.</summary>
/// <param name="pages">Asks for a page; <see langword="null"/> if the host has no socket that can.</param>
/// <param name="store">Knows the oldest messages.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
sealed class FetchLoopFactory(PageFetcher? pages, IMessageStore store, HistoryImportOptions options, TimeProvider time)
{
    /// <param name="request">What is wanted.</param>
    /// <param name="known">What is known of the chat.</param>
    /// <param name="identities">Who is who.</param>
    /// <param name="state">Remembers ends and budgets.</param>
    public FetchLoop Create(ImportRequest request, KnownMessages known, IdentityGraph identities, IStateStore state) =>
        new(pages, store, state, options, time, request, known, identities);
}
