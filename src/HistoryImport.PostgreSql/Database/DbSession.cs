using System.Data;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>One connection while one piece of work has it, with its transaction if there is one.</summary>
sealed class DbSession(NpgsqlConnection connection, Func<string, string> qualify, TimeSpan limit, PreparedUse prepared) : IAsyncDisposable
{
    readonly List<Statement> _waiting = [];
    NpgsqlTransaction? _transaction;

    // What plans are chosen by as a rule, while the transaction has them chosen by indexes alone.
    string[]? _usualPlans;

    /// <summary>Gets the connection for others than us. What waits has run, and the last statement was not prepared: plans are chosen as usual.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Whether the server is gone, whatever the exception says.</summary>
    public bool IsLost => connection.FullState.HasFlag(ConnectionState.Broken) || !connection.FullState.HasFlag(ConnectionState.Open);

    /// <summary>Tells whether the server itself is at the other end.</summary>
    public async ValueTask<bool> IsDirectAsync(CancellationToken cancellationToken) =>
        await Get("SELECT pg_backend_pid()").NumberAsync(cancellationToken).ConfigureAwait(false) == connection.ProcessID;

    /// <summary>Makes a statement of a constant text.</summary>
    public Statement Get(string sql) => new(this, qualify(sql));

    /// <summary>Makes a statement of a constant text that finds its rows by indexes: its plan is kept, and stays right however the tables grow.</summary>
    /// <remarks>Only where a single index fits: of two that begin alike, the server may keep the wrong one for a plan made while the table was empty.</remarks>
    public Statement GetPrepared(string sql) => new(this, qualify(sql), isPrepared: true);

    /// <summary>Has a statement run together with whatever runs next: it costs no round trip of its own.</summary>
    public void RunWithNext(Statement statement) => _waiting.Add(statement);

    /// <summary>Runs statements, one after the other, in one round trip. Each sees what is committed by then.</summary>
    /// <remarks>Statements whose rows nobody takes must come last, or have none.</remarks>
    public async ValueTask RunAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        List<Statement> all = [.. _waiting, .. statements];
        _waiting.Clear();
        if (all.Count == 0)
        {
            return;
        }

        bool isPrepared = prepared.IsAllowed && all.TrueForAll(static statement => statement.IsPrepared);
        ChoosePlans(isPrepared, all);
        NpgsqlBatch batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.Timeout = (int)limit.TotalSeconds;
            foreach (Statement statement in all)
            {
                batch.BatchCommands.Add(statement.Command);
            }

            if (isPrepared)
            {
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            NpgsqlDataReader answer = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (answer.ConfigureAwait(false))
            {
                foreach (Statement statement in all)
                {
                    await statement.ReadAsync(answer, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Runs what still waits for a next statement.</summary>
    public ValueTask RunWaitingAsync(CancellationToken cancellationToken) => RunAsync([], cancellationToken);

    /// <summary>Runs statements separated by semicolons.</summary>
    public async ValueTask RunAsync(string script, CancellationToken cancellationToken)
    {
        await RunWaitingAsync(cancellationToken).ConfigureAwait(false);
        NpgsqlCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandTimeout = (int)limit.TotalSeconds;
            // Constants of this assembly with a checked name in them, never data.
#pragma warning disable CA2100
            command.CommandText = script;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);

    /// <summary>Commits, unless it was rolled back. Not cancellable: the outcome has to be known.</summary>
    public async ValueTask CommitAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the transaction as if nothing had been done in it.</summary>
    public async ValueTask RollBackAsync()
    {
        await _transaction!.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        await _transaction.DisposeAsync().ConfigureAwait(false);
        _transaction = null;
        _usualPlans = null;
    }

    /// <summary>Begins to copy rows into a table, in the binary format.</summary>
    public async ValueTask<CopyWriter> CopyAsync(string sql, CancellationToken cancellationToken)
    {
        await RunWaitingAsync(cancellationToken).ConfigureAwait(false);
        NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(qualify(sql), cancellationToken).ConfigureAwait(false);
        stream.ReadTimeout = stream.WriteTimeout = (int)limit.TotalMilliseconds;
        return new CopyWriter(stream);
    }

    // What is set ends with the transaction; outside of one, with the round trip.
    void ChoosePlans(bool byIndexes, List<Statement> statements)
    {
        if (byIndexes && _usualPlans is null)
        {
            statements.Insert(0, IndexPlans.Choose(this, usual => _usualPlans = _transaction is null ? null : usual));
        }
        else if (!byIndexes && _usualPlans is { } usual)
        {
            statements.Insert(0, IndexPlans.Return(this, usual));
            _usualPlans = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
