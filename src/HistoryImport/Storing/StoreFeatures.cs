namespace HistoryImport;

/// <summary>The optional operations of an <see cref="IMessageStore"/>.</summary>
[Flags]
public enum StoreFeatures
{
    /// <summary>Only upserts.</summary>
    None = 0,

    /// <summary><see cref="IMessageStore.FindExistingAsync"/>.</summary>
    FindExisting = 1,

    /// <summary><see cref="IMessageStore.GetOldestAsync"/>.</summary>
    Oldest = 2,

    /// <summary><see cref="IMessageStore.JoinAsync"/>.</summary>
    Join = 4,

    /// <summary>Edits, revokes and reactions. Without it they are reported as missing their message, and wait.</summary>
    Amendments = 8,

    /// <summary><see cref="IMessageStore.JoinAsync"/> also makes own what turns out to be our own account's (<see cref="JidJoin.IsOwn"/>).</summary>
    OwnJoin = 16,

    /// <summary>Content for rows that are there (<see cref="MessageUpsert.IsFollowUp"/>). Without it such content is not handed over, and waits.</summary>
    FollowUps = 32,

    /// <summary><see cref="IMessageStore.EraseAsync"/> and what belongs to it. Without it, <see cref="IHistoryEraser"/> can only erase around the store.</summary>
    Erasure = 64,

    /// <summary>Everything.</summary>
    All = FindExisting | Oldest | Join | Amendments | OwnJoin | FollowUps | Erasure,
}
