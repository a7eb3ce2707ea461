using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.PostgreSql;

/// <summary>One statement of a session. Parameters are added in their order, <c>$1</c> first; running it ends it.</summary>
sealed class Statement(NpgsqlCommand command)
{
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

    public Statement Add(bool[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public Statement Add(string?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public Statement Add(byte[]?[] values) => Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>Runs a statement that changes rows.</summary>
    /// <returns>How many it changed.</returns>
    public async ValueTask<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a query for one number.</summary>
    /// <returns><see langword="null"/> if there is no row.</returns>
    public async ValueTask<long?> NumberAsync(CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return value is null or DBNull ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Runs a query whose rows fit into memory.</summary>
    public async ValueTask<List<T>> ListAsync<T>(Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await EachAsync(reader => rows.Add(row(reader)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Runs a query and hands over each of its rows.</summary>
    public async ValueTask EachAsync(Action<NpgsqlDataReader> row, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    row(reader);
                }
            }
        }
    }

    Statement Add(object? value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return this;
    }
}
