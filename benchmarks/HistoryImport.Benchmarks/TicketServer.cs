using System.Diagnostics;
using HistoryImport.Peers;
using Npgsql;

namespace HistoryImport.Benchmarks;

/// <summary>A database for each build on one server. The limit is a COPY.</summary>
sealed class TicketServer(string address) : ITicketDatabase
{
    const int RowsOfATicket = 50;

    readonly NpgsqlDataSource _server = NpgsqlDataSource.Create(address);
    readonly PostgreSqlTable _table = new(address);
    readonly List<string> _addresses = [];
    PeerHistory? _history;
    NpgsqlConnection? _limit;
    int _written;

    public async Task<string> CreateAsync(string name)
    {
        await RunAsync(_server, $"DROP DATABASE IF EXISTS tickets_{name} WITH (FORCE)");
        await RunAsync(_server, $"CREATE DATABASE tickets_{name}");

        // Two builds with full pools of the usual size would be more than the server takes.
        var own = new NpgsqlConnectionStringBuilder(address) { Database = $"tickets_{name}", MaxPoolSize = 40, Timeout = 60 };
        _addresses.Add(own.ConnectionString);
        return own.ConnectionString;
    }

    public async Task SettleAsync()
    {
        foreach (string one in _addresses)
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(one) { Pooling = false });
            await RunAsync(source, "VACUUM ANALYZE");
        }

        if (_limit is null)
        {
            _history = PeerHistory.Create("", 100_000);
            await _table.PrepareAsync(_history.Take(0), Known.None, idFirst: false);
            _limit = await _table.OpenNpgsqlAsync();
        }

        await RunAsync(_server, "CHECKPOINT");
    }

    public double WriteAtTheLimit()
    {
        IEnumerable<Row> rows = _history!.Rows[_written..(_written += RowsOfATicket)];
        long started = Stopwatch.GetTimestamp();
        RowCopy.Write(_limit!, "messages", rows);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Gets how many transactions have ended in a database.</summary>
    public async Task<long> CountTransactionsAsync(string database)
    {
        // What a session did is counted when it has ended.
        await using NpgsqlCommand left = _server.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'");
        left.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(database).Database });
        while ((long)(await left.ExecuteScalarAsync())! > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        await using NpgsqlCommand command = _server.CreateCommand("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = $1");
        command.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(database).Database });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await _server.DisposeAsync();
    }

    static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
