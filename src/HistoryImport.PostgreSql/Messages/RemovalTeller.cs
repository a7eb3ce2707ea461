using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Runs what removes rows, and notes what was removed where a projection wants to know.</summary>
sealed class RemovalTeller(ChangeJournal? journal)
{
    public string Sql(Removal removal) => journal is null ? removal.Sql : removal.Telling;

    /// <summary>Removes messages.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> EraseAsync(Statement removal, CancellationToken cancellationToken) =>
        RunAsync(removal, row => journal!.Erase(MessageOf(row)), cancellationToken);

    /// <summary>Changes messages, or removes reactions to them in a group.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> ChangeAsync(Statement change, CancellationToken cancellationToken) =>
        RunAsync(change, row => journal!.Update(MessageOf(row)), cancellationToken);

    /// <summary>Removes names.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> NameAsync(Statement removal, CancellationToken cancellationToken) =>
        RunAsync(removal, row => journal!.Name(JidColumn.Read(row.GetString(0))), cancellationToken);

    async ValueTask<int> RunAsync(Statement statement, Action<NpgsqlDataReader> tell, CancellationToken cancellationToken)
    {
        if (journal is null)
        {
            return await statement.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = 0;
        await statement.EachAsync(
            row =>
            {
                tell(row);
                count++;
            },
            cancellationToken).ConfigureAwait(false);
        return count;
    }

    static MessageKey MessageOf(NpgsqlDataReader row) => StoredKey.Of(JidColumn.Read(row.GetString(0)), row, 1);
}
