using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.Peers;

/// <summary>The table in PostgreSQL.</summary>
sealed class PostgreSqlTable(string address) : ITable, IAsyncDisposable
{
    const string AddChats = """
        INSERT INTO chats(chat_id, connection_id, jid) OVERRIDING SYSTEM VALUE
        SELECT number, $1, jid FROM unnest($2::text[]) WITH ORDINALITY AS chat(jid, number)
        """;

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(address + ";Search Path=history_import");

    public string Database => "PostgreSQL";

    public string Address => _source.ConnectionString;

    public async Task PrepareAsync(PeerHistory history, Known known, bool idFirst)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await Schema.RunAsync(connection, "DROP SCHEMA IF EXISTS history_import CASCADE");
        await Schema.CreateAsync(this);
        var number = (long)(await Schema.RunAsync(connection, Schema.AddConnection))!;
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = AddChats;
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = history.Chats });
        await command.ExecuteNonQueryAsync();
        if (idFirst)
        {
            await Schema.RunAsync(connection, Schema.IdFirst);
        }

        if (known != Known.None)
        {
            RowCopy.Write(connection, "messages", known == Known.All ? history.Rows : history.Rows.Where((_, i) => i % 2 == 0));
        }

        // No statistics to gather and no checkpoint to finish while the clock runs.
        await Schema.RunAsync(connection, "VACUUM ANALYZE messages");
        await Schema.RunAsync(connection, "CHECKPOINT");
    }

    public void Use(IHistoryImportBuilder builder) => builder.UsePostgreSql(_source);

    public async Task<NpgsqlConnection> OpenNpgsqlAsync() => await _source.OpenConnectionAsync();

    public async Task<DbConnection> OpenAsync() => await _source.OpenConnectionAsync();

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
