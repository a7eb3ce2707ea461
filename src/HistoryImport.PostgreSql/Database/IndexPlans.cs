namespace HistoryImport.PostgreSql;

/// <summary>Has the server choose plans by indexes alone, one after the other, and keep them.</summary>
/// <remarks>So is planned what finds its rows by keys: planning would cost more than finding, and a kept plan that was made while a table was
/// small would read it whole once it is large. What is not prepared is planned as the server finds best: so is what two
/// indexes can find whose first columns are the same, for while a table is empty one seems as good as the other.</remarks>
static class IndexPlans
{
    static readonly (string Name, string Value)[] _settings =
    [
        ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_hashjoin", "off"), ("enable_mergejoin", "off"), ("jit", "off"),
    ];

    static readonly string _choose =
        $"SELECT {string.Join(", ", _settings.Select(one => $"current_setting('{one.Name}')"))}, {string.Join(", ", _settings.Select(one => Set(one.Name, $"'{one.Value}'")))}";

    static readonly string _return = $"SELECT {string.Join(", ", _settings.Select((one, i) => Set(one.Name, $"${i + 1}")))}";

    /// <summary>Makes the statement that has plans chosen so until the transaction ends.</summary>
    /// <param name="session">The session.</param>
    /// <param name="usual">Hears what to return to.</param>
    public static Statement Choose(DbSession session, Action<string[]> usual) =>
        session.GetPrepared(_choose).OnRow(row => usual([.. _settings.Select((_, i) => row.GetString(i))]));

    /// <summary>Makes the statement that returns to what was usual before.</summary>
    public static Statement Return(DbSession session, string[] usual)
    {
        Statement statement = session.GetPrepared(_return).OnRow(_ => { });
        foreach (string value in usual)
        {
            statement.Add(value);
        }

        return statement;
    }

    static string Set(string name, string value) => $"set_config('{name}', {value}, true)";
}
