using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace HistoryImport.Sqlite;

/// <summary>Reads the rows of a file in a fixed order, for exports and comparisons.</summary>
/// <remarks>
/// The file is opened for reading only; imports may go on beside it. Each enumeration is one snapshot, on a connection of its own,
/// and holds one row at a time. As long as it goes on, the log beside the file (<c>-wal</c>) grows by whatever is written meanwhile: take
/// the rows without delay. SQLite is synchronous: rows are read on the caller's thread. Thread-safe.
/// </remarks>
public sealed class SqliteHistoryReader : IHistoryReader
{
    readonly string _path;

    /// <summary>Creates a reader. The file is opened by the enumeration.</summary>
    /// <param name="path">The file.</param>
    public SqliteHistoryReader(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <summary>Gets every connection that the file knows, by tenant and name as UTF-8 bytes: for tools of whoever runs the database.</summary>
    /// <exception cref="HistoryStorageException">The file is absent, not ours, newer, damaged or not readable.</exception>
    public ValueTask<IReadOnlyList<ConnectionKey>> GetConnectionsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Translated(Connections));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportedMessage> ReadAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid>? chats = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using DbSession session = Translated(Open);
        using IEnumerator<ExportedMessage> rows = new ExportQuery(session, connection, chats).Rows().GetEnumerator();
        while (Translated(rows.MoveNext))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return rows.Current;
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExportedName>?> ReadNamesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(jids);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Translated(() => Names(connection, jids)));
    }

    List<ExportedName> Names(ConnectionKey connection, IReadOnlyCollection<Jid> jids)
    {
        using DbSession session = Open();
        var names = new List<ExportedName>();
        if (KeyLookup.FindConnection(session, connection) is not { } number)
        {
            return names;
        }

        Statement query = session.Get(ExportSql.Names);
        foreach (Jid jid in jids.Distinct().Order())
        {
            query.Bind(1, number);
            query.Bind(2, jid.Value);
            while (query.Step())
            {
                names.Add(ExportedName.Of(connection, jid.Value, (short)query.Int64(0), query.Text(1)));
            }
        }

        return names;
    }

    List<ConnectionKey> Connections()
    {
        using DbSession session = Open();
        Statement query = session.Get(ExportSql.Connections);
        var connections = new List<ConnectionKey>();
        while (query.Step())
        {
            connections.Add(new ConnectionKey(query.Text(0), query.Text(1)));
        }

        return connections;
    }

    DbSession Open()
    {
        if (!File.Exists(_path))
        {
            throw SqliteFault.Absent(_path);
        }

        var session = new DbSession(_path, SqliteOpenMode.ReadOnly, SqliteDefaults.BusyTimeout);
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
