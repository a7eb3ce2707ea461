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
    /// <para>Without it (the default) every import offers all that wait of its chats. With it the cache keeps an <see cref="AmendmentRest"/>
    /// for each entry that waits, and reads by <see cref="CacheQuery.Rest"/>. The store's <see cref="IMessageStore.UpsertAsync"/>, in the transaction that writes
    /// the rows, gives the entries of <see cref="MessageBatch.Acknowledgements"/> their <see cref="Acknowledgement.Rest"/> before it looks for rows, and
    /// ends the rest of all entries of the connection that name the id of an item with content.</para>
    /// <para>No entry may rest beside the row it waits for: where transactions do not exclude each other, one that is under way may write the row without having
    /// seen the entry. An entry may always rest later than it could; then it is offered once more.</para>
    /// <para>Not for a database whose rows others write, too: nobody would end a rest then.</para>
    /// </remarks>
    public bool LetsAmendmentsRest { get; init; }

    /// <summary>Tells whether both stand for one database.</summary>
    public static bool IsShared(StorageScope? one, StorageScope? other) => one is not null && ReferenceEquals(one, other);
}
