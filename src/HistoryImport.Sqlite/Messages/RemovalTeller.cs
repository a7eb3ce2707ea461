namespace HistoryImport.Sqlite;

/// <summary>Runs what removes rows, and notes what was removed where a projection wants to know.</summary>
sealed class RemovalTeller(ChangeJournal? journal)
{
    public string Sql(Removal removal) => journal is null ? removal.Sql : removal.Telling;

    /// <summary>Removes messages.</summary>
    /// <returns>How many.</returns>
    public int Erase(Statement removal) => Run(removal, row => journal!.Erase(MessageOf(row)));

    /// <summary>Changes messages.</summary>
    /// <returns>How many.</returns>
    public int Change(Statement change) => Run(change, row => journal!.Update(MessageOf(row)));

    /// <summary>Removes reactions in a group.</summary>
    /// <returns>How many.</returns>
    public int React(Statement removal) => Run(
        removal, row => journal!.Update(new MessageKey(Person(row.Text(0)), Person(row.Text(3)), row.Int64(2) == 1, row.Text(1))));

    /// <summary>Removes names.</summary>
    /// <returns>How many.</returns>
    public int Name(Statement removal) => Run(removal, row => journal!.Name(Person(row.Text(0))));

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

    static MessageKey MessageOf(Statement row) => new(Person(row.Text(0)), Person(row.Text(3)), row.Int64(2) != 0, row.Text(1));

    static Jid Person(string jid) => Jid.TryParse(jid, out Jid parsed) ? parsed : default;
}
