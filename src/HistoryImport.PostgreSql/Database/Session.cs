using System.Data;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>One connection while one piece of work has it, with its transaction if there is one.</summary>
sealed class Session(NpgsqlConnection connection, Func<string, string> qualify, TimeSpan limit) : IAsyncDisposable
{
    NpgsqlTransaction? _transaction;

    /// <summary>Whether the server is gone, whatever the exception says.</summary>
    public bool IsLost => connection.FullState.HasFlag(ConnectionState.Broken) || !connection.FullState.HasFlag(ConnectionState.Open);

    /// <summary>Makes a statement of a constant text.</summary>
    public Statement Get(string sql) => new(Command(qualify(sql)));

    /// <summary>Runs statements separated by semicolons.</summary>
    public async ValueTask RunAsync(string script, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = Command(script);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);

    /// <summary>Commits. Not cancellable: the outcome has to be known.</summary>
    public async ValueTask CommitAsync() => await _transaction!.CommitAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Begins to copy rows into a table, in the binary format.</summary>
    public async ValueTask<CopyWriter> CopyAsync(string sql, CancellationToken cancellationToken)
    {
        NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(qualify(sql), cancellationToken).ConfigureAwait(false);
        stream.ReadTimeout = stream.WriteTimeout = (int)limit.TotalMilliseconds;
        return new CopyWriter(stream);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    NpgsqlCommand Command(string sql)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandTimeout = (int)limit.TotalSeconds;
        // Constants of this assembly with a checked name in them, never data.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
