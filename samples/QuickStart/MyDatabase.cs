using HistoryImport;

/// <summary>Stands for your database: rows by connection and key, merged by the library's rules.</summary>
static class MyDatabase
{
    static readonly Dictionary<(ConnectionKey, MessageKey), MessageUpsert> _rows = [];

    public static UpsertOutcome Upsert(ConnectionKey connection, MessageUpsert item)
    {
        if (item.MatchesEitherDirection)
        {
            // A reaction in a 1:1 chat names chat and id only: real stores keep it beside the rows.
            bool exists = _rows.ContainsKey((connection, item.Key)) || _rows.ContainsKey((connection, item.Key with { FromMe = true }));
            return exists ? UpsertOutcome.Duplicate : UpsertOutcome.Missing;
        }

        bool known = _rows.TryGetValue((connection, item.Key), out MessageUpsert? row);
        if (!known && item.Content is null)
        {
            return UpsertOutcome.Missing;
        }

        MessageUpsert merged = known ? MessageMerge.Merge(row!, item) : item;
        _rows[(connection, item.Key)] = merged;
        return !known ? UpsertOutcome.Inserted : merged == row ? UpsertOutcome.Duplicate : UpsertOutcome.Updated;
    }
}
