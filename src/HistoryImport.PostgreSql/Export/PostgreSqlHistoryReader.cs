using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Reads the rows of a database in a fixed order, for exports and comparisons.</summary>
/// <remarks>Nothing is written; imports may go on beside it. Each enumeration is one snapshot, on a connection of its own, and holds
/// little more than one row at a time. A failure is not repeated: the caller has seen rows already. Thread-safe.</remarks>
public sealed class PostgreSqlHistoryReader
{
    readonly Func<NpgsqlConnection> _open;
    readonly SchemaName _schema;
    readonly string _place;

    /// <summary>Creates a reader. The enumeration connects.</summary>
    /// <param name="connectionString">The address, as Npgsql reads it.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">The connection string or the schema is not readable.</exception>
    public PostgreSqlHistoryReader(string connectionString, string schema = PostgreSqlDefaults.Schema)
    {
        string address = DataSources.Checked(connectionString);
        (_schema, _place) = (new SchemaName(schema), Places.Of(address));
        _open = () =>
        {
            var connection = new NpgsqlConnection(address);
            connection.Open();
            return connection;
        };
    }

    /// <summary>Creates a reader. The enumeration connects.</summary>
    /// <param name="dataSource">The host's own pool of connections.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">The schema is not readable.</exception>
    public PostgreSqlHistoryReader(NpgsqlDataSource dataSource, string schema = PostgreSqlDefaults.Schema)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        (_schema, _place, _open) = (new SchemaName(schema), Places.Of(dataSource.ConnectionString), dataSource.OpenConnection);
    }

    /// <summary>Reads rows by tenant, connection, chat, timestamp (none first), id, fromMe and sender (none first); text by UTF-8 bytes.</summary>
    /// <param name="tenant">Only this tenant; <see langword="null"/> for all.</param>
    /// <param name="connection">Only this connection; <see langword="null"/> for all.</param>
    /// <param name="chat">Only this chat, under whichever of its JIDs it is kept; <see langword="null"/> for all.</param>
    /// <exception cref="HistoryStorageException">The database cannot be reached, or holds no history of ours.</exception>
    public IEnumerable<ExportedMessage> Read(string? tenant = null, string? connection = null, Jid? chat = null)
    {
        using ExportQuery query = Translated(() => ExportQuery.Open(_open, _schema, _place));
        using IEnumerator<ExportedMessage> rows = query.Rows(tenant, connection, chat).GetEnumerator();
        while (Translated(rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    T Translated<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception error) when (error is NpgsqlException || PostgreSqlFault.IsTransient(error))
        {
            throw PostgreSqlFault.Translate(error, _place, _schema);
        }
    }
}
