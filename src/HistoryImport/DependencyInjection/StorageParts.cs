namespace HistoryImport;

/// <summary>The parts of an import that one storage medium can bring.</summary>
[Flags]
public enum StorageParts
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary><see cref="IMessageStore"/>, and the <see cref="IHistoryReader"/> of its rows.</summary>
    MessageStore = 1,

    /// <summary><see cref="IMessageCache"/>.</summary>
    MessageCache = 2,

    /// <summary><see cref="IStateStore"/>.</summary>
    StateStore = 4,

    /// <summary>Every part.</summary>
    All = MessageStore | MessageCache | StateStore,
}
