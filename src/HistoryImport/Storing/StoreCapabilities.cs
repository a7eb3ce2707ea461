namespace HistoryImport;

/// <summary>What an <see cref="IMessageStore"/> can do, and how it works best.</summary>
public sealed record StoreCapabilities
{
    /// <summary>Gets those of a store that has only what it must have.</summary>
    public static StoreCapabilities UpsertsOnly { get; } = new();

    /// <summary>Gets the optional operations. What is missing is named in the result of an import.</summary>
    public StoreFeatures Features { get; init; }

    /// <summary>Gets the batch size the store works best with, 1 to 10 000; <see langword="null"/> leaves it to the options.</summary>
    public int? PreferredBatchSize { get; init; }

    /// <summary>Gets from how many messages on it pays to ask <see cref="IMessageStore.FindExistingAsync"/> before a batch is written: 0 or more.</summary>
    /// <remarks>For a store that merges a few messages as fast as it looks them up. One that knows what a user deleted is always asked, by 0.</remarks>
    public int FindExistingFrom { get; init; }

    /// <summary>Gets how many batches of one import the store works best with at once, 1 to 8.</summary>
    /// <remarks>A store whose transactions exclude each other gains nothing from more than 1.</remarks>
    public int PreferredWriters { get; init; } = 1;

    /// <summary>Tells whether all of some operations are there.</summary>
    public bool Supports(StoreFeatures features) => (Features & features) == features;
}
