namespace HistoryImport.Sqlite;

/// <summary>Runs what removes rows, and notes what was removed where a projection wants to know.</summary>
sealed class RemovalTeller(ChangeJournal? journal)
{
    public string Sql(Removal removal) => journal is null ? removal.Sql : removal.Telling;

    /// <summary>Removes messages.</summary>
    /// <returns>How many.</returns>
    public int Erase(Statement removal) => Run(removal, row => journal!.Erase(MessageOf(row)));

    /// <summary>Changes messages, or removes reactions to them in a group.</summary>
    /// <returns>How many.</returns>
    public int Change(Statement change) => Run(change, row => journal!.Update(MessageOf(row)));

    /// <summary>Removes names.</summary>
    /// <returns>How many.</returns>
    public int Name(Statement removal) => Run(removal, row => journal!.Name(JidColumn.Read(row.Text(0))));

    int Run(Statement statement, Action<Statement> tell)
    {
        if (journal is null)
        {
            return statement.ExecuteChanges();
        }

        int count = 0;
        for (; statement.Step(); count++)
        {
            tell(statement);
        }

        return count;
    }

    static MessageKey MessageOf(Statement row) => StoredKey.Of(JidColumn.Read(row.Text(0)), row, 1);
}
