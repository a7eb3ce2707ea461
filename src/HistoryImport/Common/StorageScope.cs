namespace HistoryImport;

/// <summary>Stands for one database. Parts that give the same one can be written in one transaction.</summary>
/// <remarks>
/// Whoever makes the parts of a database makes one of these, and each part gives it. A store then checks the lease, and acknowledges what it
/// read, in the transaction that writes the rows. A part that wraps another gives the inner one's, unless it numbers entries anew. None
/// is the database of nobody else. Compared by reference.
/// </remarks>
public sealed class StorageScope
{
    /// <summary>Gets whether amendments that wait for their message may rest in this database, so that not every import has to offer all of them.</summary>
    /// <remarks>
    /// <para>Without it (the default) every import offers all that wait of its chats. With it the cache keeps for each entry that
    /// waits the id its amendment names and an <see cref="AmendmentRest"/>, and reads by <see cref="CacheQuery.Rest"/>. The store's
    /// <see cref="IMessageStore.UpsertAsync"/>, in the transaction that writes the rows, first ends the rest of all entries of the connection that name the id of an
    /// item with content, whether they rest or not yet, then gives every entry of <see cref="MessageBatch.Acknowledgements"/> its
    /// <see cref="Acknowledgement.Rest"/>, and only then looks for rows: an entry and the row it waits for then cannot miss each other.</para>
    /// <para>Not for a database whose rows others write, too: nobody would end a rest then.</para>
    /// </remarks>
    public bool LetsAmendmentsRest { get; init; }

    /// <summary>Tells whether both stand for one database.</summary>
    public static bool IsShared(StorageScope? one, StorageScope? other) => one is not null && ReferenceEquals(one, other);
}
