namespace HistoryImport.Relational;

/// <summary>Checks what a state store is asked, before anything is sent.</summary>
static class StateCheck
{
    public static void Keys(ConnectionKey connection, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(keys);
        foreach (string key in keys)
        {
            StateValue.CheckKey(key);
        }
    }

    public static void Writes(ConnectionKey connection, IReadOnlyList<StateWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(writes);
        foreach (StateWrite write in writes)
        {
            StateValue.Check(write.Key, write.Value, write.ExpectedVersion);
        }
    }
}
