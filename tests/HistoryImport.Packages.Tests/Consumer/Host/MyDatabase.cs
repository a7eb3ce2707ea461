using HistoryImport;

/// <summary>Stands for a host's database: rows by their key, and transactions one after the other.</summary>
public sealed class MyDatabase
{
    readonly Lock _lock = new();
    Dictionary<(ConnectionKey Connection, MessageKey Key), MessageUpsert> _rows = [];

    public bool IsClosed { get; set; }

    public IReadOnlyList<(ConnectionKey Connection, MessageUpsert Message)> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Select(row => (row.Key.Connection, row.Value))];
            }
        }
    }

    public T InOneTransaction<T>(Func<Dictionary<(ConnectionKey Connection, MessageKey Key), MessageUpsert>, T> write)
    {
        lock (_lock)
        {
            var copy = new Dictionary<(ConnectionKey Connection, MessageKey Key), MessageUpsert>(_rows);
            T result = write(copy);
            _rows = copy;
            return result;
        }
    }
}
