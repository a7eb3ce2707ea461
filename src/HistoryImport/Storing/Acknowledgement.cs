namespace HistoryImport;

/// <summary>Ties a cache entry to the item of a batch it became part of.</summary>
/// <param name="EntryId">The cache's number for the entry.</param>
/// <param name="Of">The index in <see cref="MessageBatch.Items"/>, or less than 0 if the entry became part of no item.</param>
public readonly record struct Acknowledgement(long EntryId, int Of)
{
    /// <summary>Gets how long the entry rests if it is not done with: an amendment that was offered, and waits on.</summary>
    public AmendmentRest Rest { get; init; }

    /// <summary>Stands for an entry nobody wants.</summary>
    internal const int Done = -1;

    /// <summary>Stands for an entry that became one of <see cref="MessageBatch.Names"/>.</summary>
    internal const int Name = -2;
}
