namespace HistoryImport;

/// <summary>Writes the host's own tables from what an import did. The host's one class.</summary>
/// <remarks>
/// <para>It merges nothing: what it is handed is merged. Write each row from the state alone, never from what the row said before or from the order of
/// calls; then the host's rows end up the same in any order and after any repetition. <c>ProjectionContract</c> of HistoryImport.Testing.Xunit tells whether they do.</para>
/// <para>It is called inside the transaction that writes the library's rows: both are committed, or neither. Neither commit nor close anything. One call at a time
/// for each connection of WhatsApp; for several of them at once: keep nothing between calls. A call may come again where its
/// transaction failed. What it throws fails the batch, which is halved until the message that causes it is found and set aside; what the database itself
/// cannot do ends the import as failed.</para>
/// </remarks>
/// <typeparam name="TTarget">Through what it writes, and that is already in the transaction: the host's <c>DbContext</c> over Entity Framework Core, an
/// <c>NpgsqlConnection</c> over PostgreSQL, a <c>SqliteConnection</c> over SQLite. One class may serve several, by a base they have in common (<c>DbConnection</c>).</typeparam>
public interface IHistoryProjection<in TTarget>
    where TTarget : class
{
    /// <summary>Writes the host's rows.</summary>
    /// <param name="changes">What became of messages, and the names of who is in them.</param>
    /// <param name="target">Through what it writes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask ApplyAsync(HistoryChanges changes, TTarget target, CancellationToken cancellationToken = default);
}
