using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>Reads the rows of a file in a fixed order, for exports and comparisons.</summary>
/// <remarks>
/// The file is opened for reading only; imports may go on beside it. Each enumeration is one snapshot, on a connection of its own,
/// and holds one row at a time. Thread-safe.
/// </remarks>
public sealed class SqliteHistoryReader
{
    readonly string _path;

    /// <summary>Creates a reader. The file is opened by the enumeration.</summary>
    /// <param name="path">The file.</param>
    public SqliteHistoryReader(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <summary>Reads rows by tenant, connection, chat, timestamp (none first), id, fromMe and sender (none first); text by UTF-8 bytes.</summary>
    /// <param name="tenant">Only this tenant; <see langword="null"/> for all.</param>
    /// <param name="connection">Only this connection; <see langword="null"/> for all.</param>
    /// <param name="chat">Only this chat, under whichever of its JIDs it is kept; <see langword="null"/> for all.</param>
    /// <exception cref="HistoryStorageException">The file is absent, not ours, newer, damaged or not readable.</exception>
    public IEnumerable<ExportedMessage> Read(string? tenant = null, string? connection = null, Jid? chat = null)
    {
        using Session session = Translated(Open);
        using IEnumerator<ExportedMessage> rows = new ExportQuery(session, tenant, connection, chat).Rows().GetEnumerator();
        while (Translated(rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    Session Open()
    {
        if (!File.Exists(_path))
        {
            throw SqliteFault.Absent(_path);
        }

        var session = new Session(_path, SqliteOpenMode.ReadOnly, SqliteDefaults.BusyTimeout);
        try
        {
            if (SchemaGuard.Check(session, _path) == 0)
            {
                throw SqliteFault.Absent(_path);
            }

            // One snapshot, however long the consumer takes.
            session.Query("BEGIN");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    T Translated<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SqliteException error)
        {
            throw SqliteFault.Translate(error, _path);
        }
    }
}
