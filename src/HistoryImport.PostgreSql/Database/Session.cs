using System.Data;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>One connection while one piece of work has it, with its transaction if there is one.</summary>
sealed class Session(NpgsqlConnection connection, Func<string, string> qualify) : IAsyncDisposable
{
    const string Number = "SELECT pg_current_xact_id_if_assigned()";
    const string Committed = "SELECT pg_xact_status($1::text::xid8)";

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

    /// <summary>Gets the number of the transaction; <see langword="null"/> if it wrote nothing.</summary>
    public async ValueTask<ulong?> TransactionAsync(CancellationToken cancellationToken)
    {
        NpgsqlCommand command = Command(Number);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is ulong number ? number : null;
        }
    }

    /// <summary>Tells what became of a transaction whose answer was lost: <c>committed</c>, <c>aborted</c> or <c>in progress</c>.</summary>
    public async ValueTask<string?> StatusAsync(ulong transaction, CancellationToken cancellationToken)
    {
        Statement status = Get(Committed).Add(transaction.ToString(System.Globalization.CultureInfo.InvariantCulture));
        List<string?> found = await status.ListAsync(row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    /// <summary>Begins to copy rows into a table, in the binary format.</summary>
    public async ValueTask<CopyWriter> CopyAsync(string sql, CancellationToken cancellationToken) =>
        new(await connection.BeginRawBinaryCopyAsync(qualify(sql), cancellationToken).ConfigureAwait(false));

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
        // Constants of this assembly with a checked name in them, never data.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
