using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.PostgreSql;

/// <summary>One statement of a session. Parameters are added in their order, <c>$1</c> first; it runs once.</summary>
sealed class Statement(DbSession session, string sql, bool isPrepared = false)
{
    readonly NpgsqlBatchCommand _command = new(sql);
    Action<NpgsqlDataReader>? _row;
    Func<Exception>? _noRow;

    /// <summary>Gets whether the server may keep its plan.</summary>
    public bool IsPrepared => isPrepared;

    /// <summary>Gets the command as Npgsql takes it.</summary>
    public NpgsqlBatchCommand Command => _command;

    public Statement Add(long value) => Add(value, NpgsqlDbType.Bigint);

    public Statement Add(long? value) => Add(value, NpgsqlDbType.Bigint);

    public Statement Add(bool value) => Add(value, NpgsqlDbType.Boolean);

    public Statement Add(Guid value) => Add(value, NpgsqlDbType.Uuid);

    public Statement Add(string? value) => Add(value, NpgsqlDbType.Text);

    public Statement Add(byte[]? value) => Add(value, NpgsqlDbType.Bytea);

    public Statement Add(long?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public Statement Add(long[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public Statement Add(short?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public Statement Add(short[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public Statement Add(bool?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public Statement Add(bool[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public Statement Add(string?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public Statement Add(byte[]?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>Has each row of the answer handed over.</summary>
    public Statement OnRow(Action<NpgsqlDataReader> row)
    {
        _row = row;
        return this;
    }

    /// <summary>Has an answer without a row end in an exception.</summary>
    public Statement OrThrow(Func<Exception> noRow)
    {
        _noRow = noRow;
        return this;
    }

    /// <summary>Runs a statement that changes rows.</summary>
    /// <returns>How many it changed.</returns>
    public async ValueTask<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await session.RunAsync([this], cancellationToken).ConfigureAwait(false);
        return _command.RecordsAffected;
    }

    /// <summary>Runs a query for one number.</summary>
    /// <returns><see langword="null"/> if there is no row.</returns>
    public async ValueTask<long?> NumberAsync(CancellationToken cancellationToken)
    {
        long? number = null;
        await EachAsync(
            row => number = row.IsDBNull(0) ? null : Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), cancellationToken)
            .ConfigureAwait(false);
        return number;
    }

    /// <summary>Runs a query whose rows fit into memory.</summary>
    public async ValueTask<List<T>> ListAsync<T>(Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await EachAsync(reader => rows.Add(row(reader)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Runs a query and hands over each of its rows.</summary>
    public ValueTask EachAsync(Action<NpgsqlDataReader> row, CancellationToken cancellationToken) => session.RunAsync([OnRow(row)], cancellationToken);

    /// <summary>Reads its part of an answer.</summary>
    public async ValueTask ReadAsync(NpgsqlDataReader answer, CancellationToken cancellationToken)
    {
        if (_row is null && _noRow is null)
        {
            return;
        }

        bool any = false;
        while (await answer.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            any = true;
            _row?.Invoke(answer);
        }

        if (!any && _noRow is not null)
        {
            throw _noRow();
        }

        await answer.NextResultAsync(cancellationToken).ConfigureAwait(false);
    }

    Statement Add(object? value, NpgsqlDbType type)
    {
        _command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return this;
    }
}
